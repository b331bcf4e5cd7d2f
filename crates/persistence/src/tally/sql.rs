//! The statements that add up sums.
//!
//! By present knowledge, a run of folded periods counts its folded sums plus the deltas that are not folded yet. As known at
//! a past moment, what became known later is subtracted: the blocks after the moment, and the folded deltas that are in no
//! such block. If there are fewer blocks before the moment, those are added up instead.

use shahrak_domain::code::Coded;
use shahrak_domain::park::Ownership;

use super::plan::{OfDays, Plan};
use super::row::{FirstDayRow, SumRow};
use super::{FIRST_PARK, OWNERS};
use crate::ledger::row::moment_sql;
use crate::list::Columns as _;
use crate::sql::Sql;

/// The columns of each part.
const COLUMNS: &str =
    "kind, from_status, to_status, events, jobs, jobs_unknown, investment, investment_unknown, stock_jobs,
    stock_jobs_unknown";

/// The same, added or taken back.
const SIGNED: &str =
    "kind, from_status, to_status, sign * events, sign * jobs, sign * jobs_unknown, sign * investment,
    sign * investment_unknown, sign * stock_jobs, sign * stock_jobs_unknown";

/// The runs of folded periods, and those of days.
const RUNS: &str = "
    run AS MATERIALIZED (SELECT * FROM unnest($1::integer[], $2::boolean[], $3::integer[], $4::text[], $5::date[], $6::date[],
        $7::date[], $8::smallint[], $9::smallint[], $10::text[], $11::smallint[], $12::smallint[])
        AS run (area, outside, piece, level, first, last, through, from_sector, to_sector, block_level, from_block_sector,
            to_block_sector)),
    days AS MATERIALIZED (SELECT * FROM unnest($13::integer[], $14::boolean[], $15::integer[], $16::date[], $17::date[])
        AS days (area, outside, piece, first, last))";

/// Deltas that are not folded yet. `$18` is the moment of knowledge.
const TAIL: &str = "
    tail AS MATERIALIZED (SELECT * FROM tally_delta WHERE batch IS NULL
        AND position > (SELECT position FROM tally_fold) AND ($18::timestamptz IS NULL OR recorded_at <= $18)
        ORDER BY position)";

/// Whether the blocks before the moment are added up, because there are fewer of them, or those after it are taken back.
const DIRECTION: &str = "
    direction AS MATERIALIZED (
        SELECT before < later AS forwards, CASE WHEN before < later THEN 1 ELSE -1 END AS sign
        FROM (SELECT count(*) FILTER (WHERE ends_at <= $18) AS before, count(*) FILTER (WHERE starts_at >= $18) AS later
            FROM tally_block WHERE level = 0) AS blocks)";

/// Folded deltas that count and are in no block that counts as a whole: those on one side of the moment in the block in which
/// it lies, and those after all blocks. With blocks after the moment, there are none of the latter before it.
const UNCOVERED: &str = "
    span AS MATERIALIZED (
        SELECT CASE WHEN forwards THEN starts_at ELSE $18 END AS after, CASE WHEN forwards THEN $18 ELSE ends_at END AS until,
            sign
            FROM direction CROSS JOIN tally_block
            WHERE level = 0 AND starts_at < $18 AND ends_at > $18 AND $18 < (SELECT recorded_at FROM ledger_head)
        UNION ALL SELECT GREATEST($18, covered_until), 'infinity', sign FROM direction CROSS JOIN tally_fold
            WHERE NOT forwards AND $18 < (SELECT recorded_at FROM ledger_head)),
    uncovered AS MATERIALIZED (
        SELECT d.*, sign FROM span JOIN tally_delta AS d ON d.recorded_at > span.after AND d.recorded_at <= span.until
            WHERE d.batch IS NOT NULL OR d.position <= (SELECT position FROM tally_fold)
        UNION ALL SELECT d.*, sign FROM span JOIN ledger_batch AS b ON b.recorded_at > span.after AND b.recorded_at <= span.until
            JOIN tally_delta AS d ON d.batch = b.id AND d.recorded_at IS NULL)";

/// The widest blocks on one side of the moment.
const BLOCKS: &str = "
    block AS MATERIALIZED (
        SELECT b.id, sign FROM direction CROSS JOIN tally_block AS b LEFT JOIN tally_block AS p ON p.id = b.parent
        WHERE CASE WHEN forwards THEN b.ends_at <= $18 AND (p.id IS NULL OR p.ends_at > $18)
            ELSE b.starts_at >= $18 AND (p.id IS NULL OR p.starts_at < $18) END)";

/// All sums of a plan, with the state of the register in the statement.
pub(super) fn sums(plan: &Plan) -> Sql {
    let (with, parts) = parts(plan);
    let columns = SumRow::sql();
    let sums = format!(
        "WITH {with}
        SELECT {columns} FROM ledger_head AS head
        LEFT JOIN (
            SELECT piece, area, outside, CASE WHEN $19 THEN sector END AS sector,
                kind, from_status, to_status, sum(events)::bigint AS events,
                sum(jobs)::bigint AS jobs, sum(jobs_unknown)::bigint AS jobs_unknown,
                sum(investment) AS investment, sum(investment_unknown)::bigint AS investment_unknown,
                sum(stock_jobs)::bigint AS stock_jobs, sum(stock_jobs_unknown)::bigint AS stock_jobs_unknown
            FROM ({parts}) AS part
            GROUP BY 1, 2, 3, 4, 5, 6, 7
            HAVING sum(events) <> 0
        ) AS sums ON true"
    );
    Sql::with(sums, plan.values())
}

