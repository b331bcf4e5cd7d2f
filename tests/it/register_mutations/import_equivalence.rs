//! Mutations and files refuse targets, announcements and reference data for the same reasons, with the same messages.

use std::collections::BTreeSet;

use shahrak_domain::code::Coded;
use shahrak_tests::import::dry_run;
use shahrak_tests::register::now;

use super::*;

const RATES: &str = "kind,valid_from,valid_to,irr_per_usd,source";
const BUDGETS: &str = "year,scope,line,stage,amount_irr,source,decided_on,reason";
const TARGETS: &str = "year,metric,scope,population,body,value,decided_on,reason,source,baseline_value,baseline_on,baseline_source";
const METHODOLOGIES: &str = "code,valid_from,idle_below,semi_active_below,source";
const FIGURES: &str = "id,announced_on,date_basis,scope,population,metric,measure,qualifier,value_low,value_high,unit,\
    period_from,period_to,source";

/// Lines of files, each of which is also sent as a change.
const LINES: [(&str, &str, &str); 27] = [
    ("rateRecord", RATES, "nima,1399-01-01,1399-12-30,250000.5,x"),
    ("rateRecord", RATES, "official,1391-01-01,,42000,"),
    ("rateRecord", RATES, "nima,1399-01-02,1399-01-01,0,"),
    ("rateRecord", RATES, "official,1390-01-01,1410-01-01,x,"),
    ("rateRecord", RATES, "market,soon,1399-13-01,1e9,"),
    ("budgetRecord", BUDGETS, "1400,IR-09,water,law,5,,1399-12-20,"),
    ("budgetRecord", BUDGETS, "1200,IR-99,water,law,-1,,1455-01-01,x"),
    ("budgetRecord", BUDGETS, "1400,IR-32,gas,bill,1.5,x,soon,"),
    ("targetSet", TARGETS, "1405,units_revived,IR,all,,50,1405-01-20,,,40,1404-12-29,"),
    (
        "targetSet",
        TARGETS,
        "1405,share_inactive_or_semi_active,IR-09,in_parks,,12.5,1405-01-20,,x,,1404-12-29,",
    ),
    (
        "targetSet",
        TARGETS,
        "1405,share_inactive_or_semi_active,IR-09,in_parks,,100.5,1405-12-20,,x,101,1406-01-01,",
    ),
    ("targetSet", TARGETS, "99,units_revived,IR-99,all,,5.5,1303-01-20,,,5.5,,x"),
    ("methodologyAdopt", METHODOLOGIES, "new,1410-01-01,20,60,x"),
    ("methodologyAdopt", METHODOLOGIES, "default,1410-01-01,20,60,x"),
    ("methodologyAdopt", METHODOLOGIES, "new,0622-03-22,20,60,"),
    ("methodologyAdopt", METHODOLOGIES, "a b,2021-01-01,70,60,"),
    ("methodologyAdopt", METHODOLOGIES, "new,2021-01-01,x,201,"),
    ("budgetRecord", BUDGETS, "1400,\u{200B},water,law,\u{2060},,\u{FEFF},"),
    ("targetSet", TARGETS, "1405,units_revived,\u{FEFF},all,,\u{200C},1405-01-20,,\u{AD},7,1405-02-01,"),
    (
        "announcementRecord",
        FIGURES,
        "f1,\u{200C},stated,IR,in_parks,jobs_created,flow,,5,5,\u{3164},,,\u{200E}",
    ),
    ("announcementRecord", FIGURES, "f1,1399-11-08,stated,IR,in_parks,jobs_created,flow,over,5,6,units,,,x"),
    ("announcementRecord", FIGURES, "f1,1399-11-08,unknown,IR,in_parks,jobs_created,flow,,5,5,units,,,x"),
    ("announcementRecord", FIGURES, "f1,,stated,IR,in_parks,jobs_created,flow,,5,5,units,,,x"),
    (
        "announcementRecord",
        FIGURES,
        "f1,,unknown,IR-9,in_parks,Jobs,share,,7,5,percent,1399-02-01,1399-01-01,x",
    ),
    ("announcementRecord", FIGURES, "f1,,unknown,IR,smes,jobs_created,share,range,101,101,percent,,,x"),
    ("announcementRecord", FIGURES, "known,,unknown,IR,smes,jobs_created,stock,,8,8,persons,,,y"),
    ("announcementRecord", FIGURES, "f1,2020-01-01,estimated,IR,smes,jobs_created,stock,,7,7,persons,,,y"),
];

#[tokio::test]
async fn mutations_and_files_refuse_the_same_reference_data() {
    let register = filled().await;
    let known = format!(
        "{FIGURES}\nknown,,unknown,IR,smes,jobs_created,stock,,7,7,persons,,,y\nother,2020-01-01,stated,IR,smes,jobs_created,stock,,7,7,persons,,,y\n"
    );
    let capacity = "event,unit,kind,occurred_on,capacity_percent\nc1,U1,capacity_reported,2021-01-01,30\n";
    register.import(&[("announcements.csv", &known), ("events.csv", capacity)]).await;
    let administrator = register.token(RoleName::Administrator, &[]).await;
    for (name, header, line) in LINES {
        let file = file_of(name);
        let report = dry_run(register.database_url(), now(), &[(file, &format!("{header}\n{line}\n"))]).await;
        let by_file: BTreeSet<(String, String)> =
            report.refusals.iter().map(|it| (it.code.code().to_owned(), it.message.to_string())).collect();

        // The change is refused because of its key, whatever else is wrong.
        let mut input = input(name, header, line);
        input["idempotencyKey"] = "".into();
        let payload = change(&register, &administrator, name, "", input).await;
        let errors = payload["userErrors"].as_array().unwrap().iter();
        let text = |it: &Value| it.as_str().unwrap().to_owned();
        let errors = errors.filter(|it| it["field"][1] != "idempotencyKey");
        let by_hand = errors.map(|it| (text(&it["code"]), text(&it["message"]))).collect();
        assert_eq!(by_file, by_hand, "{name} {line}");
    }
}

fn file_of(name: &str) -> &'static str {
    match name {
        "rateRecord" => "rates.csv",
        "budgetRecord" => "budgets.csv",
        "targetSet" => "targets.csv",
        "methodologyAdopt" => "methodologies.csv",
        _ => "announcements.csv",
    }
}

/// The line as the input of a change.
fn input(name: &str, header: &str, line: &str) -> Value {
    let mut input = json!({});
    for (column, cell) in header.split(',').zip(line.split(',')).filter(|(_, cell)| !cell.is_empty()) {
        let field = match column.trim() {
            "id" => "code".to_owned(),
            "qualifier" => "hedge".to_owned(),
            "value_low" => "low".to_owned(),
            "value_high" => "high".to_owned(),
            column => camel(column),
        };
        let closed =
            ["kind", "line", "stage", "population", "measure", "hedge", "dateBasis"].contains(&&*field);
        let metric = field == "metric" && name == "targetSet";
        input[field.as_str()] = match cell {
            cell if closed || metric => cell.to_uppercase().into(),
            cell if field == "year" => cell.parse::<i32>().unwrap().into(),
            cell => cell.into(),
        };
    }
    if name != "announcementRecord" {
        return input;
    }
    let mut announcement = json!({});
    for shared in ["announcedOn", "dateBasis", "source"] {
        announcement[shared] = input.as_object_mut().unwrap().remove(shared).unwrap_or_default();
    }
    announcement["figures"] = json!([input]);
    announcement
}

fn camel(column: &str) -> String {
    let mut words = column.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |field, word| format!("{field}{}{}", word[..1].to_uppercase(), &word[1..]))
}
