//! Personal tokens, for administrators.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result};

use shahrak_domain::policy::Action;
use shahrak_persistence::page::Order;
use shahrak_persistence::reference_cache::Reference;
use shahrak_persistence::token::{self as stored, TokenId};

use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::common::enums::Role;
use crate::graphql::common::global_id::{self, NodeKind};
use crate::graphql::common::page::{Connection, PageArgs, connection};
use crate::graphql::common::scalar::DateTime;
use crate::graphql::common::total_count::TotalCount;
use crate::graphql::province::Province;

mod mutation;

pub use mutation::TokenMutation;

/// The name of the order in cursors.
const BY_ID: &str = "token.id";

/// The queries of tokens.
#[derive(Default)]
pub struct TokenQuery;

#[Object]
impl TokenQuery {
    /// Personal tokens, including expired and revoked ones, the latest first. Only administrators may read them.
    async fn tokens(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Returns the first *n* items (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last *n* items (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Connection<AccessToken>> {
        ctx.authorized(Action::Administer)?;
        let order = Order { descending: true, ..stored::BY_ID };
        let page = PageArgs { first, after, last, before }.request(BY_ID, &order)?;
        let page = stored::list(ctx.db()?, &order, &page).await.map_err(failure)?;
        let total = TotalCount::new(|db| async move { stored::count(&db).await.map_err(failure) });
        let reference = ctx.reference()?;
        Ok(connection(BY_ID, page, total, |row| AccessToken {
            row: Arc::new(row),
            reference: reference.clone(),
        }))
    }
}

/// A token, and the reference data that names its provinces.
#[derive(Clone)]
pub struct AccessToken {
    row: Arc<stored::Token>,
    reference: Arc<Reference>,
}

/// A personal token: the credential of a person or a system. The register stores only its hash.
#[Object]
impl AccessToken {
    /// Global id. Only administrators can look it up.
    pub(crate) async fn id(&self) -> ID {
        global_id::encode(NodeKind::Token, self.row.id)
    }

    /// Name of the person or system that owns the token. Names are not unique.
    async fn name(&self) -> &str {
        &self.row.grant.name
    }

    /// The organisation for which the owner acts; null if none is given.
    async fn organisation(&self) -> Option<&str> {
        self.row.grant.organisation.as_deref()
    }

    /// The role of the token.
    async fn role(&self) -> Role {
        self.row.grant.role.name().into()
    }

    /// The provinces to which the token is limited, ordered by code; null if it is not limited.
    async fn provinces(&self) -> Option<Vec<Province>> {
        let own = self.row.grant.role.provinces()?;
        Some(Province::by_code(self.reference.clone(), own))
    }

    /// The moment at which the token was created.
    async fn created_at(&self) -> DateTime {
        DateTime(self.row.created_at)
    }

    /// The moment from which the token is no longer valid; null if it is valid until it is revoked.
    async fn expires_at(&self) -> Option<DateTime> {
        self.row.grant.expires_at.map(DateTime)
    }

    /// The moment of the last use, to the minute; null if it has never been used.
    async fn last_used_at(&self) -> Option<DateTime> {
        self.row.last_used_at.map(DateTime)
    }

    /// The moment at which the token was revoked; null if it has not been.
    async fn revoked_at(&self) -> Option<DateTime> {
        self.row.revoked_at.map(DateTime)
    }
}

impl AccessToken {
    /// The tokens with these keys of global ids; none if the caller may not manage tokens.
    pub(crate) async fn by_key(ctx: &Context<'_>, keys: &[String]) -> Result<HashMap<String, AccessToken>> {
        if ctx.authorized(Action::Administer).is_err() {
            return Ok(HashMap::new());
        }
        let reference = ctx.reference()?;
        let rows = stored::find(ctx.db()?, global_id::numbers(keys)).await.map_err(failure)?;
        let keyed = |row: stored::Token| {
            (row.id.to_string(), AccessToken { row: Arc::new(row), reference: reference.clone() })
        };
        Ok(rows.into_iter().map(keyed).collect())
    }

    async fn found(ctx: &Context<'_>, id: TokenId) -> Result<Option<AccessToken>> {
        let key = id.to_string();
        Ok(AccessToken::by_key(ctx, std::slice::from_ref(&key)).await?.remove(&key))
    }
}
