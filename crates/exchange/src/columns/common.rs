//! Columns that several kinds of files have, and placeholders.

use super::{Column, Format, column};

/// A code that no object has.
pub(super) const UNKNOWN_CODE: &str = "c0f7a2f4-8a1d-4c37-9e0e-5d1b6f3a9b62";
/// Any province.
pub(super) const ANY_PROVINCE: &str = "IR-07";
/// The first day of the register: no day comes before it.
pub(super) const FIRST_DAY: &str = "1304-01-01";

pub(super) const fn name_en() -> Column {
    column("name_en", Format::Name)
        .en(
            "Name in English",
            &["name", "english name", "latin name"],
            "The name in English. One of the two names must be filled.",
        )
        .fa("نام انگلیسی", &["نام لاتین", "نام به انگلیسی"], "نام به انگلیسی. یکی از دو نام باید پر باشد.")
        .example("Tous")
        .or("?")
}

pub(super) const fn name_fa() -> Column {
    column("name_fa", Format::Line)
        .en(
            "Name in Persian",
            &["persian name", "farsi name", "name farsi"],
            "The name in Persian. One of the two names must be filled.",
        )
        .fa("نام", &["نام فارسی", "نام به فارسی", "عنوان"], "نام به فارسی. یکی از دو نام باید پر باشد.")
        .example("طوس")
}

pub(super) const fn source() -> Column {
    column("source", Format::Prose)
        .en("Source", &["reference"], "Where it was read: an address or a document.")
        .fa("منبع", &["مرجع"], "جایی که خوانده شده است: نشانی یا سند.")
        .example("https://example.org/news/1")
}

pub(super) const fn note() -> Column {
    column("note", Format::Prose)
        .en(
            "Note",
            &["notes", "remark", "remarks", "comment"],
            "A remark. Of a line that voids a record: the reason.",
        )
        .fa("یادداشت", &["توضیح", "توضیحات", "ملاحظات"], "توضیح. در سطری که ثبتی را باطل می‌کند: دلیل آن.")
        .example("by letter 123")
}

pub(super) const fn reason() -> Column {
    column("reason", Format::Prose)
        .en("Reason", &["reason of the decision"], "Why it was decided.")
        .fa("دلیل", &["دلیل تصمیم", "علت"], "چرا چنین تصمیمی گرفته شد.")
        .example("programme revised")
}

pub(super) const fn replaces() -> Column {
    column("replaces", Format::Code)
        .en("Replaces", &["replaces record"], "The code of the record that this line states again, in full.")
        .fa("جایگزین", &["جایگزین ثبت"], "کد ثبتی که این سطر آن را دوباره و کامل بیان می‌کند.")
        .example("e01")
}

pub(super) const fn voids() -> Column {
    column("voids", Format::Code)
        .en(
            "Voids",
            &["voids record"],
            "The code of the record that did not happen. All facts of the line are empty then.",
        )
        .fa("ابطال", &["ابطال ثبت"], "کد ثبتی که روی نداده است. آنگاه همه داده‌های سطر خالی است.")
        .example("e01")
        .decisive()
}

pub(super) const fn recorded_at() -> Column {
    column("recorded_at", Format::Moment)
        .en(
            "Recorded at",
            &["moment of recording"],
            "The moment of recording, to restore a register with its past. Only administrators may state it.",
        )
        .fa(
            "زمان ثبت",
            &["لحظه ثبت"],
            "زمان ثبت، برای بازگرداندن سامانه با گذشته آن. تنها مدیر می‌تواند آن را بنویسد.",
        )
        .example("2021-01-27T09:30:00Z")
}

pub(super) const fn recorded_by() -> Column {
    column("recorded_by", Format::Line)
        .en("Recorded by", &["recorder"], "The name of the recorder.")
        .fa("ثبت‌کننده", &["نام ثبت‌کننده"], "نام ثبت‌کننده.")
        .example("Sara")
}
