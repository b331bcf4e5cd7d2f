//! Spreadsheets of the register: files to domain values and back. No SQL, no HTTP, and no more memory than one record takes.
//!
//! - In: [`reader`] turns a file into typed [`row`]s, or into refusals that say what would be right
//! - From a workbook: [`workbook`] writes its first visible sheet as such a file
//! - Out: [`writer`] writes the same rows
//! - What there is: [`mod@file`] (the kinds of files), [`mod@columns`] (their columns), [`text`] (how text is kept), [`mod@nearest`] (what was
//!   probably meant)

pub mod cell;
pub mod columns;
pub mod file;
pub mod nearest;
pub mod reader;
pub mod row;
pub mod text;
pub mod workbook;
pub mod writer;

mod cells;
mod line;

#[cfg(test)]
mod testing;
