//! The report of a year.

use std::sync::Arc;

use async_graphql::{Context, MergedObject, Object, Result};

use shahrak_domain::activity::Sector;
use shahrak_domain::code::Coded;
use shahrak_domain::moment::Moment;
use shahrak_domain::report::Days;
use shahrak_domain::year::IranianYear;
use shahrak_persistence::tally::Area;
use shahrak_persistence::yearly_target::StoredTarget;

use super::breakdown::{MonthFlows, PeriodFlows, ProvinceFigures, SectorFigures, begun_months};
use super::drill::When;
use super::figure::Named;
use super::flow::Flows;
use super::park::ParkFigures;
use super::scope::{ReportScope, Scope, past_period};
use super::section::{Plan, Rates, Section, Slice, Spot, View};
use super::shared::Shared;
use super::stock::{Stock, Transition};
use super::target::TargetProgress;
use crate::graphql::company::Company;
use crate::graphql::context::Ask;
use crate::graphql::defaulted::Defaulted;
use crate::graphql::methodology::Methodology;
use crate::graphql::population::Population;
use crate::graphql::province::Province;
use crate::graphql::scalar::{Calendar, Date, DateTime};
use crate::graphql::year::Year;

/// The figures of an Iranian year, as of a day, known at a moment, for a scope and a population. They are computed from
/// the events of the register. Each figure leads to exactly the events or units that it counts.
#[derive(MergedObject)]
pub struct Report(Head, Flows);

/// The checked arguments of a report.
pub struct Asked {
    /// The units that count.
    pub scope: Scope,
    /// The years, each with the days that count.
    pub years: Vec<(IranianYear, Days)>,
    /// The moment of knowledge; none for now.
    pub known_at: Option<Moment>,
}

struct Head {
    shared: Arc<Shared>,
    year: IranianYear,
    slice: Slice,
}

/// The reports of some years, by one statement for all (and one for the rates).
///
/// # Errors
/// A failure of the database.
pub async fn reports(ctx: &Context<'_>, asked: Asked) -> Result<Vec<Report>> {
    let Asked { scope, years, known_at } = asked;
    let rates = Rates::read(ctx).await?;
    let plan = Plan {
        // Targets count their own population, so all are read.
        areas: scope.place.areas(),
        periods: years.iter().map(|(_, days)| *days).collect(),
        stocks: true,
        by_sector: false,
    };
    let section = Section::read(ctx, plan, &rates, known_at).await?;
    let reference = ctx.reference_at_least(section.reference_version()).await?;
    let view = Arc::new(View { scope, known_at: section.known_at(), rates, reference });
    let shared = Arc::new(Shared::new(view, section, &years));
    let spots = years.iter().map(|(_, days)| Spot { scope, sector: None, period: *days, as_of: days.to });
    let slices = shared.section.slices(&shared.view, spots.collect());
    let report = |((year, _), slice): ((IranianYear, Days), Slice)| {
        Report(Head { shared: shared.clone(), year, slice: slice.clone() }, Flows(slice))
    };
    Ok(years.into_iter().zip(slices).map(report).collect())
}

#[Object]
impl Head {
    /// The year of the report.
    async fn year(&self) -> Year {
        Year::new(self.view().reference.clone(), self.year)
    }

    /// The last day that counts.
    async fn as_of(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: Defaulted<Calendar>,
    ) -> Date {
        Date::new(self.slice.spot.period.to, calendar)
    }

    /// The moment of knowledge: only what was recorded by then counts. Query this moment again to get the same figures.
    async fn known_at(&self) -> DateTime {
        DateTime(self.view().known_at)
    }

    /// The units that count.
    async fn population(&self) -> Population {
        self.view().scope.population.into()
    }

    /// The province or park to which the report is limited.
    async fn scope(&self) -> ReportScope {
        ReportScope::new(self.view().scope.place, &self.view().reference)
    }

    /// The thresholds in force on the last day of the report; null if there are none.
    async fn methodology(&self, ctx: &Context<'_>) -> Result<Option<Methodology>> {
        let all = self.shared.methodologies(ctx).await?;
        Ok(all.in_force(self.slice.spot.period.to).cloned().map(Methodology))
    }

    /// Units by status at the end of the last day of the report.
    async fn stock(&self) -> Stock {
        Stock::new(self.slice.clone(), When::AsOf)
    }

    /// Units by status at the end of the last day of the year before.
    async fn previous_year_end(&self) -> Stock {
        Stock::new(self.slice.clone(), When::Before)
    }

    /// The changes of status between `previousYearEnd` and `stock`.
    async fn transitions(&self) -> Result<Vec<Transition>> {
        self.slice.figures.transitions(self.slice.spot.period).iter().map(Transition::new).collect()
    }

    /// The targets of the year with exactly this scope (the country or the province; a park has none), ordered by
    /// metric, population and body.
    async fn targets(&self, ctx: &Context<'_>) -> Result<Vec<TargetProgress>> {
        self.progress(ctx).await
    }

