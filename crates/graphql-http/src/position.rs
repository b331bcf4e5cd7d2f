//! The state of the data that a client has seen: an answer to a change carries it in a header, and a client that sends it back
//! gets no older state, whichever server and copy of the data answers. What a position is, the owner of the schema decides.

use std::sync::{Arc, Mutex, PoisonError};

use actix_web::HttpResponse;
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};

/// The header, in requests and responses.
pub const POSITION: HeaderName = HeaderName::from_static("x-shahrak-position");

/// The longest position that a client may send.
const LONGEST: usize = 64;

/// What a request knows about positions; resolvers find it in the data of the request. Requests without one are answered from
/// the newest state.
#[derive(Clone, Debug, Default)]
pub struct Position {
    /// What the client has seen, if it says so.
    pub seen: Option<String>,
    /// Whether the answer may come from an older state, if it is not older than that.
    pub may_lag: bool,
    reached: Arc<Mutex<Option<String>>>,
}

impl Position {
    /// What the headers of a request say. A position that cannot be one means that nothing may lag.
    pub(crate) fn of(headers: &HeaderMap, is_read: bool) -> Position {
        let seen = headers.get(POSITION).map(|value| value.to_str().unwrap_or_default().to_owned());
        let sound = seen.as_ref().is_none_or(|seen| (1..=LONGEST).contains(&seen.len()));
        Position { seen, may_lag: is_read && sound, reached: Arc::default() }
    }

    /// Notes the position after a change. Changes of a request run one after the other: the last position counts.
    pub fn reach(&self, position: String) {
        *self.reached.lock().unwrap_or_else(PoisonError::into_inner) = Some(position);
    }

    /// Adds the position that the client has seen after this response: after its change, otherwise what it said.
    pub(crate) fn add_to(&self, response: &mut HttpResponse) {
        let reached = self.reached.lock().unwrap_or_else(PoisonError::into_inner).take();
        let position = reached.or_else(|| self.seen.clone().filter(|_| self.may_lag));
        if let Some(value) = position.and_then(|position| HeaderValue::from_str(&position).ok()) {
            response.headers_mut().insert(POSITION, value);
        }
    }
}
