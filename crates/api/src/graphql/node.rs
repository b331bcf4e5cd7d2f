//! Look-ups of objects of any type by their global ids.

use std::collections::{HashMap, HashSet};

use async_graphql::{Context, ID, Interface, Object, Result};

use shahrak_messages::message;

use crate::graphql::announcement::{Announcement, Figure};
use crate::graphql::audit::AuditEntry;
use crate::graphql::common::context::{ContextExt, bad_input};
use crate::graphql::common::global_id::{self, NodeKind};
use crate::graphql::event::UnitEvent;
use crate::graphql::feed::LedgerRecord;
use crate::graphql::import::Import;
use crate::graphql::park::Park;
use crate::graphql::province::Province;
use crate::graphql::support_case::SupportCase;
use crate::graphql::token::AccessToken;
use crate::graphql::unit::Unit;
use crate::graphql::year::Year;
use crate::graphql::yearly_target::Target;

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
    /// A support case
    SupportCase(SupportCase),
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
            return Err(bad_input("ids", message!("too-many-given", found = ids.len(), most = MAX_IDS)));
        }
        find(ctx, &ids).await
    }
}

/// The objects with these ids, loaded by one statement for each kind.
async fn find(ctx: &Context<'_>, ids: &[ID]) -> Result<Vec<Option<Node>>> {
    let names: Vec<Option<(NodeKind, String)>> = ids.iter().map(|id| global_id::decode(id)).collect();
    let mut keys: HashMap<NodeKind, HashSet<&String>> = HashMap::new();
    for (kind, key) in names.iter().flatten() {
        keys.entry(*kind).or_default().insert(key);
    }
    let mut found: HashMap<NodeKind, HashMap<String, Node>> = HashMap::new();
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
async fn by_key(ctx: &Context<'_>, kind: NodeKind, keys: &[String]) -> Result<HashMap<String, Node>> {
    Ok(match kind {
        NodeKind::Province => nodes(Province::by_key(&ctx.reference()?, keys)),
        NodeKind::Year => nodes(Year::by_key(&ctx.reference()?, keys)),
        NodeKind::Park => nodes(Park::by_key(ctx, keys).await?),
        NodeKind::Unit => nodes(Unit::by_key(ctx, keys).await?),
        NodeKind::Event => nodes(UnitEvent::by_key(ctx, keys).await?),
        NodeKind::Target => nodes(Target::by_key(ctx, keys).await?),
        NodeKind::Announcement => nodes(Announcement::by_key(ctx, keys).await?),
        NodeKind::Figure => nodes(Figure::by_key(ctx, keys).await?),
        NodeKind::Record => nodes(LedgerRecord::by_key(ctx, keys).await?),
        NodeKind::AuditEntry => nodes(AuditEntry::by_key(ctx, keys).await?),
        NodeKind::Token => nodes(AccessToken::by_key(ctx, keys).await?),
        NodeKind::Import => nodes(Import::by_key(ctx, keys).await?),
        NodeKind::SupportCase => nodes(SupportCase::by_key(ctx, keys).await?),
    })
}

fn nodes<T: Into<Node>>(found: HashMap<String, T>) -> HashMap<String, Node> {
    found.into_iter().map(|(key, thing)| (key, thing.into())).collect()
}
