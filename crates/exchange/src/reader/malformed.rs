//! What is said of a file, or of a record in it, that has not the form of CSV in UTF-8.

use std::io;

use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::violation::Violation;

use crate::line::{Found, Start};
use crate::workbook::WorkbookError;

/// Whether a file begins as one.
pub(super) fn start(start: Start) -> Result<(), Violation> {
    match start {
        Start::Text => Ok(()),
        Start::Workbook => Err(wrong(
            "this workbook cannot be read; save it as .xlsx, or its sheet as “CSV UTF-8”",
            "این کارپوشه خوانده نمی‌شود؛ آن را به شکل .xlsx یا برگهٔ آن را به شکل «CSV UTF-8» ذخیره کنید",
        )),
        Start::Utf16 => Err(wrong(
            "the file is UTF-16; save it as “CSV UTF-8”",
            "کدگذاری پرونده UTF-16 است؛ آن را به شکل «CSV UTF-8» ذخیره کنید",
        )),
    }
}

/// Whether what was found is a record.
pub(super) fn record(found: Found) -> Result<(), Violation> {
    match found {
        Found::Record => Ok(()),
        Found::Unclosed => Err(wrong(
            "a cell begins with a quotation mark and has no closing one; add it, or double a quotation mark inside a cell",
            "نشانهٔ نقل قولی که خانه‌ای را آغاز کرده بسته نشده است؛ آن را ببندید، یا نشانهٔ درون خانه را دو بار بنویسید",
        )),
        Found::Stray => Err(wrong(
            "a cell has text after its closing quotation mark; double a quotation mark inside a cell",
            "پس از نشانهٔ نقل قول پایانی یک خانه متنی آمده است؛ نشانهٔ درون خانه را دو بار بنویسید",
        )),
        Found::TooLong => Err(wrong(
            "the record is longer than 1 MiB; is a quotation mark or a line break missing?",
            "این سطر از یک مگابایت بلندتر است؛ آیا نشانهٔ نقل قول یا پایان سطری جا افتاده است؟",
        )),
    }
}

/// What is said of a record that has not as many cells as the header.
pub(super) fn count(count: usize, wanted: usize, lines: usize) -> Violation {
    let (english, persian) = if lines > 1 {
        (
            format!(", over {lines} lines; check its quotation marks"),
            format!("، در {lines} سطر؛ آیا نشانهٔ نقل قولی کم یا زیاد است؟"),
        )
    } else {
        (
            String::from("; put a cell with a comma in quotation marks"),
            String::from("؛ خانه‌ای که ویرگول دارد میان دو نشانهٔ نقل قول می‌آید"),
        )
    };
    wrong(
        format!("the header has {wanted} cells, but this record has {count}{english}"),
        format!("سطر عنوان {wanted} خانه دارد و این سطر {count} خانه{persian}"),
    )
}

/// What is said of bytes that are no text.
pub(super) fn not_utf8() -> Violation {
    wrong(
        "the line is not UTF-8; save the file as “CSV UTF-8”",
        "کدگذاری این سطر UTF-8 نیست؛ پرونده را به شکل «CSV UTF-8» ذخیره کنید",
    )
}

/// What is said of a header whose cells something else separates.
pub(super) fn no_commas() -> Violation {
    wrong(
        "the cells of the header are not separated by commas; save the file as “CSV UTF-8”",
        "خانه‌های سطر عنوان با ویرگول لاتین جدا نشده‌اند؛ پرونده را به شکل «CSV UTF-8» ذخیره کنید",
    )
}

/// What is said of a file without a header.
pub(super) fn empty(columns: &str) -> Violation {
    wrong(
        format!("the file is empty; its first line must name the columns: {columns}"),
        format!("پرونده خالی است؛ سطر نخست آن نام ستون‌ها است: {columns}"),
    )
}

/// What is said of a file that cannot be read further.
pub(super) fn unreadable(error: &io::Error) -> Violation {
    let workbook = error.get_ref().and_then(|error| error.downcast_ref::<WorkbookError>());
    if let Some(workbook) = workbook {
        return wrong(workbook.to_string(), &*workbook.persian);
    }
    let english = format!("the file cannot be read further: {error}");
    Violation::new(RefusalCode::Unreadable, english, "پرونده تا پایان خوانده نمی‌شود؛ آن را دوباره بفرستید")
}

fn wrong(english: impl Into<String>, persian: impl Into<String>) -> Violation {
    Violation::new(RefusalCode::Malformed, english, persian)
}
