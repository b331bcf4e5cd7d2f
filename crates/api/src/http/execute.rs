//! Runs an operation: in its turn, within its time, whatever happens inside.

use std::any::Any;
use std::panic::AssertUnwindSafe;

use actix_web::web;
use async_graphql::parser::types::{ExecutableDocument, OperationType};
use async_graphql::{Executor, Request, Response, ServerError, value};
use async_stream::stream;
use futures_util::{FutureExt, Stream, StreamExt};
use tokio::time::{Instant, timeout_at};

use super::answer::Answer;
use super::prepare::Operation;
use super::turns::Turns;
use super::{Api, errors};
use crate::error_code::{ErrorCode, masked, request_error};

/// All that an operation answers: one answer, or, if it is a subscription, one for each event.
///
/// After [`Answer::Refused`] nothing follows.
pub(super) fn answers<E: Executor>(
    api: web::Data<Api<E>>,
    operation: Operation,
) -> impl Stream<Item = Answer> {
    stream! {
        if operation.kind != OperationType::Subscription {
            let deadline = Instant::now() + api.limits.time;
            yield once(&api, operation, deadline).await;
            return;
        }
        let Operation { document, request, price, .. } = operation;
        let turns = Turns::new(&api.turns, api.limits.time);
        let responses = api.executor.execute_stream(request.data(turns.clone()), None);
        let mut responses = AssertUnwindSafe(responses).catch_unwind();
        loop {
            let response = tokio::select! {
                response = responses.next() => response,
                () = turns.time_is_up() => Some(Ok(Response::from_errors(vec![too_slow(&api)]))),
            };
            turns.end();
            let answer = match response {
                None => return,
                Some(Ok(response)) => complete(&api, response, &document, price),
                Some(Err(panic)) => Answer::refused(panicked(panic.as_ref())),
            };
            let last = matches!(answer, Answer::Refused(_));
            yield answer;
            if last {
                return;
            }
        }
    }
}

/// Answers a query or a mutation by a deadline.
pub(super) async fn once<E: Executor>(api: &Api<E>, operation: Operation, deadline: Instant) -> Answer {
    let Operation { document, request, price, .. } = operation;
    match run(api, request, deadline).await {
        Ok(response) => complete(api, response, &document, price),
        Err(error) => Answer::refused(error),
    }
}

fn complete<E>(
    api: &Api<E>,
    response: Response,
    document: &ExecutableDocument,
    price: Option<u64>,
) -> Answer {
    let mut answer = errors::complete(response, document, &api.limits);
    if let Some(price) = price {
        let report = value!({ "requested": price, "limit": (api.limits.cost) });
        answer.response_mut().extensions.insert("cost".to_owned(), report);
    }
    answer
}

/// Waits for a turn and runs. What is not done at the deadline is dropped, and its statements with it.
async fn run<E: Executor>(
    api: &Api<E>,
    request: Request,
    deadline: Instant,
) -> Result<Response, ServerError> {
    let Ok(Ok(_turn)) = timeout_at(deadline, api.turns.acquire()).await else {
        let message =
            format!("{} requests are being answered already; try again later", api.limits.concurrency);
        return Err(request_error(ErrorCode::Unavailable, message, None));
    };
    let work = AssertUnwindSafe(api.executor.execute(request)).catch_unwind();
    match timeout_at(deadline, work).await {
        Ok(Ok(response)) => Ok(response),
        Ok(Err(panic)) => Err(panicked(panic.as_ref())),
        Err(_) => Err(too_slow(api)),
    }
}

fn too_slow<E>(api: &Api<E>) -> ServerError {
    let seconds = api.limits.time.as_secs_f32();
    let message = format!("the answer takes longer than {seconds} s; ask for less at once");
    request_error(ErrorCode::Timeout, message, None)
}

fn panicked(panic: &(dyn Any + Send)) -> ServerError {
    let words = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("without words");
    let (message, extensions) = masked(&format!("a resolver panicked: {words}"));
    let mut error = ServerError::new(message, None);
    error.extensions = Some(extensions);
    error
}
