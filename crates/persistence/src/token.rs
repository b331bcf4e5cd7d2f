//! Personal tokens. Only the hash of a token is stored.

use std::collections::BTreeSet;

use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, EntityTrait, FromQueryResult, QueryFilter, UpdateMany, raw_sql};

use shahrak_domain::actor::{Actor, Role};
use shahrak_domain::moment::Moment;

use crate::db::Db;
use crate::entity::Code;
use crate::entity::access_token::{ActiveModel, COLUMN, Entity, Model};
use crate::error::{Error, Result};
use crate::list::{ListTables, Paged, columns};
use crate::page::{Column, Order, Page, PageRequest};
use crate::tx::Tx;
use crate::unavailable::Unavailable;

/// Number of a token in the database.
pub type TokenId = i32;

/// A token without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its number.
    pub id: TokenId,
    /// The access that it grants.
    pub grant: Grant,
    /// When it was created.
    pub created_at: Moment,
    /// When it was last used, to the minute; none if never.
    pub last_used_at: Option<Moment>,
    /// When it was revoked; none if it was not.
    pub revoked_at: Option<Moment>,
}

/// The access that a token grants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The person or the system, by name.
    pub name: String,
    /// The organisation they act for.
    pub organisation: Option<String>,
    /// What they may do.
    pub role: Role,
    /// The moment at which it expires; none if it does not.
    pub expires_at: Option<Moment>,
}

/// Tokens in the order in which they were created.
pub const BY_ID: Order =
    Order { columns: &[Column { sql: "access_token.id", cast: "integer" }], descending: false };

const TOKENS: ListTables = ListTables { table: "access_token", alias: "access_token", joins: "" };

impl Token {
    /// Whether it is valid at a moment.
    pub fn holds_at(&self, moment: Moment) -> bool {
        self.revoked_at.is_none() && !self.has_expired_at(moment)
    }

    /// Whether it has expired at a moment.
    pub fn has_expired_at(&self, moment: Moment) -> bool {
        self.grant.expires_at.is_some_and(|end| end <= moment)
    }

    /// The actor with this token. Names are not unique, so each token is an owner of its own.
    pub fn into_actor(self) -> Actor {
        let Grant { name, organisation, role, expires_at } = self.grant;
        let owner = format!("token:{}", self.id);
        Actor { name, organisation, role, owner, expires_at }
    }
}

/// Adds a token by its hash.
pub async fn add(tx: &Tx, grant: &Grant, hash: &[u8]) -> Result<Token> {
    let added = ActiveModel {
        name: Set(grant.name.clone()),
        organisation: Set(grant.organisation.clone()),
        role: Set(Code(grant.role.name())),
        provinces: Set(grant.role.provinces().into_iter().flatten().cloned().collect()),
        hash: Set(hash.to_vec()),
        expires_at: Set(grant.expires_at),
        ..Default::default()
    };
    added.insert(tx).await?.into_token()
}

/// A page of tokens, including revoked and expired ones.
pub async fn list(db: &Db, order: &Order, page: &PageRequest) -> Result<Page<Token>> {
    let found: Paged<Model> = TOKENS.page(db, order, page, |_| {}).await?;
    found.page.try_map(Model::into_token)
}

/// Counts tokens.
pub async fn count(db: &Db) -> Result<i64> {
    TOKENS.count(db, |_| {}).await
}

/// The tokens with these ids, in no order.
pub async fn find(db: &Db, ids: Vec<TokenId>) -> Result<Vec<Token>> {
    let rows = Entity::find().filter(COLUMN.id.eq_any(ids)).all(db).await?;
    rows.into_iter().map(Model::into_token).collect()
}

/// The token with this hash, valid or not. Records the use of a valid one, unless it was used within the last minute or
/// somebody else has locked the row, or the database accepts no changes.
pub async fn find_by_hash(db: &Db, hash: &[u8], now: Moment) -> Result<Option<Token>> {
    let db = db.control();
    let read = || async { Ok::<_, Error>(Entity::find().filter(COLUMN.hash.eq(hash)).one(&db).await?) };
    if db.health().unchangeable().is_some() {
        return into_token(read().await?);
    }
    let query = raw_sql!(
        Postgres,
        "WITH due AS (
            SELECT id FROM access_token
            WHERE hash = {hash} AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > {now})
                AND (last_used_at IS NULL OR last_used_at <= {now} - interval '1 minute')
            FOR NO KEY UPDATE SKIP LOCKED
        ), noted AS (
            UPDATE access_token SET last_used_at = {now} WHERE id IN (SELECT id FROM due)
        )
        SELECT * FROM access_token WHERE hash = {hash}"
    );
    let found = Model::find_by_statement(query).one(&db).await.map_err(Error::from);
    into_token(match found {
        // The use cannot be recorded, which must not prevent reading.
        Err(error) if error.unavailable().is_some_and(Unavailable::hinders_changes_only) => read().await?,
        found => found?,
    })
}

fn into_token(row: Option<Model>) -> Result<Option<Token>> {
    row.map(Model::into_token).transpose()
}

/// Revokes a token. A token that is revoked already keeps its moment. None if there is no token with this id.
pub async fn revoke(tx: &Tx, id: TokenId, now: Moment) -> Result<Option<Token>> {
    let revoked = revoked(now).filter(COLUMN.id.eq(id)).exec_with_returning(tx).await?;
    let row = match revoked.into_iter().next() {
        Some(row) => Some(row),
        None => Entity::find_by_id(id).one(tx).await?,
    };
    row.map(Model::into_token).transpose()
}

/// Revokes all tokens with this name, and returns those that were not revoked before.
pub async fn revoke_named(tx: &Tx, name: &str, now: Moment) -> Result<Vec<Token>> {
    let revoked = revoked(now).filter(COLUMN.name.eq(name)).exec_with_returning(tx).await?;
    revoked.into_iter().map(Model::into_token).collect()
}

/// Revokes the tokens that are not revoked yet.
fn revoked(now: Moment) -> UpdateMany<Entity> {
    let change = ActiveModel { revoked_at: Set(Some(now)), ..Default::default() };
    Entity::update_many().set(change).filter(COLUMN.revoked_at.is_null())
}

columns!(Model, "access_token", {
    id, name, organisation, role, provinces, hash, created_at, expires_at, last_used_at, revoked_at,
});

impl Model {
    fn into_token(self) -> Result<Token> {
        let provinces = BTreeSet::from_iter(self.provinces);
        let grant = Grant {
            name: self.name,
            organisation: self.organisation,
            role: Role::new(self.role.0, provinces).map_err(Error::decode)?,
            expires_at: self.expires_at,
        };
        Ok(Token {
            id: self.id,
            grant,
            created_at: self.created_at,
            last_used_at: self.last_used_at,
            revoked_at: self.revoked_at,
        })
    }
}
