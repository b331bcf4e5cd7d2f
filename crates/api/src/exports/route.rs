//! `GET /exports/{file}`.

use actix_web::http::header::{self, ContentEncoding, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, web};
use async_graphql::Error as Refusal;
use chrono::SecondsFormat;
use graphql_http::error_code::{ErrorCode, log};
use graphql_http::{Api, language, rest};
use tokio::time::timeout;

use shahrak_domain::code::Coded;
use shahrak_domain::import::FileKind;
use shahrak_domain::moment::Moment;
use shahrak_exchange::table::{FileFormat, Headers};
use shahrak_export::manifest::{Manifest, Origin};
use shahrak_export::{Failure, List, Options, archive, list};
use shahrak_messages::{Argument, Language, Message, message};
use shahrak_persistence::ledger::moments;
use shahrak_persistence::reference_cache::ProvinceId;
use shahrak_persistence::register_info;
use shahrak_persistence::snapshot::Snapshot;

use super::asker::Asker;
use super::parameters::{Parameters, at, none_of};
use super::selection::{self, Selection};
use super::stream::{self, LONGEST, Waiting};
use super::{Exports, report};
use crate::graphql::Schema;
use crate::graphql::common::argument::past_moment;
use crate::graphql::common::scalar::DateTime;
use crate::graphql::common::sight::sight;
use crate::imports::of_database;
use crate::slots::{Full, Slot};

/// `Retry-After`, in seconds.
const SOON: HeaderValue = HeaderValue::from_static("10");

/// The header with the moment of knowledge of an export.
const KNOWN_AT: HeaderName = HeaderName::from_static("shahrak-known-at");
/// The header that marks an export of a synthetic register.
pub(crate) const SYNTHETIC: HeaderName = HeaderName::from_static("shahrak-synthetic");

pub(super) fn configure(cfg: &mut web::ServiceConfig) {
    cfg.service(rest::read_only(web::resource("/exports/{file}"), read));
}

/// What an address names.
enum Asked {
    List(FileKind, FileFormat),
    Report(FileFormat),
    Register,
}

async fn read(
    api: web::Data<Api<Schema>>,
    exports: web::Data<Exports>,
    http: HttpRequest,
    file: web::Path<String>,
) -> HttpResponse {
    respond(&api, &exports, &http, &file).await.unwrap_or_else(|response| response)
}

async fn respond(
    api: &Api<Schema>,
    exports: &Exports,
    http: &HttpRequest,
    file: &str,
) -> Result<HttpResponse, HttpResponse> {
    let Some(asked) = Asked::of(file) else {
        return Err(rest::error(http, StatusCode::NOT_FOUND, ErrorCode::BadRequest, not_exported(file)));
    };
    let caller = rest::caller(api, http).await?;
    let mut parameters = Parameters::of(http.query_string());
    let headers = headers(&mut parameters).map_err(|why| bad(http, why))?;
    if let Asked::Report(format) = asked {
        return report::respond(api, http, parameters, (format, headers)).await;
    }
    let shared = &exports.0;
    let key = rest::caller_key(api, http, &caller);
    let asker = Asker {
        register: shared.register.clone(),
        db: shared.register.db.for_request_of(key.clone()),
        now: (shared.now)(),
        caller,
        language: language::of(http.headers()),
    };
    let job = match asked {
        Asked::List(kind, format) => Job::list(&asker, kind, (format, headers), parameters).await,
        _ => Job::register(&asker, headers, parameters).await,
    };
    let job = job.map_err(|refusal| of_refusal(http, &refusal))?;
    let slot = shared.slots.take(key.as_str()).map_err(|full| of_full(http, full))?;
    if http.method() == Method::HEAD {
        return Ok(HttpResponse::Ok().insert_header((header::CONTENT_TYPE, job.media_type())).finish());
    }
    job.send(exports, http, &asker, slot).await
}

impl Asked {
    fn of(file: &str) -> Option<Asked> {
        if file == "register.zip" {
            return Some(Asked::Register);
        }
        let (name, extension) = file.rsplit_once('.')?;
        let format = FileFormat::of_extension(extension)?;
        if name == "report" {
            return Some(Asked::Report(format));
        }
        let kind = FileKind::parse(name).ok().filter(|kind| !kind.ships())?;
        Some(Asked::List(kind, format))
    }
}

/// An export that may begin.
struct Job {
    /// The list; none for the whole register.
    list: Option<List>,
    format: FileFormat,
    headers: Headers,
    /// The moment of knowledge, if one is given.
    known_at: Option<Moment>,
    sight: Vec<ProvinceId>,
}

impl Job {
    async fn list(
        asker: &Asker,
        kind: FileKind,
        (format, headers): (FileFormat, Headers),
        parameters: Parameters,
    ) -> Result<Job, Refusal> {
        let Selection { list, known_at } = selection::of_kind(asker, kind, parameters).await?;
        Ok(Job { list: Some(list), format, headers, known_at, sight: sight(asker)? })
    }

