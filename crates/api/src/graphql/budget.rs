//! Budget lines: money for infrastructure, from the bill to what was spent.

use async_graphql::{Context, Enum, InputObject, Object, Result};

use shahrak_persistence::budget::{self as stored, StoredBudgetLine};
use shahrak_persistence::snapshot::Reference;

use crate::graphql::context::{Ask, failure};
use crate::graphql::page::{Listing, PageArgs, listing};
use crate::graphql::province::Province;
use crate::graphql::scalar::Rial;
use crate::graphql::scope::province_and_country;
use crate::graphql::total::Total;
use crate::graphql::year::Year;

mod mutation;

pub use mutation::BudgetMutation;

/// What can be asked about budgets.
#[derive(Default)]
pub struct BudgetQuery;

#[Object]
impl BudgetQuery {
    /// Lines of budgets, by year, scope (the country first), purpose and stage.
    async fn budget_lines(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first so many, 20 unless told, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last so many, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that satisfy all of this.")] filter: Option<BudgetLineFilter>,
    ) -> Result<Listing<BudgetLine, Total>> {
        let filter = filter.unwrap_or_default().stored(&*ctx.reference()?)?;
        let page = PageArgs { first, after, last, before }.request(ORDER, &stored::BY_YEAR)?;
        let page = stored::list(ctx.db()?, &filter, &page).await.map_err(failure)?;
        let count = Total::new(move |db| async move { stored::count(&db, &filter).await.map_err(failure) });
        Ok(listing(ORDER, page, count, BudgetLine))
    }
}

const ORDER: &str = "budget.year";

/// Which budget lines a list shows: those that satisfy all that is given.
#[derive(InputObject, Default)]
pub struct BudgetLineFilter {
    /// Of this Iranian year.
    pub year: Option<i32>,
    /// Of exactly this scope: `IR` for the country, or a province by ISO 3166-2 code of 2020, `IR-09`.
    pub scope: Option<String>,
    /// Of exactly this province, by ISO 3166-2 code of 2020: `IR-09`.
    #[graphql(deprecation = "Use `scope`, which takes the code of a province or `IR`.")]
    pub province: Option<String>,
    /// True: only those of the country; false: only those of provinces.
    #[graphql(deprecation = "Use `scope`: `IR` is the country.")]
    pub national: Option<bool>,
    /// For this purpose.
    pub line: Option<BudgetPurpose>,
    /// That have come this far.
    pub stage: Option<BudgetStage>,
}

impl BudgetLineFilter {
    fn stored(&self, reference: &Reference) -> Result<stored::BudgetFilter> {
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

/// What budget money is for.
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

/// How far budget money has come.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::budget::BudgetStage")]
pub enum BudgetStage {
    /// Proposed in the bill.
    Bill,
    /// Voted into law.
    Law,
    /// Allocated.
    Allocated,
    /// Spent.
    Spent,
}

/// A line of a budget.
#[derive(Clone)]
pub struct BudgetLine(pub StoredBudgetLine);

/// An amount in a budget: for one purpose, as far as it has come.
#[Object]
impl BudgetLine {
    /// The Iranian year.
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

    /// What it is for.
    async fn line(&self) -> BudgetPurpose {
        self.0.line.line.into()
    }

    /// How far it has come.
    async fn stage(&self) -> BudgetStage {
        self.0.line.stage.into()
    }

    /// How much, in whole rials.
    async fn amount_irr(&self) -> Rial {
        Rial(self.0.line.amount.get().into())
    }

    /// Where it was read; null where not known.
    async fn source(&self) -> Option<&str> {
        self.0.line.source.as_deref()
    }
}
