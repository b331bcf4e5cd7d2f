//! The keys by which events and units are grouped.

use shahrak_domain::activity::Sector;
use shahrak_domain::code::Coded;

/// A key by which events or units are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupKey {
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

impl GroupKey {
    /// The SQL of the key: a number if possible, because numbers are compared faster. `of` is the alias of the counted table,
    /// `status` the expression of a unit's status.
    pub(super) fn grouped(self, of: &str, status: &str, day: &str) -> String {
        match self {
            GroupKey::Province => format!("{of}.province_id"),
            GroupKey::Park => format!("{of}.park_id"),
            GroupKey::ParkKind => "park.kind".to_owned(),
            GroupKey::Ownership => "park.ownership".to_owned(),
            GroupKey::Sector => "unit.sector".to_owned(),
            GroupKey::IsicDivision => "left(unit.isic_code, 2) || ' ' || unit.isic_revision".to_owned(),
            GroupKey::Status => status.to_owned(),
            GroupKey::Kind => "event.kind".to_owned(),
            GroupKey::Body => "event.body".to_owned(),
            GroupKey::Reason => "reason.code".to_owned(),
            GroupKey::SupportKind => "state.kind".to_owned(),
            GroupKey::SupportStatus => "state.status".to_owned(),
            GroupKey::SupportOutcome => "state.outcome".to_owned(),
            GroupKey::ReferredTo => "state.referred_to".to_owned(),
            GroupKey::Year => format!("({}) / 12", month(day)),
            GroupKey::Quarter => format!("({}) / 3", month(day)),
            GroupKey::Month => month(day),
        }
    }

    /// The SQL of the text of the key, in whose byte order groups are listed: a code, or the name of an enum value.
    pub(super) fn text(self, grouped: &str) -> String {
        match self {
            GroupKey::Province => format!("'IR-' || lpad(({grouped} - 1)::text, 2, '0')"),
            GroupKey::Park => format!("{grouped}_park.code"),
            GroupKey::Sector => format!("(ARRAY[{}])[{grouped}]", sectors()),
            GroupKey::IsicDivision | GroupKey::ReferredTo => grouped.to_owned(),
            GroupKey::ParkKind
            | GroupKey::Ownership
            | GroupKey::Status
            | GroupKey::Kind
            | GroupKey::Body
            | GroupKey::Reason
            | GroupKey::SupportKind
            | GroupKey::SupportStatus
            | GroupKey::SupportOutcome => format!("upper({grouped}::text)"),
            GroupKey::Year => format!("(1304 + {grouped})::text"),
            GroupKey::Quarter => format!("(1304 + {grouped} / 4) || '-' || ({grouped} % 4 + 1)"),
            GroupKey::Month => {
                format!("(1304 + {grouped} / 12) || '-' || lpad(({grouped} % 12 + 1)::text, 2, '0')")
            }
        }
    }

    /// The SQL of the tables that [`GroupKey::text`] reads.
    pub(super) fn text_from(self, grouped: &str) -> String {
        match self {
            GroupKey::Park => format!(" LEFT JOIN park AS {grouped}_park ON {grouped}_park.id = {grouped}"),
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
