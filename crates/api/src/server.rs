//! Puts the register behind HTTP: the engine, the limits, the moment of each request, GraphiQL beside it.

use futures_util::FutureExt;

use crate::clock;
use crate::graphiql;
use crate::graphql::context::{Now, Register};
use crate::graphql::{self, Schema};
use crate::http::Api;
use crate::limits::Limits;

/// The API of a register, as `shahrak serve` answers it.
pub fn api(register: Register, limits: Limits) -> Api<Schema> {
    let snapshot = register.snapshot.clone();
    let schema = graphql::schema(register, &limits);
    Api::new(schema, limits, graphql::sdl())
        .attach(|request, _| request.data(Now(clock::now())))
        .ready(move || {
            let snapshot = snapshot.clone();
            async move { snapshot.fresh().await.map(drop).map_err(|error| error.to_string()) }.boxed()
        })
        .routes(graphiql::configure)
}
