//! Gives every error of a response a code, masks faults of the server, and bounds the number and length of errors.

use async_graphql::parser::types::ExecutableDocument;
use async_graphql::{Response, ServerError, Value};

use crate::document::Walk;
use crate::error_code::{self, ErrorCode};
use crate::limits::Limits;
use crate::outcome::Outcome;

/// How messages of the engine begin if a value does not parse as its type.
const INPUT_ERRORS: [&str; 3] =
    ["Failed to parse \"", "Expected input type \"", "Invalid value for argument "];

/// The outcome of a request, from the response of the engine.
pub(crate) fn outcome(mut response: Response, document: &ExecutableDocument, limits: &Limits) -> Outcome {
    // Errors of execution have a path, those of validation do not.
    let executed = response.errors.is_empty()
        || response.data != Value::Null
        || response.errors.iter().any(|error| !error.path.is_empty());
    cap(&mut response, limits);
    for error in &mut response.errors {
        add_code(error, document, executed);
        error_code::shorten(&mut error.message);
    }
    match executed {
        true => Outcome::Executed(response),
        false => Outcome::Rejected(response),
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

fn add_code(error: &mut ServerError, document: &ExecutableDocument, executed: bool) {
    if ErrorCode::of(error).is_some() {
        return;
    }
    if INPUT_ERRORS.iter().any(|start| error.message.starts_with(start)) {
        name_argument(error, document);
        set_code(error, ErrorCode::BadUserInput);
    } else if executed {
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

/// Puts the name of the argument before the message: the engine only gives the position of the value.
fn name_argument(error: &mut ServerError, document: &ExecutableDocument) {
    let Some(place) = error.locations.first() else {
        return;
    };
    let mut arguments = Walk::document(document).fields().flat_map(|field| &field.node.arguments);
    if let Some((name, _)) = arguments.find(|(_, value)| value.pos == *place) {
        error.message = format!("argument \"{}\": {}", name.node, error.message);
    }
}
