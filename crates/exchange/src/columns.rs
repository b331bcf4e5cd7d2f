//! The columns of each kind of file: what is read, and in which order it is written.

use crate::file::FileKind;

/// One column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in the header.
    pub name: &'static str,
    /// Whether the column must be there and each of its cells filled.
    pub required: bool,
    /// What stands in for a refused cell while the rest of its line is judged: nothing follows from it for other columns.
    /// None where nothing could be said of the rest.
    pub(crate) stand_in: Option<&'static str>,
}

const fn required(name: &'static str) -> Column {
    Column { name, required: true, stand_in: None }
}

const fn optional(name: &'static str) -> Column {
    Column { name, required: false, stand_in: Some("") }
}

impl Column {
    const fn or(self, stand_in: &'static str) -> Column {
        Column { stand_in: Some(stand_in), ..self }
    }

    /// Decides what becomes of the rest.
    const fn decisive(self) -> Column {
        Column { stand_in: None, ..self }
    }
}

/// A code that nothing has.
const NOTHINGS: &str = "c0f7a2f4-8a1d-4c37-9e0e-5d1b6f3a9b62";
/// A province, where any will do.
const ANY_PROVINCE: &str = "IR-07";
/// The first day of the register, so that nothing comes before it.
const FIRST_DAY: &str = "1304-01-01";

impl FileKind {
    /// The columns in the order in which they are written.
    pub fn columns(self) -> &'static [Column] {
        match self {
            FileKind::Provinces => PROVINCES,
            FileKind::Years => YEARS,
            FileKind::IsicDivisions => ISIC_DIVISIONS,
            FileKind::Rates => RATES,
            FileKind::Methodologies => METHODOLOGIES,
            FileKind::Parks => PARKS,
            FileKind::Infrastructure => INFRASTRUCTURE,
            FileKind::Units => UNITS,
            FileKind::Events => EVENTS,
            FileKind::Targets => TARGETS,
            FileKind::Announcements => ANNOUNCEMENTS,
            FileKind::Budgets => BUDGETS,
        }
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
    required("year"),
    required("starts_on"),
    required("ends_on"),
    required("days"),
    required("is_leap"),
    optional("motto_en"),
    optional("motto_fa"),
    // Of the source's table; rates have a file of their own, so that these are read over.
    optional("usd_irr_official"),
    optional("usd_irr_note"),
];

const ISIC_DIVISIONS: &[Column] = &[required("code"), required("name")];

const RATES: &[Column] = &[
    required("kind"),
    required("valid_from"),
    optional("valid_to").decisive(),
    required("irr_per_usd").or("1"),
    optional("source"),
];

const METHODOLOGIES: &[Column] = &[
    required("code").or(NOTHINGS),
    required("valid_from"),
    required("idle_below").or("1"),
    required("semi_active_below").or("100"),
    optional("source"),
];

const PARKS: &[Column] = &[
    required("code").or(NOTHINGS),
    required("province").or(ANY_PROVINCE),
    optional("county"),
    required("name_en").or("?"),
    optional("name_fa"),
    required("kind").or("industrial_park"),
    required("ownership").or("state"),
    required("approved_on").or(FIRST_DAY),
    optional("operating_since"),
    optional("closed_on"),
    optional("land_total_ha"),
    optional("land_operational_ha"),
    optional("land_assignable_ha"),
    optional("latitude"),
    optional("longitude"),
];

const INFRASTRUCTURE: &[Column] = &[
    required("park"),
    required("line").or("water"),
    required("capacity").or("1"),
    required("unit").or("?"),
    optional("in_service_since"),
];

const UNITS: &[Column] = &[
    required("code").or(NOTHINGS),
    optional("park"),
    optional("province").or(ANY_PROVINCE),
    required("name_en").or("?"),
    optional("name_fa"),
    optional("isic_revision"),
    optional("isic_code"),
    optional("sector"),
    optional("licence"),
    optional("owner"),
];

/// `kind` and `occurred_on` are filled on every line but those that void, so that the reader of the row asks for them.
const EVENTS: &[Column] = &[
    required("event").or(NOTHINGS),
    required("unit"),
    required("kind").or("visited"),
    required("occurred_on").or(FIRST_DAY),
    optional("investment_irr"),
    optional("jobs"),
    optional("capacity_percent"),
    optional("progress_percent"),
    optional("area_m2"),
    optional("reasons"),
    optional("body"),
    optional("means"),
    optional("note"),
    optional("evidence"),
    optional("replaces"),
    optional("voids").decisive(),
    optional("recorded_at"),
    optional("recorded_by"),
];

const TARGETS: &[Column] = &[
    required("year"),
    required("metric"),
    required("scope"),
    optional("population"),
    optional("body"),
    required("value"),
    required("decided_on"),
    optional("reason"),
    optional("source"),
    optional("recorded_at"),
];

const ANNOUNCEMENTS: &[Column] = &[
    required("id").or(NOTHINGS),
    optional("announced_on").decisive(),
    required("date_basis"),
    optional("speaker"),
    optional("organisation"),
    required("scope").or("IR"),
    required("population").or("unspecified"),
    required("metric").or("other"),
    required("measure").or("flow"),
    optional("qualifier"),
    required("value_low"),
    required("value_high"),
    required("unit").or("?"),
    optional("period_from"),
    optional("period_to"),
    optional("quote"),
    optional("note"),
    required("source"),
];

const BUDGETS: &[Column] = &[
    required("year"),
    required("scope"),
    required("line"),
    required("stage"),
    required("amount_irr"),
    optional("source"),
];
