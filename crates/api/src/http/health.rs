//! What operators and tools ask: is the process up, is it ready, what is the schema.

use std::time::Duration;

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use async_graphql::Executor;

use super::Api;

/// How long the readiness check may take.
const PATIENCE: Duration = Duration::from_secs(3);

/// `GET /healthz`: the process answers.
pub(super) async fn up() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(serde_json::json!({ "status": "up" }))
}

/// `GET /readyz`: requests can be answered, with warnings if there are any; 503 with the reason where not.
pub(super) async fn ready<E: Executor>(api: web::Data<Api<E>>) -> HttpResponse {
    let state = match tokio::time::timeout(PATIENCE, (api.ready)()).await {
        Ok(state) => state,
        Err(_) => Err(format!("no reply within {} s", PATIENCE.as_secs())),
    };
    let no_store = (header::CACHE_CONTROL, "no-store");
    match state {
        Ok(warnings) if warnings.is_empty() => {
            HttpResponse::Ok().insert_header(no_store).json(serde_json::json!({ "status": "ready" }))
        }
        Ok(warnings) => HttpResponse::Ok()
            .insert_header(no_store)
            .json(serde_json::json!({ "status": "ready", "warnings": warnings })),
        Err(reason) => HttpResponse::ServiceUnavailable()
            .insert_header(no_store)
            .json(serde_json::json!({ "status": "unavailable", "reason": reason })),
    }
}

/// `GET /schema.graphql`: the published contract.
pub(super) async fn schema<E: Executor>(api: web::Data<Api<E>>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/plain; charset=utf-8"))
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .body(api.sdl.clone())
}
