//! SDMX: the computed figures of the register as a cube of metrics, places, populations and Iranian years.
//!
//! - Structure: [`component`]s, [`code_list`]s, and the message that describes them ([`structure`])
//! - Query: the [`key`] and the [`period`] of a request
//! - Data: how a value follows from the figures of a report ([`formula`]), [`observation`]s, and the two formats in which
//!   they are written ([`mod@csv`], [`json`])

pub mod code_list;
pub mod component;
pub mod csv;
pub mod formula;
pub mod json;
pub mod key;
mod message;
pub mod observation;
pub mod period;
pub mod structure;
#[cfg(test)]
pub(crate) mod testing;

/// The agency that maintains the structures, in URNs and addresses.
pub const AGENCY: &str = "SHAHRAK";

/// The id of the dataflow, and of its data structure.
pub const DATAFLOW: &str = "REGISTER";

/// The version of all structures. Two numbers: the lists of codes grow with the vocabulary, so no version is final.
pub const VERSION: &str = "1.0";

/// The URN of an artefact, such as `urn:sdmx:org.sdmx.infomodel.codelist.Codelist=SHAHRAK:CL_METRIC(1.0)`.
fn urn(class: &str, id: &str) -> String {
    format!("urn:sdmx:org.sdmx.infomodel.{class}={AGENCY}:{id}({VERSION})")
}

/// The URN of the dataflow.
fn dataflow_urn() -> String {
    urn("datastructure.Dataflow", DATAFLOW)
}
