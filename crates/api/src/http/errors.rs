//! Gives every error of an answer a code, hides what is ours, and bounds their number and length.

use async_graphql::parser::types::{ExecutableDocument, Field, Selection, SelectionSet};
use async_graphql::{Pos, Response, ServerError, Value};

use super::answer::Answer;
use crate::error_code::{self, ErrorCode};
use crate::limits::Limits;

/// The longest message, in characters: messages repeat words of the document.
const LONGEST_MESSAGE: usize = 600;

/// How the engine begins what it says about a value that does not parse as its type.
const INPUT_FAULTS: [&str; 3] =
    ["Failed to parse \"", "Expected input type \"", "Invalid value for argument "];

/// Completes what the engine answered.
pub(super) fn complete(mut response: Response, document: &ExecutableDocument, limits: &Limits) -> Answer {
    // Errors of validation have no path; of those that were met while answering each has one.
    let answered = response.errors.is_empty()
        || response.data != Value::Null
        || response.errors.iter().any(|error| !error.path.is_empty());
    cap(&mut response, limits);
    for error in &mut response.errors {
        give_code(error, document, answered);
        shorten(&mut error.message);
    }
    match answered {
        true => Answer::Data(response),
        false => Answer::Refused(response),
    }
}

fn cap(response: &mut Response, limits: &Limits) {
    let found = response.errors.len();
    let limit = limits.errors as usize;
    if found > limit {
        response.errors.truncate(limit);
        let omitted = Value::from((found - limit) as u64);
        response.extensions.insert("omittedErrors".to_owned(), omitted);
    }
}

fn give_code(error: &mut ServerError, document: &ExecutableDocument, answered: bool) {
    if ErrorCode::of(error).is_some() {
        return;
    }
    if INPUT_FAULTS.iter().any(|start| error.message.starts_with(start)) {
        name_argument(error, document);
        set_code(error, ErrorCode::BadUserInput);
    } else if answered {
        let (message, extensions) = error_code::masked(&error.message);
        error.message = message;
        error.extensions = Some(extensions);
    } else {
        set_code(error, ErrorCode::GraphqlValidationFailed);
    }
}

fn set_code(error: &mut ServerError, code: ErrorCode) {
    let extensions = error.extensions.get_or_insert_default();
    extensions.set("code", code.as_str());
}

/// The engine tells the place of a value, not the name of its argument; people want the name.
fn name_argument(error: &mut ServerError, document: &ExecutableDocument) {
    let Some(place) = error.locations.first() else {
        return;
    };
    let operations = document.operations.iter();
    let mut sets = operations
        .map(|(_, operation)| &operation.node.selection_set.node)
        .chain(document.fragments.values().map(|it| &it.node.selection_set.node));
    if let Some(name) = sets.find_map(|set| argument_in(set, *place)) {
        error.message = format!("argument \"{name}\": {}", error.message);
    }
}

fn argument_in(set: &SelectionSet, place: Pos) -> Option<&str> {
    set.items.iter().find_map(|selection| match &selection.node {
        Selection::Field(field) => {
            argument_of(&field.node, place).or_else(|| argument_in(&field.node.selection_set.node, place))
        }
        Selection::InlineFragment(inline) => argument_in(&inline.node.selection_set.node, place),
        Selection::FragmentSpread(_) => None,
    })
}

fn argument_of(field: &Field, place: Pos) -> Option<&str> {
    let mut arguments = field.arguments.iter();
    let (name, _) = arguments.find(|(_, value)| value.pos == place)?;
    Some(name.node.as_str())
}

/// Cuts a message that is too long to be read.
pub(super) fn shorten(message: &mut String) {
    if let Some((end, _)) = message.char_indices().nth(LONGEST_MESSAGE) {
        message.truncate(end);
        message.push('…');
    }
}
