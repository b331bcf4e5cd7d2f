//! GraphQL over WebSockets, with the protocol `graphql-transport-ws`.

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
    let client = Client::anonymous(&http);
    let key = client.key(&api);
    let places = api.uninitialised.take(&key).and_then(|waiting| Ok((api.subscribers.take(&key)?, waiting)));
    let (place, waiting) = match places {
        Ok(places) => places,
        Err(full) => return respond::http_error(MediaType::Json, language, sse::too_many(&api, full)),
    };
    let (response, session, messages) = match actix_ws::handle_with_protocols(&http, payload, &[PROTOCOL]) {
        Ok(opened) => opened,
        Err(error) => return handshake_error(language, &error),
    };
    let supported = response.headers().contains_key(SEC_WEBSOCKET_PROTOCOL);
    let connection = Connection::new(api, client, session, (place, waiting));
    rt::spawn(connection.run(messages, supported).in_current_span());
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

/// Whether a text is a message of the protocol.
#[cfg(test)]
pub(crate) fn parses(text: &str) -> bool {
    message::ClientMessage::parse(text).is_ok()
}
