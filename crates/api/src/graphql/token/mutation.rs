//! Making and revoking personal tokens.

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use shahrak_domain::act::Act;
use shahrak_domain::actor::RoleError;
use shahrak_domain::persian::InPersian as _;
use shahrak_domain::policy::Action;
use shahrak_domain::province::ProvinceCodeError;
use shahrak_exchange::refusal::RefusalCode;
use shahrak_persistence::token::{self as stored, TokenId};
use shahrak_persistence::tx::Tx;

use super::AccessToken;
use crate::auth::draft::{Draft, DraftError, NameError};
use crate::auth::token::Secret;
use crate::error_code::internal;
use crate::graphql::closed_set::Role;
use crate::graphql::context::Ask;
use crate::graphql::node::{self, Kind};
use crate::graphql::perform::{Failure, idempotency_key, perform_beside};
use crate::graphql::persian;
use crate::graphql::scalar::DateTime;
use crate::graphql::user_error::{Mistake, UserError, user_errors};

/// For how long a token holds unless told otherwise.
const USUAL: TimeDelta = TimeDelta::days(365);

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
    #[doc = idempotency_key!()]
    /// The secret is not given again.
    idempotency_key: Option<String>,
}

/// A token that is to end.
#[derive(InputObject)]
pub struct TokenRevokeInput {
    /// Global id of the token.
    id: ID,
    #[doc = idempotency_key!()]
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
