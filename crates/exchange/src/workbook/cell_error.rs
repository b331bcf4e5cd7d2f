//! What is said of a cell that cannot be recorded as it is shown.

use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::violation::Violation;

use crate::columns::{Column, Holds};

/// For a formula that was never computed.
pub(super) fn not_computed() -> Violation {
    wrong(
        "",
        "the formula in this cell has no stored result; open the workbook in a spreadsheet program, save it and send it again",
        "فرمول این خانه نتیجهٔ ذخیره‌شده ندارد؛ کارپوشه را در برنامهٔ صفحه‌گسترده باز و ذخیره کنید و دوباره بفرستید",
    )
}

/// For cells that are merged: all but the first are empty, and look as if they were not.
pub(super) fn merged(cells: &str) -> Violation {
    wrong(
        "",
        format!("the cells {cells} are merged and only the first holds a value; unmerge them and fill each"),
        format!(
            "خانه‌های {cells} ادغام شده‌اند و تنها خانهٔ نخست مقدار دارد؛ ادغام را بردارید و هر خانه را پر کنید"
        ),
    )
}

/// For an error of a formula: `#N/A`.
pub(crate) fn failed(error: &str) -> Violation {
    wrong(
        error,
        format!("the cell holds the error {error}; correct its formula, or write the value"),
        format!("در این خانه خطای {error} است؛ فرمول آن را درست کنید یا مقدار را بنویسید"),
    )
}

/// For a number of which the spreadsheet has kept a part.
pub(crate) fn too_long(number: &str) -> Violation {
    wrong(
        number,
        format!(
            "“{number}” has lost digits: a spreadsheet keeps 15 of a number; format the column as text and write the value again"
        ),
        format!(
            "«{number}» رقم از دست داده است: صفحه‌گسترده تنها 15 رقم عدد را نگه می‌دارد؛ قالب ستون را متن کنید و مقدار را دوباره بنویسید"
        ),
    )
}

pub(super) fn not_text(number: &str) -> Violation {
    wrong(
        number,
        format!(
            "the cell holds the number {number} and shows it in another form, and a text belongs here; format the column as text and write the value again"
        ),
        format!(
            "این خانه عدد {number} را دارد و به شکل دیگری نشان می‌دهد، اما جای متن است؛ قالب ستون را متن کنید و مقدار را دوباره بنویسید"
        ),
    )
}

pub(super) fn a_date(column: &Column, date: &str) -> Violation {
    let (english, persian) = match column.holds {
        Holds::Text => ("a text", "متن"),
        Holds::Number => ("a number", "عدد"),
        Holds::Day => ("a day", "روز"),
    };
    wrong(
        date,
        format!(
            "the spreadsheet has made a date or a time of this cell, and {english} belongs here; format the column as {english} and write the value again"
        ),
        format!(
            "صفحه‌گسترده این خانه را تاریخ یا زمان کرده است، اما جای {persian} است؛ قالب ستون را {persian} کنید و مقدار را دوباره بنویسید"
        ),
    )
}

pub(super) fn not_a_whole_day(date: &str) -> Violation {
    wrong(
        date,
        "the format of this cell does not show the day, the month and the year of its date; format it as yyyy-mm-dd",
        "قالب این خانه روز و ماه و سال تاریخ را نشان نمی‌دهد؛ قالب آن را yyyy-mm-dd کنید",
    )
}

pub(super) fn logical(value: bool) -> Violation {
    let value = if value { "TRUE" } else { "FALSE" };
    wrong(
        value,
        format!(
            "the spreadsheet has made the logical value {value} of this cell; format the column as text and write the value again"
        ),
        format!(
            "صفحه‌گسترده این خانه را مقدار منطقی {value} کرده است؛ قالب ستون را متن کنید و مقدار را دوباره بنویسید"
        ),
    )
}

pub(super) fn unclear(number: &str) -> Violation {
    wrong(
        number,
        format!(
            "the cell holds {number}, and its number format shows something else; format it as a plain number and check the value"
        ),
        format!(
            "این خانه {number} را دارد و قالب آن چیز دیگری نشان می‌دهد؛ قالب آن را عدد ساده کنید و مقدار را بررسی کنید"
        ),
    )
}

pub(super) fn rounded(seen: &str, held: &str) -> Violation {
    wrong(
        held,
        format!(
            "the cell shows {seen} and holds {held}; write the value that counts, or show all its decimals"
        ),
        format!(
            "این خانه {seen} نشان می‌دهد و {held} دارد؛ مقدار درست را بنویسید یا همهٔ رقم‌های اعشار را نشان دهید"
        ),
    )
}

fn wrong(value: &str, english: impl Into<String>, persian: impl Into<String>) -> Violation {
    let violation = Violation::new(RefusalCode::BadValue, english, persian);
    if value.is_empty() { violation } else { violation.because_of(value) }
}
