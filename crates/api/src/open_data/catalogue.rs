//! `GET /catalog`: what there is to download.

use actix_web::{HttpRequest, HttpResponse, web};
use graphql_http::{Api, rest};

use shahrak_domain::code::Coded as _;
use shahrak_messages::Explain as _;
use shahrak_messages::message;
use shahrak_open_data::catalogue::{Catalogue, Distribution, MEDIA_TYPE};
use shahrak_open_data::{claim, park};

use super::package::{self, kinds};
use super::{OpenData, RequestContext, parks};
use crate::cached::bad;
use crate::exports::parameters::Parameters;
use crate::graphql::Schema;

pub(super) fn configure(cfg: &mut web::ServiceConfig) {
    cfg.service(rest::read_only(web::resource("/catalog"), get));
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
    let synthetic = package::synthetic(&request).await?;
    let catalogue = Catalogue {
        files: files(),
        modified: request.head.recorded_at,
        synthetic: synthetic.map(Into::into),
    };
    Ok(request.json(&cached, MEDIA_TYPE, &catalogue.document()))
}

/// The files of the register.
fn files() -> Vec<Distribution> {
    let table = |kind: shahrak_domain::import::FileKind| Distribution {
        path: format!("/exports/{}.csv", kind.code()),
        title: kind.message().into(),
        media_type: "text/csv",
    };
    let other = |path: &str, title: shahrak_messages::Message, media_type| Distribution {
        path: path.to_owned(),
        title: title.into(),
        media_type,
    };
    let others = [
        other(package::PATH, message!("distribution-package"), "application/json"),
        other(parks::PATH, message!("distribution-parks"), park::MEDIA_TYPE),
        other("/claims.jsonld", message!("distribution-claims"), claim::MEDIA_TYPE),
    ];
    kinds().map(table).chain(others).collect()
}
