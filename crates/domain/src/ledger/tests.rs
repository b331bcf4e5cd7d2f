use super::*;
use crate::code::Coded;
use crate::state::Status;
use crate::testing::{ledger, methodologies};

/// The history of a ledger: the position of each effective event and the status after it, in order; or the error.
fn told(text: &str) -> String {
    let records = ledger(text);
    let steps = history(&records, &methodologies());
    let step = |step: &HistoryStep<'_>| format!("{} {}", step.event.position, step.after.status.code());
    match steps {
        Ok(steps) => steps.iter().map(step).collect::<Vec<_>>().join(", "),
        Err(error) => refusal(&error),
    }
}

fn refusal(error: &LedgerError) -> String {
    match error {
        LedgerError::NotAllowed { position, why, .. } => format!("{position}: {}", why.message()),
        LedgerError::Unknown { position } => format!("{position}: unknown"),
        LedgerError::NotEffective { position, of, by } => format!("{position}: {by} corrected {of} before"),
        LedgerError::OfVoid { position, of } => format!("{position}: {of} voids"),
        LedgerError::Circle { position } => format!("{position}: circle"),
    }
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(told(text), expected);
    // The order of the lines does not matter: the position is the place.
    let mut lines: Vec<&str> = text.split(';').collect();
    lines.reverse();
    assert_eq!(told(&lines.join(";")), expected, "in reverse");
}

#[test]
fn events_take_effect_by_day_then_place() {
    check("", "");
    check("1 commissioned 1399-01-01", "1 active");
    check(
        "1 commissioned 1399-01-01; 2 idled 1399-02-01; 3 revived 1399-03-01",
        "1 active, 2 inactive, 3 active",
    );
    check("1 idled 1399-02-01; 2 commissioned 1399-01-01", "2 active, 1 inactive");
    check(
        "1 commissioned 1399-01-01; 2 idled 1399-01-01; 3 revived 1399-01-01",
        "1 active, 2 inactive, 3 active",
    );
    check(
        "1 commissioned 1399-01-01; 2 revived 1399-03-01; 3 idled 1399-02-01",
        "1 active, 3 inactive, 2 active",
    );
    check(
        "3 commissioned 1399-01-01; 1 idled 1399-01-01",
        "1: idled is not allowed while the unit is without events; it is allowed while the unit is active, semi_active",
    );
}

#[test]
fn the_event_that_becomes_illegal_is_named() {
    check(
        "1 commissioned 1399-01-01; 2 commissioned 1399-02-01",
        "2: commissioned is not allowed while the unit is active; \
         it is allowed while the unit is without events, planned, under_construction",
    );
    // After a backdated event, a later one is no longer allowed.
    check(
        "1 permit_issued 1398-01-01; 2 commissioned 1399-01-01; 3 cancelled 1398-06-01",
        "2: commissioned is not allowed while the unit is cancelled; \
         it is allowed while the unit is without events, planned, under_construction",
    );
    // So does a void, and a replacement by another day or kind.
    check(
        "1 commissioned 1399-01-01; 2 idled 1399-02-01; 3 void 1",
        "2: idled is not allowed while the unit is without events; it is allowed while the unit is active, semi_active",
    );
    check(
        "1 commissioned 1399-01-01; 2 idled 1399-02-01; 3 commissioned 1399-03-01 for 1",
        "2: idled is not allowed while the unit is without events; it is allowed while the unit is active, semi_active",
    );
    check(
        "1 commissioned 1399-01-01; 2 idled 1399-02-01; 3 closed 1399-02-01 for 2; 4 revived 1399-03-01",
        "4: revived is not allowed while the unit is closed; it is allowed while the unit is inactive, semi_active",
    );
}

#[test]
fn a_replacement_takes_the_place_of_the_first_of_its_chain() {
    // Within the day the corrected commissioning still comes before the idling.
    check(
        "1 commissioned 1399-01-01; 2 idled 1399-01-01; 3 commissioned 1399-01-01 for 1",
        "3 active, 2 inactive",
    );
    check(
        "1 commissioned 1399-01-01; 2 idled 1399-01-01; 3 commissioned 1399-01-01 for 1; 4 commissioned 1399-01-01 for 3",
        "4 active, 2 inactive",
    );
    // The day differs, and comes back.
    check(
        "1 commissioned 1399-01-01; 2 idled 1399-01-05; 3 commissioned 1398-12-01 for 1; 4 commissioned 1399-01-05 for 3",
        "4 active, 2 inactive",
    );
    // The kind differs.
    check(
        "1 permit_issued 1399-01-01; 2 idled 1399-01-01; 3 commissioned 1399-01-01 for 1",
        "3 active, 2 inactive",
    );
    check(
        "1 commissioned 1399-01-01; 2 visited 1399-01-01; 3 revived 1399-01-01; 4 idled 1399-01-01 for 2",
        "1 active, 4 inactive, 3 active",
    );
    // On another day it has its old place, before later records.
    check(
        "1 commissioned 1399-01-01; 2 visited 1399-01-02; 3 revived 1399-01-03; 4 idled 1399-01-03 for 2",
        "1 active, 4 inactive, 3 active",
    );
}

