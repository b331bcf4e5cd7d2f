//! Mutations of announcements: they are recorded.

use async_graphql::{Context, Object, Result};

use shahrak_domain::act::Act;
use shahrak_domain::policy::Action;
use shahrak_persistence::announcement::{self as stored, AnnouncementId};
use shahrak_persistence::metric;
use shahrak_persistence::tx::Tx;

use super::Announcement;
use super::input::AnnouncementRecordInput;
use super::parsed::ParsedAnnouncement;
use crate::graphql::common::context::ContextExt;
use crate::graphql::common::mutation::{self, MutationOutcome};
use crate::graphql::common::payload::payload;

payload! {
    /// The result of recording an announcement.
    AnnouncementRecordPayload {
        /// The announcement with all its figures; null if the change was refused.
        announcement: Announcement
    }
}

/// The mutation of announcements.
#[derive(Default)]
pub struct AnnouncementMutation;

#[Object]
impl AnnouncementMutation {
    /// Records figures of one source and day. Figures never change afterwards; a mistake in recording one is corrected by
    /// another record (`figureCorrect`). If all of them are already recorded, nothing changes.
    async fn announcement_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The change to make.")] input: AnnouncementRecordInput,
    ) -> Option<Result<AnnouncementRecordPayload>> {
        let outcome = record(ctx, &input).await;
        let show = async |id: AnnouncementId| {
            Ok(Announcement::by_key(ctx, &[id.to_string()]).await?.into_values().next())
        };
        Some(AnnouncementRecordPayload::of(outcome, show).await)
    }
}

async fn record(
    ctx: &Context<'_>,
    input: &AnnouncementRecordInput,
) -> Result<MutationOutcome<AnnouncementId>> {
    let key = input.idempotency_key.as_deref();
    mutation::run(ctx, key, async |tx: &mut Tx, act: &Act| {
        ctx.authorized(Action::Announce)?;
        let vocabulary = metric::all(tx).await?;
        let provinces = &ctx.reference()?.provinces;
        let mut parsed = ParsedAnnouncement::read(input, ctx.today()?, provinces, &vocabulary);
        loop {
            let recorded = stored::recorded(tx, parsed.source.as_ref(), &parsed.codes()).await?;
            let (source, figures) = parsed.decide(&recorded)?;
            // Where somebody else has recorded some of it meanwhile, it is there now.
            if let Some(id) = stored::add(tx, source, figures, &recorded, &act.actor).await? {
                return Ok(id);
            }
        }
    })
    .await
}
