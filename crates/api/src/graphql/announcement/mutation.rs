//! Changes: announcements are recorded.

use async_graphql::{Context, InputObject, Object, Result};

use shahrak_domain::act::Act;
use shahrak_domain::policy::Action;
use shahrak_persistence::announcement::{self as stored, AnnouncementId};
use shahrak_persistence::tx::Tx;

use super::figure::{AnnouncedPopulation, Hedge, Measure};
use super::stated::Stated;
use super::{Announcement, DateBasis};
use crate::graphql::context::Ask;
use crate::graphql::payload::payload;
use crate::graphql::perform::{Outcome, idempotency_key, perform};
use crate::graphql::written::{Date, Decimal};

/// Figures of one source and day. Where the register has others of them, these are added.
#[derive(InputObject, Clone, Debug)]
pub struct AnnouncementRecordInput {
    /// Day of the announcement, not in the future; left out where it is not known.
    pub(super) announced_on: Option<Date>,
    /// How that day is known.
    pub(super) date_basis: DateBasis,
    /// Address of the page that reports it.
    pub(super) source: String,
    /// What was announced: 1 to 500 figures.
    pub(super) figures: Vec<AnnouncedFigureInput>,
    #[doc = idempotency_key!()]
    pub(super) idempotency_key: Option<String>,
}

/// One number, as it was said.
#[derive(InputObject, Clone, Debug)]
pub struct AnnouncedFigureInput {
    /// A code of your own: 1 to 64 Latin letters, digits and `-_./:`. No other figure has it.
    pub(super) code: String,
    /// Who said it, as the source spells the name.
    pub(super) speaker: Option<String>,
    /// For whom the speaker spoke.
    pub(super) organisation: Option<String>,
    /// `IR` for the country, or the province by ISO 3166-2 code of 2020: `IR-09`.
    pub(super) scope: String,
    /// Which units it counts, in the speaker's words.
    pub(super) population: AnnouncedPopulation,
    /// What is counted: a lower-case code, such as `units_revived`.
    pub(super) metric: String,
    /// What kind of number it is.
    pub(super) measure: Measure,
    /// How the speaker hedged it; left out for a plain number.
    pub(super) hedge: Option<Hedge>,
    /// The number, or the lower of two, as said: a percentage stays `18.7`.
    pub(super) low: Decimal,
    /// The higher of two; the same number if left out.
    pub(super) high: Option<Decimal>,
    /// What it is measured in: `units`, `persons`, `IRR`, `USD`, `percent` and others.
    pub(super) unit: String,
    /// First day of the period that it speaks of.
    pub(super) period_from: Option<Date>,
    /// Last day of the period, or the day of a stock.
    pub(super) period_to: Option<Date>,
    /// A short phrase of the source.
    pub(super) quote: Option<String>,
    /// Doubts and contradictions.
    pub(super) note: Option<String>,
}

payload! {
    /// What came of recording an announcement.
    AnnouncementRecordPayload {
        /// The announcement with all its figures; null if it was refused.
        announcement: Announcement
    }
}

/// What can be changed of announcements: they are added.
#[derive(Default)]
pub struct AnnouncementMutation;

#[Object]
impl AnnouncementMutation {
    /// Records what was announced: figures of one source and day. They are never changed afterwards. Where all of it is
    /// recorded already, nothing changes.
    async fn announcement_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is changed.")] input: AnnouncementRecordInput,
    ) -> Option<Result<AnnouncementRecordPayload>> {
        Some(
            async {
                match record(ctx, &input).await? {
                    Ok(id) => {
                        let found = Announcement::by_key(ctx, &[id.to_string()]).await?.into_values().next();
                        Ok(AnnouncementRecordPayload::new(found, Vec::new()))
                    }
                    Err(mistakes) => Ok(AnnouncementRecordPayload::new(None, mistakes)),
                }
            }
            .await,
        )
    }
}

async fn record(ctx: &Context<'_>, input: &AnnouncementRecordInput) -> Result<Outcome<AnnouncementId>> {
    let key = input.idempotency_key.as_deref();
    perform(ctx, "announcementRecord", key, async |tx: &mut Tx, _: &Act| {
        ctx.officer(Action::Announce)?;
        let mut stated = Stated::read(input, ctx.today()?, &ctx.reference()?.provinces);
        loop {
            let recorded = stored::recorded(tx, stated.source.as_ref(), &stated.codes()).await?;
            let (source, figures) = stated.decide(&recorded)?;
            // Where somebody else has recorded some of it meanwhile, it is there now.
            if let Some(id) = stored::add(tx, source, figures, &recorded).await? {
                return Ok(id);
            }
        }
    })
    .await
}
