//! Helpers for the tests of this crate: a day, the provinces, and files made of text.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write;
use std::sync::Arc;

use chrono::DateTime;
use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::import::RowError;
use shahrak_messages::Language;

use crate::context::ReaderContext;
use crate::file_row::FileRow;
use crate::reader::{Rows, read};
use crate::row::ProvinceRow;

/// 1405-01-01, with the bundled provinces.
pub(crate) fn context() -> Arc<ReaderContext> {
    let mut context = ReaderContext {
        today: Day::parse("2026-03-21").unwrap(),
        now: DateTime::parse_from_rfc3339("2026-03-21T08:00:00Z").unwrap().to_utc(),
        provinces: Vec::new(),
    };
    let provinces = rows::<ProvinceRow>(&shipped("provinces"), &Arc::new(context.clone()));
    context.provinces = provinces.into_iter().map(|row| row.0).collect();
    Arc::new(context)
}

/// A bundled file.
pub(crate) fn shipped(stem: &str) -> Vec<u8> {
    file(&format!("data/{stem}.csv"))
}

/// A file of the repository.
pub(crate) fn file(path: &str) -> Vec<u8> {
    std::fs::read(format!("{}/../../{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The rows of a file without mistakes.
pub(crate) fn rows<T: FileRow>(file: &[u8], context: &Arc<ReaderContext>) -> Vec<T> {
    let rows = open::<T>(file, context).unwrap_or_else(|refusals| panic!("{}", listed(&refusals)));
    rows.map(|line| line.unwrap_or_else(|line| panic!("{}", listed(&line.refusals))).row).collect()
}

/// The refusals of a file, one per line.
pub(crate) fn refused<T: FileRow>(file: &[u8]) -> String {
    listed(&refusals::<T>(file))
}

/// The refusals of a file.
pub(crate) fn refusals<T: FileRow>(file: &[u8]) -> Vec<RowError> {
    match open::<T>(file, &context()) {
        Ok(rows) => {
            let header = rows.mistakes().to_vec();
            header.into_iter().chain(rows.filter_map(Result::err).flat_map(|line| line.refusals)).collect()
        }
        Err(refusals) => refusals,
    }
}

fn open<'a, T: FileRow>(
    file: &'a [u8],
    context: &Arc<ReaderContext>,
) -> Result<Rows<T, &'a [u8]>, Vec<RowError>> {
    let name = format!("{}.csv", T::KIND.code());
    read(name, file, Arc::clone(context))
}

/// Fails unless the message of a refusal is Persian, without an English word outside guillemets.
#[track_caller]
pub(crate) fn assert_persian(refusal: &RowError) {
    const ENGLISH: [&str; 12] =
        ["the", "a", "an", "is", "are", "no", "of", "has", "and", "it", "must", "write"];
    let persian = refusal.message.text(Language::Persian);
    let bare: String = persian.split('«').map(|part| part.rsplit('»').next().unwrap_or(part)).collect();
    assert!(bare.contains(|letter| ('\u{0600}'..='\u{06ff}').contains(&letter)), "{persian}");
    let mut words = bare.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    assert!(!words.any(|word| ENGLISH.contains(&word)), "{persian}");
}

fn listed(refusals: &[RowError]) -> String {
    let mut listed = String::new();
    for refusal in refusals {
        assert_persian(refusal);
        writeln!(listed, "{} {refusal}", refusal.code.code()).unwrap();
    }
    listed
}
