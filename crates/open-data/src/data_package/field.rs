//! Fields of tables.

use serde::Serialize;

use shahrak_domain::import::FileKind;
use shahrak_exchange::columns::{Column, Format, columns_of};
use shahrak_messages::{Explain as _, Language};

use super::relation::primary_key;
use crate::names::Names;

/// A column. What the standard has no property for follows under names of its own: `unit`, and texts in both languages.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Field {
    name: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delimiter: Option<&'static str>,
    title: &'static str,
    titles: Names,
    description: &'static str,
    descriptions: Names,
    example: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    #[serde(skip_serializing_if = "Constraints::is_empty")]
    constraints: Constraints,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    categories: Vec<Category>,
}

#[derive(Debug, Default, Serialize)]
struct Constraints {
    #[serde(skip_serializing_if = "Option::is_none")]
    required: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pattern: Option<&'static str>,
}

/// A value that is allowed, and its label.
#[derive(Debug, Serialize)]
struct Category {
    value: &'static str,
    label: String,
}

impl Field {
    pub(super) fn of(file: FileKind, column: &Column) -> Field {
        let both = |text: fn(&Column, Language) -> &'static str| Names {
            en: Some(text(column, Language::English).to_owned()),
            fa: Some(text(column, Language::Persian).to_owned()),
        };
        let (kind, format) = type_of(column.format);
        let list = matches!(column.format, Format::ListOf(_));
        let category = |value: shahrak_domain::code::CodeValue| Category {
            value: value.code,
            label: value.label.text(Language::English),
        };
        Field {
            name: column.name,
            kind,
            format,
            delimiter: list.then_some(";"),
            title: column.label(Language::English),
            titles: both(Column::label),
            description: column.meaning(Language::English),
            descriptions: both(Column::meaning),
            example: column.example,
            unit: column.unit.map(|unit| unit.message().text(Language::English)),
            constraints: Constraints {
                required: is_required(file, column).then_some(true),
                pattern: pattern(column.format),
            },
            // The standard has categories for single values only.
            categories: if list { Vec::new() } else { column.values().into_iter().map(category).collect() },
        }
    }
}

impl Constraints {
    fn is_empty(&self) -> bool {
        self.required.is_none() && self.pattern.is_none()
    }
}

/// Whether every row has a value. A row that voids a record has nothing but its key and its reason.
fn is_required(file: FileKind, column: &Column) -> bool {
    let voids = columns_of(file).iter().any(|column| column.name == "voids");
    column.required && (!voids || primary_key(file).contains(&column.name))
}

fn type_of(format: Format) -> (&'static str, Option<&'static str>) {
    match format {
        Format::Whole | Format::Year => ("integer", None),
        Format::Decimal | Format::Amount | Format::Percent => ("number", None),
        Format::Day => ("date", None),
        Format::Moment => ("datetime", Some("any")),
        Format::Flag => ("boolean", None),
        Format::ListOf(_) => ("list", None),
        Format::Code
        | Format::MetricCode
        | Format::Digits
        | Format::Name
        | Format::Line
        | Format::Prose
        | Format::Rule
        | Format::Province
        | Format::Scope
        | Format::OneOf(_) => ("string", None),
    }
}

fn pattern(format: Format) -> Option<&'static str> {
    match format {
        Format::Province => Some("^IR-[0-9]{2}$"),
        Format::Scope => Some("^IR(-[0-9]{2})?$"),
        Format::Digits => Some("^[0-9]+$"),
        _ => None,
    }
}
