//! The scope of a report: its checked arguments (rule R1).

use std::sync::Arc;

use async_graphql::{Context, Result, SimpleObject};

use shahrak_domain::day::Day;
use shahrak_domain::population::Population;
use shahrak_domain::report::Days;
use shahrak_domain::year::IranianYear;
use shahrak_messages::{Argument, Explain, message};
use shahrak_persistence::park::ParkId;
use shahrak_persistence::reference_cache::{ProvinceId, Reference};
use shahrak_persistence::tally::Area;

use crate::graphql::common::argument;
use crate::graphql::common::context::{ContextExt, bad_input};
use crate::graphql::common::scalar::Date;
use crate::graphql::park::{self, Park};
use crate::graphql::province::Province;

/// The part of the country to which a report is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReportPlace {
    /// The whole country.
    Country,
    /// One province.
    Province(ProvinceId),
    /// One park.
    Park(ParkId),
}

/// The units that a report counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// The place of the units.
    pub place: ReportPlace,
    /// In parks, outside parks, or both.
    pub population: Population,
}

impl Coverage {
    /// The scope that the arguments name.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` naming the argument and what would be right.
    pub async fn parse(
        ctx: &Context<'_>,
        province: Option<&str>,
        park: Option<&str>,
        population: Population,
    ) -> Result<Coverage> {
        let place = match (province, park) {
            (None, None) => ReportPlace::Country,
            (Some(code), None) => {
                ReportPlace::Province(argument::province(&*ctx.reference()?, "province", code)?)
            }
            (None, Some(code)) => ReportPlace::Park(park::argument(ctx, "park", code).await?),
            (Some(_), Some(_)) => {
                return Err(bad_input("park", message!("province-or-park")));
            }
        };
        if matches!(place, ReportPlace::Park(_)) && population == Population::OutsideParks {
            return Err(bad_input("population", message!("park-outside-parks")));
        }
        Ok(Coverage { place, population })
    }

    /// The areas whose sums make up the scope.
    pub fn areas(&self) -> Vec<Area> {
        let counted = |outside: &bool| match outside {
            true => self.population.outside_parks(),
            false => self.population.in_parks(),
        };
        self.place.areas().into_iter().filter(|area| counted(&area.outside())).collect()
    }
}

impl ReportPlace {
    /// The areas of all populations.
    pub fn areas(self) -> Vec<Area> {
        match self {
            ReportPlace::Country => vec![Area::country(false), Area::country(true)],
            ReportPlace::Province(id) => vec![Area::province(id, false), Area::province(id, true)],
            ReportPlace::Park(id) => vec![Area::park(id)],
        }
    }
}

/// The year that an argument names. It has begun.
///
/// # Errors
/// `BAD_USER_INPUT` naming the argument and what would be right.
pub fn begun_year(argument: &str, number: i32, today: Day) -> Result<IranianYear> {
    let year = IranianYear::new(number).map_err(|error| bad_input(argument, error.message()))?;
    if year.starts_on() > today {
        let present = today.iranian().year;
        return Err(bad_input(argument, message!("year-not-begun", year = number, present)));
    }
    Ok(year)
}

/// The days of a year up to the requested day, or up to today or its last day, whichever is earlier.
///
/// # Errors
/// `BAD_USER_INPUT` naming the argument and what would be right.
pub fn days_of(year: IranianYear, as_of: Option<Date>, today: Day) -> Result<Days> {
    let Some(Date(day, _)) = as_of else { return Ok(Days::of_year(year, year.ends_on().min(today))) };
    if !year.contains(day) {
        let (first, last) = (year.starts_on(), year.ends_on());
        return Err(bad_input(
            "asOf",
            message!("day-outside-year", day, year = Argument::number(year), first, last),
        ));
    }
    if day > today {
        return Err(bad_input("asOf", message!("day-in-future", day, today)));
    }
    Ok(Days::of_year(year, day))
}

/// The days that the arguments name. They are not in the future.
///
/// # Errors
/// `BAD_USER_INPUT` naming the argument and what would be right.
pub fn past_period(Date(from, _): Date, Date(to, _): Date, today: Day) -> Result<Days> {
    let from = from.in_register().map_err(|error| bad_input("from", error.message()))?;
    if to > today {
        return Err(bad_input("to", message!("day-in-future", day = to, today)));
    }
    if to < from {
        return Err(bad_input("to", message!("day-before-first", day = to, first = from)));
    }
    Ok(Days { from, to })
}

/// The place to which a report is limited: a province, a park, or, if both are null, the whole country.
#[derive(SimpleObject)]
pub struct ReportScope {
    /// The province, if the report is limited to one.
    pub province: Option<Province>,
    /// The park, if the report is limited to one.
    pub park: Option<Park>,
}

impl ReportScope {
    /// The place in the form of the schema.
    pub fn new(place: ReportPlace, reference: &Arc<Reference>) -> ReportScope {
        let (mut province, mut park) = (None, None);
        match place {
            ReportPlace::Country => {}
            ReportPlace::Province(id) => province = Province::new(reference.clone(), id),
            ReportPlace::Park(id) => park = Park::new(reference.clone(), id),
        }
        ReportScope { province, park }
    }
}
