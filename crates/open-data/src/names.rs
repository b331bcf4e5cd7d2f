//! Texts in both languages.

use serde::{Deserialize, Serialize};
use shahrak_messages::{Argument, Language, Message, message};

/// A text in both languages, or in one of them. It is written as a map from language to text, as SDMX-JSON and JSON-LD do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// In English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
    /// In Persian.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fa: Option<String>,
}

impl Names {
    /// The same text in both languages: a code, a number.
    pub fn same(text: impl Into<String>) -> Names {
        let text = text.into();
        Names { en: Some(text.clone()), fa: Some(text) }
    }

    /// The text for readers of English: the Persian one if there is no other.
    pub fn shown(&self) -> &str {
        self.en.as_deref().or(self.fa.as_deref()).unwrap_or_default()
    }

    /// The text for readers of a language: the other one if there is no such text.
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::English => self.shown(),
            Language::Persian => self.fa.as_deref().unwrap_or_else(|| self.shown()),
        }
    }
}

impl From<Message> for Names {
    fn from(message: Message) -> Names {
        Names { en: Some(message.text(Language::English)), fa: Some(message.text(Language::Persian)) }
    }
}

/// The name of a unit of measurement; of one that the catalogue does not have, its code.
pub(crate) fn unit_of_measure(code: &str) -> Argument {
    match code {
        "units" => message!("measure-units").into(),
        "persons" => message!("measure-persons").into(),
        "IRR" => message!("measure-rials").into(),
        "USD" => message!("measure-dollars").into(),
        "percent" => message!("measure-percent").into(),
        "hectares" => message!("measure-hectares").into(),
        "parks" => message!("measure-parks").into(),
        "permits" => message!("measure-permits").into(),
        _ => code.into(),
    }
}
