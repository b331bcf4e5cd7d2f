//! Global ids: opaque to clients, each of one type.

use std::str::FromStr;

use async_graphql::ID;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The keys that are numbers in the form in which [`encode`] writes them.
pub fn numbers<T: FromStr + ToString>(keys: &[String]) -> Vec<T> {
    keys.iter().filter_map(|key| key.parse().ok().filter(|number: &T| number.to_string() == *key)).collect()
}

/// The kinds of objects with a global id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NodeKind {
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
    /// A record of the ledger
    Record,
    /// An entry of the audit trail
    AuditEntry,
    /// A personal token
    Token,
    /// An import
    Import,
    /// A support case
    SupportCase,
}

const KINDS: [(NodeKind, &str); 13] = [
    (NodeKind::Province, "province"),
    (NodeKind::Year, "year"),
    (NodeKind::Park, "park"),
    (NodeKind::Unit, "unit"),
    (NodeKind::Event, "event"),
    (NodeKind::Target, "target"),
    (NodeKind::Announcement, "announcement"),
    (NodeKind::Figure, "figure"),
    (NodeKind::Record, "record"),
    (NodeKind::AuditEntry, "audit"),
    (NodeKind::Token, "token"),
    (NodeKind::Import, "import"),
    (NodeKind::SupportCase, "case"),
];

/// The id of an object: its kind, and its key within the kind.
pub fn encode(kind: NodeKind, key: impl std::fmt::Display) -> ID {
    let word = KINDS.iter().find(|(known, _)| *known == kind).map_or("", |(_, word)| word);
    ID(URL_SAFE_NO_PAD.encode(format!("{word}:{key}")))
}

/// The kind and the key in an id; none if it is not an id of this schema.
pub fn decode(id: &str) -> Option<(NodeKind, String)> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(id).ok()?).ok()?;
    let (word, key) = text.split_once(':')?;
    let (kind, _) = KINDS.iter().find(|(_, known)| *known == word)?;
    Some((*kind, key.to_owned()))
}
