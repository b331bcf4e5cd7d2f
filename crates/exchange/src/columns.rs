//! The columns of each kind of file, in the order in which they are written.

use shahrak_domain::import::FileKind;

/// One column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in the header.
    pub name: &'static str,
    /// Whether the file must have the column, with a value in each cell.
    pub required: bool,
    /// The placeholder for a refused cell while the rest of its line is checked: no error of another column follows from it.
    /// None if the rest cannot be checked without the cell.
    pub(crate) placeholder: Option<&'static str>,
    /// The type of its values.
    pub(crate) holds: Holds,
}

/// The type of the values of a column. A spreadsheet may have converted what was typed to another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    /// Names, notes, and codes that may look like numbers
    Text,
    /// Numbers, or codes that consist of digits
    Number,
    /// Days and moments
    Day,
}

const fn required(name: &'static str) -> Column {
    Column { name, required: true, placeholder: None, holds: Holds::Text }
}

const fn optional(name: &'static str) -> Column {
    Column { name, required: false, placeholder: Some(""), holds: Holds::Text }
}

impl Column {
    const fn or(self, placeholder: &'static str) -> Column {
        Column { placeholder: Some(placeholder), ..self }
    }

    const fn number(self) -> Column {
        Column { holds: Holds::Number, ..self }
    }

    const fn day(self) -> Column {
        Column { holds: Holds::Day, ..self }
    }

    /// Without a placeholder: the rest of the line cannot be checked without this cell.
    const fn decisive(self) -> Column {
        Column { placeholder: None, ..self }
    }
}

/// A code that no object has.
const UNKNOWN_CODE: &str = "c0f7a2f4-8a1d-4c37-9e0e-5d1b6f3a9b62";
/// Any province.
const ANY_PROVINCE: &str = "IR-07";
/// The first day of the register: no day comes before it.
const FIRST_DAY: &str = "1304-01-01";

/// The names of the optional columns of a kind of file.
pub(crate) fn optional_columns(kind: FileKind) -> Vec<&'static str> {
    columns_of(kind).iter().filter(|column| !column.required).map(|column| column.name).collect()
}

/// The columns of a kind of file, in the order in which they are written.
pub fn columns_of(kind: FileKind) -> &'static [Column] {
    match kind {
        FileKind::Provinces => PROVINCES,
        FileKind::Years => YEARS,
        FileKind::IsicDivisions => ISIC_DIVISIONS,
        FileKind::Rates => RATES,
        FileKind::Methodologies => METHODOLOGIES,
        FileKind::Metrics => METRICS,
        FileKind::Parks => PARKS,
        FileKind::Infrastructure => INFRASTRUCTURE,
        FileKind::Units => UNITS,
        FileKind::Events => EVENTS,
        FileKind::Targets => TARGETS,
        FileKind::Announcements => ANNOUNCEMENTS,
        FileKind::Budgets => BUDGETS,
        FileKind::SupportCases => SUPPORT_CASES,
    }
}

const PROVINCES: &[Column] = &[
    required("iso_code"),
    required("iso_code_before_2020"),
    required("name_en"),
    required("name_fa"),
    required("capital_en"),
    required("capital_fa"),
    optional("aliases_en"),
];

const YEARS: &[Column] = &[
    required("year").number(),
    required("starts_on").day(),
    required("ends_on").day(),
    required("days").number(),
    required("is_leap"),
    optional("motto_en"),
    optional("motto_fa"),
    // Columns of the source's table. Rates have a file of their own, so these are not read.
    optional("usd_irr_official").number(),
    optional("usd_irr_note"),
];

const ISIC_DIVISIONS: &[Column] = &[required("code"), required("name")];

const RATES: &[Column] = &[
    required("kind"),
    required("valid_from").day(),
    optional("valid_to").day().decisive(),
    required("irr_per_usd").number().or("1"),
    optional("source"),
];

const METHODOLOGIES: &[Column] = &[
    required("code").or(UNKNOWN_CODE),
    required("valid_from").day(),
    required("idle_below").number().or("1"),
    required("semi_active_below").number().or("100"),
    optional("source"),
];

