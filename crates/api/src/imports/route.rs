//! `POST /imports` receives files, `GET /imports/{id}` returns the state of their import. Files of it are in `refusals`.

use std::sync::Arc;

use actix_web::error::QueryPayloadError;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::{HttpMessage, HttpRequest, HttpResponse, web};
use graphql_http::error_code::{ErrorCode, log};
use graphql_http::{Api, RequestId, language, rest};
use serde::Deserialize;
use serde_json::Value;

use shahrak_domain::act::{Act, Via};
use shahrak_domain::actor::Actor;
use shahrak_domain::policy::{Action, Jurisdiction};
use shahrak_messages::{Explain, Language, message};
use shahrak_persistence::error::Error;
use shahrak_persistence::import_job::{self, ImportJob};

use super::upload::{self, BodyKind, UploadError};
use super::{Imports, json, refusals};
use crate::auth::authorize::authorize;
use crate::graphql::Schema;
use crate::graphql::common::global_id::{self, NodeKind};
use crate::graphql::import::visible_to;
use crate::slots::Full;

/// The parameters of `POST /imports`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Query {
    #[serde(rename = "as")]
    kind: Option<String>,
    #[serde(default)]
    dry_run: bool,
}

/// `Retry-After`, in seconds.
const SOON: &str = "10";

pub(super) fn configure(cfg: &mut web::ServiceConfig) {
    cfg.service(web::resource("/imports").route(web::post().to(send)).default_service(web::to(other_method)))
        .service(rest::read_only(web::resource("/imports/{id}"), read))
        .service(rest::read_only(web::resource("/imports/{id}/{file}"), refusals::read));
}

async fn send(
    api: web::Data<Api<Schema>>,
    imports: web::Data<Imports>,
    http: HttpRequest,
    payload: web::Payload,
) -> HttpResponse {
    match take(&api, &imports, &http, payload).await {
        Ok(id) => HttpResponse::Accepted()
            .insert_header((header::LOCATION, format!("/imports/{}", json::global(id))))
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .json(json::begun(id)),
        Err(response) => response,
    }
}

/// Checks the caller first, then the headers, then whether there is a slot; then it reads the body.
async fn take(
    api: &Api<Schema>,
    imports: &Imports,
    http: &HttpRequest,
    payload: web::Payload,
) -> Result<import_job::ImportId, HttpResponse> {
    let actor = caller(api, http).await?;
    authorize(Some(&actor), Action::KeepRegister(Jurisdiction::Some))
        .map_err(|refusal| rest::error(http, StatusCode::FORBIDDEN, refusal.code, refusal.message))?;
    let query =
        web::Query::<Query>::from_query(http.query_string()).map_err(|error| bad_query(http, &error))?;
    let body = BodyKind::of(http.headers(), query.kind.as_deref()).map_err(|fault| of_fault(http, &fault))?;
    let settings = &imports.0.settings;
    let announced =
        http.headers().get(header::CONTENT_LENGTH).and_then(|it| it.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|bytes| bytes > settings.body_bytes) {
        return Err(of_fault(http, &UploadError::TooLarge(settings.body_bytes)));
    }
    let slot = imports.take_slot(&actor).await.map_err(|full| of_full(http, full))?;
    let files = upload::receive(http.headers(), payload, body, settings).await;
    let files = files.map_err(|fault| of_fault(http, &fault))?;
    let request = http.extensions().get::<RequestId>().map(|id| id.0.clone());
    let act = Act { actor, via: Via::Import, request, name: "import".to_owned() };
    imports.start(slot, act, query.dry_run, files).await.map_err(|error| of_database(http, &error))
}

async fn read(
    api: web::Data<Api<Schema>>,
    imports: web::Data<Imports>,
    http: HttpRequest,
    id: web::Path<String>,
) -> HttpResponse {
    let actor = match caller(&api, &http).await {
        Ok(actor) => actor,
        Err(response) => return response,
    };
    match found(&imports, &actor, &id, language::of(http.headers())).await {
        Ok(Some(import)) => {
            HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(import)
        }
        Ok(None) => not_sent(&http),
        Err(error) => of_database(&http, &error),
    }
}

/// The response if the caller has sent no such import.
pub(super) fn not_sent(http: &HttpRequest) -> HttpResponse {
    rest::error(http, StatusCode::NOT_FOUND, ErrorCode::BadRequest, message!("import-not-sent"))
}

/// The import with this global id, if the caller may read it.
pub(super) async fn job(imports: &Imports, actor: &Actor, id: &str) -> Result<Option<ImportJob>, Error> {
    let Some((NodeKind::Import, key)) = global_id::decode(id) else { return Ok(None) };
    Ok(import_job::find(&imports.0.db, visible_to(actor), global_id::numbers(&[key])).await?.pop())
}

