use std::fmt::Debug;

use chrono::{DateTime, TimeDelta};
use expect_test::expect;
use proptest::prelude::*;
use rust_decimal::Decimal;
use shahrak_domain::activity::{Activity, IsicRevision, Sector};
use shahrak_domain::announcement::{
    AnnouncedPopulation, DateBasis, Figure, FigureDecision, FigureDecisionKind, Hedge, Measure, Source,
};
use shahrak_domain::budget::{BudgetPurpose, BudgetStage};
use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::event::{Body, EventKind, Fact, Facts, Means, reasons_of};
use shahrak_domain::metric::TargetMetric;
use shahrak_domain::moment::Moment;
use shahrak_domain::number::{Capacity, Jobs, Progress, Rial};
use shahrak_domain::park::{Coordinates, Land, Ownership, Park, ParkKind};
use shahrak_domain::population::{Population, Scope};
use shahrak_domain::province::Name;
use shahrak_domain::support::{CaseOutcome, Step, StepAct, Subject, SupportKind};
use shahrak_domain::text::{is_blank, trim};
use shahrak_domain::unit::{Site, Unit};
use shahrak_domain::year::IranianYear;
use shahrak_domain::yearly_target::Baseline;

use super::*;
use crate::row::event::Said;
use crate::row::support_case::SaidOfCase;
use crate::row::{
    AnnouncementRow, BudgetRow, EventRow, FigureDecisionRow, IsicDivisionRow, MethodologyRow, ParkRow,
    ProvinceRow, RateRow, SupportCaseRow, TargetRow, UnitRow, YearRow,
};
use crate::testing::{context, rows, shipped};

fn written<T: FileRow>(rows: &[T]) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new()).unwrap();
    for row in rows {
        writer.write(row).unwrap();
    }
    writer.finish().unwrap()
}

#[test]
fn what_ships_is_written_as_it_was_read() {
    fn check<T: FileRow + PartialEq + Debug>() {
        let context = context();
        let read = rows::<T>(&shipped(T::KIND.code()), &context);
        assert_eq!(rows::<T>(&written(&read), &context), read);
    }
    check::<ProvinceRow>();
    check::<YearRow>();
    check::<IsicDivisionRow>();
    check::<RateRow>();
    check::<MethodologyRow>();
    check::<TargetRow>();
    check::<AnnouncementRow>();
}

