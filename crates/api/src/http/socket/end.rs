//! Why a WebSocket ends: the close codes of `graphql-transport-ws`, of WebSockets in general, and one of ours.

use std::time::Duration;

use actix_ws::{CloseCode, CloseReason, ProtocolError, Session};
use tokio::time::timeout;

use super::super::caller::Refusal;

/// How long a client that does not take anything has to take the reason.
const PATIENCE: Duration = Duration::from_secs(5);

/// Why a connection ends.
#[derive(Debug)]
pub(super) enum End {
    /// We close it.
    Ours(CloseReason),
    /// The client closed it; it is answered.
    Theirs(Option<CloseReason>),
    /// The client is not there any more.
    Gone,
}

impl End {
    fn new(code: u16, words: impl Into<String>) -> Self {
        Self::Ours(CloseReason { code: CloseCode::from(code), description: Some(words.into()) })
    }

    /// What the client sent is no message.
    pub(super) fn invalid(words: impl Into<String>) -> Self {
        Self::new(4400, words)
    }

    /// It subscribed before it was acknowledged.
    pub(super) fn unauthorized() -> Self {
        Self::new(4401, "Unauthorized")
    }

    /// Its credential was refused, or does not hold any more.
    pub(super) fn refused(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Invalid(_) => Self::new(4403, "Forbidden"),
            Refusal::Unavailable(reason) => {
                tracing::warn!(reason, "credentials cannot be checked");
                Self::new(1013, "credentials cannot be checked now; try again in a moment")
            }
        }
    }

    /// It speaks another subprotocol, or none.
    pub(super) fn not_spoken() -> Self {
        Self::new(4406, "Subprotocol not acceptable")
    }

    /// It did not begin in time.
    pub(super) fn no_init() -> Self {
        Self::new(4408, "Connection initialisation timeout")
    }

    /// It uses an id twice.
    pub(super) fn taken(id: &str) -> Self {
        Self::new(4409, format!("Subscriber for {id} already exists"))
    }

    /// It began twice.
    pub(super) fn second_init() -> Self {
        Self::new(4429, "Too many initialisation requests")
    }

    /// It does not take what it is sent. Clients subscribe again after this code.
    pub(super) fn too_slow() -> Self {
        Self::new(4290, "the client read messages too slowly; read faster, and resume with `after`")
    }

    /// It has not been heard of for too long.
    pub(super) fn silent() -> Self {
        Self::new(1001, "no answer to pings")
    }

    /// The server stops.
    pub(super) fn stopping() -> Self {
        Self::new(1001, "going away: the server stops")
    }

    /// What arrived is no WebSocket message.
    pub(super) fn broken(error: &ProtocolError, limit: u32) -> Self {
        match error {
            ProtocolError::Overflow => Self::too_large(limit),
            // What the parts of one message exceed together is told by these words alone.
            ProtocolError::Io(error) if error.to_string().contains("continuation size") => {
                Self::too_large(limit)
            }
            ProtocolError::Io(error) if error.kind() != std::io::ErrorKind::InvalidData => Self::Gone,
            error => Self::new(1002, error.to_string()),
        }
    }

    fn too_large(limit: u32) -> Self {
        Self::new(1009, format!("a message is larger than {limit} bytes; ask for less at once"))
    }

    /// Tells the client.
    pub(super) async fn tell(self, session: Session) {
        let reason = match self {
            Self::Gone => return,
            Self::Theirs(reason) => reason,
            Self::Ours(reason) => {
                let words = reason.description.as_deref().unwrap_or_default();
                tracing::debug!(
                    close.code = u16::from(reason.code),
                    close.reason = words,
                    "WebSocket closed"
                );
                Some(reason)
            }
        };
        // Who does not take it loses the connection without.
        let _ = timeout(PATIENCE, session.close(reason)).await;
    }
}
