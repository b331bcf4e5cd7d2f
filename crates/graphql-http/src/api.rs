//! The configuration of the server: the schema, the limits, and the functions that the schema's owner provides.

use std::sync::Arc;

use actix_web::web;
use async_graphql::parser::types::{ExecutableDocument, OperationDefinition, OperationType};
use async_graphql::{Executor, Request, ServerError, Variables};
use fair_queue::CallerKey;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tokio::sync::watch;

use shahrak_domain::actor::Actor;

use crate::caller::{AuthError, Caller};
use crate::caller_key::Proxies;
use crate::concurrency::Concurrency;
use crate::cost::Cost;
use crate::health::Readiness;
use crate::keepalive::KeepAlive;
use crate::limits::{DocumentCache, InputTypes, Limits};
use crate::persisted::{PersistedDocuments, TrustedDocuments};
use crate::places::Places;
use crate::rate::RateLimits;

type Attach = dyn Fn(Request, CallerKey) -> Request + Send + Sync;
type Authenticate =
    dyn Fn(Option<String>) -> BoxFuture<'static, Result<Option<Arc<Actor>>, AuthError>> + Send + Sync;
type Authorize = dyn Fn(&Caller, OperationType, &[&str]) -> Result<(), ServerError> + Send + Sync;
type Price = dyn Fn(&ExecutableDocument, &OperationDefinition, &Variables) -> Cost + Send + Sync;
type Ready = dyn Fn() -> BoxFuture<'static, Readiness> + Send + Sync;
type Routes = dyn Fn(&mut web::ServiceConfig) + Send + Sync;

/// A GraphQL API: a schema and everything that decides how its requests are answered.
pub struct Api<E> {
    pub(crate) executor: E,
    pub(crate) limits: Limits,
    pub(crate) sdl: String,
    pub(crate) origins: Vec<String>,
    pub(crate) attach: Box<Attach>,
    pub(crate) authenticate: Box<Authenticate>,
    pub(crate) authorize: Box<Authorize>,
    pub(crate) cost: Box<Price>,
    pub(crate) require_auth: bool,
    pub(crate) ready: Box<Ready>,
    pub(crate) routes: Box<Routes>,
    pub(crate) documents: DocumentCache,
    pub(crate) persisted: PersistedDocuments,
    pub(crate) introspection: bool,
    pub(crate) concurrency: Concurrency,
    pub(crate) rates: RateLimits,
    pub(crate) proxies: Arc<Proxies>,
    /// Connections that are open for subscriptions.
    pub(crate) subscribers: Arc<Places>,
    /// WebSockets that are not initialised yet.
    pub(crate) uninitialised: Arc<Places>,
    pub(crate) keepalive: KeepAlive,
    /// Becomes `true` when the server begins to stop.
    pub(crate) stopping: watch::Sender<bool>,
}

impl<E: Executor> Api<E> {
    /// An API that answers with `executor` within `limits`, and serves `sdl` at `/schema.graphql`.
    pub fn new(executor: E, limits: Limits, sdl: String) -> Self {
        Self {
            documents: DocumentCache::new(&limits),
            persisted: PersistedDocuments::new(limits.document_cache_bytes / 4),
            introspection: true,
            concurrency: Concurrency::new(&limits),
            rates: RateLimits::new(&limits),
            proxies: Arc::default(),
            subscribers: Places::new(limits.subscribers as usize, limits.subscribers_per_client as usize),
            uninitialised: Places::new(limits.uninitialised as usize, limits.uninitialised as usize),
            executor,
            limits,
            sdl,
            origins: Vec::new(),
            attach: Box::new(|request, _| request),
            authenticate: Box::new(|_| async { Ok(None) }.boxed()),
            authorize: Box::new(|_, _, _| Ok(())),
            cost: Box::new(|_, _, _| Cost::default()),
            require_auth: false,
            ready: Box::new(|| async { Readiness::Ready(Vec::new()) }.boxed()),
            routes: Box::new(|_| {}),
            keepalive: KeepAlive::default(),
            stopping: watch::Sender::new(false),
        }
    }

