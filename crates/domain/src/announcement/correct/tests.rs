//! Which records of figures may be corrected, as tables of cases.

use rust_decimal::Decimal;

use super::*;
use crate::announcement::{AnnouncedPopulation, DateBasis, Measure};
use crate::testing::day;

fn source(address: &str) -> Source {
    Source {
        announced_on: Some(day("1399-11-08")),
        date_basis: DateBasis::Stated,
        address: address.to_owned(),
    }
}

fn figure(code: &str, low: i64, high: i64) -> Figure {
    Figure {
        code: code.to_owned(),
        speaker: None,
        organisation: None,
        scope: "IR".to_owned(),
        population: AnnouncedPopulation::InParks,
        metric: "units_revived".to_owned(),
        measure: Measure::Flow,
        hedge: None,
        low: Decimal::from(low),
        high: Decimal::from(high),
        unit: "units".to_owned(),
        period_from: None,
        period_to: None,
        quote: None,
        note: None,
    }
}

#[test]
fn a_figure_is_corrected_while_it_is_in_force() {
    #[track_caller]
    fn check(standing: Option<FigureStanding>, expected: Result<(), CorrectionError>) {
        assert_eq!(FigureStanding::check(standing.as_ref(), "a1"), expected, "{standing:?}");
    }
    check(Some(FigureStanding::InForce), Ok(()));
    check(Some(FigureStanding::Replaced("a1b".to_owned())), Err(CorrectionError::Replaced("a1b".to_owned())));
    check(Some(FigureStanding::Void), Err(CorrectionError::Void));
    check(None, Err(CorrectionError::Unknown("a1".to_owned())));
}

#[test]
fn a_replacement_states_something_else_under_a_code_of_its_own() {
    let old = (source("one"), figure("a1", 1_170, 1_170));
    let check = |stated: Figure, from: &str, taken: bool, expected: Option<(Vec<FigureError>, bool)>| {
        let decided = stated.replace(&source(from), (&old.0, &old.1), taken);
        let found = decided.err().map(|(errors, nothing)| (errors, nothing.is_some()));
        assert_eq!(found, expected, "{stated:?} {from} {taken}");
    };
    check(figure("a1b", 1_160, 1_160), "one", false, None);
    check(figure("a1b", 1_170, 1_170), "another", false, None);
    check(figure("a1b", 1_170, 1_170), "one", false, Some((vec![], true)));
    check(figure("a2", 1_160, 1_160), "one", true, Some((vec![FigureError::RecordedOtherwise], false)));
    let backwards = vec![FigureError::HighBelowLow(Decimal::from(9))];
    check(figure("a1b", 9, 8), "one", false, Some((backwards, false)));
}
