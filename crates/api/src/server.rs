//! Connects the register to the transport: schema, limits, credentials, prices, the time of each request, GraphiQL.

use std::sync::Arc;

use actix_web::web;
use futures_util::FutureExt;
use graphql_http::limits::Limits;
use graphql_http::{Api, AuthError, Readiness, clock};

use shahrak_domain::actor::Actor;
use shahrak_domain::moment::Moment;
use shahrak_messages::{Argument, Explain, Message, message};
use shahrak_persistence::db::Db;
use shahrak_persistence::error::Error;
use shahrak_persistence::ledger::moments;
use shahrak_persistence::reference_cache::ReferenceCache;

use crate::auth::oidc::Oidc;
use crate::auth::{Authenticator, CredentialError};
use crate::changes::Changes;
use crate::cost::{self, rows::KnownRows};
use crate::dashboard::{self, Charts, SignIn};
use crate::exports::Exports;
use crate::graphiql;
use crate::graphql::common::context::{Now, Register};
use crate::graphql::{self, Schema, mutation_policy};
use crate::imports::Imports;
use crate::open_data::OpenData;
use crate::request_db::RequestDb;
use crate::templates;

/// The API of a register, with the present moment as the time of each request. Personal tokens authenticate callers, and
/// so do the tokens of a provider if there is one.
pub fn api(register: Register, limits: Limits, oidc: Option<Oidc>, rows: KnownRows) -> Api<Schema> {
    api_at(register, limits, oidc, rows, clock::now)
}

/// The same with another clock.
pub fn api_at(
    register: Register,
    limits: Limits,
    oidc: Option<Oidc>,
    rows: KnownRows,
    now: impl Fn() -> Moment + Send + Sync + 'static,
) -> Api<Schema> {
    let sign_in = SignIn::with(oidc.as_ref());
    let authenticator = Authenticator::new(register.db.clone(), oidc);
    let (snapshot, db) = (register.snapshot.clone(), register.db.clone());
    let changes = Changes::new(register.db.clone());
    let charts = web::Data::new(Charts::new(register.clone()));
    let now: Arc<dyn Fn() -> Moment + Send + Sync> = Arc::new(now);
    let open_data = OpenData::new(register.clone(), Arc::clone(&now));
    let schema = graphql::schema(register, &limits);
    Api::new(schema, limits, graphql::sdl())
        .inputs(graphql::inputs())
        .attach(move |request, key| request.data(Now::at(now())).data(RequestDb::new(key)))
        .authenticate(move |bearer| {
            let authenticator = authenticator.clone();
            async move { identify(&authenticator, bearer).await }.boxed()
        })
        .authorize(mutation_policy::authorize)
        .cost(move |document, operation, variables| cost::cost(document, operation, variables, &rows.load()))
        .ready(move || {
            let (snapshot, db) = (snapshot.clone(), db.clone());
            async move { state(&snapshot, &db).await }.boxed()
        })
        // Before the pages for everybody, whose addresses include those of officers.
        .routes(move |cfg| sign_in.configure(cfg))
        .routes(move |cfg| {
            cfg.app_data(charts.clone()).configure(dashboard::configure);
        })
        .routes(graphiql::configure)
        .routes(templates::configure)
        .routes(move |cfg| changes.configure(cfg))
        .routes(move |cfg| open_data.configure(cfg))
}

/// Whether requests can be answered and changes recorded, with warnings for the operator.
async fn state(snapshot: &ReferenceCache, db: &Db) -> Readiness {
    let warnings = match readiness(snapshot, db).await {
        Ok(warnings) => warnings,
        Err(error) => return Readiness::Unavailable(error.message()),
    };
    match db.health().unchangeable() {
        Some(reason) => Readiness::ReadOnly { reason: reason.message(), warnings },
        None => Readiness::Ready(warnings),
    }
}

/// Checks that requests can be answered, and returns warnings for the operator.
pub(crate) async fn readiness(snapshot: &ReferenceCache, db: &Db) -> Result<Vec<Message>, Error> {
    snapshot.fresh().await?;
    moments::advance(db).await?;
    let set_back = moments::set_back(db).map(|by| {
        let seconds = Argument::number(format!("{:.1}", by.as_secs_f32()));
        message!("database-clock-set-back", seconds)
    });
    Ok(set_back.into_iter().collect())
}

/// Adds imports over HTTP.
pub fn with_imports(api: Api<Schema>, imports: Imports) -> Api<Schema> {
    api.routes(move |cfg| imports.configure(cfg))
}

/// Adds exports over HTTP.
pub fn with_exports(api: Api<Schema>, exports: Exports) -> Api<Schema> {
    api.routes(move |cfg| exports.configure(cfg))
}

async fn identify(
    authenticator: &Authenticator,
    bearer: Option<String>,
) -> Result<Option<Arc<Actor>>, AuthError> {
    let Some(bearer) = bearer else { return Ok(None) };
    authenticator.actor(&bearer, clock::now()).await.map(Some).map_err(|error| match error {
        CredentialError::Invalid(message) => AuthError::Invalid(message),
        CredentialError::Unavailable(message) => AuthError::Unavailable(message),
    })
}
