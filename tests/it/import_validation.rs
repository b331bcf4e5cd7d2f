//! Errors in imports that only the database can find, and their places.

use shahrak_domain::code::Coded;
use shahrak_domain::import::{ImportReport, RowError};
use shahrak_tests::events::{Event, event, file, void};
use shahrak_tests::register::Register;

const PARKS: &str = "code,province,name_en,kind,ownership,approved_on,operating_since
P1,IR-09,One,industrial_park,state,2000-01-01,2003-01-01
P2,IR-23,Two,industrial_park,state,2000-01-01,
";
const UNITS: &str = "code,park,province,name_en\nU1,P1,,One\nU2,,IR-23,Two\n";
const FIGURES: &str =
    "id,announced_on,date_basis,speaker,scope,population,metric,measure,value_low,value_high,unit,source";

#[tokio::test]
async fn what_contradicts_the_register_or_the_file_is_refused_where_it_stands() {
    let register = filled().await;
    let figures = |lines: &str| format!("{FIGURES}\n{lines}");
    let stated = "stated,A. Speaker,IR,in_parks,units_revived,flow";
    let cases: &[(&str, String, &[&str])] = &[
        (
            "rates.csv",
            // The second begins within the first and the third within one that ships; the last is apart.
            "kind,valid_from,valid_to,irr_per_usd\nmarket,2010-01-01,2010-12-31,9\nmarket,2010-06-01,2011-06-30,10\n\
             official,2013-01-01,2013-02-01,11\nmarket,2012-01-01,,12\n"
                .to_owned(),
            &[
                "2 valid_from OVERLAPPING_RATES",
                "3 valid_from OVERLAPPING_RATES",
                "4 valid_from OVERLAPPING_RATES",
            ],
        ),
        (
            "rates.csv",
            "kind,valid_from,valid_to,irr_per_usd\nmarket,2010-01-01,2010-12-31,9\nmarket,2010-01-01,2010-12-31,10\n"
                .to_owned(),
            &["3 - DUPLICATE_KEY"],
        ),
        (
            "methodologies.csv",
            // Nobody reported a capacity after the first of these days.
            "code,valid_from,idle_below,semi_active_below\nsame_day,2021-05-01,20,60\nbefore,2021-04-30,20,60\n\
             after,2021-05-02,20,60\ndefault,2026-01-01,10,50\n"
                .to_owned(),
            &[
                "2 valid_from METHODOLOGY_IN_USE",
                "3 valid_from METHODOLOGY_IN_USE",
                "5 - CHANGED",
            ],
        ),
        (
            "methodologies.csv",
            "code,valid_from,idle_below,semi_active_below\none,2022-01-01,20,60\nother,2022-01-01,30,60\n".to_owned(),
            &["2 valid_from DUPLICATE_KEY", "3 valid_from DUPLICATE_KEY"],
        ),
        (
            "parks.csv",
            "code,province,name_en,kind,ownership,approved_on\nP1,IR-00,One,industrial_park,state,2000-01-01\n\
             P2,IR-00,Two,industrial_park,state,2000-01-01\nP2,IR-00,Again,industrial_park,state,2000-01-01\n"
                .to_owned(),
            &["2 province PLACE_FIXED", "4 - DUPLICATE_KEY"],
        ),
        (
            "parks.csv",
            // The register has the day since which it operates.
            "code,province,name_en,kind,ownership,approved_on\nP1,IR-09,One,industrial_park,state,2004-01-01\n".to_owned(),
            &["2 operating_since INCONSISTENT"],
        ),
        (
            "infrastructure.csv",
            "park,line,capacity,unit\nP1,water,10,l/s\nP9,water,10,l/s\nP1,power,5,MW\nP1,power,6,MW\n".to_owned(),
            &["3 park UNKNOWN_PARK", "5 - DUPLICATE_KEY"],
        ),
        (
            "units.csv",
            "code,park,province,name_en\nU3,P9,,Three\nU4,P1,IR-23,Four\nU5,,,Five\nU1,P2,,One\nU2,P2,,Two\nU6,P1,IR-09,Six\n"
                .to_owned(),
            &["2 park UNKNOWN_PARK", "3 province CONFLICTING_PLACE", "4 park EMPTY", "5 park PLACE_FIXED"],
        ),
        (
            "units.csv",
            "code,province,name_en\nU8,IR-09,\u{200C}\u{2060}\n\u{200B},\u{FEFF},\u{200C}\n".to_owned(),
            &["2 name_fa EMPTY"],
        ),
        (
            "units.csv",
            "code,province,name_en\nU7,IR-09,Seven\nU7,IR-09,Seven again\nU7,IR-09,Seven\n".to_owned(),
            &["3 - DUPLICATE_KEY"],
        ),
        (
            "targets.csv",
            "year,metric,scope,value,decided_on\n1399,units_revived,IR,1501,2020-03-20\n1399,units_renovated,IR,5,2020-03-20\n\
             1399,units_renovated,IR,6,2020-03-20\n"
                .to_owned(),
            &["2 - CHANGED", "4 - DUPLICATE_KEY"],
        ),
        (
            "budgets.csv",
            "year,scope,line,stage,amount_irr\n1400,IR,water,bill,5\n1400,IR,water,bill,6\n1400,IR-09,water,bill,7\n"
                .to_owned(),
            &["3 - DUPLICATE_KEY"],
        ),
        (
            "announcements.csv",
            figures(&format!(
                "x1,2021-01-27,{stated},5,5,units,https://example.org/1\nx1,2021-01-27,{stated},6,6,units,https://example.org/1\n\
                 x2,2021-01-27,estimated,A. Speaker,IR,in_parks,units_revived,flow,5,5,units,https://example.org/1\n\
                 a001,2021-01-27,{stated},5,5,units,https://example.org/2\n"
            )),
            &["3 - DUPLICATE_KEY", "4 date_basis INCONSISTENT", "5 - CHANGED"],
        ),
    ];
    for (name, text, expected) in cases {
        let report = register.try_import(&[(name, text)]).await;
        assert!(!report.committed, "{name}: {text}\n{report}");
        assert_eq!(told(&report), *expected, "{name}:\n{text}\n{report}");
    }
}

