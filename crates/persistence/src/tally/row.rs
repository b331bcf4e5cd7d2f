//! Sums as rows.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::postgres::PgRow;
use sqlx::{FromRow, Row as _};

use shahrak_domain::activity::Sector;
use shahrak_domain::code::Coded;
use shahrak_domain::event::EventKind;
use shahrak_domain::report::{Days, Sum};
use shahrak_domain::state::Status;

use super::{Area, Cell, SectorCell, UNKNOWN_SECTOR};
use crate::error::{Error, Result};

/// A sum, and what the statement saw of the ledger. There is one row without a sum if nothing counts.
#[derive(FromRow)]
pub(super) struct Row {
    /// The register's clock: all that is recorded up to this moment is in the sums.
    pub(super) settled_at: DateTime<Utc>,
    pub(super) reference_version: i64,
    #[sqlx(flatten)]
    pub(super) sum: MaybeSum,
}

/// Where in a report's section a value belongs.
#[derive(FromRow)]
pub(super) struct Place {
    pub(super) piece: i32,
    area: i32,
    outside: bool,
    sector: Option<i16>,
}

pub(super) struct MaybeSum(pub(super) Option<SumRow>);

#[derive(FromRow)]
pub(super) struct SumRow {
    #[sqlx(flatten)]
    pub(super) place: Place,
    kind: String,
    from_status: Option<String>,
    to_status: String,
    events: i64,
    jobs: i64,
    jobs_unknown: i64,
    investment: String,
    investment_unknown: i64,
    stock_jobs: i64,
    stock_jobs_unknown: i64,
}

#[derive(FromRow)]
pub(super) struct FirstDayRow {
    #[sqlx(flatten)]
    pub(super) place: Place,
    kind: String,
    pub(super) day: NaiveDate,
}

impl FromRow<'_, PgRow> for MaybeSum {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        match row.try_get::<Option<i32>, _>("piece")? {
            Some(_) => Ok(MaybeSum(Some(SumRow::from_row(row)?))),
            None => Ok(MaybeSum(None)),
        }
    }
}

impl Place {
    pub(super) fn cell(&self) -> Result<Cell> {
        let area = Area { number: self.area, outside: self.outside };
        Ok(Cell { area, sector: self.sector.map(sector).transpose()? })
    }
}

impl SumRow {
    pub(super) fn into_sum(self, days: Days) -> Result<Sum> {
        Ok(Sum {
            days,
            kind: EventKind::parse(&self.kind).map_err(Error::row)?,
            from: self.from_status.as_deref().map(Status::parse).transpose().map_err(Error::row)?,
            to: Status::parse(&self.to_status).map_err(Error::row)?,
            events: self.events,
            jobs: self.jobs,
            jobs_unknown: self.jobs_unknown,
            investment: self.investment.parse().map_err(Error::row)?,
            investment_unknown: self.investment_unknown,
            stock_jobs: self.stock_jobs,
            stock_jobs_unknown: self.stock_jobs_unknown,
        })
    }
}

impl FirstDayRow {
    pub(super) fn kind(&self) -> Result<EventKind> {
        EventKind::parse(&self.kind).map_err(Error::row)
    }
}

/// The sector of a number: 1 to 8 in the order of the domain, 9 unknown.
fn sector(number: i16) -> Result<SectorCell> {
    if number == UNKNOWN_SECTOR {
        return Ok(None);
    }
    let place = usize::try_from(number - 1).ok();
    let sector = place.and_then(|place| Sector::ALL.get(place).copied());
    sector.map(Some).ok_or_else(|| Error::row(format!("{number} is no number of a sector")))
}
