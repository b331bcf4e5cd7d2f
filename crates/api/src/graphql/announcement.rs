//! Announcements: who stated which figures, when, and with which hedge.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, Result};

use shahrak_domain::moment::Moment;
use shahrak_domain::yearly_target::Target;
use shahrak_persistence::announcement as stored;
use shahrak_persistence::page::Order;
use shahrak_persistence::yearly_target;

use crate::graphql::common::batch::Batch;
use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::common::global_id::{self, NodeKind};
use crate::graphql::common::or_default::OrDefault;
use crate::graphql::common::page::{Connection, PageArgs, connection};
use crate::graphql::common::scalar::{Calendar, Date, DateTime};
use crate::graphql::common::total_count::TotalCount;
use crate::graphql::report::moment;

mod contradiction;
mod correct;
mod correction;
mod figure;
mod filter;
mod finding;
mod input;
mod mark;
mod mutation;
mod parsed;

pub use contradiction::ContradictionQuery;
pub use correct::FigureCorrectionMutation;
pub use figure::{AnnouncedPopulation, Figure, Hedge, Measure};
pub use filter::{AnnouncementFilter, FigureFilter};
pub use mark::FigureMarkMutation;
pub use mutation::AnnouncementMutation;

pub(in crate::graphql) use figure::FigureBatch;

use figure::FigureOrder;
use finding::Finding;

/// The queries of announcements and figures.
#[derive(Default)]
pub struct AnnouncementQuery;

#[Object]
impl AnnouncementQuery {
    /// Announcements with their figures, the latest first by default: those of which a figure is in force.
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the field")]
    async fn announcements(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Returns the first *n* items (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last *n* items (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
        #[graphql(desc = "Returns the items that satisfy all conditions.")] filter: Option<
            AnnouncementFilter,
        >,
        #[graphql(desc = "The order of the list.", default)] order_by: OrDefault<AnnouncementOrder>,
        #[graphql(desc = "Whether the greatest value comes first.", default_with = "Some(true)")]
        descending: Option<bool>,
        #[graphql(
            desc = "The moment of knowledge, not in the future (default: now): figures that were recorded by then, and had \
            not been replaced or voided by then."
        )]
        known_at: Option<DateTime>,
    ) -> Result<Connection<Announcement>> {
        let known_at = moment(ctx, known_at).await?;
        let mut filter = filter.unwrap_or_default().stored(&*ctx.reference()?)?;
        filter.figure.known_at = known_at;
        let (name, order) = order_by.0.order(descending.unwrap_or(true));
        let page = PageArgs { first, after, last, before }.request(name, &order)?;
        let page = stored::list(ctx.db()?, &filter, &order, &page).await.map_err(failure)?;
        let batch = batch(page.rows.iter().map(|(_, row)| row));
        let total = TotalCount::new(move |db| {
            let filter = filter.clone();
            async move { stored::count(&db, &filter).await.map_err(failure) }
        });
        Ok(connection(name, page, total, |row| Announcement { row, batch: batch.clone(), known_at }))
    }

    /// The announcement with this global id; null if there is none.
    async fn announcement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The global id.")] id: ID,
    ) -> Result<Option<Announcement>> {
        let Some((NodeKind::Announcement, key)) = global_id::decode(&id) else { return Ok(None) };
        Ok(Announcement::by_key(ctx, std::slice::from_ref(&key)).await?.remove(&key))
    }

    /// The figures of all announcements that are in force: neither replaced nor voided.
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the field")]
    async fn figures(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Returns the first *n* items (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last *n* items (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
        #[graphql(desc = "Returns the items that satisfy all conditions.")] filter: Option<FigureFilter>,
        #[graphql(desc = "The order of the list.", default)] order_by: OrDefault<FigureOrder>,
        #[graphql(desc = "Whether the greatest value comes first.", default)] descending: OrDefault<bool>,
        #[graphql(
            desc = "The moment of knowledge, not in the future (default: now): figures that were recorded by then, and had \
            not been replaced or voided by then."
        )]
        known_at: Option<DateTime>,
    ) -> Result<Connection<Figure>> {
        let known_at = moment(ctx, known_at).await?;
        let mut filter = filter.unwrap_or_default().stored(&*ctx.reference()?)?;
        filter.known_at = known_at;
        let (name, order) = order_by.0.order(descending.0);
        let page = PageArgs { first, after, last, before }.request(name, &order)?;
        let page = stored::list_figures(ctx.db()?, &filter, &order, &page).await.map_err(failure)?;
        let total = TotalCount::new(move |db| {
            let filter = filter.clone();
            async move { stored::count_figures(&db, &filter).await.map_err(failure) }
        });
        let rows: Vec<&stored::Figure> = page.rows.iter().map(|(_, row)| row).collect();
        let make = Figure::maker(ctx.reference()?, &rows, known_at);
        Ok(connection(name, page, total, make))
    }

    /// The figure with this code, in force or not; null if there is none.
    async fn figure(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Code of the figure, for example `a120`.")] code: String,
    ) -> Result<Option<Figure>> {
        Ok(Figure::by_key(ctx, std::slice::from_ref(&code)).await?.remove(&code))
    }
}

