//! Codes, places of units, and when a place is fixed.

use super::*;
use crate::edit::Edit;
use crate::park::UnknownPark;
use crate::unit::change::Elsewhere;

#[test]
fn codes_are_short_and_latin() {
    for code in ["1", "P-001", "a_b.c/d:e", &"x".repeat(64)] {
        assert_eq!(check_code(code), Ok(()), "{code}");
    }
    for code in ["", " ", "P 1", "پ۱", "P,1", "P;1", "=1+1", "P\n", "\u{0}", &"x".repeat(65)] {
        assert_eq!(check_code(code), Err(CodeError(code.to_owned())));
    }
}

fn named(en: &str) -> Name {
    Name::english(en, None)
}

fn new(park: Edit<Option<&str>>, province: Option<&str>) -> NewUnit {
    NewUnit {
        code: "U1".to_owned(),
        park: park.map(|park| park.map(str::to_owned)),
        province: province.map(str::to_owned),
        name: named("Steel"),
        activity: None,
        sector: None,
        licence: None,
        owner: None,
    }
}

/// The unit in park P1 of IR-09, or outside parks in IR-23.
fn unit(in_park: bool) -> Unit {
    let site = match in_park {
        true => Site::Park { park: "P1".to_owned(), province: "IR-09".to_owned() },
        false => Site::Province("IR-23".to_owned()),
    };
    let (code, name) = ("U1".to_owned(), named("Steel"));
    Unit {
        code,
        site,
        name,
        activity: None,
        sector: Some(Sector::Metal),
        licence: None,
        owner: Some("Ali".to_owned()),
    }
}

fn to(park: Edit<Option<&str>>, province: Edit<Option<&str>>) -> UnitChange {
    let owned = |edit: Edit<Option<&str>>| edit.map(|code| code.map(str::to_owned));
    UnitChange { park: owned(park), province: owned(province), ..UnitChange::default() }
}

fn unknown(park: &str) -> UnitError {
    UnitError::UnknownPark(UnknownPark(park.to_owned()))
}

fn conflict(park: &str, province: &str, other: &str) -> UnitError {
    let [park, province, other] = [park, province, other].map(str::to_owned);
    UnitError::ConflictingPlace { park, province, other }
}

fn fixed(place: &str, other: Elsewhere) -> UnitError {
    UnitError::PlaceFixed { code: "U1".to_owned(), place: place.to_owned(), other }
}

/// The resulting place of a unit, `P1 IR-09` or `IR-23`, or why there is none.
fn place(unit: Result<Unit, Vec<UnitError>>) -> Result<String, Vec<UnitError>> {
    unit.map(|unit| match unit.site {
        Site::Park { park, province } => format!("{park} {province}"),
        Site::Province(province) => province,
    })
}

#[test]
fn a_new_unit_stands_in_a_park_or_in_a_province() {
    #[track_caller]
    fn check(new: NewUnit, there: ParkThere<'_>, expected: Result<&str, UnitError>) {
        let expected = expected.map(str::to_owned).map_err(|error| vec![error]);
        assert_eq!(place(new.register(false, there)), expected);
    }
    let (p1, there) = (Edit::To(Some("P1")), Some("IR-09"));
    check(new(p1, None), there, Ok("P1 IR-09"));
    check(new(p1, Some("IR-09")), there, Ok("P1 IR-09"));
    check(new(p1, Some("IR-23")), there, Err(conflict("P1", "IR-09", "IR-23")));
    check(new(p1, Some("IR-23")), None, Err(unknown("P1")));
    check(new(Edit::Keep, Some("IR-23")), None, Ok("IR-23"));
    check(new(Edit::To(None), Some("IR-23")), None, Ok("IR-23"));
    check(new(Edit::Keep, None), None, Err(UnitError::Nowhere { outside: false }));
    check(new(Edit::To(None), None), None, Err(UnitError::Nowhere { outside: true }));
}

#[test]
fn a_code_names_one_unit() {
    let taken = || UnitError::Taken("U1".to_owned());
    assert_eq!(new(Edit::Keep, Some("IR-23")).register(true, None), Err(vec![taken()]));
    let errors = vec![taken(), UnitError::Nowhere { outside: false }];
    assert_eq!(new(Edit::Keep, None).register(true, None), Err(errors));
}

