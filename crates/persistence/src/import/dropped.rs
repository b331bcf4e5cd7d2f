//! Warnings about lines that replace an event and leave out a fact that it states. A line states the whole fact, so what it
//! leaves out is no longer known: rarely what its sender wants.

use sea_orm::FromQueryResult;

use shahrak_domain::code::Coded;
use shahrak_domain::event::{EventKind, Fact};
use shahrak_domain::import::{ImportReport, Warning};

use crate::connection::On;
use crate::error::Result;
use crate::sql::Sql;

/// A line and the columns that it leaves empty although the replaced event fills them.
#[derive(FromQueryResult)]
struct Dropping {
    file: i32,
    line: i64,
    replaces: String,
    columns: Vec<String>,
    /// How many such lines there are.
    lines: i64,
}

/// Warns of such lines: the first of them in full, the rest by number.
pub(super) async fn warn(db: &On<'_>, report: &mut ImportReport) -> Result<()> {
    let dropping: Vec<Dropping> = lines().rows(db).await?;
    let all = dropping.first().map_or(0, |first| first.lines.unsigned_abs());
    report.warnings_left_out += all - dropping.len() as u64;
    for line in dropping {
        let file = usize::try_from(line.file).ok().and_then(|place| report.files.get(place));
        let warning = line.warning(file.map(|file| file.name.clone()).unwrap_or_default());
        report.warn(warning);
    }
    Ok(())
}

/// Lines that would be recorded. What they replace is in the register or in the files.
fn lines() -> Sql {
    let facts = Fact::ALL.map(|fact| (fact.column(), Some(fact)));
    let columns = facts.into_iter().chain([("note", None), ("evidence", None)]);
    let dropped: Vec<String> = columns.map(|(column, fact)| dropped(column, fact)).collect();
    let mut lines = Sql::new(format!(
        "SELECT *, count(*) OVER () AS lines FROM (
            SELECT s.file, s.line, s.replaces_code AS replaces, array_remove(ARRAY[{dropped}], NULL) AS columns
            FROM staged_event AS s LEFT JOIN unit_event AS e ON e.position = s.replaces
                LEFT JOIN staged_event AS t ON t.position = s.replaces AND t.fate IS NULL
            WHERE s.fate IS NULL AND s.replaces IS NOT NULL
         ) AS dropping WHERE columns <> '{{}}' ORDER BY file, line LIMIT ",
        dropped = dropped.join(", ")
    ));
    lines.push_bind(i64::try_from(ImportReport::KEPT).unwrap_or(i64::MAX));
    lines
}

/// The name of a column if the line leaves it empty and the replaced event does not; only for a kind that carries the fact.
fn dropped(column: &str, fact: Option<Fact>) -> String {
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

impl Dropping {
    fn warning(self, file: String) -> Warning {
        let Dropping { line, replaces, columns, .. } = self;
        let it = if columns.len() == 1 { "it" } else { "they" };
        let names = columns.join(", ");
        let english = format!(
            "the line replaces event {replaces} without {names}, which that event states; {it} will not be known any more"
        );
        let persian = format!(
            "این سطر جایگزین رویداد {replaces} است و {names} را که در آن رویداد نوشته شده است ندارد؛ پس از این معلوم نخواهد بود"
        );
        let warning = Warning::new(file, english, persian).at(line.unsigned_abs());
        match columns.as_slice() {
            [column] => warning.in_column(column),
            _ => warning,
        }
    }
}
