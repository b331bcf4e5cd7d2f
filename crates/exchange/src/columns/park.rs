//! Parks and their infrastructure.

use shahrak_domain::code::CodeSet;
use shahrak_domain::park::{InfrastructureLine, Ownership, ParkKind};

use super::common::{ANY_PROVINCE, FIRST_DAY, UNKNOWN_CODE, name_en, name_fa};
use super::{Column, Format, MeasureUnit, column};

pub(super) const PARKS: &[Column] = &[
    column("code", Format::Code)
        .en("Code", &["park", "park code"], "The code of the park. It never changes.")
        .fa("کد", &["کد شهرک", "شناسه شهرک"], "کد شهرک که هرگز تغییر نمی‌کند.")
        .example("TOUS")
        .required()
        .or(UNKNOWN_CODE),
    column("province", Format::Province)
        .en("Province", &["province code"], "The province in which the park lies.")
        .fa("استان", &["کد استان"], "استانی که شهرک در آن است.")
        .example("IR-09")
        .required()
        .or(ANY_PROVINCE),
    column("county", Format::Line)
        .en("County", &["district"], "The county in which the park lies.")
        .fa("شهرستان", &["نام شهرستان"], "شهرستانی که شهرک در آن است.")
        .example("Mashhad"),
    name_en(),
    name_fa(),
    column("kind", Format::OneOf(CodeSet::of::<ParkKind>()))
        .en("Kind", &["kind of park", "park kind", "type", "park type"], "The legal form of the park.")
        .fa("نوع", &["نوع شهرک"], "شکل قانونی شهرک.")
        .example("industrial_park")
        .required()
        .or("industrial_park"),
    column("ownership", Format::OneOf(CodeSet::of::<Ownership>()))
        .en("Ownership", &["kind of ownership"], "The owner of the park.")
        .fa("مالکیت", &["نوع مالکیت"], "مالک شهرک.")
        .example("state")
        .required()
        .or("state"),
    column("approved_on", Format::Day)
        .en("Approved on", &["approval date", "date of approval"], "The day on which the park was approved.")
        .fa("تاریخ تصویب", &["تاریخ مصوبه", "روز تصویب"], "روزی که شهرک تصویب شد.")
        .example("1368-02-20")
        .required()
        .or(FIRST_DAY),
    column("operating_since", Format::Day)
        .en(
            "Operating since",
            &["in operation since", "operating from"],
            "The first day on which land of the park was assigned.",
        )
        .fa(
            "تاریخ بهره‌برداری",
            &["بهره‌برداری از", "تاریخ آغاز بهره‌برداری", "تاریخ شروع بهره‌برداری"],
            "نخستین روزی که زمین شهرک واگذار شد.",
        )
        .example("1370-07-01"),
    column("closed_on", Format::Day)
        .en("Closed on", &["closing date"], "The day on which the park closed.")
        .fa("تاریخ تعطیلی", &["تاریخ انحلال"], "روزی که شهرک بسته شد.")
        .example("1395-01-01"),
    column("land_total_ha", Format::Decimal)
        .en("Total land", &["total area", "land total", "total land (ha)"], "The total area.")
        .fa("مساحت کل", &["مساحت", "وسعت کل", "مساحت کل (هکتار)"], "مساحت کل شهرک.")
        .measured_in(MeasureUnit::Hectares)
        .example("430.5"),
    column("land_operational_ha", Format::Decimal)
        .en(
            "Operational land",
            &["operational area", "land operational", "operational land (ha)"],
            "The area with finished infrastructure.",
        )
        .fa(
            "مساحت عملیاتی",
            &["زمین عملیاتی", "مساحت فاز عملیاتی", "مساحت عملیاتی (هکتار)"],
            "مساحت زمینی که زیرساخت آن آماده است.",
        )
        .measured_in(MeasureUnit::Hectares)
        .example("400"),
    column("land_assignable_ha", Format::Decimal)
        .en(
            "Assignable land",
            &["assignable area", "land assignable", "assignable land (ha)"],
            "The area that is ready to be assigned.",
        )
        .fa(
            "مساحت قابل واگذاری",
            &["زمین قابل واگذاری", "مساحت قابل واگذاری (هکتار)"],
            "مساحت زمینی که آماده واگذاری است.",
        )
        .measured_in(MeasureUnit::Hectares)
        .example("12.5"),
    column("latitude", Format::Decimal)
        .en("Latitude", &["lat"], "Degrees north of the equator. Requires the longitude.")
        .fa("عرض جغرافیایی", &[], "درجه شمال استوا. همراه طول جغرافیایی پر می‌شود.")
        .measured_in(MeasureUnit::Degrees)
        .example("36.47"),
    column("longitude", Format::Decimal)
        .en("Longitude", &["lon", "long"], "Degrees east of Greenwich. Requires the latitude.")
        .fa("طول جغرافیایی", &[], "درجه شرق گرینویچ. همراه عرض جغرافیایی پر می‌شود.")
        .measured_in(MeasureUnit::Degrees)
        .example("59.44"),
];

pub(super) const INFRASTRUCTURE: &[Column] = &[
    column("park", Format::Code)
        .en("Park", &["park code", "code of the park"], "The code of the park.")
        .fa("شهرک", &["کد شهرک"], "کد شهرک.")
        .example("TOUS")
        .required(),
    column("line", Format::OneOf(CodeSet::of::<InfrastructureLine>()))
        .en("Infrastructure", &["infrastructure line", "kind of infrastructure"], "What the park supplies.")
        .fa("زیرساخت", &["نوع زیرساخت"], "آنچه شهرک فراهم می‌کند.")
        .example("water")
        .required()
        .or("water"),
    column("capacity", Format::Amount)
        .en("Capacity", &["amount"], "How much it supplies, in the unit that the next column states.")
        .fa("ظرفیت", &["مقدار"], "مقداری که فراهم می‌کند، به یکایی که ستون بعد می‌گوید.")
        .example("120")
        .required()
        .or("1"),
    column("unit", Format::Line)
        .en("Unit of measure", &["unit of capacity", "measured in"], "The unit of the capacity, in English.")
        .fa("یکای ظرفیت", &["واحد اندازه‌گیری", "یکا"], "یکای ظرفیت به انگلیسی.")
        .example("litres per second")
        .required()
        .or("?"),
    column("in_service_since", Format::Day)
        .en("In service since", &["in service from"], "The first day of service.")
        .fa("تاریخ راه‌اندازی", &["راه‌اندازی از"], "نخستین روز بهره‌برداری از زیرساخت.")
        .example("1375-01-01"),
];
