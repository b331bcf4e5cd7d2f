//! `totalCount` of a connection: counted when it is asked for, by a statement of its own.

use async_graphql::{Context, Object, Result};
use futures_util::future::BoxFuture;

use shahrak_persistence::db::Db;

use crate::graphql::context::Ask;

type Count = Box<dyn Fn(Db) -> BoxFuture<'static, Result<i64>> + Send + Sync>;

/// What a connection counts.
pub struct Total(Count);

#[Object]
impl Total {
    /// How many there are in all, whatever the page. It is counted by a statement of its own: ask for it when needed.
    async fn total_count(&self, ctx: &Context<'_>) -> Result<i32> {
        let count = (self.0)(ctx.db()?.clone()).await?;
        Ok(i32::try_from(count).unwrap_or(i32::MAX))
    }
}

impl Total {
    /// The number that `count` will answer.
    pub fn new<F, Fut>(count: F) -> Total
    where
        F: Fn(Db) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<i64>> + Send + 'static,
    {
        Total(Box::new(move |db| Box::pin(count(db))))
    }

    /// A number that is known already.
    pub fn known(count: i64) -> Total {
        Total::new(move |_| std::future::ready(Ok(count)))
    }
}
