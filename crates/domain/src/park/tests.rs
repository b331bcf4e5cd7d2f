//! Rules about the facts of a park and their changes.

use super::*;
use crate::edit::Edit;
use crate::testing::day;

fn park(approved_on: &str, operating_since: Option<&str>, closed_on: Option<&str>) -> Park {
    Park {
        code: "P-1".to_owned(),
        province: "IR-09".to_owned(),
        county: None,
        name: Name::default(),
        kind: ParkKind::IndustrialPark,
        ownership: Ownership::State,
        approved_on: day(approved_on),
        operating_since: operating_since.map(day),
        closed_on: closed_on.map(day),
        land: Land::default(),
        position: None,
    }
}

#[test]
fn a_park_is_approved_then_operates_then_closes() {
    #[track_caller]
    fn check(operating_since: Option<&str>, closed_on: Option<&str>, fits: bool) {
        assert_eq!(park("1390-01-01", operating_since, closed_on).register(false).is_ok(), fits);
    }
    check(None, None, true);
    check(Some("1390-01-01"), Some("1390-01-01"), true);
    check(Some("1391-01-01"), Some("1392-01-01"), true);
    check(None, Some("1390-01-01"), true);
    check(Some("1389-12-29"), None, false);
    check(None, Some("1389-12-29"), false);
    check(Some("1391-01-01"), Some("1390-06-01"), false);
}

#[test]
fn parts_of_the_land_do_not_exceed_the_whole() {
    #[track_caller]
    fn check(total: Option<i64>, operational: Option<i64>, assignable: Option<i64>, fits: bool) {
        let [total_ha, operational_ha, assignable_ha] =
            [total, operational, assignable].map(|hectares| hectares.map(Decimal::from));
        let land = Land { total_ha, operational_ha, assignable_ha };
        assert_eq!(Park { land, ..park("1390-01-01", None, None) }.register(false).is_ok(), fits);
    }
    check(None, Some(50), Some(20), true);
    check(Some(100), Some(100), Some(100), true);
    check(Some(100), None, None, true);
    check(Some(100), Some(101), None, false);
    check(Some(100), None, Some(101), false);
}

#[test]
fn a_code_names_one_park() {
    let wrong = park("1390-01-01", None, Some("1389-12-29"));
    let errors = wrong.register(true).map(|park| park.code);
    assert_eq!(
        errors,
        Err(vec![ParkError::Taken("P-1".to_owned()), ParkError::ClosedTooEarly(day("1389-12-29"))])
    );
}

#[test]
fn a_change_is_judged_with_what_it_leaves() {
    let recorded = Park {
        land: Land { total_ha: Some(Decimal::from(100)), ..Land::default() },
        ..park("1390-01-01", Some("1391-01-01"), None)
    };
    #[track_caller]
    fn check(recorded: &Park, change: ParkChange, columns: &[&str]) {
        let errors = recorded.update(change, false).err().unwrap_or_default();
        let found: Vec<_> = errors
            .iter()
            .map(|error| match error {
                ParkError::OperatingBeforeApproval { .. } => "operating_since",
                ParkError::ClosedTooEarly(_) => "closed_on",
                ParkError::LandParts(_) => "land_total_ha",
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(found, columns);
    }
    let change = ParkChange::default;
    check(&recorded, change(), &[]);
    check(
        &recorded,
        ParkChange { approved_on: Edit::To(day("1391-01-02")), ..change() },
        &["operating_since"],
    );
    check(&recorded, ParkChange { closed_on: Edit::To(Some(day("1390-06-01"))), ..change() }, &["closed_on"]);
    check(
        &recorded,
        ParkChange {
            closed_on: Edit::To(Some(day("1390-06-01"))),
            operating_since: Edit::To(None),
            ..change()
        },
        &[],
    );
    let more = Edit::To(Some(Decimal::from(101)));
    check(&recorded, ParkChange { assignable_ha: more, ..change() }, &["land_total_ha"]);
    check(&recorded, ParkChange { assignable_ha: more, total_ha: Edit::To(None), ..change() }, &[]);
}

#[test]
fn what_a_change_leaves_out_stays_and_what_it_clears_goes() {
    let recorded = Park { county: Some("Mashhad".to_owned()), ..park("1390-01-01", None, None) };
    let change = ParkChange {
        county: Edit::To(None),
        ownership: Edit::To(Ownership::NonGovernmental),
        ..ParkChange::default()
    };
    let expected = Park { county: None, ownership: Ownership::NonGovernmental, ..recorded.clone() };
    assert_eq!(recorded.update(change, true), Ok(expected));
}

#[test]
fn the_province_is_fixed_by_what_happened_there() {
    #[track_caller]
    fn check(province: Edit<&str>, has_events: bool, fixed: bool) {
        let change = ParkChange { province: province.map(str::to_owned), ..ParkChange::default() };
        let moved = park("1390-01-01", None, None).update(change, has_events);
        let error = ParkError::PlaceFixed {
            code: "P-1".to_owned(),
            province: "IR-09".to_owned(),
            other: "IR-28".to_owned(),
        };
        assert_eq!(moved.err(), fixed.then(|| vec![error]));
    }
    check(Edit::Keep, true, false);
    check(Edit::To("IR-09"), true, false);
    check(Edit::To("IR-28"), false, false);
    check(Edit::To("IR-28"), true, true);
}
