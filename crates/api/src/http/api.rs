//! All that the HTTP server answers from, and how it is put together.

use std::sync::Arc;

use actix_web::http::header::HeaderName;
use actix_web::{HttpRequest, web};
use async_graphql::parser::types::OperationType;
use async_graphql::{Executor, Request, ServerError};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tokio::sync::{Semaphore, watch};

use shahrak_domain::actor::Actor;

use super::caller::{Caller, Refusal};
use super::gate::Gate;
use super::rhythm::Rhythm;
use crate::limits::Limits;
use crate::limits::enums::InputTypes;
use crate::limits::prepared::Documents;
use crate::limits::rows::KnownRows;

type Admit = dyn Fn(&Caller, OperationType, &[&str]) -> Result<(), ServerError> + Send + Sync;
type Attach = dyn Fn(Request, &HttpRequest) -> Request + Send + Sync;
type Authenticate =
    dyn Fn(Option<String>) -> BoxFuture<'static, Result<Option<Arc<Actor>>, Refusal>> + Send + Sync;
type Ready = dyn Fn() -> BoxFuture<'static, Result<Vec<String>, String>> + Send + Sync;
type Routes = dyn Fn(&mut web::ServiceConfig) + Send + Sync;

/// All that the HTTP server answers from: the engine with its schema, the limits, and what others add.
pub struct Api<E> {
    pub(super) executor: E,
    pub(super) limits: Limits,
    pub(super) sdl: String,
    pub(super) origins: Vec<String>,
    pub(super) attach: Box<Attach>,
    pub(super) authenticate: Box<Authenticate>,
    pub(super) admit: Box<Admit>,
    pub(super) require_auth: bool,
    pub(super) ready: Box<Ready>,
    pub(super) routes: Box<Routes>,
    pub(super) documents: Documents,
    /// Requests and events that are being answered, and those that wait.
    pub(super) gate: Gate,
    /// By which counts and searches are priced.
    pub(super) rows: KnownRows,
    /// The header in which a proxy says where a request comes from.
    pub(super) address_header: Option<HeaderName>,
    /// Connections that are held open for subscriptions.
    pub(super) subscribers: Arc<Semaphore>,
    pub(super) rhythm: Rhythm,
    /// Whether the server is on its way down.
    pub(super) stopping: watch::Sender<bool>,
}

impl<E: Executor> Api<E> {
    /// An API that answers by `executor` within `limits`; `sdl` is served at `/schema.graphql`.
    pub fn new(executor: E, limits: Limits, sdl: String) -> Self {
        Self {
            documents: Documents::new(&limits),
            gate: Gate::new(&limits),
            rows: KnownRows::default(),
            address_header: None,
            subscribers: Arc::new(Semaphore::new(limits.subscribers as usize)),
            executor,
            limits,
            sdl,
            origins: Vec::new(),
            attach: Box::new(|request, _| request),
            authenticate: Box::new(|_| async { Ok(None) }.boxed()),
            admit: Box::new(|_, _, _| Ok(())),
            require_auth: false,
            ready: Box::new(|| async { Ok(Vec::new()) }.boxed()),
            routes: Box::new(|_| {}),
            rhythm: Rhythm::default(),
            stopping: watch::Sender::new(false),
        }
    }

    /// The origins whose pages may call from a browser; `*` for all. Without any, none may.
    #[must_use]
    pub fn origins(self, origins: Vec<String>) -> Self {
        Self { origins, ..self }
    }

    /// What is added to each request before it is run, besides [`Caller`], [`Locale`](super::Locale) and
    /// [`RequestId`](super::RequestId). The HTTP request of a WebSocket is the one that opened it.
    #[must_use]
    pub fn attach(self, attach: impl Fn(Request, &HttpRequest) -> Request + Send + Sync + 'static) -> Self {
        let attach = Box::new(attach);
        Self { attach, ..self }
    }

    /// Who shows this bearer credential. It is asked for every request, with `None` where there is no credential; for
    /// a subscription again each minute. Without it nobody is anybody.
    #[must_use]
    pub fn authenticate(
        self,
        authenticate: impl Fn(Option<String>) -> BoxFuture<'static, Result<Option<Arc<Actor>>, Refusal>>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        let authenticate = Box::new(authenticate);
        Self { authenticate, ..self }
    }

    /// Whether this caller may run an operation with these root fields. It is asked as soon as the operation is
    /// chosen: nothing is known yet of its variables, nor whether it fits the schema.
    #[must_use]
    pub fn admit(
        self,
        admit: impl Fn(&Caller, OperationType, &[&str]) -> Result<(), ServerError> + Send + Sync + 'static,
    ) -> Self {
        let admit = Box::new(admit);
        Self { admit, ..self }
    }

    /// The header in which a proxy in front says where a request comes from; without one it is the peer's address. Those
    /// without a credential who come from one address have one share of the server together.
    #[must_use]
    pub fn address_header(self, address_header: Option<HeaderName>) -> Self {
        Self { address_header, ..self }
    }

    /// How many rows the register has, by which counts and searches are priced.
    #[must_use]
    pub fn rows(self, rows: KnownRows) -> Self {
        Self { rows, ..self }
    }

    /// The types of the inputs of the schema, by which documents are checked where the engine is lenient.
    #[must_use]
    pub fn inputs(self, inputs: Arc<InputTypes>) -> Self {
        Self { documents: self.documents.inputs(inputs), ..self }
    }

    /// Whether GraphQL is for those with a credential alone, introspection included.
    #[must_use]
    pub fn require_auth(self, require_auth: bool) -> Self {
        Self { require_auth, ..self }
    }

    /// Whether requests can be answered now, with warnings for the operator; these, or the reason where not, are shown at
    /// `/readyz`.
    #[must_use]
    pub fn ready(
        self,
        ready: impl Fn() -> BoxFuture<'static, Result<Vec<String>, String>> + Send + Sync + 'static,
    ) -> Self {
        let ready = Box::new(ready);
        Self { ready, ..self }
    }

    /// Routes besides those of this module.
    #[must_use]
    pub fn routes(self, routes: impl Fn(&mut web::ServiceConfig) + Send + Sync + 'static) -> Self {
        let routes = Box::new(routes);
        Self { routes, ..self }
    }
}
