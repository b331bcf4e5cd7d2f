use super::*;
use crate::announcement::AnnouncedPopulation;
use crate::testing::day;

fn source(announced_on: &str, date_basis: DateBasis) -> Source {
    let announced_on = (!announced_on.is_empty()).then(|| day(announced_on));
    Source { announced_on, date_basis, address: "https://example.org/1".to_owned() }
}

fn figure(low: i64, high: i64) -> Figure {
    Figure {
        code: "a1".to_owned(),
        speaker: None,
        organisation: None,
        scope: "IR".to_owned(),
        population: AnnouncedPopulation::InParks,
        metric: "units_revived".to_owned(),
        measure: Measure::Flow,
        hedge: None,
        low: low.into(),
        high: high.into(),
        unit: "units".to_owned(),
        period_from: None,
        period_to: None,
        quote: None,
        note: None,
    }
}

#[test]
fn a_day_is_given_exactly_where_it_is_known() {
    #[track_caller]
    fn check(announced_on: &str, basis: DateBasis, expected: Option<SourceError>) {
        assert_eq!(source(announced_on, basis).record(None).err(), expected.map(|error| vec![error]));
    }
    check("1399-11-08", DateBasis::Stated, None);
    check("1399-11-08", DateBasis::Estimated, None);
    check("", DateBasis::Unknown, None);
    check("", DateBasis::Stated, Some(SourceError::NoDay));
    check("", DateBasis::Estimated, Some(SourceError::NoDay));
    check("1399-11-08", DateBasis::Unknown, Some(SourceError::DayOfUnknownBasis));
}

#[test]
fn the_figures_of_an_announcement_share_its_basis() {
    let stated = source("1399-11-08", DateBasis::Stated);
    assert_eq!(stated.record(Some(DateBasis::Stated)), Ok(()));
    let error = SourceError::OtherBasis { stated: DateBasis::Stated, recorded: DateBasis::Estimated };
    assert_eq!(stated.record(Some(DateBasis::Estimated)), Err(vec![error]));
}

#[test]
fn all_contradictions_are_found() {
    #[track_caller]
    fn check(figure: Figure, expected: &[FigureError]) {
        assert_eq!(figure.contradictions(), expected);
    }
    let range = |low, high| Figure { hedge: Some(Hedge::Range), ..figure(low, high) };
    let share = |high| Figure { measure: Measure::Share, unit: "percent".to_owned(), ..figure(1, high) };
    check(figure(5, 5), &[]);
    check(figure(5, 6), &[]);
    check(figure(6, 5), &[FigureError::HighBelowLow(Decimal::from(6))]);
    check(range(5, 6), &[]);
    check(range(5, 5), &[FigureError::RangeOfOne]);
    check(share(100), &[]);
    check(share(101), &[FigureError::ShareAboveAll]);
    let both = Figure { measure: Measure::Share, unit: "percent".to_owned(), ..figure(102, 101) };
    check(both, &[FigureError::HighBelowLow(Decimal::from(102)), FigureError::ShareAboveAll]);
}

#[test]
fn a_period_ends_on_its_first_day_or_later() {
    #[track_caller]
    fn check(from: &str, to: &str, ends: bool) {
        let stated = Figure { period_from: Some(day(from)), period_to: Some(day(to)), ..figure(5, 5) };
        let error = FigureError::PeriodEndsTooEarly(day(from));
        let expected = if ends { Ok(Change::Add) } else { Err(vec![error]) };
        assert_eq!(stated.record(&source("", DateBasis::Unknown), None), expected);
    }
    check("1399-01-01", "1399-01-01", true);
    check("1399-01-01", "1399-12-30", true);
    check("1399-01-02", "1399-01-01", false);
    assert_eq!(Figure::check_period(Some(day("1399-01-02")), None), Ok(()));
}

#[test]
fn a_figure_is_added_once_and_never_changed() {
    let (here, elsewhere) =
        (source("1399-11-08", DateBasis::Stated), source("1399-11-09", DateBasis::Stated));
    let recorded = figure(5, 5);
    assert_eq!(figure(5, 5).record(&here, None), Ok(Change::Add));
    assert_eq!(figure(5, 5).record(&here, Some((&here, &recorded))), Ok(Change::Keep));
    let otherwise = || Err(vec![FigureError::RecordedOtherwise]);
    assert_eq!(figure(5, 6).record(&here, Some((&here, &recorded))), otherwise());
    assert_eq!(figure(5, 5).record(&here, Some((&elsewhere, &recorded))), otherwise());
}

#[test]
fn a_metric_is_a_word_of_an_open_list() {
    for (word, fits) in
        [("units_revived", true), ("a", true), ("Units", false), ("1a", false), ("a b", false)]
    {
        assert_eq!(Figure::metric(word).is_ok(), fits, "{word}");
    }
    assert!(Figure::metric(&"a".repeat(101)).is_err());
}
