//! Personal tokens, for administrators.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use shahrak_domain::act::Act;
use shahrak_domain::actor::RoleError;
use shahrak_domain::persian::InPersian;
use shahrak_domain::policy::Action;
use shahrak_domain::province::ProvinceCodeError;
use shahrak_exchange::refusal::RefusalCode;
use shahrak_persistence::page::Order;
use shahrak_persistence::snapshot::Reference;
use shahrak_persistence::token::{self as stored, TokenId};
use shahrak_persistence::tx::Tx;

use crate::auth::draft::{Draft, DraftError, NameError};
use crate::auth::token::Secret;
use crate::error_code::internal;
use crate::graphql::closed_set::Role;
use crate::graphql::context::{Ask, failure};
use crate::graphql::node::{self, Kind};
use crate::graphql::page::{Listing, PageArgs, listing};
use crate::graphql::perform::{Failure, perform_beside};
use crate::graphql::persian;
use crate::graphql::province::Province;
use crate::graphql::scalar::DateTime;
use crate::graphql::total::Total;
use crate::graphql::user_error::{Mistake, UserError, user_errors};

/// For how long a token holds unless told otherwise.
const USUAL: TimeDelta = TimeDelta::days(365);

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

/// What a new token is to give to whom.
#[derive(InputObject)]
pub struct TokenCreateInput {
    /// The person or the system, by name; it stands in the audit trail beside all they do. Tokens of one name are one
    /// person's.
    name: String,
    /// The organisation they act for; it is public beside what they record.
    organisation: Option<String>,
    /// What it is to allow.
    role: Role,
    /// The provinces of a provincial officer, by their ISO codes: `IR-09`. The other roles have none.
    provinces: Option<Vec<String>>,
    /// First moment at which it no longer holds; 365 days from now unless told.
    expires_at: Option<DateTime>,
    /// A key of your own for this change: sent again with it, the change is not made twice and its first answer is given
    /// again, without the secret. Kept for seven days.
    idempotency_key: Option<String>,
}

/// A token that is to end.
#[derive(InputObject)]
pub struct TokenRevokeInput {
    /// Global id of the token.
    id: ID,
    /// A key of your own for this change: sent again with it, the change is not made twice and its first answer is given
    /// again. Kept for seven days.
    idempotency_key: Option<String>,
}

/// What came of making a token.
#[derive(SimpleObject)]
pub struct TokenCreatePayload {
    /// The token; null if it was refused.
    token: Option<AccessToken>,
    /// What its owner shows as `Authorization: Bearer …`. It is answered this once and kept nowhere: null if the token was
    /// refused, and where a change sent again is answered by its key.
    secret: Option<String>,
    /// What is to be put right; nothing was recorded if there is anything.
    user_errors: Vec<UserError>,
}

/// What came of revoking a token.
#[derive(SimpleObject)]
pub struct TokenRevokePayload {
    /// The token; null if it was refused.
    token: Option<AccessToken>,
    /// What is to be put right; nothing was recorded if there is anything.
    user_errors: Vec<UserError>,
}

/// What is kept of an answer.
#[derive(Serialize, Deserialize)]
struct Answered {
    token: TokenId,
}

/// What can be changed of tokens.
#[derive(Default)]
pub struct TokenMutation;

#[Object]
impl TokenMutation {
    /// Makes a personal token. For administrators.
    async fn token_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose it is to be, and what it allows.")] input: TokenCreateInput,
    ) -> Option<Result<TokenCreatePayload>> {
        Some(
            async {
                ctx.officer(Action::Administer)?;
                let (now, reference) = (ctx.now()?, ctx.reference()?);
                let draft = Draft {
                    name: input.name,
                    organisation: input.organisation,
                    role: input.role.into(),
                    provinces: input.provinces.unwrap_or_default(),
                    expires_at: Some(input.expires_at.map_or(now + USUAL, |end| end.0)),
                };
                let secret = Secret::make().map_err(internal)?;
                let mut made = false;
                let outcome = perform_beside(
                    ctx,
                    "tokenCreate",
                    input.idempotency_key.as_deref(),
                    async |tx: &mut Tx, _: &Act| -> std::result::Result<_, Failure> {
                        let grant =
                            draft.judge(&reference.provinces, now).map_err(|wrong| mistakes(&wrong))?;
                        let token = stored::add(tx, &grant, &secret.hash()).await?.id;
                        made = true;
                        Ok(Answered { token })
                    },
                );
                Ok(match outcome.await? {
                    Ok(Answered { token }) => TokenCreatePayload {
                        token: AccessToken::found(ctx, token).await?,
                        secret: made.then(|| secret.reveal().to_owned()),
                        user_errors: Vec::new(),
                    },
                    Err(wrong) => {
                        TokenCreatePayload { token: None, secret: None, user_errors: user_errors(wrong) }
                    }
                })
            }
            .await,
        )
    }

    /// Revokes a personal token: it is refused from now on. One that is revoked already stays so. For administrators.
    async fn token_revoke(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The token.")] input: TokenRevokeInput,
    ) -> Option<Result<TokenRevokePayload>> {
        Some(
            async {
                ctx.officer(Action::Administer)?;
                let now = ctx.now()?;
                let outcome = perform_beside(
                    ctx,
                    "tokenRevoke",
                    input.idempotency_key.as_deref(),
                    async |tx: &mut Tx, _: &Act| -> std::result::Result<_, Failure> {
                        let id = match node::decode(&input.id) {
                            Some((Kind::Token, key)) => node::numbers::<TokenId>(&[key]).pop(),
                            _ => None,
                        };
                        let revoked = match id {
                            Some(id) => stored::revoke(tx, id, now).await?,
                            None => None,
                        };
                        let token = revoked.ok_or_else(|| unknown(&input.id))?.id;
                        Ok(Answered { token })
                    },
                );
                Ok(match outcome.await? {
                    Ok(Answered { token }) => TokenRevokePayload {
                        token: AccessToken::found(ctx, token).await?,
                        user_errors: Vec::new(),
                    },
                    Err(wrong) => TokenRevokePayload { token: None, user_errors: user_errors(wrong) },
                })
            }
            .await,
        )
    }
}

fn unknown(id: &str) -> Mistake {
    let english = format!("no token has the id “{id:.64}”; `tokens` lists them with their ids");
    let persian = persian::refusal(RefusalCode::UnknownToken, None);
    Mistake::new(RefusalCode::UnknownToken, ["input", "id"], english, persian)
}

fn mistakes(wrong: &[DraftError]) -> Vec<Mistake> {
    let mistake = |error: &DraftError| {
        Mistake::new(code(error), ["input", error.field()], error.to_string(), error.persian())
    };
    wrong.iter().map(mistake).collect()
}

/// The code of a mistake.
fn code(error: &DraftError) -> RefusalCode {
    match error {
        DraftError::Name(name) | DraftError::Organisation(name) => match name {
            NameError::Empty => RefusalCode::Empty,
            NameError::Long => RefusalCode::OutOfRange,
            NameError::Control => RefusalCode::BadValue,
        },
        DraftError::Role(RoleError::NoProvince) => RefusalCode::Empty,
        DraftError::Role(RoleError::Provinces) => RefusalCode::NotEmpty,
        DraftError::Province(ProvinceCodeError::Old { .. }) => RefusalCode::OldProvinceCode,
        DraftError::Province(ProvinceCodeError::Unknown(_)) => RefusalCode::UnknownProvince,
        DraftError::Expired => RefusalCode::OutOfRange,
    }
}
