//! A reader of the feed: existing records are read in pages, new ones arrive in notifications.

use std::time::Duration;

use async_graphql::{Context, Error, Result};
use async_stream::try_stream;
use futures_util::Stream;
use tokio::time::sleep;

use shahrak_domain::ledger::Position;
use shahrak_persistence::ledger::feed::{self, FeedEntry, FeedFilter};
use shahrak_persistence::ledger::listener::{Added, LedgerNotice, LedgerSubscriber};
use shahrak_persistence::page::PageRequest;

use super::{LedgerRecord, Place, within};
use crate::error_code::{ErrorCode, error};
use crate::graphql::context::{Ask, failure};
use crate::http::Turns;
use crate::limits::MAX_PAGE;

/// How many seconds to wait for the database.
const TRIES: u32 = 60;

/// A reader that follows the feed from a position.
pub struct Reader<'a> {
    ctx: &'a Context<'a>,
    listener: LedgerSubscriber,
    place: Place,
    /// All records up to here have been read.
    at: Position,
    /// Up to here, records are read from the database; later ones arrive in notifications.
    end: Position,
}

impl<'a> Reader<'a> {
    /// Follows from this position of the ledger, or from its current end.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` for a position beyond the end of the ledger; a failure of the database.
    pub async fn begin(ctx: &'a Context<'a>, place: Place, begins: Option<Position>) -> Result<Reader<'a>> {
        // In this order, a commit in between is both notified and read, never missed.
        let listener = ctx.register()?.follower.subscribe();
        let db = ctx.db()?;
        let end = Turns::take(ctx, feed::end(db)).await.map_err(failure)?;
        within(begins, end)?;
        Ok(Reader { ctx, listener, place, at: begins.unwrap_or(end), end })
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
        let stopping =
            || error(ErrorCode::Unavailable, "the server is stopping; continue from the last cursor");
        let told = self.listener.next().await.ok_or_else(stopping)?;
        match &*told {
            LedgerNotice::Added(added) if added.after <= self.at => self.added(added).await,
            // Something lies between: it is read from the database.
            LedgerNotice::Added(_) | LedgerNotice::Missed => {
                let db = self.ctx.db()?;
                let end = || async { feed::end(db).await.map_err(failure) };
                self.end = patiently(self.ctx, end).await?;
                Ok(Vec::new())
            }
            LedgerNotice::Revised(_) => Ok(Vec::new()),
        }
    }

    /// The records of a notification that have not been read yet.
    async fn added(&mut self, added: &Added) -> Result<Vec<LedgerRecord>> {
        let new = |entry: &&FeedEntry| entry.recorded.position > self.at && self.place.holds(entry);
        let entries: Vec<FeedEntry> = added.entries.iter().filter(new).cloned().collect();
        self.at = self.at.max(added.through);
        if entries.is_empty() {
            return Ok(Vec::new());
        }
        let reference = patiently(self.ctx, || self.ctx.reference_at_least(added.version)).await?;
        Ok(LedgerRecord::together(reference, None, entries))
    }

    /// A page of existing records.
    async fn page(&mut self) -> Result<Vec<LedgerRecord>> {
        let filter = FeedFilter { through: Some(self.end), ..self.place.filter() };
        let after = Some(feed::key(self.at));
        let request = PageRequest { size: MAX_PAGE, from_end: false, after, before: None };
        let read = || async {
            let found = feed::list(self.ctx.db()?, &filter, &request).await.map_err(failure)?;
            LedgerRecord::page(self.ctx, found, None).await
        };
        let page = patiently(self.ctx, read).await?;
        let last = page.rows.last().map(|(_, record)| record.position());
        self.at = last.filter(|_| page.more_after).unwrap_or(self.end);
        Ok(page.rows.into_iter().map(|(_, record)| record).collect())
    }
}

/// Tries again every second, for a minute, while the database does not answer: subscribers must not notice its restart.
/// Each attempt waits for its turn. Errors that a retry would not solve are returned at once.
pub async fn patiently<T, Fut>(ctx: &Context<'_>, ask: impl Fn() -> Fut) -> Result<T>
where
    Fut: Future<Output = Result<T>>,
{
    for _ in 0..TRIES {
        match Turns::take(ctx, ask()).await {
            Err(error) if may_pass(&error) => {}
            answer => return answer,
        }
        sleep(Duration::from_secs(1)).await;
    }
    Turns::take(ctx, ask()).await
}

fn may_pass(error: &Error) -> bool {
    let code = error.extensions.as_ref().and_then(ErrorCode::within);
    matches!(code, Some(ErrorCode::Unavailable | ErrorCode::Timeout))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use async_graphql::{EmptyMutation, EmptySubscription, Object, Schema};
    use serde_json::json;

    use super::*;

    struct Query;

    #[Object]
    impl Query {
        /// The number of attempts if the first result has this code, and whether a result arrives.
        async fn asked(&self, ctx: &Context<'_>, code: String) -> Result<String> {
            let times = AtomicU32::new(0);
            let refusal =
                || ErrorCode::parse(&code).map_or_else(|| "no code".into(), |code| error(code, "no"));
            let ask = || async {
                let first = times.fetch_add(1, Ordering::SeqCst) == 0;
                if first { Err(refusal()) } else { Ok(()) }
            };
            let answered = patiently(ctx, ask).await.is_ok();
            Ok(format!("{} {answered}", times.into_inner()))
        }
    }

    #[tokio::test]
    async fn only_what_may_pass_is_asked_again() {
        let schema = Schema::new(Query, EmptyMutation, EmptySubscription);
        for (code, expected) in [
            ("UNAVAILABLE", json!("2 true")),
            ("TIMEOUT", json!("2 true")),
            ("INTERNAL_SERVER_ERROR", json!("1 false")),
            ("FORBIDDEN", json!("1 false")),
            ("BAD_USER_INPUT", json!("1 false")),
            ("none", json!("1 false")),
        ] {
            let answer = schema.execute(format!("{{ asked(code: \"{code}\") }}")).await;
            assert_eq!(answer.data.into_json().unwrap()["asked"], expected, "{code}");
        }
    }
}
