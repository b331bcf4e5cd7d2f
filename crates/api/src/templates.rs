//! Workbooks to fill in: `GET /templates/units.xlsx`, and the command `shahrak template`.

use std::io;
use std::path::Path;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use graphql_http::language;

use shahrak_domain::code::Coded;
use shahrak_domain::import::FileKind;
use shahrak_exchange::file;
use shahrak_exchange::template::template;
use shahrak_messages::{Argument, Language, Message, message};

use crate::cached::{fault, not_found};
use crate::shipped;

/// The media type of a workbook.
pub(crate) const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(crate) fn configure(cfg: &mut web::ServiceConfig) {
    cfg.service(web::resource("/templates/{name}").route(web::get().to(send)).route(web::head().to(send)));
}

async fn send(http: HttpRequest, name: web::Path<String>) -> HttpResponse {
    let language = language::of(http.headers());
    let Some(kind) = kind_of(Path::new(&*name)) else { return not_found(&http, unknown(&name)) };
    match workbook(kind, language) {
        Ok(workbook) => HttpResponse::Ok()
            .insert_header((header::CONTENT_TYPE, WORKBOOK))
            .insert_header((
                header::CONTENT_DISPOSITION,
                format!("attachment; filename=\"{}.xlsx\"", kind.code()),
            ))
            .insert_header((header::CACHE_CONTROL, "no-cache"))
            .insert_header((header::VARY, "accept-language"))
            .body(workbook),
        Err(error) => fault(&http, &error),
    }
}

/// The template for the kind of file that a path names; none if there is no such template.
pub(crate) fn kind_of(path: &Path) -> Option<FileKind> {
    let is_workbook = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx"));
    file::kind_of(path).ok().filter(|kind| is_workbook && !kind.ships())
}

/// The names of the templates.
pub(crate) fn unknown(name: &str) -> Message {
    let known = FileKind::ALL.iter().filter(|kind| !kind.ships());
    let known = Argument::any_of(known.map(|kind| format!("{}.xlsx", kind.code())));
    message!("unknown-template", name, known)
}

/// A template with labels in a language.
pub(crate) fn workbook(kind: FileKind, language: Language) -> io::Result<Vec<u8>> {
    template(kind, &shipped::provinces(), language).map_err(io::Error::other)
}
