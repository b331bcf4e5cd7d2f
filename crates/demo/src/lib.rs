//! Synthetic registers: parks, units, events, targets, budgets and support cases that look like those of the country, the same
//! for the same seed and size. No I/O, no clock.
//!
//! At the size of the country, [`UNITS`], the numbers are fitted to announced figures (`plan`): the report of 1399 agrees with
//! what was announced. At another size they are scaled, and only shares come near.
//!
//! - `plan`: how many of what, period by period
//! - `life`: which units, on which days; `event`: with which facts
//! - `record`: when it was reported, and what was wrong at first
//! - `park`, `unit`, `target`, `budget`, `support_case`: the rows of the files; `name` and `place`: what they are called

mod budget;
mod event;
mod life;
mod name;
mod park;
mod place;
mod plan;
mod random;
mod record;
mod share;
mod support_case;
mod target;
mod unit;

use std::io::{self, Write};

use shahrak_domain::import::FileKind;
use shahrak_domain::synthetic::Synthetic;
use shahrak_domain::unit::Unit;
use shahrak_exchange::file_row::FileRow;
use shahrak_exchange::row::{
    BudgetRow, EventRow, InfrastructureRow, ParkRow, SupportCaseRow, TargetRow, UnitRow,
};
use shahrak_exchange::writer::Writer;

use crate::life::Life;
use crate::park::Parks;
use crate::plan::Scale;
use crate::random::{Purpose, Random};

pub use crate::plan::UNITS;

/// A synthetic register.
pub struct Demo {
    seed: u32,
    scale: Scale,
    parks: Parks,
    lives: Vec<Life>,
}

impl Demo {
    /// The kinds of files that a register has, in the order in which they refer to each other.
    pub const KINDS: [FileKind; 7] = [
        FileKind::Parks,
        FileKind::Infrastructure,
        FileKind::Units,
        FileKind::Events,
        FileKind::Targets,
        FileKind::Budgets,
        FileKind::SupportCases,
    ];

    /// The register of a seed with so many units.
    pub fn new(seed: u32, units: u32) -> Demo {
        let scale = Scale { units };
        Demo { seed, scale, parks: park::parks(seed, scale), lives: life::lives(seed, scale) }
    }

    /// From what it was made.
    pub fn origin(&self) -> Synthetic {
        Synthetic { seed: self.seed, units: self.scale.units, fitted: self.scale.units == UNITS }
    }

    /// The parks.
    pub fn parks(&self) -> impl Iterator<Item = ParkRow> {
        self.parks.all.iter().cloned().map(ParkRow::from)
    }

    /// The infrastructure of the parks.
    pub fn infrastructure(&self) -> impl Iterator<Item = InfrastructureRow> {
        self.parks.infrastructure.iter().cloned()
    }

    /// The units.
    pub fn units(&self) -> impl Iterator<Item = UnitRow> {
        self.places().map(UnitRow::from)
    }

    /// The records of the ledger, unit by unit.
    pub fn events(&self) -> impl Iterator<Item = EventRow> {
        let mut random = Random::new(self.seed, Purpose::Records);
        self.lives_of_units()
            .flat_map(move |(unit, province, life)| record::records(&mut random, &unit, province, life))
    }

    /// The revisions of targets.
    pub fn targets(&self) -> impl Iterator<Item = TargetRow> {
        target::targets(self.seed, self.scale).into_iter()
    }

    /// The revisions of budget lines.
    pub fn budgets(&self) -> impl Iterator<Item = BudgetRow> {
        budget::budgets(self.seed, self.scale).into_iter()
    }

    /// The records of support cases, case by case.
    pub fn support_cases(&self) -> impl Iterator<Item = SupportCaseRow> {
        let mut random = Random::new(self.seed, Purpose::SupportCases);
        self.lives_of_units()
            .flat_map(move |(unit, province, life)| support_case::case(&mut random, &unit, province, life))
    }

    /// Writes the file of a kind, if the register has one.
    ///
    /// # Errors
    /// The output cannot be written.
    pub fn write<W: Write>(&self, kind: FileKind, output: W) -> io::Result<W> {
        match kind {
            FileKind::Parks => write(self.parks(), output),
            FileKind::Infrastructure => write(self.infrastructure(), output),
            FileKind::Units => write(self.units(), output),
            FileKind::Events => write(self.events(), output),
            FileKind::Targets => write(self.targets(), output),
            FileKind::Budgets => write(self.budgets(), output),
            FileKind::SupportCases => write(self.support_cases(), output),
            _ => Ok(output),
        }
    }

    fn places(&self) -> impl Iterator<Item = Unit> {
        unit::units(self.seed, &self.parks.all, &self.lives)
    }

    /// Each unit: its code, the number of its province, and its life.
    fn lives_of_units(&self) -> impl Iterator<Item = (String, u8, &Life)> {
        self.places().zip(&self.lives).map(|(unit, life)| {
            let province = unit.site.province().trim_start_matches("IR-").parse().unwrap_or_default();
            (unit.code, province, life)
        })
    }
}

fn write<T: FileRow, W: Write>(rows: impl Iterator<Item = T>, output: W) -> io::Result<W> {
    let mut writer = Writer::new(output)?;
    for row in rows {
        writer.write(&row)?;
    }
    writer.finish()
}

#[cfg(test)]
mod tests;
