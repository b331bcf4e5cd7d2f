//! Personal tokens, for administrators.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result};

use shahrak_domain::policy::Action;
use shahrak_persistence::page::Order;
use shahrak_persistence::snapshot::Reference;
use shahrak_persistence::token::{self as stored, TokenId};

use crate::graphql::closed_set::Role;
use crate::graphql::context::{Ask, failure};
use crate::graphql::node::{self, Kind};
use crate::graphql::page::{Listing, PageArgs, listing};
use crate::graphql::province::Province;
use crate::graphql::scalar::DateTime;
use crate::graphql::total::Total;

mod mutation;

pub use mutation::TokenMutation;

/// The name of the order in cursors.
const BY_ID: &str = "token.id";

/// What can be asked about tokens.
#[derive(Default)]
pub struct TokenQuery;

#[Object]
impl TokenQuery {
    /// Personal tokens, the expired and the revoked too, the latest first. For administrators.
    async fn tokens(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first so many, 20 unless told, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last so many, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Listing<AccessToken, Total>> {
        ctx.officer(Action::Administer)?;
        let order = Order { descending: true, ..stored::BY_ID };
        let page = PageArgs { first, after, last, before }.request(BY_ID, &order)?;
        let page = stored::list(ctx.db()?, &order, &page).await.map_err(failure)?;
        let total = Total::new(|db| async move { stored::count(&db).await.map_err(failure) });
        let reference = ctx.reference()?;
        Ok(listing(BY_ID, page, total, |row| AccessToken {
            row: Arc::new(row),
            reference: reference.clone(),
        }))
    }
}

/// A token, and the provinces by which it is read.
#[derive(Clone)]
pub struct AccessToken {
    row: Arc<stored::Token>,
    reference: Arc<Reference>,
}

/// A personal token: a credential of a person or a system. The register keeps only its hash.
#[Object]
impl AccessToken {
    /// Global id. Only administrators find it by that.
    pub(crate) async fn id(&self) -> ID {
        node::encode(Kind::Token, self.row.id)
    }

    /// Whose it is: the person or the system, by name. Tokens of one name are one person's.
    async fn name(&self) -> &str {
        &self.row.grant.name
    }

    /// The organisation they act for; null where none is named.
    async fn organisation(&self) -> Option<&str> {
        self.row.grant.organisation.as_deref()
    }

    /// What it allows.
    async fn role(&self) -> Role {
        self.row.grant.role.name().into()
    }

    /// The provinces to which it is limited, by code; null where it is limited to none.
    async fn provinces(&self) -> Option<Vec<Province>> {
        let own = self.row.grant.role.provinces()?;
        Some(Province::by_code(self.reference.clone(), own))
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime {
        DateTime(self.row.created_at)
    }

    /// First moment at which it no longer holds; null where it holds until it is revoked.
    async fn expires_at(&self) -> Option<DateTime> {
        self.row.grant.expires_at.map(DateTime)
    }

    /// When it was last used, to the minute; null if it never was.
    async fn last_used_at(&self) -> Option<DateTime> {
        self.row.last_used_at.map(DateTime)
    }

    /// When it was revoked; null if it was not.
    async fn revoked_at(&self) -> Option<DateTime> {
        self.row.revoked_at.map(DateTime)
    }
}

impl AccessToken {
    /// The tokens with these keys of global ids; none for those who do not keep tokens.
    pub(crate) async fn by_key(ctx: &Context<'_>, keys: &[String]) -> Result<HashMap<String, AccessToken>> {
        if ctx.officer(Action::Administer).is_err() {
            return Ok(HashMap::new());
        }
        let reference = ctx.reference()?;
        let rows = stored::find(ctx.db()?, node::numbers(keys)).await.map_err(failure)?;
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
