//! A section of a report: the result of one statement, and the cells whose figures its fields show.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, Result};
use tokio::sync::OnceCell;

use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::event::EventKind;
use shahrak_domain::moment::Moment;
use shahrak_domain::money::{Rate, RateKind};
use shahrak_domain::report::{Days, Figures, pieces, rate_on};
use shahrak_persistence::rate;
use shahrak_persistence::reference_cache::{ProvinceId, Reference};
use shahrak_persistence::tally::{self, Area, Cell, SectionQuery, SectorCell, Tallies};

use super::scope::{Coverage, ReportPlace};
use crate::graphql::common::batch::Batch;
use crate::graphql::common::context::{ContextExt, failure};

/// What all sections of a report share.
pub struct ReportContext {
    /// The units that count.
    pub scope: Coverage,
    /// The moment of knowledge.
    pub known_at: Moment,
    /// The rates as known now.
    pub rates: Arc<Rates>,
    /// Provinces and parks as known now.
    pub reference: Arc<Reference>,
}

/// All rates, by kind and first day.
pub struct Rates(Vec<Rate>);

/// The content of a section.
pub struct SectionPlan {
    /// The areas.
    pub areas: Vec<Area>,
    /// The periods of the flows.
    pub periods: Vec<Days>,
    /// Whether stocks are needed too: then everything before the periods is read as well.
    pub stocks: bool,
    /// Whether the figures are broken down by sector.
    pub by_sector: bool,
}

/// The result for a section.
pub struct Section {
    plan: SectionPlan,
    pieces: Vec<Days>,
    tallies: Tallies,
    rates: Arc<Rates>,
    first_investments: [OnceCell<FirstInvestments>; RateKind::ALL.len()],
}

type FirstInvestments = HashMap<Cell, Vec<(EventKind, Day)>>;

/// A cell of a report: the units that it counts, and the days.
#[derive(Clone, Copy, Debug)]
pub struct CellKey {
    /// The units that count here.
    pub scope: Coverage,
    /// The sector, if only one counts; `Some(None)` means units of unknown sector.
    pub sector: Option<SectorCell>,
    /// The days of the flows.
    pub period: Days,
    /// The last day of the report.
    pub as_of: Day,
}

/// A cell of a report with its figures.
#[derive(Clone)]
pub struct CellData {
    /// What the whole report shares.
    pub view: Arc<ReportContext>,
    /// The cell.
    pub key: CellKey,
    /// The figures that were read.
    pub figures: Arc<Figures>,
    /// The batch of the cell, and its index there.
    pub batch: (Arc<CellBatch>, usize),
    section: Arc<Section>,
}

/// A batch of cells.
pub struct CellBatch {
    /// The cells.
    pub keys: Vec<CellKey>,
    /// What has been loaded for all cells, by their indices.
    pub loaded: Batch,
}

impl Section {
    /// Reads a section by one statement; `known_at` is none for now.
    pub async fn read(
        ctx: &Context<'_>,
        plan: SectionPlan,
        rates: &Arc<Rates>,
        known_at: Option<Moment>,
    ) -> Result<Arc<Section>> {
        let mut pieces = pieces(&plan.periods, rates.all());
        if !plan.stocks {
            pieces.retain(|piece| plan.flows_of(piece));
        }
        let reading =
            SectionQuery { areas: &plan.areas, pieces: &pieces, by_sector: plan.by_sector, known_at };
        let tallies = tally::read(ctx.db()?, &reading).await.map_err(failure)?;
        let first_investments = std::array::from_fn(|_| OnceCell::new());
        Ok(Arc::new(Section { plan, pieces, tallies, rates: rates.clone(), first_investments }))
    }

    /// The moment of knowledge of the section.
    pub fn known_at(&self) -> Moment {
        self.tallies.known_at
    }

    /// The version that the reference data must have at least to name what was read.
    pub fn reference_version(&self) -> i64 {
        self.tallies.reference_version
    }

    /// The figures of a planned cell: of one sector if the section is broken down by sector, otherwise of all.
    pub fn figures(&self, scope: Coverage, sector: Option<SectorCell>) -> Figures {
        self.figures_of(scope.areas(), sector)
    }

