//! The pages of the register for everybody, in English below `/en` and in Persian below `/fa`: built from
//! `web/dashboard`, embedded in the binary, and self-contained.
//!
//! `charts` has the charts of the pages as files and frames.
//!
//! A page is a client of the GraphQL API. `route` sends the same document for every address; for a year, `headline` asks
//! the queries of the page first and writes the headline figures and the answers into it: for readers without
//! JavaScript, for previews of links, and so that the page need not ask again.

mod charts;
mod headline;
mod office;
mod route;

use std::collections::HashMap;

use rust_embed::RustEmbed;

pub use charts::Charts;
pub use office::SignIn;
pub use route::configure;

/// The files that `build.rs` builds. Debug builds read them from the directory at each request.
#[derive(RustEmbed)]
#[folder = "../../web/dist/dashboard"]
struct Files;

/// The document of an operation of the pages, from the manifest of all documents that they send.
fn document(operation: &str) -> Option<String> {
    let manifest = Files::get("documents.json")?;
    let documents: HashMap<String, String> = serde_json::from_slice(&manifest.data).ok()?;
    let query = format!("query {operation}");
    let is_asked = |document: &String| {
        let mut after = document.split(&query).skip(1);
        after.any(|rest| rest.starts_with([' ', '(', '{']))
    };
    documents.into_values().find(is_asked)
}
