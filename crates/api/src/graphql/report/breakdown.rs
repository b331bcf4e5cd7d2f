//! Breakdowns of a report: by month, by province, by sector (rule R10).

use async_graphql::{Context, MergedObject, Object, Result};

use shahrak_domain::day::Day;
use shahrak_domain::report::Days;
use shahrak_domain::year::{IranianMonth, IranianYear};
use shahrak_persistence::reference_cache::ProvinceId;

use super::drill_down::StockDay;
use super::flow::Flows;
use super::progress::YearTargets;
use super::section::CellData;
use super::stock::Stock;
use super::target::TargetProgress;
use super::vintage::FigureVintages;
use crate::graphql::common::enums::Sector;
use crate::graphql::common::or_default::OrDefault;
use crate::graphql::common::scalar::{Calendar, Date};
use crate::graphql::province::Province;
use crate::graphql::year::Month;

/// The flows of a period, in the scope and at the moment of knowledge of the report.
#[derive(MergedObject)]
pub struct PeriodFlows(Period, Flows, FigureVintages);

/// The flows of one Iranian month of the year of the report.
#[derive(MergedObject)]
pub struct MonthFlows(MonthOfReport, Period, Flows, FigureVintages);

/// The figures of the report for one province.
#[derive(MergedObject)]
pub struct ProvinceFigures(ProvinceOfReport, StockOfCell, Flows, TargetsOfProvince, FigureVintages);

/// The figures of the report for one sector.
#[derive(MergedObject)]
pub struct SectorFigures(SectorOfReport, StockOfCell, Flows, FigureVintages);

impl PeriodFlows {
    /// The flows of a cell over its period.
    pub fn new(cell: CellData) -> PeriodFlows {
        PeriodFlows(Period(cell.key.period), Flows(cell.clone()), FigureVintages::of_flows(cell))
    }
}

impl MonthFlows {
    /// The flows of a cell over a month, or the part of it that counts.
    pub fn new(month: IranianMonth, cell: CellData) -> MonthFlows {
        let period = cell.key.period;
        let month = MonthOfReport { month, counted: period };
        MonthFlows(month, Period(period), Flows(cell.clone()), FigureVintages::of_flows(cell))
    }
}

impl ProvinceFigures {
    /// The figures of a cell in a province.
    pub fn new(province: Province, cell: CellData, targets: TargetsOfProvince) -> ProvinceFigures {
        let (stock, flows) = (StockOfCell(cell.clone()), Flows(cell.clone()));
        ProvinceFigures(ProvinceOfReport(province), stock, flows, targets, FigureVintages::of_all(cell))
    }
}

impl SectorFigures {
    /// The figures of a cell of a sector; none means units of unknown sector.
    pub fn new(sector: Option<Sector>, cell: CellData) -> SectorFigures {
        let (stock, flows) = (StockOfCell(cell.clone()), Flows(cell.clone()));
        SectorFigures(SectorOfReport(sector), stock, flows, FigureVintages::of_all(cell))
    }
}

/// The months of a year that have begun by a day, each with the days of it that count.
pub fn begun_months(year: IranianYear, as_of: Day) -> Vec<(IranianMonth, Days)> {
    let begun = year.months().filter(|month| month.starts_on() <= as_of);
    begun.map(|month| (month, Days { from: month.starts_on(), to: month.ends_on().min(as_of) })).collect()
}

struct Period(Days);

#[Object]
impl Period {
    /// First day that counts.
    async fn from(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Date {
        Date::new(self.0.from, calendar)
    }

    /// Last day that counts.
    async fn to(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Date {
        Date::new(self.0.to, calendar)
    }
}

struct MonthOfReport {
    month: IranianMonth,
    counted: Days,
}

#[Object]
impl MonthOfReport {
    /// The month.
    async fn month(&self) -> Month {
        Month(self.month)
    }

    /// Whether the report ends before the end of the month, so that only a part of the month counts.
    async fn partial(&self) -> bool {
        self.counted.to < self.month.ends_on()
    }
}

struct ProvinceOfReport(Province);

#[Object]
impl ProvinceOfReport {
    /// The province.
    async fn province(&self) -> &Province {
        &self.0
    }
}

/// The targets of a province in the year of a report.
pub struct TargetsOfProvince {
    /// The targets of the year.
    pub of: YearTargets,
    /// The province.
    pub id: ProvinceId,
}

#[Object]
impl TargetsOfProvince {
    /// The targets of the year with exactly the scope of this province, ordered by metric, population and body. Empty for
    /// the report of a park.
    async fn targets(&self, ctx: &Context<'_>) -> Result<Vec<TargetProgress>> {
        self.of.of_province(ctx, self.id).await
    }
}

struct SectorOfReport(Option<Sector>);

#[Object]
impl SectorOfReport {
    /// The sector; null for units of unknown sector.
    async fn sector(&self) -> Option<Sector> {
        self.0
    }
}

struct StockOfCell(CellData);

#[Object]
impl StockOfCell {
    /// Units by status at the end of the last day of the report.
    async fn stock(&self) -> Stock {
        Stock::new(self.0.clone(), StockDay::AsOf)
    }
}
