//! Support cases on their way into the register: finding one to change, and adding one.

use std::collections::HashMap;

use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};

use shahrak_domain::ledger::{Position, Record, Says};
use shahrak_domain::moment::Moment;
use shahrak_domain::support::Step;
use shahrak_domain::unit::check_code;

use super::step::StepRow;
use super::{CaseId, PROVINCE};
use crate::entity::unit;
use crate::error::{Error, Result};
use crate::list::{Columns, columns};
use crate::lock::Lock;
use crate::reference_cache::ProvinceId;
use crate::sql::Sql;
use crate::tx::Tx;
use crate::unit::UnitId;

/// A case whose records are locked until the end of the transaction.
#[derive(Clone, Debug)]
pub struct LockedCase {
    /// Its id.
    pub id: CaseId,
    /// Its code.
    pub code: String,
    /// Its province.
    pub province_id: ProvinceId,
    /// Its records, in the order of recording.
    pub records: Vec<Record<Step>>,
    /// The code of each record.
    pub codes: HashMap<Position, String>,
    /// The note of each record.
    pub notes: HashMap<Position, Option<String>>,
}

/// A case to add.
#[derive(Clone, Debug)]
pub struct NewCase {
    /// The sender's code; none lets the register choose one.
    pub code: Option<String>,
    /// Who needs help.
    pub subject: SubjectId,
}

/// Who needs help, by ids.
#[derive(Clone, Debug)]
pub enum SubjectId {
    /// A unit.
    Unit(UnitId),
    /// An applicant in a province.
    Applicant {
        /// The name.
        name: String,
        /// The province.
        province_id: ProvinceId,
    },
}

#[derive(FromQueryResult)]
struct CaseKey {
    id: CaseId,
    province_id: ProvinceId,
}

struct LockedStep {
    position: Position,
    code: String,
    note: Option<String>,
    recorded_at: Moment,
    replaces: Option<Position>,
    voids: Option<Position>,
}

columns!(LockedStep, "step", { position, code, note, recorded_at, replaces, voids });

/// Locks the case with this code, and reads all of its records.
///
/// # Errors
/// Any [`Error`].
pub async fn lock(tx: &Tx, code: &str) -> Result<Option<LockedCase>> {
    if check_code(code).is_err() {
        return Ok(None);
    }
    Lock::SupportCases.lock_shared(tx).await?;
    let mut query = Sql::new(format!(
        "SELECT support_case.id, {PROVINCE} AS province_id FROM support_case
            LEFT JOIN unit ON unit.id = support_case.unit_id WHERE support_case.code = "
    ));
    query.push_bind(code.to_owned()).push(" FOR NO KEY UPDATE OF support_case");
    let found: Vec<CaseKey> = query.rows(tx).await?;
    let Some(CaseKey { id, province_id }) = found.into_iter().next() else { return Ok(None) };
    let (mut records, mut codes, mut notes) = (Vec::new(), HashMap::new(), HashMap::new());
    for (place, step) in steps(tx, id).await? {
        let position = place.position;
        codes.insert(position, place.code);
        notes.insert(position, place.note);
        let says = match (place.voids, step.into_step()?) {
            (Some(voided), _) => Says::Void(voided),
            (None, Some(facts)) => Says::Happened { facts, replaces: place.replaces },
            (None, None) => return Err(Error::decode(format!("the record {position} states nothing"))),
        };
        records.push(Record { position, recorded_at: place.recorded_at, says });
    }
    Ok(Some(LockedCase { id, code: code.to_owned(), province_id, records, codes, notes }))
}

async fn steps(tx: &Tx, id: CaseId) -> Result<Vec<(LockedStep, StepRow)>> {
    let columns = <(LockedStep, StepRow)>::sql();
    let mut query = Sql::new(format!("SELECT {columns} FROM support_step AS step WHERE case_id = "));
    query.push_bind(id).push(" ORDER BY position");
    query.read(tx).await
}

/// The id and the province of the unit with this code, which cannot be deleted until the end of the transaction.
///
/// # Errors
/// Any [`Error`].
pub async fn hold_unit(tx: &Tx, code: &str) -> Result<Option<(UnitId, ProvinceId)>> {
    if check_code(code).is_err() {
        return Ok(None);
    }
    let unit = unit::Entity::find().select_only().columns([unit::Column::Id, unit::Column::ProvinceId]);
    let unit = unit.filter(unit::Column::Code.eq(code)).lock(LockType::KeyShare);
    Ok(unit.into_tuple().one(tx).await?)
}

/// Adds a case without steps; its id. None if another case has the code.
///
/// # Errors
/// Any [`Error`].
pub async fn add(tx: &Tx, new: &NewCase) -> Result<Option<CaseId>> {
    Lock::SupportCases.lock_shared(tx).await?;
    let (unit, applicant, province) = match &new.subject {
        SubjectId::Unit(id) => (Some(*id), None, None),
        SubjectId::Applicant { name, province_id } => (None, Some(name.clone()), Some(*province_id)),
    };
    let mut query =
        Sql::new("INSERT INTO support_case (id, code, unit_id, applicant, province_id) SELECT id, COALESCE(");
    query.push_bind(new.code.clone()).push(", free_case_code(id)), ").push_bind(unit).push("::bigint, ");
    query.push_bind(applicant).push("::text, ").push_bind(province).push("::smallint");
    query.push(
        " FROM (SELECT nextval(pg_get_serial_sequence('support_case', 'id')) AS id) AS next
        ON CONFLICT (code) DO NOTHING RETURNING id",
    );
    query.value_if_any(tx).await
}

impl LockedCase {
    /// The position of the record with this code.
    pub fn position(&self, code: &str) -> Option<Position> {
        self.codes.iter().find(|(_, known)| *known == code).map(|(position, _)| *position)
    }

    /// The step that is recorded at a position; none for a void.
    pub fn step(&self, position: Position) -> Option<&Step> {
        let record = self.records.iter().find(|record| record.position == position)?;
        match &record.says {
            Says::Happened { facts, .. } => Some(facts),
            Says::Void(_) => None,
        }
    }
}
