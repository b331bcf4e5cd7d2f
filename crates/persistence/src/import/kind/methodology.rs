//! Methodologies.

use sqlx::AssertSqlSafe;
use sqlx::postgres::PgConnection;

use shahrak_domain::day::Day;
use shahrak_domain::methodology::{Methodologies, Methodology};
use shahrak_exchange::row::MethodologyRow;

use crate::connection::On;
use crate::entity::methodology::Model;
use crate::error::Result;
use crate::import::copy::Line;
use crate::import::decide::{self, Decided, Verdict};
use crate::import::plan::Plan;
use crate::import::staged::Staged;
use crate::methodology;

impl Staged for MethodologyRow {
    const TABLE: &'static str = "staged_methodology";
    const COLUMNS: &'static [(&'static str, &'static str)] = &[
        ("code", "text"),
        ("valid_from", "date"),
        ("idle_below", "numeric"),
        ("semi_active_below", "numeric"),
        ("source", "text"),
    ];

    fn fill(&self, line: &mut Line) {
        let methodology = &self.0;
        line.text(&methodology.code)
            .plain(methodology.valid_from.date())
            .plain(methodology.idle_below)
            .plain(methodology.semi_active_below)
            .maybe_text(methodology.source.as_deref());
    }
}

/// How methodologies land (rule L3).
pub(in crate::import) const METHODOLOGIES: Plan = Plan {
    table: "methodology",
    resolve: &[],
    keep: &[],
    checks: &[],
    key: &["code"],
    nullable_key: false,
    said: "code",
    facts: &["valid_from", "idle_below", "semi_active_below", "source"],
};

/// What the register knows beside the methodologies of a batch.
pub(in crate::import) struct Facts {
    recorded: Methodologies,
    /// Those of the files.
    staged: Vec<Methodology>,
    last_capacity: Option<Day>,
}

impl Decided for MethodologyRow {
    type Row = Model;
    type Facts = Facts;

    const ROW: &'static str = COLUMNS;

    async fn facts(connection: &mut PgConnection, rows: &[Model]) -> Result<Facts> {
        let recorded = methodology::all(&On::new(connection)).await?;
        let staged = format!("SELECT {COLUMNS} FROM staged_methodology");
        let staged = decide::models::<Model>(connection, sqlx::query(AssertSqlSafe(staged))).await?;
        let known = |it: &Methodology| recorded.all().iter().any(|other| other.code == it.code);
        let staged = staged.into_iter().map(Model::into_methodology).filter(|it| !known(it)).collect();
        let first = rows.iter().map(|row| Day::new(row.valid_from)).min();
        let last_capacity = match first {
            Some(first) => methodology::last_capacity(&On::new(connection), first).await?,
            None => None,
        };
        Ok(Facts { recorded, staged, last_capacity })
    }

    fn decide(row: &Model, facts: &Facts) -> Result<Verdict> {
        let methodology = row.clone().into_methodology();
        Ok(decide::verdict(methodology.adopt(&facts.recorded, &facts.staged, facts.last_capacity)))
    }
}

/// The columns of a row.
const COLUMNS: &str = "code, valid_from, idle_below, semi_active_below, source";
