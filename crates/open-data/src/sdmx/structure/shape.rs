//! The shapes of the message, as its schema names them.

use serde::Serialize;

use super::super::message::{Described, Link, Named};

#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Structures {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) agency_schemes: Vec<AgencyScheme>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) dataflows: Vec<Dataflow>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) data_structures: Vec<DataStructure>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) codelists: Vec<Codelist>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) concept_schemes: Vec<ConceptScheme>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) data_constraints: Vec<DataConstraint>,
}

/// What every structure has.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Maintained {
    pub(super) id: &'static str,
    #[serde(rename = "agencyID")]
    pub(super) agency: &'static str,
    pub(super) version: &'static str,
    #[serde(flatten)]
    pub(super) named: Named,
    pub(super) links: [Link; 1],
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AgencyScheme {
    pub(super) id: &'static str,
    #[serde(rename = "agencyID")]
    pub(super) agency: &'static str,
    pub(super) version: &'static str,
    pub(super) name: &'static str,
    pub(super) is_partial: bool,
    pub(super) agencies: [Item; 1],
}

#[derive(Debug, Serialize)]
pub(super) struct Dataflow {
    #[serde(flatten)]
    pub(super) maintained: Maintained,
    #[serde(flatten)]
    pub(super) described: Described,
    pub(super) structure: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DataStructure {
    #[serde(flatten)]
    pub(super) maintained: Maintained,
    pub(super) data_structure_components: Components,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Components {
    pub(super) dimension_list: DimensionList,
    pub(super) measure_list: MeasureList,
    pub(super) attribute_list: AttributeList,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DimensionList {
    pub(super) id: &'static str,
    pub(super) dimensions: Vec<ComponentOf>,
    pub(super) time_dimension: ComponentOf,
}

#[derive(Debug, Serialize)]
pub(super) struct MeasureList {
    pub(super) id: &'static str,
    pub(super) measures: Vec<ComponentOf>,
}

#[derive(Debug, Serialize)]
pub(super) struct AttributeList {
    pub(super) id: &'static str,
    pub(super) attributes: Vec<ComponentOf>,
}

/// A component of the data structure.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ComponentOf {
    pub(super) id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) position: Option<usize>,
    pub(super) concept_identity: String,
    pub(super) local_representation: Representation,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) usage: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) attribute_relationship: Option<Relationship>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Representation {
    Enumeration(String),
    Format(Format),
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Format {
    pub(super) data_type: &'static str,
}

/// What an attribute depends on.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::sdmx) enum Relationship {
    /// On these dimensions
    Dimensions([&'static str; 1]),
    /// On all of them
    Observation {},
}

#[derive(Debug, Serialize)]
pub(super) struct Codelist {
    #[serde(flatten)]
    pub(super) maintained: Maintained,
    pub(super) codes: Vec<Item>,
}

#[derive(Debug, Serialize)]
pub(super) struct ConceptScheme {
    #[serde(flatten)]
    pub(super) maintained: Maintained,
    pub(super) concepts: Vec<Item>,
}

/// A code, a concept or an agency.
#[derive(Debug, Serialize)]
pub(super) struct Item {
    pub(super) id: String,
    #[serde(flatten)]
    pub(super) named: Named,
    #[serde(flatten)]
    pub(super) described: Option<Described>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) parent: Option<&'static str>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DataConstraint {
    #[serde(flatten)]
    pub(super) maintained: Maintained,
    pub(super) role: &'static str,
    pub(super) constraint_attachment: Attachment,
    pub(super) cube_regions: [CubeRegion; 1],
}

#[derive(Debug, Serialize)]
pub(super) struct Attachment {
    pub(super) dataflows: [String; 1],
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CubeRegion {
    pub(super) include: bool,
    pub(super) key_values: [KeyValue; 1],
}

#[derive(Debug, Serialize)]
pub(super) struct KeyValue {
    pub(super) id: &'static str,
    pub(super) values: Vec<Value>,
}

#[derive(Debug, Serialize)]
pub(super) struct Value {
    pub(super) value: String,
}