/// The first day of each piece on which an event of a kind that states an investment counts. The plan is all of days.
pub(super) fn first_investments(plan: &Plan) -> Sql {
    let (with, parts) = parts(plan);
    let columns = FirstDayRow::sql();
    let investments = format!(
        "WITH {with}
        SELECT {columns} FROM (
            SELECT piece, area, outside, sector, kind, min(occurred_on) AS day FROM (
                SELECT piece, area, outside, CASE WHEN $19 THEN sector END AS sector, kind, occurred_on
                FROM ({parts}) AS part
                GROUP BY 1, 2, 3, 4, 5, 6
                HAVING sum(events - investment_unknown) > 0
            ) AS investment
            GROUP BY 1, 2, 3, 4, 5
        ) AS sums"
    );
    Sql::with(investments, plan.values())
}

/// The common expressions and the parts that are added up.
fn parts(plan: &Plan) -> (String, String) {
    let mut with = vec![RUNS];
    let mut parts = of_days(&plan.days);
    if !plan.folded.is_empty() {
        with.push(TAIL);
        let past = plan.known_at.is_some();
        let backwards = if past { "NOT (SELECT forwards FROM direction)" } else { "true" };
        parts.push(format!(
            "SELECT run.piece, run.area, run.outside, t.sector, t.starts_on AS occurred_on, {COLUMNS}
             FROM run JOIN LATERAL (SELECT * FROM tally WHERE tally.area = run.area AND tally.outside = run.outside
                AND tally.level = run.level::\"char\" AND starts_on BETWEEN run.first AND run.last
                AND sector BETWEEN run.from_sector AND run.to_sector) AS t ON true
             WHERE {backwards}"
        ));
        parts.push(in_runs("tail", COLUMNS));
        if past {
            with.extend([DIRECTION, UNCOVERED, BLOCKS]);
            parts.push(in_runs("uncovered", SIGNED));
            // OFFSET 0 forces a look-up by index for each run and block. The planner does not know how few blocks there
            // are, and would read the sums of all of them.
            parts.push(format!(
                "SELECT run.piece, run.area, run.outside, t.sector, t.starts_on, {SIGNED}
                 FROM run CROSS JOIN block JOIN LATERAL (SELECT * FROM tally_block_sum AS s WHERE s.block_id = block.id
                    AND s.area = run.area AND s.outside = run.outside AND s.level = run.block_level::\"char\"
                    AND starts_on BETWEEN run.first AND run.through
                    AND sector BETWEEN run.from_block_sector AND run.to_block_sector OFFSET 0) AS t ON true"
            ));
        }
    }
    if parts.is_empty() {
        parts.push(in_runs("(SELECT * FROM tally_delta WHERE false)", COLUMNS));
    }
    (with.join(","), parts.join("\n UNION ALL "))
}

/// Deltas that count in runs of folded periods: each of them in the country and in its province, so that PostgreSQL can
/// look up the runs of an area.
fn in_runs(deltas: &str, columns: &str) -> String {
    format!(
        "SELECT run.piece, run.area, run.outside, d.sector, d.occurred_on, {columns}
         FROM (SELECT delta.*, in_area.area FROM {deltas} AS delta
                CROSS JOIN LATERAL (VALUES (0), (delta.province_id::integer)) AS in_area (area)) AS d
            JOIN run ON run.area = d.area AND run.outside = (d.park_id IS NULL)
                AND d.occurred_on BETWEEN run.first AND run.through"
    )
}

/// Deltas that count in runs of days: one part for each kind of area in the plan.
fn of_days(days: &[OfDays]) -> Vec<String> {
    let part = |of: &str, area: &str| {
        format!(
            "SELECT days.piece, days.area, days.outside, d.sector, d.occurred_on, {COLUMNS}
             FROM days JOIN tally_delta AS d ON d.occurred_on BETWEEN days.first AND days.last
                AND (d.park_id IS NULL) = days.outside AND {area}
             WHERE {of} AND ($18::timestamptz IS NULL OR {} <= $18)",
            moment_sql("d")
        )
    };
    let mut parts = Vec::new();
    if days.iter().any(|run| run.area.of_country()) {
        parts.push(part("days.area = 0", "true"));
    }
    if days.iter().any(|run| run.area.of_province()) {
        parts.push(part(&format!("days.area BETWEEN 1 AND {FIRST_PARK} - 1"), "d.province_id = days.area"));
    }
    if days.iter().any(|run| run.area.of_park()) {
        let park = format!("d.park_id = days.area - {FIRST_PARK}");
        parts.push(part(&format!("days.area >= {FIRST_PARK}"), &park));
    }
    if days.iter().any(|run| run.area.of_owner()) {
        parts.push(part("days.area < 0", &owned()));
    }
    parts
}

/// The condition that a delta belongs to a park of the owner of an area.
fn owned() -> String {
    let numbered = Ownership::ALL.iter().enumerate();
    let owner: String =
        numbered.map(|(number, ownership)| format!(" WHEN {number} THEN '{}'", ownership.code())).collect();
    format!(
        "(-1 - days.area) / {OWNERS} IN (0, d.province_id) AND EXISTS (SELECT FROM park AS p WHERE p.id = d.park_id
            AND p.ownership = CASE (-1 - days.area) % {OWNERS}{owner} END)"
    )
}
