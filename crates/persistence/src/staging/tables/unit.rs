//! Units.

use std::collections::{HashMap, HashSet};

use sea_orm::FromQueryResult;

use shahrak_domain::activity::{Activity, IsicRevision};
use shahrak_domain::change::Change;
use shahrak_domain::edit::Edit;
use shahrak_domain::import::FileKind;
use shahrak_domain::province::Name;
use shahrak_domain::unit::{NewUnit, ParkThere, Site, Unit, UnitChange, UnitError};
use shahrak_domain::violation::Violation;

use super::infrastructure::UnknownParks;
use crate::connection::Session;
use crate::entity::Code;
use crate::error::{Error, Result};
use crate::sql::Sql;
use crate::staging::decide::{Decided, Verdict};
use crate::staging::table::StagingTable;
use crate::staging::table_spec::{RowTable, TableSpec};
use crate::unit_sector::sector_of;

/// The staging table of units.
pub(crate) struct UnitTable;

impl StagingTable for UnitTable {
    const KIND: FileKind = FileKind::Units;
    const TABLE: &'static str = "staged_unit";
    const COLUMNS: &'static [(&'static str, &'static str)] = &[
        ("code", "text COLLATE \"C\""),
        ("park", "text"),
        ("province", "text"),
        ("name_en", "text"),
        ("name_fa", "text"),
        ("isic_revision", "text"),
        ("isic_code", "text COLLATE \"C\""),
        ("sector", "smallint"),
        ("licence", "text"),
        ("owner", "text"),
        // The columns that the file has.
        ("present", "text[]"),
        ("park_id", "integer"),
        ("province_id", "smallint"),
        // Given to a unit that is added.
        ("id", "bigint"),
    ];
    const PLACES: &'static [&'static str] = &[
        "SELECT s.file, s.line, 'code', s.code, 'forbidden-unit', s.code, t.province_id
         FROM staged_unit AS s JOIN unit AS t ON t.code = s.code",
        "SELECT s.file, s.line, CASE WHEN s.park IS NULL THEN 'province' ELSE 'park' END, COALESCE(s.park, s.province),
            'forbidden-unit-moved', s.code, s.province_id
         FROM staged_unit AS s LEFT JOIN unit AS t ON t.code = s.code
         WHERE t.province_id IS DISTINCT FROM s.province_id",
    ];
}

impl RowTable for UnitTable {
    const SPEC: TableSpec = TableSpec {
        table: "unit",
        resolve: &[
            "UPDATE staged_unit AS s SET park = p.code FROM unit AS t JOIN park AS p ON p.id = t.park_id
         WHERE t.code = s.code AND NOT 'park' = ANY(s.present)",
            "UPDATE staged_unit AS s SET park_id = p.id, province_id = p.province_id FROM park AS p WHERE p.code = s.park",
            "UPDATE staged_unit AS s SET province_id = p.id FROM province AS p WHERE s.park IS NULL AND p.code = s.province",
            "UPDATE staged_unit AS s SET province_id = t.province_id FROM unit AS t
         WHERE t.code = s.code AND s.park IS NULL AND s.province IS NULL AND NOT 'province' = ANY(s.present)",
        ],
        optional: &["name_en", "name_fa", "isic_revision", "isic_code", "sector", "licence", "owner"],
        key: &["code"],
        key_name: "same-code",
        facts: &[
            "park_id",
            "province_id",
            "name_en",
            "name_fa",
            "isic_revision",
            "isic_code",
            "sector",
            "licence",
            "owner",
        ],
        ..TableSpec::NEW
    };
}

/// A unit without its ids, staged or recorded.
#[derive(FromQueryResult)]
pub(in crate::staging) struct UnitLine {
    code: String,
    park: Option<String>,
    province: Option<String>,
    name_en: Option<String>,
    name_fa: Option<String>,
    isic_revision: Option<Code<IsicRevision>>,
    isic_code: Option<String>,
    sector: Option<i16>,
    licence: Option<String>,
    owner: Option<String>,
    /// The columns that the file has.
    present: Vec<String>,
}

/// The facts for the units of a batch.
pub(in crate::staging) struct Units {
    /// Recorded units by code.
    recorded: HashMap<String, Unit>,
    /// The codes of moved units with recorded events.
    with_events: HashSet<String>,
    /// The provinces of the parks that lines name, by the codes of both.
    parks: HashMap<String, String>,
    unknown: UnknownParks,
}

impl Decided for UnitTable {
    type Row = UnitLine;
    type Facts = Units;

    const ROW: &'static str =
        "code, park, province, name_en, name_fa, isic_revision, isic_code, sector, licence, owner, present";

    async fn facts(db: &Session, lines: &[UnitLine]) -> Result<Units> {
        let recorded = recorded(db, lines).await?;
        let may_move = |line: &&UnitLine| recorded.get(&line.code).is_some_and(|unit| line.may_move(unit));
        let may_move: Vec<&str> = lines.iter().filter(may_move).map(|line| &*line.code).collect();
        let with_events = with_events(db, may_move).await?;
        let parks = parks(db, lines).await?;
        let unknown = lines.iter().filter_map(|line| line.park.as_deref());
        let unknown = unknown.filter(|code| !parks.contains_key(*code)).collect();
        let unknown = UnknownParks::of(db, unknown).await?;
        Ok(Units { recorded, with_events, parks, unknown })
    }

