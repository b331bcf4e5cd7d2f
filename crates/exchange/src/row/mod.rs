//! The rows of each kind of file: how a line is parsed and written.

pub mod announcement;
pub mod budget;
pub mod event;
pub mod figure_decision;
pub mod infrastructure;
pub mod isic_division;
pub mod methodology;
pub mod metric;
pub mod park;
pub mod province;
pub mod rate;
pub mod support_case;
pub mod target;
pub mod unit;
pub mod unit_state;
pub mod year;

mod void;
mod write;

pub use announcement::AnnouncementRow;
pub use budget::BudgetRow;
pub use event::EventRow;
pub use figure_decision::FigureDecisionRow;
pub use infrastructure::InfrastructureRow;
pub use isic_division::IsicDivisionRow;
pub use methodology::MethodologyRow;
pub use metric::MetricRow;
pub use park::ParkRow;
pub use province::ProvinceRow;
pub use rate::RateRow;
pub use support_case::SupportCaseRow;
pub use target::TargetRow;
pub use unit::UnitRow;
pub use year::YearRow;

#[cfg(test)]
mod tests;
