use std::collections::HashMap;

use shahrak_domain::code::Coded;

use super::*;
use crate::spelling::folded;

#[test]
fn every_column_is_described_in_both_languages() {
    for kind in FileKind::ALL {
        for column in columns_of(*kind) {
            let place = format!("{}.{}", kind.code(), column.name);
            for language in [Language::English, Language::Persian] {
                assert!(!column.label(language).is_empty(), "{place}");
                assert!(column.meaning(language).ends_with('.'), "{place}");
                assert!(!column.format.message().text(language).is_empty(), "{place}");
            }
            assert!(!column.example.is_empty(), "{place}");
            let percent = column.format == Format::Percent;
            assert_eq!(percent, column.unit == Some(MeasureUnit::Percent), "{place}");
        }
    }
}

#[test]
fn a_spelling_names_one_column_of_a_file() {
    for kind in FileKind::ALL {
        let mut named = HashMap::new();
        for column in columns_of(*kind) {
            for spelling in column.spellings() {
                let other = named.insert(folded(spelling), column.name);
                assert!(other.is_none_or(|other| other == column.name), "{}: {spelling}", kind.code());
            }
        }
    }
}

#[test]
fn a_spelling_names_one_value_of_a_column() {
    for column in FileKind::ALL.iter().flat_map(|kind| columns_of(*kind)) {
        let mut named = HashMap::new();
        for value in column.values() {
            let labels = [Language::English, Language::Persian].map(|language| value.label.text(language));
            for spelling in labels.iter().map(String::as_str).chain([value.code]) {
                let other = named.insert(folded(spelling), value.code);
                assert!(other.is_none_or(|other| other == value.code), "{}: {spelling}", column.name);
            }
        }
    }
}

#[test]
fn an_example_is_a_value() {
    for column in FileKind::ALL.iter().flat_map(|kind| columns_of(*kind)) {
        let values = column.values();
        let known = |code: &str| values.iter().any(|value| value.code == code);
        assert!(values.is_empty() || column.example.split(';').all(known), "{}", column.name);
    }
}
