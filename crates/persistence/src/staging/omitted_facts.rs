//! Lines that replace an event and leave out a fact that it states. A line states the whole event, so the fact is no longer
//! known: rarely what the sender wants.

use sea_orm::FromQueryResult;

use shahrak_domain::code::Coded;
use shahrak_domain::event::{EventKind, Fact};

use super::Staging;
use crate::error::{Error, Result};
use crate::sql::Sql;

/// A line, and the columns that it leaves empty although the replaced event fills them.
#[derive(Clone, Debug)]
pub struct OmittedFacts {
    /// The place of the file in the report.
    pub file: usize,
    /// The line of the file.
    pub line: u64,
    /// The code of the replaced event.
    pub replaces: String,
    /// The names of the columns.
    pub columns: Vec<String>,
}

#[derive(FromQueryResult)]
struct Row {
    file: i32,
    line: i64,
    replaces: String,
    columns: Vec<String>,
    /// How many such lines there are.
    lines: i64,
}

impl Staging {
    /// The first lines that omit facts, and how many there are. None without events.
    pub async fn omitted_facts(&self, limit: usize) -> Result<(Vec<OmittedFacts>, u64)> {
        if self.ledger.is_none() {
            return Ok((Vec::new(), 0));
        }
        let rows: Vec<Row> = query(i64::try_from(limit).unwrap_or(i64::MAX)).rows(&self.session).await?;
        let all = rows.first().map_or(0, |first| first.lines.unsigned_abs());
        let lines = rows.into_iter().map(Row::into_line).collect::<Result<_>>()?;
        Ok((lines, all))
    }
}

impl Row {
    fn into_line(self) -> Result<OmittedFacts> {
        let Row { file, line, replaces, columns, .. } = self;
        let file = usize::try_from(file).map_err(Error::decode)?;
        Ok(OmittedFacts { file, line: line.unsigned_abs(), replaces, columns })
    }
}

/// Selects the lines. What they replace is in the register or in the files.
fn query(limit: i64) -> Sql {
    let facts = Fact::ALL.map(|fact| (fact.column(), Some(fact)));
    let columns = facts.into_iter().chain([("note", None), ("evidence", None)]);
    let omitted: Vec<String> = columns.map(|(column, fact)| omitted(column, fact)).collect();
    let mut lines = Sql::new(format!(
        "SELECT *, count(*) OVER () AS lines FROM (
            SELECT s.file, s.line, s.replaces_code AS replaces, array_remove(ARRAY[{omitted}], NULL) AS columns
            FROM staged_event AS s LEFT JOIN unit_event AS e ON e.position = s.replaces
                LEFT JOIN staged_event AS t ON t.position = s.replaces AND t.outcome IS NULL
            WHERE s.outcome IS NULL AND s.replaces IS NOT NULL
         ) AS omitting WHERE columns <> '{{}}' ORDER BY file, line LIMIT ",
        omitted = omitted.join(", ")
    ));
    lines.push_bind(limit);
    lines
}

/// The name of a column if the line leaves it empty and the replaced event does not; only for a kind that carries the fact.
fn omitted(column: &str, fact: Option<Fact>) -> String {
    let filled = |alias: &str| match fact {
        Some(Fact::Reasons) => format!("COALESCE(cardinality({alias}.{column}), 0) > 0"),
        _ => format!("{alias}.{column} IS NOT NULL"),
    };
    let kinds: Vec<String> = EventKind::ALL
        .iter()
        .filter(|kind| fact.is_none_or(|fact| kind.carries(fact)))
        .map(|kind| format!("'{}'", kind.code()))
        .collect();
    format!(
        "CASE WHEN s.kind IN ({}) AND NOT {} AND ({} OR {}) THEN '{column}' END",
        kinds.join(", "),
        filled("s"),
        filled("e"),
        filled("t"),
    )
}