/// Orders of announcements. Announcements with equal values are in the order in which they were recorded.
#[derive(Enum, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AnnouncementOrder {
    /// Day of the announcement. Unknown days come before all known ones.
    #[default]
    AnnouncedOn,
}

impl AnnouncementOrder {
    fn order(self, descending: bool) -> (&'static str, Order) {
        match self {
            AnnouncementOrder::AnnouncedOn => ("announcement.day", Order { descending, ..stored::BY_DAY }),
        }
    }
}

/// How the day of an announcement is known.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::announcement::DateBasis")]
pub enum DateBasis {
    /// The source states the day.
    Stated,
    /// The day was inferred from the source.
    Estimated,
    /// The day is not known.
    Unknown,
}

/// An announcement and the batch with which it was loaded.
#[derive(Clone)]
pub struct Announcement {
    row: stored::Announcement,
    batch: Arc<Batch>,
    /// The moment of knowledge; none for now.
    known_at: Option<Moment>,
}

/// All figures of one source and day. An announcement is never changed. Two announcements may contradict each other;
/// the register keeps both.
#[Object]
impl Announcement {
    /// Global id.
    pub(crate) async fn id(&self) -> ID {
        global_id::encode(NodeKind::Announcement, self.row.id)
    }

    /// Day of the announcement; null if not known.
    async fn announced_on(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Option<Date> {
        self.row.source.announced_on.map(|day| Date::new(day, calendar))
    }

    /// How the day of the announcement is known.
    async fn date_basis(&self) -> DateBasis {
        self.row.source.date_basis.into()
    }

    /// Address of the page that reports the announcement.
    async fn source(&self) -> &str {
        &self.row.source.address
    }

    /// What does not reconcile among the figures of the announcement, with each other, with the exchange rates, or with
    /// the targets of the register, ordered by kind. No finding says who is right.
    async fn findings(&self, ctx: &Context<'_>) -> Result<Vec<Finding>> {
        let load = async |ids: Vec<i64>| {
            let figures = self.loaded_figures(ctx).await?;
            finding::of_announcements(ctx, &figures.1, &ids, self.known_at).await
        };
        let findings = self.batch.get_or_load("findings".to_owned(), load).await?;
        Ok(findings.get(&self.row.id).cloned().unwrap_or_default())
    }

    /// The figures of the announcement that are in force, ordered by code.
    async fn figures(&self, ctx: &Context<'_>) -> Result<Vec<Figure>> {
        let figures = self.loaded_figures(ctx).await?;
        let (batch, of) = &*figures;
        let own = of.get(&self.row.id).into_iter().flatten();
        Ok(own.map(|row| Figure::new(row.clone(), batch.clone())).collect())
    }
}

impl Announcement {
    /// The announcements with these keys of global ids.
    pub(crate) async fn by_key(ctx: &Context<'_>, keys: &[String]) -> Result<HashMap<String, Announcement>> {
        let rows = stored::find(ctx.db()?, global_id::numbers(keys)).await.map_err(failure)?;
        let batch = batch(rows.iter());
        let keyed = |row: stored::Announcement| {
            (row.id.to_string(), Announcement { row, batch: batch.clone(), known_at: None })
        };
        Ok(rows.into_iter().map(keyed).collect())
    }

    /// The figures of the announcements of the batch.
    async fn loaded_figures(&self, ctx: &Context<'_>) -> Result<Arc<(Arc<FigureBatch>, FiguresOf)>> {
        let load = async |ids: Vec<i64>| figures(ctx, &self.batch, &ids, self.known_at).await;
        self.batch.get_or_load("figures".to_owned(), load).await
    }
}

fn batch<'a>(rows: impl Iterator<Item = &'a stored::Announcement>) -> Arc<Batch> {
    Arc::new(Batch::new(rows.map(|row| row.id.into())))
}

type FiguresOf = HashMap<stored::AnnouncementId, Vec<Arc<stored::Figure>>>;

/// The figures of the announcements of a batch, and what they share.
async fn figures(
    ctx: &Context<'_>,
    batch: &Arc<Batch>,
    announcements: &[i64],
    known_at: Option<Moment>,
) -> Result<(Arc<FigureBatch>, FiguresOf)> {
    let figures = stored::figures_of(ctx.db()?, announcements, known_at).await.map_err(failure)?;
    let rows: Vec<&stored::Figure> = figures.iter().collect();
    let shared = FigureBatch::of(ctx.reference()?, batch.clone(), &rows, known_at);
    let mut of = FiguresOf::new();
    for figure in figures {
        of.entry(figure.announcement.id).or_default().push(Arc::new(figure));
    }
    Ok((shared, of))
}

/// All targets of the register, with the revisions known at a moment; none stands for now.
async fn known_targets(ctx: &Context<'_>, known_at: Option<Moment>) -> Result<Vec<Target>> {
    let targets = yearly_target::all(ctx.db()?).await.map_err(failure)?;
    let known = |stored: yearly_target::StoredTarget| {
        let mut target = stored.target;
        target.revisions.retain(|revision| correction::is_known(revision.recorded_at, known_at));
        target
    };
    Ok(targets.into_iter().map(known).collect())
}
