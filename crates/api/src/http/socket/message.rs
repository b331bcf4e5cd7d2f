//! The messages of `graphql-transport-ws`, as they are read and written.

use std::borrow::Cow;

use actix_ws::Session;
use async_graphql::ServerError;
use serde::{Deserialize, Serialize};
use serde_json::Map;
use serde_json::value::{RawValue, Value};

use super::super::answer::Body;
use super::super::request::{self, Params};
use super::end::End;
use crate::error_code::masked;

/// The longest id of an operation, in bytes. Clients send a UUID.
const LONGEST_ID: usize = 256;

/// What a client says.
#[derive(Debug)]
pub(super) enum Heard<'a> {
    Init(Map<String, Value>),
    Ping(Option<&'a RawValue>),
    Pong,
    Subscribe(String, Box<Params>),
    Complete(String),
}

#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(rename = "type", borrow)]
    kind: Cow<'a, str>,
    id: Option<String>,
    #[serde(borrow)]
    payload: Option<&'a RawValue>,
}

impl<'a> Heard<'a> {
    /// Reads a message; what is none ends the connection.
    pub(super) fn read(text: &'a str) -> Result<Self, End> {
        let message: Envelope<'a> =
            serde_json::from_str(text).map_err(|_| End::invalid("Invalid message received"))?;
        match &*message.kind {
            "connection_init" => Ok(Self::Init(message.object()?.unwrap_or_default())),
            "ping" => message.object().map(|_| Self::Ping(message.payload)),
            "pong" => message.object().map(|_| Self::Pong),
            "subscribe" => {
                let payload = message.payload.map_or("null", RawValue::get);
                let params = request::from_message(payload).map_err(|fault| End::invalid(fault.message))?;
                Ok(Self::Subscribe(message.id()?, Box::new(params)))
            }
            "complete" => Ok(Self::Complete(message.id()?)),
            _ => Err(End::invalid("Invalid message received: its type is unknown")),
        }
    }
}

impl Envelope<'_> {
    fn id(self) -> Result<String, End> {
        match self.id {
            Some(id) if id.len() > LONGEST_ID => {
                Err(End::invalid(format!("the id is longer than {LONGEST_ID} bytes")))
            }
            Some(id) if !id.is_empty() => Ok(id),
            _ => Err(End::invalid("the message needs an `id`")),
        }
    }

    fn object(&self) -> Result<Option<Map<String, Value>>, End> {
        let wrong = |_| End::invalid("the `payload` must be an object");
        self.payload.map(|payload| serde_json::from_str(payload.get()).map_err(wrong)).transpose()
    }
}

/// What a client is told.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum Said<'a> {
    ConnectionAck,
    Pong {
        #[serde(skip_serializing_if = "Option::is_none")]
        payload: Option<&'a RawValue>,
    },
    Next {
        id: &'a str,
        payload: Body<'a>,
    },
    Error {
        id: &'a str,
        payload: &'a [ServerError],
    },
    Complete {
        id: &'a str,
    },
}

impl Said<'_> {
    /// Says it. It waits in a bounded queue until the client takes it.
    pub(super) async fn send(&self, session: &mut Session) -> Result<(), End> {
        match serde_json::to_string(self) {
            Ok(text) => session.text(text).await.map_err(|_| End::Gone),
            Err(error) => {
                masked(&format!("a message cannot be written: {error}"));
                Err(End::Gone)
            }
        }
    }
}
