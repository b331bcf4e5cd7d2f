//! Announcements and their figures: listing, counting, finding.

use sea_orm::{EntityTrait, QueryFilter, QueryOrder};

use shahrak_domain::actor::RoleName;
use shahrak_domain::announcement::{self, Source};
use shahrak_domain::moment::Moment;

use crate::db::Db;
use crate::entity::{announced_figure, announcement as entity};
use crate::error::Result;
use crate::list::{ListTables as List, Paged};
use crate::page::{Column, Order, Page, PageRequest};
use crate::reference_cache::ProvinceId;

mod correction;
mod decision;
mod filter;
mod mark;
mod record;
mod row;

pub use correction::{FigureCorrection, LockedFigure, NewCorrection, correct, corrections_of, lock};
pub use filter::{AnnouncementFilter, FigureFilter, FigureScope};
pub use mark::{FigureMark, mark, marks_of};
pub use record::{RecordedSource, add, recorded};

pub(crate) use decision::DECISIONS;
pub(crate) use row::FigureRow;

/// Number of an announcement in the database.
pub type AnnouncementId = i32;

/// An announcement: where and when figures were announced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// Its number in the database.
    pub id: AnnouncementId,
    /// Where and when.
    pub source: Source,
}

/// A figure and its announcement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Where and when it was announced.
    pub announcement: Announcement,
    /// The number of the province that it speaks of; none for the country.
    pub province_id: Option<ProvinceId>,
    /// The figure.
    pub figure: announcement::Figure,
    /// When and by whom it was recorded.
    pub recording: Recording,
}

/// When and by whom something was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    /// When.
    pub at: Moment,
    /// The name of the recorder.
    pub by: String,
    /// The role of the recorder; none if only a name is known.
    pub role: Option<RoleName>,
    /// The organisation of the recorder.
    pub organisation: Option<String>,
}

const ANNOUNCED_ON: Column = Column { sql: "COALESCE(announcement.announced_on, '-infinity')", cast: "date" };
const CODE: Column = Column { sql: "figure.code", cast: "text" };

/// Announcements by day; unknown days come before all others.
pub const BY_DAY: Order =
    Order { columns: &[ANNOUNCED_ON, Column { sql: "announcement.id", cast: "integer" }], descending: false };
/// Figures by code.
pub const FIGURES_BY_CODE: Order = Order { columns: &[CODE], descending: false };
/// Figures by day of announcement; unknown days come before all others.
pub const FIGURES_BY_DAY: Order = Order { columns: &[ANNOUNCED_ON, CODE], descending: false };

const ANNOUNCEMENTS: List = List { table: "announcement", alias: "announcement", joins: "" };
/// With their announcements, by which they are filtered and ordered too.
const FIGURES: List = List {
    table: "announced_figure AS figure JOIN announcement ON announcement.id = figure.announcement_id",
    alias: "figure",
    joins: "",
};

/// A page of announcements.
pub async fn list(
    db: &Db,
    filter: &AnnouncementFilter,
    order: &Order,
    page: &PageRequest,
) -> Result<Page<Announcement>> {
    let found: Paged<entity::Model> = ANNOUNCEMENTS.page(db, order, page, |query| filter.push(query)).await?;
    Ok(found.page.map(entity::Model::into_announcement))
}

/// Counts announcements.
pub async fn count(db: &Db, filter: &AnnouncementFilter) -> Result<i64> {
    ANNOUNCEMENTS.count(db, |query| filter.push(query)).await
}

/// The announcements with these numbers, in no order.
pub async fn find(db: &Db, ids: Vec<AnnouncementId>) -> Result<Vec<Announcement>> {
    let rows = entity::Entity::find().filter(entity::COLUMN.id.eq_any(ids)).all(db).await?;
    Ok(rows.into_iter().map(entity::Model::into_announcement).collect())
}

/// The figures of these announcements that are in force, by code: now, or by the knowledge of a moment.
pub async fn figures_of(db: &Db, announcements: &[i64], known_at: Option<Moment>) -> Result<Vec<Figure>> {
    let announcements = announcements.iter().filter_map(|id| AnnouncementId::try_from(*id).ok()).collect();
    all(db, &FigureFilter { announcements: Some(announcements), known_at, ..FigureFilter::default() }, ALL)
        .await
}

/// A page of figures.
pub async fn list_figures(
    db: &Db,
    filter: &FigureFilter,
    order: &Order,
    page: &PageRequest,
) -> Result<Page<Figure>> {
    let found: Paged<FigureRow> = FIGURES.page(db, order, page, |query| filter.push(query)).await?;
    Ok(found.page.map(FigureRow::into_figure))
}

/// All figures that match a filter, by code.
pub async fn matching(db: &Db, filter: &FigureFilter) -> Result<Vec<Figure>> {
    all(&db.heavy(), filter, ALL).await
}

/// The first figures that match a filter, by code.
pub async fn first(db: &Db, filter: &FigureFilter, most: u32) -> Result<Vec<Figure>> {
    all(db, filter, most).await
}

/// More figures than there are.
const ALL: u32 = u32::MAX - 1;

async fn all(db: &Db, filter: &FigureFilter, most: u32) -> Result<Vec<Figure>> {
    let page = PageRequest { size: most, from_end: false, after: None, before: None };
    let page = list_figures(db, filter, &FIGURES_BY_CODE, &page).await?;
    Ok(page.rows.into_iter().map(|(_, figure)| figure).collect())
}

/// Counts figures.
pub async fn count_figures(db: &Db, filter: &FigureFilter) -> Result<i64> {
    FIGURES.count(db, |query| filter.push(query)).await
}

/// The figures with these codes, in force or not, by code.
pub async fn find_figures(db: &Db, codes: Vec<String>) -> Result<Vec<Figure>> {
    let figures = announced_figure::Entity::find().find_also_related(entity::Entity);
    let figures = figures.filter(announced_figure::COLUMN.code.eq_any(codes));
    let rows = figures.order_by_asc(announced_figure::COLUMN.code).all(db).await?;
    let pairs = rows.into_iter().filter_map(|(figure, announcement)| Some((figure, announcement?)));
    Ok(pairs.map(|(figure, announcement)| FigureRow { figure, announcement }.into_figure()).collect())
}
