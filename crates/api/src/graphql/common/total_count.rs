//! The number of items in a list, counted by a separate statement when it is selected.

use async_graphql::{Context, Object, Result};
use futures_util::future::BoxFuture;

use shahrak_persistence::db::Db;

use crate::graphql::common::context::ContextExt;

type Count = Box<dyn Fn(Db) -> BoxFuture<'static, Result<i64>> + Send + Sync>;

/// The number of items in a list.
pub struct TotalCount(Count);

#[Object]
impl TotalCount {
    /// The number of items in the whole list, not only on the page. A separate statement counts them: ask for it only
    /// if needed.
    async fn total_count(&self, ctx: &Context<'_>) -> Result<i32> {
        let count = (self.0)(ctx.db()?.clone()).await?;
        Ok(i32::try_from(count).unwrap_or(i32::MAX))
    }
}

impl TotalCount {
    /// A number that `count` computes.
    pub fn new<F, Fut>(count: F) -> TotalCount
    where
        F: Fn(Db) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<i64>> + Send + 'static,
    {
        TotalCount(Box::new(move |db| Box::pin(count(db))))
    }

    /// A number that is already known.
    pub fn known(count: i64) -> TotalCount {
        TotalCount::new(move |_| std::future::ready(Ok(count)))
    }
}
