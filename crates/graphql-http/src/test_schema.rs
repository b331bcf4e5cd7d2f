//! A schema for the tests of this crate, with a field for each kind of outcome.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use async_graphql::parser::types::{ExecutableDocument, OperationDefinition};
use async_graphql::{Context, Enum, Error, Object, Result, Schema, SimpleObject, Subscription, Variables};
use futures_util::{Stream, StreamExt, stream};
use shahrak_messages::{Language, Message};

use crate::document::Walk;
use crate::error_code::{ErrorCode, error, internal};
use crate::limits::Limits;
use crate::{Caller, Cost, EventPermits, RequestId};

pub type TestSchema = Schema<Query, Mutation, Ticker>;

pub fn schema() -> TestSchema {
    Schema::build(Query, Mutation, Ticker).limit_recursive_depth(Limits::default().levels() as usize).finish()
}

/// Each field costs 1.
pub fn cost(document: &ExecutableDocument, operation: &OperationDefinition, _: &Variables) -> Cost {
    Cost { total: Walk::operation(document, operation).fields().count() as u64, heavy: false }
}

pub struct Query;

impl Query {
    #[expect(clippy::unused_self, reason = "a visibility is a method")]
    fn never(&self) -> bool {
        false
    }
}

#[derive(SimpleObject)]
struct Row {
    name: String,
}

#[derive(Enum, Clone, Copy, PartialEq, Eq)]
enum Shade {
    Light,
    Dark,
}

struct Rows(u32);

#[Object]
impl Rows {
    async fn nodes(&self) -> Vec<Row> {
        (0..self.0).map(|n| Row { name: format!("row {n}") }).collect()
    }

    async fn total_count(&self) -> u32 {
        1_000
    }
}

#[Object]
impl Query {
    async fn hello(&self, #[graphql(default_with = "\"world\".to_owned()")] name: String) -> String {
        format!("hello {name}")
    }

    async fn rows(&self, #[graphql(validator(maximum = 100))] first: Option<u32>) -> Rows {
        Rows(first.unwrap_or(20))
    }

    async fn park(&self) -> Query {
        Query
    }

    async fn shades(&self, of: Vec<Shade>) -> Vec<Shade> {
        of
    }

    /// The caller, the language and the request id.
    async fn me(&self, ctx: &Context<'_>) -> Result<Vec<String>> {
        let caller = ctx.data::<Caller>()?.actor().map_or("nobody", |actor| &actor.name);
        let locale = format!("{:?}", ctx.data::<Language>()?);
        Ok(vec![caller.to_owned(), locale, ctx.data::<RequestId>()?.0.clone()])
    }

    async fn refused(&self) -> Result<Option<i32>> {
        Err(error(ErrorCode::Forbidden, Message::verbatim("only an officer may see this")))
    }

    async fn broken(&self) -> Result<Option<i32>> {
        Err(internal(std::io::Error::other("the secret of the database")))
    }

    async fn away(&self) -> Result<Option<i32>> {
        Err(error(ErrorCode::Unavailable, Message::verbatim("the database is away")))
    }

    async fn perhaps(&self) -> Option<Query> {
        Some(Query)
    }

    async fn needed(&self) -> Result<i32> {
        Err(error(ErrorCode::Unavailable, Message::verbatim("the database is away")))
    }

    async fn forgotten(&self) -> Result<Option<i32>> {
        Err(Error::new("the secret of the database"))
    }

    async fn panics(&self) -> Option<i32> {
        assert!(self.never(), "the secret of the database");
        None
    }

    async fn sleeps(&self) -> i32 {
        tokio::time::sleep(Duration::from_mins(10)).await;
        1
    }

    /// Never answers. `DROPPED` shows when its work is cancelled.
    async fn waits(&self) -> i32 {
        let _guard = Guard;
        std::future::pending().await
    }

    async fn echo(
        &self,
        value: async_graphql::Json<async_graphql::Value>,
    ) -> async_graphql::Json<async_graphql::Value> {
        value
    }
}

/// Whether the work on `waits` was cancelled.
pub static DROPPED: AtomicBool = AtomicBool::new(false);

struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        DROPPED.store(true, Ordering::SeqCst);
    }
}

pub struct Mutation;

#[Object]
impl Mutation {
    async fn open_park(&self) -> bool {
        true
    }
}

/// Running subscriptions of `silence`.
pub static LISTENING: AtomicUsize = AtomicUsize::new(0);

struct Listening;

impl Listening {
    fn begin() -> Self {
        LISTENING.fetch_add(1, Ordering::SeqCst);
        Self
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        LISTENING.fetch_sub(1, Ordering::SeqCst);
    }
}

pub struct Ticker;

#[Subscription]
impl Ticker {
    /// The numbers from 1.
    async fn count(&self, ctx: &Context<'_>, to: u32) -> impl Stream<Item = u32> {
        EventPermits::stream(ctx, stream::iter(1..=to))
    }

    /// Nothing, as long as a client listens.
    async fn silence(&self) -> impl Stream<Item = u32> {
        let listening = Listening::begin();
        stream::pending().map(move |number| {
            let _ = &listening;
            number
        })
    }

    /// More than any client reads.
    async fn flood(&self, ctx: &Context<'_>) -> impl Stream<Item = String> {
        EventPermits::stream(ctx, stream::repeat_with(|| "x".repeat(100_000)))
    }

    /// An event with the fields of a query.
    async fn event(&self, ctx: &Context<'_>) -> impl Stream<Item = Query> {
        EventPermits::stream(ctx, stream::once(async { Query }).chain(stream::pending()))
    }

    async fn denied(&self) -> Result<stream::Pending<u32>> {
        Err(error(ErrorCode::Forbidden, Message::verbatim("only an officer may follow this")))
    }
}
