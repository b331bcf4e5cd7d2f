use super::*;
use crate::code::Coded;
use crate::event::Fact;
use crate::ledger;
use crate::testing::{capacity, day, facts, ledger as records, methodologies};

/// Status before, in the order of the table's columns; a unit without events comes first.
const BEFORE: [Option<Status>; 8] = [
    None,
    Some(Status::Planned),
    Some(Status::UnderConstruction),
    Some(Status::Active),
    Some(Status::SemiActive),
    Some(Status::Inactive),
    Some(Status::Closed),
    Some(Status::Cancelled),
];

fn state(status: Status) -> State {
    let day = day("1398-01-01");
    State { status, status_since: day, jobs: None, capacity: None, progress: None, last_confirmed_on: day }
}

/// Status before each event of the kind to the status after it, `-` where it is refused.
fn row(kind: EventKind, percent: i64) -> Vec<&'static str> {
    let mut facts = facts(kind, day("1399-01-01"));
    facts.capacity = facts.capacity.map(|_| capacity(percent * 100));
    let after = |before: Option<Status>| match State::after(before.map(state), &facts, &methodologies()) {
        Ok(state) => state.status.code(),
        Err(refused) => {
            assert_eq!(refused, NotAllowed { kind, status: before });
            "-"
        }
    };
    BEFORE.into_iter().map(after).collect()
}

#[test]
#[rustfmt::skip]
#[expect(clippy::many_single_char_names, reason = "the columns of the table have one letter each")]
fn every_event_in_every_status_follows_the_table() {
    #[track_caller]
    fn check(kind: EventKind, expected: [&str; 8]) {
        assert_eq!(row(kind, 30), expected, "{kind:?}");
    }
    let (p, u) = ("planned", "under_construction");
    let (a, s, i) = ("active", "semi_active", "inactive");
    let (c, x) = ("closed", "cancelled");
    //                                 none p    u    a    s    i    c    x
    check(EventKind::PermitIssued,     [p, "-", "-", "-", "-", "-", "-", "-"]);
    check(EventKind::LandAssigned,     ["-", p, u, "-", "-", "-", "-", "-"]);
    check(EventKind::ProgressReported, ["-", u, u, "-", "-", "-", "-", "-"]);
    check(EventKind::Commissioned,     [a, a, a, "-", "-", "-", "-", "-"]);
    check(EventKind::CapacityReported, ["-", "-", "-", s, s, s, "-", "-"]);
    check(EventKind::Idled,            ["-", "-", "-", i, i, "-", "-", "-"]);
    check(EventKind::Revived,          ["-", "-", "-", "-", a, a, "-", "-"]);
    check(EventKind::CapacityRaised,   ["-", "-", "-", s, s, "-", "-", "-"]);
    check(EventKind::Renovated,        ["-", "-", "-", a, s, i, "-", "-"]);
    check(EventKind::Visited,          ["-", p, u, a, s, i, "-", "-"]);
    check(EventKind::Closed,           ["-", "-", "-", c, c, c, "-", "-"]);
    check(EventKind::Cancelled,        ["-", x, x, "-", "-", "-", "-", "-"]);
}

#[test]
fn only_kinds_that_change_the_stock_change_the_status_or_the_jobs() {
    for kind in EventKind::ALL {
        let facts = facts(*kind, day("1399-01-01"));
        let changes = BEFORE.into_iter().any(|before| {
            let before = before.map(state);
            let Ok(after) = State::after(before, &facts, &methodologies()) else { return false };
            before.is_none_or(|before| before.status != after.status) || after.jobs.is_some()
        });
        assert_eq!(changes, kind.changes_stock(), "{kind:?}");
    }
}

#[test]
fn a_capacity_gives_the_status_by_the_thresholds_of_its_day() {
    #[track_caller]
    fn check(occurred_on: &str, percent: &str, expected: Status) {
        for kind in [EventKind::CapacityReported, EventKind::CapacityRaised] {
            let mut facts = facts(kind, day(occurred_on));
            facts.capacity = Capacity::new(percent.parse().unwrap()).ok();
            let after = State::after(Some(state(Status::SemiActive)), &facts, &methodologies()).unwrap();
            assert_eq!(after.status, expected, "{occurred_on} {percent}");
        }
    }
    check("1399-12-30", "0", Status::Inactive);
    check("1399-12-30", "9.99", Status::Inactive);
    check("1399-12-30", "10", Status::SemiActive);
    check("1399-12-30", "49.99", Status::SemiActive);
    check("1399-12-30", "50", Status::Active);
    check("1399-12-30", "50.00", Status::Active);
    check("1399-12-30", "200", Status::Active);
    // From 1400 on 20 and 70 are the thresholds.
    check("1400-01-01", "10", Status::Inactive);
    check("1400-01-01", "19.99", Status::Inactive);
    check("1400-01-01", "20", Status::SemiActive);
    check("1400-01-01", "50", Status::SemiActive);
    check("1400-01-01", "69.99", Status::SemiActive);
    check("1400-01-01", "70", Status::Active);
}

#[test]
fn without_a_methodology_in_force_a_capacity_leaves_the_status() {
    let facts = facts(EventKind::CapacityReported, day("1399-01-01"));
    let after = State::after(Some(state(Status::Inactive)), &facts, &Methodologies::default());
    assert_eq!(after.map(|state| state.status), Ok(Status::Inactive));
}

