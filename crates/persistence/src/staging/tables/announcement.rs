//! Announced figures.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{DbErr, FromQueryResult, QueryResult};

use shahrak_domain::actor::Actor;
use shahrak_domain::announcement::{DateBasis, Figure, Source};
use shahrak_domain::change::Change;
use shahrak_domain::day::Day;
use shahrak_domain::import::FileKind;
use shahrak_domain::moment::Moment;
use shahrak_domain::vocabulary::Vocabulary;

use crate::connection::Session;
use crate::entity::Code;
use crate::entity::announced_figure::Model;
use crate::error::Result;
use crate::lock::Lock;
use crate::metric;
use crate::sql::Sql;
use crate::staging::apply_ledger;
use crate::staging::decide::{self, Decided, Verdict};
use crate::staging::table::{self, StagingTable};
use crate::staging::table_spec::{RowTable, TableSpec};

/// The staging table of announced figures.
pub(crate) struct AnnouncementTable;

impl StagingTable for AnnouncementTable {
    const KIND: FileKind = FileKind::Announcements;
    const TABLE: &'static str = "staged_figure";
    const COLUMNS: &'static [(&'static str, &'static str)] = &[
        ("announced_on", "date"),
        ("date_basis", "text"),
        ("address", "text"),
        ("code", "text"),
        ("speaker", "text"),
        ("organisation", "text"),
        ("province_id", "smallint"),
        ("population", "text"),
        ("metric", "text"),
        ("measure", "text"),
        ("hedge", "text"),
        ("low", "numeric"),
        ("high", "numeric"),
        ("unit", "text"),
        ("period_from", "date"),
        ("period_to", "date"),
        ("quote", "text"),
        ("note", "text"),
        ("recorded_at", "timestamptz"),
    ];
    const RESTORING: &'static [&'static str] = &["recorded_at"];
}

impl RowTable for AnnouncementTable {
    const SPEC: TableSpec = TableSpec {
        table: "announced_figure",
        key: &["code"],
        key_name: "same-id",
        facts: &[
            "announced_on",
            "address",
            "speaker",
            "organisation",
            "province_id",
            "population",
            "metric",
            "measure",
            "hedge",
            "low",
            "high",
            "unit",
            "period_from",
            "period_to",
            "quote",
            "note",
        ],
        ..TableSpec::NEW
    };
}

/// A figure and its source, staged or recorded.
pub(in crate::staging) struct Row {
    source: Source,
    figure: Figure,
}

impl FromQueryResult for Row {
    fn from_query_result(row: &QueryResult, prefix: &str) -> std::result::Result<Row, DbErr> {
        let announced_on: Option<NaiveDate> = row.try_get(prefix, "announced_on")?;
        let date_basis: Code<DateBasis> = row.try_get(prefix, "date_basis")?;
        let source = Source {
            announced_on: announced_on.map(Day::new),
            date_basis: date_basis.0,
            address: row.try_get(prefix, "address")?,
        };
        Ok(Row { source, figure: Model::from_query_result(row, prefix)?.into_figure() })
    }
}

/// The key of an announcement.
type Announced = (String, Option<Day>);

/// The facts for the figures of a batch.
pub(in crate::staging) struct Facts {
    /// Figures by code.
    figures: HashMap<String, Row>,
    /// How the days of announcements are known: as recorded, otherwise as in their first line.
    bases: HashMap<Announced, DateBasis>,
    vocabulary: Vocabulary,
}

impl Decided for AnnouncementTable {
    type Row = Row;
    type Facts = Facts;

    const ROW: &'static str = "announced_on, date_basis, address, code, 0 AS announcement_id, speaker, organisation,
        province_id, population, metric, measure, hedge, low, high, unit, period_from, period_to, quote, note,
        now() AS recorded_at, '' AS recorded_by, NULL::text AS recorder_role, NULL::text AS recorder_organisation";

    async fn lock(db: &Session) -> Result<()> {
        Lock::Announcements.lock_exclusive(db).await
    }

