//! What the messages of SDMX-JSON share: the description of the message, and links.

use chrono::SecondsFormat;
use serde::Serialize;
use shahrak_domain::moment::Moment;
use shahrak_messages::{Message, message};

use super::AGENCY;
use crate::names::Names;

/// Which message, from whom, when.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Meta {
    schema: &'static str,
    id: String,
    prepared: String,
    content_languages: [&'static str; 2],
    sender: Party,
}

/// The sender.
#[derive(Debug, Serialize)]
struct Party {
    id: &'static str,
    #[serde(flatten)]
    named: Named,
}

/// A name in both languages, as SDMX-JSON has it: the best one for those who read one only, and all.
#[derive(Debug, Serialize)]
pub(super) struct Named {
    name: String,
    names: Names,
}

/// A meaning in both languages, likewise.
#[derive(Debug, Serialize)]
pub(super) struct Described {
    description: String,
    descriptions: Names,
}

/// A link.
#[derive(Debug, Serialize)]
pub(super) struct Link {
    rel: &'static str,
    urn: String,
}

impl Meta {
    pub(super) fn new(schema: &'static str, id: &str, prepared: Moment) -> Meta {
        Meta {
            schema,
            id: id.to_owned(),
            prepared: prepared.to_rfc3339_opts(SecondsFormat::Secs, true),
            content_languages: ["en", "fa"],
            sender: Party { id: AGENCY, named: message!("open-data-agency").into() },
        }
    }
}

impl Link {
    pub(super) fn itself(urn: String) -> [Link; 1] {
        [Link { rel: "self", urn }]
    }

    pub(super) fn dataflow() -> [Link; 1] {
        [Link { rel: "dataflow", urn: super::dataflow_urn() }]
    }
}

impl From<Names> for Named {
    fn from(names: Names) -> Named {
        Named { name: names.shown().to_owned(), names }
    }
}

impl From<Message> for Named {
    fn from(message: Message) -> Named {
        Names::from(message).into()
    }
}

impl From<Names> for Described {
    fn from(descriptions: Names) -> Described {
        Described { description: descriptions.shown().to_owned(), descriptions }
    }
}

impl From<Message> for Described {
    fn from(message: Message) -> Described {
        Names::from(message).into()
    }
}
