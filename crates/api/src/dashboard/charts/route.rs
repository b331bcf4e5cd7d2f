//! The routes of charts.

use actix_web::http::header::{self, ETag, EntityTag, Header as _, IfNoneMatch};
use actix_web::http::{StatusCode, Uri};
use actix_web::middleware::Compress;
use actix_web::{HttpRequest, HttpResponse, web};
use async_graphql::Variables;
use graphql_http::error_code::ErrorCode;
use graphql_http::{Api, rest};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use shahrak_exchange::table::FileFormat;
use shahrak_messages::{Language, message};
use shahrak_persistence::ledger::moments;

use super::chart::Chart;
use super::file::Citation;
use super::question::{Kind, Present, Question};
use super::{Charts, groups, provinces, series};
use crate::cached::{bad, fault};
use crate::dashboard::document;
use crate::dashboard::route::{code, escaped, style_sheet};
use crate::embedded;
use crate::graphql::Schema;
use crate::graphql::common::scalar::DateTime;
use crate::imports::of_database;

/// The places that have a chart, behind the language.
const PLACES: &str = "series/[^/]+|1[345][0-9][0-9]/provinces|explore";
/// A drawing that is opened by itself loads nothing.
const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'";
/// A frame may be shown by every site, and loads only the style and the letters of the pages.
const FRAME: &str = "default-src 'none'; style-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; \
     frame-ancestors *";
/// The most pages of groups in a file.
const MOST_PAGES: usize = 50;

/// A format of a chart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Svg,
    Json,
    Table(FileFormat),
    Frame,
}

/// Serves the files and the frames of charts.
pub(in crate::dashboard) fn configure(cfg: &mut web::ServiceConfig) {
    let files = format!("/{{language:en|fa}}/{{place:{PLACES}}}.{{format:svg|json|csv|xlsx}}");
    let frames = format!("/embed/{{language:en|fa}}/{{place:{PLACES}}}");
    for path in [files, frames] {
        cfg.service(rest::read_only(web::resource(path), get).wrap(Compress::default()));
    }
}

async fn get(api: web::Data<Api<Schema>>, charts: web::Data<Charts>, http: HttpRequest) -> HttpResponse {
    respond(&api, &charts, &http).await.unwrap_or_else(|response| response)
}

async fn respond(
    api: &Api<Schema>,
    charts: &Charts,
    http: &HttpRequest,
) -> Result<HttpResponse, HttpResponse> {
    let part = |name: &str| http.match_info().get(name).unwrap_or_default();
    let language = if part("language") == "fa" { Language::Persian } else { Language::English };
    let format = match part("format") {
        "svg" => Format::Svg,
        "json" => Format::Json,
        "" => Format::Frame,
        other => Format::Table(FileFormat::of_extension(other).unwrap_or(FileFormat::Csv)),
    };
    let caller = rest::caller(api, http).await?;
    let db = charts.register.db.for_request_of(rest::caller_key(api, http, &caller));
    let known_at = moments::present(&db).await.map_err(|error| of_database(http, &error))?;
    let present = Present { known_at: DateTime(known_at), zone: charts.zone() };
    let question =
        Question::read(part("place"), http.query_string(), &present).map_err(|why| bad(http, why))?;
    let document = document(question.operation).unwrap_or_default();
    let chart = chart(api, http, (&question, &document), format, language).await?;
    let page = question.page(language);
    let citation = Citation {
        language,
        as_of: question.as_of.clone(),
        known_at: question.known_at.clone(),
        source: format!("{}{page}", host(http)),
        question: (document, question.variables.clone()),
    };
    let (media_type, body) = match format {
        Format::Svg => ("image/svg+xml; charset=utf-8", citation.svg(chart).into_bytes()),
        Format::Frame => ("text/html; charset=utf-8", frame(&citation, chart).into_bytes()),
        Format::Json => {
            let json =
                serde_json::to_vec_pretty(&citation.json(&chart)).map_err(|error| fault(http, &error))?;
            ("application/json; charset=utf-8", json)
        }
        Format::Table(format) => {
            let table = citation.table(&chart, format).map_err(|error| fault(http, &error))?;
            (format.media_type(), table)
        }
    };
    let place = match format {
        Format::Frame => question.frame(language),
        _ => question.file(language, part("format")),
    };
    Ok(answer(http, format, (media_type, body), (&place, &page)))
}

