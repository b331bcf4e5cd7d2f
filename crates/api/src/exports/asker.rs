//! Who asks for an export, as the filters of the schema know it.

use std::sync::Arc;

use async_graphql::Result;
use graphql_http::Caller;

use shahrak_domain::act::Act;
use shahrak_domain::actor::Actor;
use shahrak_domain::moment::Moment;
use shahrak_messages::Language;
use shahrak_persistence::db::Db;
use shahrak_persistence::reference_cache::Reference;

use crate::graphql::common::context::{ContextExt, Register, failure};

/// The context of a request for an export.
pub(crate) struct Asker {
    pub(crate) register: Register,
    /// The database, on behalf of the request.
    pub(crate) db: Db,
    pub(crate) now: Moment,
    pub(crate) caller: Caller,
    pub(crate) language: Language,
}

impl ContextExt for Asker {
    fn register(&self) -> Result<&Register> {
        Ok(&self.register)
    }

    fn db(&self) -> Result<&Db> {
        Ok(&self.db)
    }

    fn now(&self) -> Result<Moment> {
        Ok(self.now)
    }

    fn renew(&self) -> Result<()> {
        Ok(())
    }

    async fn reference_at_least(&self, version: i64) -> Result<Arc<Reference>> {
        self.register.snapshot.at_least(version).await.map_err(failure)
    }

    fn actor(&self) -> Option<&Arc<Actor>> {
        self.caller.actor()
    }

    fn language(&self) -> Language {
        self.language
    }

    fn act(&self) -> Result<Act> {
        Err("an export changes nothing".into())
    }
}
