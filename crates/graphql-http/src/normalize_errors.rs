//! Gives every error of a response a code, masks faults of the server, and bounds the number and length of errors.

use async_graphql::parser::types::ExecutableDocument;
use async_graphql::{Pos, Response, ServerError, Value};
use shahrak_messages::{Message, message};

use crate::document::Walk;
use crate::engine_message;
use crate::error_code::{self, ErrorCode};
use crate::limits::{InputTypes, Limits};
use crate::outcome::Outcome;

/// How messages of the engine begin if a value does not parse as its type.
const INPUT_ERRORS: [&str; 3] =
    ["Failed to parse \"", "Expected input type \"", "Invalid value for argument "];

/// The outcome of a request, from the response of the engine.
pub(crate) fn outcome(
    mut response: Response,
    document: &ExecutableDocument,
    limits: &Limits,
    types: &InputTypes,
    introspection: bool,
) -> Outcome {
    // Errors of execution have a path, those of validation do not.
    let executed = response.errors.is_empty()
        || response.data != Value::Null
        || response.errors.iter().any(|error| !error.path.is_empty());
    cap(&mut response, limits);
    for error in &mut response.errors {
        let of_engine = ErrorCode::of(error).is_none();
        complete(error, document, types, executed);
        if !introspection && of_engine {
            conceal(error);
        }
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

/// Gives an error a code and a message of the catalogue, unless it has them.
fn complete(error: &mut ServerError, document: &ExecutableDocument, types: &InputTypes, executed: bool) {
    if ErrorCode::of(error).is_some() {
        return;
    }
    if INPUT_ERRORS.iter().any(|start| error.message.starts_with(start)) {
        let why = input_message(error, types);
        let message = match argument(error, document) {
            Some(argument) => message!("at-argument", argument, why),
            None => why,
        };
        error_code::set_message(error, message);
        set_code(error, ErrorCode::BadUserInput);
    } else if executed {
        let (message, extensions) = error_code::masked(&error.message);
        error_code::set_message(error, message);
        error.extensions = Some(extensions);
    } else {
        let message = engine_message::recognise(&error.message, types);
        let message = message.unwrap_or_else(|| unrecognised(&error.message, error.locations.first()));
        error_code::set_message(error, message);
        set_code(error, ErrorCode::GraphqlValidationFailed);
    }
}

/// Removes what a message tells about the schema, for clients that may not learn it. Errors of scalars and resolvers stay:
/// they are about values.
pub(crate) fn conceal(error: &mut ServerError) {
    let Pos { line, column } = error.locations.first().copied().unwrap_or_default();
    match ErrorCode::of(error) {
        Some(ErrorCode::GraphqlValidationFailed) => {
            error_code::set_message(error, message!("document-does-not-fit", line, column));
        }
        Some(ErrorCode::BadUserInput) => {
            error_code::set_message(error, message!("value-does-not-fit", line, column));
        }
        _ => {}
    }
}

fn set_code(error: &mut ServerError, code: ErrorCode) {
    let extensions = error.extensions.get_or_insert_default();
    extensions.set("code", code.as_str());
}

/// The message of a value that does not parse: that of its scalar, if it has one, within that of the engine.
fn input_message(error: &mut ServerError, types: &InputTypes) -> Message {
    let Some(why) = error_code::take_input_message(error) else {
        let message = engine_message::recognise(&error.message, types);
        return message.unwrap_or_else(|| unrecognised(&error.message, error.locations.first()));
    };
    engine_message::around(&error.message, why)
}

fn unrecognised(text: &str, position: Option<&Pos>) -> Message {
    let Pos { line, column } = position.copied().unwrap_or_default();
    message!("document-not-accepted", why = text, line, column)
}

/// The name of the argument with the wrong value: the engine only gives the position of the value.
fn argument<'a>(error: &ServerError, document: &'a ExecutableDocument) -> Option<&'a str> {
    let place = error.locations.first()?;
    let mut arguments = Walk::document(document).fields().flat_map(|field| &field.node.arguments);
    let (name, _) = arguments.find(|(_, value)| value.pos == *place)?;
    Some(name.node.as_str())
}
