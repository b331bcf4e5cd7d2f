use super::*;
use crate::money::RateKind;
use crate::testing::day;

fn days(text: &str) -> Days {
    let (from, to) = text.split_once("..").unwrap();
    Days { from: day(from), to: day(to) }
}

fn words(days: &[Days]) -> String {
    let iranian = |day: Day| day.write(crate::day::Calendar::Iranian);
    let word = |days: &Days| format!("{}..{}", iranian(days.from), iranian(days.to));
    days.iter().map(word).collect::<Vec<_>>().join(" ")
}

fn rate(period: &str, irr_per_usd: i64) -> Rate {
    let (from, to) = period.split_once("..").unwrap();
    Rate {
        kind: RateKind::Official,
        valid_from: day(from),
        valid_to: (!to.is_empty()).then(|| day(to)),
        irr_per_usd: irr_per_usd.into(),
        source: None,
    }
}

/// A line is days, kind, status before (or `-`), status after, how many; perhaps rials and how many events state none.
fn figures(text: &str) -> Figures {
    Figures(text.split(';').map(str::trim).filter(|line| !line.is_empty()).map(sum).collect())
}

fn sum(line: &str) -> Sum {
    let words: Vec<&str> = line.split_whitespace().collect();
    Sum {
        days: days(words[0]),
        kind: EventKind::parse(words[1]).unwrap(),
        from: Status::parse(words[2]).ok(),
        to: Status::parse(words[3]).unwrap(),
        events: words[4].parse().unwrap(),
        jobs: 10,
        jobs_unknown: 1,
        investment: words.get(5).map_or(0, |word| word.parse().unwrap()),
        investment_unknown: words.get(6).map_or(0, |word| word.parse().unwrap()),
        stock_jobs: 3,
        stock_jobs_unknown: -1,
    }
}

#[test]
fn days_are_cut_at_periods_and_at_rates_within_them() {
    #[track_caller]
    fn check(periods: &[&str], rates: &[Rate], expected: &str) {
        let periods: Vec<Days> = periods.iter().map(|text| days(text)).collect();
        assert_eq!(words(&pieces(&periods, rates)), expected);
    }
    check(&[], &[], "");
    check(&["1304-01-01..1304-02-01"], &[], "1304-01-01..1304-02-01");
    check(&["1399-01-01..1399-08-10"], &[], "1304-01-01..1398-12-29 1399-01-01..1399-08-10");
    check(
        &["1399-01-01..1399-08-10"],
        &[rate("1397-01-01..1399-02-05", 1), rate("1399-02-06..", 2)],
        "1304-01-01..1398-12-29 1399-01-01..1399-02-05 1399-02-06..1399-08-10",
    );
    // A rate that begins with the period or ends with it cuts nothing.
    check(
        &["1399-01-01..1399-08-10"],
        &[rate("1399-01-01..1399-08-10", 1)],
        "1304-01-01..1398-12-29 1399-01-01..1399-08-10",
    );
    // Nor does one between two periods.
    check(
        &["1399-01-01..1399-08-10", "1401-01-01..1401-01-02"],
        &[rate("1400-01-01..", 1)],
        "1304-01-01..1398-12-29 1399-01-01..1399-08-10 1399-08-11..1400-12-29 1401-01-01..1401-01-02",
    );
    // Periods may overlap.
    check(
        &["1399-01-01..1399-08-10", "1399-03-01..1399-04-01"],
        &[],
        "1304-01-01..1398-12-29 1399-01-01..1399-02-31 1399-03-01..1399-04-01 1399-04-02..1399-08-10",
    );
}

#[test]
fn a_flow_adds_the_events_of_its_kind_and_period() {
    let figures = figures(
        "1399-01-01..1399-01-31 commissioned - active 2 500 1; 1399-01-01..1399-01-31 commissioned planned active 1 70; \
         1399-02-01..1399-02-01 commissioned - active 4 9; 1399-01-01..1399-01-31 revived inactive active 8",
    );
    let flow = figures.flow(EventKind::Commissioned, days("1399-01-01..1399-01-31"));
    let expected = Flow { events: 3, jobs: 20, jobs_unknown: 2, investment: 570, investment_unknown: 1 };
    assert_eq!(flow, expected);
    assert_eq!(figures.flow(EventKind::Closed, days("1399-01-01..1399-12-30")), Flow::default());
}

#[test]
fn dollars_are_added_by_the_rate_of_the_day() {
    #[track_caller]
    fn check(text: &str, rates: &[Rate], expected: Option<&str>) {
        let year = days("1399-01-01..1399-12-30");
        let dollars = figures(text).dollars(EventKind::Commissioned, year, rates);
        assert_eq!(dollars.map(|dollars| dollars.write()).as_deref(), expected);
    }
    let two = "1399-01-01..1399-02-05 commissioned - active 1 84000; 1399-02-06..1399-08-10 commissioned - active 1 100";
    let rates = [rate("1399-01-01..1399-02-05", 42_000), rate("1399-02-06..1399-12-01", 3)];
    check(two, &rates, Some("35.33"));
    check(two, &rates[..1], None);
    check("", &[], Some("0.00"));
    // An event that states no investment needs no rate; one that states none of worth does.
    check("1399-01-01..1399-02-05 commissioned - active 1 0 1", &[], Some("0.00"));
    check("1399-01-01..1399-02-05 commissioned - active 1 0 0", &[], None);
}

#[test]
fn a_stock_is_what_entered_a_status_and_did_not_leave_it() {
    let figures = figures(
        "1304-01-01..1398-12-29 permit_issued - planned 5; 1304-01-01..1398-12-29 commissioned planned active 2; \
         1399-01-01..1399-08-10 commissioned planned active 1; 1399-01-01..1399-08-10 idled active inactive 1; \
         1399-01-01..1399-08-10 renovated active active 7",
    );
    let opening = figures.stock(day("1398-12-29"));
    let closing = figures.stock(day("1399-08-10"));
    let counts = |stock: &Stock| {
        (stock.of(Status::Planned), stock.of(Status::Active), stock.idle(), stock.operating(), stock.jobs)
    };
    assert_eq!(counts(&opening), (3, 2, 0, 2, 6));
    assert_eq!(counts(&closing), (2, 2, 1, 3, 15));
    assert_eq!((opening.idle_share(), closing.idle_share()), (Some(0.0), Some(1.0 / 3.0)));
    assert_eq!(Stock::default().idle_share(), None);
    let transitions = figures.transitions(days("1399-01-01..1399-08-10"));
    let expected = [(Status::Planned, Status::Active, 1), (Status::Active, Status::Inactive, 1)]
        .map(|(from, to, units)| Transition { from: Some(from), to, units });
    assert_eq!(transitions, expected);
}

#[test]
fn a_day_has_at_most_one_rate() {
    #[track_caller]
    fn check(text: &str, expected: Option<i64>) {
        let rates =
            [rate("1398-01-01..1398-12-29", 1), rate("1399-02-01..1399-02-31", 2), rate("1400-01-01..", 3)];
        let found = rate_on(&rates, day(text)).map(|rate| rate.irr_per_usd);
        assert_eq!(found, expected.map(Into::into));
    }
    check("1397-12-29", None);
    check("1398-01-01", Some(1));
    check("1398-12-29", Some(1));
    check("1399-01-01", None);
    check("1399-02-31", Some(2));
    check("1399-03-01", None);
    check("1402-01-01", Some(3));
}
