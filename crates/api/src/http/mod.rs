//! GraphQL over HTTP: the routes of the server, and what it needs to answer them.

use actix_web::http::{Method, StatusCode, header};
use actix_web::{
    FromRequest, Handler, HttpMessage, HttpRequest, HttpResponse, Resource, Responder, guard, web,
};
use async_graphql::Executor;
use async_graphql::parser::types::OperationType;
use tokio::time::Instant;

mod access_log;
mod answer;
mod api;
mod beside;
mod caller;
mod client;
mod cors;
mod errors;
mod events;
mod execute;
mod gate;
mod health;
mod locale;
mod media;
mod omitted;
mod prepare;
mod request;
mod rhythm;
mod root;
mod serve;
mod share;
mod socket;
mod turns;
mod variables;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod toy;

pub use access_log::{REQUEST_ID, RequestId};
pub use api::Api;
pub use beside::{caller, refuse};
pub use caller::{Caller, Refusal};
pub use locale::Locale;
pub use serve::{Running, serve};
pub use turns::Turns;

use access_log::OperationName;
use client::Client;
use media::{Accepted, Media};
use prepare::{Door, Refused};
use request::{Fault, Params};

/// The header by which a client asks for `extensions.cost`.
const COST_HEADER: &str = "x-shahrak-cost";

/// Mounts the routes of `api`.
fn configure<E: Executor>(cfg: &mut web::ServiceConfig, api: &web::Data<Api<E>>) {
    cfg.app_data(web::Data::clone(api))
        .service(
            web::resource("/graphql")
                .route(web::get().guard(guard::fn_guard(socket::is_asked_for)).to(socket::open::<E>))
                .route(web::get().to(get::<E>))
                .route(web::post().to(post::<E>))
                .default_service(web::to(other_method)),
        )
        .service(read("/schema.graphql", health::schema::<E>))
        .service(read("/healthz", health::up))
        .service(read("/readyz", health::ready::<E>))
        .configure(|cfg| (api.routes)(cfg))
        .default_service(web::to(nothing_here));
}

/// What is only read: by GET, and by HEAD as probes do.
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
    // One for all of it: what the body takes is not there for the answer.
    let deadline = Instant::now() + api.limits.time;
    let (accepted, client) = match begin(&api, &http).await {
        Ok(begun) => begun,
        Err(response) => return response,
    };
    let params = request::from_body(&http, payload, &api.limits, deadline).await;
    respond(api, client, accepted, params, deadline).await
}

/// What is told by the headers alone: in which form to answer, and whom.
async fn begin<E>(api: &Api<E>, http: &HttpRequest) -> Result<(Accepted, Client), HttpResponse> {
    let accepted = media::negotiate(http).ok_or_else(not_acceptable)?;
    match Client::of(api, http).await {
        Ok(client) => Ok((accepted, client)),
        Err(refusal) => Err(answer::write_fault(accepted.media, refusal.into_fault(http.headers()))),
    }
}

async fn respond<E: Executor>(
    api: web::Data<Api<E>>,
    client: Client,
    accepted: Accepted,
    params: Result<Params, Fault>,
    deadline: Instant,
) -> HttpResponse {
    let media = accepted.media;
    let door = Door { get: client.http().method() == Method::GET, streams: accepted.events };
    let prepared = params.map_err(Refused::Fault).and_then(|it| prepare::prepare(&api, &client, door, it));
    let operation = match prepared {
        Ok(operation) => operation,
        Err(refused) => return answer::write_refused(media, refused),
    };
    if let Some(name) = &operation.name {
        client.http().extensions_mut().insert(OperationName::new(name));
    }
    if operation.kind == OperationType::Subscription {
        return events::stream(api, client, operation).await;
    }
    let answer = execute::once(&api, operation, deadline).await;
    match media {
        Media::Events => events::single(&answer),
        media => answer::write(media, &answer),
    }
}

fn not_acceptable() -> HttpResponse {
    let message = "accept application/graphql-response+json, application/json or text/event-stream";
    answer::write_fault(Media::Json, Fault::new(StatusCode::NOT_ACCEPTABLE, message))
}

async fn other_method() -> HttpResponse {
    let fault = Fault::new(StatusCode::METHOD_NOT_ALLOWED, "send GraphQL by GET or POST");
    answer::write_fault(Media::Json, fault.with_header(header::ALLOW, "GET, POST"))
}

async fn nothing_here(http: HttpRequest) -> HttpResponse {
    let message = format!(
        "there is nothing at {:.100}; the API is at /graphql, a page to try it at /graphiql",
        http.path()
    );
    answer::write_fault(Media::Json, Fault::new(StatusCode::NOT_FOUND, message))
}
