//! The routes of the pages.

use actix_web::http::header;
use actix_web::middleware::Compress;
use actix_web::{HttpRequest, HttpResponse, web};
use graphql_http::{Api, language, rest};

use shahrak_messages::{Language, message};

use super::{Files, charts, headline};
use crate::embedded;
use crate::graphql::Schema;

/// A page may load only what this server sends, and nothing inline.
pub(super) const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; \
     font-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Serves the pages below `/en` and `/fa` and their files below `/dashboard/assets/`, and redirects `/` to the language
/// of the browser.
pub fn configure(cfg: &mut web::ServiceConfig) {
    let pages = web::resource(["/{language:en|fa}", "/{language:en|fa}/{rest:.*}"]);
    let pages = rest::read_only(pages, page).wrap(Compress::default());
    let assets = web::resource("/dashboard/assets/{name}");
    let assets = rest::read_only(assets, asset).wrap(Compress::default());
    cfg.route("/", web::get().to(to_language)).configure(charts::configure).service(pages).service(assets);
}

async fn to_language(request: HttpRequest) -> HttpResponse {
    let language = code(language::of(request.headers()));
    HttpResponse::Found()
        .insert_header((header::LOCATION, format!("/{language}")))
        .insert_header((header::VARY, "accept-language"))
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .finish()
}

async fn asset(request: HttpRequest, name: web::Path<String>) -> HttpResponse {
    embedded::asset(&request, Files::get(&format!("assets/{name}")), CONTENT_SECURITY_POLICY)
}

async fn page(api: web::Data<Api<Schema>>, request: HttpRequest) -> HttpResponse {
    let Some(file) = Files::get("index.html") else {
        return HttpResponse::NotFound().finish();
    };
    let path = request.path().trim_matches('/');
    let (language, place) = path.split_once('/').unwrap_or((path, ""));
    let language = if language == "fa" { Language::Persian } else { Language::English };
    // Without figures, because the register refuses or cannot answer: the page says so itself.
    let figures = headline::of_place(&api, &request, place, language).await.unwrap_or_default();
    let mut response = HttpResponse::Ok();
    embedded::secure(&mut response, CONTENT_SECURITY_POLICY);
    response
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .content_type("text/html; charset=utf-8")
        .body(fill(&String::from_utf8_lossy(&file.data), &figures, language, place))
}

/// The document with its blanks filled.
pub(super) fn fill(html: &str, figures: &headline::Headline, language: Language, place: &str) -> String {
    let code = code(language);
    let direction = if language == Language::Persian { "rtl" } else { "ltr" };
    let title = figures.title.clone().unwrap_or_else(|| message!("page-brand").text(language));
    let description =
        figures.description.clone().unwrap_or_else(|| message!("page-description").text(language));
    let [title, description, place] = [title, description, place.to_owned()].map(|text| escaped(&text));
    let head = format!(
        "<meta name=\"description\" content=\"{description}\" />\
         <meta property=\"og:title\" content=\"{title}\" />\
         <meta property=\"og:description\" content=\"{description}\" />\
         <meta property=\"og:type\" content=\"website\" />\
         <meta property=\"og:locale\" content=\"{}\" />\
         <link rel=\"alternate\" hreflang=\"en\" href=\"/en/{place}\" />\
         <link rel=\"alternate\" hreflang=\"fa\" href=\"/fa/{place}\" />",
        if language == Language::Persian { "fa_IR" } else { "en_GB" },
    );
    html.replace("<html lang=\"en\" dir=\"ltr\">", &format!("<html lang=\"{code}\" dir=\"{direction}\">"))
        .replace("<title>Shahrak</title>", &format!("<title>{title}</title>"))
        .replace("<!--head-->", &head)
        .replace("<!--page-->", &figures.body)
        .replace("<!--answers-->", &figures.answers)
}

/// The language in addresses and documents.
pub(super) fn code(language: Language) -> &'static str {
    match language {
        Language::English => "en",
        Language::Persian => "fa",
    }
}

/// The address of the style sheet of the pages.
pub(super) fn style_sheet() -> String {
    let name = Files::iter().find(|name| name.starts_with("assets/index-") && name.ends_with(".css"));
    name.map_or_else(String::new, |name| format!("/dashboard/{name}"))
}

/// A text as HTML, also within quotes.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
