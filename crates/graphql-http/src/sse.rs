//! GraphQL over server-sent events, in the "distinct connections mode" of the protocol: one operation per request.

use std::pin::pin;
use std::task::Poll;

use actix_web::http::{StatusCode, header};
use actix_web::web::Bytes;
use actix_web::{HttpResponse, rt, web};
use async_graphql::{Executor, ServerError};
use futures_util::{Stream, StreamExt, poll, stream};
use serde::Serialize;
use shahrak_messages::{Language, message};
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;
use tracing::Instrument;

use crate::api::Api;
use crate::client::Client;
use crate::error_code::{ErrorCode, masked, request_error};
use crate::http_error::HttpError;
use crate::keepalive::every;
use crate::media::MediaType;
use crate::outcome::{Outcome, ResponseBody};
use crate::places::Full;
use crate::prepare::PreparedOperation;
use crate::{authenticate, execute, respond};

/// Events that wait until the client reads them. Later ones are not computed before there is space.
const QUEUE: usize = 16;

/// Shows clients and proxies that the connection is alive.
const COMMENT: Bytes = Bytes::from_static(b":\n\n");

/// The last event. It has empty data because browsers ignore events without data.
const COMPLETE: &[u8] = b"event: complete\ndata:\n\n";

/// The response to a query or a mutation: one event, then the end.
pub(crate) fn single(language: Language, outcome: &Outcome) -> HttpResponse {
    match outcome {
        Outcome::Rejected(_) => respond::outcome(MediaType::Events, language, outcome),
        Outcome::Executed(_) if outcome.is_unavailable() => {
            respond::outcome(MediaType::Events, language, outcome)
        }
        Outcome::Executed(_) => {
            stream_response().body([&next(&ResponseBody::of(outcome, language))[..], COMPLETE].concat())
        }
    }
}

/// The response to a subscription, as long as the client listens.
pub(crate) async fn stream<E: Executor>(
    api: web::Data<Api<E>>,
    client: Client,
    operation: PreparedOperation,
) -> HttpResponse {
    let place = match api.subscribers.take(&client.key(&api)) {
        Ok(place) => place,
        Err(full) => return respond::http_error(MediaType::Events, client.language, too_many(&api, full)),
    };
    let mut outcomes = Box::pin(execute::outcomes(api.clone(), operation));
    // The engine validates before it first waits, so the first poll shows whether the document fits the schema.
    let first = match poll!(outcomes.next()) {
        Poll::Ready(Some(rejected @ Outcome::Rejected(_))) => {
            return respond::outcome(MediaType::Events, client.language, &rejected);
        }
        Poll::Ready(first) => first,
        Poll::Pending => None,
    };
    let (sender, mut receiver) = mpsc::channel(QUEUE);
    let (last, last_event) = oneshot::channel();
    let outcomes = stream::iter(first).chain(outcomes);
    let work = async move {
        let _place = place;
        let mut stopping = api.stopping.subscribe();
        let event = tokio::select! {
            event = send(&api, &client, outcomes, &sender) => event,
            () = sender.closed() => None,
            // A client that does not get the last event subscribes again.
            _ = stopping.wait_for(|stopping| *stopping) => None,
        };
        if let Some(event) = event {
            // If the client is gone, nothing remains to be done.
            let _ = last.send(Ok(Bytes::from(event)));
        }
    };
    rt::spawn(work.in_current_span());
    let queued = stream::poll_fn(move |cx| receiver.poll_recv(cx)).map(Ok::<_, actix_web::Error>);
    let last_event = stream::once(last_event).filter_map(async |event| event.ok());
    stream_response().streaming(queued.chain(last_event))
}

/// Sends outcomes one by one. Returns the last event, which needs no space in the queue.
async fn send<E: Executor>(
    api: &Api<E>,
    client: &Client,
    outcomes: impl Stream<Item = Outcome>,
    sender: &mpsc::Sender<Bytes>,
) -> Option<Vec<u8>> {
    let mut outcomes = pin!(outcomes);
    let language = client.language;
    let mut comments = every(api.keepalive.comment);
    let mut checks = every(api.keepalive.check);
    loop {
        let bytes = tokio::select! {
            outcome = outcomes.next() => match outcome {
                Some(outcome @ Outcome::Executed(_)) => Bytes::from(next(&ResponseBody::of(&outcome, language))),
                Some(Outcome::Rejected(response)) => return Some(last(language, &response.errors)),
                None => return Some(COMPLETE.to_vec()),
            },
            _ = comments.tick() => COMMENT,
            _ = checks.tick() => match check(api, client).await {
                Ok(()) => continue,
                Err(error) => return Some(last(language, &[error])),
            },
        };
        match timeout(api.limits.take_time, sender.send(bytes)).await {
            Ok(Ok(())) => comments.reset(),
            Ok(Err(_)) => return None,
            Err(_) => {
                tracing::info!("a subscriber did not read its events and was disconnected");
                return Some(last(language, &[too_slow()]));
            }
        }
    }
}

async fn check<E>(api: &Api<E>, client: &Client) -> Result<(), ServerError> {
    let Some(bearer) = &client.bearer else {
        return Ok(());
    };
    let checked = authenticate::check_running(api, bearer, &client.caller).await;
    checked.map_err(|error| error.into_http_error(client.http().headers()).into())
}

fn stream_response() -> actix_web::HttpResponseBuilder {
    let mut response = HttpResponse::Ok();
    response
        .insert_header((header::CONTENT_TYPE, "text/event-stream"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        // Neither compression here nor buffering in a proxy may delay an event.
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .insert_header(("x-accel-buffering", "no"));
    response
}

fn next(body: &impl Serialize) -> Vec<u8> {
    let mut event = b"event: next\ndata: ".to_vec();
    if let Err(error) = serde_json::to_writer(&mut event, body) {
        masked(&format!("a response cannot be serialised: {error}"));
        return COMPLETE.to_vec();
    }
    event.extend_from_slice(b"\n\n");
    event
}

fn last(language: Language, errors: &[ServerError]) -> Vec<u8> {
    [&next(&ResponseBody::errors(errors, language))[..], COMPLETE].concat()
}

fn too_slow() -> ServerError {
    request_error(ErrorCode::Throttled, message!("events-read-too-slowly"), None)
}

/// A limit of subscribers is reached.
pub(crate) fn too_many<E>(api: &Api<E>, full: Full) -> HttpError {
    match full {
        Full::All => {
            let message = message!("subscribers-full", most = api.limits.subscribers);
            HttpError::new(StatusCode::SERVICE_UNAVAILABLE, message).with_code(ErrorCode::Unavailable)
        }
        Full::Client => {
            let message = message!("subscribers-of-client-full", most = api.limits.subscribers_per_client);
            HttpError::new(StatusCode::TOO_MANY_REQUESTS, message).with_code(ErrorCode::Throttled)
        }
    }
}
