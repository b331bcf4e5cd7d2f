//! The landing: what was judged becomes part of the ledger and of the sums, at one moment of recording.

use chrono::{DateTime, NaiveDate, Utc};
use shahrak_domain::actor::Actor;
use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::period::Level;
use sqlx::PgConnection;

use super::copy::Copy;
use super::judge::END;
use super::staged;
use crate::error::Result;

/// Writes events, spans, sums and the derived columns of units.
pub(super) async fn land(
    connection: &mut PgConnection,
    moment: DateTime<Utc>,
    recorder: &Actor,
) -> Result<()> {
    add_events(connection, moment, recorder).await?;
    change_spans(connection, moment).await?;
    change_sums(connection, moment).await?;
    staged::run(
        connection,
        "UPDATE unit AS u SET status = j.status, status_since = j.status_since, jobs = j.jobs,
            capacity_percent = j.capacity_percent, progress_percent = j.progress_percent,
            last_confirmed_on = j.last_confirmed_on
         FROM judged_state AS j WHERE j.unit_id = u.id",
    )
    .await
}

/// Who recorded a line that names somebody else is known by that name alone.
async fn add_events(connection: &mut PgConnection, moment: DateTime<Utc>, recorder: &Actor) -> Result<()> {
    recorded(
        connection,
        "INSERT INTO unit_event (position, unit_id, province_id, park_id, code, kind, occurred_on, investment_irr, jobs,
            capacity_percent, progress_percent, area_m2, reasons, body, means, note, evidence, replaces, voids, place,
            recorded_at, recorded_by, recorder_role, recorder_organisation)
         SELECT s.position, s.unit_id, u.province_id, u.park_id, s.code, s.kind, s.occurred_on, s.investment_irr, s.jobs,
            s.capacity_percent, s.progress_percent, s.area_m2, COALESCE(s.reasons, '{}'), s.body, s.means, s.note, s.evidence,
            s.replaces, s.voids, COALESCE(p.place, s.position), COALESCE(s.recorded_at, $1), COALESCE(s.recorded_by, $2),
            CASE WHEN s.recorded_by IS NULL THEN $3 END, CASE WHEN s.recorded_by IS NULL THEN $4 END
         FROM staged_event AS s JOIN unit AS u ON u.id = s.unit_id LEFT JOIN judged_place AS p ON p.position = s.position
         WHERE s.fate = 'added' ORDER BY s.position",
        moment,
        recorder,
    )
    .await
}

/// Runs a statement that records: `$1` is the moment, `$2` to `$4` name, role and organisation of whoever does it.
pub(super) async fn recorded(
    connection: &mut PgConnection,
    sql: &'static str,
    moment: DateTime<Utc>,
    recorder: &Actor,
) -> Result<()> {
    sqlx::query(sql)
        .bind(moment)
        .bind(&recorder.name)
        .bind(recorder.role.name().code())
        .bind(&recorder.organisation)
        .execute(connection)
        .await?;
    Ok(())
}

async fn change_spans(connection: &mut PgConnection, moment: DateTime<Utc>) -> Result<()> {
    let until = format!("CASE WHEN j.known_until = '{END}' THEN $1 ELSE j.known_until END");
    let end = format!(
        "UPDATE unit_span AS s SET known_until = {until} FROM judged_span AS j
         WHERE NOT j.opened AND j.unit_id = s.unit_id AND j.status = s.status AND j.from_on = s.from_on
            AND j.until_on = s.until_on AND s.known_until = 'infinity'"
    );
    // Spans that are derived anew are all among those that open.
    staged::run(connection, "DELETE FROM unit_span WHERE unit_id IN (SELECT unit_id FROM rederived)").await?;
    sqlx::query(sqlx::AssertSqlSafe(end)).bind(moment).execute(&mut *connection).await?;
    let open = format!(
        "INSERT INTO unit_span (unit_id, status, from_on, until_on, known_from, known_until)
         SELECT unit_id, status, from_on, until_on, COALESCE(known_from, $1), {until} FROM judged_span AS j
         WHERE opened ORDER BY unit_id, from_on"
    );
    sqlx::query(sqlx::AssertSqlSafe(open)).bind(moment).execute(connection).await?;
    Ok(())
}

