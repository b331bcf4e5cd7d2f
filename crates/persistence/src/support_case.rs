//! Support cases: listing, counting, finding, and their records.

use std::collections::HashMap;

use chrono::NaiveDate;

use shahrak_domain::day::Day;
use shahrak_domain::support::{CaseOutcome, CaseState, CaseStatus, SupportKind};

use crate::db::Db;
use crate::entity::Code;
use crate::error::Result;
use crate::list::{Cells, Columns, ListTables, Paged, columns};
use crate::page::{Column, Order, PageRequest};
use crate::reference_cache::ProvinceId;
use crate::unit::{Unit, UnitId, View};

mod append;
mod filter;
mod lock;
mod step;

pub(crate) use append::CaseStateRow;
pub use append::{CaseDraft, NewRecord, append};
pub use filter::CaseFilter;
pub use lock::{LockedCase, NewCase, SubjectId, add, hold_unit, lock};
pub use step::{CaseRecord, Recorder, StepCorrection, records_of};

/// The id of a support case.
pub type CaseId = i64;

/// A support case as of a day and by the knowledge of a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupportCase {
    /// Its id.
    pub id: CaseId,
    /// Its code.
    pub code: String,
    /// The name of the applicant; none for a unit.
    pub applicant: Option<String>,
    /// Its province: that of the unit, or that of the applicant.
    pub province_id: ProvinceId,
    /// The number of its records by present knowledge.
    pub records: i64,
    /// Where it stands.
    pub state: CaseState,
    /// Its unit; none for an applicant.
    pub unit: Option<Unit>,
}

const ID: Column = Column { sql: "support_case.id", cast: "bigint" };
const OPENED_ON: Column = Column { sql: "state.opened_on", cast: "date" };

/// Whether the unit of a case is not the first to be helped: it is not more than 60 % built, or already in operation.
const LESS_URGENT: Column = Column {
    sql: "(CASE WHEN unit.progress_percent > 60 AND unit.status IN ('planned', 'under_construction') THEN 0 ELSE 1 END)",
    cast: "integer",
};

/// Cases of units that are more than 60 % built first, then by the day of opening.
pub const BY_URGENCY: Order = Order { columns: &[LESS_URGENT, OPENED_ON, ID], descending: false };
/// By the day of opening.
pub const BY_OPENING: Order = Order { columns: &[OPENED_ON, ID], descending: false };
/// By the first day of the present status.
pub const BY_SINCE: Order =
    Order { columns: &[Column { sql: "state.since", cast: "date" }, ID], descending: false };

pub(crate) const TABLES: &str = "support_case JOIN support_state AS state ON state.case_id = support_case.id
    LEFT JOIN unit ON unit.id = support_case.unit_id";
const CASES: ListTables = ListTables { table: TABLES, alias: "support_case", joins: "" };

/// A page of cases.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn list(
    db: &Db,
    filter: &CaseFilter,
    order: &Order,
    page: &PageRequest,
) -> Result<Paged<SupportCase>> {
    CASES.page(&filter.lane(db), order, page, |query| filter.push(query)).await
}

/// Counts cases.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn count(db: &Db, filter: &CaseFilter) -> Result<i64> {
    CASES.count(db, |query| filter.push(query)).await
}

/// The cases with these ids that a reader of some provinces may see, in no order.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn find_all(
    db: &Db,
    ids: Vec<CaseId>,
    visible: &[ProvinceId],
    view: Option<View>,
) -> Result<Paged<SupportCase>> {
    let filter = CaseFilter { visible: visible.to_vec(), ids: Some(ids), view, ..CaseFilter::default() };
    all(db, &filter).await
}

/// The case with this code, if a reader of some provinces may see it.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn find(
    db: &Db,
    code: &str,
    visible: &[ProvinceId],
    view: Option<View>,
) -> Result<Paged<SupportCase>> {
    let code = Some(code.to_owned());
    all(db, &CaseFilter { visible: visible.to_vec(), code, view, ..CaseFilter::default() }).await
}

/// The cases of each of some units that satisfy the filter, by the day of opening. Units without cases are missing.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn of_units(
    db: &Db,
    units: &[UnitId],
    filter: &CaseFilter,
) -> Result<(HashMap<UnitId, Vec<SupportCase>>, i64)> {
    let Paged { page, version } =
        all(db, &CaseFilter { units: Some(units.to_vec()), ..filter.clone() }).await?;
    let mut of_unit: HashMap<UnitId, Vec<SupportCase>> = HashMap::new();
    for (_, case) in page.rows {
        let Some(unit) = &case.unit else { continue };
        of_unit.entry(unit.id).or_default().push(case);
    }
    Ok((of_unit, version))
}

/// All cases that satisfy a filter that leaves few, by the day of opening.
async fn all(db: &Db, filter: &CaseFilter) -> Result<Paged<SupportCase>> {
    let page = PageRequest { size: u32::MAX - 1, from_end: false, after: None, before: None };
    list(db, filter, &BY_OPENING, &page).await
}

/// The columns of a case besides its unit.
struct CaseRow {
    id: CaseId,
    code: String,
    applicant: Option<String>,
    province_id: ProvinceId,
    records: i64,
    kind: Code<SupportKind>,
    status: Code<CaseStatus>,
    since: NaiveDate,
    opened_on: NaiveDate,
    referred_to: Option<String>,
    outcome: Option<Code<CaseOutcome>>,
}

/// The province of a case.
pub(crate) const PROVINCE: &str = "COALESCE(unit.province_id, support_case.province_id)";

columns!(CaseRow, "support_case", {
    id, code, applicant, province_id = PROVINCE,
    records = "(SELECT count(*) FROM support_step AS step WHERE step.case_id = support_case.id)",
    kind = "state.kind", status = "state.status", since = "state.since", opened_on = "state.opened_on",
    referred_to = "state.referred_to", outcome = "state.outcome",
});

impl Columns for SupportCase {
    fn sql() -> String {
        <(CaseRow, Option<Unit>)>::sql()
    }

    fn read(cells: &mut Cells<'_>) -> Result<SupportCase> {
        let (row, unit): (CaseRow, Option<Unit>) = Columns::read(cells)?;
        Ok(SupportCase {
            id: row.id,
            code: row.code,
            applicant: row.applicant,
            province_id: row.province_id,
            records: row.records,
            state: CaseState {
                kind: row.kind.0,
                status: row.status.0,
                since: Day::new(row.since),
                opened_on: Day::new(row.opened_on),
                referred_to: row.referred_to,
                outcome: row.outcome.map(|outcome| outcome.0),
            },
            unit,
        })
    }
}
