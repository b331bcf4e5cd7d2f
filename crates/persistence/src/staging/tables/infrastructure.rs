//! Infrastructure of parks.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use rust_decimal::Decimal;
use sea_orm::FromQueryResult;

use shahrak_domain::change::Change;
use shahrak_domain::day::Day;
use shahrak_domain::import::FileKind;
use shahrak_domain::park::{Infrastructure, InfrastructureLine, UnknownPark};
use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::violation::Violation;
use shahrak_messages::message;

use crate::connection::Session;
use crate::entity::{Code, infrastructure};
use crate::error::Result;
use crate::park::ParkId;
use crate::sql::Sql;
use crate::staging::decide::{Decided, Verdict};
use crate::staging::table::StagingTable;
use crate::staging::table_spec::{RowTable, TableSpec};

/// The staging table of infrastructure.
pub(crate) struct InfrastructureTable;

impl StagingTable for InfrastructureTable {
    const KIND: FileKind = FileKind::Infrastructure;
    const TABLE: &'static str = "staged_infrastructure";
    const COLUMNS: &'static [(&'static str, &'static str)] = &[
        ("park", "text"),
        ("line_of", "text"),
        ("capacity", "numeric"),
        ("unit", "text"),
        ("in_service_since", "date"),
        ("park_id", "integer"),
    ];
    const PLACES: &'static [&'static str] =
        &["SELECT s.file, s.line, 'park', s.park, 'forbidden-park', s.park, p.province_id
         FROM staged_infrastructure AS s JOIN park AS p ON p.id = s.park_id"];
}

impl RowTable for InfrastructureTable {
    const SPEC: TableSpec = TableSpec {
        table: "infrastructure",
        resolve: &[
            "UPDATE staged_infrastructure AS s SET park_id = p.id FROM park AS p WHERE p.code = s.park",
        ],
        key: &["park_id", "line_of"],
        key_name: "same-park-line",
        facts: &["capacity", "unit", "in_service_since"],
        ..TableSpec::NEW
    };
}

/// A staged line. The park has no id if it is not registered.
#[derive(FromQueryResult)]
pub(in crate::staging) struct InfrastructureRead {
    park: String,
    park_id: Option<ParkId>,
    line_of: Code<InfrastructureLine>,
    capacity: Decimal,
    unit: String,
    in_service_since: Option<NaiveDate>,
}

/// The facts for the infrastructure of a batch.
pub(in crate::staging) struct Lines {
    recorded: HashMap<(ParkId, InfrastructureLine), Infrastructure>,
    unknown: UnknownParks,
}

impl Decided for InfrastructureTable {
    type Row = InfrastructureRead;
    type Facts = Lines;

    const ROW: &'static str = "park, park_id, line_of, capacity, unit, in_service_since";

    async fn facts(db: &Session, rows: &[InfrastructureRead]) -> Result<Lines> {
        let unknown = rows.iter().filter(|line| line.park_id.is_none()).map(|line| &*line.park);
        let unknown = UnknownParks::of(db, unknown.collect()).await?;
        let parks: Vec<ParkId> = rows.iter().filter_map(|line| line.park_id).collect();
        let recorded = Sql::with("SELECT * FROM infrastructure WHERE park_id = ANY($1)", [parks.into()]);
        let recorded: Vec<infrastructure::Model> = recorded.rows(db).await?;
        let recorded = recorded.into_iter().map(|row| ((row.park_id, row.line_of.0), row.into()));
        Ok(Lines { recorded: recorded.collect(), unknown })
    }

    fn decide(line: &InfrastructureRead, facts: &Lines) -> Result<Verdict> {
        let Some(park_id) = line.park_id else { return Ok(Err(vec![facts.unknown.violation(&line.park)])) };
        let stated = Infrastructure {
            line: line.line_of.0,
            capacity: line.capacity.normalize(),
            unit: line.unit.clone(),
            in_service_since: line.in_service_since.map(Day::new),
        };
        Ok(Ok(Change::of(&stated, facts.recorded.get(&(park_id, stated.line)))))
    }
}

/// Parks that lines name and that are not registered.
#[derive(Default)]
pub(in crate::staging) struct UnknownParks {
    /// The codes of those whose own line is refused.
    refused: HashSet<String>,
}

impl UnknownParks {
    /// Finds those whose own line is refused.
    pub(in crate::staging) async fn of(db: &Session, codes: Vec<&str>) -> Result<UnknownParks> {
        if codes.is_empty() {
            return Ok(UnknownParks::default());
        }
        let refused = "SELECT code FROM refused_code WHERE kind = 'park' AND code = ANY($1)";
        let refused: Vec<String> = Sql::with(refused, [Sql::texts(codes)]).values(db).await?;
        Ok(UnknownParks { refused: refused.into_iter().collect() })
    }

    /// The violation of a line that names one of them.
    pub(in crate::staging) fn violation(&self, code: &str) -> Violation {
        if !self.refused.contains(code) {
            let message = message!("unknown-park-in-files", code);
            return Violation { message, ..UnknownPark(code.to_owned()).into() };
        }
        let message = message!("park-line-refused");
        Violation::new(RefusalCode::UnknownPark, message).at("park").because_of(code)
    }
}
