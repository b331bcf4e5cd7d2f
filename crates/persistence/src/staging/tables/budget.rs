//! Budget lines and their revisions.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use chrono::NaiveDate;
use sea_orm::FromQueryResult;

use shahrak_domain::actor::Actor;
use shahrak_domain::budget::{BudgetLine, BudgetPurpose, BudgetRevision, BudgetStage};
use shahrak_domain::day::Day;
use shahrak_domain::import::FileKind;
use shahrak_domain::moment::Moment;
use shahrak_domain::number::Rial;

use crate::budget::line_of;
use crate::connection::Session;
use crate::entity::Code;
use crate::error::{Error, Result};
use crate::lock::Lock;
use crate::reference_cache::ProvinceId;
use crate::sql::Sql;
use crate::staging::apply_ledger;
use crate::staging::decide::{Decided, Verdict};
use crate::staging::table::{self, StagingTable};
use crate::staging::table_spec::{RowTable, TableSpec};

/// The staging table of budget lines.
pub(crate) struct BudgetTable;

impl StagingTable for BudgetTable {
    const KIND: FileKind = FileKind::Budgets;
    const TABLE: &'static str = "staged_budget";
    const COLUMNS: &'static [(&'static str, &'static str)] = &[
        ("year", "smallint"),
        ("province_id", "smallint"),
        ("line_of", "text"),
        ("stage", "text"),
        ("amount_irr", "bigint"),
        ("source", "text"),
        ("decided_on", "date"),
        ("reason", "text"),
        ("recorded_at", "timestamptz"),
    ];
    const RESTORING: &'static [&'static str] = &["recorded_at"];
}

impl RowTable for BudgetTable {
    const SPEC: TableSpec = TableSpec {
        table: "budget_revision",
        key: &["year", "province_id", "line_of", "stage", "decided_on"],
        nullable_key: true,
        key_name: "same-budget-line",
        facts: &["amount_irr", "reason", "source"],
        ..TableSpec::NEW
    };
}

/// A revision and its line, staged or recorded.
#[derive(Clone, FromQueryResult)]
pub(in crate::staging) struct Row {
    year: i16,
    province_id: Option<ProvinceId>,
    line_of: Code<BudgetPurpose>,
    stage: Code<BudgetStage>,
    amount_irr: i64,
    decided_on: NaiveDate,
    reason: Option<String>,
    source: Option<String>,
}

/// The key of a budget line.
type Key = (i16, Option<ProvinceId>, BudgetPurpose, BudgetStage);

impl Decided for BudgetTable {
    type Row = Row;
    /// The lines recorded for the years of a batch.
    type Facts = HashMap<Key, BudgetLine>;

    const ROW: &'static str = COLUMNS;

    async fn lock(db: &Session) -> Result<()> {
        Lock::Budgets.lock_exclusive(db).await
    }

    async fn facts(db: &Session, rows: &[Row]) -> Result<Self::Facts> {
        let mut years: Vec<i16> = rows.iter().map(|row| row.year).collect();
        years.dedup();
        let sql = format!(
            "SELECT {COLUMNS} FROM budget_revision AS r JOIN budget_line AS b ON b.id = r.budget_line_id
             WHERE b.year = ANY($1) ORDER BY r.budget_line_id, r.decided_on, r.place"
        );
        let recorded: Vec<Row> = Sql::with(sql, [years.into()]).rows(db).await?;
        let mut lines = Self::Facts::new();
        for row in recorded {
            let line = match lines.entry(row.key()) {
                Entry::Occupied(line) => line.into_mut(),
                Entry::Vacant(none) => none.insert(row.line()?),
            };
            line.revisions.push(row.revision()?);
        }
        Ok(lines)
    }

    fn decide(row: &Row, facts: &Self::Facts) -> Result<Verdict> {
        let revision = row.revision()?;
        Ok(Ok(match facts.get(&row.key()) {
            Some(line) => line.revise(&revision),
            None => row.line()?.revise(&revision),
        }))
    }
}

/// The columns of a [`Row`].
const COLUMNS: &str = "year, province_id, line_of, stage, amount_irr, decided_on, reason, source";

impl Row {
    fn key(&self) -> Key {
        (self.year, self.province_id, self.line_of.0, self.stage.0)
    }

    /// The line, without revisions.
    fn line(&self) -> Result<BudgetLine> {
        line_of(self.year, self.province_id, self.line_of.0, self.stage.0)
    }

    fn revision(&self) -> Result<BudgetRevision> {
        Ok(BudgetRevision {
            amount: Rial::new(self.amount_irr.into()).map_err(Error::decode)?,
            decided_on: Day::new(self.decided_on),
            reason: self.reason.clone(),
            source: self.source.clone(),
            // Not compared.
            recorded_at: Moment::MIN_UTC,
        })
    }
}

/// Adds new lines, and the revisions at the moment of the import.
pub(in crate::staging) async fn write(db: &Session, moment: Moment, recorder: &Actor) -> Result<()> {
    table::run(
        db,
        "INSERT INTO budget_line (year, province_id, line_of, stage)
         SELECT year, province_id, line_of, stage FROM staged_budget WHERE outcome = 'added'
         GROUP BY year, province_id, line_of, stage ORDER BY min(n) ON CONFLICT DO NOTHING",
    )
    .await?;
    apply_ledger::recorded(
        db,
        "INSERT INTO budget_revision (budget_line_id, amount_irr, decided_on, reason, source, recorded_at, recorded_by,
            recorder_role, recorder_organisation)
         SELECT b.id, s.amount_irr, s.decided_on, s.reason, s.source, COALESCE(s.recorded_at, $1), $2, $3, $4
         FROM staged_budget AS s JOIN budget_line AS b ON (s.year, s.line_of, s.stage) = (b.year, b.line_of, b.stage)
            AND s.province_id IS NOT DISTINCT FROM b.province_id
         WHERE s.outcome = 'added' ORDER BY s.n",
        moment,
        recorder,
    )
    .await
}
