//! The structure as an SDMX-JSON 2.0 message: the dataflow, the data structure, its concepts and lists of codes, and which
//! metrics the data have.

use serde::Serialize;

use shahrak_domain::moment::Moment;
use shahrak_messages::message;

use super::code_list::{ListId, Vocabulary};
use super::component::Component;
use super::message::{Described, Link, Meta, Named};
use super::{AGENCY, DATAFLOW, VERSION, dataflow_urn, urn};

/// The media type.
pub const MEDIA_TYPE: &str = "application/vnd.sdmx.structure+json;version=2.0.0";

const SCHEMA: &str = "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/tools/schemas/2.0.0/sdmx-json-structure-schema.json";
const CONCEPTS: &str = "CONCEPTS";
const CONSTRAINT: &str = "REGISTER_METRICS";

/// A message with structures.
#[derive(Debug, Serialize)]
pub struct StructureMessage {
    meta: Meta,
    data: Structures,
}

/// A kind of structure, as it is named in an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Artefact {
    /// Who maintains structures.
    AgencyScheme,
    /// The dataflow.
    Dataflow,
    /// The data structure.
    DataStructure,
    /// The lists of codes.
    Codelist,
    /// The concepts.
    ConceptScheme,
    /// Which metrics the data have.
    DataConstraint,
}

#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Structures {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    agency_schemes: Vec<AgencyScheme>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    dataflows: Vec<Dataflow>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    data_structures: Vec<DataStructure>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    codelists: Vec<Codelist>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    concept_schemes: Vec<ConceptScheme>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    data_constraints: Vec<DataConstraint>,
}

/// What every structure has.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Maintained {
    id: &'static str,
    #[serde(rename = "agencyID")]
    agency: &'static str,
    version: &'static str,
    #[serde(flatten)]
    named: Named,
    links: [Link; 1],
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct AgencyScheme {
    id: &'static str,
    #[serde(rename = "agencyID")]
    agency: &'static str,
    version: &'static str,
    name: &'static str,
    is_partial: bool,
    agencies: [Item; 1],
}

