//! `GET /claims.jsonld`: the reviews of all announced figures that can be compared; `GET /claims/{code}`: that of one.

use actix_web::{HttpRequest, HttpResponse, web};
use graphql_http::{Api, language, rest};
use serde::Deserialize;
use serde_json::json;

use shahrak_messages::{Language, message};
use shahrak_open_data::claim::{Figure, MEDIA_TYPE, PATH, Reviews};

use super::{OpenData, Page, RequestContext};
use crate::cached::{bad, not_found};
use crate::exports::parameters::Parameters;
use crate::graphql::Schema;

const FIGURE: &str = "fragment Claim on Figure {
    code speaker organisation metric announcedMetric { name { en fa } } hedge low high unit scope
    province { name { en fa } } periodTo announcement { announcedOn source } comparison { verdict computed asOf }
}";
const ALL: &str = "query Claims($after: String) {
    figures(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { ...Claim } }
}";
const ONE: &str = "query Claim($code: String!) { figure(code: $code) { ...Claim } }";

#[derive(Deserialize)]
struct Figures {
    figures: Page<Figure>,
}

#[derive(Deserialize)]
struct One {
    figure: Option<Figure>,
}

pub(super) fn configure(cfg: &mut web::ServiceConfig) {
    let all = web::resource(format!("{PATH}.jsonld"));
    let one = web::resource(format!("{PATH}/{{code}}"));
    cfg.service(rest::read_only(all, get_all)).service(rest::read_only(one, get_one));
}

async fn get_all(api: web::Data<Api<Schema>>, data: web::Data<OpenData>, http: HttpRequest) -> HttpResponse {
    respond(&api, &data, &http, None).await.unwrap_or_else(|response| response)
}

async fn get_one(
    api: web::Data<Api<Schema>>,
    data: web::Data<OpenData>,
    http: HttpRequest,
    code: web::Path<String>,
) -> HttpResponse {
    respond(&api, &data, &http, Some(&code)).await.unwrap_or_else(|response| response)
}

async fn respond(
    api: &Api<Schema>,
    data: &OpenData,
    http: &HttpRequest,
    code: Option<&str>,
) -> Result<HttpResponse, HttpResponse> {
    Parameters::of(http.query_string()).nothing_else(&[]).map_err(|why| bad(http, why))?;
    let request = RequestContext::new(api, data, http).await?;
    let language = language::of(http.headers());
    let cached = request.cached(&[if language == Language::Persian { "fa" } else { "en" }]);
    cached.unless_known()?;
    let figures = match code {
        Some(code) => one(&request, code).await?.into_iter().collect(),
        None => all(&request).await?,
    };
    let reviews = Reviews::new(figures, language);
    match code {
        Some(code) if reviews.is_empty() => Err(not_found(http, message!("claim-without-review", code))),
        _ => Ok(request.json(&cached, MEDIA_TYPE, &reviews)),
    }
}

async fn one(request: &RequestContext<'_>, code: &str) -> Result<Option<Figure>, HttpResponse> {
    let One { figure } = request.query(&format!("{ONE} {FIGURE}"), json!({ "code": code })).await?;
    Ok(figure)
}

async fn all(request: &RequestContext<'_>) -> Result<Vec<Figure>, HttpResponse> {
    let (document, mut figures, mut after) = (format!("{ALL} {FIGURE}"), Vec::new(), None);
    loop {
        let Figures { figures: page } = request.query(&document, json!({ "after": after })).await?;
        after = page.next();
        figures.extend(page.nodes);
        if after.is_none() {
            return Ok(figures);
        }
    }
}
