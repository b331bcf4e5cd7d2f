//! Parks.

use std::collections::{HashMap, HashSet};

use sea_orm::FromQueryResult;

use shahrak_domain::change::Change;
use shahrak_domain::import::FileKind;
use shahrak_domain::park::Park;

use crate::connection::Session;
use crate::entity::{Column, columns, park};
use crate::error::Result;
use crate::sql::Sql;
use crate::staging::decide::{Decided, Verdict, verdict};
use crate::staging::table::StagingTable;
use crate::staging::table_spec::{RowTable, TableSpec};

/// The staging table of parks.
pub(crate) struct ParkTable;

impl StagingTable for ParkTable {
    const KIND: FileKind = FileKind::Parks;
    const TABLE: &'static str = "staged_park";
    const COLUMNS: &'static [(&'static str, &'static str)] = &[
        ("code", "text COLLATE \"C\""),
        ("province", "text"),
        // The columns that the file has.
        ("present", "text[]"),
        // Given to a park that is added.
        ("id", "integer"),
    ];
    fn of_entity() -> Vec<Column> {
        let mut columns = columns::<park::Entity>();
        columns.retain(|column| !["id", "code", "version"].contains(&&*column.name));
        columns
    }

    const PLACES: &'static [&'static str] = &[
        "SELECT s.file, s.line, 'code', s.code, 'forbidden-park', s.code, t.province_id
         FROM staged_park AS s JOIN park AS t ON t.code = s.code",
        "SELECT s.file, s.line, 'province', s.province, 'forbidden-park-moved', s.code, s.province_id
         FROM staged_park AS s LEFT JOIN park AS t ON t.code = s.code
         WHERE t.province_id IS DISTINCT FROM s.province_id",
    ];
}

impl RowTable for ParkTable {
    const SPEC: TableSpec = TableSpec {
        table: "park",
        resolve: &[
            "UPDATE staged_park AS s SET province_id = p.id FROM province AS p WHERE p.code = s.province",
        ],
        key: &["code"],
        key_name: "same-code",
        // By units: a park and its units are in one province.
        referred_to: &["province_id"],
        ..TableSpec::NEW
    };
}

/// A line as a park.
#[derive(FromQueryResult)]
pub(in crate::staging) struct ParkLine {
    province: String,
    #[sea_orm(nested)]
    row: park::Model,
}

/// The facts for the parks of a batch.
pub(in crate::staging) struct Parks {
    /// Recorded parks by code.
    recorded: HashMap<String, Park>,
    /// The codes of moved parks with recorded events.
    with_events: HashSet<String>,
}

impl Decided for ParkTable {
    type Row = ParkLine;
    type Facts = Parks;

    const ROW: &'static str = "0 AS id, 0 AS version, code, province";

    async fn facts(db: &Session, rows: &[ParkLine]) -> Result<Parks> {
        let recorded = recorded(db, rows).await?;
        let moved = rows.iter().filter(|line| {
            recorded.get(&line.row.code).is_some_and(|park: &Park| park.province != line.province)
        });
        let moved = Sql::texts(moved.map(|line| &*line.row.code));
        let with_events = Sql::with(
            "SELECT code FROM public.park WHERE code = ANY($1) AND EXISTS (SELECT FROM unit_event AS e WHERE e.park_id = park.id)",
            [moved],
        );
        let with_events: Vec<String> = with_events.values(db).await?;
        Ok(Parks { recorded, with_events: with_events.into_iter().collect() })
    }

    fn decide(line: &ParkLine, facts: &Parks) -> Result<Verdict> {
        let park = Park { province: line.province.clone(), ..line.row.clone().into_park() };
        let recorded = facts.recorded.get(&park.code);
        let decided = match recorded {
            None => park.register(false),
            Some(recorded) => recorded.update(park, facts.with_events.contains(&recorded.code)),
        };
        Ok(verdict(decided.map(|park| Change::of(&park, recorded))))
    }
}

async fn recorded(db: &Session, rows: &[ParkLine]) -> Result<HashMap<String, Park>> {
    let codes = Sql::texts(rows.iter().map(|line| &*line.row.code));
    let recorded = Sql::with(
        "SELECT park.*, province.code AS province FROM public.park JOIN province ON province.id = park.province_id
         WHERE park.code = ANY($1)",
        [codes],
    );
    let recorded: Vec<ParkLine> = recorded.rows(db).await?;
    Ok(recorded.into_iter().map(|line| (line.row.code.clone(), line.row.into_park())).collect())
}
