//! A vocabulary for the tests of this crate.

use crate::names::Names;
use crate::sdmx::code_list::{Metric, Province, Vocabulary};

/// Three metrics, of which the register observes two, and one province.
pub(crate) fn vocabulary() -> Vocabulary {
    let names = |en: &str, fa: &str| Names { en: Some(en.to_owned()), fa: Some(fa.to_owned()) };
    let metric = |code: &str, en: &str, unit: &str, computation: Option<&str>| Metric {
        code: code.to_owned(),
        name: names(en, "Name in Persian"),
        meaning: names("Meaning.", "Meaning in Persian."),
        unit: unit.to_owned(),
        computation: computation.map(str::to_owned),
        limited_to: None,
    };
    Vocabulary {
        metrics: vec![
            metric("units_revived", "Units revived", "units", Some("units_revived")),
            metric("share_inactive", "Share of inactive units", "percent", Some("share_inactive")),
            metric("exports", "Exports", "USD", None),
        ],
        provinces: vec![Province {
            code: "IR-09".to_owned(), name: names("Khorasan Razavi", "خراسان رضوی")
        }],
    }
}
