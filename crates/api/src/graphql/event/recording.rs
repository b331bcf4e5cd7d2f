//! How and by whom a record was added to the ledger.

use std::sync::Arc;

use async_graphql::{Context, Object, Result, SimpleObject};

use shahrak_domain::ledger::Position;
use shahrak_persistence::ledger::provenance::{self as stored, Confidential};

use crate::graphql::common::batch::Batch;
use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::common::enums::Role;
use crate::graphql::common::sight::sight;

/// A record and the batch with which it was loaded.
pub struct Recording {
    position: Position,
    records: Arc<Batch>,
}

/// How and by whom a record was added to the ledger. Role and organisation of the recorder are public.
#[Object]
impl Recording {
    /// The role of the recorder; null if only a name is known, as for records of a restored register.
    async fn role(&self, ctx: &Context<'_>) -> Result<Option<Role>> {
        Ok(self.read(ctx).await?.and_then(|found| found.role).map(Role::from))
    }

    /// The organisation of the recorder; null if not known.
    async fn organisation(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(self.read(ctx).await?.and_then(|found| found.organisation))
    }

    /// The confidential part. Null unless the caller is an officer of the province, a national officer, an auditor or
    /// an administrator.
    async fn confidential(&self, ctx: &Context<'_>) -> Result<Option<RecordingConfidential>> {
        Ok(self.read(ctx).await?.and_then(|found| found.confidential).map(Into::into))
    }
}

/// The confidential part of a record.
#[derive(SimpleObject)]
pub struct RecordingConfidential {
    /// Name of the person or system that recorded it.
    recorded_by: String,
    /// The note; for a void, its reason. Null if there is none.
    note: Option<String>,
    /// Number or address of a document; null if there is none.
    evidence: Option<String>,
}

impl From<Confidential> for RecordingConfidential {
    fn from(found: Confidential) -> Self {
        let Confidential { recorded_by, note, evidence } = found;
        RecordingConfidential { recorded_by, note, evidence }
    }
}

impl Recording {
    /// The recording of the record at a position, in its batch.
    pub fn of(position: Position, records: &Arc<Batch>) -> Recording {
        Recording { position, records: Arc::clone(records) }
    }

    async fn read(&self, ctx: &Context<'_>) -> Result<Option<stored::Provenance>> {
        let recordings = self.records.get_or_load("recordings".to_owned(), async |positions| {
            stored::visible(ctx.db()?, &positions, &sight(ctx)?).await.map_err(failure)
        });
        // Boxed, so that the fields of a record stay small: see `Unit::state`.
        Ok(Box::pin(recordings).await?.get(&self.position).cloned())
    }
}
