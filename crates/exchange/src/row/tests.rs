mod persian;
mod promised;

use expect_test::{Expect, expect};
use shahrak_domain::code::Coded;

use super::*;
use crate::file_row::FileRow;
use crate::testing::{context, file, refused, rows, shipped};

/// The refusals of lines under a header.
fn check<T: FileRow>(header: &str, lines: &[&str], expected: &Expect) {
    expected.assert_eq(&refused::<T>(format!("{header}\n{}\n", lines.join("\n")).as_bytes()));
}

#[test]
fn what_ships_is_read_without_a_refusal() {
    fn count<T: FileRow>() -> (&'static str, usize) {
        (T::KIND.code(), rows::<T>(&shipped(T::KIND.code()), &context()).len())
    }
    let counts = [
        count::<ProvinceRow>(),
        count::<YearRow>(),
        count::<IsicDivisionRow>(),
        count::<RateRow>(),
        count::<MethodologyRow>(),
        count::<TargetRow>(),
        count::<AnnouncementRow>(),
    ];
    expect![[r#"[("provinces", 31), ("years", 21), ("isic_divisions", 24), ("rates", 3), ("methodologies", 1), ("targets", 2), ("announcements", 440)]"#]].assert_eq(&format!("{counts:?}"));
}

#[test]
fn the_register_of_the_acceptance_tests_is_read_without_a_refusal() {
    fn read<T: FileRow>() -> Vec<T> {
        rows(&file(&format!("tests/acceptance/register/{}.csv", T::KIND.code())), &context())
    }
    let counts = [read::<ParkRow>().len(), read::<UnitRow>().len(), read::<EventRow>().len()];
    assert_eq!(counts, [3, 7, 17]);
    assert_eq!([read::<RateRow>().len(), read::<TargetRow>().len()], [1, 3]);
    expect![[r#"
        Some(
            EventRow {
                event: "e17",
                unit: "U1",
                says: Happened {
                    facts: Facts {
                        kind: Commissioned,
                        occurred_on: 2020-03-21,
                        investment: Some(
                            Rial(
                                460000000000,
                            ),
                        ),
                        jobs: Some(
                            Jobs(
                                36,
                            ),
                        ),
                        capacity: None,
                        progress: None,
                        area_m2: None,
                        reasons: [],
                        body: None,
                        means: None,
                    },
                    replaces: Some(
                        "e03",
                    ),
                },
                note: None,
                evidence: Some(
                    "licence 99/1 corrected",
                ),
                recorded_at: None,
                recorded_by: None,
            },
        )"#]]
    .assert_eq(&format!("{:#?}", read::<EventRow>().last()));
}

#[test]
fn events_are_refused_for_what_is_wrong_with_them() {
    const HEADER: &str = "event,unit,kind,occurred_on,investment_irr,jobs,capacity_percent,progress_percent,area_m2,\
                          reasons,body,means,note,evidence,replaces,voids,recorded_at,recorded_by";
    check::<EventRow>(
        HEADER,
        &[
            // fine
            "e1,U1,permit_issued,۱۳۹۷/۰۱/۱۲,\"۴۰۰٬۰۰۰٬۰۰۰٬۰۰۰\",۳۰,,,,,,,,permit 97/1,,,,",
            "e2,U1,idled,1399-01-01,,,,,,liquidity; energy,,,,,,,2021-01-01T00:00:00Z,Sara",
            "e3,U1,,,,,,,,,,,a slip,,,e2,,",
            // codes and keys
            ",U1,visited,1399-01-01,,,,,,,,,,,,,,",
            "é,U 1,visit,1399-01-01,,,,,,,,,,,,,,",
            // days
            "e4,U1,visited,,,,,,,,,,,,,,,",
            "e4,U1,visited,1399-13-01,,,,,,,,,,,,,,",
            "e4,U1,visited,27.1.2021,,,,,,,,,,,,,,",
            "e4,U1,visited,1300-01-01,,,,,,,,,,,,,,",
            "e4,U1,visited,2026-03-22,,,,,,,,,,,,,,",
            // facts
            "e5,U1,commissioned,1399-01-01,1.5,many,50,,,,,,,,,,,",
            "e5,U1,capacity_reported,1399-01-01,,,,,,contract_cancelled,,,,,,,,",
            "e5,U1,capacity_reported,1399-01-01,,,200.5,,,,,,,,,,,",
            "e5,U1,capacity_reported,1399-01-01,,,\"12,5\",,,,,,,,,,,",
            "e5,U1,progress_reported,1399-01-01,,,,0.125,,,,,,,,,,",
            "e5,U1,land_assigned,1399-01-01,,,,,0,,,,,,,,,",
            "e5,U1,idled,1399-01-01,,,,,,market;rain,,,,,,,,",
            "e5,U1,idled,1399-01-01,,,,,,market;market,,,,,,,,",
            "e5,U1,cancelled,1399-01-01,,,,,,contract_cancelled;land_repossessed,,,,,,,,",
            "e5,U1,revived,1399-01-01,1000000000000000001,20000000,,,,,ministry,luck,,,,,,",
            "e5,U1,idled,soon,5,,,,,,,,,,,,,",
            // corrections
            "e6,U1,,,,,,,,,,,,,,e2,,",
            "e6,U1,idled,1399-01-01,,7,,,,market,,,why,,e1,e2,,",
            "e6,U1,visited,1399-01-01,,,,,,,,,,,e 1,,,",
            // recording
            "e7,U1,visited,1399-01-01,,,,,,,,,,,,,yesterday,",
            "e7,U1,visited,1399-01-01,,,,,,,,,,,,,2026-03-21T12:00:00Z,\"two\nlines\"",
        ],
        &expect![[r#"
            EMPTY events.csv:5 event EMPTY: the value is empty; it is required
            BAD_VALUE events.csv:6 kind BAD_VALUE: “visit” is not a known kind of event; did you mean visited (visited)?
            BAD_CODE events.csv:6 event BAD_CODE: “é” is not a valid code; use 1 to 64 Latin letters, digits, “-”, “_”, “.”, “/” or “:”
            BAD_CODE events.csv:6 unit BAD_CODE: “U 1” is not a valid code; use 1 to 64 Latin letters, digits, “-”, “_”, “.”, “/” or “:”
            EMPTY events.csv:7 occurred_on EMPTY: the value is empty; it is required
            BAD_DAY events.csv:8 occurred_on BAD_DAY: the Iranian calendar has no day “1399-13-01”
            BAD_DAY events.csv:9 occurred_on BAD_DAY: “27.1.2021” is not a date; write it like 2021-01-27 or, in the Iranian calendar, 1399-11-08
            OUT_OF_RANGE events.csv:10 occurred_on OUT_OF_RANGE: “1921-03-21” is out of range; use a day from 1304-01-01 to 1502-12-29 (1925-03-21 to 2124-03-19) (found “1300-01-01”)
            FUTURE_DAY events.csv:11 occurred_on FUTURE_DAY: 2026-03-22 is in the future; today is 2026-03-21
            BAD_NUMBER events.csv:12 investment_irr BAD_NUMBER: “1.5” is not a whole number; write it like 1200 or 1,200
            BAD_NUMBER events.csv:12 jobs BAD_NUMBER: “many” is not a whole number; write it like 1200 or 1,200
            FACT_NOT_CARRIED events.csv:12 capacity_percent FACT_NOT_CARRIED: an event of kind commissioned does not carry a percentage of nominal capacity; leave it empty (found “50”)
            FACT_MISSING events.csv:13 capacity_percent FACT_MISSING: an event of kind capacity_reported must state a percentage of nominal capacity
            BAD_VALUE events.csv:13 reasons BAD_VALUE: “contract_cancelled” is not a reason for an event of kind capacity_reported; use one of liquidity, market, raw_materials, machinery, partner_dispute, energy, bank_debt, currency, legal, infrastructure, other
            OUT_OF_RANGE events.csv:14 capacity_percent OUT_OF_RANGE: 200.5 is out of range; use 0 to 200 percent
            BAD_NUMBER events.csv:15 capacity_percent BAD_NUMBER: “12,5” is not a number; write it like 1430 or 12.5
            OUT_OF_RANGE events.csv:16 progress_percent OUT_OF_RANGE: 0.125 has more than two decimals
            OUT_OF_RANGE events.csv:17 area_m2 OUT_OF_RANGE: 0 is not a valid area; use more than 0 and at most 10000000000 m², with at most two decimals
            BAD_VALUE events.csv:18 reasons BAD_VALUE: “rain” is not a known reason; use one of liquidity, market, raw_materials, machinery, partner_dispute, energy, bank_debt, currency, legal, infrastructure, other, contract_cancelled, land_repossessed (found “market;rain”)
            BAD_VALUE events.csv:19 reasons BAD_VALUE: “market” occurs twice; give it once (found “market;market”)
            INCONSISTENT events.csv:20 reasons INCONSISTENT: a cancellation has exactly one reason (found “contract_cancelled;land_repossessed”)
            BAD_VALUE events.csv:21 body BAD_VALUE: “ministry” is not a known executing body; did you mean department of the ministry (ministry_department)?
            OUT_OF_RANGE events.csv:21 investment_irr OUT_OF_RANGE: 1000000000000000001 is out of range; use 0 to 1000000000000000000 rials
            OUT_OF_RANGE events.csv:21 jobs OUT_OF_RANGE: 20000000 is out of range; use 0 to 10000000 persons
            BAD_VALUE events.csv:21 means BAD_VALUE: “luck” is not a known means of revival; use one of finance, ownership_transfer, new_partner, line_change, settlement, materials
            BAD_DAY events.csv:22 occurred_on BAD_DAY: “soon” is not a date; write it like 2021-01-27 or, in the Iranian calendar, 1399-11-08
            FACT_NOT_CARRIED events.csv:22 investment_irr FACT_NOT_CARRIED: an event of kind idled does not carry an investment; leave it empty (found “5”)
            FACT_MISSING events.csv:22 reasons FACT_MISSING: an event of kind idled must state reasons
            EMPTY events.csv:23 note EMPTY: a void needs a reason; give it in the note
            INCONSISTENT events.csv:24 replaces INCONSISTENT: a line cannot both replace and void an event; leave one of the two empty (found “e1”)
            NOT_EMPTY events.csv:24 kind NOT_EMPTY: a void has no facts; leave this empty (found “idled”)
            NOT_EMPTY events.csv:24 occurred_on NOT_EMPTY: a void has no facts; leave this empty (found “1399-01-01”)
            NOT_EMPTY events.csv:24 jobs NOT_EMPTY: a void has no facts; leave this empty (found “7”)
            NOT_EMPTY events.csv:24 reasons NOT_EMPTY: a void has no facts; leave this empty (found “market”)
            BAD_CODE events.csv:25 replaces BAD_CODE: “e 1” is not a valid code; use 1 to 64 Latin letters, digits, “-”, “_”, “.”, “/” or “:”
            BAD_MOMENT events.csv:26 recorded_at BAD_MOMENT: “yesterday” is not a moment; write it like 2021-01-27T09:30:00+03:30
            FUTURE_MOMENT events.csv:27 recorded_at FUTURE_MOMENT: 2026-03-21T12:00:00Z is in the future; it is now 2026-03-21T08:00:00+00:00
            BAD_VALUE events.csv:27 recorded_by BAD_VALUE: the text contains a line break, a tab or another control character; write it on one line (found “two�lines”)
        "#]],
    );
}

#[test]
fn parks_are_refused_for_what_is_wrong_with_them() {
    const HEADER: &str = "code,province,county,name_en,name_fa,kind,ownership,approved_on,operating_since,closed_on,\
                          land_total_ha,land_operational_ha,land_assignable_ha,latitude,longitude";
    check::<ParkRow>(
        HEADER,
        &[
            "P1,iso_code_before_2020:IR-30,Mashhad,Tous,طوس,industrial_park,state,1368-02-20,,,۴۳۰٫۵,400,12.5,36.47,59.44",
            "P2,IR-31,,Alborz,,industrial_park,state,1368-02-20,,,,,,,",
            "P2,IR-99,,,,park,private,then,,,,,,,",
            "P2,09,,Tous,,industrial_park,state,1368-02-20,,,-1,1000001,0.00001,91,-181",
            "P2,IR-09,,Tous,,industrial_park,state,1368-02-20,1368-02-19,,,,,36.5,",
            "P2,IR-09,,Tous,,industrial_park,state,1368-02-20,,1368-02-19,,,,,59.4",
            "P2,IR-09,,Tous,,industrial_park,state,1368-02-20,,,10,11,,,",
        ],
        &expect![[r#"
            OLD_PROVINCE_CODE parks.csv:3 province OLD_PROVINCE_CODE: “IR-31” is a province code from before 2020; the current code of North Khorasan is IR-28 (to use the old one, write iso_code_before_2020:IR-31)
            BAD_VALUE parks.csv:4 kind BAD_VALUE: “park” may mean industrial park (industrial_park), specialised park (specialised_park), technology park (technology_park); write one of these
            UNKNOWN_PROVINCE parks.csv:4 province UNKNOWN_PROVINCE: “IR-99” is not a province code; use IR-00 to IR-30
            BAD_VALUE parks.csv:4 ownership BAD_VALUE: “private” is not a known ownership; use one of state, non_governmental
            BAD_DAY parks.csv:4 approved_on BAD_DAY: “then” is not a date; write it like 2021-01-27 or, in the Iranian calendar, 1399-11-08
            UNKNOWN_PROVINCE parks.csv:5 province UNKNOWN_PROVINCE: “09” is not a province code; use IR-00 to IR-30
            OUT_OF_RANGE parks.csv:5 land_total_ha OUT_OF_RANGE: -1 is out of range; use 0 to 1000000
            OUT_OF_RANGE parks.csv:5 land_operational_ha OUT_OF_RANGE: 1000001 is out of range; use 0 to 1000000
            OUT_OF_RANGE parks.csv:5 land_assignable_ha OUT_OF_RANGE: 0.00001 has more than 4 decimals
            OUT_OF_RANGE parks.csv:5 latitude OUT_OF_RANGE: 91 is out of range; use -90 to 90
            OUT_OF_RANGE parks.csv:5 longitude OUT_OF_RANGE: -181 is out of range; use -180 to 180
            INCONSISTENT parks.csv:6 longitude INCONSISTENT: latitude is filled; fill both or neither
            INCONSISTENT parks.csv:6 operating_since INCONSISTENT: the park was approved on 1989-05-10 and cannot have operated since 1989-05-09 (found “1368-02-19”)
            INCONSISTENT parks.csv:7 latitude INCONSISTENT: longitude is filled; fill both or neither
            INCONSISTENT parks.csv:7 closed_on INCONSISTENT: a park cannot close before it is approved and operating; 1989-05-09 is too early (found “1368-02-19”)
            INCONSISTENT parks.csv:8 land_total_ha INCONSISTENT: operational and assignable land must not exceed the total, 10 ha
        "#]],
    );
}

#[test]
fn units_are_refused_for_what_is_wrong_with_them() {
    const HEADER: &str = "code,park,province,name_en,name_fa,isic_revision,isic_code,sector,licence,owner";
    check::<UnitRow>(
        HEADER,
        &[
            "U1,TOUS,IR-09,Tous Cheese,پنیر طوس,4,۱۰۵۰,food,,",
            "U2,,,Nowhere,,,,,,",
            "U3,TOUS,IR-32,Old Code,,5,105a,shoes,,",
            "U4,TOUS,,Half an Activity,,4,,,,",
            "U5,TOUS,,Other Half,,,10501,,,",
            "U6,TOUS,,,,,,,,",
        ],
        &expect![[r#"
            EMPTY units.csv:3 park EMPTY: the place is missing; fill park or, for a unit outside parks, province
            OLD_PROVINCE_CODE units.csv:4 province OLD_PROVINCE_CODE: “IR-32” is a province code from before 2020; the current code of Alborz is IR-30 (to use the old one, write iso_code_before_2020:IR-32)
            BAD_VALUE units.csv:4 isic_revision BAD_VALUE: “5” is not a known revision of ISIC; use one of 3, 3.1, 4
            BAD_CODE units.csv:4 isic_code BAD_CODE: “105a” is not an ISIC code; use two to four digits, such as 1050
            BAD_VALUE units.csv:4 sector BAD_VALUE: “shoes” is not a known sector; use one of food, textile, cellulose, chemical, non_metallic_mineral, metal, electrical, services
            INCONSISTENT units.csv:5 isic_code INCONSISTENT: isic_revision is filled; fill both or neither
            BAD_CODE units.csv:6 isic_code BAD_CODE: “10501” is not an ISIC code; use two to four digits, such as 1050
            INCONSISTENT units.csv:6 isic_revision INCONSISTENT: isic_code is filled; fill both or neither
        "#]],
    );
    let long = format!("U7,TOUS,,{},,,,,,", "x".repeat(301));
    check::<UnitRow>(
        HEADER,
        &[&long],
        &expect![[r#"
            OUT_OF_RANGE units.csv:2 name_en OUT_OF_RANGE: the text has 301 characters; at most 300 are allowed (found “xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…”)
        "#]],
    );
}

#[test]
fn a_unit_keeps_what_the_file_has_no_column_for() {
    let context = context();
    let row = &rows::<UnitRow>(b"code,name_en\nU1,Tous Cheese\n", &context)[0];
    assert_eq!((&row.park, &*row.present), (&None, &["name_en"] as &[&str]));
}

#[test]
fn infrastructure_rates_and_methodologies_are_refused_for_what_is_wrong_with_them() {
    check::<InfrastructureRow>(
        "park,line,capacity,unit,in_service_since",
        &["TOUS,power,12.5,megawatts,1375-01-01", "TOUS,sewer,-1,,1375-1-32"],
        &expect![[r#"
            BAD_VALUE infrastructure.csv:3 line BAD_VALUE: “sewer” is not a known infrastructure line; use one of water, power, gas, wastewater, road, telecom
            OUT_OF_RANGE infrastructure.csv:3 capacity OUT_OF_RANGE: -1 is out of range; use 0 to 1000000000000
            EMPTY infrastructure.csv:3 unit EMPTY: the value is empty; it is required
            BAD_DAY infrastructure.csv:3 in_service_since BAD_DAY: the Iranian calendar has no day “1375-1-32”
        "#]],
    );
    check::<RateRow>(
        "kind,valid_from,valid_to,irr_per_usd,source",
        &[
            "market,1399-01-01,1399-12-30,\"232,890\",",
            "free,1399-01-02,1399-01-01,0,",
            "nima,1399-01-02,1399-01-01,1,",
        ],
        &expect![[r#"
            BAD_VALUE rates.csv:3 kind BAD_VALUE: “free” is not a known kind of rate; use one of official, nima, market
            OUT_OF_RANGE rates.csv:3 irr_per_usd OUT_OF_RANGE: a rate must be more than 0 rials per dollar
            INCONSISTENT rates.csv:3 valid_to INCONSISTENT: the rate must not end before its first day, 2020-03-21 (found “1399-01-01”)
            INCONSISTENT rates.csv:4 valid_to INCONSISTENT: the rate must not end before its first day, 2020-03-21 (found “1399-01-01”)
        "#]],
    );
    check::<MethodologyRow>(
        "code,valid_from,idle_below,semi_active_below,source",
        &["m1,1400-01-01,10,50,", "m2,1400-01-01,50,10,", "m3,1400-01-01,-1,201,"],
        &expect![[r#"
            INCONSISTENT methodologies.csv:3 semi_active_below INCONSISTENT: thresholds must be percentages from 0 to 200, and semi_active_below must not be below idle_below (found “10”)
            OUT_OF_RANGE methodologies.csv:4 idle_below OUT_OF_RANGE: -1 is out of range; use 0 to 200 percent
            OUT_OF_RANGE methodologies.csv:4 semi_active_below OUT_OF_RANGE: 201 is out of range; use 0 to 200 percent
        "#]],
    );
}

#[test]
fn support_cases_are_refused_for_what_is_wrong_with_them() {
    check::<SupportCaseRow>(
        "case,record,step,occurred_on,unit,applicant,province,kind,body,outcome,note,replaces,voids",
        &[
            "c1,o,opened,1399-01-01,U1,,,finance,,,,,",
            "c1,r,referred,1399-01-02,,,,,bank,,,,",
            "c2,o,opened,1399-01-01,,Amini,IR-09,legal,,,,,",
            "c 3,,opened,2026-03-22,U1,Amini,,money,,,,,",
            "c3,o,opened,1399-01-01,,,,legal,,,,,",
            "c3,o,resolved,1399-01-01,,,IR-09,legal,bank,,,,",
            "c3,v,reopened,,,,,,,,,o,o",
            "c3,v,closed,1399-01-01,,,,,,,,,",
        ],
        &expect![[r#"
            BAD_CODE support_cases.csv:5 case BAD_CODE: “c 3” is not a valid code; use 1 to 64 Latin letters, digits, “-”, “_”, “.”, “/” or “:”
            EMPTY support_cases.csv:5 record EMPTY: the value is empty; it is required
            NOT_EMPTY support_cases.csv:5 applicant NOT_EMPTY: a case is of a unit or of an applicant; name one of them alone (found “Amini”)
            FUTURE_DAY support_cases.csv:5 occurred_on FUTURE_DAY: 2026-03-22 is in the future; today is 2026-03-21
            BAD_VALUE support_cases.csv:5 kind BAD_VALUE: “money” is not a known kind of support; use one of finance, infrastructure, licence, legal, market, materials
            EMPTY support_cases.csv:6 unit EMPTY: a new case needs a unit, or an applicant and a province; name one of them
            EMPTY support_cases.csv:7 applicant EMPTY: an applicant needs a name and a province; give both
            FACT_NOT_CARRIED support_cases.csv:7 kind FACT_NOT_CARRIED: the step “resolved” does not carry this; leave it empty (found “legal”)
            FACT_NOT_CARRIED support_cases.csv:7 body FACT_NOT_CARRIED: the step “resolved” does not carry this; leave it empty (found “bank”)
            FACT_MISSING support_cases.csv:7 outcome FACT_MISSING: the step “resolved” must state an outcome
            INCONSISTENT support_cases.csv:8 replaces INCONSISTENT: a line cannot both replace and void an event; leave one of the two empty
            NOT_EMPTY support_cases.csv:8 step NOT_EMPTY: a void has no facts; leave this empty (found “reopened”)
            EMPTY support_cases.csv:8 note EMPTY: a void needs a reason; give it in the note
            BAD_VALUE support_cases.csv:9 step BAD_VALUE: “closed” is not a known step of a support case; use one of opened, referred, resolved, reopened
        "#]],
    );
}

#[test]
fn what_ships_is_judged_too() {
    check::<ProvinceRow>(
        "iso_code,iso_code_before_2020,name_en,name_fa,capital_en,capital_fa,aliases_en",
        &["IR-9,09,Tous,,Mashhad,مشهد,"],
        &expect![[r#"
            BAD_CODE provinces.csv:2 iso_code BAD_CODE: “IR-9” is not an ISO 3166-2:IR code; use IR- and two digits
            BAD_CODE provinces.csv:2 iso_code_before_2020 BAD_CODE: “09” is not an ISO 3166-2:IR code; use IR- and two digits
            EMPTY provinces.csv:2 name_fa EMPTY: the value is empty; it is required
        "#]],
    );
    check::<YearRow>(
        "year,starts_on,ends_on,days,is_leap,motto_en",
        &["1399,2020-03-20,2021-03-20,366,true,", "1399,2020-03-21,2021-03-20,365,no,", "1503,,,,,"],
        &expect![[r#"
            BAD_VALUE years.csv:3 is_leap BAD_VALUE: “no” is not valid; use true or false
            INCONSISTENT years.csv:3 starts_on INCONSISTENT: the calendar says 2020-03-20 (found “2020-03-21”)
            INCONSISTENT years.csv:3 days INCONSISTENT: the calendar says 366 (found “365”)
            OUT_OF_RANGE years.csv:4 year OUT_OF_RANGE: 1503 is not a year of the register; use an Iranian year from 1304 to 1502
            EMPTY years.csv:4 starts_on EMPTY: the value is empty; it is required
            EMPTY years.csv:4 ends_on EMPTY: the value is empty; it is required
            EMPTY years.csv:4 days EMPTY: the value is empty; it is required
            EMPTY years.csv:4 is_leap EMPTY: the value is empty; it is required
        "#]],
    );
    check::<IsicDivisionRow>(
        "code,name",
        &["1,Food", "10,"],
        &expect![[r#"
            BAD_CODE isic_divisions.csv:2 code BAD_CODE: “1” is not an ISIC division; use two digits
            EMPTY isic_divisions.csv:3 name EMPTY: the value is empty; it is required
        "#]],
    );
}
