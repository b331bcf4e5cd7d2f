//! The keys by which events and units are grouped.

use shahrak_domain::activity::Sector;
use shahrak_domain::code::Coded;

/// A key by which events or units are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// The province, by its code
    Province,
    /// The park, by its code; unknown outside parks
    Park,
    /// The kind of park
    ParkKind,
    /// The ownership of the park
    Ownership,
    /// The sector
    Sector,
    /// The division of ISIC and its revision: `10 4`
    IsicDivision,
    /// The status of a unit
    Status,
    /// The kind of event
    Kind,
    /// The executing body of an event
    Body,
    /// A reason of an event, which counts for each of its reasons
    Reason,
    /// The kind of help of a support case
    SupportKind,
    /// The status of a support case
    SupportStatus,
    /// The outcome of a support case
    SupportOutcome,
    /// The name of the body that was asked last to act on a support case
    ReferredTo,
    /// The Iranian year: `1399`
    Year,
    /// A quarter of an Iranian year: `1399-4`
    Quarter,
    /// A month of an Iranian year: `1399-11`
    Month,
}

/// The number of the month of a day: 0 is Farvardin 1304.
fn month(day: &str) -> String {
    format!("width_bucket({day}, (SELECT array_agg(starts_on ORDER BY starts_on) FROM iranian_month)) - 1")
}

impl Key {
    /// The SQL of the key: a number if possible, because numbers are compared faster. `of` is the alias of the counted table,
    /// `status` the expression of a unit's status.
    pub(super) fn grouped(self, of: &str, status: &str, day: &str) -> String {
        match self {
            Key::Province => format!("{of}.province_id"),
            Key::Park => format!("{of}.park_id"),
            Key::ParkKind => "park.kind".to_owned(),
            Key::Ownership => "park.ownership".to_owned(),
            Key::Sector => "unit.sector".to_owned(),
            Key::IsicDivision => "left(unit.isic_code, 2) || ' ' || unit.isic_revision".to_owned(),
            Key::Status => status.to_owned(),
            Key::Kind => "event.kind".to_owned(),
            Key::Body => "event.body".to_owned(),
            Key::Reason => "reason.code".to_owned(),
            Key::SupportKind => "state.kind".to_owned(),
            Key::SupportStatus => "state.status".to_owned(),
            Key::SupportOutcome => "state.outcome".to_owned(),
            Key::ReferredTo => "state.referred_to".to_owned(),
            Key::Year => format!("({}) / 12", month(day)),
            Key::Quarter => format!("({}) / 3", month(day)),
            Key::Month => month(day),
        }
    }

    /// The SQL of the text of the key, in whose byte order groups are listed: a code, or the name of an enum value.
    pub(super) fn text(self, grouped: &str) -> String {
        match self {
            Key::Province => format!("'IR-' || lpad(({grouped} - 1)::text, 2, '0')"),
            Key::Park => format!("{grouped}_park.code"),
            Key::Sector => format!("(ARRAY[{}])[{grouped}]", sectors()),
            Key::IsicDivision | Key::ReferredTo => grouped.to_owned(),
            Key::ParkKind
            | Key::Ownership
            | Key::Status
            | Key::Kind
            | Key::Body
            | Key::Reason
            | Key::SupportKind
            | Key::SupportStatus
            | Key::SupportOutcome => format!("upper({grouped}::text)"),
            Key::Year => format!("(1304 + {grouped})::text"),
            Key::Quarter => format!("(1304 + {grouped} / 4) || '-' || ({grouped} % 4 + 1)"),
            Key::Month => {
                format!("(1304 + {grouped} / 12) || '-' || lpad(({grouped} % 12 + 1)::text, 2, '0')")
            }
        }
    }

    /// The SQL of the tables that [`Key::text`] reads.
    pub(super) fn text_from(self, grouped: &str) -> String {
        match self {
            Key::Park => format!(" LEFT JOIN park AS {grouped}_park ON {grouped}_park.id = {grouped}"),
            _ => String::new(),
        }
    }
}

/// The names of the sectors, in the order of their numbers.
fn sectors() -> String {
    let names: Vec<String> =
        Sector::ALL.iter().map(|sector| format!("'{}'", sector.code().to_uppercase())).collect();
    names.join(", ")
}
