//! Plans the sums for a section of a report: whole years and months from folded sums, everything else from deltas.

use sea_orm::Value;

use shahrak_domain::day::Day;
use shahrak_domain::moment::Moment;
use shahrak_domain::period::{Level, Run, cover};
use shahrak_domain::report::Days;
use shahrak_domain::year::{IranianMonth, IranianYear};

use super::{ALL_SECTORS, Area, SectionQuery};
use crate::unit_sector::UNKNOWN_SECTOR;

/// The plan of a statement: for each area and piece of time, runs of folded periods and runs of days.
pub(super) struct Plan {
    pub(super) folded: Vec<Folded>,
    pub(super) days: Vec<OfDays>,
    pub(super) known_at: Option<Moment>,
    pub(super) by_sector: bool,
}

/// A run of folded periods of an area.
pub(super) struct Folded {
    area: Area,
    piece: i32,
    level: &'static str,
    first: Day,
    /// First day of the last period, and its last day.
    last: Day,
    through: Day,
    sectors: (i16, i16),
    /// The sums of blocks for the same periods, and their sectors.
    block_level: &'static str,
    block_sectors: (i16, i16),
}

/// A run of days of an area.
pub(super) struct OfDays {
    pub(super) area: Area,
    piece: i32,
    first: Day,
    last: Day,
}

const EACH: (i16, i16) = (1, UNKNOWN_SECTOR);
const TOTAL: (i16, i16) = (ALL_SECTORS, ALL_SECTORS);

impl Plan {
    /// Plans a reading.
    pub(super) fn of(reading: &SectionQuery<'_>) -> Plan {
        let mut plan = Plan::empty(reading);
        for (area, piece, days) in cells(reading) {
            let runs = if area.by_days() { vec![whole(days)] } else { cover(days.from, days.to) };
            for run in runs {
                plan.add(area, piece, run);
            }
        }
        plan
    }

    /// Plans a reading by days only.
    pub(super) fn of_days(reading: &SectionQuery<'_>) -> Plan {
        let mut plan = Plan::empty(reading);
        let days =
            |(area, piece, days): (Area, i32, Days)| OfDays { area, piece, first: days.from, last: days.to };
        plan.days = cells(reading).map(days).collect();
        plan
    }

    fn empty(reading: &SectionQuery<'_>) -> Plan {
        let SectionQuery { known_at, by_sector, .. } = *reading;
        Plan { folded: Vec::new(), days: Vec::new(), known_at, by_sector }
    }

    fn add(&mut self, area: Area, piece: i32, run: Run) {
        let through = last_day(run);
        if !self.is_folded(area, run.level) {
            return self.days.push(OfDays { area, piece, first: run.first, last: through });
        }
        let (level, block_level) = match run.level {
            Level::Year if self.by_sector => ("y", "m"),
            Level::Year => ("y", "y"),
            Level::Month | Level::Day => ("m", "m"),
        };
        let sectors = if self.by_sector { EACH } else { TOTAL };
        let block_sectors = if block_level == "y" { TOTAL } else { EACH };
        let Run { first, last, .. } = run;
        self.folded.push(Folded {
            area,
            piece,
            level,
            first,
            last,
            through,
            sectors,
            block_level,
            block_sectors,
        });
    }

    /// Whether folded sums of this level exist for an area, and, for past moments, blocks.
    fn is_folded(&self, area: Area, level: Level) -> bool {
        match level {
            Level::Day => false,
            _ if area.of_country() => true,
            Level::Month => !self.by_sector && self.known_at.is_none(),
            Level::Year => !self.by_sector || self.known_at.is_none(),
        }
    }

    /// The values of the statements, in the order of their parameters.
    pub(super) fn values(&self) -> [Value; 19] {
        let (folded, days) = (&self.folded, &self.days);
        [
            column(folded, |run| run.area.number),
            column(folded, |run| run.area.outside),
            column(folded, |run| run.piece),
            column(folded, |run| run.level.to_owned()),
            column(folded, |run| run.first.date()),
            column(folded, |run| run.last.date()),
            column(folded, |run| run.through.date()),
            column(folded, |run| run.sectors.0),
            column(folded, |run| run.sectors.1),
            column(folded, |run| run.block_level.to_owned()),
            column(folded, |run| run.block_sectors.0),
            column(folded, |run| run.block_sectors.1),
            column(days, |run| run.area.number),
            column(days, |run| run.area.outside),
            column(days, |run| run.piece),
            column(days, |run| run.first.date()),
            column(days, |run| run.last.date()),
            self.known_at.into(),
            self.by_sector.into(),
        ]
    }
}

fn cells<'a>(reading: &'a SectionQuery<'_>) -> impl Iterator<Item = (Area, i32, Days)> + 'a {
    let pieces = |area: &'a Area| {
        let numbered = (0..).zip(reading.pieces);
        numbered.map(move |(piece, days)| (*area, piece, *days))
    };
    reading.areas.iter().flat_map(pieces)
}

fn whole(days: Days) -> Run {
    Run { level: Level::Day, first: days.from, last: days.to }
}

/// The last day of a run's last period.
pub(crate) fn last_day(run: Run) -> Day {
    let date = run.last.iranian();
    let Ok(year) = IranianYear::new(date.year) else { return run.last };
    match run.level {
        Level::Day => run.last,
        Level::Month => IranianMonth { year, number: date.month }.ends_on(),
        Level::Year => year.ends_on(),
    }
}

fn column<R, V>(runs: &[R], value: impl Fn(&R) -> V) -> Value
where
    Vec<V>: Into<Value>,
{
    runs.iter().map(value).collect::<Vec<V>>().into()
}
