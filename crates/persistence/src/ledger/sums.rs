//! What a change of a unit's history adds to the sums of reports: a few deltas, which [`crate::fold`] folds later.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde::{Serialize, Serializer};

use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::event::EventKind;
use shahrak_domain::ledger::Position;
use shahrak_domain::moment::Moment;
use shahrak_domain::state::Status;
use shahrak_domain::tally::{Count, TallyChange};

use crate::error::{Error, Result};
use crate::park::ParkId;
use crate::reference_cache::ProvinceId;
use crate::sql::Sql;

/// The place and sector in which a unit is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CountedPlace {
    pub(crate) province_id: ProvinceId,
    pub(crate) park_id: Option<ParkId>,
    /// The number of the sector ([`crate::unit_sector`]).
    pub(crate) sector: i16,
}

/// The key of a delta at one site: moment, day, kind, status before and after.
pub(crate) type DeltaKey = (Moment, Day, EventKind, Option<Status>, Status);

/// Deltas that are to be written.
#[derive(Default)]
pub(crate) struct Deltas(Vec<(CountedPlace, DeltaKey, DeltaSum)>);

/// The open ledger.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub(crate) struct Opened {
    /// The last position.
    pub(crate) last_position: Position,
    /// The moment of recording.
    pub(crate) moment: Moment,
}

/// Opens the ledger.
pub(crate) async fn open(db: &impl ConnectionTrait) -> Result<Opened> {
    Sql::new("SELECT * FROM ledger_open()").row(db).await
}

impl Opened {
    /// Closes the ledger: `last` is the last position used.
    pub(crate) async fn close(self, db: &impl ConnectionTrait, last: Position) -> Result<()> {
        Sql::with("SELECT ledger_close($1, $2)", [last.into(), self.moment.into()]).execute(db).await?;
        Ok(())
    }
}

/// What a delta adds.
#[derive(Clone, Copy, Default, Serialize)]
pub(crate) struct DeltaSum {
    events: i32,
    jobs: i64,
    jobs_unknown: i32,
    /// As text: numbers in JSON may be too small for it.
    #[serde(serialize_with = "as_text")]
    investment: i128,
    investment_unknown: i32,
    stock_jobs: i64,
    stock_jobs_unknown: i32,
}

const ADD: &str = "
    INSERT INTO tally_delta (position, recorded_at, province_id, park_id, sector, occurred_on, kind, from_status, to_status,
        events, jobs, jobs_unknown, investment, investment_unknown, stock_jobs, stock_jobs_unknown)
    SELECT $1, d.recorded_at, d.province_id, d.park_id, d.sector, d.occurred_on, d.kind, d.from_status, d.to_status,
        d.events, d.jobs, d.jobs_unknown, d.investment, d.investment_unknown, d.stock_jobs, d.stock_jobs_unknown
    FROM jsonb_populate_recordset(NULL::tally_delta, $2) AS d";

/// A delta at the end of a unit's history, by the columns of `tally_delta`. The unit and the ledger supply place and moment.
#[derive(Serialize)]
pub(super) struct Delta {
    occurred_on: NaiveDate,
    kind: &'static str,
    from_status: Option<&'static str>,
    to_status: &'static str,
    #[serde(flatten)]
    sum: DeltaSum,
}

/// The deltas of changes that become known now.
pub(super) fn deltas_at_end(changes: &[TallyChange]) -> Vec<Delta> {
    sums(changes, 1, Moment::MAX_UTC).map(|(key, sum)| Delta::new(key, sum)).collect()
}

impl Delta {
    fn new((_, day, kind, from, to): DeltaKey, sum: DeltaSum) -> Delta {
        Delta {
            occurred_on: day.date(),
            kind: kind.code(),
            from_status: from.map(Coded::code),
            to_status: to.code(),
            sum,
        }
    }
}

/// A delta with its place and moment, as a row.
#[derive(Serialize)]
struct DeltaRow {
    recorded_at: Moment,
    province_id: ProvinceId,
    park_id: Option<ParkId>,
    sector: i16,
    #[serde(flatten)]
    delta: Delta,
}

/// Sums changes, with `sign` 1 or -1. Changes of the present transaction get the moment `now`.
fn sums(changes: &[TallyChange], sign: i32, now: Moment) -> impl Iterator<Item = (DeltaKey, DeltaSum)> {
    let mut sums: BTreeMap<DeltaKey, DeltaSum> = BTreeMap::new();
    for change in changes {
        let known_at = change.known_at.min(now);
        for (counts, sign) in [(&change.added, sign), (&change.removed, -sign)] {
            for count in counts {
                let key = (known_at, count.occurred_on, count.kind, count.from, count.to);
                sums.entry(key).or_default().add(count, sign);
            }
        }
    }
    sums.into_iter().filter(|(_, sum)| !sum.is_nothing())
}

impl Deltas {
    /// Adds the changes of a unit at its site, or takes them back with -1 as `sign`. Changes of the present transaction get
    /// the moment `now`.
    pub(crate) fn push(&mut self, site: CountedPlace, changes: &[TallyChange], sign: i32, now: Moment) {
        self.0.extend(sums(changes, sign, now).map(|(key, sum)| (site, key, sum)));
    }

    /// The deltas: site, key and sum.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &(CountedPlace, DeltaKey, DeltaSum)> {
        self.0.iter()
    }

    /// Writes the deltas and closes the ledger, in a transaction that adds no records. Deltas are folded in the order of
    /// positions, so these take a position of their own.
    pub(crate) async fn close(&self, db: &impl ConnectionTrait, opened: Opened) -> Result<()> {
        let position = opened.last_position + 1;
        let rows = serde_json::to_value(self.rows().collect::<Vec<_>>()).map_err(Error::decode)?;
        Sql::with(ADD, [position.into(), rows.into()]).execute(db).await?;
        opened.close(db, position).await
    }

    fn rows(&self) -> impl Iterator<Item = DeltaRow> {
        self.0.iter().map(|&(CountedPlace { province_id, park_id, sector }, key, sum)| DeltaRow {
            recorded_at: key.0,
            province_id,
            park_id,
            sector,
            delta: Delta::new(key, sum),
        })
    }
}

fn as_text<S: Serializer>(number: &i128, serializer: S) -> std::result::Result<S::Ok, S::Error> {
    serializer.collect_str(number)
}

impl DeltaSum {
    /// In the order of [`crate::fold::MEASURES`].
    pub(crate) fn measures(&self) -> [i128; 7] {
        [
            self.events.into(),
            self.jobs.into(),
            self.jobs_unknown.into(),
            self.investment,
            self.investment_unknown.into(),
            self.stock_jobs.into(),
            self.stock_jobs_unknown.into(),
        ]
    }

    fn add(&mut self, count: &Count, sign: i32) {
        self.events += sign;
        self.jobs += i64::from(sign) * i64::from(count.jobs.unwrap_or_default());
        self.jobs_unknown += sign * i32::from(count.jobs.is_none());
        self.investment += i128::from(sign) * i128::from(count.investment.unwrap_or_default());
        self.investment_unknown += sign * i32::from(count.investment.is_none());
        self.stock_jobs += i64::from(sign) * i64::from(count.stock_jobs);
        self.stock_jobs_unknown += sign * i32::from(count.stock_jobs_unknown);
    }

    /// Whether nothing is added: an event was replaced by an equal one.
    fn is_nothing(&self) -> bool {
        let persons = [self.jobs, self.stock_jobs];
        let events = [self.events, self.jobs_unknown, self.investment_unknown, self.stock_jobs_unknown];
        self.investment == 0 && persons == [0; 2] && events == [0; 4]
    }
}
