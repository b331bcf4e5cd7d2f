//! Rows of announcements and figures, and what they say.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use sqlx::FromRow;

use shahrak_domain::announcement::{self, AnnouncedPopulation, DateBasis, Hedge, Measure, Source};
use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;

use super::{Announcement, AnnouncementId, Figure};
use crate::error::{Error, Result};
use crate::page::{Key, Keyed, Page};
use crate::snapshot::ProvinceId;

/// A row and its key.
#[derive(FromRow)]
pub(super) struct Listed<T> {
    key: Key,
    #[sqlx(flatten)]
    row: T,
}

impl<T> Keyed for Listed<T> {
    fn key(&self) -> Key {
        self.key.clone()
    }
}

/// The page with what its rows say.
pub(super) fn into_domain<R, T>(page: Page<Listed<R>>, convert: impl Fn(R) -> Result<T>) -> Result<Page<T>> {
    let rows = page.rows.into_iter().map(|(key, listed)| Ok((key, convert(listed.row)?)));
    Ok(Page {
        rows: rows.collect::<Result<_>>()?,
        more_before: page.more_before,
        more_after: page.more_after,
    })
}

#[derive(FromRow)]
pub(super) struct AnnouncementRow {
    id: AnnouncementId,
    announced_on: Option<NaiveDate>,
    date_basis: String,
    source: String,
}

impl AnnouncementRow {
    pub(super) fn into_announcement(self) -> Result<Announcement> {
        Ok(Announcement {
            id: self.id,
            source: Source {
                announced_on: self.announced_on.map(Day::new),
                date_basis: DateBasis::parse(&self.date_basis).map_err(Error::row)?,
                address: self.source,
            },
        })
    }
}

#[derive(FromRow)]
pub(super) struct FigureRow {
    announcement_id: AnnouncementId,
    announced_on: Option<NaiveDate>,
    date_basis: String,
    source: String,
    code: String,
    speaker: Option<String>,
    organisation: Option<String>,
    province_id: Option<ProvinceId>,
    province: Option<String>,
    population: String,
    metric: String,
    measure: String,
    hedge: Option<String>,
    low: Decimal,
    high: Decimal,
    unit: String,
    period_from: Option<NaiveDate>,
    period_to: Option<NaiveDate>,
    quote: Option<String>,
    note: Option<String>,
}

impl FigureRow {
    pub(super) fn into_figure(self) -> Result<Figure> {
        let announcement = AnnouncementRow {
            id: self.announcement_id,
            announced_on: self.announced_on,
            date_basis: self.date_basis,
            source: self.source,
        };
        let hedge = self.hedge.as_deref().map(Hedge::parse).transpose();
        Ok(Figure {
            announcement: announcement.into_announcement()?,
            province_id: self.province_id,
            figure: announcement::Figure {
                code: self.code,
                speaker: self.speaker,
                organisation: self.organisation,
                scope: self.province.unwrap_or_else(|| "IR".to_owned()),
                population: AnnouncedPopulation::parse(&self.population).map_err(Error::row)?,
                metric: self.metric,
                measure: Measure::parse(&self.measure).map_err(Error::row)?,
                hedge: hedge.map_err(Error::row)?,
                low: self.low.normalize(),
                high: self.high.normalize(),
                unit: self.unit,
                period_from: self.period_from.map(Day::new),
                period_to: self.period_to.map(Day::new),
                quote: self.quote,
                note: self.note,
            },
        })
    }
}
