//! From the parameters of a request to an operation that may be run: who asks is judged before what is asked.

use std::sync::Arc;

use actix_web::http::{StatusCode, header};
use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, OperationDefinition, OperationType,
};
use async_graphql::{Request, ServerError};
use fair_queue::CallerKey;

use super::caller::Caller;
use super::client::Client;
use super::gate::Class;
use super::request::{Fault, Params};
use super::{Api, errors, omitted, root, variables};
use crate::error_code::{ErrorCode, request_error};
use crate::limits::cost::{self, Cost};

/// Through what a request came: which kinds of operation are answered there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Door {
    /// A mutation needs another method.
    pub(super) get: bool,
    /// A subscription can be answered.
    pub(super) streams: bool,
}

/// An operation that may be run, within all limits.
pub(super) struct Operation {
    pub(super) kind: OperationType,
    pub(super) name: Option<String>,
    pub(super) document: Arc<ExecutableDocument>,
    pub(super) request: Request,
    /// What it costs, for those who want to know.
    pub(super) price: Option<u64>,
    /// What it mostly takes, and whose share of that.
    pub(super) class: Class,
    pub(super) caller: CallerKey,
}

/// Why an operation is not run.
#[derive(Debug)]
pub(super) enum Refused {
    Request(Box<ServerError>),
    /// Whatever media type the client accepts.
    Fault(Fault),
}

impl From<ServerError> for Refused {
    fn from(error: ServerError) -> Self {
        Self::Request(Box::new(error))
    }
}

/// Chooses the operation, asks whether the client may run it, and judges it.
pub(super) fn prepare<E>(
    api: &Api<E>,
    client: &Client,
    door: Door,
    params: Params,
) -> Result<Operation, Refused> {
    if params.extensions.contains_key("persistedQuery") {
        // Clients look for these very words.
        let message = "PersistedQueryNotSupported";
        return Err(request_error(ErrorCode::PersistedQueryNotSupported, message, None).into());
    }
    let parsed = api.documents.parse(&params.query)?;
    let document = parsed.document();
    let (name, operation) = select(document, params.operation_name.as_deref())?;
    check_kind(operation.ty, door)?;
    admit(api, &client.caller, document, operation)?;
    api.documents.judge(&params.query, &parsed)?;
    variables::check(operation, &params.variables)?;
    let price = cost::cost(document, operation, &params.variables, &api.rows.load());
    check_cost(price.total, api.limits.cost)?;
    let complete = omitted::leave_out(document, operation, &params.variables);
    let (kind, name) = (operation.ty, name.map(str::to_owned));
    let mut request = Request::new(params.query).variables(params.variables);
    request.operation_name = params.operation_name;
    request.extensions = params.extensions;
    request.set_parsed_query(complete);
    let request = client.attach(api, request);
    let (class, caller) = (class(kind, &price, api.limits.cost), client.key(api));
    let price = client.wants_cost.then_some(price.total);
    Ok(Operation { kind, name, document: parsed.into_document(), request, price, class, caller })
}

/// Who asks is judged before what is asked: neither variables nor the rest of the document are looked at.
fn admit<E>(
    api: &Api<E>,
    caller: &Caller,
    document: &ExecutableDocument,
    operation: &OperationDefinition,
) -> Result<(), ServerError> {
    if operation.ty == OperationType::Mutation && caller.actor().is_none() {
        let message = "a mutation needs a credential: send `authorization: Bearer …`";
        return Err(request_error(ErrorCode::Unauthenticated, message, None));
    }
    let fields = root::fields(document, operation);
    let names: Vec<&str> = fields.iter().map(|field| field.node.name.node.as_str()).collect();
    (api.admit)(caller, operation.ty, &names)?;
    match operation.ty {
        OperationType::Subscription => root::check_subscription(operation, &fields),
        OperationType::Query | OperationType::Mutation => Ok(()),
    }
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

/// A read whose cost is more than this part of the limit is a heavy one, whatever it asks: its answer is large.
const LARGE: u64 = 10;

fn class(kind: OperationType, price: &Cost, limit: u64) -> Class {
    let heavy = price.heavy || price.total > limit / LARGE;
    match kind {
        OperationType::Mutation => Class::Change,
        OperationType::Query | OperationType::Subscription if heavy => Class::Heavy,
        OperationType::Query | OperationType::Subscription => Class::Read,
    }
}

fn check_kind(kind: OperationType, door: Door) -> Result<(), Refused> {
    match kind {
        OperationType::Mutation if door.get => {
            let fault = Fault::new(StatusCode::METHOD_NOT_ALLOWED, "send a mutation by POST");
            Err(Refused::Fault(fault.with_header(header::ALLOW, "POST")))
        }
        OperationType::Subscription if !door.streams => {
            let message = "a subscription is not answered by a plain request: send it with \
                `accept: text/event-stream`, or over a WebSocket with the subprotocol graphql-transport-ws";
            Err(request_error(ErrorCode::BadRequest, message, None).into())
        }
        OperationType::Query | OperationType::Mutation | OperationType::Subscription => Ok(()),
    }
}

fn check_cost(price: u64, limit: u64) -> Result<(), ServerError> {
    if price <= limit {
        return Ok(());
    }
    let message = format!(
        "the request costs {price}; the limit is {limit}: ask for fewer rows with `first`, for fewer lists inside lists, or for fewer counts, searches and reports at once"
    );
    Err(request_error(ErrorCode::QueryTooComplex, message, None))
}
