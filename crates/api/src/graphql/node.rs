//! Global ids: opaque to clients, and of one type each.

use async_graphql::ID;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// What an id can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A province
    Province,
    /// An Iranian year
    Year,
    /// A park
    Park,
    /// A unit
    Unit,
    /// A unit event
    Event,
    /// A yearly target
    Target,
    /// An announcement
    Announcement,
    /// A figure of an announcement
    Figure,
}

const KINDS: [(Kind, &str); 8] = [
    (Kind::Province, "province"),
    (Kind::Year, "year"),
    (Kind::Park, "park"),
    (Kind::Unit, "unit"),
    (Kind::Event, "event"),
    (Kind::Target, "target"),
    (Kind::Announcement, "announcement"),
    (Kind::Figure, "figure"),
];

/// The id of a thing: its kind, and what identifies it among its kind.
pub fn encode(kind: Kind, key: impl std::fmt::Display) -> ID {
    let word = KINDS.iter().find(|(known, _)| *known == kind).map_or("", |(_, word)| word);
    ID(URL_SAFE_NO_PAD.encode(format!("{word}:{key}")))
}

/// What an id names; none if it is no id of ours.
pub fn decode(id: &str) -> Option<(Kind, String)> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(id).ok()?).ok()?;
    let (word, key) = text.split_once(':')?;
    let (kind, _) = KINDS.iter().find(|(_, known)| *known == word)?;
    Some((*kind, key.to_owned()))
}
