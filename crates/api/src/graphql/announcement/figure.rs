//! Announced figures.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, Result};

use shahrak_domain::moment::Moment;
use shahrak_persistence::announcement as stored;
use shahrak_persistence::page::Order;
use shahrak_persistence::reference_cache::Reference;

use super::Announcement;
use super::correction::{Corrections, FigureCorrection, FigureMark, FigureRecording};
use crate::graphql::announced_metric::AnnouncedMetric;
use crate::graphql::common::batch::Batch;
use crate::graphql::common::batch_scope::BatchScope;
use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::common::global_id::{self, NodeKind};
use crate::graphql::common::or_default::OrDefault;
use crate::graphql::common::scalar::{Calendar, Date, DateTime, Decimal};
use crate::graphql::comparison::{Comparison, Comparisons};
use crate::graphql::province::Province;

/// Orders of figures. Figures with equal values are ordered by code.
#[derive(Enum, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FigureOrder {
    /// Code, in byte order.
    #[default]
    Code,
    /// Day of the announcement. Unknown days come before all known ones.
    AnnouncedOn,
}

impl FigureOrder {
    pub(super) fn order(self, descending: bool) -> (&'static str, Order) {
        let (name, order) = match self {
            FigureOrder::Code => ("figure.code", stored::FIGURES_BY_CODE),
            FigureOrder::AnnouncedOn => ("figure.day", stored::FIGURES_BY_DAY),
        };
        (name, Order { descending, ..order })
    }
}

/// Population of an announced figure, in the speaker's words.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::announcement::AnnouncedPopulation")]
pub enum AnnouncedPopulation {
    /// Units in parks.
    InParks,
    /// Units in and outside parks.
    InAndOutsideParks,
    /// The whole country.
    Nationwide,
    /// Small and medium-sized enterprises.
    Smes,
    /// The speaker did not say.
    Unspecified,
}

/// Kind of number.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::announcement::Measure")]
pub enum Measure {
    /// A count over the period.
    Flow,
    /// A count at the end of the period.
    Stock,
    /// A target for the period.
    Target,
    /// A percentage of a whole.
    Share,
    /// A ratio of two numbers.
    Ratio,
}

/// How a speaker qualified a number.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::announcement::Hedge")]
pub enum Hedge {
    /// “about”, “some”.
    About,
    /// “over”, “more than”.
    Over,
    /// “nearly”, “almost”.
    Nearly,
    /// “up to”.
    UpTo,
    /// A range between two numbers.
    Range,
}

/// A figure and the batch with which it was loaded.
#[derive(Clone)]
pub struct Figure {
    row: Arc<stored::Figure>,
    batch: Arc<FigureBatch>,
}

/// What the figures of a list share.
pub struct FigureBatch {
    announcements: Arc<Batch>,
    provinces: Arc<BatchScope>,
    comparisons: Arc<Comparisons>,
    /// The moment of knowledge; none for now.
    pub(super) known_at: Option<Moment>,
    /// The codes of the figures.
    pub(super) codes: Vec<String>,
    /// Their corrections and marks.
    pub(super) related: Batch,
}

/// One number of an announcement, as stated.
#[Object]
impl Figure {
    /// Global id.
    pub(crate) async fn id(&self) -> ID {
        global_id::encode(NodeKind::Figure, &self.row.figure.code)
    }

    /// Code of the figure, for example `a120`.
    async fn code(&self) -> &str {
        &self.row.figure.code
    }

    /// Name of the speaker, as the source spells it; null if the source names nobody.
    async fn speaker(&self) -> Option<&str> {
        self.row.figure.speaker.as_deref()
    }

    /// Organisation for which the speaker spoke; null if the source does not say.
    async fn organisation(&self) -> Option<&str> {
        self.row.figure.organisation.as_deref()
    }

    /// `IR` for the country, or the ISO 3166-2 code of the province.
    async fn scope(&self) -> &str {
        &self.row.figure.scope
    }

    /// The province to which the figure refers; null for the country.
    async fn province(&self) -> Option<Province> {
        Province::in_batch(&self.batch.provinces, self.row.province_id?)
    }

    /// The units that the figure counts, in the speaker's words.
    async fn population(&self) -> AnnouncedPopulation {
        self.row.figure.population.into()
    }

