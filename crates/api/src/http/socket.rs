//! GraphQL over a WebSocket: the protocol `graphql-transport-ws`, and the opening of a connection that speaks it.

use std::sync::Arc;

use actix_web::guard::GuardContext;
use actix_web::http::header::{HeaderValue, SEC_WEBSOCKET_PROTOCOL, UPGRADE};
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, rt, web};
use async_graphql::Executor;
use tracing::Instrument;

use super::client::Client;
use super::media::Media;
use super::request::Fault;
use super::{Api, answer, cors, events};
use crate::error_code::ErrorCode;

mod connection;
mod end;
mod message;
mod operations;

use connection::Connection;

/// The subprotocol that is spoken.
const PROTOCOL: &str = "graphql-transport-ws";

/// Whether a request asks for a WebSocket.
pub(super) fn is_asked_for(request: &GuardContext<'_>) -> bool {
    let upgrade = request.head().headers().get(UPGRADE).and_then(|value| value.to_str().ok());
    upgrade.is_some_and(|protocol| protocol.eq_ignore_ascii_case("websocket"))
}

/// Opens a connection and leaves it to a task of its own.
pub(super) async fn open<E: Executor>(
    api: web::Data<Api<E>>,
    http: HttpRequest,
    payload: web::Payload,
) -> HttpResponse {
    if !cors::may_open(&api.origins, http.headers()) {
        let message = "pages of this origin may not call the API";
        let fault = Fault { code: ErrorCode::Forbidden, ..Fault::new(StatusCode::FORBIDDEN, message) };
        return answer::write_fault(Media::Json, fault);
    }
    let Ok(place) = Arc::clone(&api.subscribers).try_acquire_owned() else {
        return answer::write_fault(Media::Json, events::too_many(&api));
    };
    let (response, session, messages) = match actix_ws::handle_with_protocols(&http, payload, &[PROTOCOL]) {
        Ok(opened) => opened,
        Err(error) => return no_handshake(&error),
    };
    let spoken = response.headers().contains_key(SEC_WEBSOCKET_PROTOCOL);
    let connection = Connection::new(api, Client::unknown(&http), session);
    let work = async move {
        let _place = place;
        connection.run(messages, spoken).await;
    };
    rt::spawn(work.in_current_span());
    response
}

fn no_handshake(error: &actix_web::Error) -> HttpResponse {
    let response = error.as_response_error().error_response();
    let message = format!("the WebSocket does not open: {error}");
    let mut answer = answer::write_fault(Media::Json, Fault::new(response.status(), message));
    if response.status() == StatusCode::BAD_REQUEST {
        answer.headers_mut().insert(header::SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13"));
    }
    answer
}