const METRICS: &[Column] = &[
    required("code").or(UNKNOWN_CODE),
    required("name_en").or("?"),
    optional("name_fa"),
    required("meaning_en").or("?"),
    optional("meaning_fa"),
    required("measure").or("flow"),
    required("unit").or("?"),
    required("direction").or("neither"),
    optional("computation"),
    optional("only"),
    optional("part_of"),
    optional("quotient"),
    optional("aliases"),
];

const PARKS: &[Column] = &[
    required("code").or(UNKNOWN_CODE),
    required("province").or(ANY_PROVINCE),
    optional("county"),
    required("name_en").or("?"),
    optional("name_fa"),
    required("kind").or("industrial_park"),
    required("ownership").or("state"),
    required("approved_on").day().or(FIRST_DAY),
    optional("operating_since").day(),
    optional("closed_on").day(),
    optional("land_total_ha").number(),
    optional("land_operational_ha").number(),
    optional("land_assignable_ha").number(),
    optional("latitude").number(),
    optional("longitude").number(),
];

const INFRASTRUCTURE: &[Column] = &[
    required("park"),
    required("line").or("water"),
    required("capacity").number().or("1"),
    required("unit").or("?"),
    optional("in_service_since").day(),
];

const UNITS: &[Column] = &[
    required("code").or(UNKNOWN_CODE),
    optional("park"),
    optional("province").or(ANY_PROVINCE),
    required("name_en").or("?"),
    optional("name_fa"),
    optional("isic_revision").number(),
    optional("isic_code"),
    optional("sector"),
    optional("licence"),
    optional("owner"),
];

/// `kind` and `occurred_on` are required except on voids, so the parser of the row checks them.
const EVENTS: &[Column] = &[
    required("event").or(UNKNOWN_CODE),
    required("unit"),
    required("kind").or("visited"),
    required("occurred_on").day().or(FIRST_DAY),
    optional("investment_irr").number(),
    optional("jobs").number(),
    optional("capacity_percent").number(),
    optional("progress_percent").number(),
    optional("area_m2").number(),
    optional("reasons"),
    optional("body"),
    optional("means"),
    optional("note"),
    optional("evidence"),
    optional("replaces"),
    optional("voids").decisive(),
    optional("recorded_at").day(),
    optional("recorded_by"),
];

const TARGETS: &[Column] = &[
    required("year").number(),
    required("metric"),
    required("scope"),
    optional("population"),
    optional("body"),
    required("value").number(),
    required("decided_on").day(),
    optional("reason"),
    optional("source"),
    optional("baseline_value").number(),
    optional("baseline_on").day(),
    optional("baseline_source"),
    optional("recorded_at").day(),
];

const ANNOUNCEMENTS: &[Column] = &[
    required("id").or(UNKNOWN_CODE),
    optional("announced_on").day().decisive(),
    required("date_basis"),
    optional("speaker"),
    optional("organisation"),
    required("scope").or("IR"),
    required("population").or("unspecified"),
    required("metric").or("other"),
    required("measure").or("flow"),
    optional("qualifier"),
    required("value_low").number(),
    required("value_high").number(),
    required("unit").or("?"),
    optional("period_from").day(),
    optional("period_to").day(),
    optional("quote"),
    optional("note"),
    required("source"),
];

const BUDGETS: &[Column] = &[
    required("year").number(),
    required("scope"),
    required("line"),
    required("stage"),
    required("amount_irr").number(),
    optional("source"),
    optional("decided_on").day(),
    optional("reason"),
    optional("recorded_at").day(),
];

/// `step` and `occurred_on` are filled on every line but those that void, so that the reader of the row asks for them.
const SUPPORT_CASES: &[Column] = &[
    required("case").or(UNKNOWN_CODE),
    required("record").or(UNKNOWN_CODE),
    required("step").decisive(),
    required("occurred_on").day().or(FIRST_DAY),
    optional("unit"),
    optional("applicant"),
    optional("province"),
    optional("kind"),
    optional("body"),
    optional("outcome"),
    optional("note"),
    optional("replaces"),
    optional("voids").decisive(),
    optional("recorded_at").day(),
    optional("recorded_by"),
];
