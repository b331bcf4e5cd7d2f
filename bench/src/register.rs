//! The register that is measured: the synthetic one of `shahrak demo`, as files.

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::Path;

use shahrak_demo::Demo;
use shahrak_domain::day::Day;
use shahrak_domain::import::FileKind;
use shahrak_exchange::row::EventRow;
use shahrak_exchange::row::event::Said;
use shahrak_exchange::writer::Writer;

/// Options of the register.
#[derive(Clone, Copy, Debug)]
pub struct Register {
    /// Number of units.
    pub units: u32,
    /// The seed.
    pub seed: u32,
    /// Whether every record has its own moment of recording, near the day of its event, instead of that of the import.
    pub moments: bool,
}

/// The numbers of written lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Parks.
    pub parks: usize,
    /// Units.
    pub units: usize,
    /// All records of the ledger.
    pub records: u32,
    /// Those of the second import.
    pub later: u32,
}

/// The folder of the second import, which records the events of 1400 and all corrections.
const LATER: &str = "later";
const LATER_FROM: (i32, u8, u8) = (1400, 1, 1);

impl Register {
    /// Writes `parks.csv`, `units.csv`, `events.csv` and `later/events.csv` into a folder.
    ///
    /// If records have their own moments, all are in `events.csv`.
    ///
    /// # Errors
    /// An error of the disk.
    pub fn write(&self, folder: &Path) -> io::Result<Written> {
        fs::create_dir_all(folder.join(LATER))?;
        let demo = Demo::new(self.seed, self.units);
        for (kind, name) in [(FileKind::Parks, "parks.csv"), (FileKind::Units, "units.csv")] {
            demo.write(kind, create(&folder.join(name))?)?.into_inner()?;
        }
        let (records, later) = self.write_events(&demo, folder)?;
        Ok(Written { parks: demo.parks().count(), units: demo.units().count(), records, later })
    }

    /// Writes the records, and returns their number and that of the later ones.
    fn write_events(&self, demo: &Demo, folder: &Path) -> io::Result<(u32, u32)> {
        let mut first = Writer::new(create(&folder.join("events.csv"))?)?;
        let mut second = Writer::new(create(&folder.join(LATER).join("events.csv"))?)?;
        let (mut records, mut later) = (0, 0);
        for mut record in demo.events() {
            records += 1;
            let is_later = is_later(&record);
            later += u32::from(is_later);
            if self.moments {
                first.write(&record)?;
                continue;
            }
            record.recorded_at = None;
            if is_later { second.write(&record)? } else { first.write(&record)? }
        }
        first.finish()?.into_inner()?;
        second.finish()?.into_inner()?;
        Ok((records, later))
    }
}

fn is_later(record: &EventRow) -> bool {
    let (year, month, day) = LATER_FROM;
    match &record.says {
        Said::Happened { facts, replaces: None } => {
            Day::from_iranian(year, month, day).is_some_and(|it| facts.occurred_on >= it)
        }
        _ => true,
    }
}

fn create(path: &Path) -> io::Result<BufWriter<File>> {
    Ok(BufWriter::new(File::create(path)?))
}
