use super::*;
use crate::testing::{day, moment};
use crate::yearly_target::Baseline;

/// A revision with this value and, for a share, a baseline: `2000`, `20 from 30 on 1398-12-29`.
fn revision(text: &str) -> Revision {
    let (value, baseline) = match text.split_once(" from ") {
        Some((value, from)) => {
            let (from, on) = from.split_once(" on ").unwrap();
            (value, Some(Baseline { value: from.parse().unwrap(), on: day(on), source: None }))
        }
        None => (text, None),
    };
    Revision {
        value: value.parse().unwrap(),
        baseline,
        decided_on: day("1399-01-01"),
        reason: None,
        source: None,
        recorded_at: moment(0),
    }
}

fn pace(year: i32, as_of: &str) -> Pace {
    Pace::of(IranianYear::new(year).unwrap(), day(as_of))
}

fn number(text: &str) -> Option<Decimal> {
    (!text.is_empty()).then(|| text.parse().unwrap())
}

#[test]
fn a_year_passes_by_the_days_of_the_iranian_calendar() {
    for (year, as_of, elapsed, days) in [
        (1399, "1398-12-29", 0, 366),
        (1399, "1399-01-01", 1, 366),
        (1399, "1399-06-31", 186, 366),
        (1399, "1399-12-30", 366, 366),
        (1399, "1400-01-01", 366, 366),
        (1400, "1400-06-31", 186, 365),
        (1400, "1400-12-29", 365, 365),
    ] {
        let pace = pace(year, as_of);
        assert_eq!((pace.elapsed(), pace.days()), (elapsed, days), "{as_of}");
    }
}

/// The table of `docs/rules.md`, and the borders of its rows.
#[test]
fn a_target_is_ahead_on_or_behind_its_schedule() {
    use TargetMetric::{ShareInactiveOrSemiActive as Share, UnitsRevived as Units};
    for (metric, target, as_of, achieved, expected) in [
        (Units, "366", "1399-06-31", "186", "186 on"),
        (Units, "366", "1399-06-31", "195.3", "186 on"),
        (Units, "366", "1399-06-31", "196", "186 ahead"),
        (Units, "366", "1399-06-31", "176", "186 behind"),
        // A part of a unit is neither early nor late.
        (Units, "4", "1399-06-31", "2", "2.0327868852459016393442622951 on"),
        (Units, "4", "1399-06-31", "3", "2.0327868852459016393442622951 on"),
        (Units, "4", "1399-06-31", "1", "2.0327868852459016393442622951 behind"),
        // At the end of the year it is met or not.
        (Units, "1500", "1399-12-30", "1499", "1500 behind"),
        (Units, "1500", "1399-12-30", "1500", "1500 on"),
        (Units, "1500", "1399-12-30", "1501", "1500 ahead"),
        (Units, "0", "1399-06-31", "0", "0 on"),
        // A share goes evenly from its baseline, down or up.
        (Share, "20 from 30 on 1398-12-29", "1399-06-31", "25", "24.918032786885245901639344262 on"),
        (Share, "20 from 30 on 1398-12-29", "1399-06-31", "26", "24.918032786885245901639344262 behind"),
        (Share, "20 from 30 on 1398-12-29", "1399-06-31", "24", "24.918032786885245901639344262 ahead"),
        (Share, "20 from 30 on 1398-01-01", "1399-06-31", "25", "24.918032786885245901639344262 on"),
        (Share, "20 from 30 on 1399-06-30", "1399-06-31", "30", "29.944751381215469613259668508 behind"),
        (Share, "20 from 30 on 1399-06-31", "1399-06-31", "30", "30 on"),
        (Share, "20 from 30 on 1399-12-30", "1399-12-30", "21", "20 behind"),
        (Share, "36.6 from 0 on 1398-12-29", "1399-06-31", "18", "18.6 on"),
        (Share, "36.6 from 0 on 1398-12-29", "1399-06-31", "17", "18.6 ahead"),
        (Share, "20", "1399-06-31", "25", "NoBaseline"),
        (Units, "", "1399-06-31", "1", "NotInForce"),
        (Units, "10", "1399-06-31", "", "NotComputed"),
        (Units, "10", "1398-12-29", "1", "YearNotBegun"),
    ] {
        let revision = (!target.is_empty()).then(|| revision(target));
        let schedule = Schedule::of(metric, revision.as_ref(), number(achieved), pace(1399, as_of));
        let found = match schedule {
            Ok(Schedule { expected, status }) => {
                format!("{} {}", expected.normalize(), format!("{status:?}").to_lowercase())
            }
            Err(obstacle) => format!("{obstacle:?}"),
        };
        assert_eq!(found, expected, "{target} as of {as_of}: {achieved}");
    }
}

#[test]
fn a_projection_keeps_the_pace_so_far() {
    use TargetMetric::{
        InvestmentCommissioned as Rials, ShareInactiveOrSemiActive as Share, UnitsRevived as Units,
    };
    for (metric, target, as_of, achieved, expected) in [
        (Units, "", "1399-01-01", "2", "732 PaceToDate"),
        (Units, "1500", "1399-06-31", "93", "183 PaceToDate"),
        (Units, "1500", "1399-10-30", "1", "1.1960784313725490196078431373 PaceToDate"),
        (Units, "1500", "1399-06-31", "0", "0 PaceToDate"),
        (Rials, "1500", "1399-01-01", "1000000000000000000", "366000000000000000000 PaceToDate"),
        (Units, "1500", "1399-12-30", "93", "YearComplete"),
        (Units, "1500", "1400-01-01", "93", "YearComplete"),
        (Units, "1500", "1398-12-29", "0", "YearNotBegun"),
        (Units, "1500", "1399-06-31", "", "NotComputed"),
        (Share, "20 from 30 on 1398-12-29", "1399-06-31", "25.35", "20.85 PaceSinceBaseline"),
        (Share, "20 from 30 on 1398-12-29", "1399-01-31", "26", "0 PaceSinceBaseline"),
        (Share, "20 from 30 on 1398-12-29", "1399-01-01", "31", "100 PaceSinceBaseline"),
        (Share, "20 from 30 on 1399-06-31", "1399-06-31", "30", "NoBaseline"),
        (Share, "20", "1399-06-31", "30", "NoBaseline"),
        (Share, "", "1399-06-31", "30", "NoBaseline"),
    ] {
        let revision = (!target.is_empty()).then(|| revision(target));
        let projection = Projection::of(metric, revision.as_ref(), number(achieved), pace(1399, as_of));
        let found = match projection {
            Ok(Projection { value, method }) => format!("{} {method:?}", value.normalize()),
            Err(obstacle) => format!("{obstacle:?}"),
        };
        assert_eq!(found, expected, "{target} as of {as_of}: {achieved}");
    }
}
