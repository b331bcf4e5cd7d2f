//! The life of a unit, event by event, as rule L2 allows it, and corrections of some records.

use chrono::{Days, NaiveDate};
use fastrand::Rng;

use super::day;

/// First and last day of 1385 to 1404 of the Iranian calendar, and the first of 1404.
const FIRST: NaiveDate = day(2006, 3, 21);
const LAST: NaiveDate = day(2026, 3, 20);
const LATER_FROM: NaiveDate = day(2025, 3, 21);

/// The bundled thresholds: below the first a unit is inactive, below the second semi-active.
const THRESHOLDS: (u32, u32) = (10, 50);

/// One in this number of units has its first record replaced, and one in that number its last one voided.
const REPLACED: u32 = 60;
const VOIDED: u32 = 150;

const REASONS: [&str; 5] = ["liquidity", "market", "raw_materials;energy", "machinery", "bank_debt"];
const MEANS: [&str; 4] = ["finance", "ownership_transfer", "settlement", "materials"];

/// A record of the ledger.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its code, unique within the unit.
    pub code: String,
    /// The cells from `kind` to `voids`.
    pub cells: [String; 14],
    /// Whether the second import records it.
    pub later: bool,
    /// The day of recording.
    known_on: NaiveDate,
}

impl Event {
    /// A moment of recording: noon in Tehran.
    pub fn moment(&self) -> String {
        format!("{}T12:00:00+03:30", self.known_on)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Status {
    Planned,
    Building,
    Active,
    SemiActive,
    Inactive,
    Over,
}

/// A unit and its events so far.
pub struct Life<'r> {
    rng: &'r mut Rng,
    today: NaiveDate,
    status: Status,
    jobs: u32,
    progress: u32,
    /// The facts of the next event, in the order of the cells.
    stated: Stated,
    events: Vec<Event>,
}

#[derive(Default)]
struct Stated {
    investment: Option<u64>,
    jobs: Option<u32>,
    capacity: Option<u32>,
    progress: Option<u32>,
    area: Option<u32>,
    reasons: &'static str,
    body: &'static str,
    means: &'static str,
}

impl<'r> Life<'r> {
    /// A unit before its first event.
    pub fn new(rng: &'r mut Rng) -> Life<'r> {
        let today = FIRST + Days::new(rng.u64(0..6_900));
        let jobs = rng.u32(3..120);
        Life {
            rng,
            today,
            status: Status::Planned,
            jobs,
            progress: 0,
            stated: Stated::default(),
            events: Vec::new(),
        }
    }

    /// All records: the events, then their corrections; five on average.
    pub fn events(mut self) -> Vec<Event> {
        let most = self.rng.usize(1..13);
        self.begin();
        while self.events.len() < most && self.status != Status::Over {
            self.today = self.today + Days::new(self.rng.u64(20..700));
            if self.today > LAST {
                break;
            }
            match self.status {
                Status::Planned | Status::Building => self.build(),
                _ => self.operate(),
            }
        }
        self.correct();
        self.events
    }

    /// Two of three units begin with a permit; the others exist already when they are registered.
    fn begin(&mut self) {
        let investment = self.rng.u64(5..900) * 1_000_000_000;
        self.stated = Stated { investment: Some(investment), jobs: Some(self.jobs), ..Stated::default() };
        if self.rng.u8(0..3) == 0 {
            self.happen("commissioned", Status::Active);
        } else {
            self.happen("permit_issued", Status::Planned);
        }
    }

    fn build(&mut self) {
        match self.rng.u8(0..20) {
            0..=3 => {
                self.stated.area = Some(self.rng.u32(500..20_000));
                self.happen("land_assigned", self.status);
            }
            4..=10 => {
                self.progress = self.rng.u32(self.progress..=99);
                self.stated.progress = Some(self.progress);
                self.happen("progress_reported", Status::Building);
            }
            11..=12 => {
                self.stated.reasons = "contract_cancelled";
                self.happen("cancelled", Status::Over);
            }
            _ => self.begin_operation(),
        }
    }

    fn begin_operation(&mut self) {
        // Some state no investment; a report counts them.
        self.stated.investment = (self.rng.u8(0..12) > 0).then(|| self.rng.u64(5..900) * 1_234_567_890);
        self.stated.jobs = (self.rng.u8(0..15) > 0).then_some(self.jobs);
        self.happen("commissioned", Status::Active);
    }

    fn operate(&mut self) {
        match (self.status, self.rng.u8(0..20)) {
            (_, 0) => self.happen("closed", Status::Over),
            (_, 1..=3) => self.happen("visited", self.status),
            (_, 4) => {
                self.stated.investment = Some(self.rng.u64(1..80) * 1_000_000_000);
                self.happen("renovated", self.status);
            }
            (Status::Inactive, 5..=15) | (Status::SemiActive, 5..=9) => self.revive(),
            (Status::Active, 5..=9) => {
                self.stated.reasons = REASONS[self.rng.usize(..REASONS.len())];
                self.happen("idled", Status::Inactive);
            }
            (Status::Active | Status::SemiActive, 10..=12) => {
                self.stated.jobs = Some(self.more_jobs());
                self.capacity("capacity_raised", 40..130);
            }
            _ => self.capacity("capacity_reported", 0..110),
        }
    }

    fn revive(&mut self) {
        self.stated.jobs = Some(self.more_jobs());
        self.stated.body = if self.rng.bool() { "provincial_company" } else { "ministry_department" };
        self.stated.means = MEANS[self.rng.usize(..MEANS.len())];
        self.happen("revived", Status::Active);
    }

    fn capacity(&mut self, kind: &str, range: std::ops::Range<u32>) {
        let capacity = self.rng.u32(range);
        self.stated.capacity = Some(capacity);
        let status = match capacity {
            low if low < THRESHOLDS.0 => Status::Inactive,
            middle if middle < THRESHOLDS.1 => Status::SemiActive,
            _ => Status::Active,
        };
        self.happen(kind, status);
    }

    fn more_jobs(&mut self) -> u32 {
        self.jobs += self.rng.u32(0..10);
        self.jobs
    }

    fn happen(&mut self, kind: &str, status: Status) {
        self.status = status;
        let stated = std::mem::take(&mut self.stated);
        let [kind, day] = [kind.to_owned(), self.today.to_string()];
        let [reasons, body, means] = [stated.reasons, stated.body, stated.means].map(str::to_owned);
        let [note, evidence, replaces, voids] = [const { String::new() }; 4];
        let cells = [
            kind,
            day,
            cell(stated.investment),
            cell(stated.jobs),
            cell(stated.capacity),
            cell(stated.progress),
            cell(stated.area),
            reasons,
            body,
            means,
            note,
            evidence,
            replaces,
            voids,
        ];
        let code = format!("e{}", self.events.len() + 1);
        let known_on = self.today + Days::new(self.rng.u64(1..5));
        self.events.push(Event { code, cells, later: self.today >= LATER_FROM, known_on });
    }

    /// A replacement states the same with other evidence and money. A void concerns the last event, on which no other one
    /// depends.
    fn correct(&mut self) {
        let Some(last) = self.events.last().cloned() else { return };
        let known_on = last.known_on + Days::new(self.rng.u64(1..60));
        let code = format!("e{}", self.events.len() + 1);
        if self.rng.u32(0..VOIDED) == 0 {
            let mut cells = [const { String::new() }; 14];
            cells[10] = "recorded by mistake".to_owned();
            cells[13] = last.code;
            self.events.push(Event { code, cells, later: true, known_on });
        } else if self.rng.u32(0..REPLACED) == 0 {
            let mut cells = self.events[0].cells.clone();
            cells[2] = (self.rng.u64(5..900) * 1_000_000_000).to_string();
            cells[11] = "letter of the parks company".to_owned();
            cells[12] = self.events[0].code.clone();
            self.events.push(Event { code, cells, later: true, known_on });
        }
    }
}

fn cell<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}
