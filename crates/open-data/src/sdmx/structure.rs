//! The structure as an SDMX-JSON 2.0 message: the dataflow, the data structure, its concepts and lists of codes, and which
//! metrics the data have.

mod shape;

use serde::Serialize;

use shahrak_domain::moment::Moment;
use shahrak_messages::message;

pub(super) use self::shape::Relationship;
use self::shape::{
    AgencyScheme, Attachment, AttributeList, Codelist, ComponentOf, Components, ConceptScheme, CubeRegion,
    DataConstraint, DataStructure, Dataflow, DimensionList, Format, Item, KeyValue, Maintained, MeasureList,
    Representation, Structures, Value,
};
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

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
