//! The columns with which a list of units becomes a sheet of units and events: a unit a row, with the days of its events and
//! its latest status. [`crate::one_sheet`] makes events of them.

use shahrak_domain::code::CodeSet;
use shahrak_domain::event::Reason;
use shahrak_domain::state::Status;

use super::{Column, Format, MeasureUnit, column};

/// The columns of such a sheet beside those of units.
pub const ONE_SHEET: &[Column] = &[
    column("permit_issued_on", Format::Day)
        .en(
            "Permit issued on",
            &["date of the permit", "permit date"],
            "The day of the permit to establish the unit.",
        )
        .fa("تاریخ جواز تأسیس", &["تاریخ جواز", "تاریخ صدور جواز"], "روز صدور جواز تأسیس واحد.")
        .example("1396-02-01"),
    column("planned_investment_irr", Format::Whole)
        .en(
            "Planned investment",
            &["planned investment (irr)"],
            "The planned investment that the permit states.",
        )
        .fa("سرمایه‌گذاری پیش‌بینی‌شده", &["سرمایه‌گذاری پیش‌بینی‌شده (ریال)"], "سرمایه‌گذاری پیش‌بینی‌شده در جواز.")
        .measured_in(MeasureUnit::Rials)
        .example("400000000000"),
    column("planned_jobs", Format::Whole)
        .en("Planned jobs", &[], "The planned jobs that the permit states.")
        .fa("اشتغال پیش‌بینی‌شده", &[], "اشتغال پیش‌بینی‌شده در جواز.")
        .measured_in(MeasureUnit::Persons)
        .example("40"),
    column("land_assigned_on", Format::Day)
        .en(
            "Land assigned on",
            &["date of the assignment of land"],
            "The day on which the land was assigned.",
        )
        .fa("تاریخ واگذاری زمین", &["تاریخ واگذاری"], "روز واگذاری زمین.")
        .example("1396-06-01"),
    column("area_m2", Format::Decimal)
        .en("Area", &["area (m²)", "area of land", "land area"], "The area of the assigned land.")
        .fa("مساحت زمین", &["مساحت", "متراژ", "مساحت (متر مربع)"], "مساحت زمین واگذارشده.")
        .measured_in(MeasureUnit::SquareMetres)
        .example("5000"),
    column("progress_reported_on", Format::Day)
        .en(
            "Progress reported on",
            &["date of the progress"],
            "The day of the latest report on the physical progress.",
        )
        .fa("تاریخ پیشرفت فیزیکی", &["تاریخ گزارش پیشرفت"], "روز آخرین گزارش پیشرفت فیزیکی.")
        .example("1397-11-01"),
    column("progress_percent", Format::Percent)
        .en(
            "Physical progress",
            &["progress", "progress (%)"],
            "How much of the unit had been built on that day.",
        )
        .fa("پیشرفت فیزیکی", &["درصد پیشرفت", "پیشرفت"], "سهمی از واحد که تا آن روز ساخته شده بود.")
        .measured_in(MeasureUnit::Percent)
        .example("85"),
    column("commissioned_on", Format::Day)
        .en(
            "Commissioned on",
            &["date of commissioning", "commissioning date"],
            "The day on which the unit went into operation.",
        )
        .fa("تاریخ بهره‌برداری", &["تاریخ پروانه بهره‌برداری"], "روز آغاز بهره‌برداری واحد.")
        .example("1398-03-01"),
    column("investment_irr", Format::Whole)
        .en(
            "Investment",
            &["investment (irr)", "investment in rials"],
            "The investment at the commissioning.",
        )
        .fa("سرمایه‌گذاری", &["سرمایه‌گذاری (ریال)", "مبلغ سرمایه‌گذاری"], "سرمایه‌گذاری هنگام بهره‌برداری.")
        .measured_in(MeasureUnit::Rials)
        .example("450000000000"),
    column("jobs", Format::Whole)
        .en("Jobs", &["employees", "persons", "employment"], "Persons at work after the commissioning.")
        .fa("اشتغال", &["تعداد شاغلان", "شاغلان", "تعداد اشتغال"], "شاغلان پس از بهره‌برداری.")
        .measured_in(MeasureUnit::Persons)
        .example("35"),
    column("status", Format::OneOf(CodeSet::of::<Status>()))
        .en("Status", &["present status", "latest status"], "The latest known status.")
        .fa("وضعیت", &["وضعیت فعلی", "آخرین وضعیت"], "آخرین وضعیت شناخته‌شده.")
        .example("inactive"),
    column("status_since", Format::Day)
        .en(
            "Status since",
            &["status date", "date of the status"],
            "The day since which the unit has this status.",
        )
        .fa("وضعیت از تاریخ", &["تاریخ وضعیت", "تاریخ آخرین وضعیت"], "روزی که واحد از آن این وضعیت را دارد.")
        .example("1399-05-01"),
    column("capacity_percent", Format::Percent)
        .en(
            "Capacity in use",
            &["capacity", "capacity (%)"],
            "The production since that day, of the nominal capacity.",
        )
        .fa("ظرفیت فعال", &["درصد ظرفیت", "ظرفیت", "ظرفیت (درصد)"], "تولید از آن روز نسبت به ظرفیت اسمی.")
        .measured_in(MeasureUnit::Percent)
        .example("5"),
    column("reasons", Format::ListOf(CodeSet::of::<Reason>()))
        .en("Reasons", &["reason", "cause"], "Why the unit stands still, produces less or was cancelled.")
        .fa("دلایل", &["دلیل", "علت", "علت رکود"], "چرا واحد راکد، کم‌کار یا لغو شده است.")
        .example("liquidity;energy"),
];

/// The columns with the days of events: by one of them, a list of units is such a sheet.
pub(crate) const DAYS: [&str; 4] =
    ["permit_issued_on", "land_assigned_on", "progress_reported_on", "commissioned_on"];
