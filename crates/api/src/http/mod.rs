//! GraphQL over HTTP: the routes of the server, and what it needs to answer them.

use actix_web::http::{StatusCode, header};
use actix_web::{FromRequest, Handler, HttpRequest, HttpResponse, Resource, Responder, web};
use async_graphql::{Executor, Request};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tokio::sync::Semaphore;
use tokio::time::Instant;

use crate::limits::Limits;
use crate::limits::prepared::Documents;

mod access_log;
mod answer;
mod cors;
mod errors;
mod execute;
mod health;
mod media;
mod omitted;
mod request;
mod serve;
mod variables;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod toy;

pub use access_log::REQUEST_ID;
pub use serve::{Running, serve};

use media::Media;
use request::{Fault, Params};

type Attach = dyn Fn(Request, &HttpRequest) -> Request + Send + Sync;
type Ready = dyn Fn() -> BoxFuture<'static, Result<(), String>> + Send + Sync;
type Routes = dyn Fn(&mut web::ServiceConfig) + Send + Sync;

/// All that the HTTP server answers from: the engine with its schema, the limits, and what others add.
pub struct Api<E> {
    executor: E,
    limits: Limits,
    sdl: String,
    origins: Vec<String>,
    attach: Box<Attach>,
    ready: Box<Ready>,
    routes: Box<Routes>,
    documents: Documents,
    turns: Semaphore,
}

impl<E: Executor> Api<E> {
    /// An API that answers by `executor` within `limits`; `sdl` is served at `/schema.graphql`.
    pub fn new(executor: E, limits: Limits, sdl: String) -> Self {
        Self {
            documents: Documents::new(&limits),
            turns: Semaphore::new(limits.concurrency as usize),
            executor,
            limits,
            sdl,
            origins: Vec::new(),
            attach: Box::new(|request, _| request),
            ready: Box::new(|| async { Ok(()) }.boxed()),
            routes: Box::new(|_| {}),
        }
    }

    /// The origins whose pages may call from a browser; `*` for all. Without any, none may.
    #[must_use]
    pub fn origins(self, origins: Vec<String>) -> Self {
        Self { origins, ..self }
    }

    /// What is added to each request before it is run: who asks, in which language.
    #[must_use]
    pub fn attach(self, attach: impl Fn(Request, &HttpRequest) -> Request + Send + Sync + 'static) -> Self {
        let attach = Box::new(attach);
        Self { attach, ..self }
    }

    /// Whether requests can be answered now; the reason where not is shown at `/readyz`.
    #[must_use]
    pub fn ready(
        self,
        ready: impl Fn() -> BoxFuture<'static, Result<(), String>> + Send + Sync + 'static,
    ) -> Self {
        let ready = Box::new(ready);
        Self { ready, ..self }
    }

    /// Routes besides those of this module.
    #[must_use]
    pub fn routes(self, routes: impl Fn(&mut web::ServiceConfig) + Send + Sync + 'static) -> Self {
        let routes = Box::new(routes);
        Self { routes, ..self }
    }
}

/// Mounts the routes of `api`.
fn configure<E: Executor>(cfg: &mut web::ServiceConfig, api: &web::Data<Api<E>>) {
    cfg.app_data(web::Data::clone(api))
        .service(
            web::resource("/graphql")
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
    let Some(media) = media::negotiate(&http) else {
        return not_acceptable();
    };
    let deadline = Instant::now() + api.limits.time;
    let params = request::from_query_string(&http, &api.limits);
    respond(&api, &http, media, params, deadline).await
}

async fn post<E: Executor>(api: web::Data<Api<E>>, http: HttpRequest, payload: web::Payload) -> HttpResponse {
    let Some(media) = media::negotiate(&http) else {
        return not_acceptable();
    };
    // One for all of it: what the body takes is not there for the answer.
    let deadline = Instant::now() + api.limits.time;
    let params = request::from_body(&http, payload, &api.limits, deadline).await;
    respond(&api, &http, media, params, deadline).await
}

async fn respond<E: Executor>(
    api: &Api<E>,
    http: &HttpRequest,
    media: Media,
    params: Result<Params, Fault>,
    deadline: Instant,
) -> HttpResponse {
    let outcome = match params {
        Ok(params) => execute::answer(api, http, params, deadline).await,
        Err(fault) => Err(fault),
    };
    match outcome {
        Ok(outcome) => answer::write(media, &outcome),
        Err(fault) => answer::write_fault(media, fault),
    }
}

fn not_acceptable() -> HttpResponse {
    let message = "accept application/graphql-response+json or application/json";
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
