//! Global ids, opaque to clients and each of one type, and look-ups by them.

use std::collections::{HashMap, HashSet};
use std::str::FromStr;

use async_graphql::{Context, ID, Interface, Object, Result};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::graphql::announcement::{Announcement, Figure};
use crate::graphql::audit::AuditEntry;
use crate::graphql::context::{Ask, bad_input};
use crate::graphql::event::UnitEvent;
use crate::graphql::feed::LedgerRecord;
use crate::graphql::import::Import;
use crate::graphql::park::Park;
use crate::graphql::province::Province;
use crate::graphql::target::Target;
use crate::graphql::token::AccessToken;
use crate::graphql::unit::Unit;
use crate::graphql::year::Year;

/// The maximum number of ids in one look-up.
const MAX_IDS: usize = 100;

/// Any object with a global id.
#[derive(Interface, Clone)]
#[graphql(field(name = "id", ty = "ID", desc = "Global id: opaque, and never changes."))]
pub enum Node {
    /// A province
    Province(Province),
    /// An Iranian year
    Year(Year),
    /// A park
    Park(Park),
    /// A unit
    Unit(Unit),
    /// A unit event
    UnitEvent(UnitEvent),
    /// A yearly target
    Target(Target),
    /// An announcement
    Announcement(Announcement),
    /// A figure of an announcement
    Figure(Figure),
    /// A record of the ledger
    LedgerRecord(LedgerRecord),
    /// An entry of the audit trail
    AuditEntry(AuditEntry),
    /// A personal token
    AccessToken(AccessToken),
    /// An import
    Import(Import),
}

/// The look-ups by global id.
#[derive(Default)]
pub struct NodeQuery;

#[Object]
impl NodeQuery {
    /// The object with this global id; null if there is none.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The global id.")] id: ID,
    ) -> Result<Option<Node>> {
        Ok(find(ctx, &[id]).await?.pop().flatten())
    }

    /// The objects with these global ids, in the order of the ids, with null for each id without an object.
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The global ids, at most 100.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Node>>> {
        if ids.len() > MAX_IDS {
            let wrong = format!("{} are too many; the limit is {MAX_IDS}", ids.len());
            return Err(bad_input("ids", wrong));
        }
        find(ctx, &ids).await
    }
}

/// The objects with these ids, loaded by one statement for each kind.
async fn find(ctx: &Context<'_>, ids: &[ID]) -> Result<Vec<Option<Node>>> {
    let names: Vec<Option<(Kind, String)>> = ids.iter().map(|id| decode(id)).collect();
    let mut keys: HashMap<Kind, HashSet<&String>> = HashMap::new();
    for (kind, key) in names.iter().flatten() {
        keys.entry(*kind).or_default().insert(key);
    }
    let mut found: HashMap<Kind, HashMap<String, Node>> = HashMap::new();
    for (kind, keys) in keys {
        let keys: Vec<String> = keys.into_iter().cloned().collect();
        found.insert(kind, by_key(ctx, kind, &keys).await?);
    }
    Ok(names
        .into_iter()
        .map(|name| name.and_then(|(kind, key)| found.get(&kind)?.get(&key).cloned()))
        .collect())
}

/// The objects of one kind with these keys.
async fn by_key(ctx: &Context<'_>, kind: Kind, keys: &[String]) -> Result<HashMap<String, Node>> {
    Ok(match kind {
        Kind::Province => nodes(Province::by_key(&ctx.reference()?, keys)),
        Kind::Year => nodes(Year::by_key(&ctx.reference()?, keys)),
        Kind::Park => nodes(Park::by_key(ctx, keys).await?),
        Kind::Unit => nodes(Unit::by_key(ctx, keys).await?),
        Kind::Event => nodes(UnitEvent::by_key(ctx, keys).await?),
        Kind::Target => nodes(Target::by_key(ctx, keys).await?),
        Kind::Announcement => nodes(Announcement::by_key(ctx, keys).await?),
        Kind::Figure => nodes(Figure::by_key(ctx, keys).await?),
        Kind::Record => nodes(LedgerRecord::by_key(ctx, keys).await?),
        Kind::AuditEntry => nodes(AuditEntry::by_key(ctx, keys).await?),
        Kind::Token => nodes(AccessToken::by_key(ctx, keys).await?),
        Kind::Import => nodes(Import::by_key(ctx, keys).await?),
    })
}

fn nodes<T: Into<Node>>(found: HashMap<String, T>) -> HashMap<String, Node> {
    found.into_iter().map(|(key, thing)| (key, thing.into())).collect()
}

/// The keys that are numbers in the form in which [`encode`] writes them.
pub fn numbers<T: FromStr + ToString>(keys: &[String]) -> Vec<T> {
    keys.iter().filter_map(|key| key.parse().ok().filter(|number: &T| number.to_string() == *key)).collect()
}

/// The kinds of objects with a global id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
    /// A record of the ledger
    Record,
    /// An entry of the audit trail
    AuditEntry,
    /// A personal token
    Token,
    /// An import
    Import,
}

const KINDS: [(Kind, &str); 12] = [
    (Kind::Province, "province"),
    (Kind::Year, "year"),
    (Kind::Park, "park"),
    (Kind::Unit, "unit"),
    (Kind::Event, "event"),
    (Kind::Target, "target"),
    (Kind::Announcement, "announcement"),
    (Kind::Figure, "figure"),
    (Kind::Record, "record"),
    (Kind::AuditEntry, "audit"),
    (Kind::Token, "token"),
    (Kind::Import, "import"),
];

/// The id of an object: its kind, and its key within the kind.
pub fn encode(kind: Kind, key: impl std::fmt::Display) -> ID {
    let word = KINDS.iter().find(|(known, _)| *known == kind).map_or("", |(_, word)| word);
    ID(URL_SAFE_NO_PAD.encode(format!("{word}:{key}")))
}

/// The kind and the key in an id; none if it is not an id of this schema.
pub fn decode(id: &str) -> Option<(Kind, String)> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(id).ok()?).ok()?;
    let (word, key) = text.split_once(':')?;
    let (kind, _) = KINDS.iter().find(|(_, known)| *known == word)?;
    Some((*kind, key.to_owned()))
}
