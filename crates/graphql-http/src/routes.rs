//! The routes of the server.

use actix_web::http::{Method, StatusCode, header};
use actix_web::{
    FromRequest, Handler, HttpMessage, HttpRequest, HttpResponse, Resource, Responder, guard, web,
};
use async_graphql::Executor;
use async_graphql::parser::types::OperationType;
use tokio::time::Instant;

use crate::access_log::OperationName;
use crate::api::Api;
use crate::client::Client;
use crate::http_error::HttpError;
use crate::media::{self, Accepted, MediaType};
use crate::prepare::{self, PrepareError, Transport};
use crate::request::{self, Params};
use crate::{execute, health, respond, sse, websocket};

/// Mounts the routes of `api`.
pub(crate) fn configure<E: Executor>(cfg: &mut web::ServiceConfig, api: &web::Data<Api<E>>) {
    cfg.app_data(web::Data::clone(api))
        .service(
            web::resource("/graphql")
                .route(web::get().guard(guard::fn_guard(websocket::is_requested)).to(websocket::open::<E>))
                .route(web::get().to(get::<E>))
                .route(web::post().to(post::<E>))
                .default_service(web::to(method_not_allowed)),
        )
        .service(read("/schema.graphql", health::schema::<E>))
        .service(read("/healthz", health::up))
        .service(read("/readyz", health::ready::<E>))
        .configure(|cfg| (api.routes)(cfg))
        .default_service(web::to(not_found));
}

/// A resource that is only read: by GET, and by HEAD because probes use it.
fn read<F, Args>(path: &str, handler: F) -> Resource
where
    F: Handler<Args>,
    Args: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    web::resource(path).route(web::get().to(handler.clone())).route(web::head().to(handler))
}

async fn get<E: Executor>(api: web::Data<Api<E>>, http: HttpRequest) -> HttpResponse {
    let deadline = Instant::now() + api.limits.time;
    let (accepted, client) = match begin(&api, &http).await {
        Ok(begun) => begun,
        Err(response) => return response,
    };
    let params = request::from_query_string(&http, &api.limits);
    respond(api, client, accepted, params, deadline).await
}

async fn post<E: Executor>(api: web::Data<Api<E>>, http: HttpRequest, payload: web::Payload) -> HttpResponse {
    // One deadline for reading and answering.
    let deadline = Instant::now() + api.limits.time;
    let (accepted, client) = match begin(&api, &http).await {
        Ok(begun) => begun,
        Err(response) => return response,
    };
    let params = request::from_body(&http, payload, &api.limits, deadline).await;
    respond(api, client, accepted, params, deadline).await
}

/// Reads the headers: the accepted media type and the caller.
async fn begin<E>(api: &Api<E>, http: &HttpRequest) -> Result<(Accepted, Client), HttpResponse> {
    let accepted = media::negotiate(http).ok_or_else(not_acceptable)?;
    match Client::identify(api, http).await {
        Ok(client) => Ok((accepted, client)),
        Err(error) => Err(respond::http_error(accepted.media, error.into_http_error(http.headers()))),
    }
}

async fn respond<E: Executor>(
    api: web::Data<Api<E>>,
    client: Client,
    accepted: Accepted,
    params: Result<Params, HttpError>,
    deadline: Instant,
) -> HttpResponse {
    let media = accepted.media;
    let mutations = client.http().method() != Method::GET;
    let transport = Transport { mutations, subscriptions: accepted.events };
    let prepared =
        params.map_err(PrepareError::Http).and_then(|it| prepare::prepare(&api, &client, transport, it));
    let operation = match prepared {
        Ok(operation) => operation,
        Err(error) => return respond::prepare_error(media, error),
    };
    if let Some(name) = &operation.name {
        client.http().extensions_mut().insert(OperationName::new(name));
    }
    if operation.kind == OperationType::Subscription {
        return sse::stream(api, client, operation).await;
    }
    let outcome = execute::once(&api, operation, deadline).await;
    match media {
        MediaType::Events => sse::single(&outcome),
        media => respond::outcome(media, &outcome),
    }
}

fn not_acceptable() -> HttpResponse {
    let message = "accept application/graphql-response+json, application/json or text/event-stream";
    respond::http_error(MediaType::Json, HttpError::new(StatusCode::NOT_ACCEPTABLE, message))
}

async fn method_not_allowed() -> HttpResponse {
    let error = HttpError::new(StatusCode::METHOD_NOT_ALLOWED, "send GraphQL by GET or POST");
    respond::http_error(MediaType::Json, error.with_header(header::ALLOW, "GET, POST"))
}

async fn not_found(http: HttpRequest) -> HttpResponse {
    let message = format!(
        "there is nothing at {:.100}; the API is at /graphql, a page to try it at /graphiql",
        http.path()
    );
    respond::http_error(MediaType::Json, HttpError::new(StatusCode::NOT_FOUND, message))
}