#[test]
fn records_of_one_moment_name_each_other_in_any_order() {
    // The lines of a file: a correction above what it corrects.
    check(
        "1 @9 commissioned 1399-01-01 for 4; 2 @9 idled 1399-01-02; 3 @9 idled 1399-01-01 for 1; 4 @9 visited 1399-01-01",
        "3: idled is not allowed while the unit is without events; it is allowed while the unit is active, semi_active",
    );
    check(
        "1 @9 idled 1399-01-01 for 5; 2 @9 commissioned 1399-01-01; 5 @9 visited 1399-01-01; 6 @9 revived 1399-01-01",
        "2 active, 1 inactive, 6 active",
    );
    check("1 @9 void 2; 2 @9 visited 1399-01-01; 3 @9 commissioned 1399-01-01", "3 active");
    check(
        "1 @9 commissioned 1399-02-02 for 2; 2 @9 commissioned 1399-02-01 for 3; 3 @9 commissioned 1399-01-01",
        "1 active",
    );
}

#[test]
fn a_void_strikes_the_fact() {
    check("1 commissioned 1399-01-01; 2 void 1", "");
    check("1 commissioned 1399-01-01; 2 idled 1399-02-01; 3 void 2", "1 active");
    // The record that the voided one replaced does not return.
    check("1 commissioned 1399-01-01; 2 idled 1399-02-01; 3 closed 1399-02-01 for 2; 4 void 3", "1 active");
    check("1 commissioned 1399-01-01; 2 commissioned 1399-02-01 for 1; 3 void 2", "");
    // The event is recorded again, and is the last of its day.
    check(
        "1 commissioned 1399-01-01; 2 void 1; 3 permit_issued 1399-01-01; 4 commissioned 1399-01-01",
        "3 planned, 4 active",
    );
}

#[test]
fn what_was_corrected_is_not_corrected_again() {
    let begun = "1 commissioned 1399-01-01; 2 commissioned 1399-02-01 for 1";
    check(&format!("{begun}; 3 commissioned 1399-03-01 for 1"), "3: 2 corrected 1 before");
    check(&format!("{begun}; 3 void 1"), "3: 2 corrected 1 before");
    check("1 commissioned 1399-01-01; 2 void 1; 3 void 1", "3: 2 corrected 1 before");
    check("1 commissioned 1399-01-01; 2 void 1; 3 commissioned 1399-01-01 for 1", "3: 2 corrected 1 before");
    // The later record is at fault, not the lower line in the file.
    check("1 @1 commissioned 1399-01-01; 2 @7 void 1; 3 @5 void 1", "2: 3 corrected 1 before");
}

#[test]
fn a_void_is_neither_replaced_nor_voided() {
    let voided = "1 commissioned 1399-01-01; 2 void 1";
    check(&format!("{voided}; 3 void 2"), "3: 2 voids");
    check(&format!("{voided}; 3 commissioned 1399-01-01 for 2"), "3: 2 voids");
}

#[test]
fn a_correction_names_a_record_that_was_there() {
    check("1 commissioned 1399-01-01; 2 void 7", "2: unknown");
    check("1 commissioned 1399-01-01; 2 commissioned 1399-01-01 for 7", "2: unknown");
    // Recorded earlier than what it corrects.
    check("1 @5 commissioned 1399-01-01; 2 @4 void 1", "2: unknown");
    check("1 @5 commissioned 1399-01-01; 2 @4 commissioned 1399-01-01 for 1", "2: unknown");
}

#[test]
fn circles_are_refused() {
    check("1 @9 commissioned 1399-01-01 for 1", "1: circle");
    check("1 @9 commissioned 1399-01-01 for 2; 2 @9 commissioned 1399-01-01 for 1", "2: circle");
    check(
        "1 @9 commissioned 1399-01-01; 2 @9 idled 1399-01-01 for 4; 3 @9 idled 1399-01-01 for 2; 4 @9 idled 1399-01-01 for 3",
        "4: circle",
    );
    // Next to a chain that ends.
    check(
        "1 @9 visited 1399-01-01 for 2; 2 @9 visited 1399-01-01 for 1; 3 @9 commissioned 1399-01-01; 4 @9 void 3",
        "2: circle",
    );
}

#[test]
fn long_chains_and_long_circles_take_no_long() {
    let link = |position: i64, of: i64| format!("{position} @9 commissioned 1399-01-01 for {of}");
    let chain: Vec<String> = (2..=50_000).map(|position| link(position, position - 1)).collect();
    let chain = chain.join(";");
    assert_eq!(told(&format!("1 @9 commissioned 1399-01-01; {chain}")), "50000 active");
    assert_eq!(told(&format!("{}; {chain}", link(1, 50_000))), "50000: circle");
}

#[test]
fn the_state_of_a_day_is_that_after_its_last_event() {
    #[track_caller]
    fn check(day: &str, expected: Option<Status>) {
        let records = ledger(
            "1 commissioned 1399-01-05; 2 idled 1399-02-01; 3 revived 1399-02-01; 4 closed 1399-03-01",
        );
        let methodologies = methodologies();
        let steps = history(&records, &methodologies).unwrap();
        assert_eq!(state_on(&steps, crate::testing::day(day)).map(|state| state.status), expected);
    }
    check("1399-01-04", None);
    check("1399-01-05", Some(Status::Active));
    check("1399-01-31", Some(Status::Active));
    check("1399-02-01", Some(Status::Active));
    check("1399-03-01", Some(Status::Closed));
    check("1502-12-29", Some(Status::Closed));
}
