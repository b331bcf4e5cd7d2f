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
        let Operation { document, request, price, class, caller, .. } = operation;
        let turns = Turns::new(api.gate.of(class), caller, api.limits.time);
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
    let Operation { document, request, price, class, caller, .. } = operation;
    let answered = timeout_at(deadline, async {
        let _turn = api.gate.admit(class, &caller).await?;
        run(api, request).await
    });
    match answered.await.unwrap_or_else(|_| Err(too_slow(api))) {
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

/// Runs a request. Dropped before its end, it drops its statements with it.
async fn run<E: Executor>(api: &Api<E>, request: Request) -> Result<Response, ServerError> {
    let work = AssertUnwindSafe(api.executor.execute(request)).catch_unwind();
    work.await.map_err(|panic| panicked(panic.as_ref()))
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