/// The response. Its address for ever is in `Content-Location`, that of its page in `Link`.
fn answer(
    http: &HttpRequest,
    format: Format,
    (media_type, body): (&str, Vec<u8>),
    (place, page): (&str, &str),
) -> HttpResponse {
    let hex: String = Sha256::digest(&body)[..16].iter().map(|byte| format!("{byte:02x}")).collect();
    // Weak, because the content may be compressed.
    let tag = EntityTag::new_weak(hex);
    let known = match IfNoneMatch::parse(http) {
        Ok(IfNoneMatch::Any) => true,
        Ok(IfNoneMatch::Items(known)) => known.iter().any(|known| known.weak_eq(&tag)),
        Err(_) => false,
    };
    let mut response = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    embedded::secure(&mut response, if format == Format::Frame { FRAME } else { NOTHING });
    response
        .insert_header(ETag(tag))
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .insert_header((header::CONTENT_LOCATION, place))
        .insert_header((header::LINK, format!("<{page}>; rel=\"canonical\"")));
    if let Format::Table(format) = format {
        let disposition = format!("attachment; filename=\"chart.{}\"", format.extension());
        response.insert_header((header::CONTENT_DISPOSITION, disposition));
    }
    if known {
        return response.finish();
    }
    response.insert_header((header::CONTENT_TYPE, media_type)).body(body)
}

/// Asks the question, and turns the answer into a chart.
async fn chart(
    api: &Api<Schema>,
    http: &HttpRequest,
    (question, document): (&Question, &str),
    format: Format,
    language: Language,
) -> Result<Chart, HttpResponse> {
    let ask =
        async |variables: Value| rest::query(api, http, document, Variables::from_json(variables)).await;
    let data = ask(question.variables.clone()).await?;
    Ok(match &question.kind {
        Kind::Years => read::<series::Answer>(http, data)?.years(language),
        Kind::Months => read::<series::Answer>(http, data)?.months(language),
        Kind::Provinces(show) => read::<provinces::Answer>(http, data)?.chart(show, language),
        Kind::Groups(groups) => {
            let mut all = read::<groups::Answer>(http, data)?;
            // A drawing has room for the first page only.
            let whole = matches!(format, Format::Json | Format::Table(_));
            let mut pages = 1;
            while let Some(after) = all.next().filter(|_| whole) {
                if pages == MOST_PAGES {
                    let why = message!("page-too-many-groups", count = all.total(), most = MOST_PAGES * 100);
                    return Err(rest::error(
                        http,
                        StatusCode::PAYLOAD_TOO_LARGE,
                        ErrorCode::QueryTooComplex,
                        why,
                    ));
                }
                let mut variables = question.variables.clone();
                variables["after"] = after.into();
                all.append(read(http, ask(variables).await?)?);
                pages += 1;
            }
            all.chart(groups, language)
        }
    })
}

#[expect(clippy::result_large_err, reason = "the response is returned at once, not passed on")]
fn read<T: serde::de::DeserializeOwned>(http: &HttpRequest, data: Value) -> Result<T, HttpResponse> {
    serde_json::from_value(data).map_err(|error| fault(http, &error))
}

/// The scheme and the host that the client named.
fn host(http: &HttpRequest) -> String {
    let connection = http.connection_info();
    let host = format!("{}://{}", connection.scheme(), connection.host());
    // A host that cannot be one is left out: addresses without it are those of this server.
    if host.parse::<Uri>().is_ok() { host } else { String::new() }
}

/// The chart alone, for other sites: without a script, and with a way to the page.
fn frame(citation: &Citation, chart: Chart) -> String {
    let language = citation.language;
    let title = escaped(&chart.title.text(language));
    let synthetic = if chart.synthetic {
        format!("<p class=\"synthetic\">{}</p>", escaped(&message!("page-synthetic").text(language)))
    } else {
        String::new()
    };
    let (source, brand) = (escaped(&citation.source), escaped(&message!("page-brand").text(language)));
    let moments = escaped(&citation.moments().text(language));
    let drawing = chart.drawing.file(&chart.title.text(language), &[]);
    let direction = if language == Language::Persian { "rtl" } else { "ltr" };
    format!(
        "<!doctype html><html lang=\"{}\" dir=\"{direction}\"><head><meta charset=\"utf-8\" />\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\
         <meta name=\"color-scheme\" content=\"light dark\" /><title>{title}</title>\
         <link rel=\"stylesheet\" href=\"{}\" /></head><body class=\"frame\"><main><figure class=\"chart\">\
         <figcaption><h1>{title}</h1></figcaption>{synthetic}{drawing}</figure>\
         <p class=\"by\">{moments} <a href=\"{source}\" target=\"_blank\" rel=\"noopener\">{brand}</a></p>\
         </main></body></html>\n",
        code(language),
        style_sheet(),
    )
}
