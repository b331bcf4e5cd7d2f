//! The components of the data structure: dimensions, the measure, and attributes.

use shahrak_messages::{Message, message};

use super::code_list::ListId;

/// A component.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Component {
    /// How often a value is observed: once for each Iranian year.
    Freq,
    /// What is counted.
    Metric,
    /// The country or a province.
    RefArea,
    /// The units that count.
    Population,
    /// The Iranian year.
    TimePeriod,
    /// The value.
    ObsValue,
    /// Whether the value may still grow, or is missing.
    ObsStatus,
    /// In what the value is measured.
    UnitMeasure,
    /// The last day that the value counts.
    LastDay,
}

impl Component {
    /// The dimensions of the key, in its order. The time follows them.
    pub const KEY: [Component; 4] =
        [Component::Freq, Component::Metric, Component::RefArea, Component::Population];

    /// All components, in the order in which they are written.
    pub const ALL: [Component; 9] = [
        Component::Freq,
        Component::Metric,
        Component::RefArea,
        Component::Population,
        Component::TimePeriod,
        Component::ObsValue,
        Component::ObsStatus,
        Component::UnitMeasure,
        Component::LastDay,
    ];

    /// The id, also of its concept. Where the cross-domain concepts of SDMX have one, it is theirs.
    pub fn id(self) -> &'static str {
        match self {
            Component::Freq => "FREQ",
            Component::Metric => "METRIC",
            Component::RefArea => "REF_AREA",
            Component::Population => "POPULATION",
            Component::TimePeriod => "TIME_PERIOD",
            Component::ObsValue => "OBS_VALUE",
            Component::ObsStatus => "OBS_STATUS",
            Component::UnitMeasure => "UNIT_MEASURE",
            Component::LastDay => "LAST_DAY",
        }
    }

    /// The component with this id.
    pub fn parse(id: &str) -> Option<Component> {
        Component::ALL.into_iter().find(|component| component.id() == id)
    }

    /// The list of its codes, if it has one.
    pub fn list(self) -> Option<ListId> {
        match self {
            Component::Freq => Some(ListId::Freq),
            Component::Metric => Some(ListId::Metric),
            Component::RefArea => Some(ListId::Area),
            Component::Population => Some(ListId::Population),
            Component::ObsStatus => Some(ListId::ObsStatus),
            Component::TimePeriod | Component::ObsValue | Component::UnitMeasure | Component::LastDay => None,
        }
    }

    /// The type of its values, if they are not codes.
    pub fn data_type(self) -> &'static str {
        match self {
            Component::TimePeriod => "TimeRange",
            Component::ObsValue => "Decimal",
            Component::LastDay => "GregorianDay",
            _ => "String",
        }
    }

    /// Its name.
    pub fn name(self) -> Message {
        match self {
            Component::Freq => message!("concept-freq"),
            Component::Metric => message!("concept-metric"),
            Component::RefArea => message!("concept-ref-area"),
            Component::Population => message!("concept-population"),
            Component::TimePeriod => message!("concept-time-period"),
            Component::ObsValue => message!("concept-obs-value"),
            Component::ObsStatus => message!("concept-obs-status"),
            Component::UnitMeasure => message!("concept-unit-measure"),
            Component::LastDay => message!("concept-last-day"),
        }
    }

    /// What it means.
    pub fn meaning(self) -> Message {
        match self {
            Component::Freq => message!("concept-freq-meaning"),
            Component::Metric => message!("concept-metric-meaning"),
            Component::RefArea => message!("concept-ref-area-meaning"),
            Component::Population => message!("concept-population-meaning"),
            Component::TimePeriod => message!("concept-time-period-meaning"),
            Component::ObsValue => message!("concept-obs-value-meaning"),
            Component::ObsStatus => message!("concept-obs-status-meaning"),
            Component::UnitMeasure => message!("concept-unit-measure-meaning"),
            Component::LastDay => message!("concept-last-day-meaning"),
        }
    }
}
