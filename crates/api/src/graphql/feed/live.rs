//! A reader of the feed: existing records are read in pages, new ones arrive in notifications.

use async_graphql::{Context, Result};
use async_stream::try_stream;
use futures_util::Stream;
use graphql_http::EventPermits;
use graphql_http::error_code::{ErrorCode, error};

use shahrak_domain::ledger::Position;
use shahrak_messages::message;
use shahrak_persistence::ledger::feed::{self, FeedEntry, FeedFilter};
use shahrak_persistence::ledger::listener::{AddedEntries, LedgerNotice, LedgerSubscriber};
use shahrak_persistence::page::PageRequest;

use super::{FeedScope, LedgerRecord, within};
use crate::cost::MAX_PAGE;
use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::common::retry::while_unavailable;

/// A reader that follows the feed from a position.
pub struct Reader<'a> {
    ctx: &'a Context<'a>,
    listener: LedgerSubscriber,
    scope: FeedScope,
    /// All records up to here have been read.
    at: Position,
    /// Up to here, records are read from the database; later ones arrive in notifications.
    end: Position,
}

impl<'a> Reader<'a> {
    /// Follows from this position of the ledger, or from its current end.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` for a position beyond the end of the ledger.
    pub async fn begin(
        ctx: &'a Context<'a>,
        scope: FeedScope,
        begins: Option<Position>,
    ) -> Result<Reader<'a>> {
        // In this order, a commit in between is both notified and read, never missed.
        let listener = ctx.register()?.follower.subscribe();
        let db = ctx.db()?;
        let end = EventPermits::run(ctx, feed::end(db)).await.map_err(failure)?;
        within(begins, end)?;
        Ok(Reader { ctx, listener, scope, at: begins.unwrap_or(end), end })
    }

    /// The records one after another, without end.
    pub fn records(mut self) -> impl Stream<Item = Result<LedgerRecord>> {
        try_stream! {
            loop {
                for record in self.some().await? {
                    yield record;
                }
            }
        }
    }

    /// The next records, possibly none.
    async fn some(&mut self) -> Result<Vec<LedgerRecord>> {
        if self.at < self.end {
            return self.page().await;
        }
        let stopping = || error(ErrorCode::Unavailable, message!("server-stopping"));
        let notice = self.listener.next().await.ok_or_else(stopping)?;
        match &*notice {
            LedgerNotice::Added(added) if added.after <= self.at => self.added(added).await,
            // Something lies between: it is read from the database.
            LedgerNotice::Added(_) | LedgerNotice::Missed => {
                let db = self.ctx.db()?;
                let end = || async { feed::end(db).await.map_err(failure) };
                self.end = while_unavailable(self.ctx, end).await?;
                Ok(Vec::new())
            }
            LedgerNotice::Revised(_) => Ok(Vec::new()),
        }
    }

    /// The records of a notification that have not been read yet.
    async fn added(&mut self, added: &AddedEntries) -> Result<Vec<LedgerRecord>> {
        let new = |entry: &&FeedEntry| entry.recorded.position > self.at && self.scope.holds(entry);
        let entries: Vec<FeedEntry> = added.entries.iter().filter(new).cloned().collect();
        self.at = self.at.max(added.through);
        if entries.is_empty() {
            return Ok(Vec::new());
        }
        let reference = while_unavailable(self.ctx, || self.ctx.reference_at_least(added.version)).await?;
        Ok(LedgerRecord::batch(reference, None, entries))
    }

    /// A page of existing records.
    async fn page(&mut self) -> Result<Vec<LedgerRecord>> {
        let filter = FeedFilter { through: Some(self.end), ..self.scope.filter() };
        let after = Some(feed::key(self.at));
        let request = PageRequest { size: MAX_PAGE, from_end: false, after, before: None };
        let read = || async {
            let found = feed::list(self.ctx.db()?, &filter, &request).await.map_err(failure)?;
            LedgerRecord::page(self.ctx, found, None).await
        };
        let page = while_unavailable(self.ctx, read).await?;
        let last = page.rows.last().map(|(_, record)| record.position());
        self.at = last.filter(|_| page.more_after).unwrap_or(self.end);
        Ok(page.rows.into_iter().map(|(_, record)| record).collect())
    }
}
