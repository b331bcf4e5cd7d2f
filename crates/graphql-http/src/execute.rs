//! Runs an operation: with a permit, within its time, and shielded from panics.

use std::any::Any;
use std::panic::AssertUnwindSafe;

use actix_web::web;
use async_graphql::parser::types::{ExecutableDocument, OperationType};
use async_graphql::{Executor, Name, Request, Response, ServerError, Value, value};
use async_stream::stream;
use futures_util::{FutureExt, Stream, StreamExt};
use shahrak_messages::{Argument, message};
use tokio::time::{Instant, timeout_at};

use crate::api::Api;
use crate::concurrency::EventPermits;
use crate::error_code::{ErrorCode, masked, request_error, set_message};
use crate::outcome::Outcome;
use crate::prepare::{CostReport, PreparedOperation};
use crate::rate::Charged;
use crate::{measure, normalize_errors};

/// The outcomes of an operation: one, or, for a subscription, one for each event.
///
/// Nothing follows [`Outcome::Rejected`].
pub(crate) fn outcomes<E: Executor>(
    api: web::Data<Api<E>>,
    operation: PreparedOperation,
) -> impl Stream<Item = Outcome> {
    stream! {
        if operation.kind != OperationType::Subscription {
            let deadline = Instant::now() + api.limits.time;
            yield once(&api, operation, deadline).await;
            return;
        }
        let PreparedOperation { name, document, request, report, demand, .. } = operation;
        let permits = EventPermits::new(api.concurrency.of(&demand), demand.caller.clone(), api.limits.time);
        let responses = api.executor.execute_stream(request.data(permits.clone()), None);
        let mut responses = AssertUnwindSafe(responses).catch_unwind();
        loop {
            let response = tokio::select! {
                response = responses.next() => response,
                () = permits.timed_out() => Some(Ok(Response::from_errors(vec![timed_out(&api)]))),
            };
            permits.release();
            let outcome = match response {
                None => return,
                Some(Ok(response)) => complete(&api, response, &document, report),
                Some(Err(panic)) => Outcome::rejected(panicked(panic.as_ref())),
            };
            measure::event(name.as_deref(), &outcome);
            let last = matches!(outcome, Outcome::Rejected(_));
            yield outcome;
            if last {
                return;
            }
        }
    }
}

/// The outcome of a query or a mutation, by a deadline.
pub(crate) async fn once<E: Executor>(
    api: &Api<E>,
    operation: PreparedOperation,
    deadline: Instant,
) -> Outcome {
    let started = Instant::now();
    let PreparedOperation { kind, name, document, request, report, demand } = operation;
    let executed = timeout_at(deadline, async {
        let _permit = api.concurrency.acquire(&demand).await?;
        run(api, request).await
    });
    let outcome = match executed.await.unwrap_or_else(|_| Err(timed_out(api))) {
        Ok(response) => complete(api, response, &document, report),
        Err(error) => Outcome::rejected(error),
    };
    measure::answered(kind, name.as_deref(), &outcome, started.elapsed());
    outcome
}

fn complete<E>(
    api: &Api<E>,
    response: Response,
    document: &ExecutableDocument,
    report: Option<CostReport>,
) -> Outcome {
    let mut outcome =
        normalize_errors::outcome(response, document, &api.limits, api.documents.types(), api.introspection);
    if let Some(CostReport { cost, budget }) = report {
        let budget = budget
            .map(|Charged { quota, remaining, .. }| value!({ "perMinute": quota, "remaining": remaining }));
        let mut report = value!({ "requested": cost, "limit": (api.limits.cost) });
        if let (Value::Object(report), Some(budget)) = (&mut report, budget) {
            report.insert(Name::new("budget"), budget);
        }
        outcome.response_mut().extensions.insert("cost".to_owned(), report);
    }
    outcome
}

/// Runs a request. Dropping the future drops its database statements too.
async fn run<E: Executor>(api: &Api<E>, request: Request) -> Result<Response, ServerError> {
    let work = AssertUnwindSafe(api.executor.execute(request)).catch_unwind();
    work.await.map_err(|panic| panicked(panic.as_ref()))
}

fn timed_out<E>(api: &Api<E>) -> ServerError {
    let seconds = Argument::number(api.limits.time.as_secs_f32());
    request_error(ErrorCode::Timeout, message!("request-timeout", seconds), None)
}

fn panicked(panic: &(dyn Any + Send)) -> ServerError {
    let message = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("without a message");
    let (message, extensions) = masked(&format!("a resolver panicked: {message}"));
    let mut error = ServerError::new("", None);
    set_message(&mut error, message);
    error.extensions = Some(extensions);
    error
}