/// The measures of a sum, added up.
const SUMS: &str = "sum(events) AS events, sum(jobs) AS jobs, sum(jobs_unknown) AS jobs_unknown,
    sum(investment) AS investment, sum(investment_unknown) AS investment_unknown,
    sum(stock_jobs) AS stock_jobs, sum(stock_jobs_unknown) AS stock_jobs_unknown";

/// The measures of a sum by name.
const MEASURES: &str =
    "events, jobs, jobs_unknown, investment, investment_unknown, stock_jobs, stock_jobs_unknown";

/// What tells the steps of units apart.
const STEP: &str = "kind, from_status, to_status";

/// What tells sums apart, in the order of the indexes: rows that arrive sorted cost half.
const KEY: &str = "area, outside, level, starts_on, sector, kind, to_status, from_status";

async fn change_sums(connection: &mut PgConnection, moment: DateTime<Utc>) -> Result<()> {
    by_site(connection, moment).await?;
    starts(connection).await?;
    by_area_and_day(connection).await?;
    by_area_and_period(connection).await?;
    staged::run(
        connection,
        &format!(
            "INSERT INTO tally_change (recorded_at, {KEY}, {MEASURES})
             SELECT recorded_at, {KEY}, {MEASURES} FROM area_sum ORDER BY area, outside, level, starts_on;
             CREATE TEMP TABLE month_sum ON COMMIT DROP AS
             SELECT date_trunc('month', recorded_at AT TIME ZONE 'UTC')::date AS recorded_in, {KEY}, {SUMS}
             FROM area_sum WHERE area <= 31 GROUP BY 1, {KEY}"
        ),
    )
    .await?;
    add(connection, "tally_month", "month_sum", Some("recorded_in")).await?;
    over_moments(connection).await?;
    add(connection, "tally", "area_sum", None).await?;
    staged::run(connection, "DROP TABLE site_sum, area_sum, month_sum, period_start").await
}

/// Adds new sums to those that are kept. Nobody else writes sums while the ledger is open: what is not there now will
/// not be there then.
async fn add(connection: &mut PgConnection, table: &str, new: &str, known: Option<&str>) -> Result<()> {
    let key = known.map_or_else(|| KEY.to_owned(), |known| format!("{known}, {KEY}"));
    // Plain equality where it will do: only that can be hashed.
    let side = |row: &str| {
        let columns = key.split(", ").filter(|column| *column != "from_status");
        columns.map(|column| format!("{row}.{column}")).collect::<Vec<_>>().join(", ")
    };
    let same =
        format!("({}) = ({}) AND t.from_status IS NOT DISTINCT FROM s.from_status", side("t"), side("s"));
    let added: Vec<String> =
        MEASURES.split(", ").map(|measure| format!("{measure} = t.{measure} + s.{measure}")).collect();
    staged::run(
        connection,
        &format!(
            "UPDATE {table} AS t SET {} FROM {new} AS s WHERE {same};
             INSERT INTO {table} ({key}, {MEASURES})
             SELECT {key}, {MEASURES} FROM {new} AS s WHERE NOT EXISTS (SELECT FROM {table} AS t WHERE {same})
             ORDER BY area, outside, level, starts_on",
            added.join(", ")
        ),
    )
    .await
}

/// Adds up what several moments recorded of one key. Most imports have one moment, and nothing to add up.
async fn over_moments(connection: &mut PgConnection) -> Result<()> {
    let several: bool =
        sqlx::query_scalar("SELECT COALESCE(min(recorded_at) < max(recorded_at), false) FROM site_sum")
            .fetch_one(&mut *connection)
            .await?;
    if several {
        staged::run(
            connection,
            &format!(
                "CREATE TEMP TABLE key_sum ON COMMIT DROP AS SELECT {KEY}, {SUMS} FROM area_sum GROUP BY {KEY};
                 DROP TABLE area_sum;
                 ALTER TABLE key_sum RENAME TO area_sum"
            ),
        )
        .await?;
    }
    staged::run(connection, "ANALYZE area_sum").await
}