#[tokio::test]
async fn the_other_cells_of_a_line_with_wrong_cells_are_checked_too() {
    let register = filled().await;
    let cases: &[(&str, &str, &[&str])] = &[
        (
            "units.csv",
            "code,park,province,name_en,isic_revision,isic_code\nU 3,P9,,,4,x\nU1,P2,,,,\nU4,P1,IR-32,Four,,\nU5,,,,,\n",
            &[
                "2 code BAD_CODE",
                "2 isic_code BAD_CODE",
                "2 name_fa EMPTY",
                "2 park UNKNOWN_PARK",
                "3 name_fa EMPTY",
                "3 park PLACE_FIXED",
                "4 province OLD_PROVINCE_CODE",
                "5 park EMPTY",
                "5 name_fa EMPTY",
            ],
        ),
        (
            "parks.csv",
            "code,province,name_en,kind,ownership,approved_on\nP1,IR-00,,industrial_park,state,2004-01-01\n\
             P1,IR-99,One,industrial_park,state,2000-01-01\n",
            &[
                "2 name_fa EMPTY",
                "2 operating_since INCONSISTENT",
                "2 province PLACE_FIXED",
                "3 province UNKNOWN_PROVINCE",
            ],
        ),
        (
            "parks.csv",
            "code,province,name_en,kind,ownership,approved_on\nP1,IR-09,,industrial_park,state,2004-01-01\n",
            &["2 name_fa EMPTY", "2 operating_since INCONSISTENT"],
        ),
        (
            "parks.csv",
            "code,province,name_en,kind,ownership,approved_on,operating_since,closed_on,land_total_ha,land_operational_ha\n\
             P1,IR-00,,industrial_park,state,2004-01-01,2003-01-01,2002-01-01,5,6\n",
            &[
                "2 operating_since INCONSISTENT",
                "2 closed_on INCONSISTENT",
                "2 land_total_ha INCONSISTENT",
                "2 name_fa EMPTY",
                "2 province PLACE_FIXED",
            ],
        ),
        (
            "infrastructure.csv",
            "park,line,capacity,unit\nP9,water,x,l/s\n",
            &["2 capacity BAD_NUMBER", "2 park UNKNOWN_PARK"],
        ),
        (
            "rates.csv",
            "kind,valid_from,valid_to,irr_per_usd\nofficial,2013-01-01,2013-02-01,x\nofficial,2013-03-01,x,1\n",
            &["2 irr_per_usd BAD_NUMBER", "2 valid_from OVERLAPPING_RATES", "3 valid_to BAD_DAY"],
        ),
        (
            "methodologies.csv",
            "code,valid_from,idle_below,semi_active_below\nnew one,2021-04-30,x,60\n",
            &["2 code BAD_CODE", "2 idle_below BAD_NUMBER", "2 valid_from METHODOLOGY_IN_USE"],
        ),
        (
            "events.csv",
            "event,unit,kind,occurred_on,jobs,replaces\n,U9,commissioned,2121-01-01,-1,\nf1,U2,commissioned,2021-05-01,-1,\n\
             f2,U2,commissioned,2021-05-02,1,\nf3,U1,idled,2121-01-01,,e99\n\
             f4,U1,comissioned,2021-05-02,5,e99\n",
            &[
                "2 event EMPTY",
                "2 occurred_on FUTURE_DAY",
                "2 jobs OUT_OF_RANGE",
                "2 unit UNKNOWN_UNIT",
                "3 jobs OUT_OF_RANGE",
                "4 kind EVENT_NOT_ALLOWED",
                "5 occurred_on FUTURE_DAY",
                "5 reasons FACT_MISSING",
                "5 replaces UNKNOWN_EVENT",
                "6 kind BAD_VALUE",
                "6 replaces UNKNOWN_EVENT",
            ],
        ),
    ];
    for (name, text, expected) in cases {
        let report = register.try_import(&[(name, text)]).await;
        assert_eq!(told(&report), *expected, "{name}:\n{text}\n{report}");
        let lines = text.lines().count() as u64 - 1;
        assert_eq!((report.files[0].read, report.files[0].refused), (lines, lines), "{report}");
    }
}