#[derive(Debug, Serialize)]
struct Dataflow {
    #[serde(flatten)]
    maintained: Maintained,
    #[serde(flatten)]
    described: Described,
    structure: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct DataStructure {
    #[serde(flatten)]
    maintained: Maintained,
    data_structure_components: Components,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Components {
    dimension_list: DimensionList,
    measure_list: MeasureList,
    attribute_list: AttributeList,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct DimensionList {
    id: &'static str,
    dimensions: Vec<ComponentOf>,
    time_dimension: ComponentOf,
}

#[derive(Debug, Serialize)]
struct MeasureList {
    id: &'static str,
    measures: Vec<ComponentOf>,
}

#[derive(Debug, Serialize)]
struct AttributeList {
    id: &'static str,
    attributes: Vec<ComponentOf>,
}

/// A component of the data structure.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ComponentOf {
    id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<usize>,
    concept_identity: String,
    local_representation: Representation,
    #[serde(skip_serializing_if = "Option::is_none")]
    usage: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    attribute_relationship: Option<Relationship>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
enum Representation {
    Enumeration(String),
    Format(Format),
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Format {
    data_type: &'static str,
}

/// What an attribute depends on.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Relationship {
    /// On these dimensions
    Dimensions([&'static str; 1]),
    /// On all of them
    Observation {},
}

#[derive(Debug, Serialize)]
struct Codelist {
    #[serde(flatten)]
    maintained: Maintained,
    codes: Vec<Item>,
}

#[derive(Debug, Serialize)]
struct ConceptScheme {
    #[serde(flatten)]
    maintained: Maintained,
    concepts: Vec<Item>,
}

/// A code, a concept or an agency.
#[derive(Debug, Serialize)]
struct Item {
    id: String,
    #[serde(flatten)]
    named: Named,
    #[serde(flatten)]
    described: Option<Described>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<&'static str>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct DataConstraint {
    #[serde(flatten)]
    maintained: Maintained,
    role: &'static str,
    constraint_attachment: Attachment,
    cube_regions: [CubeRegion; 1],
}

#[derive(Debug, Serialize)]
struct Attachment {
    dataflows: [String; 1],
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct CubeRegion {
    include: bool,
    key_values: [KeyValue; 1],
}

#[derive(Debug, Serialize)]
struct KeyValue {
    id: &'static str,
    values: Vec<Value>,
}

#[derive(Debug, Serialize)]
struct Value {
    value: String,
}

impl Artefact {
    /// All kinds.
    pub const ALL: [Artefact; 6] = [
        Artefact::AgencyScheme,
        Artefact::Dataflow,
        Artefact::DataStructure,
        Artefact::Codelist,
        Artefact::ConceptScheme,
        Artefact::DataConstraint,
    ];

    /// Its name in an address.
    pub fn name(self) -> &'static str {
        match self {
            Artefact::AgencyScheme => "agencyscheme",
            Artefact::Dataflow => "dataflow",
            Artefact::DataStructure => "datastructure",
            Artefact::Codelist => "codelist",
            Artefact::ConceptScheme => "conceptscheme",
            Artefact::DataConstraint => "dataconstraint",
        }
    }

    /// The kind with this name.
    pub fn parse(name: &str) -> Option<Artefact> {
        Artefact::ALL.into_iter().find(|artefact| artefact.name() == name)
    }
}

impl StructureMessage {
    /// The structures of these kinds that have one of the ids; with no ids, all of these kinds.
    pub fn new(
        vocabulary: &Vocabulary,
        kinds: &[Artefact],
        ids: Option<&[&str]>,
        prepared: Moment,
    ) -> StructureMessage {
        let asked = |kind, id: &str| kinds.contains(&kind) && ids.is_none_or(|ids| ids.contains(&id));
        let lists = ListId::ALL.into_iter().filter(|list| asked(Artefact::Codelist, list.id()));
        let data = Structures {
            agency_schemes: asked(Artefact::AgencyScheme, "AGENCIES").then(agencies).into_iter().collect(),
            dataflows: asked(Artefact::Dataflow, DATAFLOW).then(dataflow).into_iter().collect(),
            data_structures: asked(Artefact::DataStructure, DATAFLOW)
                .then(data_structure)
                .into_iter()
                .collect(),
            codelists: lists.map(|list| code_list(list, vocabulary)).collect(),
            concept_schemes: asked(Artefact::ConceptScheme, CONCEPTS).then(concepts).into_iter().collect(),
            data_constraints: asked(Artefact::DataConstraint, CONSTRAINT)
                .then(|| constraint(vocabulary))
                .into_iter()
                .collect(),
        };
        StructureMessage { meta: Meta::new(SCHEMA, "STRUCTURE", prepared), data }
    }

    /// Whether no structure is in the message.
    pub fn is_empty(&self) -> bool {
        let Structures {
            agency_schemes,
            dataflows,
            data_structures,
            codelists,
            concept_schemes,
            data_constraints,
        } = &self.data;
        agency_schemes.is_empty()
            && dataflows.is_empty()
            && data_structures.is_empty()
            && codelists.is_empty()
            && concept_schemes.is_empty()
            && data_constraints.is_empty()
    }
}

fn maintained(class: &str, id: &'static str, named: impl Into<Named>) -> Maintained {
    let links = Link::itself(urn(class, id));
    Maintained { id, agency: AGENCY, version: VERSION, named: named.into(), links }
}

fn agencies() -> AgencyScheme {
    let agency = Item {
        id: AGENCY.to_owned(),
        named: message!("open-data-agency").into(),
        described: None,
        parent: None,
    };
    // Every agency of the first level is in the scheme of SDMX itself.
    AgencyScheme {
        id: "AGENCIES",
        agency: "SDMX",
        version: "1.0",
        name: "SDMX Agency Scheme",
        is_partial: true,
        agencies: [agency],
    }
}

fn dataflow() -> Dataflow {
    Dataflow {
        maintained: maintained("datastructure.Dataflow", DATAFLOW, message!("dataflow-register")),
        described: message!("dataflow-register-meaning").into(),
        structure: urn("datastructure.DataStructure", DATAFLOW),
    }
}

fn data_structure() -> DataStructure {
    let dimension = |(position, component): (usize, &Component)| ComponentOf {
        position: Some(position),
        ..component_of(*component)
    };
    let measure = ComponentOf { usage: Some("optional"), ..component_of(Component::ObsValue) };
    let attribute = |(component, usage, relationship)| ComponentOf {
        usage: Some(usage),
        attribute_relationship: Some(relationship),
        ..component_of(component)
    };
    DataStructure {
        maintained: maintained("datastructure.DataStructure", DATAFLOW, message!("dataflow-register")),
        data_structure_components: Components {
            dimension_list: DimensionList {
                id: "DimensionDescriptor",
                dimensions: Component::KEY.iter().enumerate().map(dimension).collect(),
                time_dimension: component_of(Component::TimePeriod),
            },
            measure_list: MeasureList { id: "MeasureDescriptor", measures: vec![measure] },
            attribute_list: AttributeList {
                id: "AttributeDescriptor",
                attributes: attributes().map(attribute).collect(),
            },
        },
    }
}

/// The attributes, whether each value has them, and what they depend on.
pub(super) fn attributes() -> impl Iterator<Item = (Component, &'static str, Relationship)> {
    [
        (Component::ObsStatus, "mandatory", Relationship::Observation {}),
        (Component::UnitMeasure, "mandatory", Relationship::Dimensions([Component::Metric.id()])),
        (Component::LastDay, "mandatory", Relationship::Observation {}),
    ]
    .into_iter()
}

fn component_of(component: Component) -> ComponentOf {
    let representation = match component.list() {
        Some(list) => Representation::Enumeration(urn("codelist.Codelist", list.id())),
        None => Representation::Format(Format { data_type: component.data_type() }),
    };
    ComponentOf {
        id: component.id(),
        position: None,
        concept_identity: format!("{}.{}", urn("conceptscheme.Concept", CONCEPTS), component.id()),
        local_representation: representation,
        usage: None,
        attribute_relationship: None,
    }
}

fn code_list(list: ListId, vocabulary: &Vocabulary) -> Codelist {
    let codes = list.codes(vocabulary).into_iter().map(|code| Item {
        id: code.id,
        named: code.names.into(),
        described: code.meaning.map(Described::from),
        parent: code.parent,
    });
    Codelist { maintained: maintained("codelist.Codelist", list.id(), list.name()), codes: codes.collect() }
}

fn concepts() -> ConceptScheme {
    let concept = |component: &Component| Item {
        id: component.id().to_owned(),
        named: component.name().into(),
        described: Some(component.meaning().into()),
        parent: None,
    };
    ConceptScheme {
        maintained: maintained("conceptscheme.ConceptScheme", CONCEPTS, message!("concepts-register")),
        concepts: Component::ALL.iter().map(concept).collect(),
    }
}

fn constraint(vocabulary: &Vocabulary) -> DataConstraint {
    let values = vocabulary.observed().map(|(metric, _)| Value { value: metric.code.clone() }).collect();
    DataConstraint {
        maintained: maintained("registry.DataConstraint", CONSTRAINT, message!("constraint-register")),
        role: "Actual",
        constraint_attachment: Attachment { dataflows: [dataflow_urn()] },
        cube_regions: [CubeRegion {
            include: true,
            key_values: [KeyValue { id: Component::Metric.id(), values }],
        }],
    }
}

/// A vocabulary for the tests of this crate.
#[cfg(test)]
pub(crate) mod testing {
    use crate::names::Names;
    use crate::sdmx::code_list::{Metric, Province, Vocabulary};

    /// Three metrics, of which the register observes two, and one province.
    pub(crate) fn vocabulary() -> Vocabulary {
        let names = |en: &str, fa: &str| Names { en: Some(en.to_owned()), fa: Some(fa.to_owned()) };
        let metric = |code: &str, en: &str, unit: &str, computation: Option<&str>| Metric {
            code: code.to_owned(),
            name: names(en, "نام"),
            meaning: names("Meaning.", "معنی."),
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
                code: "IR-09".to_owned(),
                name: names("Khorasan Razavi", "خراسان رضوی"),
            }],
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use expect_test::expect;
    use serde_json::Value;

    use super::testing::vocabulary;
    use super::*;

    fn message(kinds: &[Artefact], ids: Option<&[&str]>) -> Value {
        let message = StructureMessage::new(&vocabulary(), kinds, ids, Moment::default());
        serde_json::to_value(message).unwrap()
    }

    #[test]
    fn a_list_has_its_codes_in_both_languages() {
        let message = message(&[Artefact::Codelist], Some(&["CL_AREA"]));
        expect![[r#"
            [
              {
                "agencyID": "SHAHRAK",
                "codes": [
                  {
                    "id": "IR",
                    "name": "Iran",
                    "names": {
                      "en": "Iran",
                      "fa": "ایران"
                    }
                  },
                  {
                    "id": "IR-09",
                    "name": "Khorasan Razavi",
                    "names": {
                      "en": "Khorasan Razavi",
                      "fa": "خراسان رضوی"
                    },
                    "parent": "IR"
                  }
                ],
                "id": "CL_AREA",
                "links": [
                  {
                    "rel": "self",
                    "urn": "urn:sdmx:org.sdmx.infomodel.codelist.Codelist=SHAHRAK:CL_AREA(1.0)"
                  }
                ],
                "name": "The country and its provinces",
                "names": {
                  "en": "The country and its provinces",
                  "fa": "کشور و استان‌های آن"
                },
                "version": "1.0"
              }
            ]"#]]
        .assert_eq(&serde_json::to_string_pretty(&message["data"]["codelists"]).unwrap());
    }

    #[test]
    fn the_constraint_names_the_metrics_of_the_data() {
        let message = message(&[Artefact::DataConstraint], None);
        let region = &message["data"]["dataConstraints"][0]["cubeRegions"][0];
        let values: Vec<&str> = region["keyValues"][0]["values"]
            .as_array()
            .unwrap()
            .iter()
            .map(|value| value["value"].as_str().unwrap())
            .collect();
        assert_eq!(values, ["units_revived", "share_inactive"]);
    }

    #[test]
    fn every_component_refers_to_a_concept_and_a_list_that_exist() {
        let message = message(&Artefact::ALL, None);
        let text = message.to_string();
        for component in Component::ALL {
            let concept = format!("Concept=SHAHRAK:CONCEPTS(1.0).{}\"", component.id());
            assert_eq!(text.matches(&concept).count(), 1, "{concept}");
        }
        for list in ListId::ALL {
            let urn = format!("Codelist=SHAHRAK:{}(1.0)\"", list.id());
            assert_eq!(text.matches(&urn).count(), 2, "{urn}");
        }
    }

    #[test]
    fn structures_are_chosen_by_kind_and_id() {
        let is_empty = |kinds: &[Artefact], ids| {
            StructureMessage::new(&vocabulary(), kinds, ids, Moment::default()).is_empty()
        };
        assert!(!is_empty(&Artefact::ALL, None));
        assert!(!is_empty(&[Artefact::Dataflow], Some(&["REGISTER"])));
        assert!(is_empty(&[Artefact::Dataflow], Some(&["CL_METRIC"])));
    }
}
