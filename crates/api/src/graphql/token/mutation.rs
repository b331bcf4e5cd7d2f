//! Mutations of personal tokens: they are created and revoked.

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use chrono::TimeDelta;
use graphql_http::error_code::internal;
use serde::{Deserialize, Serialize};

use shahrak_domain::act::Act;
use shahrak_domain::actor::RoleError;
use shahrak_domain::policy::Action;
use shahrak_domain::province::ProvinceCodeError;
use shahrak_domain::refusal::RefusalCode;
use shahrak_messages::{Explain, message};
use shahrak_persistence::token::{self as stored, TokenId};
use shahrak_persistence::tx::Tx;

use super::AccessToken;
use crate::auth::new_token::{NameError, NewToken, NewTokenError};
use crate::auth::token::Secret;
use crate::graphql::common::context::ContextExt;
use crate::graphql::common::enums::Role;
use crate::graphql::common::global_id::{self, NodeKind};
use crate::graphql::common::mutation::{self, MutationError, MutationOutcome, idempotency_key};
use crate::graphql::common::payload::payload;
use crate::graphql::common::scalar::DateTime;
use crate::graphql::common::user_error::{InputError, UserError, user_errors};

/// The default lifetime of a token.
const USUAL: TimeDelta = TimeDelta::days(365);

/// A new token.
#[derive(InputObject)]
pub struct TokenCreateInput {
    /// Name of the person or system; the audit trail shows it with each change. Names are not unique: imports and
    /// idempotency keys belong to the token.
    name: String,
    /// The organisation for which the owner acts; it is shown publicly with the events that the owner records.
    organisation: Option<String>,
    /// The role of the token.
    role: Role,
    /// The provinces of a provincial officer, by ISO 3166-2 code of 2020, for example `IR-09`. Other roles have none.
    provinces: Option<Vec<String>>,
    /// The moment from which the token is no longer valid (default: 365 days from now).
    expires_at: Option<DateTime>,
    #[doc = idempotency_key!()]
    /// The secret is not given again.
    idempotency_key: Option<String>,
}

/// The token to revoke.
#[derive(InputObject)]
pub struct TokenRevokeInput {
    /// Global id of the token.
    id: ID,
    #[doc = idempotency_key!()]
    idempotency_key: Option<String>,
}

/// The result of creating a token.
#[derive(SimpleObject)]
pub struct TokenCreatePayload {
    /// The token; null if the change was refused.
    token: Option<AccessToken>,
    /// The secret, which the owner sends as `Authorization: Bearer …`. It is returned only this once and stored
    /// nowhere. Null if the change was refused, and if it was sent again with its idempotency key.
    secret: Option<String>,
    /// The errors of the change. If there is any, nothing was recorded.
    user_errors: Vec<UserError>,
}

payload! {
    /// The result of revoking a token.
    TokenRevokePayload {
        /// The token; null if the change was refused.
        token: AccessToken
    }
}

/// The stored part of an answer.
#[derive(Serialize, Deserialize)]
struct Answered {
    token: TokenId,
}

/// The mutations of tokens.
#[derive(Default)]
pub struct TokenMutation;

#[Object]
impl TokenMutation {
    /// Creates a personal token. Only administrators may do this.
    async fn token_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The token to create.")] input: TokenCreateInput,
    ) -> Option<Result<TokenCreatePayload>> {
        Some(create(ctx, input).await)
    }

    /// Revokes a personal token: it is no longer accepted. Revoking it again has no effect. Only administrators may do
    /// this.
    async fn token_revoke(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The token to revoke.")] input: TokenRevokeInput,
    ) -> Option<Result<TokenRevokePayload>> {
        let show = async |Answered { token }| AccessToken::found(ctx, token).await;
        Some(TokenRevokePayload::of(revoke(ctx, &input).await, show).await)
    }
}

async fn create(ctx: &Context<'_>, input: TokenCreateInput) -> Result<TokenCreatePayload> {
    ctx.authorized(Action::Administer)?;
    let (now, reference) = (ctx.now()?, ctx.reference()?);
    let requested = NewToken {
        name: input.name,
        organisation: input.organisation,
        role: input.role.into(),
        provinces: input.provinces.unwrap_or_default(),
        expires_at: Some(input.expires_at.map_or(now + USUAL, |end| end.0)),
    };
    let secret = Secret::generate().map_err(internal)?;
    let mut created = false;
    let outcome = mutation::run_control(
        ctx,
        input.idempotency_key.as_deref(),
        async |tx: &mut Tx, _: &Act| -> std::result::Result<_, MutationError> {
            let grant =
                requested.validate(&reference.provinces, now).map_err(|wrong| input_errors(&wrong))?;
            let token = stored::add(tx, &grant, &secret.hash()).await?.id;
            created = true;
            Ok(Answered { token })
        },
    );
    Ok(match outcome.await? {
        Ok(Answered { token }) => TokenCreatePayload {
            token: AccessToken::found(ctx, token).await?,
            secret: created.then(|| secret.reveal().to_owned()),
            user_errors: Vec::new(),
        },
        Err(wrong) => TokenCreatePayload { token: None, secret: None, user_errors: user_errors(wrong) },
    })
}

async fn revoke(ctx: &Context<'_>, input: &TokenRevokeInput) -> Result<MutationOutcome<Answered>> {
    ctx.authorized(Action::Administer)?;
    let now = ctx.now()?;
    mutation::run_control(ctx, input.idempotency_key.as_deref(), async |tx: &mut Tx, _: &Act| {
        let id = match global_id::decode(&input.id) {
            Some((NodeKind::Token, key)) => global_id::numbers::<TokenId>(&[key]).pop(),
            _ => None,
        };
        let revoked = match id {
            Some(id) => stored::revoke(tx, id, now).await?,
            None => None,
        };
        let token = revoked.ok_or_else(|| unknown(&input.id))?.id;
        Ok(Answered { token })
    })
    .await
}

fn unknown(id: &str) -> InputError {
    let message = message!("unknown-token", id = id.chars().take(64).collect::<String>());
    InputError::new(RefusalCode::UnknownToken, ["input", "id"], message)
}

fn input_errors(wrong: &[NewTokenError]) -> Vec<InputError> {
    let input_error =
        |error: &NewTokenError| InputError::new(code(error), ["input", error.field()], error.message());
    wrong.iter().map(input_error).collect()
}

/// The code of an error.
fn code(error: &NewTokenError) -> RefusalCode {
    match error {
        NewTokenError::Name(name) | NewTokenError::Organisation(name) => match name {
            NameError::Empty => RefusalCode::Empty,
            NameError::Long => RefusalCode::OutOfRange,
            NameError::Control => RefusalCode::BadValue,
        },
        NewTokenError::Role(RoleError::NoProvince) => RefusalCode::Empty,
        NewTokenError::Role(RoleError::Provinces) => RefusalCode::NotEmpty,
        NewTokenError::Province(ProvinceCodeError::Old { .. }) => RefusalCode::OldProvinceCode,
        NewTokenError::Province(ProvinceCodeError::Unknown(_)) => RefusalCode::UnknownProvince,
        NewTokenError::Expired => RefusalCode::OutOfRange,
    }
}
