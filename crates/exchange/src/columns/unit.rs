//! Units and their events.

use shahrak_domain::activity::{IsicRevision, Sector};
use shahrak_domain::code::CodeSet;
use shahrak_domain::event::{Body, EventKind, Means, Reason};

use super::common::{
    ANY_PROVINCE, FIRST_DAY, UNKNOWN_CODE, name_en, name_fa, note, recorded_at, recorded_by, replaces, voids,
};
use super::{Column, Format, MeasureUnit, column};

pub(super) const UNITS: &[Column] = &[
    column("code", Format::Code)
        .en("Code", &["unit", "unit code", "plant code"], "The code of the unit. It never changes.")
        .fa("کد", &["کد واحد", "شناسه واحد"], "کد واحد که هرگز تغییر نمی‌کند.")
        .example("TOUS-17")
        .required()
        .or(UNKNOWN_CODE),
    column("park", Format::Code)
        .en(
            "Park",
            &["park code", "code of the park"],
            "The code of the park in which the unit stands; empty for a unit outside parks.",
        )
        .fa("شهرک", &["کد شهرک"], "کد شهرکی که واحد در آن است؛ برای واحد بیرون از شهرک‌ها خالی است.")
        .example("TOUS"),
    column("province", Format::Province)
        .en(
            "Province",
            &["province code"],
            "The province of a unit outside parks. For a unit in a park it may be stated too, and must agree with the park.",
        )
        .fa("استان", &["کد استان"], "استان واحدی که بیرون از شهرک‌هاست. برای واحد درون شهرک باید با شهرک بخواند.")
        .example("IR-09")
        .or(ANY_PROVINCE),
    name_en(),
    name_fa(),
    column("isic_revision", Format::OneOf(CodeSet::of::<IsicRevision>()))
        .en("ISIC revision", &["isic rev", "revision"], "The revision of ISIC to which the code of the activity belongs.")
        .fa("ویرایش ISIC", &["ویرایش آیسیک"], "ویرایش ISIC که کد فعالیت از آن است.")
        .example("4"),
    column("isic_code", Format::Digits)
        .en("ISIC code", &["isic", "activity", "activity code"], "The activity: two to four digits of ISIC.")
        .fa("کد ISIC", &["کد آیسیک", "کد فعالیت"], "فعالیت واحد: دو تا چهار رقم ISIC.")
        .example("1050"),
    column("sector", Format::OneOf(CodeSet::of::<Sector>()))
        .en("Sector", &["branch"], "The group of the unit in the public tables of ISIPO.")
        .fa("بخش", &["گروه صنعتی", "بخش صنعتی"], "گروه واحد در جدول‌های سازمان صنایع کوچک.")
        .example("food"),
    column("licence", Format::Line)
        .en("Licence", &["license", "licence number", "number of the licence"], "The number of the licence.")
        .fa("شماره پروانه", &["پروانه", "شماره مجوز", "پروانه بهره‌برداری"], "شماره پروانه واحد.")
        .example("99/1234"),
    column("owner", Format::Line)
        .en("Owner", &["company", "name of the owner"], "The owner of the unit.")
        .fa("مالک", &["نام مالک", "شرکت", "صاحب واحد"], "مالک واحد.")
        .example("Tous Dairy Co."),
];

