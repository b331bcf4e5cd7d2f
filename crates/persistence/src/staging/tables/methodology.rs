//! Methodologies.

use shahrak_domain::day::Day;
use shahrak_domain::import::FileKind;
use shahrak_domain::methodology::{Methodologies, Methodology};

use crate::connection::Session;
use crate::entity::methodology::Model;
use crate::error::Result;
use crate::methodology;
use crate::sql::Sql;
use crate::staging::decide::{self, Decided, Verdict};
use crate::staging::table::StagingTable;
use crate::staging::table_spec::{RowTable, TableSpec};

/// The staging table of methodologies.
pub(crate) struct MethodologyTable;

impl StagingTable for MethodologyTable {
    const KIND: FileKind = FileKind::Methodologies;
    const TABLE: &'static str = "staged_methodology";
    const COLUMNS: &'static [(&'static str, &'static str)] = &[
        ("code", "text"),
        ("valid_from", "date"),
        ("idle_below", "numeric"),
        ("semi_active_below", "numeric"),
        ("source", "text"),
    ];
}

impl RowTable for MethodologyTable {
    const SPEC: TableSpec = TableSpec {
        table: "methodology",
        key: &["code"],
        key_name: "same-code",
        facts: &["valid_from", "idle_below", "semi_active_below", "source"],
        ..TableSpec::NEW
    };
}

/// The facts for the methodologies of a batch.
pub(in crate::staging) struct Facts {
    recorded: Methodologies,
    /// The methodologies of the files.
    staged: Vec<Methodology>,
    last_capacity: Option<Day>,
}

impl Decided for MethodologyTable {
    type Row = Model;
    type Facts = Facts;

    const ROW: &'static str = COLUMNS;

    async fn facts(db: &Session, rows: &[Model]) -> Result<Facts> {
        let recorded = methodology::all(db).await?;
        let staged = format!("SELECT {COLUMNS} FROM staged_methodology");
        let staged = Sql::new(staged).rows::<Model>(db).await?;
        let known = |it: &Methodology| recorded.all().iter().any(|other| other.code == it.code);
        let staged = staged.into_iter().map(Model::into_methodology).filter(|it| !known(it)).collect();
        let first = rows.iter().map(|row| Day::new(row.valid_from)).min();
        let last_capacity = match first {
            Some(first) => methodology::last_capacity(db, first).await?,
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
