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

use super::breakdown::{
    MonthFlows, PeriodFlows, ProvinceFigures, SectorFigures, TargetsOfProvince, begun_months,
};
use super::drill_down::StockDay;
use super::figure::NamedFigures;
use super::flow::Flows;
use super::park::ParkFigures;
use super::progress::YearTargets;
use super::report_data::ReportData;
use super::scope::{Coverage, ReportScope, past_period};
use super::section::{CellData, CellKey, Rates, ReportContext, Section, SectionPlan};
use super::stock::{Stock, Transition};
use super::target::TargetProgress;
use super::target_by_province::TargetByProvince;
use super::vintage::FigureVintages;
use crate::graphql::common::batch_scope::BatchScope;
use crate::graphql::common::context::ContextExt;
use crate::graphql::common::enums::Population;
use crate::graphql::common::or_default::OrDefault;
use crate::graphql::common::scalar::{Calendar, Date, DateTime};
use crate::graphql::methodology::Methodology;
use crate::graphql::province::Province;
use crate::graphql::year::Year;

/// The figures of an Iranian year, as of a day, known at a moment, for a scope and a population. They are computed from
/// the events of the register. Each figure leads to exactly the events or units that it counts.
#[derive(MergedObject)]
pub struct Report(ReportObject, Flows, FigureVintages);

/// The checked arguments of a report.
pub struct ReportRequest {
    /// The units that count.
    pub scope: Coverage,
    /// The years, each with the days that count.
    pub years: Vec<(IranianYear, Days)>,
    /// The moment of knowledge; none for now.
    pub known_at: Option<Moment>,
}

struct ReportObject {
    shared: Arc<ReportData>,
    year: IranianYear,
    cell: CellData,
}

/// The reports of some years, by one statement for all (and one for the rates).
pub async fn reports(ctx: &Context<'_>, request: ReportRequest) -> Result<Vec<Report>> {
    let ReportRequest { scope, years, known_at } = request;
    let rates = Rates::read(ctx).await?;
    let plan = SectionPlan {
        // Targets count their own population, so all are read.
        areas: scope.place.areas(),
        periods: years.iter().map(|(_, days)| *days).collect(),
        stocks: true,
        by_sector: false,
    };
    let section = Section::read(ctx, plan, &rates, known_at).await?;
    let reference = ctx.reference_at_least(section.reference_version()).await?;
    let view = Arc::new(ReportContext { scope, known_at: section.known_at(), rates, reference });
    let shared = Arc::new(ReportData::new(view, section, &years));
    let keys = years.iter().map(|(_, days)| CellKey { scope, sector: None, period: *days, as_of: days.to });
    let cells = shared.section.cells(&shared.view, keys.collect());
    let report = |((year, _), cell): ((IranianYear, Days), CellData)| {
        let object = ReportObject { shared: shared.clone(), year, cell: cell.clone() };
        let vintages = FigureVintages::of_report(cell.clone(), shared.clone(), year);
        Report(object, Flows(cell), vintages)
    };
    Ok(years.into_iter().zip(cells).map(report).collect())
}

#[Object]
impl ReportObject {
    /// The year of the report.
    async fn year(&self) -> Year {
        Year::new(self.view().reference.clone(), self.year)
    }