/// `kind` and `occurred_on` are required except on voids, so the parser of the row checks them.
pub(super) const EVENTS: &[Column] = &[
    column("event", Format::Code)
        .en("Event", &["event code", "event id"], "The sender's code of the record, unique within its unit.")
        .fa("رویداد", &["کد رویداد", "شناسه رویداد"], "کد فرستنده برای ثبت، یکتا در میان ثبت‌های واحد.")
        .example("e01")
        .required()
        .or(UNKNOWN_CODE),
    column("unit", Format::Code)
        .en("Unit", &["unit code", "code of the unit", "plant"], "The code of the unit.")
        .fa("واحد", &["کد واحد", "شناسه واحد"], "کد واحد.")
        .example("TOUS-17")
        .required(),
    column("kind", Format::OneOf(CodeSet::of::<EventKind>()))
        .en(
            "Kind of event",
            &["kind", "event kind", "event type", "type", "what happened"],
            "What happened. Empty on a line that voids a record.",
        )
        .fa("نوع رویداد", &["نوع"], "آنچه روی داد. در سطری که ثبتی را باطل می‌کند خالی است.")
        .example("commissioned")
        .required()
        .or("visited"),
    column("occurred_on", Format::Day)
        .en(
            "Occurred on",
            &["date", "day", "event date", "date of the event"],
            "The day on which the event took effect. Empty on a line that voids a record.",
        )
        .fa(
            "تاریخ رویداد",
            &["تاریخ", "تاریخ وقوع", "روز رویداد"],
            "روزی که رویداد اثر کرد. در سطری که ثبتی را باطل می‌کند خالی است.",
        )
        .example("1399-01-01")
        .required()
        .or(FIRST_DAY),
    column("investment_irr", Format::Whole)
        .en(
            "Investment",
            &["investment (irr)", "investment in rials"],
            "The investment. Of a permit: the planned one.",
        )
        .fa(
            "سرمایه‌گذاری",
            &["سرمایه‌گذاری (ریال)", "مبلغ سرمایه‌گذاری", "میزان سرمایه‌گذاری"],
            "سرمایه‌گذاری. در جواز تأسیس: سرمایه‌گذاری پیش‌بینی‌شده.",
        )
        .measured_in(MeasureUnit::Rials)
        .example("450000000000"),
    column("jobs", Format::Whole)
        .en(
            "Jobs",
            &["employees", "persons", "employment"],
            "Persons at work after the event, created or kept. Of a permit: the planned ones.",
        )
        .fa(
            "اشتغال",
            &["تعداد شاغلان", "شاغلان", "تعداد اشتغال", "اشتغال (نفر)"],
            "شاغلان پس از رویداد. در جواز تأسیس: شاغلان پیش‌بینی‌شده.",
        )
        .measured_in(MeasureUnit::Persons)
        .example("35"),
    column("capacity_percent", Format::Percent)
        .en(
            "Capacity",
            &["capacity (%)", "percent of capacity", "production capacity"],
            "The production after the event, of the nominal capacity.",
        )
        .fa("درصد ظرفیت", &["ظرفیت", "ظرفیت (درصد)", "ظرفیت تولید"], "تولید پس از رویداد نسبت به ظرفیت اسمی.")
        .measured_in(MeasureUnit::Percent)
        .example("65"),
    column("progress_percent", Format::Percent)
        .en(
            "Physical progress",
            &["progress", "progress (%)", "percent of progress"],
            "How much of the unit has been built.",
        )
        .fa(
            "پیشرفت فیزیکی",
            &["درصد پیشرفت", "پیشرفت", "پیشرفت فیزیکی (درصد)"],
            "سهمی از واحد که ساخته شده است.",
        )
        .measured_in(MeasureUnit::Percent)
        .example("85"),
    column("area_m2", Format::Decimal)
        .en("Area", &["area (m²)", "area of land", "land area"], "The area of the assigned land.")
        .fa("مساحت زمین", &["مساحت", "متراژ", "مساحت (متر مربع)"], "مساحت زمین واگذارشده.")
        .measured_in(MeasureUnit::SquareMetres)
        .example("5000"),
    column("reasons", Format::ListOf(CodeSet::of::<Reason>()))
        .en("Reasons", &["reason", "cause"], "Why the unit stands still, produces less or was cancelled.")
        .fa("دلایل", &["دلیل", "علت", "علت رکود"], "چرا واحد راکد، کم‌کار یا لغو شده است.")
        .example("liquidity;energy"),
    column("body", Format::OneOf(CodeSet::of::<Body>()))
        .en("Executing body", &["body", "executed by"], "The body that carried out a revival.")
        .fa("دستگاه مجری", &["مجری"], "دستگاهی که احیا را انجام داد.")
        .example("provincial_company"),
    column("means", Format::OneOf(CodeSet::of::<Means>()))
        .en("Means of revival", &["means", "way of revival"], "How the unit was revived.")
        .fa("شیوه احیا", &["روش احیا"], "چگونگی احیای واحد.")
        .example("finance"),
    note(),
    column("evidence", Format::Prose)
        .en("Evidence", &["document", "document number"], "The number or the address of a document.")
        .fa("مستند", &["شماره سند", "مدرک", "سند"], "شماره یا نشانی سند.")
        .example("licence 99/1"),
    replaces(),
    voids(),
    recorded_at(),
    recorded_by(),
];
