//! Announced numbers and land of parks (R11).

use rust_decimal::Decimal;

use super::{Obstacle, Question, QuestionDays};
use crate::day::Day;
use crate::park::Park;
use crate::vocabulary::{Computation, Only};

impl Question {
    /// The value by the parks of the scope, whatever the population; none if it does not follow from parks.
    pub fn answer_by_parks<'a>(
        &self,
        parks: impl IntoIterator<Item = &'a Park>,
    ) -> Option<Result<Decimal, Obstacle>> {
        let QuestionDays::On(day) = self.asked else { return None };
        let value: fn(&Park, Day) -> Option<Decimal> = match self.computation {
            Computation::ParksApproved => |_, _| Some(Decimal::ONE),
            Computation::ParksOperating => |park, day| operates(park, day).then_some(Decimal::ONE),
            Computation::LandTotal => |park, _| park.land.total_ha,
            Computation::LandOperational => |park, _| park.land.operational_ha,
            Computation::LandAssignable => |park, _| park.land.assignable_ha,
            _ => return None,
        };
        let mut approved = parks.into_iter().filter(|park| is_approved(park, day)).peekable();
        if approved.peek().is_none() {
            return Some(Err(Obstacle::NoRecords));
        }
        let counted = approved.filter(|park| self.counts(park));
        let sum: Decimal = counted.filter_map(|park| value(park, day)).sum();
        Some(Ok(sum.normalize()))
    }

    fn counts(&self, park: &Park) -> bool {
        match self.only {
            None => true,
            Some(Only::Ownership(ownership)) => park.ownership == ownership,
            Some(Only::Sector(_)) => false,
        }
    }
}

fn is_approved(park: &Park, day: Day) -> bool {
    park.approved_on <= day && park.closed_on.is_none_or(|closed_on| day < closed_on)
}

fn operates(park: &Park, day: Day) -> bool {
    park.operating_since.is_some_and(|since| since <= day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::park::{Land, Ownership};
    use crate::population::{Population, Scope};
    use crate::testing::day;

    fn park(
        approved_on: &str,
        operating_since: Option<&str>,
        closed_on: Option<&str>,
        total: Option<i64>,
    ) -> Park {
        Park {
            code: "P-1".to_owned(),
            province: "IR-09".to_owned(),
            ownership: if operating_since.is_some() { Ownership::State } else { Ownership::NonGovernmental },
            approved_on: day(approved_on),
            operating_since: operating_since.map(day),
            closed_on: closed_on.map(day),
            land: Land { total_ha: total.map(Decimal::from), ..Land::default() },
            ..Park::placeholder()
        }
    }

    #[test]
    fn parks_count_as_of_a_day() {
        let parks = [
            park("1390-01-01", Some("1392-01-01"), None, Some(100)),
            park("1391-01-01", None, None, None),
            park("1391-01-01", Some("1391-06-01"), Some("1395-01-01"), Some(50)),
        ];
        #[track_caller]
        fn check(
            parks: &[Park],
            on: &str,
            computation: Computation,
            only: Option<Only>,
            expected: Result<i64, Obstacle>,
        ) {
            let question = Question {
                computation,
                only,
                scope: Scope::Country,
                populations: &[Population::InParks],
                asked: QuestionDays::On(day(on)),
                in_dollars: false,
            };
            assert_eq!(question.answer_by_parks(parks), Some(expected.map(Decimal::from)), "{on}");
        }
        let check = |on, computation, only, expected| check(&parks, on, computation, only, expected);
        check("1389-12-29", Computation::ParksApproved, None, Err(Obstacle::NoRecords));
        check("1390-01-01", Computation::ParksApproved, None, Ok(1));
        check("1390-01-01", Computation::ParksOperating, None, Ok(0));
        check("1394-01-01", Computation::ParksApproved, None, Ok(3));
        check("1394-01-01", Computation::ParksOperating, None, Ok(2));
        check("1395-01-01", Computation::ParksApproved, None, Ok(2));
        check("1395-01-01", Computation::ParksOperating, None, Ok(1));
        check("1394-01-01", Computation::LandTotal, None, Ok(150));
        check("1394-01-01", Computation::LandOperational, None, Ok(0));
        let state = Some(Only::Ownership(Ownership::State));
        check("1394-01-01", Computation::ParksApproved, state, Ok(2));
    }
}
