//! `GET /exports/datapackage.json`: what the exported tables hold.

use actix_web::{HttpRequest, HttpResponse, web};
use graphql_http::{Api, rest};
use serde::Deserialize;
use serde_json::json;

use shahrak_domain::code::Coded as _;
use shahrak_domain::import::FileKind;
use shahrak_domain::synthetic::Synthetic;
use shahrak_exchange::columns::UNIT_STATE;
use shahrak_messages::{Explain as _, Language, Message};
use shahrak_open_data::data_package::{Content, DataPackage, ExportedFile};

use super::{OpenData, RequestContext};
use crate::cached::bad;
use crate::exports::parameters::Parameters;
use crate::graphql::Schema;

/// The address.
pub(super) const PATH: &str = "/exports/datapackage.json";

pub(super) fn configure(cfg: &mut web::ServiceConfig) {
    cfg.service(rest::read_only(web::resource(PATH), get));
}

/// The kinds of files that everybody may download.
pub(super) fn kinds() -> impl Iterator<Item = FileKind> {
    FileKind::ALL.iter().copied().filter(|kind| !kind.ships() && *kind != FileKind::SupportCases)
}

async fn get(api: web::Data<Api<Schema>>, data: web::Data<OpenData>, http: HttpRequest) -> HttpResponse {
    respond(&api, &data, &http).await.unwrap_or_else(|response| response)
}

async fn respond(
    api: &Api<Schema>,
    data: &OpenData,
    http: &HttpRequest,
) -> Result<HttpResponse, HttpResponse> {
    Parameters::of(http.query_string()).nothing_else(&[]).map_err(|why| bad(http, why))?;
    let request = RequestContext::new(api, data, http).await?;
    let cached = request.cached(&[]).modified(request.head.recorded_at);
    cached.unless_known()?;
    let file = |kind: FileKind| ExportedFile {
        kind,
        path: format!("{}.csv", kind.code()),
        // Lists of units have their states.
        further: if kind == FileKind::Units { UNIT_STATE } else { &[] },
        digest: None,
    };
    let package = DataPackage::new(Content {
        files: kinds().map(file).collect(),
        known_at: request.head.recorded_at,
        created: request.now,
        synthetic: synthetic(&request).await?.map(|notice| notice.text(Language::English)),
    });
    Ok(request.json(&cached, "application/json", &package))
}

const SYNTHETIC: &str = "query Synthetic { registerInfo { synthetic { seed units fitted } } }";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    register_info: RegisterInfo,
}

#[derive(Deserialize)]
struct RegisterInfo {
    synthetic: Option<Origin>,
}

#[derive(Deserialize)]
struct Origin {
    seed: u32,
    units: u32,
    fitted: bool,
}

/// The notice that the register is synthetic, if it is.
///
/// # Errors
/// The response to a query that is refused or fails.
pub(super) async fn synthetic(request: &RequestContext<'_>) -> Result<Option<Message>, HttpResponse> {
    let Answer { register_info } = request.query(SYNTHETIC, json!({})).await?;
    let origin = register_info.synthetic;
    Ok(origin.map(|Origin { seed, units, fitted }| Synthetic { seed, units, fitted }.message()))
}
