//! Iranian years and their months.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result, SimpleObject};

use shahrak_domain::year::{IranianMonth, IranianYear};
use shahrak_messages::{Explain, Message};
use shahrak_persistence::reference_cache::{self, Reference};

use crate::graphql::common::context::{ContextExt, bad_input};
use crate::graphql::common::global_id::{self, NodeKind};
use crate::graphql::common::name::Name;
use crate::graphql::common::or_default::OrDefault;
use crate::graphql::common::scalar::{Calendar, Date};

/// The queries of years.
#[derive(Default)]
pub struct YearQuery;

#[Object]
impl YearQuery {
    /// The Iranian year with this number; null outside 1304 to 1502, the years of the register.
    async fn year(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Number of the year, for example 1399.")] number: i32,
    ) -> Result<Option<Year>> {
        let reference = ctx.reference()?;
        Ok(IranianYear::new(number).ok().map(|year| Year { reference, year }))
    }

    /// Iranian years, in order.
    async fn years(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "First year, 1304 or later.", default = 1390)] from: i32,
        #[graphql(desc = "Last year, 1502 or earlier (default: the present year).")] to: Option<i32>,
    ) -> Result<Vec<Year>> {
        let from = argument("from", from)?;
        let to = to.map_or_else(|| Ok(IranianYear::of(ctx.today()?)?), |to| argument("to", to))?;
        let reference = ctx.reference()?;
        let years = (from.number()..=to.number()).filter_map(|number| IranianYear::new(number).ok());
        Ok(years.map(|year| Year { reference: reference.clone(), year }).collect())
    }
}

/// A year, and the known mottos.
#[derive(Clone)]
pub struct Year {
    reference: Arc<Reference>,
    year: IranianYear,
}

/// A year of the solar calendar of Iran. It begins at the spring equinox, on 20, 21 or 22 March.
#[Object]
impl Year {
    /// Global id.
    pub(crate) async fn id(&self) -> ID {
        global_id::encode(NodeKind::Year, self.year)
    }

    /// Number of the year: 1399 began on 20 March 2020.
    async fn number(&self) -> i32 {
        self.year.number()
    }

    /// First day of the year, 1 Farvardin.
    async fn starts_on(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Date {
        Date::new(self.year.starts_on(), calendar)
    }

    /// Last day of the year, 29 or 30 Esfand.
    async fn ends_on(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Date {
        Date::new(self.year.ends_on(), calendar)
    }

    /// Whether the year has 366 days.
    async fn leap(&self) -> bool {
        self.year.leap()
    }

    /// The motto that the year was given at its beginning; null if not known.
    async fn motto(&self) -> Option<Motto> {
        let motto = self.reference.mottos.get(&self.year.number())?;
        if motto.en.is_none() && motto.fa.is_none() {
            return None;
        }
        Some(Motto::from(motto))
    }

    /// The twelve months of the year.
    async fn months(&self) -> Vec<Month> {
        self.year.months().map(Month).collect()
    }
}

impl Year {
    /// A year, with its motto if known.
    pub fn new(reference: Arc<Reference>, year: IranianYear) -> Year {
        Year { reference, year }
    }

    /// The years with these keys of global ids.
    pub(crate) fn by_key(reference: &Arc<Reference>, keys: &[String]) -> HashMap<String, Year> {
        let years =
            global_id::numbers::<i32>(keys).into_iter().filter_map(|number| IranianYear::new(number).ok());
        years.map(|year| (year.to_string(), Year::new(reference.clone(), year))).collect()
    }
}

/// The year that an argument names.
///
/// # Errors
/// `BAD_USER_INPUT` naming the argument.
pub fn argument(argument: &str, number: i32) -> Result<IranianYear> {
    IranianYear::new(number).map_err(|error| bad_input(argument, error.message()))
}

/// The motto of a year, such as “Surge in Production” of 1399.
#[derive(SimpleObject, Clone, Debug)]
pub struct Motto {
    /// In English; null if not known.
    pub en: Option<String>,
    /// In Persian; null if not known.
    pub fa: Option<String>,
}

impl From<&reference_cache::Motto> for Motto {
    fn from(motto: &reference_cache::Motto) -> Self {
        Motto { en: motto.en.clone(), fa: motto.fa.clone() }
    }
}

/// A quarter of an Iranian year.
#[derive(Clone, Copy)]
pub struct Quarter {
    /// The year.
    pub year: IranianYear,
    /// 1 to 4.
    pub number: u8,
}

/// A quarter of an Iranian year, which is a season.
#[Object]
impl Quarter {
    /// Number of the quarter, 1 (Bahar, spring) to 4 (Zemestan, winter).
    async fn number(&self) -> i32 {
        self.number.into()
    }

    /// Name of the season.
    async fn name(&self) -> Name {
        Name::of(&self.message())
    }

    /// First day of the quarter.
    async fn starts_on(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Date {
        Date::new(self.month(1).starts_on(), calendar)
    }

    /// Last day of the quarter.
    async fn ends_on(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Date {
        Date::new(self.month(3).ends_on(), calendar)
    }

    /// The three months of the quarter.
    async fn months(&self) -> Vec<Month> {
        (1..=3).map(|number| Month(self.month(number))).collect()
    }
}

impl Quarter {
    /// Its name with its year.
    pub fn label(&self) -> Name {
        Name::of(&self.message()).of_year(self.year)
    }

    fn message(&self) -> Message {
        Message::new(format!("quarter-{}", self.number), [])
    }

    /// The first, second or third month.
    fn month(&self, number: u8) -> IranianMonth {
        IranianMonth { year: self.year, number: 3 * (self.number - 1) + number }
    }
}

/// A month of an Iranian year.
#[derive(Clone, Copy)]
pub struct Month(pub IranianMonth);

/// A month of an Iranian year.
#[Object]
impl Month {
    /// Number of the month, 1 (Farvardin) to 12 (Esfand).
    async fn number(&self) -> i32 {
        self.0.number.into()
    }

    /// Name of the month.
    async fn name(&self) -> Name {
        Name::of(&self.0.message())
    }

    /// First day of the month.
    async fn starts_on(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Date {
        Date::new(self.0.starts_on(), calendar)
    }

    /// Last day of the month.
    async fn ends_on(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Date {
        Date::new(self.0.ends_on(), calendar)
    }
}

impl Month {
    /// Its name with its year.
    pub fn label(&self) -> Name {
        Name::of(&self.0.message()).of_year(self.0.year)
    }
}

impl Name {
    /// The name with a year: “Bahman 1399”.
    fn of_year(self, year: IranianYear) -> Name {
        let with_year = |name: String| format!("{name} {year}");
        Name { en: self.en.map(with_year), fa: self.fa.map(with_year) }
    }
}