#[test]
fn a_unit_moves_until_something_happened_to_it() {
    #[track_caller]
    fn check(
        unit: &Unit,
        change: UnitChange,
        there: ParkThere<'_>,
        free: Result<&str, UnitError>,
        then: Option<UnitError>,
    ) {
        let stays = then.is_none();
        let expected = free.map(str::to_owned).map_err(|error| vec![error]);
        assert_eq!(place(unit.update(change.clone(), there, false)), expected);
        let mut errors = expected.clone().err().unwrap_or_default();
        errors.extend(then);
        assert_eq!(place(unit.update(change, there, true)), if stays { expected } else { Err(errors) });
    }
    let keep = || Edit::Keep;
    let (inside, outside) = (unit(true), unit(false));
    let park = |code: &str| Elsewhere::Park(Some(code.to_owned()));
    let province = |code: &str| Elsewhere::Province(code.to_owned());
    let nowhere = |outside: bool| UnitError::Nowhere { outside };
    check(&inside, to(keep(), keep()), None, Ok("P1 IR-09"), None);
    check(&inside, to(Edit::To(Some("P1")), keep()), Some("IR-09"), Ok("P1 IR-09"), None);
    check(&inside, to(keep(), Edit::To(Some("IR-09"))), None, Ok("P1 IR-09"), None);
    check(&inside, to(keep(), Edit::To(None)), None, Ok("P1 IR-09"), None);
    check(&inside, to(keep(), Edit::To(Some("IR-23"))), None, Err(conflict("P1", "IR-09", "IR-23")), None);
    let p2 = || to(Edit::To(Some("P2")), keep());
    check(&inside, p2(), Some("IR-23"), Ok("P2 IR-23"), Some(fixed("P1", park("P2"))));
    check(&inside, p2(), None, Err(unknown("P2")), Some(fixed("P1", park("P2"))));
    let elsewhere = to(Edit::To(Some("P2")), Edit::To(Some("IR-09")));
    let error = conflict("P2", "IR-23", "IR-09");
    check(&inside, elsewhere, Some("IR-23"), Err(error), Some(fixed("P1", park("P2"))));
    let out = fixed("P1", Elsewhere::Park(None));
    check(&inside, to(Edit::To(None), keep()), None, Ok("IR-09"), Some(out));
    let out = fixed("P1", province("IR-23"));
    check(&inside, to(Edit::To(None), Edit::To(Some("IR-23"))), None, Ok("IR-23"), Some(out));
    check(&inside, to(Edit::To(None), Edit::To(None)), None, Err(nowhere(true)), None);
    check(&outside, to(Edit::To(None), keep()), None, Ok("IR-23"), None);
    check(&outside, to(keep(), Edit::To(None)), None, Err(nowhere(false)), None);
    let other = fixed("IR-23", province("IR-28"));
    check(&outside, to(keep(), Edit::To(Some("IR-28"))), None, Ok("IR-28"), Some(other));
    let into = fixed("IR-23", park("P1"));
    check(&outside, to(Edit::To(Some("P1")), keep()), Some("IR-09"), Ok("P1 IR-09"), Some(into));
}

#[test]
fn whether_a_change_may_move_a_unit_is_seen_before_it_is_judged() {
    let (inside, outside) = (unit(true), unit(false));
    for (unit, park, province, moves) in [
        (&inside, Edit::Keep, Edit::Keep, false),
        (&inside, Edit::To(Some("P1")), Edit::To(Some("IR-09")), false),
        (&inside, Edit::To(Some("P2")), Edit::Keep, true),
        (&inside, Edit::To(None), Edit::Keep, true),
        (&outside, Edit::To(None), Edit::To(Some("IR-23")), false),
        (&outside, Edit::Keep, Edit::To(Some("IR-28")), true),
    ] {
        let change = to(park, province);
        assert_eq!(unit.may_move(&change), moves, "{change:?}");
    }
}

#[test]
fn what_a_change_leaves_out_stays_and_what_it_clears_goes() {
    let change = UnitChange {
        owner: Edit::To(None),
        licence: Edit::To(Some("17".to_owned())),
        sector: Edit::To(Some(Sector::Chemical)),
        ..UnitChange::default()
    };
    let expected =
        Unit { owner: None, licence: Some("17".to_owned()), sector: Some(Sector::Chemical), ..unit(true) };
    assert_eq!(unit(true).update(change, None, true), Ok(expected));
}
