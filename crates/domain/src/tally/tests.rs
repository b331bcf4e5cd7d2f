use super::*;
use crate::code::Coded;
use crate::day::Calendar;
use crate::testing::{ledger, methodologies, moment};

fn iranian(day: Day) -> String {
    day.write(Calendar::Iranian)
}

fn count_words(count: &Count) -> String {
    let from = count.from.map_or("-", Coded::code);
    format!("{} {} {from}>{}", iranian(count.occurred_on), count.kind.code(), count.to.code())
}

fn span_words(span: &Span) -> String {
    format!("{} {}..{}", span.status.code(), iranian(span.from), span.until.map(iranian).unwrap_or_default())
}

fn words<T>(items: &[T], word: impl Fn(&T) -> String) -> String {
    items.iter().map(word).collect::<Vec<_>>().join(", ")
}

#[test]
fn spans_are_runs_of_days() {
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let records = ledger(text);
        let steps = ledger::history(&records, &methodologies()).unwrap();
        assert_eq!(words(&spans(&steps), span_words), expected);
    }
    check("", "");
    check("1 commissioned 1399-01-01; 2 visited 1399-02-01", "active 1399-01-01..");
    check(
        "1 permit_issued 1398-01-01; 2 commissioned 1399-01-01; 3 idled 1399-02-01",
        "planned 1398-01-01..1399-01-01, active 1399-01-01..1399-02-01, inactive 1399-02-01..",
    );
    // Within a day the last status lasts.
    check("1 permit_issued 1399-01-01; 2 commissioned 1399-01-01", "active 1399-01-01..");
    check("1 commissioned 1399-01-01; 2 idled 1399-02-01; 3 revived 1399-02-01", "active 1399-01-01..");
    check(
        "1 commissioned 1399-01-01; 2 idled 1399-02-01; 3 revived 1399-02-01; 4 closed 1399-02-01",
        "active 1399-01-01..1399-02-01, closed 1399-02-01..",
    );
}

#[test]
fn a_count_says_what_a_report_counts() {
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let records = ledger(text);
        let steps = ledger::history(&records, &methodologies()).unwrap();
        assert_eq!(words(&counts(&steps), count_words), expected);
    }
    check(
        "1 permit_issued 1399-01-01; 2 land_assigned 1399-01-02; 3 progress_reported 1399-01-03; \
         4 progress_reported 1399-01-04; 5 visited 1399-01-05; 6 cancelled 1399-01-06",
        "1399-01-01 permit_issued ->planned, 1399-01-03 progress_reported planned>under_construction, \
         1399-01-06 cancelled under_construction>cancelled",
    );
    check(
        "1 commissioned 1399-01-01; 2 capacity_reported=60 1399-01-02; 3 capacity_reported=20 1399-01-03; \
         4 capacity_raised=30 1399-01-04; 5 renovated 1399-01-05",
        "1399-01-01 commissioned ->active, 1399-01-03 capacity_reported active>semi_active, \
         1399-01-04 capacity_raised semi_active>semi_active, 1399-01-05 renovated semi_active>semi_active",
    );
}

#[test]
fn jobs_of_working_units_change_with_the_status() {
    let mut records = ledger(
        "1 commissioned 1399-01-01; 2 idled 1399-02-01; 3 revived 1399-03-01; 4 capacity_raised=30 1399-04-01; \
         5 closed 1399-05-01",
    );
    let mut state_jobs = |index: usize, jobs: i64| {
        let ledger::Says::Happened { facts, .. } = &mut records[index].says else { return };
        facts.jobs = crate::number::Jobs::new(jobs).ok();
    };
    state_jobs(2, 40);
    state_jobs(3, 25);
    let methodologies = methodologies();
    let steps = ledger::history(&records, &methodologies).unwrap();
    let jobs: Vec<_> =
        counts(&steps).iter().map(|count| (count.stock_jobs, count.stock_jobs_unknown)).collect();
    assert_eq!(jobs, [(0, 1), (0, -1), (40, 0), (-15, 0), (-25, 0)]);
}

/// What had been recorded by a moment; nothing where there is none.
pub(super) fn recorded_by(records: &[Record], known: Option<i64>) -> Vec<Record> {
    let known = |record: &&Record| known.is_some_and(|known| record.recorded_at <= moment(known));
    records.iter().filter(known).cloned().collect()
}