    /// The figures of planned areas.
    pub fn figures_of(&self, areas: impl IntoIterator<Item = Area>, sector: Option<SectorCell>) -> Figures {
        let cells = areas.into_iter().map(|area| Cell { area, sector });
        Figures::together(cells.filter_map(|cell| self.tallies.figures.get(&cell)))
    }

    /// Planned cells as a batch.
    pub fn cells(self: &Arc<Self>, view: &Arc<ReportContext>, keys: Vec<CellKey>) -> Vec<CellData> {
        let indices = (0..).take(keys.len());
        let batch = Arc::new(CellBatch { loaded: Batch::new(indices), keys });
        let cell = |(index, key): (usize, &CellKey)| CellData {
            view: view.clone(),
            key: *key,
            figures: Arc::new(self.figures(key.scope, key.sector)),
            batch: (batch.clone(), index),
            section: self.clone(),
        };
        batch.keys.iter().enumerate().map(cell).collect()
    }

    /// The first investments on days without a rate, loaded for all cells of the section by one statement.
    async fn first_investments(&self, ctx: &Context<'_>, kind: RateKind) -> Result<&FirstInvestments> {
        let rates = self.rates.of(kind);
        let unrated = |piece: &&Days| self.plan.flows_of(piece) && rate_on(rates, piece.from).is_none();
        let pieces: Vec<Days> = self.pieces.iter().filter(unrated).copied().collect();
        let reading = SectionQuery {
            areas: &self.plan.areas,
            pieces: &pieces,
            by_sector: self.plan.by_sector,
            known_at: Some(self.known_at()),
        };
        let db = ctx.db()?;
        let read = || tally::first_investments(db, &reading);
        self.first_investments[kind as usize].get_or_try_init(read).await.map_err(failure)
    }
}

impl ReportContext {
    /// The provinces in the scope, each with the part of the scope that lies in it.
    pub fn provinces(&self) -> Vec<(ProvinceId, Coverage)> {
        match self.scope.place {
            ReportPlace::Country => {
                let ids = 1..=ProvinceId::try_from(self.reference.provinces.len()).unwrap_or(ProvinceId::MAX);
                ids.map(|id| (id, Coverage { place: ReportPlace::Province(id), ..self.scope })).collect()
            }
            ReportPlace::Province(id) => vec![(id, self.scope)],
            ReportPlace::Park(id) => {
                self.reference.park(id).map(|park| (park.province_id, self.scope)).into_iter().collect()
            }
        }
    }
}

impl SectionPlan {
    fn flows_of(&self, piece: &Days) -> bool {
        self.periods.iter().any(|period| period.hold(piece))
    }
}

impl CellData {
    /// The investments of a kind of event in dollars; none if one falls on a day without a rate.
    pub fn dollars(&self, event: EventKind, kind: RateKind) -> Option<String> {
        self.figures.dollars(event, self.key.period, self.view.rates.of(kind)).map(|dollars| dollars.write())
    }

    /// The first day without a rate on which an event of the kind states an investment.
    pub async fn first_unrated(
        &self,
        ctx: &Context<'_>,
        event: EventKind,
        kind: RateKind,
    ) -> Result<Option<Day>> {
        if self.dollars(event, kind).is_some() {
            return Ok(None);
        }
        let days = self.section.first_investments(ctx, kind).await?;
        let sector = self.key.sector;
        let cells = self.key.scope.areas().into_iter().map(|area| Cell { area, sector });
        let days = cells.filter_map(|cell| days.get(&cell)).flatten();
        let counted = |(of, day): &&(EventKind, Day)| *of == event && self.key.period.contains(*day);
        Ok(days.filter(counted).map(|(_, day)| *day).min())
    }
}

impl Rates {
    /// Reads all rates.
    pub async fn read(ctx: &Context<'_>) -> Result<Arc<Rates>> {
        Ok(Arc::new(Rates(rate::all(ctx.db()?).await.map_err(failure)?)))
    }

    fn all(&self) -> &[Rate] {
        &self.0
    }

    /// The rates of a kind, by first day.
    pub fn of(&self, kind: RateKind) -> &[Rate] {
        let from = self.0.partition_point(|rate| rate.kind < kind);
        let to = self.0.partition_point(|rate| rate.kind <= kind);
        &self.0[from..to]
    }
}
