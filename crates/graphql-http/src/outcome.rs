//! The outcome of a GraphQL request, and how it reads in JSON.

use std::collections::BTreeMap;

use async_graphql::{Response, ServerError, Value};
use serde::Serialize;
use shahrak_messages::Language;

use crate::error_code::{self, ErrorCode};

/// The outcome of a GraphQL request.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// The operation ran. The data may be partial or `null`.
    Executed(Response),
    /// The request was rejected before anything ran. The response has no `data`.
    Rejected(Response),
}

impl Outcome {
    pub(crate) fn rejected(error: impl Into<ServerError>) -> Self {
        Self::Rejected(Response::from_errors(vec![error.into()]))
    }

    /// Whether the server could answer nothing, because something that it needs is away: then the response is no success,
    /// although the operation ran.
    pub(crate) fn is_unavailable(&self) -> bool {
        let response = self.response();
        let nothing = match &response.data {
            Value::Object(fields) => fields.values().all(|value| *value == Value::Null),
            data => *data == Value::Null,
        };
        nothing && response.errors.iter().any(|error| ErrorCode::of(error) == Some(ErrorCode::Unavailable))
    }

    pub(crate) fn response(&self) -> &Response {
        match self {
            Self::Executed(response) | Self::Rejected(response) => response,
        }
    }

    pub(crate) fn response_mut(&mut self) -> &mut Response {
        match self {
            Self::Executed(response) | Self::Rejected(response) => response,
        }
    }
}

/// An outcome in JSON, in the language of a client.
#[derive(Serialize)]
pub(crate) struct ResponseBody<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<ServerError>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a Value>,
    #[serde(skip_serializing_if = "map_is_empty")]
    extensions: &'a BTreeMap<String, Value>,
}

impl<'a> ResponseBody<'a> {
    /// Only errors, because nothing ran.
    pub(crate) fn errors(errors: &[ServerError], language: Language) -> Self {
        const NONE: &BTreeMap<String, Value> = &BTreeMap::new();
        Self { errors: error_code::in_language(errors, language), data: None, extensions: NONE }
    }

    pub(crate) fn of(outcome: &'a Outcome, language: Language) -> Self {
        let response = outcome.response();
        let errors = error_code::in_language(&response.errors, language);
        let data = matches!(outcome, Outcome::Executed(_)).then_some(&response.data);
        Self { errors, data, extensions: &response.extensions }
    }
}

fn map_is_empty(extensions: &&BTreeMap<String, Value>) -> bool {
    extensions.is_empty()
}
