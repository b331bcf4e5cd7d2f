//! Groups of support cases, which state nothing but their number.

use std::sync::Arc;

use async_graphql::{Context, Enum, MergedObject, Object, Result};

use shahrak_domain::policy::{Action, Jurisdiction};
use shahrak_domain::support::{CaseOutcome, CaseStatus, SupportKind as Help};
use shahrak_persistence::aggregate::{self, GroupFigure, GroupKey, Grouping};
use shahrak_persistence::page::Page;
use shahrak_persistence::support_case::CaseFilter;

use super::check_keys;
use super::key::{Keys, PeriodKeys, PlaceKeys};
use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::common::enums::convert_each;
use crate::graphql::common::number_range::IntRange;
use crate::graphql::common::or_default::OrDefault;
use crate::graphql::common::page::{Connection, PageArgs, connection};
use crate::graphql::common::scalar::{Date, DateTime};
use crate::graphql::support_case::{SupportCaseFilter, SupportCaseStatus, SupportKind, SupportOutcome};
use crate::graphql::unit::view;

/// The query of groups of support cases.
#[derive(Default)]
pub struct SupportCaseAggregateQuery;

#[Object]
impl SupportCaseAggregateQuery {
    /// The number of support cases that the caller may read, by up to four keys, today and as known now, or as of another
    /// day and by the knowledge of another moment. Groups without cases are not listed; their order by keys is that of
    /// `eventAggregates`.
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the field")]
    async fn support_case_aggregates(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Returns the first *n* groups (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns the groups after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last *n* groups (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Returns the groups before this cursor.")] before: Option<String>,
        #[graphql(desc = "Counts the cases that satisfy all conditions.")] filter: Option<SupportCaseFilter>,
        #[graphql(desc = "One to four keys.")] group_by: Vec<SupportCaseGroupKey>,
        #[graphql(desc = "Returns the groups with so many cases.")] count: Option<IntRange>,
        #[graphql(desc = "The order of the groups.", default)] order_by: OrDefault<SupportCaseGroupOrder>,
        #[graphql(desc = "Whether the greatest comes first.", default)] descending: OrDefault<bool>,
        #[graphql(desc = "The day for which cases are counted, not in the future (default: today).")]
        as_of: Option<Date>,
        #[graphql(
            desc = "The moment of knowledge, not in the future: only what was recorded by then counts (default: now)."
        )]
        known_at: Option<DateTime>,
    ) -> Result<Connection<SupportCaseAggregate, SupportCaseWhole>> {
        ctx.authorized(Action::ReadConfidential(Jurisdiction::Some))?;
        let keys: Vec<GroupKey> = convert_each(group_by);
        check_keys(&keys)?;
        let by_figure =
            (order_by.0 == SupportCaseGroupOrder::Count).then_some((GroupFigure::Count, descending.0));
        let grouping = Grouping { keys, having: of_count(count), by_figure, ..Grouping::default() };
        let order = grouping.order(descending.0);
        let name = format!("cases {:?} {:?} {}", grouping.keys, grouping.by_figure, descending.0);
        let request = PageArgs { first, after, last, before }.request(&name, &order)?;
        let view = view(ctx, as_of, known_at).await?;
        let filter = Arc::new(filter.unwrap_or_default().stored(ctx, view).await?);
        let found = aggregate::support_cases(ctx.db()?, &filter, &grouping, &order, &request);
        let groups = found.await.map_err(failure)?;
        let reference = ctx.reference_at_least(groups.version).await?;
        let (cursors, found): (Vec<_>, Vec<_>) = groups.page.rows.into_iter().unzip();
        let keys = Keys::together(reference, &grouping.keys, found.iter().map(|group| group.keys.clone()));
        let group = |(keys, group): (Arc<Keys>, aggregate::Group)| SupportCaseAggregate {
            keys: SupportCaseAggregateKeys(
                PlaceKeys(Arc::clone(&keys)),
                CaseKeys(Arc::clone(&keys)),
                PeriodKeys(keys),
            ),
            count: group.count,
        };
        let rows = cursors.into_iter().zip(keys.into_iter().zip(found).map(group)).collect();
        let (more_before, more_after) = (groups.page.more_before, groups.page.more_after);
        let whole = SupportCaseWhole { groups: groups.total, filter };
        Ok(connection(name, Page { rows, more_before, more_after }, whole, |group| group))
    }
}

/// The condition on the number of cases of a group.
fn of_count(count: Option<IntRange>) -> Vec<aggregate::Condition> {
    let condition = |range: IntRange| aggregate::Condition {
        figure: GroupFigure::Count,
        from: range.from.map(Into::into),
        to: range.to.map(Into::into),
    };
    count.into_iter().map(condition).collect()
}

