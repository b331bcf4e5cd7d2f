//! `GET /sdmx/structure/{kind}/{agency}/{id}/{version}`, and the same without `structure`.

use actix_web::{HttpRequest, HttpResponse, web};
use graphql_http::{Api, rest};

use shahrak_messages::{Argument, Message, message};
use shahrak_open_data::sdmx::AGENCY;
use shahrak_open_data::sdmx::structure::{Artefact, MEDIA_TYPE, StructureMessage};

use super::data_request::is_version;
use super::vocabulary;
use crate::cached::{bad, not_found};
use crate::exports::parameters::{Parameters, at, none_of};
use crate::graphql::Schema;
use crate::open_data::{OpenData, RequestContext};

/// The parameters of the address.
const PARAMETERS: [&str; 3] = ["references", "detail", "format"];
/// What `references` may be.
const REFERENCES: [&str; 7] =
    ["none", "children", "descendants", "parents", "parentsandsiblings", "ancestors", "all"];

pub(super) fn configure(cfg: &mut web::ServiceConfig) {
    let kinds = Artefact::ALL.map(Artefact::name).join("|");
    let all = ["/sdmx", "/sdmx/structure", "/sdmx/structure/{path:.*}"].map(str::to_owned);
    let of_kind = ["", "/{path:.*}"].map(|path| format!("/sdmx/{{kind:{kinds}}}{path}"));
    for paths in [all.to_vec(), of_kind.to_vec()] {
        cfg.service(rest::read_only(web::resource(paths), get));
    }
}

async fn get(api: web::Data<Api<Schema>>, data: web::Data<OpenData>, http: HttpRequest) -> HttpResponse {
    respond(&api, &data, &http).await.unwrap_or_else(|response| response)
}

async fn respond(
    api: &Api<Schema>,
    data: &OpenData,
    http: &HttpRequest,
) -> Result<HttpResponse, HttpResponse> {
    let asked = StructureRequest::read(http).map_err(|why| bad(http, why))?.ok_or_else(|| missing(http))?;
    let request = RequestContext::new(api, data, http).await?;
    let cached = request.cached(&[]);
    cached.unless_known()?;
    let vocabulary = vocabulary(&request).await?;
    let ids: Option<Vec<&str>> = asked.ids.as_ref().map(|ids| ids.iter().map(String::as_str).collect());
    let message = StructureMessage::new(&vocabulary, &asked.kinds, ids.as_deref(), request.now);
    if message.is_empty() {
        return Err(missing(http));
    }
    // References of references are all there is: one dataflow and what it is made of.
    let message = match asked.references {
        true => StructureMessage::new(&vocabulary, &Artefact::ALL, None, request.now),
        false => message,
    };
    Ok(request.json(&cached, MEDIA_TYPE, &message))
}

/// Which structures.
struct StructureRequest {
    kinds: Vec<Artefact>,
    /// None for all.
    ids: Option<Vec<String>>,
    references: bool,
}

impl StructureRequest {
    /// What the address asks for; none if there is no such thing.
    fn read(http: &HttpRequest) -> Result<Option<StructureRequest>, Message> {
        let mut parameters = Parameters::of(http.query_string());
        let references = parameters.take("references")?.unwrap_or_else(|| "none".to_owned());
        if !REFERENCES.contains(&&*references) {
            return Err(at("references", none_of(&references, &REFERENCES)));
        }
        for (name, known) in [("detail", "full"), ("format", "json")] {
            if let Some(value) = parameters.take(name)?.filter(|value| value != known) {
                return Err(at(name, none_of(&value, &[known])));
            }
        }
        parameters.nothing_else(&PARAMETERS)?;
        let path = http.match_info().get("path").unwrap_or_default();
        let parts =
            http.match_info().get("kind").into_iter().chain(path.split('/').filter(|part| !part.is_empty()));
        Ok(StructureRequest::of(parts.collect(), references != "none"))
    }

    fn of(parts: Vec<&str>, references: bool) -> Option<StructureRequest> {
        let mut parts = parts.into_iter();
        let kinds = match parts.next() {
            None | Some("*") => Artefact::ALL.to_vec(),
            Some(kind) => vec![Artefact::parse(kind)?],
        };
        let is_agency = |agency: &str| agency.split(',').any(|it| is_all(it) || it == AGENCY || it == "SDMX");
        if !parts.next().is_none_or(is_agency) {
            return None;
        }
        let ids = parts.next().filter(|ids| !is_all(ids));
        let ids = ids.map(|ids| ids.split(',').map(str::to_owned).collect());
        (parts.next().is_none_or(is_version) && parts.next().is_none()).then_some(StructureRequest {
            kinds,
            ids,
            references,
        })
    }
}

fn is_all(text: &str) -> bool {
    matches!(text, "*" | "all")
}

fn missing(http: &HttpRequest) -> HttpResponse {
    let known = Argument::list(Artefact::ALL.map(Artefact::name));
    not_found(http, message!("sdmx-no-such-structure", known))
}