    /// The flows of each month of the year that has begun by the last day of the report.
    async fn months(&self, ctx: &Context<'_>) -> Result<Vec<MonthFlows>> {
        let months = begun_months(self.year, self.slice.spot.period.to);
        let periods = months.iter().map(|(_, days)| *days).collect();
        let section = self.read(ctx, self.view().scope.areas(), periods, Figures::Flows).await?;
        let spots = months.iter().map(|(_, days)| Spot { period: *days, ..self.slice.spot }).collect();
        let slices = section.slices(self.view(), spots);
        Ok(months.into_iter().zip(slices).map(|((month, _), slice)| MonthFlows::new(month, slice)).collect())
    }

    /// The figures of each province in the scope, including provinces without events; 31 for the country.
    async fn by_province(&self, ctx: &Context<'_>) -> Result<Vec<ProvinceFigures>> {
        let scopes = self.view().provinces();
        let areas = scopes.iter().flat_map(|(_, scope)| scope.areas()).collect();
        let section = self.read(ctx, areas, vec![self.slice.spot.period], Figures::All).await?;
        let ids = scopes.iter().map(|(province, _)| *province);
        let company = Company::of_provinces(self.view().reference.clone(), ids.clone());
        let spots = scopes.iter().map(|(_, scope)| Spot { scope: *scope, ..self.slice.spot }).collect();
        let provinces = ids.zip(section.slices(self.view(), spots));
        let figures = |(id, slice)| Some(ProvinceFigures::new(Province::in_company(&company, id)?, slice));
        Ok(provinces.filter_map(figures).collect())
    }

    /// The figures of each of the eight sectors, and of the units of unknown sector.
    async fn by_sector(&self, ctx: &Context<'_>) -> Result<Vec<SectorFigures>> {
        let scope = self.view().scope;
        let section = self.read(ctx, scope.areas(), vec![self.slice.spot.period], Figures::BySector).await?;
        let sectors = || Sector::ALL.iter().copied().map(Some).chain([None]);
        let spots = sectors().map(|sector| Spot { sector: Some(sector), ..self.slice.spot }).collect();
        let cells = sectors().zip(section.slices(self.view(), spots));
        Ok(cells.map(|(sector, slice)| SectorFigures::new(sector.map(Into::into), slice)).collect())
    }

    /// The flows of any other period, such as a quarter, a month or several years, in the same scope and at the same
    /// moment of knowledge.
    async fn flows(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "First day of the period.")] from: Date,
        #[graphql(desc = "Last day of the period, not before the first and not in the future.")] to: Date,
    ) -> Result<PeriodFlows> {
        let period = past_period(from, to, ctx.today()?)?;
        let section = self.read(ctx, self.view().scope.areas(), vec![period], Figures::Flows).await?;
        let slices = section.slices(self.view(), vec![Spot { period, ..self.slice.spot }]);
        slices.into_iter().next().map(PeriodFlows::new).ok_or_else(|| "no flows".into())
    }

    /// The parks in the scope on the last day of the report.
    async fn parks(&self) -> ParkFigures {
        ParkFigures::on(self.slice.spot.period.to, self.view())
    }
}

/// The purpose of an additional section.
#[derive(Clone, Copy, PartialEq)]
enum Figures {
    Flows,
    All,
    BySector,
}

impl Report {
    /// The moment of knowledge.
    pub fn known_at(&self) -> Moment {
        self.0.view().known_at
    }

    /// The targets of the year and scope, as known at the moment of knowledge.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn stored_targets(&self, ctx: &Context<'_>) -> Result<&[StoredTarget]> {
        self.0.shared.targets(ctx).await
    }

    /// The figures of the report by name.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn named(&self, ctx: &Context<'_>) -> Result<Named> {
        Ok(Named::of(&self.0.slice, &self.0.progress(ctx).await?))
    }
}

impl Head {
    async fn progress(&self, ctx: &Context<'_>) -> Result<Vec<TargetProgress>> {
        let (shared, (_, place)) = (&self.shared, &self.slice.siblings);
        let targets = shared.targets(ctx).await?.iter().filter(|stored| stored.target.year == self.year);
        let of_bodies = match targets.clone().any(|stored| stored.target.body.is_some()) {
            true => shared.of_bodies(ctx).await?.get(*place).map_or(&[][..], Vec::as_slice),
            false => &[],
        };
        let progress = |stored| {
            TargetProgress::of(&shared.view, &shared.section, self.slice.spot.period, stored, of_bodies)
        };
        Ok(targets.map(progress).collect())
    }

    fn view(&self) -> &Arc<View> {
        &self.shared.view
    }

    /// Reads an additional section at the moment of knowledge of the report.
    async fn read(
        &self,
        ctx: &Context<'_>,
        areas: Vec<Area>,
        periods: Vec<Days>,
        figures: Figures,
    ) -> Result<Arc<Section>> {
        let (stocks, by_sector) = (figures != Figures::Flows, figures == Figures::BySector);
        let plan = Plan { areas, periods, stocks, by_sector };
        Section::read(ctx, plan, &self.view().rates, Some(self.view().known_at)).await
    }
}
