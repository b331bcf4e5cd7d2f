//! Puts the register behind HTTP: the engine, the limits, who asks, the moment of each request, GraphiQL beside it.

use std::sync::Arc;

use futures_util::FutureExt;

use shahrak_domain::actor::Actor;
use shahrak_persistence::db::Db;
use shahrak_persistence::error::Error;
use shahrak_persistence::ledger::moments;
use shahrak_persistence::reference_cache::ReferenceCache;

use crate::auth::oidc::Oidc;
use crate::auth::{Authenticator, CredentialError};
use crate::clock;
use crate::graphiql;
use crate::graphql::mutation_policy;
use crate::graphql::support::context::{Now, Register};
use crate::graphql::{self, Schema};
use crate::http::{Api, Refusal};
use crate::imports::Imports;
use crate::limits::Limits;

/// The API of a register, as `shahrak serve` answers it: to the owners of its personal tokens, and to the users of a
/// provider if there is one.
pub fn api(register: Register, limits: Limits, oidc: Option<Oidc>) -> Api<Schema> {
    let authenticator = Authenticator::new(register.db.clone(), oidc);
    let (snapshot, db) = (register.snapshot.clone(), register.db.clone());
    let schema = graphql::schema(register, &limits);
    Api::new(schema, limits, graphql::sdl())
        .inputs(graphql::inputs())
        .attach(|request, _| request.data(Now::at(clock::now())))
        .authenticate(move |bearer| {
            let authenticator = authenticator.clone();
            async move { identify(&authenticator, bearer).await }.boxed()
        })
        .admit(mutation_policy::authorize)
        .ready(move || {
            let (snapshot, db) = (snapshot.clone(), db.clone());
            async move { readiness(&snapshot, &db).await.map_err(|error| error.to_string()) }.boxed()
        })
        .routes(graphiql::configure)
}

/// Finds out whether requests can be answered, and what the operator has to know.
async fn readiness(snapshot: &ReferenceCache, db: &Db) -> Result<Vec<String>, Error> {
    snapshot.fresh().await?;
    moments::advance(db).await?;
    let set_back = moments::set_back(db).map(|by| {
        let seconds = by.as_secs_f32();
        format!(
            "the database's clock was set back by {seconds:.1} s; moments of recording follow the register's clock until it \
             has caught up"
        )
    });
    Ok(set_back.into_iter().collect())
}

/// The same with imports over HTTP.
pub fn with_imports(api: Api<Schema>, imports: Imports) -> Api<Schema> {
    api.routes(move |cfg| {
        graphiql::configure(cfg);
        imports.configure(cfg);
    })
}

async fn identify(
    authenticator: &Authenticator,
    bearer: Option<String>,
) -> Result<Option<Arc<Actor>>, Refusal> {
    let Some(bearer) = bearer else { return Ok(None) };
    authenticator.actor(&bearer, clock::now()).await.map(Some).map_err(|error| match error {
        CredentialError::Refused(words) => Refusal::Invalid(words),
        CredentialError::Unavailable(words) => Refusal::Unavailable(words),
    })
}
