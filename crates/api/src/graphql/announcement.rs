//! Announcements: what was said, by whom, when, with its hedge.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, Result};
use tokio::sync::OnceCell;

use shahrak_persistence::announcement::{self as stored, AnnouncementId};
use shahrak_persistence::page::Order;

use crate::graphql::context::{Ask, failure};
use crate::graphql::node::{self, Kind};
use crate::graphql::page::{Listing, PageArgs, listing};
use crate::graphql::scalar::{Calendar, Date};

mod figure;
mod filter;

pub use figure::Figure;
pub use filter::{AnnouncementFilter, FigureFilter};

use figure::FigureOrder;

/// What can be asked about announcements.
#[derive(Default)]
pub struct AnnouncementQuery;

#[Object]
impl AnnouncementQuery {
    /// What was announced: articles and statements with their figures, the latest first.
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the field")]
    async fn announcements(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first so many, 20 unless told, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last so many, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that satisfy all of this.")] filter: Option<AnnouncementFilter>,
        #[graphql(desc = "The order of the list.", default)] order_by: AnnouncementOrder,
    ) -> Result<Listing<Announcement, AnnouncementCount>> {
        let filter = filter.unwrap_or_default().stored(&*ctx.reference()?)?;
        let (name, order) = order_by.order();
        let page = PageArgs { first, after, last, before }.request(name, order)?;
        let page = stored::list(ctx.db()?, &filter, order, &page).await.map_err(failure)?;
        let siblings = Siblings::new(page.rows.iter().map(|(_, row)| row.id).collect());
        let node = |row| Announcement { row, siblings: siblings.clone() };
        Ok(listing(name, page, AnnouncementCount(filter), node))
    }

    /// An announcement; null where there is none with this id.
    async fn announcement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its global id.")] id: ID,
    ) -> Result<Option<Announcement>> {
        match node::decode(&id) {
            Some((Kind::Announcement, key)) => Announcement::find(ctx, &key).await,
            _ => Ok(None),
        }
    }

    /// Single figures of all announcements.
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the field")]
    async fn figures(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first so many, 20 unless told, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last so many, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that satisfy all of this.")] filter: Option<FigureFilter>,
        #[graphql(desc = "The order of the list.", default)] order_by: FigureOrder,
    ) -> Result<Listing<Figure, FigureCount>> {
        let filter = filter.unwrap_or_default().stored(&*ctx.reference()?)?;
        let (name, order) = order_by.order();
        let page = PageArgs { first, after, last, before }.request(name, order)?;
        let page = stored::list_figures(ctx.db()?, &filter, order, &page).await.map_err(failure)?;
        let siblings = Siblings::new(page.rows.iter().map(|(_, row)| row.announcement.id).collect());
        let node = |row| Figure::new(Arc::new(row), siblings.clone());
        Ok(listing(name, page, FigureCount(filter), node))
    }

    /// The figure with this code; null where there is none.
    async fn figure(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its code: `a120`.")] code: String,
    ) -> Result<Option<Figure>> {
        Figure::find(ctx, &code).await
    }
}

/// How announcements are ordered.
#[derive(Enum, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AnnouncementOrder {
    /// From the latest to the earliest; those whose day is not known come last.
    #[default]
    Latest,
    /// From the earliest to the latest; those whose day is not known come first.
    Earliest,
}

impl AnnouncementOrder {
    fn order(self) -> (&'static str, &'static Order) {
        match self {
            AnnouncementOrder::Latest => ("announcement.latest", &stored::LATEST_FIRST),
            AnnouncementOrder::Earliest => ("announcement.earliest", &stored::EARLIEST_FIRST),
        }
    }
}

/// How the day of an announcement is known.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::announcement::DateBasis")]
pub enum DateBasis {
    /// The source states it.
    Stated,
    /// It was inferred from the source.
    Estimated,
    /// It is not known.
    Unknown,
}

/// An announcement, and those that are answered together with it.
#[derive(Clone)]
pub struct Announcement {
    row: stored::Announcement,
    siblings: Arc<Siblings>,
}

/// All figures of one source and day. It is never changed; two announcements may contradict each other, and both stay.
#[Object]
impl Announcement {
    /// Global id.
    async fn id(&self) -> ID {
        node::encode(Kind::Announcement, self.row.id)
    }

    /// Day of the announcement; null where it is not known.
    async fn announced_on(
        &self,
        #[graphql(desc = "The calendar in which the day is written.", default)] calendar: Calendar,
    ) -> Option<Date> {
        self.row.source.announced_on.map(|day| Date::new(day, calendar))
    }

    /// How that day is known.
    async fn date_basis(&self) -> DateBasis {
        self.row.source.date_basis.into()
    }

    /// Address of the page that reports it.
    async fn source(&self) -> &str {
        &self.row.source.address
    }

    /// Its figures, by code.
    async fn figures(&self, ctx: &Context<'_>) -> Result<Vec<Figure>> {
        let figures = self.siblings.figures(ctx).await?.get(&self.row.id).into_iter().flatten();
        Ok(figures.map(|figure| Figure::new(figure.clone(), self.siblings.clone())).collect())
    }
}

impl Announcement {
    /// The announcement with this key of a global id.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn find(ctx: &Context<'_>, key: &str) -> Result<Option<Announcement>> {
        let Ok(id) = key.parse() else { return Ok(None) };
        let row = stored::find(ctx.db()?, id).await.map_err(failure)?;
        Ok(row.map(|row| Announcement { row, siblings: Siblings::new(vec![id]) }))
    }
}

type Figures = HashMap<AnnouncementId, Vec<Arc<stored::Figure>>>;

/// The announcements that are answered together: the first that is asked for its figures reads those of all.
struct Siblings {
    ids: Vec<AnnouncementId>,
    figures: OnceCell<Figures>,
}

impl Siblings {
    fn new(ids: Vec<AnnouncementId>) -> Arc<Siblings> {
        Arc::new(Siblings { ids, figures: OnceCell::new() })
    }

    async fn figures(&self, ctx: &Context<'_>) -> Result<&Figures> {
        let db = ctx.db()?;
        self.figures
            .get_or_try_init(|| async { Ok(group(stored::figures_of(db, &self.ids).await?)) })
            .await
            .map_err(failure)
    }
}

fn group(figures: Vec<stored::Figure>) -> Figures {
    let mut groups = Figures::new();
    for figure in figures {
        groups.entry(figure.announcement.id).or_default().push(Arc::new(figure));
    }
    groups
}

/// Counts announcements.
pub struct AnnouncementCount(stored::AnnouncementFilter);

#[Object]
impl AnnouncementCount {
    /// How many there are in all, whatever the page.
    async fn total_count(&self, ctx: &Context<'_>) -> Result<i32> {
        let count = stored::count(ctx.db()?, &self.0).await.map_err(failure)?;
        Ok(i32::try_from(count)?)
    }
}

/// Counts figures.
pub struct FigureCount(stored::FigureFilter);

#[Object]
impl FigureCount {
    /// How many there are in all, whatever the page.
    async fn total_count(&self, ctx: &Context<'_>) -> Result<i32> {
        let count = stored::count_figures(ctx.db()?, &self.0).await.map_err(failure)?;
        Ok(i32::try_from(count)?)
    }
}
