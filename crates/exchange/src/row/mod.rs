//! What a line of each kind of file says, and how it is written.

pub mod announcement;
pub mod budget;
pub mod event;
pub mod infrastructure;
pub mod isic_division;
pub mod methodology;
pub mod metric;
pub mod park;
pub mod province;
pub mod rate;
pub mod target;
pub mod unit;
pub mod year;

mod write;

pub use announcement::AnnouncementRow;
pub use budget::BudgetRow;
pub use event::EventRow;
pub use infrastructure::InfrastructureRow;
pub use isic_division::IsicDivisionRow;
pub use methodology::MethodologyRow;
pub use metric::MetricRow;
pub use park::ParkRow;
pub use province::ProvinceRow;
pub use rate::RateRow;
pub use target::TargetRow;
pub use unit::UnitRow;
pub use year::YearRow;

#[cfg(test)]
mod tests;
