//! Server-sent events: the "distinct connections mode" of the protocol GraphQL over SSE, one operation per request.

use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;

use actix_web::http::{StatusCode, header};
use actix_web::web::Bytes;
use actix_web::{HttpResponse, rt, web};
use async_graphql::{Executor, ServerError};
use futures_util::{Stream, StreamExt, poll, stream};
use serde::Serialize;
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;
use tracing::Instrument;

use super::answer::{self, Answer, Body};
use super::client::Client;
use super::media::Media;
use super::prepare::Operation;
use super::request::Fault;
use super::rhythm::every;
use super::{Api, caller, execute};
use crate::error_code::{ErrorCode, masked, request_error};

/// Events that wait for a client to take them; those behind are not computed before.
const QUEUE: usize = 16;

/// What tells a client, and what stands between, that the connection lives.
const COMMENT: Bytes = Bytes::from_static(b":\n\n");

/// After it nothing follows. Browsers pass over an event without data.
const COMPLETE: &[u8] = b"event: complete\ndata:\n\n";

/// Answers a query or a mutation: one event, and the end.
pub(super) fn single(answer: &Answer) -> HttpResponse {
    match answer {
        Answer::Refused(_) => answer::write(Media::Events, answer),
        Answer::Data(_) => respond().body([&next(&Body::from(answer))[..], COMPLETE].concat()),
    }
}

/// Answers a subscription, as long as the client listens.
pub(super) async fn stream<E: Executor>(
    api: web::Data<Api<E>>,
    client: Client,
    operation: Operation,
) -> HttpResponse {
    let Ok(place) = Arc::clone(&api.subscribers).try_acquire_owned() else {
        return answer::write_fault(Media::Events, too_many(&api));
    };
    let mut answers = Box::pin(execute::answers(api.clone(), operation));
    // The engine validates before it waits for anything: what does not fit the schema is known at once.
    let first = match poll!(answers.next()) {
        Poll::Ready(Some(refused @ Answer::Refused(_))) => return answer::write(Media::Events, &refused),
        Poll::Ready(first) => first,
        Poll::Pending => None,
    };
    let (sender, mut receiver) = mpsc::channel(QUEUE);
    let (last, last_words) = oneshot::channel();
    let answers = stream::iter(first).chain(answers);
    let work = async move {
        let _place = place;
        let mut stopping = api.stopping.subscribe();
        let words = tokio::select! {
            words = tell(&api, &client, answers, &sender) => words,
            () = sender.closed() => None,
            // Without its last event the client knows that there is more, and subscribes again.
            _ = stopping.wait_for(|stopping| *stopping) => None,
        };
        if let Some(words) = words {
            // Gone or not, nothing else is owed to the client.
            let _ = last.send(Ok(Bytes::from(words)));
        }
    };
    rt::spawn(work.in_current_span());
    let queued = stream::poll_fn(move |cx| receiver.poll_recv(cx)).map(Ok::<_, actix_web::Error>);
    let last_words = stream::once(last_words).filter_map(async |words| words.ok());
    respond().streaming(queued.chain(last_words))
}

/// Tells answers one by one. Returns the last words, for which there is always room.
async fn tell<E: Executor>(
    api: &Api<E>,
    client: &Client,
    answers: impl Stream<Item = Answer>,
    sender: &mpsc::Sender<Bytes>,
) -> Option<Vec<u8>> {
    let mut answers = pin!(answers);
    let mut comments = every(api.rhythm.comment);
    let mut checks = every(api.rhythm.check);
    loop {
        let bytes = tokio::select! {
            answer = answers.next() => match answer {
                Some(answer @ Answer::Data(_)) => Bytes::from(next(&Body::from(&answer))),
                Some(Answer::Refused(response)) => return Some(last(&response.errors)),
                None => return Some(COMPLETE.to_vec()),
            },
            _ = comments.tick() => COMMENT,
            _ = checks.tick() => match check(api, client).await {
                Ok(()) => continue,
                Err(error) => return Some(last(&[error])),
            },
        };
        match timeout(api.limits.take_time, sender.send(bytes)).await {
            Ok(Ok(())) => comments.reset(),
            Ok(Err(_)) => return None,
            Err(_) => {
                tracing::info!("a subscriber did not take its events and was dropped");
                return Some(last(&[too_slow()]));
            }
        }
    }
}

async fn check<E>(api: &Api<E>, client: &Client) -> Result<(), ServerError> {
    let Some(bearer) = &client.bearer else {
        return Ok(());
    };
    let held = caller::still_holds(api, bearer, &client.caller).await;
    held.map_err(|refusal| {
        let fault = refusal.into_fault(client.http().headers());
        request_error(fault.code, fault.message, None)
    })
}

fn respond() -> actix_web::HttpResponseBuilder {
    let mut response = HttpResponse::Ok();
    response
        .insert_header((header::CONTENT_TYPE, "text/event-stream"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        // Neither compressed here nor gathered by a proxy: an event is there when it happens.
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .insert_header(("x-accel-buffering", "no"));
    response
}

fn next(body: &impl Serialize) -> Vec<u8> {
    let mut event = b"event: next\ndata: ".to_vec();
    if let Err(error) = serde_json::to_writer(&mut event, body) {
        masked(&format!("an answer cannot be written: {error}"));
        return COMPLETE.to_vec();
    }
    event.extend_from_slice(b"\n\n");
    event
}

fn last(errors: &[ServerError]) -> Vec<u8> {
    [&next(&Body::errors(errors))[..], COMPLETE].concat()
}

fn too_slow() -> ServerError {
    let message = "the client read events too slowly; read faster, and resume with `after`";
    request_error(ErrorCode::Throttled, message, None)
}

/// All places of subscribers are taken.
pub(super) fn too_many<E>(api: &Api<E>) -> Fault {
    let message = format!("{} clients are already subscribed; try again later", api.limits.subscribers);
    Fault { code: ErrorCode::Unavailable, ..Fault::new(StatusCode::SERVICE_UNAVAILABLE, message) }
}
