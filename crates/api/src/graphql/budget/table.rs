//! The budget of a year: the stages of each line side by side, by scope, with totals.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_graphql::{Context, MergedObject, Object, Result};

use shahrak_domain::budget::{self as domain, Amounts};
use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::moment::Moment;
use shahrak_domain::population::Scope as Named;
use shahrak_domain::year::IranianYear;
use shahrak_messages::{Explain, message};
use shahrak_persistence::budget::{self as stored, StoredBudgetLine};
use shahrak_persistence::ledger::moments;
use shahrak_persistence::reference_cache::ProvinceId;

use super::{BudgetLine, BudgetPurpose, BudgetStage};
use crate::graphql::common::batch_scope::BatchScope;
use crate::graphql::common::context::{ContextExt, bad_input, failure};
use crate::graphql::common::or_default::OrDefault;
use crate::graphql::common::scalar::{Calendar, Date, DateTime, Rial};
use crate::graphql::common::scope::Scope;
use crate::graphql::province::Province;
use crate::graphql::report::moment;
use crate::graphql::year::Year;

/// The query of budget tables.
#[derive(Default)]
pub struct BudgetTableQuery;

#[Object]
impl BudgetTableQuery {
    /// The budget of an Iranian year: bill, law, allocated and spent side by side for each purpose, by scope, with
    /// totals and shares.
    async fn budget_table(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The Iranian year, 1304 to 1502, for example 1400. It need not have begun.")]
        year: i32,
        #[graphql(
            desc = "The day, not in the future (default: today). Amounts count if they were decided by then."
        )]
        as_of: Option<Date>,
        #[graphql(
            desc = "The moment of knowledge, not in the future (default: now). Revisions count if they were recorded \
            by then, so the amounts for a past moment do not change."
        )]
        known_at: Option<DateTime>,
    ) -> Result<BudgetTable> {
        let year = IranianYear::new(year).map_err(|error| bad_input("year", error.message()))?;
        let today = ctx.today()?;
        let as_of = as_of.map_or(today, |Date(day, _)| day);
        if as_of > today {
            return Err(bad_input("asOf", message!("day-in-future", day = as_of, today)));
        }
        let known_at = match moment(ctx, known_at).await? {
            Some(moment) => moment,
            None => moments::head(ctx.db()?).await.map_err(failure)?.settled_at,
        };
        BudgetTable::read(ctx, year, as_of, known_at).await
    }
}

/// The budget of a year.
pub struct BudgetTable {
    year: IranianYear,
    as_of: Day,
    known_at: Moment,
    /// By province, the country first.
    scopes: BTreeMap<Option<ProvinceId>, Arc<Lines>>,
    provinces: Arc<BatchScope>,
}

/// The lines of a scope, and their amounts.
#[derive(Default)]
struct Lines {
    stored: Vec<StoredBudgetLine>,
    budget: domain::ScopeBudget,
}

impl BudgetTable {
    async fn read(ctx: &Context<'_>, year: IranianYear, as_of: Day, known_at: Moment) -> Result<BudgetTable> {
        let mut scopes: BTreeMap<Option<ProvinceId>, Lines> = BTreeMap::new();
        for mut stored in stored::of_year(ctx.db()?, year, known_at).await.map_err(failure)? {
            stored.line.revisions.retain(|revision| revision.decided_on <= as_of);
            let Some(last) = stored.line.revisions.last() else { continue };
            let lines = scopes.entry(stored.province_id).or_default();
            lines.budget.add(stored.line.line, stored.line.stage, last.amount);
            lines.stored.push(stored);
        }
        let provinces = BatchScope::of_provinces(ctx.reference()?, scopes.keys().flatten().copied());
        let scopes = scopes.into_iter().map(|(scope, lines)| (scope, Arc::new(lines))).collect();
        Ok(BudgetTable { year, as_of, known_at, scopes, provinces })
    }

    fn of(&self, province: Option<ProvinceId>) -> ScopeBudget {
        let lines = self.scopes.get(&province).cloned().unwrap_or_default();
        let total = lines.budget.total();
        let named = ScopeOfBudget { province, provinces: self.provinces.clone(), lines };
        ScopeBudget(named, StageAmounts(total))
    }
}

/// The budget of an Iranian year as of a day, known at a moment. Amounts of the country and of provinces are recorded
/// separately: the country's are not the sums of the provinces'.
#[Object]
impl BudgetTable {
    /// The year of the budget.
    async fn year(&self, ctx: &Context<'_>) -> Result<Year> {
        Ok(Year::new(ctx.reference()?, self.year))
    }

