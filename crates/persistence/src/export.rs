//! Whole lists for exports, from a [`Snapshot`](crate::snapshot::Snapshot): rows as files hold them, in the order of
//! recording.
//!
//! Data that the reader may not see is left out by the statements, so that it does not leave the database.

mod announcement;
mod budget;
mod event;
mod figure_decision;
mod park;
mod support_case;
mod target;
mod unit;

pub use announcement::{FigureOf, figures};
pub use budget::{BudgetRevisionOf, budgets};
pub use event::{ExportedEvent, RecordsOf, events};
pub use figure_decision::figure_decisions;
pub use park::{infrastructure, parks};
pub use support_case::{ExportedStep, support_steps};
pub use target::{TargetRevisionOf, targets};
pub use unit::{ExportedUnit, states, units};
