//! The keys of tables, and which table refers to which.

use serde::Serialize;

use shahrak_domain::import::FileKind;

use super::resource_name;

/// A column that holds keys of another table.
#[derive(Debug, Serialize)]
pub(super) struct ForeignKey {
    fields: [&'static str; 1],
    reference: Reference,
}

#[derive(Debug, Serialize)]
struct Reference {
    resource: String,
    fields: [&'static str; 1],
    #[serde(skip)]
    kind: FileKind,
}

/// The columns that identify a row.
pub(super) fn primary_key(kind: FileKind) -> &'static [&'static str] {
    match kind {
        FileKind::Provinces => &["iso_code"],
        FileKind::Years => &["year"],
        FileKind::IsicDivisions
        | FileKind::Methodologies
        | FileKind::Metrics
        | FileKind::Parks
        | FileKind::Units => &["code"],
        FileKind::Rates => &["kind", "valid_from"],
        FileKind::Infrastructure => &["park", "line"],
        FileKind::Events => &["unit", "event"],
        FileKind::Targets => &["year", "metric", "scope", "population", "body", "decided_on"],
        FileKind::Announcements => &["id"],
        FileKind::FigureDecisions => &["figure", "decision", "recorded_at"],
        FileKind::Budgets => &["year", "scope", "line", "stage", "decided_on", "recorded_at"],
        FileKind::SupportCases => &["case", "record"],
    }
}

/// The columns of a table that hold keys of others.
pub(super) fn foreign_keys(kind: FileKind) -> impl Iterator<Item = ForeignKey> {
    let (unit, park) = (("unit", FileKind::Units, "code"), ("park", FileKind::Parks, "code"));
    let keys: &[_] = match kind {
        FileKind::Infrastructure | FileKind::Units => &[park],
        FileKind::Events | FileKind::SupportCases => &[unit],
        FileKind::Targets => &[("metric", FileKind::Metrics, "code")],
        FileKind::FigureDecisions => {
            &[("figure", FileKind::Announcements, "id"), ("replaced_by", FileKind::Announcements, "id")]
        }
        _ => &[],
    };
    let key = |(column, kind, to): &(&'static str, FileKind, &'static str)| ForeignKey {
        fields: [*column],
        reference: Reference { resource: resource_name(*kind), fields: [*to], kind: *kind },
    };
    keys.iter().map(key).collect::<Vec<_>>().into_iter()
}

impl ForeignKey {
    /// Whether the table that it refers to is among these.
    pub(super) fn is_to(&self, kinds: &[FileKind]) -> bool {
        kinds.contains(&self.reference.kind)
    }
}

#[cfg(test)]
impl ForeignKey {
    pub(super) fn column(&self) -> &'static str {
        self.fields[0]
    }

    pub(super) fn to(&self) -> FileKind {
        self.reference.kind
    }

    pub(super) fn target(&self) -> [&'static str; 1] {
        self.reference.fields
    }
}
