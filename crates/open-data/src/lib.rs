//! The register by the conventions that consumers of official statistics use. Pure: values in, documents out. No SQL, no
//! HTTP, no clock.
//!
//! - [`dictionary`]: every column, metric and code, as a page of the documentation
//! - [`data_package`]: exported files and how they refer to each other (Data Package 2)
//! - [`sdmx`]: computed figures and their structure (SDMX 3.0: SDMX-JSON 2.0, SDMX-CSV 2.0)
//! - [`catalogue`]: what there is to download (DCAT-AP 3 and schema.org, as JSON-LD)
//! - [`claim`]: announced figures and what the register says of them (schema.org `ClaimReview`)
//! - [`park`]: parks on the map (GeoJSON)

pub mod catalogue;
pub mod claim;
pub mod data_package;
pub mod dictionary;
pub mod names;
pub mod park;
pub mod sdmx;
