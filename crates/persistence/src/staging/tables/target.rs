//! Yearly targets and their revisions.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use sea_orm::FromQueryResult;

use shahrak_domain::actor::Actor;
use shahrak_domain::day::Day;
use shahrak_domain::event::Body;
use shahrak_domain::import::FileKind;
use shahrak_domain::metric::TargetMetric;
use shahrak_domain::moment::Moment;
use shahrak_domain::population::Population;
use shahrak_domain::year::IranianYear;
use shahrak_domain::yearly_target::{Revision, Target};

use crate::connection::Session;
use crate::entity::Code;
use crate::error::{Error, Result};
use crate::lock::Lock;
use crate::province::scope_of;
use crate::reference_cache::ProvinceId;
use crate::sql::Sql;
use crate::staging::apply_ledger;
use crate::staging::decide::{self, Decided, Verdict};
use crate::staging::table::{self, StagingTable};
use crate::staging::table_spec::{RowTable, TableSpec};
use crate::yearly_target::baseline;

/// The staging table of targets.
pub(crate) struct TargetTable;

impl StagingTable for TargetTable {
    const KIND: FileKind = FileKind::Targets;
    const TABLE: &'static str = "staged_target";
    const COLUMNS: &'static [(&'static str, &'static str)] = &[
        ("year", "smallint"),
        ("metric", "text"),
        ("province_id", "smallint"),
        ("population", "text"),
        ("body", "text"),
        ("value", "numeric"),
        ("decided_on", "date"),
        ("reason", "text"),
        ("source", "text"),
        ("baseline_value", "numeric"),
        ("baseline_on", "date"),
        ("baseline_source", "text"),
        ("recorded_at", "timestamptz"),
    ];
    const RESTORING: &'static [&'static str] = &["recorded_at"];
}

impl RowTable for TargetTable {
    const SPEC: TableSpec = TableSpec {
        table: "target_revision",
        key: &["year", "metric", "province_id", "population", "body", "decided_on"],
        nullable_key: true,
        key_name: "same-decision",
        facts: &["value", "reason", "source", "baseline_value", "baseline_on", "baseline_source"],
        ..TableSpec::NEW
    };
}

/// A revision and its target, staged or recorded.
#[derive(Clone, FromQueryResult)]
pub(in crate::staging) struct Row {
    year: i16,
    metric: Code<TargetMetric>,
    province_id: Option<ProvinceId>,
    population: Code<Population>,
    body: Option<Code<Body>>,
    value: Decimal,
    decided_on: NaiveDate,
    reason: Option<String>,
    source: Option<String>,
    baseline_value: Option<Decimal>,
    baseline_on: Option<NaiveDate>,
    baseline_source: Option<String>,
}

/// The key of a target.
type Key = (i16, TargetMetric, Option<ProvinceId>, Population, Option<Body>);

impl Decided for TargetTable {
    type Row = Row;
    /// The targets of a batch, each with its revisions of the batch's days.
    type Facts = HashMap<Key, Target>;

    const ROW: &'static str = COLUMNS;

    async fn lock(db: &Session) -> Result<()> {
        Lock::Targets.lock_exclusive(db).await
    }

    async fn facts(db: &Session, rows: &[Row]) -> Result<Self::Facts> {
        let years: Vec<i16> = rows.iter().map(|row| row.year).collect();
        let days: Vec<NaiveDate> = rows.iter().map(|row| row.decided_on).collect();
        let sql = format!(
            "SELECT {COLUMNS} FROM target_revision AS r JOIN target AS t ON t.id = r.target_id
             WHERE t.year = ANY($1) AND r.decided_on = ANY($2)"
        );
        let recorded: Vec<Row> = Sql::with(sql, [years.into(), days.into()]).rows(db).await?;
        let mut targets = Self::Facts::new();
        for row in recorded {
            let target = match targets.entry(row.key()) {
                Entry::Occupied(target) => target.into_mut(),
                Entry::Vacant(none) => none.insert(row.target()?),
            };
            target.revisions.push(row.revision());
        }
        Ok(targets)
    }

    fn decide(row: &Row, facts: &Self::Facts) -> Result<Verdict> {
        let revision = row.revision();
        Ok(match facts.get(&row.key()) {
            Some(target) => decide::verdict(target.revise(&revision)),
            None => decide::verdict(row.target()?.revise(&revision)),
        })
    }
}

/// The columns of a [`Row`].
const COLUMNS: &str =
    "year, metric, province_id, population, body, value, decided_on, reason, source, baseline_value,
    baseline_on, baseline_source";

impl Row {
    fn key(&self) -> Key {
        (self.year, self.metric.0, self.province_id, self.population.0, self.body.map(|body| body.0))
    }

    /// The target, without revisions.
    fn target(&self) -> Result<Target> {
        Ok(Target {
            year: IranianYear::new(self.year.into()).map_err(Error::decode)?,
            metric: self.metric.0,
            scope: scope_of(self.province_id),
            population: self.population.0,
            body: self.body.map(|body| body.0),
            revisions: Vec::new(),
        })
    }

    fn revision(&self) -> Revision {
        Revision {
            value: self.value.normalize(),
            baseline: baseline(self.baseline_value, self.baseline_on, self.baseline_source.clone()),
            decided_on: Day::new(self.decided_on),
            reason: self.reason.clone(),
            source: self.source.clone(),
            // Not compared.
            recorded_at: Moment::MIN_UTC,
        }
    }
}

/// Adds new targets, and the revisions at the moment of the import.
pub(in crate::staging) async fn write(db: &Session, moment: Moment, recorder: &Actor) -> Result<()> {
    table::run(
        db,
        "INSERT INTO target (year, metric, province_id, population, body)
         SELECT year, metric, province_id, population, body FROM staged_target WHERE outcome = 'added'
         GROUP BY year, metric, province_id, population, body ORDER BY min(n) ON CONFLICT DO NOTHING",
    )
    .await?;
    apply_ledger::recorded(
        db,
        "INSERT INTO target_revision (target_id, value, decided_on, reason, source, recorded_at, recorded_by,
            recorder_role, recorder_organisation, baseline_value, baseline_on, baseline_source)
         SELECT t.id, s.value, s.decided_on, s.reason, s.source, COALESCE(s.recorded_at, $1), $2, $3, $4,
            s.baseline_value, s.baseline_on, s.baseline_source
         FROM staged_target AS s JOIN target AS t ON (s.year, s.metric, s.population) = (t.year, t.metric, t.population)
            AND (s.province_id, s.body) IS NOT DISTINCT FROM (t.province_id, t.body)
         WHERE s.outcome = 'added' ORDER BY s.n",
        moment,
        recorder,
    )
    .await
}
