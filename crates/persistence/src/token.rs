//! Personal tokens: whose they are and how long they hold. Of the token itself only its hash is kept.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use sqlx::{AssertSqlSafe, FromRow, QueryBuilder};

use shahrak_domain::actor::{Actor, Role, RoleName};
use shahrak_domain::code::Coded;
use shahrak_domain::moment::Moment;

use crate::db::Db;
use crate::error::{Error, Result};
use crate::page::{Column, Key, Keyed, Order, Page, PageRequest};
use crate::tx::Tx;

/// Number of a token in the database.
pub type TokenId = i32;

/// A token, without what would let anybody use it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its number.
    pub id: TokenId,
    /// What it gives to whom.
    pub grant: Grant,
    /// When it was made.
    pub created_at: Moment,
    /// When it was last used, to the minute; none if never.
    pub last_used_at: Option<Moment>,
    /// When it was revoked; none if it was not.
    pub revoked_at: Option<Moment>,
}

/// What a token gives to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The person or the system, by name.
    pub name: String,
    /// The organisation they act for.
    pub organisation: Option<String>,
    /// What they may do.
    pub role: Role,
    /// First moment at which it no longer holds; none where it lasts.
    pub expires_at: Option<Moment>,
}

/// Tokens in the order in which they were made.
pub const BY_ID: Order = Order { columns: &[Column { sql: "id", cast: "integer" }], descending: false };

const COLUMNS: &str =
    "id, name, organisation, role, provinces, created_at, expires_at, last_used_at, revoked_at";

impl Token {
    /// Whether it holds at a moment.
    pub fn holds_at(&self, moment: Moment) -> bool {
        self.revoked_at.is_none() && !self.has_expired_at(moment)
    }

    /// Whether its time is over at a moment.
    pub fn has_expired_at(&self, moment: Moment) -> bool {
        self.grant.expires_at.is_some_and(|end| end <= moment)
    }

    /// Whoever shows it. Tokens of one name are one person's.
    pub fn into_actor(self) -> Actor {
        let Grant { name, organisation, role, expires_at } = self.grant;
        let owner = format!("token:{name}");
        Actor { name, organisation, role, owner, expires_at }
    }
}

/// Adds a token by its hash.
///
/// # Errors
/// Any [`Error`].
pub async fn add(tx: &mut Tx, grant: &Grant, hash: &[u8]) -> Result<Token> {
    let provinces: Vec<&str> = grant.role.provinces().into_iter().flatten().map(String::as_str).collect();
    let sql = format!(
        "INSERT INTO access_token (name, organisation, role, provinces, hash, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6) RETURNING {COLUMNS}"
    );
    let query = sqlx::query_as::<_, TokenRow>(AssertSqlSafe(sql))
        .bind(&grant.name)
        .bind(&grant.organisation)
        .bind(grant.role.name().code())
        .bind(provinces)
        .bind(hash)
        .bind(grant.expires_at);
    query.fetch_one(tx.connection()).await?.into_token()
}

/// A page of the tokens, the revoked and the expired too.
///
/// # Errors
/// Any [`Error`].
pub async fn list(db: &Db, order: &Order, page: &PageRequest) -> Result<Page<Token>> {
    let select = format!("SELECT {} AS key, {COLUMNS} FROM access_token WHERE true", order.key_sql());
    let mut query = QueryBuilder::new(select);
    order.push(&mut query, page);
    let rows: Vec<Listed> = db.rows(query.build_query_as()).await?;
    let page = Page::new(rows, page);
    let rows = page.rows.into_iter().map(|(key, listed)| Ok((key, listed.row.into_token()?)));
    Ok(Page {
        rows: rows.collect::<Result<_>>()?,
        more_before: page.more_before,
        more_after: page.more_after,
    })
}

/// How many there are.
///
/// # Errors
/// Any [`Error`].
pub async fn count(db: &Db) -> Result<i64> {
    db.value(sqlx::query_scalar("SELECT count(*) FROM access_token")).await
}

