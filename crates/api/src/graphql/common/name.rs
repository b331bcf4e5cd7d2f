//! Names in both languages.

use async_graphql::SimpleObject;

use shahrak_messages::{Language, Message};

use shahrak_domain::province;

/// A name in English and Persian, as the source writes it. At least one of the two is known.
#[derive(SimpleObject, Clone, Debug, Default)]
pub struct Name {
    /// In English; null if not known.
    pub en: Option<String>,
    /// In Persian; null if not known.
    pub fa: Option<String>,
}

impl From<&province::Name> for Name {
    fn from(name: &province::Name) -> Self {
        Name { en: name.en.clone(), fa: name.fa.clone() }
    }
}

impl Name {
    /// A name from the catalogue of messages.
    pub fn of(message: &Message) -> Name {
        Name { en: Some(message.text(Language::English)), fa: Some(message.text(Language::Persian)) }
    }
}