    /// What the figure measures: the code under which it was recorded, such as `units_revived`. It may be an alias.
    async fn metric(&self) -> &str {
        &self.row.figure.metric
    }

    /// What the figure measures, by the vocabulary; null if the figure is older than the vocabulary and its code is not
    /// in it.
    async fn announced_metric(&self) -> Option<AnnouncedMetric> {
        self.batch.provinces.reference.vocabulary.get(&self.row.figure.metric).cloned().map(AnnouncedMetric)
    }

    /// Kind of number.
    async fn measure(&self) -> Measure {
        self.row.figure.measure.into()
    }

    /// The hedge of the speaker; null for a plain number.
    async fn hedge(&self) -> Option<Hedge> {
        self.row.figure.hedge.map(Hedge::from)
    }

    /// The number, or the lower end of a range, as stated: a percentage stays `18.7`.
    async fn low(&self) -> Decimal {
        Decimal(self.row.figure.low)
    }

    /// The higher end of a range; otherwise the same number as `low`.
    async fn high(&self) -> Decimal {
        Decimal(self.row.figure.high)
    }

    /// Unit of measurement: `units`, `persons`, `IRR`, `USD`, `percent` and others.
    async fn unit(&self) -> &str {
        &self.row.figure.unit
    }

    /// First day of the period; null for a stock, and if not known.
    async fn period_from(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Option<Date> {
        self.row.figure.period_from.map(|day| Date::new(day, calendar))
    }

    /// Last day of the period, or the day of a stock; null if not known.
    async fn period_to(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Option<Date> {
        self.row.figure.period_to.map(|day| Date::new(day, calendar))
    }

    /// A short quotation from the source; null if there is none.
    async fn quote(&self) -> Option<&str> {
        self.row.figure.quote.as_deref()
    }

    /// Doubts and contradictions; null if there are none.
    async fn note(&self) -> Option<&str> {
        self.row.figure.note.as_deref()
    }

    /// The figure, compared with the value that the register computes for the same metric, period, scope and population (rules
    /// R13 to R15). The figures of a list are compared together, by a few statements.
    async fn comparison(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "The day of the comparison, not in the future (default: today). A figure whose period ends later \
            is not computable."
        )]
        as_of: Option<Date>,
        #[graphql(
            desc = "The moment of knowledge, not in the future (default: now). Only events recorded by then count. \
            Parks, rates and methodologies are those known now."
        )]
        known_at: Option<DateTime>,
    ) -> Result<Comparison> {
        self.batch.comparisons.of(ctx, &self.row.figure.code, as_of, known_at).await
    }

    /// The announcement to which the figure belongs.
    async fn announcement(&self) -> Announcement {
        Announcement {
            row: self.row.announcement.clone(),
            batch: self.batch.announcements.clone(),
            known_at: self.batch.known_at,
        }
    }

    /// The moment at which the figure was recorded.
    async fn recorded_at(&self) -> DateTime {
        DateTime(self.row.recording.at)
    }

    /// Who recorded the figure.
    async fn recording(&self) -> FigureRecording {
        FigureRecording { recording: self.row.recording.clone(), scope: self.row.figure.scope.clone() }
    }

    /// Whether the record is in force: neither replaced nor voided, at the moment of knowledge for which it is shown.
    async fn in_force(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(!self.corrections(ctx).await?.of.contains_key(&self.row.figure.code))
    }

    /// The record that puts this one out of effect, because there was a mistake in it; null if it is in force.
    async fn correction(&self, ctx: &Context<'_>) -> Result<Option<FigureCorrection>> {
        let corrections = self.corrections(ctx).await?;
        let found = corrections.of.get(&self.row.figure.code);
        Ok(found.map(|correction| corrections.shown(correction, &self.row.figure.scope)))
    }

    /// The record that this one replaces; null if it replaces none.
    async fn replaces(&self, ctx: &Context<'_>) -> Result<Option<Figure>> {
        let corrections = self.corrections(ctx).await?;
        let replaced = corrections.replaced.get(&self.row.figure.code);
        Ok(replaced.and_then(|code| corrections.figures.get(code).cloned()))
    }

    /// The number of marks. A new mark states the version that its sender has read.
    async fn version(&self, ctx: &Context<'_>) -> Result<i32> {
        Ok(i32::try_from(self.marks_of(ctx).await?.len()).unwrap_or(i32::MAX))
    }

    /// The mark in force: whether series use the figure; null if it has none.
    async fn mark(&self, ctx: &Context<'_>) -> Result<Option<FigureMark>> {
        Ok(self.marks_of(ctx).await?.pop())
    }

    /// All marks, the earliest first. The last one is in force.
    async fn marks(&self, ctx: &Context<'_>) -> Result<Vec<FigureMark>> {
        self.marks_of(ctx).await
    }
}

