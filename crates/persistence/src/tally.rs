//! The sums that reports add up: one statement for all cells of a report's section, by present knowledge or a past one.
//!
//! Whole years and months are read from the folded sums and the deltas that are not folded yet, days from the deltas
//! (`plan`); what became known after a past moment is taken back (`sql`).

use std::collections::HashMap;

use shahrak_domain::activity::Sector;
use shahrak_domain::day::Day;
use shahrak_domain::event::EventKind;
use shahrak_domain::moment::Moment;
use shahrak_domain::park::Ownership;
use shahrak_domain::report::{Days, Figures};

use crate::db::Db;
use crate::error::{Error, Result};
use crate::ledger::moments;
use crate::park::ParkId;
use crate::reference_cache::ProvinceId;

pub mod history;
pub mod monthly;
mod plan;
mod row;
mod sql;

pub(crate) use plan::last_day;

use plan::Plan;
use row::{FirstDayRow, SumRow};

/// Units whose events are summed together: those of the country, a province or a park, in parks or outside them; or those
/// in the parks of an owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Area {
    number: i32,
    outside: bool,
}

/// What a section of a report needs: sums for every area and piece of time.
#[derive(Clone, Debug)]
pub struct SectionQuery<'a> {
    /// The areas.
    pub areas: &'a [Area],
    /// The pieces of time.
    pub pieces: &'a [Days],
    /// Whether sums are by sector.
    pub by_sector: bool,
    /// The moment of knowledge, settled and not in the future; none for the present one.
    pub known_at: Option<Moment>,
}

/// An area and, for sums by sector, a sector.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cell {
    /// The area.
    pub area: Area,
    /// The sector; none for the total.
    pub sector: Option<SectorCell>,
}

/// A sector, or none for units with an unknown one.
pub type SectorCell = Option<Sector>;

/// The sums that were read.
#[derive(Clone, Debug)]
pub struct Tallies {
    /// The moment whose knowledge they reflect: the requested one, or the present.
    pub known_at: Moment,
    /// The version of the reference cache that the result needs, at least.
    pub reference_version: i64,
    /// What was read of each cell; nothing of cells without events.
    pub figures: HashMap<Cell, Figures>,
}

impl SectionQuery<'_> {
    /// Present figures are added up in no time, further sections of a present report too; past ones may take long.
    fn lane(&self, db: &Db) -> Db {
        let past = self.known_at.is_some_and(|moment| moments::is_past(db, moment));
        if past || self.areas.iter().any(|area| area.of_owner()) { db.heavy() } else { db.clone() }
    }
}

impl Area {
    /// All units of the country in parks, or outside them.
    pub fn country(outside: bool) -> Area {
        Area { number: 0, outside }
    }

    /// The units of a province in parks, or outside them.
    pub fn province(id: ProvinceId, outside: bool) -> Area {
        Area { number: id.into(), outside }
    }

    /// The units of a park.
    pub fn park(id: ParkId) -> Area {
        Area { number: FIRST_PARK + id, outside: false }
    }

    /// The units in the parks of an owner, in the country or a province.
    pub fn owned(ownership: Ownership, province: Option<ProvinceId>) -> Area {
        let owner = i32::from(ownership == Ownership::NonGovernmental);
        Area { number: -1 - owner - OWNERS * i32::from(province.unwrap_or(0)), outside: false }
    }

    /// Whether the units are outside parks.
    pub fn outside(self) -> bool {
        self.outside
    }

    fn of_country(self) -> bool {
        self.number == 0
    }

    fn of_province(self) -> bool {
        !self.of_country() && !self.of_park() && !self.of_owner()
    }

    /// Whether the area has sums of days only.
    fn by_days(self) -> bool {
        self.of_park() || self.of_owner()
    }

    fn of_owner(self) -> bool {
        self.number < 0
    }

    fn of_park(self) -> bool {
        self.number >= FIRST_PARK
    }
}

/// Areas of owners are numbered downwards from -1: first those of the country, then those of each province, in the order of
/// [`Ownership`].
const OWNERS: i32 = 2;
/// Areas of parks are numbered from here on.
pub(crate) const FIRST_PARK: i32 = 1000;
/// `tally.sector` of a sum over all sectors.
pub(crate) const ALL_SECTORS: i16 = 0;

/// Reads a section of a report.
pub async fn read(db: &Db, reading: &SectionQuery<'_>) -> Result<Tallies> {
    if reading.known_at.is_none() {
        moments::advance(db).await?;
    }
    let plan = Plan::of(reading);
    let rows: Vec<SumRow> = sql::sums(&plan).read(&reading.lane(db)).await?;
    let (seen, _) = rows.first().ok_or_else(|| Error::decode("the ledger has no head"))?;
    let (known_at, reference_version) = (reading.known_at.unwrap_or(seen.settled_at), seen.reference_version);
    let mut figures: HashMap<Cell, Figures> = HashMap::new();
    for (place, counts) in rows.into_iter().filter_map(|(_, sum)| sum) {
        let days = *piece(reading, place.piece)?;
        figures.entry(place.cell()?).or_default().0.push(counts.into_sum(days)?);
    }
    Ok(Tallies { known_at, reference_version, figures })
}

/// The first day of each piece on which an event of a kind that states an investment counts in a cell.
pub async fn first_investments(
    db: &Db,
    reading: &SectionQuery<'_>,
) -> Result<HashMap<Cell, Vec<(EventKind, Day)>>> {
    let plan = Plan::of_days(reading);
    let mut first: HashMap<Cell, Vec<(EventKind, Day)>> = HashMap::new();
    for (place, investment) in sql::first_investments(&plan).read::<FirstDayRow>(&db.heavy()).await? {
        first.entry(place.cell()?).or_default().push((investment.kind.0, Day::new(investment.day)));
    }
    Ok(first)
}

fn piece<'a>(reading: &'a SectionQuery<'_>, number: i32) -> Result<&'a Days> {
    let place = usize::try_from(number).ok();
    place.and_then(|place| reading.pieces.get(place)).ok_or_else(|| Error::decode(format!("piece {number}")))
}