    fn decide(line: &UnitLine, facts: &Units) -> Result<Verdict> {
        let there: ParkThere<'_> =
            line.park.as_ref().and_then(|park| facts.parks.get(park)).map(String::as_str);
        let recorded = facts.recorded.get(&line.code);
        let decided = match recorded {
            None => line.new_unit()?.register(false, there),
            Some(unit) => unit.update(line.change()?, there, facts.with_events.contains(&line.code)),
        };
        let decided = decided.map(|unit| Change::of(&unit, recorded));
        Ok(decided.map_err(|errors| errors.into_iter().map(|error| facts.violation(error)).collect()))
    }
}

impl Units {
    fn violation(&self, error: UnitError) -> Violation {
        match error {
            UnitError::UnknownPark(park) => self.unknown.violation(&park.0),
            other => other.into(),
        }
    }
}

impl UnitLine {
    fn new_unit(&self) -> Result<NewUnit> {
        Ok(NewUnit {
            code: self.code.clone(),
            park: self.edit("park", self.park.as_deref()),
            province: self.province.clone(),
            name: Name { en: self.name_en.clone(), fa: self.name_fa.clone() },
            activity: self.activity()?,
            sector: self.sector.and_then(sector_of),
            licence: self.licence.clone(),
            owner: self.owner.clone(),
        })
    }

    /// The change that the line states. Optional columns that the file lacks have their recorded values.
    fn change(&self) -> Result<UnitChange> {
        Ok(UnitChange {
            park: self.edit("park", self.park.as_deref()),
            province: self.edit("province", self.province.as_deref()),
            name_en: Edit::To(self.name_en.clone()),
            name_fa: Edit::To(self.name_fa.clone()),
            activity: Edit::To(self.activity()?),
            sector: Edit::To(self.sector.and_then(sector_of)),
            licence: Edit::To(self.licence.clone()),
            owner: Edit::To(self.owner.clone()),
        })
    }

    fn may_move(&self, unit: &Unit) -> bool {
        let (park, province) =
            (self.edit("park", self.park.as_deref()), self.edit("province", self.province.as_deref()));
        unit.may_move(&UnitChange { park, province, ..UnitChange::default() })
    }

    fn edit(&self, column: &str, value: Option<&str>) -> Edit<Option<String>> {
        if self.present.iter().any(|present| present == column) {
            Edit::To(value.map(str::to_owned))
        } else {
            Edit::Keep
        }
    }

    fn activity(&self) -> Result<Option<Activity>> {
        let Some((revision, code)) = self.isic_revision.zip(self.isic_code.as_ref()) else { return Ok(None) };
        Activity::new(revision.0, code).map(Some).map_err(Error::decode)
    }

    /// The unit.
    fn into_unit(self) -> Result<Unit> {
        let activity = self.activity()?;
        let province = self.province.ok_or_else(|| Error::decode("a unit in no province"))?;
        let site = match self.park {
            Some(park) => Site::Park { park, province },
            None => Site::Province(province),
        };
        let name = Name { en: self.name_en, fa: self.name_fa };
        let sector = self.sector.and_then(sector_of);
        Ok(Unit { code: self.code, site, name, activity, sector, licence: self.licence, owner: self.owner })
    }
}

async fn recorded(db: &Session, lines: &[UnitLine]) -> Result<HashMap<String, Unit>> {
    let codes = Sql::texts(lines.iter().map(|line| &*line.code));
    let recorded = Sql::with(
        "SELECT unit.code, park.code AS park, province.code AS province, unit.name_en, unit.name_fa, isic_revision, isic_code,
            sector, licence, owner, '{}'::text[] AS present
         FROM public.unit JOIN province ON province.id = unit.province_id
            LEFT JOIN public.park ON park.id = unit.park_id
         WHERE unit.code = ANY($1)",
        [codes],
    );
    let recorded: Vec<UnitLine> = recorded.rows(db).await?;
    recorded.into_iter().map(|line| Ok((line.code.clone(), line.into_unit()?))).collect()
}

async fn with_events(db: &Session, codes: Vec<&str>) -> Result<HashSet<String>> {
    if codes.is_empty() {
        return Ok(HashSet::new());
    }
    let with_events = Sql::with(
        "SELECT code FROM public.unit WHERE code = ANY($1) AND EXISTS (SELECT FROM unit_event AS e WHERE e.unit_id = unit.id)",
        [Sql::texts(codes)],
    );
    let with_events: Vec<String> = with_events.values(db).await?;
    Ok(with_events.into_iter().collect())
}

/// A park and its province.
#[derive(FromQueryResult)]
struct ParkProvince {
    code: String,
    province: String,
}

async fn parks(db: &Session, lines: &[UnitLine]) -> Result<HashMap<String, String>> {
    let codes: HashSet<&str> = lines.iter().filter_map(|line| line.park.as_deref()).collect();
    let parks = Sql::with(
        "SELECT park.code, province.code AS province FROM park JOIN province ON province.id = park.province_id
         WHERE park.code = ANY($1)",
        [Sql::texts(codes)],
    );
    let parks: Vec<ParkProvince> = parks.rows(db).await?;
    Ok(parks.into_iter().map(|park| (park.code, park.province)).collect())
}