    /// The last day whose decisions count.
    async fn as_of(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Date {
        Date::new(self.as_of, calendar)
    }

    /// The moment of knowledge. Query this moment again to get the same amounts.
    async fn known_at(&self) -> DateTime {
        DateTime(self.known_at)
    }

    /// The budget of one scope, which has no lines if none is recorded.
    async fn scope(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "`IR` for the country, or the ISO 3166-2 code of 2020 of a province (`IR-09`).",
            default_with = "Some(String::from(\"IR\"))"
        )]
        code: Option<String>,
    ) -> Result<ScopeBudget> {
        let code = code.as_deref().unwrap_or(Named::Country.code());
        Ok(match Scope::argument(&*ctx.reference()?, "code", code)? {
            Scope::Country => self.of(None),
            Scope::Province(id) => self.of(Some(id)),
        })
    }

    /// The budget of each scope that has lines: the country first, then the provinces by code.
    async fn scopes(&self) -> Vec<ScopeBudget> {
        self.scopes.keys().map(|province| self.of(*province)).collect()
    }

    /// The sums of the provinces.
    async fn provinces_total(&self) -> BudgetTotal {
        let provinces = self.scopes.iter().filter(|(province, _)| province.is_some());
        let totals: Vec<Amounts> = provinces.map(|(_, lines)| lines.budget.total()).collect();
        BudgetTotal(StageAmounts(Amounts::sum(&totals)))
    }
}

/// The budget of one scope in a year: its lines, and their sums.
#[derive(MergedObject)]
pub struct ScopeBudget(ScopeOfBudget, StageAmounts);

/// The sums of several budgets.
#[derive(MergedObject)]
pub struct BudgetTotal(StageAmounts);

/// The stages of one purpose side by side.
#[derive(MergedObject)]
pub struct PurposeBudget(PurposeOfBudget, StageAmounts);

struct ScopeOfBudget {
    province: Option<ProvinceId>,
    provinces: Arc<BatchScope>,
    lines: Arc<Lines>,
}

#[Object]
impl ScopeOfBudget {
    /// `IR` for the country, or the ISO 3166-2 code of the province.
    async fn scope(&self) -> String {
        let province = self.province.and_then(|id| self.provinces.reference.province(id));
        province.map_or(Named::Country.code(), |province| &province.code).to_owned()
    }

    /// The province; null for the whole country.
    async fn province(&self) -> Option<Province> {
        Province::in_batch(&self.provinces, self.province?)
    }

    /// The purposes for which an amount is known, in the order of the enum.
    async fn purposes(&self) -> Vec<PurposeBudget> {
        let row = |(purpose, amounts): (&domain::BudgetPurpose, &Amounts)| {
            let of = PurposeOfBudget { purpose: *purpose, lines: self.lines.clone() };
            PurposeBudget(of, StageAmounts(*amounts))
        };
        self.lines.budget.purposes.iter().map(row).collect()
    }
}

struct PurposeOfBudget {
    purpose: domain::BudgetPurpose,
    lines: Arc<Lines>,
}

#[Object]
impl PurposeOfBudget {
    /// The purpose of the money.
    async fn line(&self) -> BudgetPurpose {
        self.purpose.into()
    }

    /// The budget lines whose amounts stand here, in the order of the stages.
    async fn budget_lines(&self) -> Vec<BudgetLine> {
        let own = self.lines.stored.iter().filter(|stored| stored.line.line == self.purpose);
        let mut own: Vec<BudgetLine> = own.cloned().map(BudgetLine).collect();
        own.sort_by_key(|line| line.0.line.stage);
        own
    }
}

/// Amounts by stage.
struct StageAmounts(Amounts);

impl StageAmounts {
    fn rials(&self, stage: domain::BudgetStage) -> Option<Rial> {
        self.0.at(stage).map(Rial)
    }
}

#[Object]
impl StageAmounts {
    /// Rials proposed in the budget bill; null if none is known.
    async fn bill_irr(&self) -> Option<Rial> {
        self.rials(domain::BudgetStage::Bill)
    }

    /// Rials passed into law; null if none is known.
    async fn law_irr(&self) -> Option<Rial> {
        self.rials(domain::BudgetStage::Law)
    }

    /// Rials allocated; null if none is known.
    async fn allocated_irr(&self) -> Option<Rial> {
        self.rials(domain::BudgetStage::Allocated)
    }

    /// Rials spent; null if none is known.
    async fn spent_irr(&self) -> Option<Rial> {
        self.rials(domain::BudgetStage::Spent)
    }

    /// The stages whose sum lacks an amount: a purpose is known at another stage, but not at this one. Empty for one
    /// purpose.
    async fn incomplete(&self) -> Vec<BudgetStage> {
        let stages = domain::BudgetStage::ALL.iter().filter(|stage| self.0.incomplete(**stage));
        stages.map(|stage| (*stage).into()).collect()
    }

    /// The allocated amount as a fraction of the law, not rounded. Null if one of them is unknown or incomplete, or the law
    /// has 0.
    async fn share_allocated(&self) -> Option<f64> {
        self.0.share(domain::BudgetStage::Allocated, domain::BudgetStage::Law)
    }

    /// The spent amount as a fraction of the allocated one, not rounded. Null if one of them is unknown or incomplete, or 0
    /// was allocated.
    async fn share_spent(&self) -> Option<f64> {
        self.0.share(domain::BudgetStage::Spent, domain::BudgetStage::Allocated)
    }
}
