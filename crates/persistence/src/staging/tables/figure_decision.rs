//! Corrections and marks of announced figures.

use std::collections::HashMap;

use sea_orm::{FromQueryResult, Value};

use shahrak_domain::actor::Actor;
use shahrak_domain::announcement::{FigureDecision, FigureDecisionKind, FigureHistories};
use shahrak_domain::change::Change;
use shahrak_domain::import::FileKind;
use shahrak_domain::moment::Moment;

use super::AnnouncementTable;
use crate::announcement::DECISIONS;
use crate::connection::Session;
use crate::entity::Code;
use crate::error::{Error, Result};
use crate::lock::Lock;
use crate::sql::Sql;
use crate::staging::apply_ledger;
use crate::staging::decide::{Decided, Verdict, verdict};
use crate::staging::table::StagingTable;
use crate::staging::table_spec::{RowTable, TableSpec};

/// The staging table of decisions about figures.
pub(crate) struct FigureDecisionTable;

impl StagingTable for FigureDecisionTable {
    const KIND: FileKind = FileKind::FigureDecisions;
    const TABLE: &'static str = "staged_figure_decision";
    const COLUMNS: &'static [(&'static str, &'static str)] = &[
        ("figure_code", "text"),
        ("decision", "text"),
        ("replaced_by", "text"),
        ("reason", "text"),
        ("recorded_at", "timestamptz"),
    ];
    const RESTORING: &'static [&'static str] = &["recorded_at"];
}

/// A figure has many decisions, of two tables: only the same line twice is a repetition.
impl RowTable for FigureDecisionTable {
    const SPEC: TableSpec = TableSpec {
        table: "figure_correction",
        key: &["figure_code", "decision", "replaced_by", "reason", "recorded_at"],
        nullable_key: true,
        facts: &["reason"],
        ..TableSpec::NEW
    };
}

/// A decision, staged or recorded.
#[derive(FromQueryResult)]
pub(in crate::staging) struct Row {
    line_number: i64,
    /// Whether the line is refused already.
    is_refused: bool,
    figure_code: String,
    decision: Code<FigureDecisionKind>,
    replaced_by: Option<String>,
    reason: String,
    recorded_at: Option<Moment>,
}

impl Decided for FigureDecisionTable {
    type Row = Row;
    /// The decisions by the numbers of the lines: a line depends on those before it.
    type Facts = HashMap<i64, Verdict>;

    const ROW: &'static str =
        "n AS line_number, outcome IS NOT NULL AS is_refused, figure_code, decision, replaced_by,
        reason, recorded_at";

    async fn lock(db: &Session) -> Result<()> {
        Lock::Announcements.lock_exclusive(db).await
    }

    async fn facts(db: &Session, rows: &[Row]) -> Result<Self::Facts> {
        let mut histories = histories(db, rows).await?;
        let mut verdicts = HashMap::new();
        for row in rows {
            let decision = row.decision();
            let decided = histories.decide(&decision);
            if decided == Ok(Change::Add) && !row.is_refused {
                histories.add(decision);
            }
            verdicts.insert(row.line_number, verdict(decided));
        }
        Ok(verdicts)
    }

    fn decide(row: &Row, facts: &Self::Facts) -> Result<Verdict> {
        let decided = facts.get(&row.line_number).cloned();
        decided.ok_or_else(|| Error::decode("a line of no batch"))
    }
}

impl Row {
    fn decision(&self) -> FigureDecision {
        FigureDecision {
            figure: self.figure_code.clone(),
            kind: self.decision.0,
            replaced_by: self.replaced_by.clone(),
            reason: self.reason.clone(),
            recorded_at: self.recorded_at,
        }
    }
}

/// The figures that a batch names, with the decisions that come before it: those of the register, and earlier lines.
async fn histories(db: &Session, rows: &[Row]) -> Result<FigureHistories> {
    let named = rows.iter().flat_map(|row| [Some(&row.figure_code), row.replaced_by.as_ref()]).flatten();
    let mut codes: Vec<&str> = named.map(String::as_str).collect();
    codes.sort_unstable();
    codes.dedup();
    let codes = Sql::texts(codes);
    let first = rows.iter().map(|row| row.line_number).min().unwrap_or_default();

    let mut histories = FigureHistories::of(figures(db, codes.clone()).await?);
    let before = format!(
        r#"SELECT 0::bigint AS line_number, false AS is_refused, figure_code, decision, replaced_by, reason, recorded_at
         FROM (SELECT *, 0::bigint AS staged FROM ({DECISIONS}) AS recorded
            UNION ALL SELECT figure_code COLLATE "C", decision, replaced_by COLLATE "C", reason, recorded_at,
                decision IN ('replaced', 'voided'), n, n FROM staged_figure_decision WHERE outcome = 'added' AND n < $2) AS decision
         WHERE figure_code = ANY($1) OR replaced_by = ANY($1) ORDER BY staged, recorded_at, corrects, place"#
    );
    let before: Vec<Row> = Sql::with(before, [codes, first.into()]).rows(db).await?;
    for row in before {
        histories.add(row.decision());
    }
    Ok(histories)
}

/// Those of these codes that are figures of the register or of the import.
async fn figures(db: &Session, codes: Value) -> Result<Vec<String>> {
    let staged = AnnouncementTable::TABLE;
    let is_staged = format!("SELECT to_regclass('pg_temp.{staged}') IS NOT NULL");
    let mut sql = "SELECT code FROM announced_figure WHERE code = ANY($1)".to_owned();
    if Sql::new(is_staged).value(db).await? {
        sql += &format!(" UNION ALL SELECT code FROM {staged} WHERE outcome = 'added' AND code = ANY($1)");
    }
    Sql::with(sql, [codes]).values(db).await
}

/// Adds the decisions at the moment of the import, or at their own.
pub(in crate::staging) async fn write(db: &Session, moment: Moment, recorder: &Actor) -> Result<()> {
    apply_ledger::recorded(
        db,
        "INSERT INTO figure_mark (figure_code, used, reason, recorded_at, recorded_by, recorder_role, recorder_organisation)
         SELECT figure_code, decision = 'used', reason, COALESCE(recorded_at, $1), $2, $3, $4
         FROM staged_figure_decision WHERE outcome = 'added' AND decision IN ('used', 'unused') ORDER BY n",
        moment,
        recorder,
    )
    .await?;
    apply_ledger::recorded(
        db,
        "INSERT INTO figure_correction (figure_code, replaced_by, reason, recorded_at, recorded_by, recorder_role,
            recorder_organisation)
         SELECT figure_code, replaced_by, reason, COALESCE(recorded_at, $1), $2, $3, $4
         FROM staged_figure_decision WHERE outcome = 'added' AND decision IN ('replaced', 'voided') ORDER BY n",
        moment,
        recorder,
    )
    .await
}
