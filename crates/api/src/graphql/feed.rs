//! The ledger as a feed: its records in the order of commits, in pages and as a subscription.

use async_graphql::connection::{CursorType, PageInfo};
use async_graphql::{Context, Object, Result, Subscription};
use futures_util::{Stream, StreamExt};
use graphql_http::EventPermits;

use shahrak_domain::ledger::Position;
use shahrak_messages::message;
use shahrak_persistence::ledger::feed::{self, BY_RECORDING, FeedEntry, FeedFilter};
use shahrak_persistence::page::PageRequest;
use shahrak_persistence::park::ParkId;
use shahrak_persistence::reference_cache::ProvinceId;

use crate::graphql::common::argument;
use crate::graphql::common::context::{ContextExt, bad_input, failure};
use crate::graphql::common::page::{Cursor, ListEdge, PageArgs};
use crate::graphql::park;

mod live;
mod record;

pub use record::LedgerRecord;

use live::Reader;

/// The name of the feed's order in cursors. Cursors never expire, so it must not change.
const FEED: &str = "feed";

/// The query of the feed.
#[derive(Default)]
pub struct FeedQuery;

/// The subscription to the feed.
#[derive(Default)]
pub struct FeedSubscription;

#[Object]
impl FeedQuery {
    /// The records of the ledger in the order in which they became visible. A new record is never inserted before one
    /// that has been read. A client that continues from its last cursor misses nothing and reads nothing twice.
    async fn feed(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Returns the records after this cursor (default: from the first record on). A cursor never expires \
            and works with any filter."
        )]
        after: Option<String>,
        #[graphql(desc = "Returns the first *n* items (default 20, at most 100).")] first: Option<i32>,
        #[graphql(
            desc = "Only records of units in this province (ISO 3166-2 code of 2020, for example `IR-09`)."
        )]
        province: Option<String>,
        #[graphql(desc = "Only records of units in this park, by its code, for example `TOUS`.")]
        park: Option<String>,
    ) -> Result<Feed> {
        let request = page_request(first, after.clone())?;
        let scope = FeedScope::parse(ctx, province, park).await?;
        let found = feed::list(ctx.db()?, &scope.filter(), &request).await.map_err(failure)?;
        let begins = position(&request);
        if found.page.rows.is_empty() && begins.is_some() {
            within(begins, feed::end(ctx.db()?).await.map_err(failure)?)?;
        }
        let page = LedgerRecord::page(ctx, found, None).await?;
        let (more_before, more_after) = (page.more_before, page.more_after);
        let edges = page.rows.into_iter().map(|(_, record)| record.into_edge()).collect();
        Ok(Feed { after, edges, more_before, more_after })
    }
}

#[Subscription]
impl FeedSubscription {
    /// Sends each record of the feed as soon as it is committed. To continue after an interruption, pass the cursor of
    /// the last record received: the subscription first sends what was recorded in between. Nothing is missed or sent
    /// twice.
    async fn register_changed(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Only records of units in this province (ISO 3166-2 code of 2020, for example `IR-09`)."
        )]
        province: Option<String>,
        #[graphql(desc = "Only records of units in this park, by its code, for example `TOUS`.")]
        park: Option<String>,
        #[graphql(
            desc = "Sends the records after this cursor, from this subscription or `feed` (default: only new ones)."
        )]
        after: Option<String>,
    ) -> Result<impl Stream<Item = Result<ListEdge<LedgerRecord>>>> {
        let begins = position(&page_request(None, after)?);
        let scope = FeedScope::parse(ctx, province, park).await?;
        let reader = Reader::begin(ctx, scope, begins).await?;
        Ok(EventPermits::stream(ctx, reader.records()).map(|record| {
            ctx.renew()?;
            Ok(record?.into_edge())
        }))
    }
}

/// A page of the feed.
struct Feed {
    after: Option<String>,
    edges: Vec<ListEdge<LedgerRecord>>,
    more_before: bool,
    more_after: bool,
}

/// A page of the feed.
#[Object(name = "FeedConnection")]
impl Feed {
    /// Position of the page in the feed. Continue from `endCursor`; if the page is empty, it is the cursor that was
    /// passed.
    async fn page_info(&self) -> PageInfo {
        let cursor = |edge: &ListEdge<LedgerRecord>| edge.cursor.encode_cursor();
        PageInfo {
            has_previous_page: self.more_before,
            has_next_page: self.more_after,
            start_cursor: self.edges.first().map(cursor),
            end_cursor: self.edges.last().map(cursor).or_else(|| self.after.clone()),
        }
    }

    /// The records on the page, each with its cursor.
    async fn edges(&self) -> &[ListEdge<LedgerRecord>] {
        &self.edges
    }

    /// The records on the page.
    async fn nodes(&self) -> Vec<&LedgerRecord> {
        self.edges.iter().map(|edge| &edge.node).collect()
    }

    /// The cursor of the current end of the ledger, whatever the filter. Everything that is recorded from now on comes
    /// after it.
    async fn head_cursor(&self, ctx: &Context<'_>) -> Result<String> {
        Ok(cursor(feed::end(ctx.db()?).await.map_err(failure)?).encode_cursor())
    }
}

/// The place whose records are read. If both are given, both must match.
#[derive(Clone, Copy)]
struct FeedScope {
    province: Option<ProvinceId>,
    park: Option<ParkId>,
}

impl FeedScope {
    async fn parse(ctx: &Context<'_>, province: Option<String>, park: Option<String>) -> Result<FeedScope> {
        let province = match province {
            Some(code) => Some(argument::province(&*ctx.reference()?, "province", &code)?),
            None => None,
        };
        let park = match park {
            Some(code) => Some(park::argument(ctx, "park", &code).await?),
            None => None,
        };
        Ok(FeedScope { province, park })
    }

    fn filter(self) -> FeedFilter {
        FeedFilter { province: self.province, park: self.park, ..FeedFilter::default() }
    }

    fn holds(self, entry: &FeedEntry) -> bool {
        self.province.is_none_or(|id| id == entry.unit.province_id)
            && self.park.is_none_or(|id| Some(id) == entry.unit.park_id)
    }
}

fn page_request(first: Option<i32>, after: Option<String>) -> Result<PageRequest> {
    PageArgs { first, after, ..PageArgs::default() }.request(FEED, &BY_RECORDING)
}

/// The position after which a page begins.
fn position(request: &PageRequest) -> Option<Position> {
    request.after.as_ref()?.first()?.parse().ok()
}

fn cursor(position: Position) -> Cursor {
    Cursor::new(FEED, feed::key(position))
}

/// Refuses a cursor beyond the end of the ledger: a client that continued from it would miss the records up to that
/// position.
fn within(begins: Option<Position>, end: Position) -> Result<()> {
    match begins.is_some_and(|begins| begins > end) {
        true => Err(bad_input("after", message!("cursor-beyond-end"))),
        false => Ok(()),
    }
}
