//! The lists of codes: those of the register's vocabulary and places, and those of SDMX.

use serde::Deserialize;

use shahrak_domain::code::Coded;
use shahrak_domain::coded;
use shahrak_domain::population::{Population, Scope};
use shahrak_domain::vocabulary::Computation;
use shahrak_messages::{Message, message};

use super::formula::Formula;
use crate::names::Names;

/// A list of codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListId {
    /// Frequencies
    Freq,
    /// Metrics
    Metric,
    /// The country and its provinces
    Area,
    /// Populations
    Population,
    /// States of a value
    ObsStatus,
}

coded! {
    /// How often a value is observed, by the code list of SDMX.
    pub enum Frequency("frequency") {
        /// Once a year, here an Iranian one
        Annual = "A",
    }
}

coded! {
    /// The state of a value, by the code list of SDMX.
    pub enum ObsStatus("observation-status") {
        /// The year is over
        Normal = "A",
        /// The year is not over, or was not over at the moment of knowledge
        Provisional = "P",
        /// A value cannot exist: a share of no units
        Missing = "M",
    }
}

/// A metric of the vocabulary, as the query `metrics` returns it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Metric {
    /// The code: `units_revived`.
    pub code: String,
    /// Its name.
    pub name: Names,
    /// What it counts.
    pub meaning: Names,
    /// The unit of measurement: `units`, `IRR`.
    pub unit: String,
    /// The code of the figure that the register computes.
    pub computation: Option<String>,
    /// The part of the register to which it is limited: `sector:metal`.
    pub limited_to: Option<String>,
}

/// A province, as the query `provinces` returns it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Province {
    /// The ISO 3166-2 code of 2020.
    pub code: String,
    /// Its name.
    pub name: Names,
}

/// What the lists are made of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Vocabulary {
    /// All metrics.
    pub metrics: Vec<Metric>,
    /// All provinces.
    pub provinces: Vec<Province>,
}

/// A code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The code.
    pub id: String,
    /// Its name.
    pub names: Names,
    /// What it means, if the name does not say it.
    pub meaning: Option<Names>,
    /// The code of what it is a part of.
    pub parent: Option<&'static str>,
}

impl ListId {
    /// All lists.
    pub const ALL: [ListId; 5] =
        [ListId::Freq, ListId::Metric, ListId::Area, ListId::Population, ListId::ObsStatus];

    /// The id of the list.
    pub fn id(self) -> &'static str {
        match self {
            ListId::Freq => "CL_FREQ",
            ListId::Metric => "CL_METRIC",
            ListId::Area => "CL_AREA",
            ListId::Population => "CL_POPULATION",
            ListId::ObsStatus => "CL_OBS_STATUS",
        }
    }

    /// Its name.
    pub fn name(self) -> Message {
        match self {
            ListId::Freq => message!("code-list-freq"),
            ListId::Metric => message!("code-list-metric"),
            ListId::Area => message!("code-list-area"),
            ListId::Population => message!("code-list-population"),
            ListId::ObsStatus => message!("code-list-obs-status"),
        }
    }

    /// Its codes.
    pub fn codes(self, vocabulary: &Vocabulary) -> Vec<Code> {
        match self {
            ListId::Freq => of_set::<Frequency>(),
            ListId::Metric => {
                vocabulary.metrics.iter().filter(|metric| is_id(&metric.code)).map(metric).collect()
            }
            ListId::Area => {
                std::iter::once(country()).chain(vocabulary.provinces.iter().map(province)).collect()
            }
            ListId::Population => of_set::<Population>(),
            ListId::ObsStatus => of_set::<ObsStatus>(),
        }
    }
}

impl Metric {
    /// How its values follow from the figures of a report. None if the data have no such values: the register does not
    /// compute it, computes it for a part of the units only, or from other records than events.
    pub fn formula(&self) -> Option<Formula> {
        if self.limited_to.is_some() || !is_id(&self.code) {
            return None;
        }
        Formula::of(Computation::parse(self.computation.as_deref()?).ok()?)
    }
}

impl Vocabulary {
    /// The metrics of which the data have values, in their order.
    pub fn observed(&self) -> impl Iterator<Item = (&Metric, Formula)> {
        self.metrics.iter().filter_map(|metric| Some((metric, metric.formula()?)))
    }
}

/// Whether a code can be one of SDMX. Codes of metrics may also contain `.`, `:` and `/`.
fn is_id(code: &str) -> bool {
    code.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_@$-".contains(&byte))
}

fn of_set<T: Coded>() -> Vec<Code> {
    let code = |value: &T| Code {
        id: value.code().to_owned(),
        names: value.label().into(),
        meaning: None,
        parent: None,
    };
    T::ALL.iter().map(code).collect()
}

fn metric(metric: &Metric) -> Code {
    let meaning = Some(metric.meaning.clone());
    Code { id: metric.code.clone(), names: metric.name.clone(), meaning, parent: None }
}

fn country() -> Code {
    let names = message!("country-of-register").into();
    Code { id: Scope::Country.code().to_owned(), names, meaning: None, parent: None }
}

fn province(province: &Province) -> Code {
    let parent = Some(Scope::Country.code());
    Code { id: province.code.clone(), names: province.name.clone(), meaning: None, parent }
}
