//! What one change of a unit's history adds to the sums of reports: a few deltas, which are folded later ([`crate::fold`]).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};
use sqlx::FromRow;
use sqlx::postgres::PgConnection;

use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::event::EventKind;
use shahrak_domain::ledger::Position;
use shahrak_domain::moment::Moment;
use shahrak_domain::state::Status;
use shahrak_domain::tally::{Change, Count};

use crate::error::Result;
use crate::park::ParkId;
use crate::snapshot::ProvinceId;

/// Where a unit is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Site {
    pub(crate) province_id: ProvinceId,
    pub(crate) park_id: Option<ParkId>,
    /// Its number of [`crate::unit_sector`]; 9 where unknown.
    pub(crate) sector: i16,
}

/// What tells deltas of one site apart: moment, day, kind, status before and after.
pub(crate) type Key = (Moment, Day, EventKind, Option<Status>, Status);

/// Deltas on their way into the table.
#[derive(Default)]
pub(crate) struct Deltas(Vec<(Site, Key, Sum)>);

/// The ledger, open to the end of the transaction.
#[derive(Clone, Copy, Debug, FromRow)]
pub(crate) struct Opened {
    /// The last place given.
    pub(crate) last_position: Position,
    /// The moment of all that is recorded.
    pub(crate) moment: Moment,
}

/// Opens the ledger.
pub(crate) async fn open(connection: &mut PgConnection) -> Result<Opened> {
    Ok(sqlx::query_as("SELECT * FROM ledger_open()").fetch_one(connection).await?)
}

/// What a delta adds.
#[derive(Clone, Copy, Default, Serialize)]
pub(crate) struct Sum {
    events: i32,
    jobs: i64,
    jobs_unknown: i32,
    /// As text: not every reader's numbers hold it.
    #[serde(serialize_with = "as_text")]
    investment: i128,
    investment_unknown: i32,
    stock_jobs: i64,
    stock_jobs_unknown: i32,
}

const ADD: &str = "
    INSERT INTO tally_delta (position, recorded_at, province_id, park_id, sector, occurred_on, kind, from_status, to_status,
        events, jobs, jobs_unknown, investment, investment_unknown, stock_jobs, stock_jobs_unknown)
    SELECT $1, a.recorded_at, a.province_id, a.park_id, a.sector, a.occurred_on, a.kind::event_kind,
        a.from_status::unit_status, a.to_status::unit_status, a.events, a.jobs, a.jobs_unknown, a.investment,
        a.investment_unknown, a.stock_jobs, a.stock_jobs_unknown
    FROM unnest($2::timestamptz[], $3::smallint[], $4::integer[], $5::smallint[], $6::date[], $7::text[], $8::text[],
        $9::text[], $10::integer[], $11::bigint[], $12::integer[], $13::numeric[], $14::integer[], $15::bigint[],
        $16::integer[]) AS a (recorded_at, province_id, park_id, sector, occurred_on, kind, from_status, to_status, events,
            jobs, jobs_unknown, investment, investment_unknown, stock_jobs, stock_jobs_unknown)";

/// What a change at the end of a unit's history adds to the sums of reports, by the columns of `tally_delta`; where and when
/// follows from the unit and the ledger.
#[derive(Serialize)]
pub(super) struct Delta {
    occurred_on: NaiveDate,
    kind: &'static str,
    from_status: Option<&'static str>,
    to_status: &'static str,
    #[serde(flatten)]
    sum: Sum,
}

/// What changes mean that become known now, at one moment.
pub(super) fn deltas_at_end(changes: &[Change]) -> Vec<Delta> {
    let delta = |((_, day, kind, from, to), sum): (Key, Sum)| Delta {
        occurred_on: day.date(),
        kind: kind.code(),
        from_status: from.map(Coded::code),
        to_status: to.code(),
        sum,
    };
    sums(changes, 1, Moment::MAX_UTC).map(delta).collect()
}

/// The sums of what changes mean, or with -1 as `sign`, mean no longer. A change known at the end of what is under way gets the
/// moment `now`.
fn sums(changes: &[Change], sign: i32, now: Moment) -> impl Iterator<Item = (Key, Sum)> {
    let mut sums: BTreeMap<Key, Sum> = BTreeMap::new();
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
    /// Adds what changes of a unit mean at its site; with -1 as `sign`, that they mean it no longer. A change known at
    /// the end of what is under way gets the moment `now`.
    pub(crate) fn push(&mut self, site: Site, changes: &[Change], sign: i32, now: Moment) {
        self.0.extend(sums(changes, sign, now).map(|(key, sum)| (site, key, sum)));
    }

    /// Where, when and how, and what is added.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &(Site, Key, Sum)> {
        self.0.iter()
    }

    /// Writes them where nothing is recorded beside them. Deltas are folded in the order of positions: these take one of
    /// their own.
    pub(crate) async fn close(&self, connection: &mut PgConnection, opened: Opened) -> Result<()> {
        let position = opened.last_position + 1;
        self.write(connection, position).await?;
        sqlx::query("SELECT ledger_close($1, $2)")
            .bind(position)
            .bind(opened.moment)
            .execute(connection)
            .await?;
        Ok(())
    }

    async fn write(&self, connection: &mut PgConnection, position: Position) -> Result<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        let sites = || self.0.iter().map(|(site, ..)| site);
        let keys = || self.0.iter().map(|(_, key, _)| key);
        let sums = || self.0.iter().map(|(.., sum)| sum);
        sqlx::query(ADD)
            .bind(position)
            .bind(keys().map(|key| key.0).collect::<Vec<_>>())
            .bind(sites().map(|site| site.province_id).collect::<Vec<_>>())
            .bind(sites().map(|site| site.park_id).collect::<Vec<_>>())
            .bind(sites().map(|site| site.sector).collect::<Vec<_>>())
            .bind(keys().map(|key| key.1.date()).collect::<Vec<_>>())
            .bind(keys().map(|key| key.2.code()).collect::<Vec<_>>())
            .bind(keys().map(|key| key.3.map(Coded::code)).collect::<Vec<_>>())
            .bind(keys().map(|key| key.4.code()).collect::<Vec<_>>())
            .bind(sums().map(|sum| sum.events).collect::<Vec<_>>())
            .bind(sums().map(|sum| sum.jobs).collect::<Vec<_>>())
            .bind(sums().map(|sum| sum.jobs_unknown).collect::<Vec<_>>())
            .bind(sums().map(|sum| Decimal::from(sum.investment)).collect::<Vec<_>>())
            .bind(sums().map(|sum| sum.investment_unknown).collect::<Vec<_>>())
            .bind(sums().map(|sum| sum.stock_jobs).collect::<Vec<_>>())
            .bind(sums().map(|sum| sum.stock_jobs_unknown).collect::<Vec<_>>())
            .execute(connection)
            .await?;
        Ok(())
    }
}

fn as_text<S: Serializer>(number: &i128, serializer: S) -> std::result::Result<S::Ok, S::Error> {
    serializer.collect_str(number)
}

impl Sum {
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

    /// Whether it changes nothing: an event that was replaced by its like.
    fn is_nothing(&self) -> bool {
        let persons = [self.jobs, self.stock_jobs];
        let events = [self.events, self.jobs_unknown, self.investment_unknown, self.stock_jobs_unknown];
        self.investment == 0 && persons == [0; 2] && events == [0; 4]
    }
}
