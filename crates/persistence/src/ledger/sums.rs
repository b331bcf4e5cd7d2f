//! What one change adds to the sums of reports: those of the park, the province and the country, by day, month and year.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use sqlx::postgres::PgConnection;

use shahrak_domain::code::Coded;
use shahrak_domain::event::EventKind;
use shahrak_domain::moment::Moment;
use shahrak_domain::period::Level;
use shahrak_domain::state::Status;
use shahrak_domain::tally::{Change, Count};

use crate::error::Result;
use crate::park::ParkId;
use crate::snapshot::ProvinceId;
use crate::tally::{ALL_SECTORS, FIRST_PARK};

/// Where a unit is counted.
#[derive(Clone, Copy)]
pub(super) struct Site {
    pub(super) province_id: ProvinceId,
    pub(super) park_id: Option<ParkId>,
    pub(super) sector: i16,
}

/// What tells sums of a site apart: area, level, first day, sector, kind, status before and after.
type Key = (i32, &'static str, NaiveDate, i16, EventKind, Option<Status>, Status);

#[derive(Clone, Copy, Default)]
struct Sum {
    events: i32,
    jobs: i64,
    jobs_unknown: i32,
    investment: i128,
    investment_unknown: i32,
    stock_jobs: i64,
    stock_jobs_unknown: i32,
}

/// The new sums, as columns. `added` is read once by each of the three tables that keep them.
const ADD: &str = r#"
    WITH added AS (
        SELECT area, $3::boolean AS outside, level::"char" AS level, starts_on, sector, kind::event_kind AS kind,
            from_status::unit_status AS from_status, to_status::unit_status AS to_status, events, jobs, jobs_unknown,
            investment, investment_unknown, stock_jobs, stock_jobs_unknown
        FROM unnest($4::integer[], $5::text[], $6::date[], $7::smallint[], $8::text[], $9::text[], $10::text[],
            $11::integer[], $12::bigint[], $13::integer[], $14::numeric[], $15::integer[], $16::bigint[], $17::integer[])
            AS a (area, level, starts_on, sector, kind, from_status, to_status, events, jobs, jobs_unknown, investment,
                investment_unknown, stock_jobs, stock_jobs_unknown)
    ), present AS (
        INSERT INTO tally AS t SELECT area, outside, level, starts_on, sector, kind, from_status, to_status, events, jobs,
            jobs_unknown, investment, investment_unknown, stock_jobs, stock_jobs_unknown FROM added
        ON CONFLICT (area, outside, level, starts_on, sector, kind, to_status, from_status) DO UPDATE SET
            events = t.events + excluded.events, jobs = t.jobs + excluded.jobs,
            jobs_unknown = t.jobs_unknown + excluded.jobs_unknown, investment = t.investment + excluded.investment,
            investment_unknown = t.investment_unknown + excluded.investment_unknown,
            stock_jobs = t.stock_jobs + excluded.stock_jobs,
            stock_jobs_unknown = t.stock_jobs_unknown + excluded.stock_jobs_unknown
    ), by_moment AS (
        INSERT INTO tally_change SELECT $1, area, outside, level, starts_on, sector, kind, from_status, to_status, events,
            jobs, jobs_unknown, investment, investment_unknown, stock_jobs, stock_jobs_unknown FROM added
    )
    INSERT INTO tally_month AS t SELECT date_trunc('month', $2::timestamp)::date, area, outside, level, starts_on, sector,
        kind, from_status, to_status, events, jobs, jobs_unknown, investment, investment_unknown, stock_jobs,
        stock_jobs_unknown FROM added WHERE area < $18
    ON CONFLICT (area, outside, level, starts_on, sector, recorded_in, kind, to_status, from_status) DO UPDATE SET
        events = t.events + excluded.events, jobs = t.jobs + excluded.jobs,
        jobs_unknown = t.jobs_unknown + excluded.jobs_unknown, investment = t.investment + excluded.investment,
        investment_unknown = t.investment_unknown + excluded.investment_unknown,
        stock_jobs = t.stock_jobs + excluded.stock_jobs,
        stock_jobs_unknown = t.stock_jobs_unknown + excluded.stock_jobs_unknown"#;

/// Adds what becomes known of a unit at a moment.
pub(super) async fn add(
    connection: &mut PgConnection,
    site: Site,
    change: &Change,
    moment: Moment,
) -> Result<()> {
    let sums = sums(site, change);
    if sums.is_empty() {
        return Ok(());
    }
    let keys = || sums.keys();
    let values = || sums.values();
    sqlx::query(ADD)
        .bind(moment)
        .bind(moment.naive_utc())
        .bind(site.park_id.is_none())
        .bind(keys().map(|key| key.0).collect::<Vec<_>>())
        .bind(keys().map(|key| key.1).collect::<Vec<_>>())
        .bind(keys().map(|key| key.2).collect::<Vec<_>>())
        .bind(keys().map(|key| key.3).collect::<Vec<_>>())
        .bind(keys().map(|key| key.4.code()).collect::<Vec<_>>())
        .bind(keys().map(|key| key.5.map(Coded::code)).collect::<Vec<_>>())
        .bind(keys().map(|key| key.6.code()).collect::<Vec<_>>())
        .bind(values().map(|sum| sum.events).collect::<Vec<_>>())
        .bind(values().map(|sum| sum.jobs).collect::<Vec<_>>())
        .bind(values().map(|sum| sum.jobs_unknown).collect::<Vec<_>>())
        .bind(values().map(|sum| Decimal::from(sum.investment)).collect::<Vec<_>>())
        .bind(values().map(|sum| sum.investment_unknown).collect::<Vec<_>>())
        .bind(values().map(|sum| sum.stock_jobs).collect::<Vec<_>>())
        .bind(values().map(|sum| sum.stock_jobs_unknown).collect::<Vec<_>>())
        .bind(FIRST_PARK)
        .execute(connection)
        .await?;
    Ok(())
}

fn sums(site: Site, change: &Change) -> BTreeMap<Key, Sum> {
    let mut sums: BTreeMap<Key, Sum> = BTreeMap::new();
    for (counts, sign) in [(&change.added, 1), (&change.removed, -1)] {
        for count in counts {
            for key in keys(site, count) {
                sums.entry(key).or_default().add(count, sign);
            }
        }
    }
    sums.retain(|_, sum| !sum.is_nothing());
    sums
}

/// The sums in which a count is: the day of its park; day, month and year of its province and of the country, months and
/// years also over all sectors.
fn keys(site: Site, count: &Count) -> Vec<Key> {
    let sector = site.sector;
    let day = count.occurred_on;
    let key = |area: i32, letter, level: Level, sector| {
        (area, letter, level.start(day).date(), sector, count.kind, count.from, count.to)
    };
    let mut keys: Vec<Key> = Vec::with_capacity(11);
    keys.extend(site.park_id.map(|park| key(FIRST_PARK + park, "d", Level::Day, sector)));
    for area in [i32::from(site.province_id), 0] {
        keys.push(key(area, "d", Level::Day, sector));
        for (letter, level) in [("m", Level::Month), ("y", Level::Year)] {
            keys.push(key(area, letter, level, sector));
            keys.push(key(area, letter, level, ALL_SECTORS));
        }
    }
    keys
}

impl Sum {
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
