use super::*;
use crate::number::{Capacity, Jobs, Progress, Rial};
use crate::testing::day;

/// An event that states the given facts and nothing else.
fn stating(kind: EventKind, stated: &[Fact]) -> Facts {
    let mut facts = Facts::new(kind, day("1399-01-01"));
    for fact in stated {
        match fact {
            Fact::Investment => facts.investment = Rial::new(1).ok(),
            Fact::Jobs => facts.jobs = Jobs::new(0).ok(),
            Fact::Capacity => facts.capacity = Capacity::new(Decimal::ZERO).ok(),
            Fact::Progress => facts.progress = Progress::new(Decimal::ZERO).ok(),
            Fact::Area => facts.area_m2 = Some(Decimal::ONE),
            Fact::Reasons => facts.reasons = reasons_of(kind)[..1].to_vec(),
            Fact::Body => facts.body = Some(Body::ProvincialCompany),
            Fact::Means => facts.means = Some(Means::Finance),
        }
    }
    facts
}

/// What a kind does with a fact, found out by stating it and leaving it out: required, may be stated, refused.
fn treatment(kind: EventKind, fact: Fact) -> &'static str {
    let others: Vec<Fact> = kind.required().iter().copied().filter(|required| *required != fact).collect();
    let with: Vec<Fact> = others.iter().copied().chain([fact]).collect();
    match (stating(kind, &others).check(), stating(kind, &with).check()) {
        (Err(errors), Ok(())) if errors == [FactsError::Missing(kind, fact)] => "required",
        (Ok(()), Ok(())) => "may",
        (Ok(()), Err(errors)) if errors == [FactsError::Foreign(kind, fact)] => "-",
        other => panic!("{kind:?} {fact:?} {other:?}"),
    }
}

#[test]
fn every_kind_carries_its_facts_alone() {
    use Fact::{Area, Body, Capacity, Investment, Jobs, Means, Progress, Reasons};
    #[track_caller]
    fn check(kind: EventKind, required: &[Fact], may: &[Fact]) {
        for fact in Fact::ALL {
            let expected = match (required.contains(&fact), may.contains(&fact)) {
                (true, _) => "required",
                (_, true) => "may",
                _ => "-",
            };
            assert_eq!(treatment(kind, fact), expected, "{kind:?} {fact:?}");
        }
    }
    check(EventKind::PermitIssued, &[], &[Investment, Jobs]);
    check(EventKind::LandAssigned, &[Area], &[]);
    check(EventKind::ProgressReported, &[Progress], &[]);
    check(EventKind::Commissioned, &[], &[Investment, Jobs]);
    check(EventKind::CapacityReported, &[Capacity], &[Reasons]);
    check(EventKind::Idled, &[Reasons], &[]);
    check(EventKind::Revived, &[], &[Jobs, Investment, Body, Means]);
    check(EventKind::CapacityRaised, &[Capacity], &[Jobs]);
    check(EventKind::Renovated, &[], &[Investment]);
    check(EventKind::Visited, &[], &[]);
    check(EventKind::Closed, &[], &[]);
    check(EventKind::Cancelled, &[], &[Reasons]);
}

#[test]
fn a_cancellation_has_one_reason_of_its_own_and_others_have_theirs() {
    use Reason::{ContractCancelled, LandRepossessed, Legal, Liquidity, Market, Other};
    #[track_caller]
    fn check(kind: EventKind, reasons: &[Reason], expected: Result<(), FactsError>) {
        let mut facts = stating(kind, kind.required());
        facts.reasons = reasons.to_vec();
        assert_eq!(facts.check(), expected.map_err(|error| vec![error]), "{kind:?} {reasons:?}");
    }
    let foreign = FactsError::Reason;
    check(EventKind::Cancelled, &[], Ok(()));
    check(EventKind::Cancelled, &[ContractCancelled], Ok(()));
    check(EventKind::Cancelled, &[LandRepossessed], Ok(()));
    check(EventKind::Cancelled, &[ContractCancelled, LandRepossessed], Err(FactsError::Reasons));
    check(EventKind::Cancelled, &[Legal], Err(foreign(EventKind::Cancelled, Legal)));
    check(EventKind::Idled, &[Liquidity, Market, Other], Ok(()));
    check(EventKind::Idled, &[Liquidity, LandRepossessed], Err(foreign(EventKind::Idled, LandRepossessed)));
    check(EventKind::CapacityReported, &[Other], Ok(()));
    check(
        EventKind::CapacityReported,
        &[ContractCancelled],
        Err(foreign(EventKind::CapacityReported, ContractCancelled)),
    );
    // If no reason is allowed, this is the only error.
    check(EventKind::Closed, &[LandRepossessed], Err(FactsError::Foreign(EventKind::Closed, Fact::Reasons)));
}

