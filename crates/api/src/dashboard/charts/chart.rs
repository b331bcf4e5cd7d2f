//! A chart: its table, its drawing, and what it says of itself.

use serde::Deserialize;

use shahrak_exchange::table::Held;
use shahrak_messages::{Argument, Language, Message};

use super::svg::Svg;

/// A chart as its files show it.
pub(super) struct Chart {
    /// What it shows.
    pub(super) title: Message,
    pub(super) columns: Vec<Column>,
    /// The cells of each row, as in exchange files.
    pub(super) rows: Vec<Vec<String>>,
    pub(super) drawing: Svg,
    /// The register is made up.
    pub(super) synthetic: bool,
}

/// A column of the table.
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) label: Message,
    pub(super) holds: Held,
}

impl Column {
    pub(super) fn new(name: &'static str, label: Message, holds: Held) -> Column {
        Column { name, label, holds }
    }
}

/// A name in both languages.
#[derive(Clone, Default, Deserialize)]
pub(super) struct Name {
    en: Option<String>,
    fa: Option<String>,
}

impl Name {
    /// The name in a language; in the other one if it has none in this one.
    pub(super) fn of(&self, language: Language) -> &str {
        let (first, second) = match language {
            Language::English => (&self.en, &self.fa),
            Language::Persian => (&self.fa, &self.en),
        };
        first.as_deref().or(second.as_deref()).unwrap_or("–")
    }

    /// The name as an argument of a message.
    pub(super) fn argument(&self) -> Argument {
        Argument::Name { en: self.of(Language::English).to_owned(), fa: self.fa.clone() }
    }
}

/// Something with a code and a name.
#[derive(Deserialize)]
pub(super) struct Named {
    pub(super) code: String,
    pub(super) name: Name,
}

/// What is true of the register as a whole.
#[derive(Deserialize)]
pub(super) struct Origin {
    synthetic: Option<serde_json::Value>,
}

impl Origin {
    pub(super) fn is_synthetic(&self) -> bool {
        self.synthetic.is_some()
    }
}

/// A decimal of an answer, for drawing.
pub(super) fn value(text: Option<&str>) -> Option<f64> {
    text.and_then(|text| text.parse().ok())
}