/// Those with these numbers, in no order.
///
/// # Errors
/// Any [`Error`].
pub async fn find(db: &Db, ids: Vec<TokenId>) -> Result<Vec<Token>> {
    let sql = format!("SELECT {COLUMNS} FROM access_token WHERE id = ANY($1)");
    let rows: Vec<TokenRow> = db.rows(sqlx::query_as(AssertSqlSafe(sql)).bind(ids)).await?;
    rows.into_iter().map(TokenRow::into_token).collect()
}

/// The token with this hash, whether it holds or not. If it does, its use is noted, unless one was within the minute
/// before. Nobody is waited for to note it.
///
/// # Errors
/// Any [`Error`].
pub async fn find_by_hash(db: &Db, hash: &[u8], now: Moment) -> Result<Option<Token>> {
    let sql = format!(
        "WITH due AS (
            SELECT id FROM access_token
            WHERE hash = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)
                AND (last_used_at IS NULL OR last_used_at <= $2 - interval '1 minute')
            FOR NO KEY UPDATE SKIP LOCKED
        ), noted AS (
            UPDATE access_token SET last_used_at = $2 WHERE id IN (SELECT id FROM due)
        )
        SELECT {COLUMNS} FROM access_token WHERE hash = $1"
    );
    let row: Option<TokenRow> =
        db.control().row(sqlx::query_as(AssertSqlSafe(sql)).bind(hash).bind(now)).await?;
    row.map(TokenRow::into_token).transpose()
}

/// Revokes a token from now on; one that is revoked stays so since then. None if there is none with this number.
///
/// # Errors
/// Any [`Error`].
pub async fn revoke(tx: &mut Tx, id: TokenId, now: Moment) -> Result<Option<Token>> {
    let sql = format!(
        "UPDATE access_token SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL RETURNING {COLUMNS}"
    );
    let query = sqlx::query_as::<_, TokenRow>(AssertSqlSafe(sql)).bind(id).bind(now);
    if let Some(revoked) = query.fetch_optional(tx.connection()).await? {
        return revoked.into_token().map(Some);
    }
    let sql = format!("SELECT {COLUMNS} FROM access_token WHERE id = $1");
    let query = sqlx::query_as::<_, TokenRow>(AssertSqlSafe(sql)).bind(id);
    query.fetch_optional(tx.connection()).await?.map(TokenRow::into_token).transpose()
}

/// Revokes all tokens of a name from now on, and answers those that were not revoked before.
///
/// # Errors
/// Any [`Error`].
pub async fn revoke_named(tx: &mut Tx, name: &str, now: Moment) -> Result<Vec<Token>> {
    let sql = format!(
        "UPDATE access_token SET revoked_at = $2 WHERE name = $1 AND revoked_at IS NULL RETURNING {COLUMNS}"
    );
    let query = sqlx::query_as::<_, TokenRow>(AssertSqlSafe(sql)).bind(name).bind(now);
    query.fetch_all(tx.connection()).await?.into_iter().map(TokenRow::into_token).collect()
}

#[derive(FromRow)]
struct TokenRow {
    id: TokenId,
    name: String,
    organisation: Option<String>,
    role: String,
    provinces: Vec<String>,
    created_at: DateTime<Utc>,
    expires_at: Option<DateTime<Utc>>,
    last_used_at: Option<DateTime<Utc>>,
    revoked_at: Option<DateTime<Utc>>,
}

impl TokenRow {
    fn into_token(self) -> Result<Token> {
        let role = RoleName::parse(&self.role).map_err(Error::row)?;
        let provinces = BTreeSet::from_iter(self.provinces);
        let grant = Grant {
            name: self.name,
            organisation: self.organisation,
            role: Role::new(role, provinces).map_err(Error::row)?,
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

/// A row and its key.
#[derive(FromRow)]
struct Listed {
    key: Key,
    #[sqlx(flatten)]
    row: TokenRow,
}

impl Keyed for Listed {
    fn key(&self) -> Key {
        self.key.clone()
    }
}