/// The orders of groups of support cases.
#[derive(Enum, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SupportCaseGroupOrder {
    /// The keys, in the order of `groupBy`: codes and names by byte order, years ascending, unknown last.
    #[default]
    Keys,
    /// The number of cases.
    Count,
}

/// What support cases are grouped by.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum SupportCaseGroupKey {
    /// Province of the unit or the applicant.
    Province,
    /// Park of the unit; unknown outside parks and for applicants.
    Park,
    /// Kind of the park; unknown outside parks and for applicants.
    ParkKind,
    /// Ownership of the park; unknown outside parks and for applicants.
    Ownership,
    /// Sector of the unit.
    Sector,
    /// ISIC division of the unit's activity, within its revision.
    IsicDivision,
    /// Kind of help.
    Kind,
    /// Status of the case.
    Status,
    /// Outcome; unknown for cases that are not resolved.
    Outcome,
    /// The body that was asked last; unknown if none was asked.
    Body,
    /// Iranian year of the opening.
    Year,
    /// Quarter of an Iranian year of the opening.
    Quarter,
    /// Month of an Iranian year of the opening.
    Month,
}

impl From<SupportCaseGroupKey> for GroupKey {
    fn from(key: SupportCaseGroupKey) -> GroupKey {
        match key {
            SupportCaseGroupKey::Province => GroupKey::Province,
            SupportCaseGroupKey::Park => GroupKey::Park,
            SupportCaseGroupKey::ParkKind => GroupKey::ParkKind,
            SupportCaseGroupKey::Ownership => GroupKey::Ownership,
            SupportCaseGroupKey::Sector => GroupKey::Sector,
            SupportCaseGroupKey::IsicDivision => GroupKey::IsicDivision,
            SupportCaseGroupKey::Kind => GroupKey::SupportKind,
            SupportCaseGroupKey::Status => GroupKey::SupportStatus,
            SupportCaseGroupKey::Outcome => GroupKey::SupportOutcome,
            SupportCaseGroupKey::Body => GroupKey::ReferredTo,
            SupportCaseGroupKey::Year => GroupKey::Year,
            SupportCaseGroupKey::Quarter => GroupKey::Quarter,
            SupportCaseGroupKey::Month => GroupKey::Month,
        }
    }
}

/// A group of support cases: its keys and their number.
pub struct SupportCaseAggregate {
    keys: SupportCaseAggregateKeys,
    count: i64,
}

/// The number of support cases in a group.
#[Object]
impl SupportCaseAggregate {
    /// What the cases of the group have in common.
    async fn keys(&self) -> &SupportCaseAggregateKeys {
        &self.keys
    }

    /// Number of cases.
    async fn count(&self) -> Result<i32> {
        Ok(i32::try_from(self.count)?)
    }
}

/// The keys of a group of support cases. A key that is not grouped by is null, and so is one that is not known.
#[derive(MergedObject)]
pub struct SupportCaseAggregateKeys(PlaceKeys, CaseKeys, PeriodKeys);

struct CaseKeys(Arc<Keys>);

#[Object]
impl CaseKeys {
    /// The kind of help.
    async fn kind(&self) -> Result<Option<SupportKind>> {
        Ok(self.0.coded::<Help>(GroupKey::SupportKind)?.map(Into::into))
    }

    /// The status of the case.
    async fn status(&self) -> Result<Option<SupportCaseStatus>> {
        Ok(self.0.coded::<CaseStatus>(GroupKey::SupportStatus)?.map(Into::into))
    }

    /// The outcome.
    async fn outcome(&self) -> Result<Option<SupportOutcome>> {
        Ok(self.0.coded::<CaseOutcome>(GroupKey::SupportOutcome)?.map(Into::into))
    }

    /// Name of the body.
    async fn body(&self) -> Option<&str> {
        self.0.text(GroupKey::ReferredTo)
    }
}

/// What a connection of groups says of all of them.
pub struct SupportCaseWhole {
    groups: i64,
    filter: Arc<CaseFilter>,
}

#[Object]
impl SupportCaseWhole {
    /// The number of groups in the whole list, not only on the page.
    async fn total_count(&self) -> Result<i32> {
        Ok(i32::try_from(self.groups)?)
    }

    /// The number of all cases that satisfy the filter. A separate statement counts them: ask for it only if needed.
    async fn total(&self, ctx: &Context<'_>) -> Result<i32> {
        let group = aggregate::support_cases_in_total(ctx.db()?, &self.filter).await.map_err(failure)?;
        Ok(i32::try_from(group.count)?)
    }
}