    async fn register(asker: &Asker, headers: Headers, mut parameters: Parameters) -> Result<Job, Refusal> {
        let format = format(&mut parameters).map_err(selection::refused)?;
        let known_at: Option<DateTime> = parameters.take_scalar("knownAt").map_err(selection::refused)?;
        parameters.nothing_else(&["format", "knownAt", "lang"]).map_err(selection::refused)?;
        let known_at = match known_at {
            Some(moment) => Some(past_moment(asker, "knownAt", moment).await?),
            None => None,
        };
        Ok(Job { list: None, format, headers, known_at, sight: sight(asker)? })
    }

    /// Begins, and sends the file while it is written.
    async fn send(
        self,
        exports: &Exports,
        http: &HttpRequest,
        asker: &Asker,
        slot: Slot,
    ) -> Result<HttpResponse, HttpResponse> {
        let begun = async {
            // The present is at most a second old.
            moments::advance(&asker.db).await?;
            let snapshot = Snapshot::begin(asker.db.url()).await?;
            let present = snapshot.present().await?;
            let synthetic = register_info::synthetic(&snapshot).await?;
            Ok((snapshot, present, synthetic))
        };
        let (snapshot, present, synthetic) = begun.await.map_err(|error| of_database(http, &error))?;
        let origin = synthetic.map(|synthetic| Origin::of(synthetic, asker.language));
        let known_at = self.known_at.unwrap_or(present);
        let mut response = HttpResponse::Ok();
        response
            .insert_header((header::CONTENT_TYPE, self.media_type()))
            .insert_header((header::CACHE_CONTROL, "no-cache"))
            .insert_header((header::VARY, "accept-language, authorization"))
            .insert_header((KNOWN_AT, known_at.to_rfc3339_opts(SecondsFormat::Micros, true)));
        if origin.is_some() {
            response.insert_header((SYNTHETIC, "true"));
        }
        let disposition = format!("attachment; filename=\"{}\"", self.file_name(origin.is_some()));
        response.insert_header((header::CONTENT_DISPOSITION, disposition));
        let Job { list, format, headers, sight, .. } = self;
        let provinces = asker.register.snapshot.current().provinces.len();
        let confidential = sight.len() == provinces;
        let options = Options { format, headers, known_at, sight };
        let manifest = Manifest::new(&options, origin, confidential);
        match list {
            None => Ok(send_register(exports, response, snapshot, options, manifest, slot)),
            Some(list) if format == FileFormat::Xlsx => {
                send_workbook(exports, http, response, snapshot, list, options, slot).await
            }
            Some(list) => Ok(send_list(exports, response, snapshot, list, options, slot)),
        }
    }

    fn media_type(&self) -> &'static str {
        if self.list.is_some() { self.format.media_type() } else { "application/zip" }
    }

    fn file_name(&self, synthetic: bool) -> String {
        let mark = if synthetic { "-synthetic" } else { "" };
        match &self.list {
            Some(list) => format!("{}{mark}.{}", list.kind().code(), self.format.extension()),
            None => format!("register{mark}.zip"),
        }
    }
}

fn send_list(
    exports: &Exports,
    mut response: HttpResponseBuilder,
    snapshot: Snapshot,
    list: List,
    options: Options,
    slot: Slot,
) -> HttpResponse {
    let (mut outgoing, outbox, body) = stream::channel();
    exports.0.runtime.spawn(async move {
        let written = list::write(&snapshot, &list, &options, outbox, &mut outgoing);
        outgoing_end(timeout(LONGEST, written).await.map(|written| written.map(drop)), outgoing).await;
        drop(slot);
    });
    response.streaming(body)
}

fn send_register(
    exports: &Exports,
    mut response: HttpResponseBuilder,
    snapshot: Snapshot,
    options: Options,
    manifest: Manifest,
    slot: Slot,
) -> HttpResponse {
    let (mut outgoing, outbox, body) = stream::channel();
    exports.0.runtime.spawn(async move {
        let written = archive::write(&snapshot, &options, manifest, outbox, &mut outgoing);
        outgoing_end(timeout(LONGEST, written).await, outgoing).await;
        drop(slot);
    });
    // It is compressed already.
    response.insert_header(ContentEncoding::Identity).streaming(body)
}

/// Ends a body, and logs why it is not complete.
async fn outgoing_end(
    outcome: Result<Result<(), Failure>, tokio::time::error::Elapsed>,
    outgoing: stream::Outgoing,
) {
    let outcome = outcome.unwrap_or_else(|_| Err(std::io::Error::from(std::io::ErrorKind::TimedOut).into()));
    if let Err(error) = &outcome {
        tracing::warn!(%error, "an export ended before its end");
    }
    outgoing.end(outcome).await;
}

