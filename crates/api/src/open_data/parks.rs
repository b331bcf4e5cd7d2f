//! `GET /exports/parks.geojson`.

use actix_web::{HttpRequest, HttpResponse, web};
use graphql_http::{Api, rest};
use serde::Deserialize;
use serde_json::json;

use shahrak_open_data::park::{FeatureCollection, MEDIA_TYPE, Park};

use super::{OpenData, Page, RequestContext};
use crate::cached::bad;
use crate::exports::parameters::Parameters;
use crate::graphql::Schema;

/// The address.
pub(super) const PATH: &str = "/exports/parks.geojson";

const PARKS: &str = "query Parks($after: String) {
    parks(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes {
            code name { en fa } province { code } county kind ownership approvedOn operatingSince closedOn
            land { totalHectares operationalHectares assignableHectares } position { latitude longitude }
        }
    }
}";

#[derive(Deserialize)]
struct Answer {
    parks: Page<Park>,
}

pub(super) fn configure(cfg: &mut web::ServiceConfig) {
    cfg.service(rest::read_only(web::resource(PATH), get));
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
    let cached = request.cached(&[]);
    cached.unless_known()?;
    let (mut parks, mut after) = (Vec::new(), None);
    loop {
        let Answer { parks: page } = request.query(PARKS, json!({ "after": after })).await?;
        after = page.next();
        parks.extend(page.nodes);
        if after.is_none() {
            return Ok(request.json(&cached, MEDIA_TYPE, &FeatureCollection::new(parks)));
        }
    }
}
