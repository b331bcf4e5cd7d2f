//! The messages of `graphql-transport-ws`.

use std::borrow::Cow;

use actix_ws::Session;
use async_graphql::ServerError;
use serde::{Deserialize, Serialize};
use serde_json::Map;
use serde_json::value::{RawValue, Value};
use shahrak_messages::message;

use super::close::Close;
use crate::error_code::masked;
use crate::outcome::ResponseBody;
use crate::request::{self, Params};

/// The longest id of an operation, in bytes. Clients send a UUID.
const LONGEST_ID: usize = 256;

/// A message of a client.
#[derive(Debug)]
pub(super) enum ClientMessage<'a> {
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

impl<'a> ClientMessage<'a> {
    /// Parses a message. An invalid one closes the connection.
    pub(super) fn parse(text: &'a str) -> Result<Self, Close> {
        let envelope: Envelope<'a> =
            serde_json::from_str(text).map_err(|_| Close::invalid(message!("close-message-unreadable")))?;
        match &*envelope.kind {
            "connection_init" => Ok(Self::Init(envelope.object()?.unwrap_or_default())),
            "ping" => envelope.object().map(|_| Self::Ping(envelope.payload)),
            "pong" => envelope.object().map(|_| Self::Pong),
            "subscribe" => {
                let payload = envelope.payload.map_or("null", RawValue::get);
                let params = request::from_message(payload).map_err(|error| Close::invalid(error.message))?;
                Ok(Self::Subscribe(envelope.id()?, Box::new(params)))
            }
            "complete" => Ok(Self::Complete(envelope.id()?)),
            _ => Err(Close::invalid(message!("close-message-type-unknown"))),
        }
    }
}

impl Envelope<'_> {
    fn id(self) -> Result<String, Close> {
        match self.id {
            Some(id) if id.len() > LONGEST_ID => {
                Err(Close::invalid(message!("close-id-too-long", most = LONGEST_ID)))
            }
            Some(id) if !id.is_empty() => Ok(id),
            _ => Err(Close::invalid(message!("close-id-missing"))),
        }
    }

    fn object(&self) -> Result<Option<Map<String, Value>>, Close> {
        let wrong = |_| Close::invalid(message!("close-payload-not-object"));
        self.payload.map(|payload| serde_json::from_str(payload.get()).map_err(wrong)).transpose()
    }
}

/// A message of the server.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum ServerMessage<'a> {
    ConnectionAck,
    Pong {
        #[serde(skip_serializing_if = "Option::is_none")]
        payload: Option<&'a RawValue>,
    },
    Next {
        id: &'a str,
        payload: ResponseBody<'a>,
    },
    Error {
        id: &'a str,
        payload: Vec<ServerError>,
    },
    Complete {
        id: &'a str,
    },
}

impl ServerMessage<'_> {
    /// Sends it, through a bounded queue.
    pub(super) async fn send(&self, session: &mut Session) -> Result<(), Close> {
        match serde_json::to_string(self) {
            Ok(text) => session.text(text).await.map_err(|_| Close::Lost),
            Err(error) => {
                masked(&format!("a message cannot be serialised: {error}"));
                Err(Close::Lost)
            }
        }
    }
}
