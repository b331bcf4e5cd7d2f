use super::*;
use crate::code::Coded as _;
use crate::testing::moment;

/// Decisions that are made one after another, and what becomes of each. A line is `figure decision replaced_by reason
/// moment`; `-` is none. There are figures from a to e.
#[track_caller]
fn check(lines: &[(&str, &str)]) {
    let mut histories = FigureHistories::of(["a", "b", "c", "d", "e"].map(str::to_owned));
    for (line, expected) in lines {
        let decision = parsed(line);
        let became = match histories.decide(&decision) {
            Ok(Change::Add) => {
                histories.add(decision);
                "added".to_owned()
            }
            Ok(_) => "kept".to_owned(),
            Err(errors) => errors.iter().map(|it| format!("{it:?}")).collect::<Vec<_>>().join(", "),
        };
        assert_eq!(became, *expected, "{line}");
    }
}

fn parsed(line: &str) -> FigureDecision {
    let cells: Vec<&str> = line.split(' ').collect();
    let cell = |place: usize| Some(cells[place]).filter(|cell| *cell != "-");
    FigureDecision {
        figure: cells[0].to_owned(),
        kind: FigureDecisionKind::parse(cells[1]).unwrap_or_else(|_| panic!("{line}")),
        replaced_by: cell(2).map(str::to_owned),
        reason: cells[3].to_owned(),
        recorded_at: cell(4).map(|second| moment(second.parse().unwrap_or_else(|_| panic!("{line}")))),
    }
}

#[test]
fn a_figure_is_corrected_once() {
    check(&[
        ("a replaced b misread -", "added"),
        ("a replaced b misread -", "kept"),
        ("a replaced b misheard -", r#"Figure(Replaced("b"))"#),
        ("a voided - never -", r#"Figure(Replaced("b"))"#),
        ("a used - audited -", r#"Figure(Replaced("b"))"#),
        ("c voided - never -", "added"),
        ("c replaced d misread -", "Figure(Void)"),
        ("x voided - never -", r#"Figure(Unknown("x"))"#),
    ]);
}

#[test]
fn a_replacement_is_another_figure_in_force() {
    check(&[
        ("a replaced a misread -", "Replacement(NothingCorrected)"),
        ("a replaced x misread -", r#"Replacement(Unknown("x"))"#),
        ("b voided - never 20", "added"),
        ("a replaced b misread -", "Replacement(Void)"),
        ("a replaced c misread 21", "added"),
        ("d replaced c misread 22", r#"ReplacesAnother("c")"#),
        ("c replaced a misread 23", r#"Replacement(Replaced("c"))"#),
        ("c replaced d misread 21", r#"TooEarly("c")"#),
        ("c replaced d misread 22", "added"),
    ]);
}

#[test]
fn a_past_is_restored_in_its_order() {
    check(&[
        ("a used - audited 10", "added"),
        ("a unused - wrong 12", "added"),
        ("a used - audited 11", r#"TooEarly("a")"#),
        ("a used - audited 13", "added"),
        ("a used - audited 10", "kept"),
        ("a replaced b misread 12", r#"TooEarly("a")"#),
        ("a replaced b misread 13", "added"),
        ("a used - audited 13", "kept"),
    ]);
}

#[test]
fn a_mark_is_added_if_it_says_something_new() {
    check(&[
        ("a unused - wrong -", "kept"),
        ("a used - audited -", "added"),
        ("a used - audited -", "kept"),
        ("a used - signed -", "added"),
        ("a unused - wrong -", "added"),
        ("a unused - late -", "kept"),
    ]);
}
