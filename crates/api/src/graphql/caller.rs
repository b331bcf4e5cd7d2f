//! What a request says of its caller.

use std::sync::Arc;

use shahrak_domain::actor::Actor;

/// Who asks: somebody with a credential, or a citizen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Caller(pub Option<Arc<Actor>>);

impl Caller {
    /// Who it is; none for a citizen.
    pub fn actor(&self) -> Option<&Arc<Actor>> {
        self.0.as_ref()
    }
}

/// A language that messages are written in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Locale {
    /// English, where nothing else is asked for.
    #[default]
    English,
    /// Persian.
    Persian,
}

/// The id of a request.
#[derive(Debug, Clone, Default)]
pub struct RequestId(pub String);