    async fn facts(db: &Session, rows: &[Row]) -> Result<Facts> {
        let codes = Sql::texts(rows.iter().map(|row| &*row.figure.code));
        let figures = Sql::with(
            "SELECT a.announced_on, a.date_basis, a.source AS address, f.*
             FROM announced_figure AS f JOIN announcement AS a ON a.id = f.announcement_id WHERE f.code = ANY($1)",
            [codes],
        );
        let figures: Vec<Row> = figures.rows(db).await?;
        let figures = figures.into_iter().map(|row| (row.figure.code.clone(), row)).collect();
        let vocabulary = metric::vocabulary(metric::all_staged(db).await?).unwrap_or_default();
        Ok(Facts { figures, bases: bases(db, rows).await?, vocabulary })
    }

    fn decide(row: &Row, facts: &Facts) -> Result<Verdict> {
        let basis = facts.bases.get(&(row.source.address.clone(), row.source.announced_on));
        let recorded = facts.figures.get(&row.figure.code).map(|there| (&there.source, &there.figure));
        let source = row.source.record(basis.copied());
        let figure = decide::verdict(row.figure.record(&row.source, recorded)).and_then(|change| match facts
            .vocabulary
            .find(&row.figure.metric)
        {
            Err(unknown) if change == Change::Add => Err(vec![unknown.into()]),
            _ => Ok(change),
        });
        Ok(match source {
            Ok(()) => figure,
            Err(errors) => {
                let others = figure.err().into_iter().flatten();
                Err(errors.into_iter().map(Into::into).chain(others).collect())
            }
        })
    }
}

/// How the day of an announcement is known.
#[derive(FromQueryResult)]
struct Basis {
    address: String,
    announced_on: Option<NaiveDate>,
    date_basis: Code<DateBasis>,
}

/// The bases of the days of announcements; recorded ones come last.
const BASES: &str = "
    SELECT * FROM (
        SELECT DISTINCT ON (address, announced_on) address, announced_on, date_basis FROM staged_figure
        WHERE address = ANY($1) ORDER BY address, announced_on, n) AS first
    UNION ALL SELECT source AS address, announced_on, date_basis FROM announcement WHERE source = ANY($1)";

async fn bases(db: &Session, rows: &[Row]) -> Result<HashMap<Announced, DateBasis>> {
    let mut addresses: Vec<&str> = rows.iter().map(|row| &*row.source.address).collect();
    addresses.sort_unstable();
    addresses.dedup();
    let found: Vec<Basis> = Sql::with(BASES, [Sql::texts(addresses)]).rows(db).await?;
    let basis = |it: Basis| ((it.address, it.announced_on.map(Day::new)), it.date_basis.0);
    Ok(found.into_iter().map(basis).collect())
}

/// Adds new announcements, and the figures at the moment of the import, or at their own.
pub(in crate::staging) async fn write(db: &Session, moment: Moment, recorder: &Actor) -> Result<()> {
    table::run(
        db,
        "INSERT INTO announcement (announced_on, date_basis, source)
         SELECT announced_on, (array_agg(date_basis ORDER BY n))[1], address FROM staged_figure WHERE outcome = 'added'
         GROUP BY announced_on, address ORDER BY min(n) ON CONFLICT DO NOTHING",
    )
    .await?;
    apply_ledger::recorded(
        db,
        "INSERT INTO announced_figure (code, announcement_id, speaker, organisation, province_id, population, metric,
            measure, hedge, low, high, unit, period_from, period_to, quote, note, recorded_at, recorded_by, recorder_role,
            recorder_organisation)
         SELECT code, a.id, speaker, organisation, province_id, population, metric, measure, hedge, low, high, unit,
            period_from, period_to, quote, note, COALESCE(s.recorded_at, $1), $2, $3, $4
         FROM staged_figure AS s JOIN announcement AS a ON a.source = s.address
            AND a.announced_on IS NOT DISTINCT FROM s.announced_on
         WHERE outcome = 'added' ORDER BY n",
        moment,
        recorder,
    )
    .await
}
