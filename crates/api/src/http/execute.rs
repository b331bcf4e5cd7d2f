//! One GraphQL request from its parameters to its answer: judge, price, run within the time allowed.

use std::any::Any;
use std::panic::AssertUnwindSafe;

use actix_web::http::{Method, StatusCode, header};
use actix_web::{HttpMessage, HttpRequest};
use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, OperationDefinition, OperationType,
};
use async_graphql::{Executor, Request, Response, ServerError, value};
use futures_util::FutureExt;
use tokio::time::{Instant, timeout_at};

use super::access_log::OperationName;
use super::answer::Answer;
use super::request::{Fault, Params};
use super::{Api, errors, omitted, variables};
use crate::error_code::{ErrorCode, masked, request_error};
use crate::limits::cost;

/// The header by which a client asks for `extensions.cost`.
const COST_HEADER: &str = "x-shahrak-cost";

/// Answers one request by a deadline.
pub(super) async fn answer<E: Executor>(
    api: &Api<E>,
    http: &HttpRequest,
    params: Params,
    deadline: Instant,
) -> Result<Answer, Fault> {
    let (document, request, price) = match prepare(api, http, params) {
        Ok(prepared) => prepared,
        Err(Refused::Request(error)) => return Ok(Answer::refused(*error)),
        Err(Refused::Method(fault)) => return Err(fault),
    };
    let mut answer = match run(api, (api.attach)(request, http), deadline).await {
        Ok(response) => errors::complete(response, &document, &api.limits),
        Err(error) => Answer::refused(error),
    };
    if http.headers().get(COST_HEADER).is_some_and(|asked| asked == "1") {
        let report = value!({ "requested": price, "limit": (api.limits.cost) });
        answer.response_mut().extensions.insert("cost".to_owned(), report);
    }
    Ok(answer)
}

enum Refused {
    Request(Box<ServerError>),
    Method(Fault),
}

impl From<ServerError> for Refused {
    fn from(error: ServerError) -> Self {
        Self::Request(Box::new(error))
    }
}

type Prepared = (std::sync::Arc<ExecutableDocument>, Request, u64);

fn prepare<E>(api: &Api<E>, http: &HttpRequest, params: Params) -> Result<Prepared, Refused> {
    if params.extensions.contains_key("persistedQuery") {
        // Clients look for these very words.
        let message = "PersistedQueryNotSupported";
        return Err(request_error(ErrorCode::PersistedQueryNotSupported, message, None).into());
    }
    let document = api.documents.prepare(&params.query)?;
    let (name, operation) = select(&document, params.operation_name.as_deref())?;
    if let Some(name) = name {
        http.extensions_mut().insert(OperationName::new(name));
    }
    check_kind(operation.ty, http.method())?;
    variables::check(operation, &params.variables)?;
    let price = cost::cost(&document, operation, &params.variables);
    check_cost(price, api.limits.cost)?;
    let complete = omitted::leave_out(&document, operation, &params.variables);
    let mut request = Request::new(params.query).variables(params.variables);
    request.operation_name = params.operation_name;
    request.extensions = params.extensions;
    request.set_parsed_query(complete);
    Ok((document, request, price))
}

fn select<'a>(
    document: &'a ExecutableDocument,
    name: Option<&'a str>,
) -> Result<(Option<&'a str>, &'a OperationDefinition), ServerError> {
    let unresolved = |message| request_error(ErrorCode::OperationResolutionFailure, message, None);
    match (&document.operations, name) {
        (DocumentOperations::Single(operation), None) => Ok((None, &operation.node)),
        (DocumentOperations::Multiple(all), Some(name)) if all.contains_key(name) => {
            Ok((Some(name), &all[name].node))
        }
        (DocumentOperations::Multiple(all), None) if all.len() == 1 => all
            .iter()
            .next()
            .map(|(name, operation)| (Some(name.as_str()), &operation.node))
            .ok_or_else(|| unresolved("the document has no operation".to_owned())),
        (operations, None) => {
            let count = operations.iter().count();
            Err(unresolved(format!("the document has {count} operations; name one in `operationName`")))
        }
        (_, Some(name)) => {
            let mut message = format!("the document has no operation named {name}");
            errors::shorten(&mut message);
            Err(unresolved(message))
        }
    }
}

fn check_kind(kind: OperationType, method: &Method) -> Result<(), Refused> {
    match kind {
        OperationType::Mutation if method == Method::GET => {
            let fault = Fault::new(StatusCode::METHOD_NOT_ALLOWED, "send a mutation by POST");
            Err(Refused::Method(fault.with_header(header::ALLOW, "POST")))
        }
        OperationType::Subscription => {
            let message = "a subscription is not answered by a plain request";
            Err(request_error(ErrorCode::BadRequest, message, None).into())
        }
        OperationType::Query | OperationType::Mutation => Ok(()),
    }
}

fn check_cost(price: u64, limit: u64) -> Result<(), ServerError> {
    if price <= limit {
        return Ok(());
    }
    let message = format!(
        "the request costs {price}; the limit is {limit}: ask for fewer rows by `first`, or for fewer lists inside lists"
    );
    Err(request_error(ErrorCode::QueryTooComplex, message, None))
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
        Err(_) => {
            let seconds = api.limits.time.as_secs_f32();
            let message = format!("the answer takes longer than {seconds} s; ask for less at once");
            Err(request_error(ErrorCode::Timeout, message, None))
        }
    }
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
