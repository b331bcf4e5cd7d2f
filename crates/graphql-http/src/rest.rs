//! For routes other than GraphQL on the same server: the same callers, and errors of the same shape.

use actix_web::http::StatusCode;
use actix_web::http::header::{ALLOW, HeaderValue, WWW_AUTHENTICATE};
use actix_web::{FromRequest, Handler, HttpRequest, HttpResponse, Resource, Responder, web};
use async_graphql::{Executor, Extensions, Variables};
use fair_queue::CallerKey;
use shahrak_messages::{Message, message};
use tokio::time::Instant;

use crate::api::Api;
use crate::caller::{self, CHALLENGE, Caller};
use crate::client::Client;
use crate::error_code::{self, ErrorCode};
use crate::http_error::HttpError;
use crate::media::MediaType;
use crate::prepare::{self, Transport};
use crate::request::Params;
use crate::{authenticate, caller_key, execute, language, respond};

pub use crate::unread::parameters as unread_parameters;

/// A resource that is only read: by GET, and by HEAD, which probes and caches use. Other methods are an error with a text.
pub fn read_only<F, Args>(resource: Resource, handler: F) -> Resource
where
    F: Handler<Args>,
    Args: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    resource
        .route(web::get().to(handler.clone()))
        .route(web::head().to(handler))
        .default_service(web::to(not_by_get))
}

async fn not_by_get(http: HttpRequest) -> HttpResponse {
    let message = message!("read-by-get");
    let error = HttpError::new(StatusCode::METHOD_NOT_ALLOWED, message).with_header(ALLOW, "GET, HEAD");
    respond::http_error(MediaType::Json, language::of(http.headers()), error)
}

/// The caller of a request, from its headers.
///
/// # Errors
/// The response to a credential that is not valid or cannot be checked.
pub async fn caller<E>(api: &Api<E>, http: &HttpRequest) -> Result<Caller, HttpResponse> {
    let identified = async {
        let bearer = caller::bearer(http.headers())?;
        authenticate::identify(api, bearer.as_deref()).await
    };
    identified.await.map_err(|error| {
        let error = error.into_http_error(http.headers());
        respond::http_error(MediaType::Json, language::of(http.headers()), error)
    })
}

/// Whose share of the server a request uses.
pub fn caller_key<E>(api: &Api<E>, http: &HttpRequest, caller: &Caller) -> CallerKey {
    caller_key::of(caller, http, &api.proxies)
}

/// The data with which the API answers a query of this server's own, on behalf of the sender of a request: with the same
/// permission, price, permits and time as a query that the sender writes.
///
/// # Errors
/// The response to a query that is refused or fails, even in part.
pub async fn query<E: Executor>(
    api: &Api<E>,
    http: &HttpRequest,
    document: &str,
    variables: Variables,
) -> Result<serde_json::Value, HttpResponse> {
    let deadline = Instant::now() + api.limits.time;
    let language = language::of(http.headers());
    let client = Client::identify(api, http).await.map_err(|error| {
        respond::http_error(MediaType::Json, language, error.into_http_error(http.headers()))
    })?;
    let params = Params {
        query: document.to_owned(),
        operation_name: None,
        variables,
        extensions: Extensions::default(),
        document_id: None,
        of_server: true,
    };
    let transport = Transport { mutations: false, subscriptions: false };
    let operation = prepare::prepare(api, &client, transport, params)
        .map_err(|error| respond::prepare_error(MediaType::GraphqlResponse, language, error))?;
    let outcome = execute::once(api, operation, deadline).await;
    if !outcome.response().errors.is_empty() {
        return Err(respond::failed(language, &outcome));
    }
    outcome.response().data.clone().into_json().map_err(|error| {
        let message = message!("fault-on-our-side", id = error_code::log(&error));
        self::error(http, StatusCode::INTERNAL_SERVER_ERROR, ErrorCode::InternalServerError, message)
    })
}

/// The response for a request that is not answered otherwise.
pub fn error(http: &HttpRequest, status: StatusCode, code: ErrorCode, message: Message) -> HttpResponse {
    let error = HttpError::new(status, message).with_code(code);
    let mut response = respond::http_error(MediaType::Json, language::of(http.headers()), error);
    if status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static(CHALLENGE));
    }
    response
}
