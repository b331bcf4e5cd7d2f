//! Announcements and their figures: listing, counting, finding.

use sqlx::QueryBuilder;

use shahrak_domain::announcement::{self, Source};

use crate::db::Db;
use crate::error::Result;
use crate::page::{Column, Order, Page, PageRequest};
use crate::snapshot::ProvinceId;

mod filter;
mod row;

pub use filter::{AnnouncementFilter, FigureFilter, FigureScope};

use row::{AnnouncementRow, FigureRow, Listed, into_domain};

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
}

const ANNOUNCED_ON: Column = Column { sql: "COALESCE(announcement.announced_on, '-infinity')", cast: "date" };
const BY_DAY: &[Column] = &[ANNOUNCED_ON, Column { sql: "announcement.id", cast: "integer" }];
const CODE: Column = Column { sql: "figure.code", cast: "text" };

/// Announcements by day, those of unknown day first.
pub const EARLIEST_FIRST: Order = Order { columns: BY_DAY, descending: false };
/// Announcements from the latest to the earliest, those of unknown day last.
pub const LATEST_FIRST: Order = Order { columns: BY_DAY, descending: true };
/// Figures by code.
pub const FIGURES_BY_CODE: Order = Order { columns: &[CODE], descending: false };
/// Figures by day of announcement, those of unknown day first.
pub const FIGURES_EARLIEST_FIRST: Order = Order { columns: &[ANNOUNCED_ON, CODE], descending: false };
/// Figures from the latest announced to the earliest, those of unknown day last.
pub const FIGURES_LATEST_FIRST: Order = Order { columns: &[ANNOUNCED_ON, CODE], descending: true };

const FIGURE_COLUMNS: &str = "announcement.id AS announcement_id, announced_on, date_basis, source, figure.code, \
    speaker, organisation, figure.province_id, province.code AS province, population, metric, measure, hedge, \
    low, high, unit, period_from, period_to, quote, note";
const FIGURES: &str = "announced_figure AS figure JOIN announcement ON announcement.id = figure.announcement_id \
    LEFT JOIN province ON province.id = figure.province_id";

/// A page of announcements.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn list(
    db: &Db,
    filter: &AnnouncementFilter,
    order: &Order,
    page: &PageRequest,
) -> Result<Page<Announcement>> {
    let select = format!(
        "SELECT {} AS key, id, announced_on, date_basis, source FROM announcement WHERE true",
        order.key_sql()
    );
    let mut query = QueryBuilder::new(select);
    filter.push(&mut query);
    order.push(&mut query, page);
    let rows: Vec<Listed<AnnouncementRow>> = db.rows(query.build_query_as()).await?;
    into_domain(Page::new(rows, page), AnnouncementRow::into_announcement)
}

/// How many announcements there are.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn count(db: &Db, filter: &AnnouncementFilter) -> Result<i64> {
    let mut query = QueryBuilder::new("SELECT count(*) FROM announcement WHERE true");
    filter.push(&mut query);
    db.value(query.build_query_scalar()).await
}

/// The announcement with this number.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn find(db: &Db, id: AnnouncementId) -> Result<Option<Announcement>> {
    let query = sqlx::query_as("SELECT id, announced_on, date_basis, source FROM announcement WHERE id = $1")
        .bind(id);
    let row: Option<AnnouncementRow> = db.row(query).await?;
    row.map(AnnouncementRow::into_announcement).transpose()
}

/// The figures of these announcements, by code.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn figures_of(db: &Db, announcements: &[AnnouncementId]) -> Result<Vec<Figure>> {
    let select = format!("SELECT {FIGURE_COLUMNS} FROM {FIGURES} WHERE announcement.id = ANY(");
    let mut query = QueryBuilder::new(select);
    query.push_bind(announcements.to_vec()).push(") ORDER BY figure.code");
    let rows: Vec<FigureRow> = db.rows(query.build_query_as()).await?;
    rows.into_iter().map(FigureRow::into_figure).collect()
}

/// A page of figures.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn list_figures(
    db: &Db,
    filter: &FigureFilter,
    order: &Order,
    page: &PageRequest,
) -> Result<Page<Figure>> {
    let select = format!("SELECT {} AS key, {FIGURE_COLUMNS} FROM {FIGURES} WHERE true", order.key_sql());
    let mut query = QueryBuilder::new(select);
    filter.push(&mut query);
    order.push(&mut query, page);
    let rows: Vec<Listed<FigureRow>> = db.rows(query.build_query_as()).await?;
    into_domain(Page::new(rows, page), FigureRow::into_figure)
}

/// How many figures there are.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn count_figures(db: &Db, filter: &FigureFilter) -> Result<i64> {
    let mut query = QueryBuilder::new(format!("SELECT count(*) FROM {FIGURES} WHERE true"));
    filter.push(&mut query);
    db.value(query.build_query_scalar()).await
}

/// The figure with this code.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn find_figure(db: &Db, code: &str) -> Result<Option<Figure>> {
    let select = format!("SELECT {FIGURE_COLUMNS} FROM {FIGURES} WHERE figure.code = ");
    let mut query = QueryBuilder::new(select);
    query.push_bind(code.to_owned());
    let row: Option<FigureRow> = db.row(query.build_query_as()).await?;
    row.map(FigureRow::into_figure).transpose()
}
