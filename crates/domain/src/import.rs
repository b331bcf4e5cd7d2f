//! Imports: the kinds of files, and what an import reports.

mod file_kind;
mod file_position;
mod report;
mod row_error;
mod warning;

pub use file_kind::FileKind;
pub use report::{FileReport, ImportReport};
pub use row_error::RowError;
pub use warning::Warning;