#[test]
fn reasons_are_of_idleness_or_of_cancellation() {
    let cancellation = [Reason::ContractCancelled, Reason::LandRepossessed];
    assert_eq!(reasons_of(EventKind::Cancelled), cancellation);
    assert_eq!(reasons_of(EventKind::Idled).last(), Some(&Reason::Other));
    assert_eq!(reasons_of(EventKind::Idled).len() + cancellation.len(), Reason::ALL.len());
}

#[test]
fn an_area_is_a_positive_number_of_square_metres() {
    #[track_caller]
    fn check(area: &str, fits: bool) {
        let mut facts = stating(EventKind::LandAssigned, &[]);
        facts.area_m2 = Some(area.parse().unwrap());
        assert_eq!(facts.check().is_ok(), fits, "{area}");
    }
    for area in ["0.01", "1", "5000.50", "5000.5000", "10000000000"] {
        check(area, true);
    }
    for area in ["0", "-1", "0.001", "10000000000.01", "79228162514264337593543950335"] {
        check(area, false);
    }
}

#[test]
fn every_error_is_told_at_once() {
    let facts = stating(EventKind::Idled, &[Fact::Jobs, Fact::Means]);
    let errors = facts.check().unwrap_err();
    let words: Vec<String> = errors.iter().map(|error| error.message().to_string()).collect();
    assert_eq!(
        words,
        [
            "an event of kind idled does not carry jobs; leave it empty",
            "an event of kind idled must state reasons",
            "an event of kind idled does not carry means; leave it empty",
        ]
    );
    let facts: Vec<Fact> = errors.iter().map(FactsError::fact).collect();
    assert_eq!(facts, [Fact::Jobs, Fact::Reasons, Fact::Means]);
    assert_eq!(
        FactsError::Reason(EventKind::Cancelled, Reason::Legal).message().to_string(),
        "“legal” is not a reason for an event of kind cancelled; use one of contract_cancelled, land_repossessed"
    );
}

#[test]
fn another_kind_keeps_what_it_carries_in_the_same_sense() {
    use Fact::{Investment, Jobs, Means, Reasons};
    #[track_caller]
    fn check(from: EventKind, stated: &[Fact], to: EventKind, expected: &[Fact]) {
        let facts = stating(from, stated).of_kind(to);
        let kept: Vec<Fact> = Fact::ALL.into_iter().filter(|fact| facts.states(*fact)).collect();
        assert_eq!((facts.kind, kept.as_slice()), (to, expected), "{from:?} {to:?}");
    }
    check(EventKind::Revived, &[Investment, Jobs, Means], EventKind::Revived, &[Investment, Jobs, Means]);
    check(EventKind::Revived, &[Investment, Jobs, Means], EventKind::Commissioned, &[Investment, Jobs]);
    check(EventKind::Revived, &[Investment, Jobs, Means], EventKind::Renovated, &[Investment]);
    check(EventKind::Commissioned, &[Investment, Jobs], EventKind::Visited, &[]);
    check(EventKind::CapacityReported, &[Fact::Capacity, Reasons], EventKind::Idled, &[Reasons]);
    check(EventKind::Idled, &[Reasons], EventKind::Cancelled, &[]);
    check(EventKind::PermitIssued, &[Investment, Jobs], EventKind::Commissioned, &[]);
    check(EventKind::Commissioned, &[Investment, Jobs], EventKind::PermitIssued, &[]);
}
