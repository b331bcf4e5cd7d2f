//! Lines of `years.csv`.

use shahrak_domain::import::FileKind;
use shahrak_domain::parse::{Parsed, day, name, small, year};
use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::violation::Violation;
use shahrak_domain::year::IranianYear;
use shahrak_messages::{Argument, message};

use super::write::{day as write_day, show, text};
use crate::cells::Cells;
use crate::file_row::FileRow;

/// An Iranian year and its motto. Its days must be those of the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearRow {
    /// The year.
    pub year: IranianYear,
    /// The motto in English.
    pub motto_en: Option<String>,
    /// The motto in Persian.
    pub motto_fa: Option<String>,
}

impl FileRow for YearRow {
    const KIND: FileKind = FileKind::Years;

    fn parse(cells: &mut Cells<'_>) -> Option<YearRow> {
        let year = cells.required("year", year);
        let starts_on = cells.required("starts_on", day);
        let ends_on = cells.required("ends_on", day);
        let days = cells.required("days", small);
        let leap = cells.required("is_leap", truth);
        let motto_en = cells.optional("motto_en", name);
        let motto_fa = cells.optional("motto_fa", name);
        let year = year?;
        agree(cells, "starts_on", starts_on, year.starts_on());
        agree(cells, "ends_on", ends_on, year.ends_on());
        agree(cells, "days", days, length(year));
        agree(cells, "is_leap", leap.map(shown), shown(year.leap()));
        Some(YearRow { year, motto_en, motto_fa })
    }

    fn cells(&self) -> Vec<String> {
        let year = self.year;
        vec![
            year.to_string(),
            write_day(Some(year.starts_on())),
            write_day(Some(year.ends_on())),
            show(Some(length(year))),
            show(Some(year.leap())),
            text(self.motto_en.as_deref()),
            text(self.motto_fa.as_deref()),
            String::new(),
            String::new(),
        ]
    }
}

fn length(year: IranianYear) -> i64 {
    if year.leap() { 366 } else { 365 }
}

/// Refuses days that differ from those of the calendar. Days that cannot be parsed are refused already.
fn agree<T: PartialEq + Into<Argument>>(cells: &mut Cells<'_>, column: &str, found: Option<T>, right: T) {
    if found.is_some_and(|found| found != right) {
        cells
            .refuse(column, Violation::new(RefusalCode::Inconsistent, message!("not-as-in-calendar", right)));
    }
}

fn shown(leap: bool) -> &'static str {
    if leap { "true" } else { "false" }
}

fn truth(text: &str) -> Parsed<bool> {
    let message = || message!("not-true-or-false", found = text);
    text.parse().map_err(|_| Violation::new(RefusalCode::BadValue, message()))
}
