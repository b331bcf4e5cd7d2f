//! Observations: a value of a metric for a place, a population and an Iranian year.

use rust_decimal::Decimal;

use shahrak_domain::code::Coded;
use shahrak_domain::day::{Calendar, Day};
use shahrak_domain::moment::Moment;
use shahrak_domain::population::Population;
use shahrak_domain::year::IranianYear;

use super::code_list::{Frequency, ObsStatus};
use super::component::Component;

/// What is observed from year to year.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Series {
    /// The code of the metric.
    pub metric: String,
    /// Its unit of measurement.
    pub unit: String,
    /// `IR`, or the code of a province.
    pub area: String,
    /// The units that count.
    pub population: Population,
}

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// What is observed.
    pub series: Series,
    /// The year.
    pub year: IranianYear,
    /// The last day that counts.
    pub last_day: Day,
    /// The value in the unit of the metric; none for a share of no units.
    pub value: Option<Decimal>,
    /// The state of the value.
    pub status: ObsStatus,
    /// The moment from which on the register knew the value, in answers that have the history.
    pub valid_from: Option<Moment>,
}

impl Series {
    /// The code of a dimension of the key.
    pub fn code(&self, dimension: Component) -> &str {
        match dimension {
            Component::Freq => Frequency::Annual.code(),
            Component::Metric => &self.metric,
            Component::RefArea => &self.area,
            Component::Population => self.population.code(),
            _ => "",
        }
    }
}

impl Observation {
    /// The value of a component as text; empty if there is none.
    pub fn text(&self, component: Component) -> String {
        match component {
            Component::TimePeriod => time_period(self.year),
            Component::ObsValue => self.value.map(|value| value.to_string()).unwrap_or_default(),
            Component::ObsStatus => self.status.code().to_owned(),
            Component::UnitMeasure => self.series.unit.clone(),
            Component::LastDay => self.last_day.write(Calendar::Gregorian),
            Component::Freq | Component::Metric | Component::RefArea | Component::Population => {
                self.series.code(component).to_owned()
            }
        }
    }
}

/// The state of a value that counts up to a day, by the knowledge of a day.
pub fn status(value: Option<Decimal>, year: IranianYear, last_day: Day, known_on: Day) -> ObsStatus {
    match value {
        None => ObsStatus::Missing,
        Some(_) if last_day.min(known_on) < year.ends_on() => ObsStatus::Provisional,
        Some(_) => ObsStatus::Normal,
    }
}

/// An Iranian year as a period of SDMX: `2020-03-20/P1Y`. Read as the Iranian year that begins on this day, which has 365 or
/// 366 days.
pub fn time_period(year: IranianYear) -> String {
    format!("{}/P1Y", year.starts_on().write(Calendar::Gregorian))
}

/// Observations for the tests of this crate.
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
pub(crate) mod testing {
    use super::*;

    /// An observation of a metric in units: the value of a complete year.
    pub(crate) fn observation(metric: &str, area: &str, year: i32, value: &str) -> Observation {
        let year = IranianYear::new(year).unwrap();
        let unit = if metric.starts_with("share") { "percent" } else { "units" }.to_owned();
        Observation {
            series: Series {
                metric: metric.to_owned(),
                unit,
                area: area.to_owned(),
                population: Population::InParks,
            },
            year,
            last_day: year.ends_on(),
            value: Some(value.parse().unwrap()),
            status: ObsStatus::Normal,
            valid_from: None,
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_provisional_until_its_year_is_over_and_known_to_be() {
        let year = IranianYear::new(1399).unwrap();
        let day = |text| Day::parse(text).unwrap();
        let check = |value, last_day, known_on, expected| {
            assert_eq!(status(value, year, day(last_day), day(known_on)), expected, "{last_day} {known_on}");
        };
        let one = Some(Decimal::ONE);
        check(one, "1399-12-30", "1400-01-01", ObsStatus::Normal);
        check(one, "1399-11-08", "1399-11-08", ObsStatus::Provisional);
        check(one, "1399-12-30", "1399-11-08", ObsStatus::Provisional);
        check(None, "1399-12-30", "1400-01-01", ObsStatus::Missing);
    }

    #[test]
    fn a_year_is_written_by_its_first_day() {
        let period = |number| time_period(IranianYear::new(number).unwrap());
        assert_eq!((period(1399), period(1400)), ("2020-03-20/P1Y".to_owned(), "2021-03-21/P1Y".to_owned()));
    }
}
