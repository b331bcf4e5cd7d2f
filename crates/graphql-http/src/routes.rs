//! The routes of the server.

use actix_web::http::{Method, StatusCode, header};
use actix_web::{HttpMessage, HttpRequest, HttpResponse, guard, web};
use async_graphql::Executor;
use async_graphql::parser::types::OperationType;
use shahrak_messages::message;
use tokio::time::Instant;

use crate::access_log::OperationName;
use crate::api::Api;
use crate::client::Client;
use crate::http_error::HttpError;
use crate::media::{self, Accepted, MediaType};
use crate::position::Position;
use crate::prepare::{self, PrepareError, Transport};
use crate::request::{self, Params};
use crate::rest::read_only;
use crate::{execute, health, language, respond, sse, websocket};

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
        .service(read_only(web::resource("/schema.graphql"), health::schema::<E>))
        .service(read_only(web::resource("/healthz"), health::up))
        .service(read_only(web::resource("/readyz"), health::ready::<E>))
        .configure(|cfg| (api.routes)(cfg))
        .default_service(web::to(not_found));
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
    let accepted = media::negotiate(http).ok_or_else(|| not_acceptable(http))?;
    match Client::identify(api, http).await {
        Ok(client) => Ok((accepted, client)),
        Err(error) => {
            let error = error.into_http_error(http.headers());
            Err(respond::http_error(accepted.media, language::of(http.headers()), error))
        }
    }
}

async fn respond<E: Executor>(
    api: web::Data<Api<E>>,
    client: Client,
    accepted: Accepted,
    params: Result<Params, HttpError>,
    deadline: Instant,
) -> HttpResponse {
    let (media, language) = (accepted.media, client.language);
    let mutations = client.http().method() != Method::GET;
    let transport = Transport { mutations, subscriptions: accepted.events };
    let prepared =
        params.map_err(PrepareError::Http).and_then(|it| prepare::prepare(&api, &client, transport, it));
    let mut operation = match prepared {
        Ok(operation) => operation,
        Err(error) => return respond::prepare_error(media, language, error),
    };
    if let Some(name) = &operation.name {
        client.http().extensions_mut().insert(OperationName::new(name));
    }
    if operation.kind == OperationType::Subscription {
        return sse::stream(api, client, operation).await;
    }
    let position = Position::of(client.http().headers(), operation.kind == OperationType::Query);
    operation.request = operation.request.data(position.clone());
    let outcome = execute::once(&api, operation, deadline).await;
    let mut response = match media {
        MediaType::Events => sse::single(language, &outcome),
        media => respond::outcome(media, language, &outcome),
    };
    position.add_to(&mut response);
    response
}

fn not_acceptable(http: &HttpRequest) -> HttpResponse {
    http_error(http, HttpError::new(StatusCode::NOT_ACCEPTABLE, message!("nothing-acceptable")))
}

async fn method_not_allowed(http: HttpRequest) -> HttpResponse {
    let error = HttpError::new(StatusCode::METHOD_NOT_ALLOWED, message!("graphql-by-get-or-post"));
    http_error(&http, error.with_header(header::ALLOW, "GET, POST"))
}

async fn not_found(http: HttpRequest) -> HttpResponse {
    let message = message!("nothing-at-path", path = http.path());
    http_error(&http, HttpError::new(StatusCode::NOT_FOUND, message))
}

fn http_error(http: &HttpRequest, error: HttpError) -> HttpResponse {
    respond::http_error(MediaType::Json, language::of(http.headers()), error)
}
