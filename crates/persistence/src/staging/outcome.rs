//! What becomes of staged lines.

use sea_orm::FromQueryResult;
use serde_json::Value;

use shahrak_domain::coded;
use shahrak_domain::refusal::RefusalCode;
use shahrak_messages::Message;

use super::Staging;
use super::tables::staging_table;
use crate::entity::Code;
use crate::error::{Error, Result};
use crate::sql::Sql;

coded! {
    /// What becomes of a staged line.
    pub enum LineOutcome("line-outcome") {
        /// It adds a record
        Added = "added",
        /// It changes a record
        Changed = "changed",
        /// It is recorded already
        Unchanged = "unchanged",
        /// It is refused
        Refused = "refused",
        /// It is refused because of some cells; the others are checked together with other lines
        Partial = "partial",
    }
}

/// How many lines of a file have an outcome.
#[derive(Clone, Copy, Debug)]
pub struct OutcomeCount {
    /// The place of the file in the report.
    pub file: usize,
    /// The outcome.
    pub outcome: LineOutcome,
    /// How many lines have it.
    pub lines: u64,
}

/// A refusal of a staged line.
#[derive(Clone, Debug)]
pub struct StagedRowError {
    /// The place of the file in the report.
    pub file: usize,
    /// The line of the file.
    pub line: u64,
    /// The column; none for the whole line.
    pub column: Option<String>,
    /// Why.
    pub code: RefusalCode,
    /// The wrong value.
    pub value: Option<String>,
    /// What is wrong and what would be right.
    pub message: Message,
}

#[derive(FromQueryResult)]
struct CountRow {
    file: i32,
    outcome: Option<Code<LineOutcome>>,
    lines: i64,
}

#[derive(FromQueryResult)]
struct RefusedRow {
    file: i32,
    line: i64,
    field: Option<String>,
    code: Code<RefusalCode>,
    value: Option<String>,
    message: Value,
}

impl Staging {
    /// Counts the outcomes of all staged lines.
    pub async fn outcomes(&self) -> Result<Vec<OutcomeCount>> {
        let mut counts = Vec::new();
        for kind in &self.kinds {
            let table = staging_table(*kind);
            let sql = format!("SELECT file, outcome, count(*) AS lines FROM {table} GROUP BY file, outcome");
            let rows: Vec<CountRow> = Sql::new(sql).rows(&self.session).await?;
            for CountRow { file, outcome, lines } in rows {
                counts.push(OutcomeCount {
                    file: usize::try_from(file).map_err(Error::decode)?,
                    // A record of the ledger that is not refused is added.
                    outcome: outcome.map_or(LineOutcome::Added, |outcome| outcome.0),
                    lines: lines.unsigned_abs(),
                });
            }
        }
        Ok(counts)
    }

    /// What is refused: the first lines in the order of the files, and how many refusals there are.
    pub async fn refused(&self, limit: usize) -> Result<(Vec<StagedRowError>, u64)> {
        let all: i64 = Sql::new("SELECT count(*) FROM refused").value(&self.session).await?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let first = Sql::with("SELECT * FROM refused ORDER BY file, line, field LIMIT $1", [limit.into()]);
        let first: Vec<RefusedRow> = first.rows(&self.session).await?;
        let first = first.into_iter().map(RefusedRow::into_line).collect::<Result<_>>()?;
        Ok((first, all.unsigned_abs()))
    }
}

impl RefusedRow {
    fn into_line(self) -> Result<StagedRowError> {
        Ok(StagedRowError {
            file: usize::try_from(self.file).map_err(Error::decode)?,
            line: self.line.unsigned_abs(),
            column: self.field,
            code: self.code.0,
            value: self.value,
            message: serde_json::from_value(self.message).map_err(Error::decode)?,
        })
    }
}