    /// The last day that counts.
    async fn as_of(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Date {
        Date::new(self.cell.key.period.to, calendar)
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
        Ok(all.in_force(self.cell.key.period.to).cloned().map(Methodology))
    }

    /// Units by status at the end of the last day of the report.
    async fn stock(&self) -> Stock {
        Stock::new(self.cell.clone(), StockDay::AsOf)
    }

    /// Units by status at the end of the last day of the year before.
    async fn previous_year_end(&self) -> Stock {
        Stock::new(self.cell.clone(), StockDay::DayBefore)
    }

    /// The changes of status between `previousYearEnd` and `stock`.
    async fn transitions(&self) -> Result<Vec<Transition>> {
        self.cell.figures.transitions(self.cell.key.period).iter().map(Transition::new).collect()
    }

    /// The targets of the year with exactly this scope (the country or the province; a park has none), ordered by
    /// metric, population and body.
    async fn targets(&self, ctx: &Context<'_>) -> Result<Vec<TargetProgress>> {
        self.year_targets().own(ctx).await
    }

    /// The national targets of the year compared with those of the provinces, ordered by metric, population and body: their sum,
    /// the gap, who is behind, and a ranking by progress. Empty for a report of a province or a park.
    async fn targets_by_province(&self, ctx: &Context<'_>) -> Result<Vec<TargetByProvince>> {
        TargetByProvince::of(ctx, &self.year_targets()).await
    }

    /// The flows of each month of the year that has begun by the last day of the report.
    async fn months(&self, ctx: &Context<'_>) -> Result<Vec<MonthFlows>> {
        let months = begun_months(self.year, self.cell.key.period.to);
        let periods = months.iter().map(|(_, days)| *days).collect();
        let section = self.read(ctx, self.view().scope.areas(), periods, SectionPurpose::Flows).await?;
        let keys = months.iter().map(|(_, days)| CellKey { period: *days, ..self.cell.key }).collect();
        let cells = section.cells(self.view(), keys);
        Ok(months.into_iter().zip(cells).map(|((month, _), cell)| MonthFlows::new(month, cell)).collect())
    }

    /// The figures of each province in the scope, including provinces without events; 31 for the country.
    async fn by_province(&self, ctx: &Context<'_>) -> Result<Vec<ProvinceFigures>> {
        let scopes = self.view().provinces();
        let areas = scopes.iter().flat_map(|(_, scope)| scope.areas()).collect();
        let section = self.read(ctx, areas, vec![self.cell.key.period], SectionPurpose::All).await?;
        let ids = scopes.iter().map(|(province, _)| *province);
        let batch = BatchScope::of_provinces(self.view().reference.clone(), ids.clone());
        let keys = scopes.iter().map(|(_, scope)| CellKey { scope: *scope, ..self.cell.key }).collect();
        let provinces = ids.zip(section.cells(self.view(), keys));
        let targets = self.year_targets();
        let figures = |(id, cell)| {
            let targets = TargetsOfProvince { of: targets.clone(), id };
            Some(ProvinceFigures::new(Province::in_batch(&batch, id)?, cell, targets))
        };
        Ok(provinces.filter_map(figures).collect())
    }

    /// The figures of each of the eight sectors, and of the units of unknown sector.
    async fn by_sector(&self, ctx: &Context<'_>) -> Result<Vec<SectorFigures>> {
        let scope = self.view().scope;
        let section =
            self.read(ctx, scope.areas(), vec![self.cell.key.period], SectionPurpose::BySector).await?;
        let sectors = || Sector::ALL.iter().copied().map(Some).chain([None]);
        let keys = sectors().map(|sector| CellKey { sector: Some(sector), ..self.cell.key }).collect();
        let cells = sectors().zip(section.cells(self.view(), keys));
        Ok(cells.map(|(sector, cell)| SectorFigures::new(sector.map(Into::into), cell)).collect())
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
        let section = self.read(ctx, self.view().scope.areas(), vec![period], SectionPurpose::Flows).await?;
        let cells = section.cells(self.view(), vec![CellKey { period, ..self.cell.key }]);
        cells.into_iter().next().map(PeriodFlows::new).ok_or_else(|| "no flows".into())
    }

    /// The parks in the scope on the last day of the report.
    async fn parks(&self) -> ParkFigures {
        ParkFigures::on(self.cell.key.period.to, self.view())
    }
}

/// The purpose of an additional section.
#[derive(Clone, Copy, PartialEq)]
enum SectionPurpose {
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
    pub async fn stored_targets(&self, ctx: &Context<'_>) -> Result<&[StoredTarget]> {
        self.0.shared.targets(ctx).await
    }

    /// The figures of the report by name.
    pub async fn named(&self, ctx: &Context<'_>) -> Result<NamedFigures> {
        Ok(NamedFigures::of(&self.0.cell, &self.0.year_targets().own(ctx).await?))
    }
}

impl ReportObject {
    /// The targets of the year.
    fn year_targets(&self) -> YearTargets {
        let (shared, (_, index)) = (self.shared.clone(), &self.cell.batch);
        YearTargets { shared, year: self.year, index: *index, period: self.cell.key.period }
    }

    fn view(&self) -> &Arc<ReportContext> {
        &self.shared.view
    }

    /// Reads an additional section at the moment of knowledge of the report.
    async fn read(
        &self,
        ctx: &Context<'_>,
        areas: Vec<Area>,
        periods: Vec<Days>,
        figures: SectionPurpose,
    ) -> Result<Arc<Section>> {
        let (stocks, by_sector) = (figures != SectionPurpose::Flows, figures == SectionPurpose::BySector);
        let plan = SectionPlan { areas, periods, stocks, by_sector };
        Section::read(ctx, plan, &self.view().rates, Some(self.view().known_at)).await
    }
}
