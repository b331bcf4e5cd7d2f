//! A synthetic register: parks, units and their valid histories as files, the same for the same seed.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use chrono::{Days, NaiveDate};
use fastrand::Rng;

mod life;
mod names;

use life::{Event, Life};

/// Options of the register.
#[derive(Clone, Copy, Debug)]
pub struct Register {
    /// Number of units; one in ten is outside parks. A park has about fifty.
    pub units: u32,
    /// The seed.
    pub seed: u64,
    /// Whether every record has its own moment of recording, near the day of its event, instead of that of the import.
    pub moments: bool,
}

/// The numbers of written lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Parks.
    pub parks: u32,
    /// Units.
    pub units: u32,
    /// All records of the ledger.
    pub records: u32,
    /// Those of the second import.
    pub later: u32,
}

/// The files of events: those of the first import, and those of the second.
struct Ledgers {
    first: BufWriter<File>,
    later: BufWriter<File>,
}

const PROVINCES: u32 = 31;

/// The folder of the second import, which records the events of 1404 and all corrections.
const LATER: &str = "later";

impl Register {
    /// Writes `parks.csv`, `units.csv`, `events.csv` and `later/events.csv` into a folder, line by line.
    ///
    /// If records have their own moments, all are in `events.csv`.
    ///
    /// # Errors
    /// An error of the disk.
    pub fn write(&self, folder: &Path) -> io::Result<Written> {
        fs::create_dir_all(folder.join(LATER))?;
        let mut rng = Rng::with_seed(self.seed);
        let parks = self.write_parks(&mut rng, folder)?;
        let mut units = create(&folder.join("units.csv"))?;
        writeln!(units, "code,park,province,name_en,name_fa,isic_revision,isic_code,sector,licence,owner")?;
        let mut ledgers = Ledgers::create(folder)?;
        let mut written = Written { parks: count(parks.len()), units: self.units, ..Written::default() };
        for number in 0..self.units {
            let (code, line) = unit(&mut rng, number, &parks);
            writeln!(units, "{line}")?;
            for event in Life::new(&mut rng).events() {
                written.records += 1;
                written.later += u32::from(event.later);
                ledgers.write(&code, &event, self.moments)?;
            }
        }
        units.flush()?;
        ledgers.first.flush()?;
        ledgers.later.flush()?;
        Ok(written)
    }

    /// Writes the parks, and returns the province of each. Provinces differ in size, and each has at least one park.
    fn write_parks(&self, rng: &mut Rng, folder: &Path) -> io::Result<Vec<u32>> {
        let mut file = create(&folder.join("parks.csv"))?;
        writeln!(
            file,
            "code,province,name_en,name_fa,kind,ownership,approved_on,operating_since,land_total_ha,land_operational_ha"
        )?;
        let number = (self.units / 50).max(PROVINCES);
        let mut provinces = Vec::new();
        for park in 0..number {
            let province = if park < PROVINCES { park } else { uneven(rng, PROVINCES) };
            writeln!(file, "{}", park_line(rng, park, province))?;
            provinces.push(province);
        }
        file.flush()?;
        Ok(provinces)
    }
}

impl Ledgers {
    fn create(folder: &Path) -> io::Result<Ledgers> {
        let mut ledgers = Ledgers {
            first: create(&folder.join("events.csv"))?,
            later: create(&folder.join(LATER).join("events.csv"))?,
        };
        for file in [&mut ledgers.first, &mut ledgers.later] {
            writeln!(
                file,
                "event,unit,kind,occurred_on,investment_irr,jobs,capacity_percent,progress_percent,area_m2,reasons,\
                 body,means,note,evidence,replaces,voids,recorded_at"
            )?;
        }
        Ok(ledgers)
    }

    fn write(&mut self, unit: &str, event: &Event, moments: bool) -> io::Result<()> {
        let file = if event.later && !moments { &mut self.later } else { &mut self.first };
        let moment = if moments { event.moment() } else { String::new() };
        writeln!(file, "{},{unit},{},{moment}", event.code, event.cells.join(","))
    }
}

fn park_line(rng: &mut Rng, number: u32, province: u32) -> String {
    let approved = day(1985, 3, 21) + Days::new(rng.u64(0..7_000));
    let operating = approved + Days::new(rng.u64(200..1_500));
    let kind = rng.choice(["industrial_park", "industrial_park", "industrial_zone", "specialised_park"]);
    let ownership = if rng.u8(0..10) == 0 { "non_governmental" } else { "state" };
    let (english, persian) = names::park(rng);
    let land = rng.u32(40..600);
    format!(
        "P{number:05},IR-{province:02},{english},{persian},{},{ownership},{approved},{operating},{land},{}",
        kind.unwrap_or("industrial_park"),
        land * 3 / 4,
    )
}

/// The code of a unit and its line.
fn unit(rng: &mut Rng, number: u32, parks: &[u32]) -> (String, String) {
    let park = uneven(rng, count(parks.len()));
    let province = parks[park as usize];
    let place = if rng.u8(0..10) == 0 { format!(",IR-{province:02}") } else { format!("P{park:05},") };
    let code = format!("U{province:02}-{number:07}");
    let (names, activity) = names::unit(rng);
    let (english, persian) = names;
    let line = format!("{code},{place},{english},{persian},{activity},L-{number},");
    (code, line)
}

/// A number below a bound. Low ones are more frequent: some provinces and parks are three times as large as others.
fn uneven(rng: &mut Rng, bound: u32) -> u32 {
    let (one, other) = (rng.f64(), rng.f64());
    let share = if rng.bool() { one } else { one * other };
    ((share * f64::from(bound)) as u32).min(bound - 1)
}

fn create(path: &Path) -> io::Result<BufWriter<File>> {
    Ok(BufWriter::new(File::create(path)?))
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => date,
        None => NaiveDate::MIN,
    }
}
