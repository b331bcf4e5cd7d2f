//! The input of an announcement and of its figures.

use async_graphql::InputObject;

use super::DateBasis;
use super::figure::{AnnouncedPopulation, Hedge, Measure};
use crate::graphql::common::mutation::idempotency_key;
use crate::graphql::common::unparsed::{Date, Decimal};

/// Figures of one source and day. They are added to those that the register already has of this source and day.
#[derive(InputObject, Clone, Debug)]
pub struct AnnouncementRecordInput {
    /// Day of the announcement, not in the future; omit it if it is not known.
    pub(super) announced_on: Option<Date>,
    /// How the day of the announcement is known.
    pub(super) date_basis: DateBasis,
    /// Address of the page that reports the announcement.
    pub(super) source: String,
    /// The announced figures, 1 to 500.
    pub(super) figures: Vec<AnnouncedFigureInput>,
    #[doc = idempotency_key!()]
    pub(super) idempotency_key: Option<String>,
}

/// One number of an announcement, as stated.
#[derive(InputObject, Clone, Debug)]
pub struct AnnouncedFigureInput {
    /// A code of your choice, unique among all figures: 1 to 64 Latin letters, digits and `-_./:`.
    pub(super) code: String,
    /// Name of the speaker, as the source spells it.
    pub(super) speaker: Option<String>,
    /// Organisation for which the speaker spoke.
    pub(super) organisation: Option<String>,
    /// `IR` for the country, or the ISO 3166-2 code of 2020 of a province, for example `IR-09`.
    pub(super) scope: String,
    /// The units that the figure counts, in the speaker's words.
    pub(super) population: AnnouncedPopulation,
    /// What the figure measures: a code or alias of a metric, such as `units_revived`. `metrics` lists them;
    /// `metricDefine` introduces another one.
    pub(super) metric: String,
    /// Kind of number.
    pub(super) measure: Measure,
    /// The hedge of the speaker; omit it for a plain number.
    pub(super) hedge: Option<Hedge>,
    /// The number, or the lower end of a range, as stated: a percentage stays `18.7`.
    pub(super) low: Decimal,
    /// The higher end of a range; if omitted, the same number as `low`.
    pub(super) high: Option<Decimal>,
    /// Unit of measurement: `units`, `persons`, `IRR`, `USD`, `percent` and others.
    pub(super) unit: String,
    /// First day of the period.
    pub(super) period_from: Option<Date>,
    /// Last day of the period, or the day of a stock.
    pub(super) period_to: Option<Date>,
    /// A short quotation from the source.
    pub(super) quote: Option<String>,
    /// Doubts and contradictions.
    pub(super) note: Option<String>,
}