/// Jobs, capacity, progress and days after the last of the events.
#[track_caller]
fn check_derived(text: &str, jobs: &[(usize, i32)], expected: &str) {
    let mut records = records(text);
    for (index, jobs) in jobs {
        let ledger::Says::Happened { facts, .. } = &mut records[*index].says else { continue };
        assert!(facts.kind.optional().contains(&Fact::Jobs));
        facts.jobs = Jobs::new((*jobs).into()).ok();
    }
    let methodologies = methodologies();
    let state = ledger::history(&records, &methodologies).unwrap().last().unwrap().after;
    let number = |number: Option<String>| number.unwrap_or_else(|| "-".to_owned());
    let found = format!(
        "{} since {}, jobs {}, capacity {}, progress {}, confirmed {}",
        state.status.code(),
        state.status_since.write(crate::day::Calendar::Iranian),
        number(state.jobs.map(|jobs| jobs.get().to_string())),
        number(state.capacity.map(|capacity| capacity.get().to_string())),
        number(state.progress.map(|progress| progress.get().to_string())),
        state.last_confirmed_on.write(crate::day::Calendar::Iranian),
    );
    assert_eq!(found, expected);
}

#[test]
fn planned_jobs_do_not_count() {
    check_derived(
        "1 permit_issued 1398-01-01",
        &[(0, 40)],
        "planned since 1398-01-01, jobs -, capacity -, progress -, confirmed 1398-01-01",
    );
    check_derived(
        "1 permit_issued 1398-01-01; 2 commissioned 1398-05-01",
        &[(0, 40)],
        "active since 1398-05-01, jobs -, capacity -, progress -, confirmed 1398-05-01",
    );
}

#[test]
fn jobs_are_the_latest_stated_and_kept_while_inactive() {
    let life = "1 commissioned 1398-01-01; 2 idled 1398-02-01; 3 revived 1398-03-01; 4 capacity_raised=60 1398-04-01";
    let upto = |count: usize| life.split(';').take(count).collect::<Vec<_>>().join(";");
    check_derived(
        &upto(2),
        &[(0, 40)],
        "inactive since 1398-02-01, jobs 40, capacity -, progress -, confirmed 1398-02-01",
    );
    check_derived(
        &upto(3),
        &[(0, 40)],
        "active since 1398-03-01, jobs 40, capacity -, progress -, confirmed 1398-03-01",
    );
    check_derived(
        &upto(3),
        &[(0, 40), (2, 0)],
        "active since 1398-03-01, jobs 0, capacity -, progress -, confirmed 1398-03-01",
    );
    check_derived(
        life,
        &[(0, 40), (2, 15), (3, 18)],
        "active since 1398-03-01, jobs 18, capacity 60, progress -, confirmed 1398-04-01",
    );
    check_derived(
        &format!("{life}; 5 closed 1398-05-01"),
        &[(0, 40), (3, 18)],
        "closed since 1398-05-01, jobs -, capacity 60, progress -, confirmed 1398-05-01",
    );
}

#[test]
fn a_capacity_is_forgotten_when_operation_begins_or_stops() {
    let reported = "1 commissioned 1398-01-01; 2 capacity_reported=30 1398-02-01";
    let after = |more: &str| format!("{reported}; {more}");
    check_derived(
        &after("3 visited 1398-03-01"),
        &[],
        "semi_active since 1398-02-01, jobs -, capacity 30, progress -, confirmed 1398-03-01",
    );
    check_derived(
        &after("3 capacity_raised=45.5 1398-03-01"),
        &[],
        "semi_active since 1398-02-01, jobs -, capacity 45.5, progress -, confirmed 1398-03-01",
    );
    check_derived(
        &after("3 idled 1398-03-01"),
        &[],
        "inactive since 1398-03-01, jobs -, capacity -, progress -, confirmed 1398-03-01",
    );
    check_derived(
        &after("3 revived 1398-03-01"),
        &[],
        "active since 1398-03-01, jobs -, capacity -, progress -, confirmed 1398-03-01",
    );
}

#[test]
fn a_run_of_a_status_is_unbroken_until_another_status() {
    check_derived(
        "1 permit_issued 1398-01-01; 2 land_assigned 1398-02-01; 3 visited 1398-03-01",
        &[],
        "planned since 1398-01-01, jobs -, capacity -, progress -, confirmed 1398-03-01",
    );
    check_derived(
        "1 permit_issued 1398-01-01; 2 progress_reported 1398-02-01; 3 progress_reported 1398-03-01",
        &[],
        "under_construction since 1398-02-01, jobs -, capacity -, progress 40, confirmed 1398-03-01",
    );
    check_derived(
        "1 commissioned 1398-01-01; 2 capacity_reported=80 1398-02-01; 3 renovated 1398-03-01",
        &[],
        "active since 1398-01-01, jobs -, capacity 80, progress -, confirmed 1398-03-01",
    );
    // The run is broken by an event, were it of the same day.
    check_derived(
        "1 commissioned 1398-01-01; 2 idled 1398-02-01; 3 revived 1398-02-01",
        &[],
        "active since 1398-02-01, jobs -, capacity -, progress -, confirmed 1398-02-01",
    );
}
