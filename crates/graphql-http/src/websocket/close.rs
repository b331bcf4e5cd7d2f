//! Reasons for closing a WebSocket: the close codes of `graphql-transport-ws`, of WebSockets in general, and one of ours.

use std::time::Duration;

use actix_ws::{CloseCode, CloseReason, ProtocolError, Session};
use shahrak_messages::{Language, Message, message};
use tokio::time::timeout;

use crate::caller::AuthError;

/// The time that a client has to read the close message.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(5);

/// The maximum length of a reason: that of a control frame less the code.
const MAX_BYTES: usize = 123;

/// Why a connection closes.
#[derive(Debug)]
pub(super) enum Close {
    /// The server closes it.
    Server {
        /// The close code, by which programs decide what to do.
        code: u16,
        /// The reason for people.
        reason: Message,
    },
    /// The client closes it; the server repeats the reason.
    Client(Option<CloseReason>),
    /// The connection is lost.
    Lost,
}

impl Close {
    fn new(code: u16, reason: Message) -> Self {
        Self::Server { code, reason }
    }

    /// The client sent an invalid message.
    pub(super) fn invalid(reason: Message) -> Self {
        Self::new(4400, reason)
    }

    /// The client subscribed before the acknowledgement.
    pub(super) fn unauthorized() -> Self {
        Self::new(4401, message!("close-not-initialised"))
    }

    /// The credential is not valid, or no longer valid.
    pub(super) fn auth(error: AuthError) -> Self {
        match error {
            AuthError::Invalid(_) => Self::new(4403, message!("close-forbidden")),
            AuthError::Unavailable(reason) => {
                tracing::warn!(reason, "credentials cannot be checked");
                Self::new(1013, message!("close-credentials-unchecked"))
            }
        }
    }

    /// The client does not support the subprotocol.
    pub(super) fn unsupported_protocol() -> Self {
        Self::new(4406, message!("close-subprotocol"))
    }

    /// The client did not initialise the connection in time.
    pub(super) fn init_timeout() -> Self {
        Self::new(4408, message!("close-init-timeout"))
    }

    /// The client used an id twice.
    pub(super) fn id_in_use(id: &str) -> Self {
        Self::new(4409, message!("close-id-in-use", id))
    }

    /// The client initialised the connection twice.
    pub(super) fn second_init() -> Self {
        Self::new(4429, message!("close-second-init"))
    }

    /// The client does not read its messages. Clients subscribe again after this code.
    pub(super) fn too_slow() -> Self {
        Self::new(4290, message!("close-too-slow"))
    }

    /// The owner of the credential has too many subscriptions.
    pub(super) fn too_many() -> Self {
        Self::new(4290, message!("close-too-many"))
    }

    /// The client has sent nothing for too long.
    pub(super) fn keepalive_timeout() -> Self {
        Self::new(1001, message!("close-no-pong"))
    }

    /// The server stops.
    pub(super) fn stopping() -> Self {
        Self::new(1001, message!("close-stopping"))
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
            error => Self::new(1002, Message::verbatim(error.to_string())),
        }
    }

    fn too_large(limit: u32) -> Self {
        Self::new(1009, message!("close-message-too-large", most = limit))
    }

    /// Sends the reason to the client.
    pub(super) async fn send(self, session: Session, language: Language) {
        let reason = match self {
            Self::Lost => return,
            Self::Client(reason) => reason,
            Self::Server { code, reason } => {
                tracing::debug!(close.code = code, close.reason = %reason, "WebSocket closed");
                Some(CloseReason {
                    code: CloseCode::from(code),
                    description: Some(fitting(reason.text(language))),
                })
            }
        };
        // A client that does not read the reason loses the connection without it.
        let _ = timeout(CLOSE_TIMEOUT, session.close(reason)).await;
    }
}

/// The beginning of a reason that fits into the frame.
fn fitting(mut reason: String) -> String {
    reason.truncate(reason.floor_char_boundary(MAX_BYTES));
    reason
}
