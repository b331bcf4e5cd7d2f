//! Spreadsheets of the register: files to domain values and back. No SQL, no HTTP, and only one record in memory at a time.
//!
//! - In: [`reader`] parses a file into typed [`row`]s, or into refusals that say what would be right
//! - From a workbook: [`workbook`] converts its first visible sheet to CSV
//! - Out: [`writer`] writes the same rows; [`table`] writes them and others in several formats
//! - Shared: [`mod@file`] (kinds of files), [`mod@columns`] (their columns), [`text`] (how text is normalised),
//!   [`spelling`] (labels and names in place of codes), [`mod@suggest`] (what was probably meant)

pub mod columns;
pub mod context;
pub mod file;
pub mod file_row;
pub mod input;
pub mod reader;
pub mod row;
pub mod spelling;
pub mod suggest;
pub mod table;
pub mod template;
pub mod text;
pub mod workbook;
pub mod writer;

mod cells;
mod csv_record;
mod decoded;
mod one_sheet;

#[cfg(test)]
mod testing;