#[track_caller]
fn check_changes(text: &str, known: Option<i64>, expected: &[&str]) {
    let records = ledger(text);
    let changes = changes(&recorded_by(&records, known), &records, &methodologies()).unwrap();
    let line = |change: &TallyChange| {
        format!(
            "{} +[{}] -[{}] +[{}] -[{}]",
            (change.known_at - moment(0)).num_seconds(),
            words(&change.added, count_words),
            words(&change.removed, count_words),
            words(&change.opened, span_words),
            words(&change.ended, span_words),
        )
    };
    assert_eq!(changes.iter().map(line).collect::<Vec<_>>(), expected);
}

#[test]
fn a_change_says_what_a_moment_made_known() {
    let text = "1 commissioned 1399-01-01; 2 idled 1399-03-01; 3 @5 idled 1399-02-01 for 2; 4 @5 visited 1399-02-02; 5 @6 void 3";
    let all = [
        "1 +[1399-01-01 commissioned ->active] -[] +[active 1399-01-01..] -[]",
        "2 +[1399-03-01 idled active>inactive] -[] \
         +[active 1399-01-01..1399-03-01, inactive 1399-03-01..] -[active 1399-01-01..]",
        "5 +[1399-02-01 idled active>inactive] -[1399-03-01 idled active>inactive] \
         +[active 1399-01-01..1399-02-01, inactive 1399-02-01..] \
         -[active 1399-01-01..1399-03-01, inactive 1399-03-01..]",
        "6 +[] -[1399-02-01 idled active>inactive] +[active 1399-01-01..] \
         -[active 1399-01-01..1399-02-01, inactive 1399-02-01..]",
    ];
    check_changes(text, None, &all);
    check_changes(text, Some(1), &all[1..]);
    check_changes(text, Some(4), &all[2..]);
    check_changes(text, Some(6), &[]);
    check_changes("", None, &[]);
}

#[test]
fn the_ledger_is_judged_as_it_stood_at_each_moment() {
    #[track_caller]
    fn check(text: &str, known: Option<i64>, at_fault: Option<i64>) {
        let records = ledger(text);
        let result = changes(&recorded_by(&records, known), &records, &methodologies());
        assert_eq!(result.err().map(|error| error.position()), at_fault, "{text}");
    }
    // Legal in the end, but not when it was recorded.
    check("1 @1 idled 1399-02-01; 2 @2 commissioned 1399-01-01", None, Some(1));
    check("1 @2 idled 1399-02-01; 2 @1 commissioned 1399-01-01", None, None);
    check("1 @1 idled 1399-02-01; 2 @1 commissioned 1399-01-01", None, None);
    check("1 commissioned 1399-01-01; 2 commissioned 1399-02-01; 3 void 2", None, Some(2));
    check("1 @1 commissioned 1399-01-01; 2 @1 commissioned 1399-02-01; 3 @1 void 2", None, None);
    // Recorded ones are checked only as they stand at a new moment.
    check("1 @1 idled 1399-02-01; 2 @2 commissioned 1399-01-01", Some(2), None);
    check("1 commissioned 1399-01-01; 2 @3 revived 1399-02-01", Some(1), Some(2));
}

#[test]
fn what_is_added_at_a_moment_that_is_recorded_changes_what_was_known_then() {
    let records = ledger("1 @1 commissioned 1399-01-01; 2 @1 idled 1399-03-01");
    let changes = changes(&records[..1], &records, &methodologies()).unwrap();
    assert_eq!(changes.len(), 1);
    assert_eq!(words(&changes[0].added, count_words), "1399-03-01 idled active>inactive");
    assert_eq!(words(&changes[0].removed, count_words), "");
}

#[test]
fn many_moments_take_no_long() {
    let lines = (2..500).map(|position| {
        let kind = if position % 2 == 0 { "idled" } else { "revived" };
        format!("{position} {kind} 1399-01-02")
    });
    let text = format!("1 commissioned 1399-01-01; {}", lines.collect::<Vec<_>>().join(";"));
    assert_eq!(changes(&[], &ledger(&text), &methodologies()).unwrap().len(), 499);
}
