//! Imports: the kinds of files, and what an import reports.

mod file_kind;
mod place;
mod refusal;
mod report;
mod warning;

pub use file_kind::FileKind;
pub use refusal::Refusal;
pub use report::{FileReport, ImportReport};
pub use warning::Warning;
