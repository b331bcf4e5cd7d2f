//! GraphQL over WebSockets, with the protocol `graphql-transport-ws`.

use std::sync::Arc;

use actix_web::guard::GuardContext;
use actix_web::http::header::{HeaderValue, SEC_WEBSOCKET_PROTOCOL, UPGRADE};
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, rt, web};
use async_graphql::Executor;
use shahrak_messages::{Language, message};
use tracing::Instrument;

use crate::api::Api;
use crate::client::Client;
use crate::error_code::ErrorCode;
use crate::http_error::HttpError;
use crate::media::MediaType;
use crate::{cors, language, respond, sse};

mod close;
mod connection;
mod message;
mod operations;

use connection::Connection;

/// The only supported subprotocol.
const PROTOCOL: &str = "graphql-transport-ws";

/// Whether a request asks for a WebSocket.
pub(crate) fn is_requested(request: &GuardContext<'_>) -> bool {
    let upgrade = request.head().headers().get(UPGRADE).and_then(|value| value.to_str().ok());
    upgrade.is_some_and(|protocol| protocol.eq_ignore_ascii_case("websocket"))
}

/// Opens a connection, which runs in a task of its own.
pub(crate) async fn open<E: Executor>(
    api: web::Data<Api<E>>,
    http: HttpRequest,
    payload: web::Payload,
) -> HttpResponse {
    let language = language::of(http.headers());
    if !cors::may_open(&api.origins, http.headers()) {
        let error = HttpError::new(StatusCode::FORBIDDEN, message!("origin-refused"));
        return respond::http_error(MediaType::Json, language, error.with_code(ErrorCode::Forbidden));
    }
    let Ok(permit) = Arc::clone(&api.subscribers).try_acquire_owned() else {
        return respond::http_error(MediaType::Json, language, sse::too_many(&api));
    };
    let (response, session, messages) = match actix_ws::handle_with_protocols(&http, payload, &[PROTOCOL]) {
        Ok(opened) => opened,
        Err(error) => return handshake_error(language, &error),
    };
    let supported = response.headers().contains_key(SEC_WEBSOCKET_PROTOCOL);
    let connection = Connection::new(api, Client::anonymous(&http), session);
    let work = async move {
        let _permit = permit;
        connection.run(messages, supported).await;
    };
    rt::spawn(work.in_current_span());
    response
}

fn handshake_error(language: Language, error: &actix_web::Error) -> HttpResponse {
    let response = error.as_response_error().error_response();
    let message = message!("websocket-not-opened", why = error.to_string());
    let error = HttpError::new(response.status(), message);
    let mut answer = respond::http_error(MediaType::Json, language, error);
    if response.status() == StatusCode::BAD_REQUEST {
        answer.headers_mut().insert(header::SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13"));
    }
    answer
}
