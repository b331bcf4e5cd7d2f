//! Turns the parameters of a request into an operation that may run. Permission is checked before content.

use std::sync::Arc;

use actix_web::HttpMessage;
use actix_web::http::{StatusCode, header};
use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, OperationDefinition, OperationType,
};
use async_graphql::{Request, ServerError};
use fair_queue::CallerKey;
use shahrak_messages::message;

use crate::api::Api;
use crate::caller::Caller;
use crate::client::Client;
use crate::concurrency::{Demand, Workload};
use crate::cost::Cost;
use crate::document::Walk;
use crate::error_code::{ErrorCode, request_error};
use crate::http_error::HttpError;
use crate::rate::Charged;
use crate::request::Params;
use crate::{measure, normalize_errors, root_fields, unset_variables, variables};

/// What the transport of a request allows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Transport {
    /// Mutations are allowed: the method is not GET.
    pub(crate) mutations: bool,
    /// Subscriptions are allowed: there can be several responses.
    pub(crate) subscriptions: bool,
}

/// An operation that may run, within all limits.
pub(crate) struct PreparedOperation {
    pub(crate) kind: OperationType,
    pub(crate) name: Option<String>,
    pub(crate) document: Arc<ExecutableDocument>,
    pub(crate) request: Request,
    /// The cost and the budget, if the client asks for them.
    pub(crate) report: Option<CostReport>,
    pub(crate) demand: Demand,
}

/// What a client learns of its costs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CostReport {
    pub(crate) cost: u64,
    /// The budget of the caller after the request; none if it has no limit.
    pub(crate) budget: Option<Charged>,
}

/// Why an operation does not run.
#[derive(Debug)]
pub(crate) enum PrepareError {
    /// An error of the GraphQL request.
    Request(Box<ServerError>),
    /// An error of HTTP.
    Http(HttpError),
}

impl From<ServerError> for PrepareError {
    fn from(error: ServerError) -> Self {
        Self::Request(Box::new(error))
    }
}

/// Chooses the operation, authorises it, and checks it against the limits.
pub(crate) fn prepare<E>(
    api: &Api<E>,
    client: &Client,
    transport: Transport,
    params: Params,
) -> Result<PreparedOperation, PrepareError> {
    let prepared = try_to_prepare(api, client, transport, params);
    prepared.map_err(|mut error| {
        if let PrepareError::Request(error) = &mut error {
            measure::rejected(ErrorCode::of(error));
            if !api.introspection {
                normalize_errors::conceal(error);
            }
        }
        error
    })
}

fn try_to_prepare<E>(
    api: &Api<E>,
    client: &Client,
    transport: Transport,
    mut params: Params,
) -> Result<PreparedOperation, PrepareError> {
    let of_server = params.of_server;
    let to_keep = api.persisted.resolve(&mut params)?;
    let parsed = api.documents.parse(&params.query)?;
    let document = parsed.document();
    let (name, operation) = select(document, params.operation_name.as_deref())?;
    check_transport(operation.ty, transport)?;
    authorize(api, &client.caller, document, operation)?;
    api.documents.check(&params.query, &parsed)?;
    if !api.introspection && !of_server {
        check_introspection(document)?;
    }
    variables::check(operation, &params.variables)?;
    let cost = (api.cost)(document, operation, &params.variables);
    check_cost(cost.total, api.limits.cost)?;
    let (caller, anonymous) = (client.key(api), client.caller.actor().is_none());
    let budget = charge(api, client, &caller, cost.total)?;
    measure::accepted(operation.ty, cost.total);
    api.persisted.keep(to_keep, &params.query);
    let complete = unset_variables::remove(document, operation, &params.variables);
    let (kind, name) = (operation.ty, name.map(str::to_owned));
    let mut request = Request::new(params.query).variables(params.variables);
    request.operation_name = params.operation_name;
    request.extensions = params.extensions;
    request.set_parsed_query(complete);
    Ok(PreparedOperation {
        kind,
        name,
        document: parsed.into_document(),
        request: client.attach(api, request),
        report: client.wants_cost.then_some(CostReport { cost: cost.total, budget }),
        demand: Demand {
            caller,
            anonymous,
            workload: workload(kind, cost, api.limits.cost),
            cost: cost.total,
        },
    })
}

/// Checks the permission of the caller, before the variables and the rest of the document are read.
fn authorize<E>(
    api: &Api<E>,
    caller: &Caller,
    document: &ExecutableDocument,
    operation: &OperationDefinition,
) -> Result<(), ServerError> {
    if operation.ty == OperationType::Mutation && caller.actor().is_none() {
        return Err(request_error(ErrorCode::Unauthenticated, message!("mutation-without-credential"), None));
    }
    let fields: Vec<_> = Walk::operation(document, operation).root().fields().collect();
    let names: Vec<&str> = fields.iter().map(|field| field.node.name.node.as_str()).collect();
    (api.authorize)(caller, operation.ty, &names)?;
    match operation.ty {
        OperationType::Subscription => root_fields::check_subscription(operation, &fields),
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
            .ok_or_else(|| unresolved(message!("document-without-operation"))),
        (operations, None) => {
            let count = operations.iter().count();
            Err(unresolved(message!("operation-not-named", count)))
        }
        (_, Some(name)) => Err(unresolved(message!("operation-unknown", name))),
    }
}

/// A read is heavy if its cost exceeds this fraction of the limit, because its answer is large.
const LARGE: u64 = 10;

fn workload(kind: OperationType, cost: Cost, limit: u64) -> Workload {
    let heavy = cost.heavy || cost.total > limit / LARGE;
    match kind {
        OperationType::Mutation => Workload::Change,
        OperationType::Query | OperationType::Subscription if heavy => Workload::Heavy,
        OperationType::Query | OperationType::Subscription => Workload::Read,
    }
}

fn check_transport(kind: OperationType, transport: Transport) -> Result<(), PrepareError> {
    match kind {
        OperationType::Mutation if !transport.mutations => {
            let error = HttpError::new(StatusCode::METHOD_NOT_ALLOWED, message!("mutation-by-post"));
            Err(PrepareError::Http(error.with_header(header::ALLOW, "POST")))
        }
        OperationType::Subscription if !transport.subscriptions => {
            let message = message!("subscription-by-plain-request");
            Err(request_error(ErrorCode::BadRequest, message, None).into())
        }
        OperationType::Query | OperationType::Mutation | OperationType::Subscription => Ok(()),
    }
}

/// Refuses fields that show the schema.
fn check_introspection(document: &ExecutableDocument) -> Result<(), ServerError> {
    let mut fields = Walk::document(document).fields();
    match fields.find(|field| matches!(field.node.name.node.as_str(), "__schema" | "__type")) {
        Some(field) => {
            Err(request_error(ErrorCode::Forbidden, message!("introspection-closed"), Some(field.pos)))
        }
        None => Ok(()),
    }
}

/// Charges the budget of the caller, and leaves what remains of it for the headers of the response.
fn charge<E>(
    api: &Api<E>,
    client: &Client,
    caller: &CallerKey,
    cost: u64,
) -> Result<Option<Charged>, ServerError> {
    let (budget, paid) = api.rates.charge(caller, client.caller.actor().is_none(), cost);
    if let Some(budget) = budget {
        client.http().extensions_mut().insert(budget);
    }
    paid.map(|()| budget)
}

fn check_cost(cost: u64, limit: u64) -> Result<(), ServerError> {
    if cost <= limit {
        return Ok(());
    }
    Err(request_error(ErrorCode::QueryTooComplex, message!("cost-over-limit", cost, limit), None))
}