#[tokio::test]
async fn lines_that_depend_on_a_refused_one_get_no_false_errors() {
    let register = filled().await;
    let parks = "code,province,name_en,kind,ownership,approved_on\nP3,IR-09,,rural_zone,state,2000-01-01\n";
    let units = "code,park,name_en\nU3,P3,Three\n";
    let events = "event,unit,kind,occurred_on\na,U3,commissioned,2021-01-01\nb,U2,commissioned,2021-01-45\n\
        c,U2,visited,2022-01-01\n";
    let files = [("parks.csv", parks), ("units.csv", units), ("events.csv", events)];
    let report = register.try_import(&files).await;
    // Whether a visit is allowed is not known until the day of the commissioning is corrected.
    assert_eq!(
        told(&report),
        ["2 name_fa EMPTY", "2 park UNKNOWN_PARK", "2 unit UNKNOWN_UNIT", "3 occurred_on BAD_DAY"]
    );
    let messages: Vec<String> =
        report.refusals[1..3].iter().map(|refusal| refusal.message.to_string()).collect();
    assert_eq!(
        messages,
        [
            "the line that registers this park is refused; correct that line",
            "the line that registers this unit is refused; correct that line"
        ]
    );
}

#[tokio::test]
async fn corrections_that_cannot_stand_are_refused() {
    let register = filled().await;
    let replace = |code: &str, of: &str| Event {
        replaces: of.to_owned(),
        ..event(code, "U2", "commissioned", "2021-05-01")
    };
    let twice = Event { jobs: "5".to_owned(), ..event("f1", "U2", "commissioned", "2021-05-01") };
    for (events, expected) in [
        (vec![replace("f1", "f2"), replace("f2", "f1")], vec!["UNKNOWN_EVENT", "CIRCULAR_CORRECTION"]),
        (vec![replace("f1", "f1")], vec!["CIRCULAR_CORRECTION"]),
        (vec![event("f1", "U2", "commissioned", "2021-05-01"), twice], vec!["DUPLICATE_KEY"]),
        (vec![replace("f1", "e1")], vec!["UNKNOWN_EVENT"]),
        (vec![void("f1", "U1", "e3")], vec!["ALREADY_CORRECTED"]),
    ] {
        let report = register.try_import(&[("events.csv", &file(&events))]).await;
        assert!(!report.committed, "{report}");
        let codes: Vec<&str> = report.refusals.iter().map(|refusal| refusal.code.code()).collect();
        assert_eq!(codes, expected, "{report}");
    }
}

/// Two parks and a unit in one of them, of which a capacity was reported, and another on a later day but in error.
async fn filled() -> Register {
    let register = Register::new().await;
    let capacity = |code, day| Event {
        capacity_percent: "40".to_owned(),
        ..event(code, "U1", "capacity_reported", day)
    };
    let events = [
        event("e1", "U1", "commissioned", "2020-05-01"),
        capacity("e2", "2021-05-01"),
        capacity("e3", "2021-06-01"),
        void("e4", "U1", "e3"),
    ];
    register.import(&[("parks.csv", PARKS), ("units.csv", UNITS), ("events.csv", &file(&events))]).await;
    register
}

/// The refusals: line, column and code.
fn told(report: &ImportReport) -> Vec<String> {
    let tell = |refusal: &RowError| {
        let line = refusal.line.map_or_else(String::new, |line| line.to_string());
        format!("{line} {} {}", refusal.column.as_deref().unwrap_or("-"), refusal.code.code())
    };
    report.refusals.iter().map(tell).collect()
}
