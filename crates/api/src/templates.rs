//! Workbooks to fill in: `GET /templates/units.xlsx`, and the command `shahrak template`.

use std::io;
use std::path::Path;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use graphql_http::{language, rest};

use shahrak_exchange::file;
use shahrak_exchange::spelling::folded;
use shahrak_exchange::template::{Template, write};
use shahrak_messages::{Argument, Language, Message, message};

use crate::cached::{fault, not_found};
use crate::shipped;

/// The media type of a workbook.
pub(crate) const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(crate) fn configure(cfg: &mut web::ServiceConfig) {
    cfg.service(rest::read_only(web::resource("/templates/{name}"), send));
}

async fn send(http: HttpRequest, name: web::Path<String>) -> HttpResponse {
    let language = language::of(http.headers());
    let Some(template) = named(Path::new(&*name)) else { return not_found(&http, unknown(&name)) };
    match workbook(template, language) {
        Ok(workbook) => HttpResponse::Ok()
            .insert_header((header::CONTENT_TYPE, WORKBOOK))
            .insert_header((
                header::CONTENT_DISPOSITION,
                format!("attachment; filename=\"{}.xlsx\"", template.name()),
            ))
            .insert_header((header::CACHE_CONTROL, "no-cache"))
            .insert_header((header::VARY, "accept-language"))
            .body(workbook),
        Err(error) => fault(&http, &error),
    }
}

/// The template that a path names; none if there is no such template.
pub(crate) fn named(path: &Path) -> Option<Template> {
    let is_workbook = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx"));
    if !is_workbook {
        return None;
    }
    let stem = path.file_stem()?.to_str()?;
    if folded(stem) == folded(Template::OneSheet.name()) {
        return Some(Template::OneSheet);
    }
    file::kind_of(path).ok().filter(|kind| !kind.ships()).map(Template::Of)
}

/// The names of the templates.
pub(crate) fn unknown(name: &str) -> Message {
    let known = Argument::any_of(Template::all().map(|template| format!("{}.xlsx", template.name())));
    message!("unknown-template", name, known)
}

/// A template with labels in a language.
pub(crate) fn workbook(template: Template, language: Language) -> io::Result<Vec<u8>> {
    write(template, &shipped::provinces(), language).map_err(io::Error::other)
}