impl Figure {
    /// A figure of a batch.
    pub fn new(row: Arc<stored::Figure>, batch: Arc<FigureBatch>) -> Figure {
        Figure { row, batch }
    }

    /// Rows as figures of one batch, in their order, by the knowledge of a moment.
    pub fn of_batch(
        reference: Arc<Reference>,
        rows: &[stored::Figure],
        known_at: Option<Moment>,
    ) -> Vec<Figure> {
        let make = Figure::maker(reference, &rows.iter().collect::<Vec<_>>(), known_at);
        rows.iter().cloned().map(make).collect()
    }

    /// Converts rows of a batch to figures, by the knowledge of a moment.
    pub(crate) fn maker(
        reference: Arc<Reference>,
        rows: &[&stored::Figure],
        known_at: Option<Moment>,
    ) -> impl Fn(stored::Figure) -> Figure + use<> {
        let announcements = Arc::new(Batch::new(rows.iter().map(|row| row.announcement.id.into())));
        let batch = FigureBatch::of(reference, announcements, rows, known_at);
        move |row| Figure::new(Arc::new(row), batch.clone())
    }

    /// The figures with these keys of global ids, which are their codes.
    pub(crate) async fn by_key(ctx: &Context<'_>, keys: &[String]) -> Result<HashMap<String, Figure>> {
        // Postgres knows no text with a zero byte.
        let codes = keys.iter().filter(|code| !code.contains('\0')).cloned().collect();
        Figure::by_code(ctx, codes, None).await
    }

    /// The figures with these codes, in force or not.
    pub(super) async fn by_code(
        ctx: &Context<'_>,
        codes: Vec<String>,
        known_at: Option<Moment>,
    ) -> Result<HashMap<String, Figure>> {
        let rows = stored::find_figures(ctx.db()?, codes).await.map_err(failure)?;
        let make = Figure::maker(ctx.reference()?, &rows.iter().collect::<Vec<_>>(), known_at);
        Ok(rows.into_iter().map(|row| (row.figure.code.clone(), make(row))).collect())
    }

    /// The place of the mark in force among all marks, if it says that series use the figure.
    pub(super) async fn place_of_use(&self, ctx: &Context<'_>) -> Result<Option<i32>> {
        let latest = self.marks_of(ctx).await?.pop().map(|it| it.mark);
        Ok(latest.filter(|it| it.mark.used).map(|it| it.place))
    }

    async fn corrections(&self, ctx: &Context<'_>) -> Result<Arc<Corrections>> {
        // Boxed, because the corrections lead to figures again.
        let load = Box::pin(Corrections::load(ctx, &self.batch));
        self.batch.related.get_or_load("corrections".to_owned(), |_| load).await
    }

    async fn marks_of(&self, ctx: &Context<'_>) -> Result<Vec<FigureMark>> {
        let load = FigureMark::load(ctx, &self.batch);
        let marks = self.batch.related.get_or_load("marks".to_owned(), |_| load).await?;
        let own = marks.iter().filter(|mark| mark.figure == self.row.figure.code);
        Ok(own.map(|mark| FigureMark { mark: mark.clone(), scope: self.row.figure.scope.clone() }).collect())
    }
}

impl FigureBatch {
    /// What these figures share, by the knowledge of a moment.
    pub fn of(
        reference: Arc<Reference>,
        announcements: Arc<Batch>,
        rows: &[&stored::Figure],
        known_at: Option<Moment>,
    ) -> Arc<FigureBatch> {
        let provinces: Vec<_> = rows.iter().filter_map(|row| row.province_id).collect();
        Arc::new(FigureBatch {
            announcements,
            provinces: BatchScope::of_provinces(reference, provinces),
            comparisons: Comparisons::new(rows.iter().map(|row| &row.figure)),
            known_at,
            codes: rows.iter().map(|row| row.figure.code.clone()).collect(),
            related: Batch::new([]),
        })
    }
}
