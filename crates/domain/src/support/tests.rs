use super::*;
use crate::code::Coded;
use crate::ledger::{Position, Record, Says};
use crate::persian::InPersian;
use crate::testing::{day, moment};

/// The records that a text describes, one a line (or after `;`): its position, perhaps `@` and the number of its moment
/// (its position if there is none), then `void` and the position that it voids, or a step (perhaps with `=` and its
/// kind, body or outcome), a day, and perhaps `for` and the position that it replaces.
fn records(text: &str) -> Vec<Record<Step>> {
    text.split(';').map(str::trim).filter(|line| !line.is_empty()).map(one).collect()
}

fn one(line: &str) -> Record<Step> {
    let mut words = line.split_whitespace().peekable();
    let position: Position = words.next().unwrap().parse().unwrap();
    let at = words.next_if(|word| word.starts_with('@'));
    let recorded_at = moment(at.map_or(position, |word| word[1..].parse().unwrap()));
    let act = words.next().unwrap();
    if act == "void" {
        return Record { position, recorded_at, says: Says::Void(words.next().unwrap().parse().unwrap()) };
    }
    let facts = Step { act: step(act), occurred_on: day(words.next().unwrap()) };
    let replaces = words.next_if_eq(&"for").map(|_| words.next().unwrap().parse().unwrap());
    Record { position, recorded_at, says: Says::Happened { facts, replaces } }
}

fn step(text: &str) -> StepAct {
    let (kind, value) = text.split_once('=').unwrap_or((text, ""));
    match StepKind::parse(kind).unwrap() {
        StepKind::Opened if value.is_empty() => StepAct::Opened(SupportKind::Finance),
        StepKind::Opened => StepAct::Opened(SupportKind::parse(value).unwrap()),
        StepKind::Referred => StepAct::Referred(value.to_owned()),
        StepKind::Resolved if value.is_empty() => StepAct::Resolved(Outcome::Helped),
        StepKind::Resolved => StepAct::Resolved(Outcome::parse(value).unwrap()),
        StepKind::Reopened => StepAct::Reopened,
    }
}

#[test]
fn a_step_is_allowed_in_some_statuses_only() {
    use CaseStatus::{Open, Referred, Resolved};
    #[track_caller]
    fn check(before: &str, expected: [Option<CaseStatus>; 4]) {
        let before = records(before);
        let steps = ["opened", "referred=bank", "resolved", "reopened"];
        let after = steps.map(|act| {
            let added = records(&format!("9 {act} 1399-02-01"));
            record(&before, &added).ok().map(|state| state.status)
        });
        assert_eq!(after, expected);
    }
    check("", [Some(Open), None, None, None]);
    check("1 opened 1399-01-01", [None, Some(Referred), Some(Resolved), None]);
    check("1 opened 1399-01-01; 2 referred=tax 1399-01-02", [None, Some(Referred), Some(Resolved), None]);
    check("1 opened 1399-01-01; 2 resolved 1399-01-02", [None, None, None, Some(Open)]);
    check(
        "1 opened 1399-01-01; 2 resolved 1399-01-02; 3 reopened 1399-01-03",
        [None, Some(Referred), Some(Resolved), None],
    );
}

#[test]
fn the_state_of_a_case_follows_from_its_steps() {
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let state = record(&[], &records(text)).unwrap();
        let to = state.referred_to.as_deref().unwrap_or("-");
        let outcome = state.outcome.map_or("-", Coded::code);
        let said = [state.kind.code(), state.status.code(), &state.since.to_string(), to, outcome].join(" ");
        assert_eq!((said.as_str(), state.opened_on), (expected, day("1399-01-01")), "{text}");
    }
    check("1 opened=market 1399-01-01", "market open 2020-03-20 - -");
    check("1 opened 1399-01-01; 2 referred=bank 1399-01-02", "finance referred 2020-03-21 bank -");
    // Asking another body does not restart its wait.
    check(
        "1 opened 1399-01-01; 2 referred=bank 1399-01-02; 3 referred=tax 1399-01-05",
        "finance referred 2020-03-21 tax -",
    );
    check(
        "1 opened 1399-01-01; 2 referred=bank 1399-01-02; 3 resolved=refused 1399-01-03",
        "finance resolved 2020-03-22 bank refused",
    );
    check("1 opened 1399-01-01; 2 resolved 1399-01-03; 3 reopened 1399-01-04", "finance open 2020-03-23 - -");
    // Steps take effect by day, whenever they are recorded.
    check(
        "1 opened 1399-01-01; 2 resolved 1399-01-05; 3 referred=bank 1399-01-02",
        "finance resolved 2020-03-24 bank helped",
    );
    // Corrections.
    check("1 opened=market 1399-01-02; 2 opened=legal 1399-01-01 for 1", "legal open 2020-03-20 - -");
    check("1 opened 1399-01-01; 2 resolved 1399-01-02; 3 void 2", "finance open 2020-03-20 - -");
}

#[test]
fn what_is_not_allowed_is_named() {
    #[track_caller]
    fn check(recorded: &str, added: &str, position: Position, message: &str) {
        let error = record(&records(recorded), &records(added)).unwrap_err();
        assert_eq!(error.position(), position);
        if let CaseError::NotAllowed { why, .. } = error {
            assert_eq!(why.to_string(), message);
            assert!(!why.persian().is_empty());
        }
    }
    let resolved = "resolved is not allowed while the case is not opened; it is allowed while the case is open or referred";
    check("", "1 resolved 1399-01-01", 1, resolved);
    // A step before the day of opening.
    check("1 opened 1399-01-02", "2 resolved 1399-01-01", 2, resolved);
    // What follows would no longer be allowed.
    let reopened = "reopened is not allowed while the case is open; it is allowed while the case is resolved";
    check("1 opened 1399-01-01; 2 resolved 1399-01-02; 3 reopened 1399-01-03", "4 void 2", 3, reopened);
    // It must be allowed at each moment, not only in the end.
    check("", "1 @1 opened 1399-01-01; 2 @2 reopened 1399-01-03; 3 @3 resolved 1399-01-02", 2, reopened);
    check("1 opened 1399-01-01; 2 opened 1399-01-02 for 1", "3 opened 1399-01-03 for 1", 3, "");
    check("1 opened 1399-01-01", "2 void 1", 2, "");
}

#[test]
fn units_that_are_more_than_60_percent_built_come_first() {
    let built = |percent: &str| Progress::new(percent.parse().unwrap()).ok();
    assert!(!comes_first(None) && !comes_first(built("60")));
    assert!(comes_first(built("60.01")) && comes_first(built("100")));
}
