//! SDMX over HTTP, read only: structures (`GET /sdmx/structure/…`) and data (`GET /sdmx/data/…`), in the addresses of SDMX 3.0
//! and of SDMX 2.1.
//!
//! `structure` and `data` have the handlers, `data_request` reads the address of data, `figures` and `history` ask the schema for
//! reports and for the vintages of their figures.

mod data;
mod data_request;
mod figures;
mod history;
mod structure;

use actix_web::HttpResponse;
use actix_web::web;
use serde::Deserialize;
use serde_json::json;

use shahrak_open_data::sdmx::code_list::Vocabulary;

use super::RequestContext;

/// Serves `/sdmx`.
pub(super) fn configure(cfg: &mut web::ServiceConfig) {
    structure::configure(cfg);
    data::configure(cfg);
}

const VOCABULARY: &str = "query Vocabulary {
    metrics { code name { en fa } meaning { en fa } unit computation limitedTo }
    provinces { code name { en fa } }
}";

/// The metrics and provinces.
///
/// # Errors
/// The response to a query that is refused or fails.
async fn vocabulary(request: &RequestContext<'_>) -> Result<Vocabulary, HttpResponse> {
    request.query(VOCABULARY, json!({})).await
}

/// The answer to a query of reports of several years.
#[derive(Deserialize)]
struct Reports<T> {
    reports: Vec<T>,
}
