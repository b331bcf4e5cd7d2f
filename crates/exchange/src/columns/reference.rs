//! Data that is bundled with the program, rates and methodologies.

use shahrak_domain::code::CodeSet;
use shahrak_domain::money::RateKind;

use super::common::{UNKNOWN_CODE, source};
use super::{Column, Format, MeasureUnit, column};

pub(super) const PROVINCES: &[Column] = &[
    column("iso_code", Format::Code)
        .en("Code", &["iso code"], "The ISO 3166-2 code of 2020.")
        .fa("کد", &["کد استان"], "کد ISO 3166-2 سال ۲۰۲۰.")
        .example("IR-09")
        .required(),
    column("iso_code_before_2020", Format::Code)
        .en("Code before 2020", &["old code"], "The ISO 3166-2 code before the renumbering of 2020.")
        .fa("کد پیش از ۲۰۲۰", &["کد پیشین"], "کد ISO 3166-2 پیش از سال ۲۰۲۰.")
        .example("IR-30")
        .required(),
    column("name_en", Format::Name)
        .en("Name in English", &["name"], "The name in English.")
        .fa("نام انگلیسی", &["نام لاتین"], "نام به انگلیسی.")
        .example("Khorasan Razavi")
        .required(),
    column("name_fa", Format::Line)
        .en("Name in Persian", &["persian name"], "The name in Persian.")
        .fa("نام", &["نام فارسی"], "نام به فارسی.")
        .example("خراسان رضوی")
        .required(),
    column("capital_en", Format::Name)
        .en("Capital in English", &["capital"], "The capital, in English.")
        .fa("مرکز به انگلیسی", &[], "مرکز استان، به انگلیسی.")
        .example("Mashhad")
        .required(),
    column("capital_fa", Format::Line)
        .en("Capital in Persian", &[], "The capital, in Persian.")
        .fa("مرکز", &["مرکز استان"], "مرکز استان، به فارسی.")
        .example("مشهد")
        .required(),
    column("aliases_en", Format::Line)
        .en("Other spellings", &["aliases"], "Other spellings in English, separated by semicolons.")
        .fa("املاهای دیگر", &[], "املاهای دیگر به انگلیسی، جداشده با نقطه‌ویرگول.")
        .example("Razavi Khorasan"),
];

pub(super) const YEARS: &[Column] = &[
    column("year", Format::Year)
        .en("Year", &["iranian year"], "The Iranian year.")
        .fa("سال", &["سال شمسی"], "سال شمسی.")
        .example("1399")
        .required(),
    column("starts_on", Format::Day)
        .en("Starts on", &["first day"], "The first day of the year.")
        .fa("آغاز", &["نخستین روز"], "نخستین روز سال.")
        .example("2020-03-20")
        .required(),
    column("ends_on", Format::Day)
        .en("Ends on", &["last day"], "The last day of the year.")
        .fa("پایان", &["واپسین روز"], "واپسین روز سال.")
        .example("2021-03-20")
        .required(),
    column("days", Format::Whole)
        .en("Days", &["number of days"], "The number of days.")
        .fa("روزها", &["تعداد روز"], "تعداد روزهای سال.")
        .measured_in(MeasureUnit::Days)
        .example("366")
        .required(),
    column("is_leap", Format::Flag)
        .en("Leap year", &["is leap"], "Whether the year has 366 days.")
        .fa("کبیسه", &["سال کبیسه"], "آیا سال ۳۶۶ روز دارد.")
        .example("true")
        .required(),
    column("motto_en", Format::Line)
        .en("Motto in English", &["motto"], "The name that the year has been given, in English.")
        .fa("شعار به انگلیسی", &[], "نامی که به سال داده شده است، به انگلیسی.")
        .example("Surge in Production"),
    column("motto_fa", Format::Line)
        .en("Motto in Persian", &[], "The name that the year has been given, in Persian.")
        .fa("شعار", &["شعار سال"], "نامی که به سال داده شده است، به فارسی.")
        .example("جهش تولید"),
    // Columns of the source's table. Rates have a file of their own, so these are not read.
    column("usd_irr_official", Format::Amount)
        .en(
            "Official rate",
            &[],
            "A column of the source's table that is not read: rates have a file of their own.",
        )
        .fa("نرخ رسمی", &[], "ستونی از جدول منبع که خوانده نمی‌شود: نرخ‌ها فایل خود را دارند.")
        .measured_in(MeasureUnit::RialsPerDollar)
        .example("42000"),
    column("usd_irr_note", Format::Prose)
        .en("Note on the rate", &[], "A column of the source's table that is not read.")
        .fa("یادداشت نرخ", &[], "ستونی از جدول منبع که خوانده نمی‌شود.")
        .example("for the whole year"),
];