/// A workbook is complete only at its end, so the client waits for it, and mistakes still have a status of their own.
async fn send_workbook(
    exports: &Exports,
    http: &HttpRequest,
    mut response: HttpResponseBuilder,
    snapshot: Snapshot,
    list: List,
    options: Options,
    slot: Slot,
) -> Result<HttpResponse, HttpResponse> {
    let runtime = &exports.0.runtime;
    let mut waiting = Waiting::default();
    let leaving = waiting.guard();
    let written = runtime.spawn(async move {
        let sink = std::io::sink();
        timeout(LONGEST, list::write(&snapshot, &list, &options, sink, &mut waiting)).await
    });
    let written = written.await.map_err(|error| fault(http, &error))?;
    drop(leaving);
    let written =
        written.map_err(|error| fault(http, &error))?.map_err(|failure| of_failure(http, &failure))?;
    let Some(file) = written.file else { return Err(fault(http, &std::io::Error::other("no workbook"))) };
    let (mut outgoing, mut outbox, body) = stream::channel();
    runtime.spawn(async move {
        let copied = archive::copy(file, &mut outbox, &mut outgoing).await;
        outgoing.end(copied).await;
        drop(slot);
    });
    Ok(response.insert_header(ContentEncoding::Identity).streaming(body))
}

/// The headers that the parameter `lang` asks for.
fn headers(parameters: &mut Parameters) -> Result<Headers, Message> {
    Ok(match parameters.take("lang")?.as_deref() {
        None => Headers::Names,
        Some("en") => Headers::Labels(Language::English),
        Some("fa") => Headers::Labels(Language::Persian),
        Some(other) => return Err(at("lang", none_of(other, &["en", "fa"]))),
    })
}

fn format(parameters: &mut Parameters) -> Result<FileFormat, Message> {
    let Some(text) = parameters.take("format")? else { return Ok(FileFormat::Csv) };
    let known = FileFormat::ALL.map(FileFormat::extension);
    FileFormat::of_extension(&text).ok_or_else(|| at("format", none_of(&text, &known)))
}

fn not_exported(file: &str) -> Message {
    let kinds = FileKind::ALL.iter().filter(|kind| !kind.ships()).map(|kind| format!("{}.csv", kind.code()));
    let known = kinds.chain(["report.csv".to_owned(), "register.zip".to_owned()]);
    message!("export-unknown", file, known = Argument::list(known))
}

/// The response to an error of the filters of the schema.
fn of_refusal(http: &HttpRequest, refusal: &Refusal) -> HttpResponse {
    let code = refusal.extensions.as_ref().and_then(ErrorCode::within);
    let code = code.unwrap_or(ErrorCode::InternalServerError);
    let status = match code {
        ErrorCode::BadUserInput => StatusCode::BAD_REQUEST,
        ErrorCode::Unauthenticated => StatusCode::UNAUTHORIZED,
        ErrorCode::Forbidden => StatusCode::FORBIDDEN,
        ErrorCode::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        ErrorCode::Timeout => StatusCode::GATEWAY_TIMEOUT,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    };
    rest::error(http, status, code, Message::verbatim(words(refusal, language::of(http.headers()))))
}

/// The text of an error of the filters of the schema.
pub(crate) fn words(refusal: &Refusal, language: Language) -> String {
    let source = refusal.source.as_ref().and_then(|source| source.downcast_ref::<Message>().cloned());
    let text = source.unwrap_or_else(|| Message::verbatim(&*refusal.message)).text(language);
    // Outside of GraphQL there are no fields of a filter, only parameters.
    text.strip_prefix("filter.").unwrap_or(&text).to_owned()
}

fn of_full(http: &HttpRequest, full: Full) -> HttpResponse {
    let (status, code, message) = match full {
        Full::Owner => {
            (StatusCode::TOO_MANY_REQUESTS, ErrorCode::Throttled, message!("exports-of-owner-under-way"))
        }
        Full::Server => {
            (StatusCode::SERVICE_UNAVAILABLE, ErrorCode::Unavailable, message!("exports-under-way"))
        }
    };
    let mut response = rest::error(http, status, code, message);
    response.headers_mut().insert(header::RETRY_AFTER, SOON);
    response
}

fn of_failure(http: &HttpRequest, failure: &Failure) -> HttpResponse {
    match failure {
        Failure::Database(error) => of_database(http, error),
        Failure::Output(error) => fault(http, error),
        Failure::TooManyRows => bad(http, message!("export-too-large-for-workbook")),
    }
}

pub(super) fn bad(http: &HttpRequest, why: Message) -> HttpResponse {
    rest::error(http, StatusCode::BAD_REQUEST, ErrorCode::BadUserInput, why)
}

pub(super) fn fault(http: &HttpRequest, error: &(dyn std::error::Error + 'static)) -> HttpResponse {
    let message = message!("fault-on-our-side", id = log(error));
    rest::error(http, StatusCode::INTERNAL_SERVER_ERROR, ErrorCode::InternalServerError, message)
}
