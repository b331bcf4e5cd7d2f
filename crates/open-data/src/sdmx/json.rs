//! Observations as an SDMX-JSON 2.0 message: series by the indices of their codes, each with its observations by the index of
//! their period. With their history, there is a data set for each moment at which the register came to know other values.

use std::collections::{BTreeMap, HashMap};

use chrono::SecondsFormat;
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use shahrak_domain::moment::Moment;

use super::code_list::{Code, Vocabulary};
use super::component::Component;
use super::csv::Action;
use super::message::{Link, Meta, Named};
use super::observation::{Observation, time_period};
use super::structure::{Relationship, attributes};
use crate::names::Names;

/// The media type.
pub const MEDIA_TYPE: &str = "application/vnd.sdmx.data+json;version=2.0.0";

const SCHEMA: &str = "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/data-message/tools/schemas/2.0.0/sdmx-json-data-schema.json";

/// A message with data.
#[derive(Debug, Serialize)]
pub struct DataMessage {
    meta: Meta,
    data: Data,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Data {
    structures: [Structure; 1],
    data_sets: Vec<DataSet>,
}

#[derive(Debug, Serialize)]
struct Structure {
    links: [Link; 1],
    dimensions: Dimensions,
    measures: Measures,
    attributes: Attributes,
}

#[derive(Debug, Serialize)]
struct Dimensions {
    series: Vec<Dimension>,
    observation: [Dimension; 1],
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Dimension {
    id: &'static str,
    #[serde(flatten)]
    named: Named,
    key_position: usize,
    values: Vec<Value>,
}

#[derive(Debug, Serialize)]
struct Measures {
    observation: [Measure; 1],
}

#[derive(Debug, Serialize)]
struct Measure {
    id: &'static str,
    #[serde(flatten)]
    named: Named,
}

#[derive(Debug, Serialize)]
struct Attributes {
    series: Vec<Attribute>,
    observation: Vec<Attribute>,
}

#[derive(Debug, Serialize)]
struct Attribute {
    id: &'static str,
    #[serde(flatten)]
    named: Named,
    relationship: Relationship,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    values: Vec<Value>,
}

/// A code, or a value that is no code.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
enum Value {
    Code { id: String, name: String, names: Names },
    Plain { value: String },
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct DataSet {
    structure: usize,
    action: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_from: Option<String>,
    links: [Link; 1],
    series: BTreeMap<String, SeriesOf>,
}

#[derive(Debug, Default, Serialize)]
struct SeriesOf {
    attributes: Vec<String>,
    observations: BTreeMap<String, [Box<RawValue>; 3]>,
}

/// The values of a component that occur, in the order in which they first do.
#[derive(Default)]
struct Occurring {
    values: Vec<String>,
    places: HashMap<String, usize>,
}

impl DataMessage {
    /// The message.
    ///
    /// # Errors
    /// A number cannot be written.
    pub fn new(
        observations: &[Observation],
        vocabulary: &Vocabulary,
        action: Action,
        prepared: Moment,
    ) -> serde_json::Result<DataMessage> {
        let mut occurring: [Occurring; 6] = Default::default();
        let mut sets: BTreeMap<Option<Moment>, BTreeMap<String, SeriesOf>> = BTreeMap::new();
        for observation in observations {
            let [keys @ .., period, status] = &mut occurring;
            let key: Vec<String> = Component::KEY
                .iter()
                .zip(keys)
                .map(|(dimension, occurring)| occurring.place(observation.text(*dimension)).to_string())
                .collect();
            let series = sets.entry(observation.valid_from).or_default().entry(key.join(":")).or_default();
            series.attributes = vec![observation.series.unit.clone()];
            let values = [
                number(observation)?,
                to_raw_value(&status.place(observation.text(Component::ObsStatus)))?,
                to_raw_value(&observation.text(Component::LastDay))?,
            ];
            series.observations.insert(period.place(time_period(observation.year)).to_string(), values);
        }
        let set = |(valid_from, series): (Option<Moment>, _)| DataSet {
            structure: 0,
            action: if action == Action::Replace { "Replace" } else { "Information" },
            valid_from: valid_from.map(|at| at.to_rfc3339_opts(SecondsFormat::Micros, true)),
            links: Link::dataflow(),
            series,
        };
        Ok(DataMessage {
            meta: Meta::new(SCHEMA, "DATA", prepared),
            data: Data {
                structures: [structure(occurring, vocabulary)],
                data_sets: sets.into_iter().map(set).collect(),
            },
        })
    }
}

impl Occurring {
    fn place(&mut self, value: String) -> usize {
        let next = self.values.len();
        *self.places.entry(value).or_insert_with_key(|value| {
            self.values.push(value.clone());
            next
        })
    }
}

/// The value as a JSON number with all its digits, or null.
fn number(observation: &Observation) -> serde_json::Result<Box<RawValue>> {
    let text = observation.text(Component::ObsValue);
    RawValue::from_string(if text.is_empty() { "null".to_owned() } else { text })
}

fn structure(occurring: [Occurring; 6], vocabulary: &Vocabulary) -> Structure {
    let [keys @ .., period, status] = occurring;
    let series = Component::KEY.into_iter().zip(keys).enumerate();
    let dimension = |(position, (component, occurring)): (usize, (Component, Occurring))| Dimension {
        id: component.id(),
        named: component.name().into(),
        key_position: position,
        values: values(component, occurring, vocabulary),
    };
    let measure = Measure { id: Component::ObsValue.id(), named: Component::ObsValue.name().into() };
    let mut statuses = values(Component::ObsStatus, status, vocabulary);
    let attribute = |(component, _, relationship): (Component, _, _)| Attribute {
        id: component.id(),
        named: component.name().into(),
        relationship,
        values: if component == Component::ObsStatus { std::mem::take(&mut statuses) } else { Vec::new() },
    };
    let (observation, of_series) = attributes()
        .map(attribute)
        .partition(|attribute| matches!(attribute.relationship, Relationship::Observation {}));
    Structure {
        links: Link::dataflow(),
        dimensions: Dimensions {
            series: series.map(dimension).collect(),
            observation: [Dimension {
                id: Component::TimePeriod.id(),
                named: Component::TimePeriod.name().into(),
                key_position: Component::KEY.len(),
                values: period.values.into_iter().map(|value| Value::Plain { value }).collect(),
            }],
        },
        measures: Measures { observation: [measure] },
        attributes: Attributes { series: of_series, observation },
    }
}

fn values(component: Component, occurring: Occurring, vocabulary: &Vocabulary) -> Vec<Value> {
    let codes = component.list().map(|list| list.codes(vocabulary)).unwrap_or_default();
    let codes: HashMap<String, Code> = codes.into_iter().map(|code| (code.id.clone(), code)).collect();
    let value = |id: String| match codes.get(&id) {
        Some(code) => Value::Code { id, name: code.names.shown().to_owned(), names: code.names.clone() },
        None => Value::Plain { value: id },
    };
    occurring.values.into_iter().map(value).collect()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use chrono::DateTime;
    use expect_test::expect;

    use super::*;
    use crate::sdmx::observation::testing::observation;
    use crate::sdmx::testing::vocabulary;

    fn message(observations: &[Observation], action: Action) -> serde_json::Value {
        let message = DataMessage::new(observations, &vocabulary(), action, Moment::default()).unwrap();
        serde_json::from_str(&serde_json::to_string(&message).unwrap()).unwrap()
    }

    #[test]
    fn series_and_observations_are_named_by_the_places_of_their_codes() {
        let missing = Observation { value: None, ..observation("share_inactive", "IR-09", 1399, "0") };
        let all = [
            observation("units_revived", "IR", 1399, "1170"),
            observation("units_revived", "IR", 1400, "2030"),
            observation("share_inactive", "IR-09", 1400, "18.7"),
            missing,
        ];
        let message = message(&all, Action::Information);
        expect![[r#"[{"action":"Information","links":[{"rel":"dataflow","urn":"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=SHAHRAK:REGISTER(1.0)"}],"series":{"0:0:0:0":{"attributes":["units"],"observations":{"0":[1170,0,"2021-03-20"],"1":[2030,0,"2022-03-20"]}},"0:1:1:0":{"attributes":["percent"],"observations":{"0":[null,0,"2021-03-20"],"1":[18.7,0,"2022-03-20"]}}},"structure":0}]"#]]
        .assert_eq(&message["data"]["dataSets"].to_string());
        let dimensions = &message["data"]["structures"][0]["dimensions"];
        assert_eq!(dimensions["series"][2]["values"][1]["names"]["fa"], "خراسان رضوی");
        assert_eq!(dimensions["observation"][0]["values"][1]["value"], "2021-03-21/P1Y");
    }

    #[test]
    fn each_moment_of_the_history_is_a_data_set() {
        let at = |second| DateTime::from_timestamp(second, 0);
        let known = |value, second| Observation {
            valid_from: at(second),
            ..observation("units_revived", "IR", 1399, value)
        };
        let message = message(&[known("2", 2), known("1", 1)], Action::Replace);
        let sets = message["data"]["dataSets"].as_array().unwrap();
        let found: Vec<_> = sets
            .iter()
            .map(|set| {
                let value = &set["series"]["0:0:0:0"]["observations"]["0"][0];
                format!("{} {} {value}", set["action"], set["validFrom"])
            })
            .collect();
        assert_eq!(
            found,
            [
                "\"Replace\" \"1970-01-01T00:00:01.000000Z\" 1",
                "\"Replace\" \"1970-01-01T00:00:02.000000Z\" 2"
            ]
        );
    }

    #[test]
    fn no_digit_of_an_amount_is_lost() {
        let all = [observation("units_revived", "IR", 1399, "123456789012345678901")];
        let message = DataMessage::new(&all, &vocabulary(), Action::Information, Moment::default()).unwrap();
        assert!(serde_json::to_string(&message).unwrap().contains("[123456789012345678901,0,"));
    }
}