pub(super) const ISIC_DIVISIONS: &[Column] = &[
    column("code", Format::Digits)
        .en("Code", &["division"], "The two digits of a division of ISIC, revision 4.")
        .fa("کد", &["بخش"], "دو رقم یک بخش از ویرایش ۴ ISIC.")
        .example("10")
        .required(),
    column("name", Format::Name)
        .en("Name", &["name in english"], "The name in English.")
        .fa("نام", &[], "نام به انگلیسی.")
        .example("Food")
        .required(),
];

pub(super) const RATES: &[Column] = &[
    column("kind", Format::OneOf(CodeSet::of::<RateKind>()))
        .en("Kind of rate", &["kind", "rate kind"], "The market of the rate.")
        .fa("نوع نرخ", &["نوع"], "بازار نرخ.")
        .example("official")
        .required(),
    column("valid_from", Format::Day)
        .en("Valid from", &["from"], "The first day of the rate.")
        .fa("از تاریخ", &["معتبر از"], "نخستین روز نرخ.")
        .example("2018-04-10")
        .required(),
    column("valid_to", Format::Day)
        .en("Valid to", &["to", "valid until"], "The last day of the rate; empty while it holds.")
        .fa("تا تاریخ", &["معتبر تا"], "واپسین روز نرخ؛ تا وقتی برقرار است خالی است.")
        .example("2021-03-20")
        .decisive(),
    column("irr_per_usd", Format::Amount)
        .en("Rials per dollar", &["rate", "irr per usd"], "Rials for one US dollar.")
        .fa("ریال به دلار", &["نرخ", "نرخ دلار"], "ریال برای یک دلار آمریکا.")
        .measured_in(MeasureUnit::RialsPerDollar)
        .example("42000")
        .required()
        .or("1"),
    source(),
];

pub(super) const METHODOLOGIES: &[Column] = &[
    column("code", Format::Code)
        .en("Code", &["methodology"], "The code of the methodology.")
        .fa("کد", &["کد روش"], "کد روش.")
        .example("default")
        .required()
        .or(UNKNOWN_CODE),
    column("valid_from", Format::Day)
        .en("Valid from", &["from"], "The first day on which the thresholds are in force.")
        .fa("از تاریخ", &["معتبر از"], "نخستین روزی که آستانه‌ها برقرارند.")
        .example("1400-01-01")
        .required(),
    column("idle_below", Format::Percent)
        .en("Inactive below", &["idle below"], "The capacity below which a unit is inactive.")
        .fa("غیرفعال کمتر از", &[], "ظرفیتی که واحد کمتر از آن غیرفعال است.")
        .measured_in(MeasureUnit::Percent)
        .example("10")
        .required()
        .or("1"),
    column("semi_active_below", Format::Percent)
        .en("Semi-active below", &[], "The capacity below which a unit is semi-active.")
        .fa("نیمه‌فعال کمتر از", &[], "ظرفیتی که واحد کمتر از آن نیمه‌فعال است.")
        .measured_in(MeasureUnit::Percent)
        .example("50")
        .required()
        .or("100"),
    source(),
];