    /// The origins whose pages may call the API from a browser; `*` for all. By default, none may.
    #[must_use]
    pub fn origins(self, origins: Vec<String>) -> Self {
        Self { origins, ..self }
    }

    /// Adds data to each request before it runs, besides [`Caller`], [`Language`](shahrak_messages::Language) and
    /// [`RequestId`](crate::RequestId). The key identifies the caller in fair queues.
    #[must_use]
    pub fn attach(self, attach: impl Fn(Request, CallerKey) -> Request + Send + Sync + 'static) -> Self {
        let attach = Box::new(attach);
        Self { attach, ..self }
    }

    /// Finds the actor with a bearer credential. It is called for every request, with `None` if there is no credential, and
    /// for subscriptions again every minute. By default, every caller is a citizen.
    #[must_use]
    pub fn authenticate(
        self,
        authenticate: impl Fn(Option<String>) -> BoxFuture<'static, Result<Option<Arc<Actor>>, AuthError>>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        let authenticate = Box::new(authenticate);
        Self { authenticate, ..self }
    }

    /// Checks that a caller may run an operation with these root fields. It is called as soon as the operation is chosen,
    /// before variables and the rest of the document are checked.
    #[must_use]
    pub fn authorize(
        self,
        authorize: impl Fn(&Caller, OperationType, &[&str]) -> Result<(), ServerError> + Send + Sync + 'static,
    ) -> Self {
        let authorize = Box::new(authorize);
        Self { authorize, ..self }
    }

    /// Computes the cost of an operation, which [`Limits::cost`] bounds. The document is checked already: its fragments do
    /// not spread themselves. By default, everything is free.
    #[must_use]
    pub fn cost(
        self,
        cost: impl Fn(&ExecutableDocument, &OperationDefinition, &Variables) -> Cost + Send + Sync + 'static,
    ) -> Self {
        let cost = Box::new(cost);
        Self { cost, ..self }
    }

    /// The proxies that pass on the address of the client; by default, the address of the connection counts. All callers
    /// without a credential at one address share the server as one caller.
    #[must_use]
    pub fn proxies(self, proxies: Proxies) -> Self {
        Self { proxies: Arc::new(proxies), ..self }
    }

    /// The input types of the schema, for the checks that the engine omits.
    #[must_use]
    pub fn inputs(self, inputs: Arc<InputTypes>) -> Self {
        Self { documents: self.documents.inputs(inputs), ..self }
    }

    /// Documents that clients may name by their ids. With `only`, clients can run no others.
    #[must_use]
    pub fn trusted(self, trusted: TrustedDocuments, only: bool) -> Self {
        Self { persisted: self.persisted.trusting(trusted, only), ..self }
    }

    /// Whether clients may learn the schema: by introspection, at `/schema.graphql`, and from errors.
    #[must_use]
    pub fn introspection(self, introspection: bool) -> Self {
        Self { introspection, ..self }
    }

    /// Whether GraphQL needs a credential, introspection included.
    #[must_use]
    pub fn require_auth(self, require_auth: bool) -> Self {
        Self { require_auth, ..self }
    }

    /// Checks whether requests can be answered now. `/readyz` shows the answer.
    #[must_use]
    pub fn ready(self, ready: impl Fn() -> BoxFuture<'static, Readiness> + Send + Sync + 'static) -> Self {
        let ready = Box::new(ready);
        Self { ready, ..self }
    }

    /// More routes, besides those of this crate.
    #[must_use]
    pub fn routes(self, routes: impl Fn(&mut web::ServiceConfig) + Send + Sync + 'static) -> Self {
        let before = self.routes;
        let routes = Box::new(move |cfg: &mut web::ServiceConfig| {
            before(cfg);
            routes(cfg);
        });
        Self { routes, ..self }
    }
}
