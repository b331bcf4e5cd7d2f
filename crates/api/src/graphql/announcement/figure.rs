//! Announced figures.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, Result};

use shahrak_persistence::announcement as stored;
use shahrak_persistence::page::Order;
use shahrak_persistence::snapshot::Reference;

use super::Announcement;
use crate::graphql::company::Company;
use crate::graphql::context::{Ask, failure};
use crate::graphql::defaulted::Defaulted;
use crate::graphql::node::{self, Kind};
use crate::graphql::province::Province;
use crate::graphql::scalar::{Calendar, Date, Decimal};
use crate::graphql::together::Together;

/// What figures are ordered by. Figures that are equal in it come in the order of their codes.
#[derive(Enum, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FigureOrder {
    /// Code, in byte order.
    #[default]
    Code,
    /// Day of the announcement. A day that is not known is less than any other.
    AnnouncedOn,
}

impl FigureOrder {
    pub(super) fn order(self, descending: bool) -> (&'static str, Order) {
        let (name, order) = match self {
            FigureOrder::Code => ("figure.code", stored::FIGURES_BY_CODE),
            FigureOrder::AnnouncedOn => ("figure.day", stored::FIGURES_BY_DAY),
        };
        (name, Order { descending, ..order })
    }
}

/// Which units an announced figure counts, in the speaker's words.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::announcement::AnnouncedPopulation")]
pub enum AnnouncedPopulation {
    /// Units in parks.
    InParks,
    /// Units in and outside parks.
    InAndOutsideParks,
    /// The whole country.
    Nationwide,
    /// Small and medium enterprises.
    Smes,
    /// It was not said.
    Unspecified,
}

/// What kind of number was announced.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::announcement::Measure")]
pub enum Measure {
    /// What happened over the period.
    Flow,
    /// What there was at the end of the period.
    Stock,
    /// What was promised for the period.
    Target,
    /// A percentage of a whole.
    Share,
    /// One number by another.
    Ratio,
}

/// How a speaker hedged a number.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::announcement::Hedge")]
pub enum Hedge {
    /// “about”, “some”
    About,
    /// “over”, “more than”
    Over,
    /// “nearly”, “almost”
    Nearly,
    /// “up to”
    UpTo,
    /// Two numbers between which it lies.
    Range,
}

/// A figure, and what was listed together with it.
#[derive(Clone)]
pub struct Figure {
    row: Arc<stored::Figure>,
    announcements: Arc<Together>,
    provinces: Arc<Company>,
}

/// One number that was announced, as it was said.
#[Object]
impl Figure {
    /// Global id.
    pub(crate) async fn id(&self) -> ID {
        node::encode(Kind::Figure, &self.row.figure.code)
    }

    /// Its code: `a120`.
    async fn code(&self) -> &str {
        &self.row.figure.code
    }

    /// Who said it, as the source spells the name; null where nobody is named.
    async fn speaker(&self) -> Option<&str> {
        self.row.figure.speaker.as_deref()
    }

    /// For whom the speaker spoke; null where it is not said.
    async fn organisation(&self) -> Option<&str> {
        self.row.figure.organisation.as_deref()
    }

    /// `IR` for the country, or the ISO 3166-2 code of the province.
    async fn scope(&self) -> &str {
        &self.row.figure.scope
    }

    /// The province that it speaks of; null for the country.
    async fn province(&self) -> Option<Province> {
        Province::in_company(&self.provinces, self.row.province_id?)
    }

    /// Which units it counts, in the speaker's words.
    async fn population(&self) -> AnnouncedPopulation {
        self.row.figure.population.into()
    }

    /// What is counted: an open list of lower-case codes, such as `units_revived`.
    async fn metric(&self) -> &str {
        &self.row.figure.metric
    }

    /// What kind of number it is.
    async fn measure(&self) -> Measure {
        self.row.figure.measure.into()
    }

    /// How the speaker hedged it; null for a plain number.
    async fn hedge(&self) -> Option<Hedge> {
        self.row.figure.hedge.map(Hedge::from)
    }

    /// The number, or the lower of two, as said: a percentage stays `18.7`.
    async fn low(&self) -> Decimal {
        Decimal(self.row.figure.low)
    }

    /// The number again, or the higher of two.
    async fn high(&self) -> Decimal {
        Decimal(self.row.figure.high)
    }

    /// What it is measured in: `units`, `persons`, `IRR`, `USD`, `percent` and others.
    async fn unit(&self) -> &str {
        &self.row.figure.unit
    }

    /// First day of the period that it speaks of; null for a stock, and where it is not known.
    async fn period_from(
        &self,
        #[graphql(desc = "The calendar in which the day is written.", default)] calendar: Defaulted<Calendar>,
    ) -> Option<Date> {
        self.row.figure.period_from.map(|day| Date::new(day, calendar))
    }

    /// Last day of the period, or the day of a stock; null where it is not known.
    async fn period_to(
        &self,
        #[graphql(desc = "The calendar in which the day is written.", default)] calendar: Defaulted<Calendar>,
    ) -> Option<Date> {
        self.row.figure.period_to.map(|day| Date::new(day, calendar))
    }

    /// A short phrase of the source; null where none is kept.
    async fn quote(&self) -> Option<&str> {
        self.row.figure.quote.as_deref()
    }

    /// Doubts and contradictions; null where there are none.
    async fn note(&self) -> Option<&str> {
        self.row.figure.note.as_deref()
    }

    /// The announcement that it is of.
    async fn announcement(&self) -> Announcement {
        Announcement { row: self.row.announcement.clone(), company: self.announcements.clone() }
    }
}

impl Figure {
    pub(super) fn new(
        row: Arc<stored::Figure>,
        announcements: Arc<Together>,
        provinces: Arc<Company>,
    ) -> Figure {
        Figure { row, announcements, provinces }
    }

    /// Makes figures of rows that were listed together.
    pub(super) fn maker(
        reference: Arc<Reference>,
        rows: &[&stored::Figure],
    ) -> impl Fn(stored::Figure) -> Figure + use<> {
        let announcements = Together::new(rows.iter().map(|row| row.announcement.id.into()));
        let provinces: Vec<_> = rows.iter().filter_map(|row| row.province_id).collect();
        let (announcements, provinces) =
            (Arc::new(announcements), Company::of_provinces(reference, provinces));
        move |row| Figure::new(Arc::new(row), announcements.clone(), provinces.clone())
    }

    /// The figures with these keys of global ids, which are their codes.
    pub(crate) async fn by_key(ctx: &Context<'_>, keys: &[String]) -> Result<HashMap<String, Figure>> {
        // Postgres knows no text with a zero byte.
        let codes = keys.iter().filter(|code| !code.contains('\0')).cloned().collect();
        let rows = stored::find_figures(ctx.db()?, codes).await.map_err(failure)?;
        let make = Figure::maker(ctx.reference()?, &rows.iter().collect::<Vec<_>>());
        Ok(rows.into_iter().map(|row| (row.figure.code.clone(), make(row))).collect())
    }
}
