//! Budget lines: money for infrastructure, from the bill to the spending.

use async_graphql::{Context, Enum, InputObject, Object, Result};

use shahrak_domain::budget::BudgetRevision as Revision;
use shahrak_persistence::budget::{self as stored, StoredBudgetLine};
use shahrak_persistence::reference_cache::Reference;

use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::common::or_default::OrDefault;
use crate::graphql::common::page::{Connection, PageArgs, connection};
use crate::graphql::common::scalar::{Calendar, Date, DateTime, Rial};
use crate::graphql::common::scope::province_and_country;
use crate::graphql::common::total_count::TotalCount;
use crate::graphql::province::Province;
use crate::graphql::year::Year;

mod mutation;
mod table;

pub use mutation::BudgetMutation;
pub use table::BudgetTableQuery;

/// The queries of budgets.
#[derive(Default)]
pub struct BudgetQuery;

#[Object]
impl BudgetQuery {
    /// Budget lines with all their revisions, ordered by year, scope (the country first), purpose and stage. `budgetTable`
    /// shows the stages of a year side by side.
    async fn budget_lines(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Returns the first *n* items (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last *n* items (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
        #[graphql(desc = "Returns the items that satisfy all conditions.")] filter: Option<BudgetLineFilter>,
    ) -> Result<Connection<BudgetLine>> {
        let filter = filter.unwrap_or_default().stored(&*ctx.reference()?)?;
        let page = PageArgs { first, after, last, before }.request(ORDER, &stored::BY_YEAR)?;
        let page = stored::list(ctx.db()?, &filter, &page).await.map_err(failure)?;
        let count =
            TotalCount::new(move |db| async move { stored::count(&db, &filter).await.map_err(failure) });
        Ok(connection(ORDER, page, count, BudgetLine))
    }
}

const ORDER: &str = "budget.year";

/// Conditions on budget lines. A line must satisfy all conditions that are given.
#[derive(InputObject, Default)]
pub struct BudgetLineFilter {
    /// Lines of this Iranian year.
    pub year: Option<i32>,
    /// Lines of exactly this scope: `IR` for the country, or the ISO 3166-2 code of 2020 of a province (`IR-09`).
    pub scope: Option<String>,
    /// Lines of exactly this province (ISO 3166-2 code of 2020, for example `IR-09`).
    #[graphql(deprecation = "Use `scope`, which takes the code of a province or `IR`.")]
    pub province: Option<String>,
    /// True: only lines of the whole country. False: only lines of provinces.
    #[graphql(deprecation = "Use `scope`: `IR` is the country.")]
    pub national: Option<bool>,
    /// Lines for this purpose.
    pub line: Option<BudgetPurpose>,
    /// Lines at this stage.
    pub stage: Option<BudgetStage>,
}

impl BudgetLineFilter {
    /// The filter for the database.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` naming the unknown value.
    pub fn stored(&self, reference: &Reference) -> Result<stored::BudgetFilter> {
        let (scope, province) = (self.scope.as_deref(), self.province.as_deref());
        let (province, national) = province_and_country(reference, scope, province, self.national)?;
        Ok(stored::BudgetFilter {
            year: self.year,
            province,
            national,
            line: self.line.map(Into::into),
            stage: self.stage.map(Into::into),
        })
    }
}

/// Purpose of a budget line.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::budget::BudgetPurpose")]
pub enum BudgetPurpose {
    /// Water.
    Water,
    /// Power.
    Power,
    /// Gas.
    Gas,
    /// Wastewater collection and treatment.
    Wastewater,
    /// Access road and inner streets.
    Road,
    /// Telephone and fibre.
    Telecom,
    /// Anything else.
    Other,
}

/// Stage of a budget line.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::budget::BudgetStage")]
pub enum BudgetStage {
    /// The government has proposed it in the budget bill.
    Bill,
    /// Parliament has passed it into law.
    Law,
    /// The money has been allocated.
    Allocated,
    /// The money has been spent.
    Spent,
}

/// A budget line.
#[derive(Clone)]
pub struct BudgetLine(pub StoredBudgetLine);

/// An amount in the budget of a year for one purpose, at one stage. A revision is added; earlier ones stay.
#[Object]
impl BudgetLine {
    /// The Iranian year of the budget.
    async fn year(&self, ctx: &Context<'_>) -> Result<Year> {
        Ok(Year::new(ctx.reference()?, self.0.line.year))
    }

    /// `IR` for the country, or the ISO 3166-2 code of the province.
    async fn scope(&self) -> &str {
        self.0.line.scope.code()
    }

    /// The province; null for the whole country.
    async fn province(&self, ctx: &Context<'_>) -> Result<Option<Province>> {
        let reference = ctx.reference()?;
        Ok(self.0.province_id.and_then(|id| Province::new(reference, id)))
    }

    /// The purpose of the money.
    async fn line(&self) -> BudgetPurpose {
        self.0.line.line.into()
    }

    /// The stage that the amount has reached.
    async fn stage(&self) -> BudgetStage {
        self.0.line.stage.into()
    }

    /// The amount in whole rials, by the last of the revisions shown.
    async fn amount_irr(&self) -> Result<Rial> {
        Ok(Rial(self.last()?.amount.get().into()))
    }

    /// The day from which the amount holds.
    async fn decided_on(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Result<Date> {
        Ok(Date::new(self.last()?.decided_on, calendar))
    }

    /// Source of the amount; null if not known.
    async fn source(&self) -> Result<Option<&str>> {
        Ok(self.last()?.source.as_deref())
    }

    /// The number of revisions shown. A new revision states the version that its sender has read.
    async fn version(&self) -> i32 {
        i32::try_from(self.0.line.revisions.len()).unwrap_or(i32::MAX)
    }

    /// The revision in force on a day: the last one decided by then; null if there was none.
    async fn in_force(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The day (default: today).")] on: Option<Date>,
    ) -> Result<Option<BudgetRevision>> {
        let day = on.map_or_else(|| ctx.today(), |date| Ok(date.0))?;
        Ok(self.0.line.in_force(day).cloned().map(BudgetRevision))
    }

    /// All revisions, ordered by the day from which they hold, those of one day in the order of recording. In a budget
    /// table, those decided by its day and known at its moment.
    async fn revisions(&self) -> Vec<BudgetRevision> {
        self.0.line.revisions.iter().cloned().map(BudgetRevision).collect()
    }
}

impl BudgetLine {
    fn last(&self) -> Result<&Revision> {
        self.0.line.revisions.last().ok_or_else(|| "a budget line has no revisions".into())
    }
}

/// A revision of a budget line.
pub struct BudgetRevision(pub Revision);

/// One version of the amount of a budget line. It is never changed; a later one may follow.
#[Object]
impl BudgetRevision {
    /// The amount in whole rials.
    async fn amount_irr(&self) -> Rial {
        Rial(self.0.amount.get().into())
    }

    /// The day from which the amount holds.
    async fn decided_on(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Date {
        Date::new(self.0.decided_on, calendar)
    }

    /// The reason for the amount; null if not known.
    async fn reason(&self) -> Option<&str> {
        self.0.reason.as_deref()
    }

    /// Source of the amount; null if not known.
    async fn source(&self) -> Option<&str> {
        self.0.source.as_deref()
    }

    /// The moment at which the revision was recorded in this register.
    async fn recorded_at(&self) -> DateTime {
        DateTime(self.0.recorded_at)
    }
}
