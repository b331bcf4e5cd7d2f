//! Rules about the facts of a park and their changes.

use super::*;
use crate::testing::day;
use crate::violation::RuleError;

fn park(approved_on: &str, operating_since: Option<&str>, closed_on: Option<&str>) -> Park {
    Park {
        code: "P-1".to_owned(),
        province: "IR-09".to_owned(),
        approved_on: day(approved_on),
        operating_since: operating_since.map(day),
        closed_on: closed_on.map(day),
        ..Park::placeholder()
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
fn a_change_is_checked_as_a_whole() {
    let recorded = Park {
        land: Land { total_ha: Some(Decimal::from(100)), ..Land::default() },
        ..park("1390-01-01", Some("1391-01-01"), None)
    };
    let changed = |change: fn(&mut Park)| {
        let mut park = recorded.clone();
        change(&mut park);
        recorded.update(park, true)
    };
    #[track_caller]
    fn check(updated: Result<Park, Vec<ParkError>>, columns: &[&str]) {
        let errors = updated.err().unwrap_or_default();
        let found: Vec<_> = errors.iter().filter_map(RuleError::field).collect();
        assert_eq!(found, columns);
    }
    check(changed(|_| {}), &[]);
    check(changed(|park| park.county = Some("Mashhad".to_owned())), &[]);
    check(changed(|park| park.approved_on = day("1391-01-02")), &["operating_since"]);
    check(changed(|park| park.closed_on = Some(day("1390-06-01"))), &["closed_on"]);
    let never_operated = |park: &mut Park| {
        park.closed_on = Some(day("1390-06-01"));
        park.operating_since = None;
    };
    check(changed(never_operated), &[]);
    check(changed(|park| park.land.assignable_ha = Some(Decimal::from(101))), &["land_total_ha"]);
}

#[test]
fn the_province_is_fixed_by_an_event() {
    #[track_caller]
    fn check(province: &str, has_events: bool, fixed: bool) {
        let park = park("1390-01-01", None, None);
        let moved = park.update(Park { province: province.to_owned(), ..park.clone() }, has_events);
        let error = ParkError::PlaceFixed {
            code: "P-1".to_owned(),
            province: "IR-09".to_owned(),
            other: "IR-28".to_owned(),
        };
        assert_eq!(moved.err(), fixed.then(|| vec![error]));
    }
    check("IR-09", true, false);
    check("IR-28", false, false);
    check("IR-28", true, true);
}

#[test]
fn from_a_placeholder_follows_no_error() {
    assert_eq!(Park::placeholder().register(false), Ok(Park::placeholder()));
}
