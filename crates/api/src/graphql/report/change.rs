//! The differences of a report between two moments of knowledge: the figures, and the records that caused them (rule
//! R12).

use std::collections::HashMap;

use async_graphql::{Context, Object, Result, SimpleObject};

use shahrak_domain::moment::Moment;
use shahrak_domain::report::Days;
use shahrak_domain::year::IranianYear;
use shahrak_domain::yearly_target::Revision;
use shahrak_persistence::ledger::feed::{self, BY_RECORDING, FeedFilter};
use shahrak_persistence::yearly_target::StoredTarget;

use super::report_object::{Report, ReportRequest, reports};
use super::scope::Coverage;
use crate::graphql::common::batch_scope::View;
use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::common::page::{Connection, PageArgs, connection};
use crate::graphql::common::scalar::Decimal;
use crate::graphql::common::total_count::TotalCount;
use crate::graphql::feed::LedgerRecord;
use crate::graphql::yearly_target::{Target, TargetRevision};

/// A report at two moments of knowledge.
pub struct ReportChanges {
    scope: Coverage,
    before: Report,
    after: Report,
    from: Moment,
    to: Moment,
    days: Days,
}

const ORDER: &str = "record.position";

/// The differences of a report between two moments of knowledge.
#[Object]
impl ReportChanges {
    /// The report as known at the first moment.
    async fn before(&self) -> &Report {
        &self.before
    }

    /// The report as known at the second moment.
    async fn after(&self) -> &Report {
        &self.after
    }

    /// The figures that differ between the two reports: flows, stocks and targets.
    async fn figures(&self, ctx: &Context<'_>) -> Result<Vec<FigureChange>> {
        let before: HashMap<String, _> = self.before.named(ctx).await?.0.into_iter().collect();
        let after = self.after.named(ctx).await?;
        // What was known stays known, so that the second report has all figures of the first.
        let change = |(figure, after)| {
            let before = before.get(&figure).copied().flatten();
            (before != after).then(|| FigureChange::new(figure, before, after))
        };
        Ok(after.0.into_iter().filter_map(change).collect())
    }

    /// The revisions of targets that caused the differences: those of the year and of exactly the report's scope that
    /// were recorded after the first moment and not after the second. Empty for a park.
    async fn revisions(&self, ctx: &Context<'_>) -> Result<Vec<RecordedRevision>> {
        let targets = self.after.stored_targets(ctx).await?.iter();
        Ok(targets.flat_map(|stored| RecordedRevision::after(stored, self.from)).collect())
    }

    /// The records that caused the differences, in the order of recording: those of the scope and population that were
    /// recorded after the first moment and not after the second, and that affect the days of the report or earlier
    /// ones, by their own day or by the day of what they replace or void.
    async fn records(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Returns the first *n* items (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last *n* items (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Connection<LedgerRecord>> {
        let request = PageArgs { first, after, last, before }.request(ORDER, &BY_RECORDING)?;
        let filter = self.filter();
        let found = feed::list(ctx.db()?, &filter, &request).await.map_err(failure)?;
        let view = View { as_of: self.days.to, known_at: Some(self.to) };
        let page = LedgerRecord::page(ctx, found, Some(view)).await?;
        let total =
            TotalCount::new(move |db| async move { feed::count(&db, &filter).await.map_err(failure) });
        Ok(connection(ORDER, page, total, |record| record))
    }
}

impl ReportChanges {
    /// Reads a report at two moments of knowledge. The second is now if none is given, and never before the first.
    pub async fn read(
        ctx: &Context<'_>,
        scope: Coverage,
        year: (IranianYear, Days),
        (from, to): (Moment, Option<Moment>),
    ) -> Result<ReportChanges> {
        let report = async |known_at| {
            let mut reports = reports(ctx, ReportRequest { scope, years: vec![year], known_at }).await?;
            reports.pop().ok_or_else(|| async_graphql::Error::new("no report"))
        };
        let mut after = report(to).await?;
        // While somebody writes, what is known now is what was recorded last, which may be earlier than the first moment.
        if after.known_at() < from {
            after = report(Some(from)).await?;
        }
        let to = after.known_at();
        Ok(ReportChanges { scope, before: report(Some(from)).await?, after, from, to, days: year.1 })
    }

    fn filter(&self) -> FeedFilter {
        let (province, park) = self.scope.filter();
        FeedFilter {
            after: Some(self.from),
            until: Some(self.to),
            as_of: Some(self.days.to),
            province,
            park,
            population: Some(self.scope.population),
            ..FeedFilter::default()
        }
    }
}

/// A revision of a target, and the target.
#[derive(SimpleObject, Clone)]
pub struct RecordedRevision {
    /// The target with all its revisions.
    pub target: Target,
    /// The revision that was recorded.
    pub revision: TargetRevision,
}

impl RecordedRevision {
    /// The revisions of a target that were recorded after a moment.
    fn after(stored: &StoredTarget, moment: Moment) -> Vec<RecordedRevision> {
        RecordedRevision::of(stored, |recorded_at| recorded_at > moment)
    }

    /// The revisions of a target that were recorded at a moment.
    pub fn at(stored: &StoredTarget, moment: Moment) -> Vec<RecordedRevision> {
        RecordedRevision::of(stored, |recorded_at| recorded_at == moment)
    }

    fn of(stored: &StoredTarget, wanted: impl Fn(Moment) -> bool) -> Vec<RecordedRevision> {
        let later = stored.target.revisions.iter().filter(|revision| wanted(revision.recorded_at));
        let recorded = |revision: &Revision| RecordedRevision {
            target: Target(stored.clone()),
            revision: TargetRevision(revision.clone()),
        };
        later.map(recorded).collect()
    }
}

/// A figure with different values at two moments.
#[derive(SimpleObject)]
pub struct FigureChange {
    /// Path of the field in the report, for example `commissioned.investment.irr`. For a target, it contains metric,
    /// population and body: `targets.UNITS_REVIVED.IN_PARKS.inForce`. Dollars are at the official rate.
    pub figure: String,
    /// The value at the first moment; null if there was none.
    pub before: Option<Decimal>,
    /// The value at the second moment; null if there is none.
    pub after: Option<Decimal>,
    /// `after` minus `before`; null if one of them is null.
    pub difference: Option<Decimal>,
}

impl FigureChange {
    /// A figure with its values, and their difference.
    pub fn new(
        figure: String,
        before: Option<rust_decimal::Decimal>,
        after: Option<rust_decimal::Decimal>,
    ) -> FigureChange {
        let difference = before.zip(after).map(|(before, after)| Decimal(after - before));
        FigureChange { figure, before: before.map(Decimal), after: after.map(Decimal), difference }
    }
}
