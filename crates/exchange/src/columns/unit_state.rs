//! The state of a unit, which exports write beside its facts. An import leaves these columns out: they follow from the events.

use shahrak_domain::code::CodeSet;
use shahrak_domain::state::Status;

use super::{Column, Format, MeasureUnit, column};

/// The columns of the state of a unit.
pub const UNIT_STATE: &[Column] = &[
    column("status", Format::OneOf(CodeSet::of::<Status>()))
        .en("Status", &[], "The status that follows from the events; empty for a unit without events.")
        .fa("وضعیت", &[], "وضعیتی که از رویدادها به دست می‌آید؛ برای واحد بی‌رویداد خالی است.")
        .example("active"),
    column("status_since", Format::Day)
        .en("Status since", &[], "The first day of the unbroken run of the status.")
        .fa("وضعیت از تاریخ", &[], "نخستین روزی که وضعیت از آن پیوسته برقرار است.")
        .example("2020-04-20"),
    column("jobs", Format::Whole)
        .en("Jobs", &[], "Persons at work, by the latest event that states them.")
        .fa("اشتغال", &[], "شمار شاغلان، به گفتهٔ آخرین رویدادی که آن را بیان می‌کند.")
        .example("45")
        .measured_in(MeasureUnit::Persons),
    column("capacity_percent", Format::Percent)
        .en(
            "Capacity in use",
            &[],
            "The capacity in use in percent of nominal capacity, by the latest report.",
        )
        .fa("ظرفیت فعال", &[], "درصد ظرفیت اسمی که در کار است، بنا بر آخرین گزارش.")
        .example("65")
        .measured_in(MeasureUnit::Percent),
    column("progress_percent", Format::Percent)
        .en("Physical progress", &[], "The physical progress of construction, by the latest report.")
        .fa("پیشرفت فیزیکی", &[], "پیشرفت فیزیکی ساخت، بنا بر آخرین گزارش.")
        .example("80")
        .measured_in(MeasureUnit::Percent),
    column("last_confirmed_on", Format::Day)
        .en("Last confirmed on", &[], "The day of the latest event.")
        .fa("آخرین تأیید", &[], "روز آخرین رویداد.")
        .example("2021-01-27"),
];