async fn found(
    imports: &Imports,
    actor: &Actor,
    id: &str,
    language: Language,
) -> Result<Option<Value>, Error> {
    let Some(job) = job(imports, actor, id).await? else { return Ok(None) };
    let db = &imports.0.db;
    let refusals = import_job::refusals(db, vec![job.id], 0, i64::MAX / 2).await?;
    let refusals: Vec<_> = refusals.into_iter().map(|(_, _, refusal)| refusal).collect();
    let warnings = import_job::warnings(db, vec![job.id], 0, i64::MAX / 2).await?;
    let warnings: Vec<_> = warnings.into_iter().map(|(_, _, warning)| warning).collect();
    json::whole(&job, &refusals, &warnings, language).map(Some)
}

/// The caller, with or without a credential.
pub(super) async fn caller(api: &Api<Schema>, http: &HttpRequest) -> Result<Arc<Actor>, HttpResponse> {
    match rest::caller(api, http).await?.0 {
        Some(actor) => Ok(actor),
        None => {
            let message = message!("credential-missing");
            Err(rest::error(http, StatusCode::UNAUTHORIZED, ErrorCode::Unauthenticated, message))
        }
    }
}

async fn other_method(http: HttpRequest) -> HttpResponse {
    let message = message!("import-by-post");
    let refused = rest::error(&http, StatusCode::METHOD_NOT_ALLOWED, ErrorCode::BadRequest, message);
    with(refused, header::ALLOW, "POST")
}

fn bad_query(http: &HttpRequest, error: &QueryPayloadError) -> HttpResponse {
    let message = message!("import-query-wrong", why = rest::unread_parameters(error));
    rest::error(http, StatusCode::BAD_REQUEST, ErrorCode::BadUserInput, message)
}

fn of_full(http: &HttpRequest, full: Full) -> HttpResponse {
    let refused = match full {
        Full::Owner => {
            let message = message!("import-of-owner-under-way");
            rest::error(http, StatusCode::TOO_MANY_REQUESTS, ErrorCode::Throttled, message)
        }
        Full::Server => {
            let message = message!("imports-under-way");
            rest::error(http, StatusCode::SERVICE_UNAVAILABLE, ErrorCode::Unavailable, message)
        }
    };
    with(refused, header::RETRY_AFTER, SOON)
}

fn of_fault(http: &HttpRequest, fault: &UploadError) -> HttpResponse {
    let (status, code) = match fault {
        UploadError::TooLarge(_) => (StatusCode::PAYLOAD_TOO_LARGE, ErrorCode::BadRequest),
        UploadError::TooSlow => (StatusCode::REQUEST_TIMEOUT, ErrorCode::BadRequest),
        UploadError::Broken(_) => (StatusCode::BAD_REQUEST, ErrorCode::BadRequest),
        UploadError::Nothing
        | UploadError::TooMany
        | UploadError::Unknown { .. }
        | UploadError::Form(_)
        | UploadError::Kind(_) => (StatusCode::BAD_REQUEST, ErrorCode::BadUserInput),
        UploadError::Media => {
            let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
            let refused = rest::error(http, status, ErrorCode::BadRequest, fault.message());
            return with(refused, HeaderName::from_static("accept-post"), upload::ACCEPTED);
        }
        UploadError::Disk(error) => {
            let message = message!("file-not-stored", id = log(error));
            return rest::error(http, StatusCode::SERVICE_UNAVAILABLE, ErrorCode::Unavailable, message);
        }
    };
    rest::error(http, status, code, fault.message())
}

/// The response if the database failed.
pub(crate) fn of_database(http: &HttpRequest, error: &Error) -> HttpResponse {
    if matches!(error, Error::Unavailable(_) | Error::Busy(_) | Error::TooSlow(_)) {
        tracing::warn!(%error, "the database cannot serve");
        let reason = error.unavailable().map(|reason| reason.message());
        let message = reason.unwrap_or_else(|| message!("register-unavailable"));
        return rest::error(http, StatusCode::SERVICE_UNAVAILABLE, ErrorCode::Unavailable, message);
    }
    let message = message!("fault-on-our-side", id = log(error));
    rest::error(http, StatusCode::INTERNAL_SERVER_ERROR, ErrorCode::InternalServerError, message)
}

fn with(mut response: HttpResponse, name: HeaderName, value: &'static str) -> HttpResponse {
    response.headers_mut().insert(name, HeaderValue::from_static(value));
    response
}
