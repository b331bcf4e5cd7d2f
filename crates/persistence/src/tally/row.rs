//! Sums as rows.

use chrono::NaiveDate;

use shahrak_domain::event::EventKind;
use shahrak_domain::moment::Moment;
use shahrak_domain::report::{Days, Sum};
use shahrak_domain::state::Status;

use super::{Area, Cell, SectorCell};
use crate::entity::Code;
use crate::error::{Error, Result};
use crate::list::{VERSION, columns};
use crate::unit_sector::{UNKNOWN_SECTOR, sector_of};

/// A sum, and the state of the register as the statement saw it. Without sums there is one row of NULLs.
pub(super) type SumRow = (RegisterState, Option<(SectionCell, FlowCounts)>);

/// The first day with an investment of a kind.
pub(super) type FirstDayRow = (SectionCell, Investment);

/// The state of the register as the statement saw it.
pub(super) struct RegisterState {
    /// The register's clock: the sums contain everything recorded up to this moment.
    pub(super) settled_at: Moment,
    pub(super) reference_version: i64,
}

columns!(RegisterState, "head", { settled_at, reference_version = VERSION });

/// The place of a value in the section of a report.
pub(super) struct SectionCell {
    pub(super) piece: i32,
    area: i32,
    outside: bool,
    sector: Option<i16>,
}

columns!(SectionCell, "sums", { piece, area, outside, sector });

/// The sums of one kind of event.
pub(super) struct FlowCounts {
    kind: Code<EventKind>,
    from_status: Option<Code<Status>>,
    to_status: Code<Status>,
    events: i64,
    jobs: i64,
    jobs_unknown: i64,
    investment: String,
    investment_unknown: i64,
    stock_jobs: i64,
    stock_jobs_unknown: i64,
}

columns!(FlowCounts, "sums", {
    kind = "sums.kind::text",
    from_status = "sums.from_status::text",
    to_status = "sums.to_status::text",
    events, jobs, jobs_unknown,
    // As text: a sum of rials may exceed what `Decimal` holds.
    investment = "sums.investment::text",
    investment_unknown, stock_jobs, stock_jobs_unknown,
});

/// An event that states an investment.
pub(super) struct Investment {
    pub(super) kind: Code<EventKind>,
    pub(super) day: NaiveDate,
}

columns!(Investment, "sums", { kind = "sums.kind::text", day });

impl SectionCell {
    pub(super) fn cell(&self) -> Result<Cell> {
        let area = Area { number: self.area, outside: self.outside };
        Ok(Cell { area, sector: self.sector.map(sector).transpose()? })
    }
}

impl FlowCounts {
    pub(super) fn into_sum(self, days: Days) -> Result<Sum> {
        Ok(Sum {
            days,
            kind: self.kind.0,
            from: self.from_status.map(|status| status.0),
            to: self.to_status.0,
            events: self.events,
            jobs: self.jobs,
            jobs_unknown: self.jobs_unknown,
            investment: self.investment.parse().map_err(Error::decode)?,
            investment_unknown: self.investment_unknown,
            stock_jobs: self.stock_jobs,
            stock_jobs_unknown: self.stock_jobs_unknown,
        })
    }
}

fn sector(number: i16) -> Result<SectorCell> {
    match sector_of(number) {
        None if number != UNKNOWN_SECTOR => Err(Error::decode(format!("{number} is no number of a sector"))),
        sector => Ok(sector),
    }
}
