//! Reasons for closing a WebSocket: the close codes of `graphql-transport-ws`, of WebSockets in general, and one of ours.

use std::time::Duration;

use actix_ws::{CloseCode, CloseReason, ProtocolError, Session};
use tokio::time::timeout;

use crate::caller::AuthError;

/// The time that a client has to read the close message.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(5);

/// Why a connection closes.
#[derive(Debug)]
pub(super) enum Close {
    /// The server closes it.
    Server(CloseReason),
    /// The client closes it; the server repeats the reason.
    Client(Option<CloseReason>),
    /// The connection is lost.
    Lost,
}

impl Close {
    fn new(code: u16, reason: impl Into<String>) -> Self {
        Self::Server(CloseReason { code: CloseCode::from(code), description: Some(reason.into()) })
    }

    /// The client sent an invalid message.
    pub(super) fn invalid(reason: impl Into<String>) -> Self {
        Self::new(4400, reason)
    }

    /// The client subscribed before the acknowledgement.
    pub(super) fn unauthorized() -> Self {
        Self::new(4401, "Unauthorized")
    }

    /// The credential is not valid, or no longer valid.
    pub(super) fn auth(error: AuthError) -> Self {
        match error {
            AuthError::Invalid(_) => Self::new(4403, "Forbidden"),
            AuthError::Unavailable(reason) => {
                tracing::warn!(reason, "credentials cannot be checked");
                Self::new(1013, "credentials cannot be checked now; try again in a moment")
            }
        }
    }

    /// The client does not support the subprotocol.
    pub(super) fn unsupported_protocol() -> Self {
        Self::new(4406, "Subprotocol not acceptable")
    }

    /// The client did not initialise the connection in time.
    pub(super) fn init_timeout() -> Self {
        Self::new(4408, "Connection initialisation timeout")
    }

    /// The client used an id twice.
    pub(super) fn id_in_use(id: &str) -> Self {
        Self::new(4409, format!("Subscriber for {id} already exists"))
    }

    /// The client initialised the connection twice.
    pub(super) fn second_init() -> Self {
        Self::new(4429, "Too many initialisation requests")
    }

    /// The client does not read its messages. Clients subscribe again after this code.
    pub(super) fn too_slow() -> Self {
        Self::new(4290, "the client read messages too slowly; read faster, and resume with `after`")
    }

    /// The client has sent nothing for too long.
    pub(super) fn keepalive_timeout() -> Self {
        Self::new(1001, "no answer to pings")
    }

    /// The server stops.
    pub(super) fn stopping() -> Self {
        Self::new(1001, "going away: the server stops")
    }

    /// The client violated the WebSocket protocol.
    pub(super) fn protocol_error(error: &ProtocolError, limit: u32) -> Self {
        match error {
            ProtocolError::Overflow => Self::too_large(limit),
            // The library has no other sign that the parts of a message are too large together.
            ProtocolError::Io(error) if error.to_string().contains("continuation size") => {
                Self::too_large(limit)
            }
            ProtocolError::Io(error) if error.kind() != std::io::ErrorKind::InvalidData => Self::Lost,
            error => Self::new(1002, error.to_string()),
        }
    }

    fn too_large(limit: u32) -> Self {
        Self::new(1009, format!("a message is larger than {limit} bytes; ask for less at once"))
    }

    /// Sends the reason to the client.
    pub(super) async fn send(self, session: Session) {
        let reason = match self {
            Self::Lost => return,
            Self::Client(reason) => reason,
            Self::Server(reason) => {
                let description = reason.description.as_deref().unwrap_or_default();
                tracing::debug!(
                    close.code = u16::from(reason.code),
                    close.reason = description,
                    "WebSocket closed"
                );
                Some(reason)
            }
        };
        // A client that does not read the reason loses the connection without it.
        let _ = timeout(CLOSE_TIMEOUT, session.close(reason)).await;
    }
}
