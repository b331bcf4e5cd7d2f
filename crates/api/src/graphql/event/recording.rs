//! How a record came into the ledger.

use std::sync::Arc;

use async_graphql::{Context, Object, Result, SimpleObject};

use shahrak_domain::ledger::Position;
use shahrak_domain::policy::{Action, Province, may};
use shahrak_persistence::recording::{self as stored, Confidential};
use shahrak_persistence::snapshot::ProvinceId;

use crate::graphql::closed_set::Role;
use crate::graphql::context::{Ask, failure};
use crate::graphql::together::Together;

/// A record, and what was listed together with it.
pub struct Recording {
    position: Position,
    records: Arc<Together>,
}

/// How a record came into the ledger. Role and organisation of who recorded it are public.
#[Object]
impl Recording {
    /// The role of who recorded it; null where only a name is known: of records that were restored.
    async fn role(&self, ctx: &Context<'_>) -> Result<Option<Role>> {
        Ok(self.read(ctx).await?.and_then(|found| found.role).map(Role::from))
    }

    /// The organisation that they act for; null where not known.
    async fn organisation(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(self.read(ctx).await?.and_then(|found| found.organisation))
    }

    /// What is not public. Null for all but officers of the province, national officers, auditors and administrators.
    async fn confidential(&self, ctx: &Context<'_>) -> Result<Option<RecordingConfidential>> {
        Ok(self.read(ctx).await?.and_then(|found| found.confidential).map(Into::into))
    }
}

/// What stands beside a record for those who may read it.
#[derive(SimpleObject)]
pub struct RecordingConfidential {
    /// Who recorded it, by name.
    recorded_by: String,
    /// Why, or what else there is to say; of a record that voids, its reason. Null where nothing was said.
    note: Option<String>,
    /// Number or address of a document; null where none was given.
    evidence: Option<String>,
}

impl From<Confidential> for RecordingConfidential {
    fn from(found: Confidential) -> Self {
        let Confidential { recorded_by, note, evidence } = found;
        RecordingConfidential { recorded_by, note, evidence }
    }
}

impl Recording {
    /// The record at a position, of several that were listed together.
    pub fn of(position: Position, records: &Arc<Together>) -> Recording {
        Recording { position, records: Arc::clone(records) }
    }

    async fn read(&self, ctx: &Context<'_>) -> Result<Option<stored::Recording>> {
        let recordings = self.records.ask("recordings".to_owned(), async |positions| {
            stored::visible(ctx.db()?, &positions, &sight(ctx)?).await.map_err(failure)
        });
        // Boxed, so that the fields of a record stay small: see `Unit::state`.
        Ok(Box::pin(recordings).await?.get(&self.position).cloned())
    }
}

/// The provinces in which whoever asks reads what is confidential.
fn sight(ctx: &Context<'_>) -> Result<Vec<ProvinceId>> {
    let reference = ctx.reference()?;
    let actor = ctx.actor().map(Arc::as_ref);
    let seen = |code: &str| may(actor, Action::ReadConfidential(Province::Of(code)));
    let ids = reference.provinces.iter().filter(|province| seen(&province.code));
    Ok(ids.filter_map(|province| reference.province_id(&province.code)).collect())
}
