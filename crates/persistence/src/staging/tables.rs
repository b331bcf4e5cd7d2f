//! The staging table of each kind of file: its columns, and what is checked.

use shahrak_domain::import::FileKind;

use super::table::{self, StagingTable};
use crate::connection::Session;
use crate::error::Result;

pub(super) mod announcement;
pub(super) mod budget;
pub(super) mod event;
pub(super) mod figure_decision;
mod infrastructure;
mod methodology;
mod metric;
mod park;
mod rate;
mod reference;
pub(super) mod support_case;
pub(super) mod target;
mod unit;

pub(super) use announcement::AnnouncementTable;
pub(super) use budget::BudgetTable;
pub(super) use event::EventTable;
pub(super) use figure_decision::FigureDecisionTable;
pub(super) use infrastructure::InfrastructureTable;
pub(super) use methodology::MethodologyTable;
pub(super) use metric::MetricTable;
pub(super) use park::ParkTable;
pub(super) use rate::RateTable;
pub(super) use reference::{IsicDivisionTable, ProvinceTable, YearTable};
pub(super) use support_case::SupportCaseTable;
pub(super) use target::TargetTable;
pub(super) use unit::UnitTable;

/// Calls a function for the staging table of a kind.
macro_rules! for_table {
    ($kind:expr, $table:ident => $call:expr) => {
        match $kind {
            FileKind::Provinces => {
                type $table = ProvinceTable;
                $call
            }
            FileKind::Years => {
                type $table = YearTable;
                $call
            }
            FileKind::IsicDivisions => {
                type $table = IsicDivisionTable;
                $call
            }
            FileKind::Rates => {
                type $table = RateTable;
                $call
            }
            FileKind::Methodologies => {
                type $table = MethodologyTable;
                $call
            }
            FileKind::Metrics => {
                type $table = MetricTable;
                $call
            }
            FileKind::Parks => {
                type $table = ParkTable;
                $call
            }
            FileKind::Infrastructure => {
                type $table = InfrastructureTable;
                $call
            }
            FileKind::Units => {
                type $table = UnitTable;
                $call
            }
            FileKind::Events => {
                type $table = EventTable;
                $call
            }
            FileKind::Targets => {
                type $table = TargetTable;
                $call
            }
            FileKind::Announcements => {
                type $table = AnnouncementTable;
                $call
            }
            FileKind::FigureDecisions => {
                type $table = FigureDecisionTable;
                $call
            }
            FileKind::Budgets => {
                type $table = BudgetTable;
                $call
            }
            FileKind::SupportCases => {
                type $table = SupportCaseTable;
                $call
            }
        }
    };
}

/// The name of the staging table of a kind.
pub(super) fn staging_table(kind: FileKind) -> &'static str {
    for_table!(kind, T => T::TABLE)
}

/// Creates the staging table of a kind. Those of parks and units exist in any case.
pub(super) async fn create_table(db: &Session, kind: FileKind) -> Result<()> {
    match kind {
        FileKind::Parks | FileKind::Units => Ok(()),
        kind => for_table!(kind, T => table::create::<T>(db).await),
    }
}