/// The counts of units added up by where they stand and by day.
async fn by_site(connection: &mut PgConnection, moment: DateTime<Utc>) -> Result<()> {
    let sql = format!(
        "CREATE TEMP TABLE site_sum ON COMMIT DROP AS
         SELECT COALESCE(c.known_at, '{}'::timestamptz) AS recorded_at, u.province_id, u.park_id, c.sector, c.occurred_on, {STEP},
            sum(sign)::integer AS events,
            COALESCE(sum(sign * c.jobs::bigint), 0)::bigint AS jobs,
            sum(CASE WHEN c.jobs IS NULL THEN sign ELSE 0 END)::integer AS jobs_unknown,
            COALESCE(sum(sign * c.investment::numeric), 0) AS investment,
            sum(CASE WHEN c.investment IS NULL THEN sign ELSE 0 END)::integer AS investment_unknown,
            sum(sign * c.stock_jobs::bigint)::bigint AS stock_jobs,
            sum(sign * c.stock_jobs_unknown)::integer AS stock_jobs_unknown
         FROM judged_count AS c JOIN unit AS u ON u.id = c.unit_id
         GROUP BY 1, u.province_id, u.park_id, c.sector, c.occurred_on, {STEP}",
        moment.to_rfc3339()
    );
    staged::run(connection, &sql).await
}

/// The first days of the months and years of all days concerned: the calendar is the domain's.
async fn starts(connection: &mut PgConnection) -> Result<()> {
    staged::run(
        connection,
        "CREATE TEMP TABLE period_start (occurred_on date NOT NULL, level \"char\" NOT NULL, starts_on date NOT NULL) ON COMMIT DROP",
    )
    .await?;
    let days: Vec<NaiveDate> =
        sqlx::query_scalar("SELECT DISTINCT occurred_on FROM site_sum").fetch_all(&mut *connection).await?;
    let mut copy = Copy::begin(connection, "period_start");
    for day in days {
        for (level, letter) in [(Level::Month, 'm'), (Level::Year, 'y')] {
            copy.line().plain(day).plain(letter).plain(level.start(Day::new(day)).date());
            copy.end_line().await?;
        }
    }
    copy.finish().await?;
    staged::run(connection, "ANALYZE period_start; ANALYZE site_sum").await
}

/// Days of parks, provinces and the country, by sector.
async fn by_area_and_day(connection: &mut PgConnection) -> Result<()> {
    let group = format!("recorded_at, outside, sector, starts_on, {STEP}");
    staged::run(
        connection,
        &format!(
            "CREATE TEMP TABLE area_sum ON COMMIT DROP AS
             SELECT recorded_at, 1000 + park_id AS area, false AS outside, 'd'::\"char\" AS level, occurred_on AS starts_on,
                sector, {STEP}, {MEASURES}
             FROM site_sum WHERE park_id IS NOT NULL;
             INSERT INTO area_sum (recorded_at, area, outside, level, starts_on, sector, {STEP}, {MEASURES})
             SELECT recorded_at, province_id, park_id IS NULL, 'd', occurred_on, sector, {STEP}, {SUMS}
             FROM site_sum GROUP BY recorded_at, province_id, park_id IS NULL, sector, occurred_on, {STEP};
             INSERT INTO area_sum (recorded_at, area, outside, level, starts_on, sector, {STEP}, {MEASURES})
             SELECT recorded_at, 0, outside, 'd', starts_on, sector, {STEP}, {SUMS}
             FROM area_sum WHERE area BETWEEN 1 AND 31 GROUP BY {group}"
        ),
    )
    .await
}

/// Months and years of provinces and the country, by sector and in total.
async fn by_area_and_period(connection: &mut PgConnection) -> Result<()> {
    let columns = format!("recorded_at, area, outside, level, starts_on, sector, {STEP}");
    staged::run(
        connection,
        &format!(
            "INSERT INTO area_sum ({columns}, {MEASURES})
             SELECT a.recorded_at, a.area, a.outside, p.level, p.starts_on, a.sector, {STEP}, {SUMS}
             FROM area_sum AS a JOIN period_start AS p ON p.occurred_on = a.starts_on
             WHERE a.area <= 31 AND a.level = 'd'
             GROUP BY a.recorded_at, a.area, a.outside, p.level, p.starts_on, a.sector, {STEP};
             INSERT INTO area_sum ({columns}, {MEASURES})
             SELECT recorded_at, area, outside, level, starts_on, 0, {STEP}, {SUMS}
             FROM area_sum WHERE level <> 'd' GROUP BY recorded_at, area, outside, level, starts_on, {STEP}"
        ),
    )
    .await
}
