use shahrak_messages::{Explain, Language};

use super::*;
use crate::code::Coded;
use crate::ledger::{Position, Record, Says};
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
        StepKind::Resolved if value.is_empty() => StepAct::Resolved(CaseOutcome::Helped),
        StepKind::Resolved => StepAct::Resolved(CaseOutcome::parse(value).unwrap()),
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
            record(&before, &added).ok().map(|decided| decided.state.status)
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
        let state = record(&[], &records(text)).unwrap().state;
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
            assert_eq!(why.message().to_string(), message);
            assert!(why.message().text(Language::Persian).starts_with("گام «"));
        }
    }
    let resolved = "resolved is not allowed while the case is not opened; it is allowed while the case is open, referred";
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
fn a_step_states_one_fact() {
    #[track_caller]
    fn check(step: StepKind, facts: &[&str], wrong: &[&str]) {
        let has = |column: &str| facts.contains(&column);
        let facts = StepFacts {
            kind: has("kind").then_some(SupportKind::Legal),
            body: has("body").then(|| "bank".to_owned()),
            outcome: has("outcome").then_some(CaseOutcome::Refused),
        };
        let columns =
            |errors: Vec<StepFactError>| errors.iter().map(|error| error.column).collect::<Vec<_>>();
        let made = StepAct::new(step, facts.clone())
            .map(|act| (Step { occurred_on: day("1399-01-01"), act }.kind(), facts));
        match made {
            Ok((kind, stated)) => {
                assert_eq!((kind, wrong), (step, [].as_slice()));
                assert_eq!(StepAct::new(step, stated.clone()).unwrap().facts(), stated);
            }
            Err(errors) => assert_eq!(columns(errors), wrong),
        }
    }
    check(StepKind::Opened, &["kind"], &[]);
    check(StepKind::Referred, &["body"], &[]);
    check(StepKind::Resolved, &["outcome"], &[]);
    check(StepKind::Reopened, &[], &[]);
    check(StepKind::Opened, &[], &["kind"]);
    check(StepKind::Opened, &["body"], &["kind", "body"]);
    check(StepKind::Reopened, &["kind", "outcome"], &["kind", "outcome"]);
}

#[test]
fn a_case_is_of_a_unit_or_of_an_applicant_in_a_province() {
    #[track_caller]
    fn check(stated: [&str; 3], expected: Result<bool, SubjectError>) {
        let [unit, applicant, province] = stated.map(|text| (!text.is_empty()).then(|| text.to_owned()));
        assert_eq!(Subject::new(unit, applicant, province).map(|subject| subject.is_some()), expected);
    }
    check(["", "", ""], Ok(false));
    check(["U1", "", ""], Ok(true));
    check(["", "Amini", "IR-09"], Ok(true));
    check(["U1", "Amini", "IR-09"], Err(SubjectError::Both("applicant")));
    check(["U1", "", "IR-09"], Err(SubjectError::Both("province")));
    check(["", "Amini", ""], Err(SubjectError::Half("province")));
    check(["", "", "IR-09"], Err(SubjectError::Half("applicant")));

    let unit = Subject::Unit("U1".to_owned());
    assert_eq!(unit.agrees(None), Ok(()));
    assert_eq!(unit.agrees(Some(&unit)), Ok(()));
    assert_eq!(unit.agrees(Some(&Subject::Unit("U2".to_owned()))), Err(SubjectError::Other("unit")));
}

/// The changes that follow from added records: moment, then `-` or `+` and first day, day after and status of each span.
fn changes(recorded: &str, added: &str) -> Vec<String> {
    let day = |day: Option<Day>| day.map_or("…".to_owned(), |day| day.to_string());
    let span = |sign: char, span: &CaseSpan| {
        format!("{sign}{} {} {}", day(Some(span.from)), day(span.until), span.state.status.code())
    };
    let change = |change: CaseChange| {
        let ended = change.ended.iter().map(|it| span('-', it));
        let opened = change.opened.iter().map(|it| span('+', it));
        let moment = change.known_from.timestamp() - moment(0).timestamp();
        format!("{moment}: {}", ended.chain(opened).collect::<Vec<_>>().join(", "))
    };
    record(&records(recorded), &records(added)).unwrap().changes.into_iter().map(change).collect()
}

#[test]
fn what_was_known_of_a_case_follows_from_its_records() {
    let opened = "1 opened 1399-01-01";
    assert_eq!(changes("", opened), ["1: +2020-03-20 … open"]);
    let referred = changes(opened, "2 referred=bank 1399-01-03");
    assert_eq!(referred, ["2: -2020-03-20 … open, +2020-03-20 2020-03-22 open, +2020-03-22 … referred"]);
    // Of several steps on a day the last one counts at its end.
    assert_eq!(
        changes("", "1 @1 opened 1399-01-01; 2 @1 resolved 1399-01-01"),
        ["1: +2020-03-20 … resolved"]
    );
    // Nothing else becomes known.
    let note = changes("1 opened 1399-01-01", "2 opened 1399-01-01 for 1");
    assert_eq!(note, Vec::<String>::new());
    let two = changes(opened, "2 @5 resolved 1399-01-02; 3 @7 void 2");
    assert_eq!(
        two,
        [
            "5: -2020-03-20 … open, +2020-03-20 2020-03-21 open, +2020-03-21 … resolved",
            "7: -2020-03-20 2020-03-21 open, -2020-03-21 … resolved, +2020-03-20 … open",
        ]
    );
}
