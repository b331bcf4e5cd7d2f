//! Announcements and their figures: listing, counting, finding.

use sqlx::QueryBuilder;

use shahrak_domain::announcement::{self, Source};

use crate::db::Db;
use crate::error::Result;
use crate::page::{Column, Order, Page, PageRequest};
use crate::snapshot::ProvinceId;

mod filter;
mod record;
mod row;

pub use filter::{AnnouncementFilter, FigureFilter, FigureScope};
pub use record::{Recorded, add, recorded};

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
const CODE: Column = Column { sql: "figure.code", cast: "text" };

/// Announcements by day; a day that is not known is less than any other.
pub const BY_DAY: Order =
    Order { columns: &[ANNOUNCED_ON, Column { sql: "announcement.id", cast: "integer" }], descending: false };
/// Figures by code.
pub const FIGURES_BY_CODE: Order = Order { columns: &[CODE], descending: false };
/// Figures by day of announcement; a day that is not known is less than any other.
pub const FIGURES_BY_DAY: Order = Order { columns: &[ANNOUNCED_ON, CODE], descending: false };

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

/// The announcements with these numbers, in no order.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn find(db: &Db, ids: Vec<AnnouncementId>) -> Result<Vec<Announcement>> {
    let sql = "SELECT id, announced_on, date_basis, source FROM announcement WHERE id = ANY($1)";
    let rows: Vec<AnnouncementRow> = db.rows(sqlx::query_as(sql).bind(ids)).await?;
    rows.into_iter().map(AnnouncementRow::into_announcement).collect()
}

/// The figures of these announcements, by code.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn figures_of(db: &Db, announcements: &[i64]) -> Result<Vec<Figure>> {
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

/// The figures with these codes, in no order.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn find_figures(db: &Db, codes: Vec<String>) -> Result<Vec<Figure>> {
    let select = format!("SELECT {FIGURE_COLUMNS} FROM {FIGURES} WHERE figure.code = ANY(");
    let mut query = QueryBuilder::new(select);
    query.push_bind(codes).push(")");
    let rows: Vec<FigureRow> = db.rows(query.build_query_as()).await?;
    rows.into_iter().map(FigureRow::into_figure).collect()
}