#[test]
fn a_file_is_written_with_all_columns() {
    let facts = Facts {
        capacity: Capacity::new(Decimal::new(4050, 2)).ok(),
        reasons: reasons_of(EventKind::CapacityReported)[..2].to_vec(),
        ..Facts::new(EventKind::CapacityReported, Day::parse("1398-12-29").unwrap())
    };
    let happened = EventRow {
        event: String::from("e8"),
        unit: String::from("-U3"),
        says: Said::Happened { facts, replaces: Some(String::from("e7")) },
        note: Some(String::from("=not, \"a\" formula")),
        evidence: None,
        recorded_at: Some(DateTime::UNIX_EPOCH),
        recorded_by: None,
    };
    let void = EventRow { says: Said::Void { of: String::from("e8") }, ..happened.clone() };
    expect![[r#"
        event,unit,kind,occurred_on,investment_irr,jobs,capacity_percent,progress_percent,area_m2,reasons,body,means,note,evidence,replaces,voids,recorded_at,recorded_by
        e8,'-U3,capacity_reported,2020-03-19,,,40.5,,,liquidity;market,,,"'=not, ""a"" formula",,e7,,1970-01-01T00:00:00.000000Z,
        e8,'-U3,,,,,,,,,,,"'=not, ""a"" formula",,,e8,1970-01-01T00:00:00.000000Z,
    "#]].assert_eq(&String::from_utf8(written(&[happened, void])).unwrap());
}

proptest! {
    #[test]
    fn an_event_is_read_as_it_was_written(rows in prop::collection::vec(event(), 1..20)) {
        prop_assert_eq!(&crate::testing::rows::<EventRow>(&written(&rows), &context()), &rows);
    }

    #[test]
    fn a_record_of_a_case_is_read_as_it_was_written(rows in prop::collection::vec(support_case(), 1..20)) {
        prop_assert_eq!(&crate::testing::rows::<SupportCaseRow>(&written(&rows), &context()), &rows);
    }

    #[test]
    fn a_figure_is_read_as_it_was_written(rows in prop::collection::vec(figure(), 1..20)) {
        prop_assert_eq!(&crate::testing::rows::<AnnouncementRow>(&written(&rows), &context()), &rows);
    }

    #[test]
    fn a_decision_about_a_figure_is_read_as_it_was_written(rows in prop::collection::vec(decision(), 1..20)) {
        prop_assert_eq!(&crate::testing::rows::<FigureDecisionRow>(&written(&rows), &context()), &rows);
    }

    #[test]
    fn a_revision_is_read_as_it_was_written(
        targets in prop::collection::vec(target(), 1..20),
        budgets in prop::collection::vec(budget(), 1..20),
    ) {
        prop_assert_eq!(&crate::testing::rows::<TargetRow>(&written(&targets), &context()), &targets);
        prop_assert_eq!(&crate::testing::rows::<BudgetRow>(&written(&budgets), &context()), &budgets);
    }

    #[test]
    fn a_unit_is_read_as_it_was_written(rows in prop::collection::vec(unit(), 1..20)) {
        prop_assert_eq!(&crate::testing::rows::<UnitRow>(&written(&rows), &context()), &rows);
    }

    #[test]
    fn a_park_is_read_as_it_was_written(rows in prop::collection::vec(park(), 1..20)) {
        prop_assert_eq!(&crate::testing::rows::<ParkRow>(&written(&rows), &context()), &rows);
    }
}

fn code() -> impl Strategy<Value = String> {
    "[-A-Za-z0-9_./:]{1,64}"
}

/// A text as stored: not blank, and trimmed.
fn text() -> impl Strategy<Value = String> {
    "[-=+@'\",;a-zA-Z0-9 ۰-۹ا-ی\u{200c}\u{feff}]{1,30}"
        .prop_map(|text| trim(&text).to_owned())
        .prop_filter("blank", |text| !is_blank(text))
}

fn lines() -> impl Strategy<Value = String> {
    prop::collection::vec(text(), 1..3).prop_map(|lines| lines.join("\r\n"))
}

fn day() -> impl Strategy<Value = Day> {
    (0..30_000_u64).prop_map(|days| Day::new(Day::FIRST.date() + chrono::Days::new(days)))
}

fn percent(most: i64) -> impl Strategy<Value = Decimal> {
    (0..=most * 100).prop_map(|hundredths| Decimal::new(hundredths, 2).normalize())
}

fn coded<T: Coded + Debug>() -> impl Strategy<Value = T> {
    prop::sample::select(T::ALL)
}

/// Facts of any kind, with all that it requires and some that it may state.
fn facts() -> impl Strategy<Value = Facts> {
    let numbers = (0..=1_000_000_000_000_000_000_i128, 0..=10_000_000_i64, percent(200), percent(100));
    let others = (1..=1_000_000_000_000_i64, 0..11_usize, coded::<Body>(), coded::<Means>());
    (coded::<EventKind>(), day(), numbers, others, any::<u8>()).prop_map(
        |(kind, day, numbers, others, chosen)| {
            let states = |fact: Fact| {
                kind.required().contains(&fact)
                    || (kind.optional().contains(&fact) && chosen >> (fact as u8) & 1 == 1)
            };
            let known = reasons_of(kind);
            Facts {
                investment: Rial::new(numbers.0).ok().filter(|_| states(Fact::Investment)),
                jobs: Jobs::new(numbers.1).ok().filter(|_| states(Fact::Jobs)),
                capacity: Capacity::new(numbers.2).ok().filter(|_| states(Fact::Capacity)),
                progress: Progress::new(numbers.3).ok().filter(|_| states(Fact::Progress)),
                area_m2: Some(Decimal::new(others.0, 2).normalize()).filter(|_| states(Fact::Area)),
                reasons: if states(Fact::Reasons) { vec![known[others.1 % known.len()]] } else { Vec::new() },
                body: Some(others.2).filter(|_| states(Fact::Body)),
                means: Some(others.3).filter(|_| states(Fact::Means)),
                ..Facts::new(kind, day)
            }
        },
    )
}

/// A moment in the past, if one is stated.
fn recorded_at() -> impl Strategy<Value = Option<Moment>> {
    let moment = |at| DateTime::UNIX_EPOCH + TimeDelta::microseconds(at);
    prop::option::of((0..1_600_000_000_000_000_i64).prop_map(moment))
}

fn figure() -> impl Strategy<Value = AnnouncementRow> {
    let known = (day(), prop::sample::select([DateBasis::Stated, DateBasis::Estimated].as_slice()));
    let known = known.prop_map(|(day, basis)| (Some(day), basis));
    let source = (prop_oneof![known, Just((None, DateBasis::Unknown))], text())
        .prop_map(|((announced_on, date_basis), address)| Source { announced_on, date_basis, address });
    let texts = (
        prop::option::of(text()),
        prop::option::of(text()),
        prop::option::of(lines()),
        prop::option::of(lines()),
    );
    let kinds = (coded::<AnnouncedPopulation>(), coded::<Measure>(), prop::option::of(coded::<Hedge>()));
    let numbers = (0..=10_000_i64, 0..=90_000_i64, prop::option::of((day(), 0..1_000_u64)));
    (code(), source, texts, kinds, numbers, recorded_at()).prop_map(
        |(
            code,
            source,
            (speaker, organisation, quote, note),
            (population, measure, hedge),
            numbers,
            recorded_at,
        )| {
            let (low, more, period) = numbers;
            let is_range = hedge == Some(Hedge::Range);
            let later = |(from, days): (Day, u64)| Day::new(from.date() + chrono::Days::new(days));
            let figure = Figure {
                code,
                speaker,
                organisation,
                scope: "IR-09".to_owned(),
                population,
                metric: "units_revived".to_owned(),
                measure,
                hedge,
                low: Decimal::new(low, 2).normalize(),
                high: Decimal::new(if is_range { low + more + 1 } else { low }, 2).normalize(),
                unit: "units".to_owned(),
                period_from: period.map(|(from, _)| from),
                period_to: period.map(later),
                quote,
                note,
            };
            AnnouncementRow { source, figure, recorded_at }
        },
    )
}

fn decision() -> impl Strategy<Value = FigureDecisionRow> {
    (code(), coded::<FigureDecisionKind>(), code(), lines(), recorded_at()).prop_map(
        |(figure, kind, other, reason, recorded_at)| {
            let replaced_by = (kind == FigureDecisionKind::Replaced).then_some(other);
            FigureDecisionRow(FigureDecision { figure, kind, replaced_by, reason, recorded_at })
        },
    )
}

fn target() -> impl Strategy<Value = TargetRow> {
    let baseline = prop::option::of((0..=10_000_i64, 0..1_000_u64, prop::option::of(lines())));
    let texts = (prop::option::of(lines()), prop::option::of(lines()));
    let of = (coded::<Population>(), prop::option::of(coded::<Body>()));
    (1304..=1502_i32, of, 0..=10_000_i64, day(), texts, baseline, recorded_at()).prop_map(
        |(year, (population, body), value, decided_on, (reason, source), baseline, recorded_at)| TargetRow {
            year: IranianYear::new(year).unwrap(),
            metric: TargetMetric::UnitsRevived,
            scope: Scope::Province("IR-09".to_owned()),
            population,
            body,
            value: value.into(),
            decided_on: Day::new(decided_on.date() + chrono::Days::new(1_000)),
            reason,
            source,
            baseline: baseline.map(|(value, days, source)| Baseline {
                value: value.into(),
                on: Day::new(decided_on.date() + chrono::Days::new(days)),
                source,
            }),
            recorded_at,
        },
    )
}

fn budget() -> impl Strategy<Value = BudgetRow> {
    let of = (coded::<BudgetPurpose>(), coded::<BudgetStage>());
    let texts = (prop::option::of(lines()), prop::option::of(lines()));
    (1304..=1502_i32, of, 0..=1_000_000_000_000_000_000_i128, day(), texts, recorded_at()).prop_map(
        |(year, (line, stage), amount, decided_on, (reason, source), recorded_at)| BudgetRow {
            year: IranianYear::new(year).unwrap(),
            scope: Scope::Country,
            line,
            stage,
            amount: Rial::new(amount).unwrap(),
            source,
            decided_on,
            reason,
            recorded_at,
        },
    )
}

fn event() -> impl Strategy<Value = EventRow> {
    let happened = (facts(), prop::option::of(code()), prop::option::of(lines()))
        .prop_map(|(facts, replaces, note)| (Said::Happened { facts, replaces }, note));
    let void = (code(), lines()).prop_map(|(of, note)| (Said::Void { of }, Some(note)));
    let recorded = (prop::option::of(0..1_600_000_000_000_000_i64), prop::option::of(text()));
    (code(), code(), prop_oneof![happened, void], prop::option::of(lines()), recorded).prop_map(
        |(event, unit, (says, note), evidence, (at, recorded_by))| EventRow {
            event,
            unit,
            says,
            note,
            evidence,
            recorded_at: at.map(|at| DateTime::UNIX_EPOCH + TimeDelta::microseconds(at)),
            recorded_by,
        },
    )
}

fn support_case() -> impl Strategy<Value = SupportCaseRow> {
    let subject = prop_oneof![
        code().prop_map(Subject::Unit),
        text().prop_map(|name| Subject::Applicant { name, province: "IR-09".to_owned() }),
    ];
    let act = prop_oneof![
        coded::<SupportKind>().prop_map(StepAct::Opened),
        text().prop_map(StepAct::Referred),
        coded::<CaseOutcome>().prop_map(StepAct::Resolved),
        Just(StepAct::Reopened),
    ];
    let step = (day(), act).prop_map(|(occurred_on, act)| Step { occurred_on, act });
    let happened = (step, prop::option::of(code()), subject, prop::option::of(lines())).prop_map(
        |(step, replaces, subject, note)| (Some(subject), SaidOfCase::Happened { step, replaces }, note),
    );
    let void = (code(), lines()).prop_map(|(of, note)| (None, SaidOfCase::Void { of }, Some(note)));
    let recorded = (prop::option::of(0..1_600_000_000_000_000_i64), prop::option::of(text()));
    (code(), code(), prop_oneof![happened, void], recorded).prop_map(
        |(case, record, (subject, says, note), (at, recorded_by))| SupportCaseRow {
            case,
            record,
            subject,
            says,
            note,
            recorded_at: at.map(|at| DateTime::UNIX_EPOCH + TimeDelta::microseconds(at)),
            recorded_by,
        },
    )
}

fn unit() -> impl Strategy<Value = UnitRow> {
    let site = prop_oneof![
        code().prop_map(|park| Site::Park { park, province: "IR-09".to_owned() }),
        (0..31).prop_map(|number| Site::Province(format!("IR-{number:02}"))),
    ];
    let activity = (coded::<IsicRevision>(), "[0-9]{2,4}")
        .prop_map(|(revision, code)| Activity::new(revision, &code).unwrap());
    let optional = || prop::option::of(text());
    let does = (prop::option::of(activity), prop::option::of(coded::<Sector>()));
    (code(), site, text(), optional(), does, optional(), optional()).prop_map(
        |(code, site, en, fa, (activity, sector), licence, owner)| {
            UnitRow::from(Unit {
                code,
                site,
                name: Name { en: Some(en), fa },
                activity,
                sector,
                licence,
                owner,
            })
        },
    )
}

fn park() -> impl Strategy<Value = ParkRow> {
    let names = (code(), text(), prop::option::of(text()), prop::option::of(text()));
    let days = (day(), prop::option::of(0..9_000_u64), prop::option::of(9_000..30_000_u64));
    let degrees = (-900_000_000..=900_000_000_i64, -1_800_000_000..=1_800_000_000_i64);
    let land = prop::option::of((0..=1_000_000_i64, 0..=1_000_i64));
    (names, coded::<ParkKind>(), coded::<Ownership>(), days, prop::option::of(degrees), land).prop_map(
        |((code, en, fa, county), kind, ownership, (approved_on, operating, closed), degrees, land)| {
            let later = |days: u64| Day::new(approved_on.date() + chrono::Days::new(days));
            ParkRow::from(Park {
                code,
                province: String::from("IR-09"),
                county,
                name: Name { en: Some(en), fa },
                kind,
                ownership,
                approved_on,
                operating_since: operating.map(later),
                closed_on: closed.map(later),
                land: Land {
                    total_ha: land.map(|(total, _)| Decimal::from(total)),
                    operational_ha: land.map(|(total, part)| Decimal::new(total * part / 1_000, 0)),
                    assignable_ha: None,
                },
                position: degrees.map(|(latitude, longitude)| Coordinates {
                    latitude: Decimal::new(latitude, 7).normalize(),
                    longitude: Decimal::new(longitude, 7).normalize(),
                }),
            })
        },
    )
}
