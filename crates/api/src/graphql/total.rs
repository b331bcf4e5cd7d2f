//! `totalCount` of a connection, counted by a separate statement when it is asked for.

use async_graphql::{Context, Object, Result};
use futures_util::future::BoxFuture;

use shahrak_persistence::db::Db;

use crate::graphql::context::Ask;

type Count = Box<dyn Fn(Db) -> BoxFuture<'static, Result<i64>> + Send + Sync>;

/// The number of items of a connection.
pub struct Total(Count);

#[Object]
impl Total {
    /// The number of items in the whole list, not only on the page. A separate statement counts them: ask for it only
    /// if needed.
    async fn total_count(&self, ctx: &Context<'_>) -> Result<i32> {
        let count = (self.0)(ctx.db()?.clone()).await?;
        Ok(i32::try_from(count).unwrap_or(i32::MAX))
    }
}

impl Total {
    /// A number that `count` will compute.
    pub fn new<F, Fut>(count: F) -> Total
    where
        F: Fn(Db) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<i64>> + Send + 'static,
    {
        Total(Box::new(move |db| Box::pin(count(db))))
    }

    /// A number that is already known.
    pub fn known(count: i64) -> Total {
        Total::new(move |_| std::future::ready(Ok(count)))
    }
}
