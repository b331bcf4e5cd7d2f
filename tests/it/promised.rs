//! What was promised: targets of provinces compared with the national one, schedules and projections, baselines, announced
//! progress, and budgets (rule R8).

use serde_json::{Value, json};
use shahrak_domain::actor::RoleName;
use shahrak_tests::events::{Event, event, file};
use shahrak_tests::register::Register;

mod budget;
mod province;

/// Six revivals in the provinces of 1400: three in IR-09, two in IR-23 and one in IR-10, by the middle of the year.
async fn filled() -> Register {
    let register = Register::new().await;
    let mut units = String::from("code,province,name_en\n");
    let mut events = Vec::new();
    for (number, (province, revived)) in [
        ("IR-09", "1400-02-01"),
        ("IR-09", "1400-03-01"),
        ("IR-09", "1400-06-31"),
        ("IR-23", "1400-01-05"),
        ("IR-23", "1400-02-05"),
        ("IR-10", "1400-06-01"),
    ]
    .into_iter()
    .enumerate()
    {
        let unit = format!("U{number}");
        units.push_str(&format!("{unit},{province},Unit\n"));
        events.push(event("e1", &unit, "commissioned", "2019-05-01"));
        events.push(event("e2", &unit, "idled", "2019-08-01"));
        let body = if number % 2 == 0 { "provincial_company" } else { "ministry_department" }.to_owned();
        events.push(Event { body, jobs: "10".to_owned(), ..event("e3", &unit, "revived", revived) });
    }
    let targets =
        "year,metric,scope,population,body,value,decided_on,baseline_value,baseline_on,baseline_source
1400,units_revived,IR,all,,20,2021-03-21,7,1399-12-30,the year before
1400,units_revived,IR-09,all,,4,2021-03-21,,,
1400,units_revived,IR-23,all,,4,2021-03-21,,,
1400,units_revived,IR-10,all,,2,2021-03-21,,,
1400,units_revived,IR-11,all,,0,2021-03-21,,,
1400,units_revived,IR-12,all,,9,2022-01-01,,,
1400,jobs_revived,IR-09,all,provincial_company,40,2021-03-21,,,
1400,share_inactive_or_semi_active,IR,all,,25,2021-03-21,100,1399-12-30,
1400,share_inactive_or_semi_active,IR-09,all,,50,2021-03-21,,,
";
    let files = [("units.csv", &*units), ("events.csv", &*file(&events)), ("targets.csv", targets)];
    register.import(&files).await;
    register
}

#[tokio::test]
async fn a_target_has_a_schedule_a_projection_and_a_baseline() {
    let register = filled().await;
    let query = "query($asOf: Date) { report(year: 1400, asOf: $asOf) { targets {
        metric inForce { value baseline { value on(calendar: IRANIAN) source } } achieved gap
        schedule { expected status reason }
        projection { value ofInForce method reason elapsedDays daysOfYear } } } }";
    let targets =
        async |as_of: &str| register.ask(query, json!({ "asOf": as_of })).await["report"]["targets"].take();
    let baseline = json!({ "value": "7", "on": "1399-12-30", "source": "the year before" });
    // Six months of 31 days are 186 of 365.
    let expected = json!([
        {
            "metric": "UNITS_REVIVED",
            "inForce": { "value": "20", "baseline": baseline },
            "achieved": "6",
            "gap": "14",
            "schedule": { "expected": "10.191780821917808219178082192", "status": "BEHIND", "reason": null },
            "projection": {
                "value": "11.774193548387096774193548387", "ofInForce": 0.588_709_677_419_354_9,
                "method": "PACE_TO_DATE", "reason": null, "elapsedDays": 186, "daysOfYear": 365,
            },
        },
        {
            "metric": "SHARE_INACTIVE_OR_SEMI_ACTIVE",
            "inForce": { "value": "25", "baseline": { "value": "100", "on": "1399-12-30", "source": null } },
            "achieved": "0",
            "gap": "-25",
            "schedule": { "expected": "61.780821917808219178082191781", "status": "AHEAD", "reason": null },
            "projection": {
                "value": "0", "ofInForce": 0.0, "method": "PACE_SINCE_BASELINE", "reason": null,
                "elapsedDays": 186, "daysOfYear": 365,
            },
        },
    ]);
    assert_eq!(targets("1400-06-31").await, expected);

    let at_the_end = targets("1400-12-29").await;
    assert_eq!(at_the_end[0]["schedule"], json!({ "expected": "20", "status": "BEHIND", "reason": null }));
    assert_eq!(
        at_the_end[0]["projection"],
        json!({ "value": null, "ofInForce": null, "method": null, "reason": "YEAR_COMPLETE", "elapsedDays": 365,
            "daysOfYear": 365 })
    );
}

#[tokio::test]
async fn a_baseline_is_set_and_revised_and_must_be_whole() {
    let register = filled().await;
    let national = register.token(RoleName::NationalOfficer, &[]).await;
    let act = async |name: &str, input: Value| {
        let kind = format!("{}{}Input", name[..1].to_uppercase(), &name[1..]);
        let query = format!(
            "mutation($input: {kind}!) {{ {name}(input: $input) {{ userErrors {{ code field message }}
                target {{ id version revisions {{ value baseline {{ value on source }} }} }} }} }}"
        );
        register.ask_as(&national, &query, json!({ "input": input })).await[name].take()
    };
    let new = json!({ "year": 1401, "metric": "SHARE_INACTIVE_OR_SEMI_ACTIVE", "scope": "IR", "value": "17",
        "decidedOn": "1401-01-20", "baselineValue": "18.7", "baselineOn": "1399-11-08", "baselineSource": "a125" });
    let set = act("targetSet", new.clone()).await;
    let baseline = json!({ "value": "18.7", "on": "2021-01-27", "source": "a125" });
    assert_eq!(set["target"]["revisions"], json!([{ "value": "17", "baseline": baseline }]), "{set}");

    let revised = json!({ "target": set["target"]["id"], "value": "16", "decidedOn": "1401-05-01", "expectedVersion": 1,
        "baselineValue": "18", "baselineOn": "1401-04-31" });
    let revised = act("targetRevise", revised).await;
    let second = json!({ "value": "18", "on": "2022-07-22", "source": null });
    assert_eq!(
        revised["target"]["revisions"],
        json!([{ "value": "17", "baseline": baseline }, { "value": "16", "baseline": second }])
    );

    let mistakes = async |fields: Value| {
        let mut input = new.clone();
        input["scope"] = "IR-09".into();
        for field in ["baselineValue", "baselineOn", "baselineSource"] {
            input[field] = fields[field].clone();
        }
        let payload = act("targetSet", input).await;
        let errors = payload["userErrors"].as_array().unwrap().iter();
        errors
            .map(|it| format!("{} {}", it["code"].as_str().unwrap(), it["field"][1].as_str().unwrap()))
            .collect()
    };
    let check = async |fields: Value, expected: &[&str]| {
        let found: Vec<String> = mistakes(fields.clone()).await;
        assert_eq!(found, expected, "{fields}");
    };
    check(json!({ "baselineValue": "18" }), &["INCONSISTENT baselineOn"]).await;
    check(json!({ "baselineOn": "1400-01-01" }), &["INCONSISTENT baselineValue"]).await;
    check(json!({ "baselineSource": "x" }), &["INCONSISTENT baselineValue"]).await;
    check(json!({ "baselineValue": "18", "baselineOn": "1401-01-21" }), &["INCONSISTENT baselineOn"]).await;
    check(
        json!({ "baselineValue": "101", "baselineOn": "1455-01-01" }),
        &["OUT_OF_RANGE baselineValue", "FUTURE_DAY baselineOn"],
    )
    .await;
}

const THREE_ANSWERS: &str = "query($asOf: Date, $knownAt: DateTime) {
    report(year: 1400, asOf: $asOf, knownAt: $knownAt) { knownAt targets { metric original { value } inForce { value }
        achieved gap progress { ofOriginal ofInForce } met { ofInForce } schedule { expected status }
        projection { value ofInForce }
        announced { figure { code low periodTo } progress { ofOriginal ofInForce } schedule { expected status } } } } }";

const FIGURES: &str = "id,announced_on,date_basis,scope,population,metric,measure,qualifier,value_low,value_high,unit,period_from,period_to,source";

#[tokio::test]
async fn the_body_the_register_and_the_schedule_answer_each_for_itself() {
    let register = filled().await;
    let figures = format!(
        "{FIGURES}
p1,1400-04-05,stated,IR,nationwide,units_revived,flow,,9,9,units,1400-01-01,1400-03-31,x
p2,1400-07-05,stated,IR,nationwide,units_revived,flow,over,15,15,units,1400-01-01,1400-06-31,y
p3,1400-08-05,stated,IR,nationwide,units_revived,flow,,11,11,units,1400-01-01,1400-04-31,z
p4,1400-07-06,stated,IR,nationwide,units_revived,target,,30,30,units,1400-01-01,1400-12-29,y
p5,1400-07-06,stated,IR,in_parks,units_revived,flow,,1,1,units,1400-01-01,1400-06-31,w
"
    );
    register.import(&[("announcements.csv", &figures)]).await;
    let ask = async |as_of: &str| {
        let data = register.ask(THREE_ANSWERS, json!({ "asOf": as_of })).await;
        data["report"]["targets"][0].clone()
    };

    let target = ask("1400-06-31").await;
    // What the body says, and whether that would be early or late.
    let announced = json!({
        "figure": { "code": "p2", "low": "15", "periodTo": "2021-09-22" },
        "progress": { "ofOriginal": 0.75, "ofInForce": 0.75 },
        "schedule": { "expected": "10.191780821917808219178082192", "status": "AHEAD" },
    });
    assert_eq!(target["announced"], announced);
    // What the register supports, and whether that is.
    assert_eq!((&target["achieved"], &target["progress"]["ofInForce"]), (&json!("6"), &json!(0.3)));
    assert_eq!(target["schedule"]["status"], "BEHIND");
    // Earlier, the earlier figure was the last one.
    assert_eq!(ask("1400-05-01").await["announced"]["figure"]["code"], "p3");
    assert_eq!(ask("1400-02-01").await["announced"], Value::Null);
}

#[tokio::test]
async fn a_revised_target_changes_none_of_the_earlier_answers() {
    let register = filled().await;
    let stated = "1400-07-05,stated,IR,nationwide,units_revived,flow,,15,15,units,1400-01-01,1400-06-31,y\n";
    register.import(&[("announcements.csv", &format!("{FIGURES}\np1,{stated}"))]).await;
    let ask = async |variables: Value| register.ask(THREE_ANSWERS, variables).await["report"].take();
    let before = ask(json!({ "asOf": "1400-07-10" })).await;
    assert_eq!(before["targets"][0]["announced"]["figure"]["code"], "p1");

    let national = register.token(RoleName::NationalOfficer, &[]).await;
    let target = "{ targets(filter: { year: 1400, scope: \"IR\", metric: UNITS_REVIVED }) { nodes { id } } }";
    let target = register.ask(target, json!({})).await["targets"]["nodes"][0]["id"].take();
    let revise =
        "mutation($input: TargetReviseInput!) { targetRevise(input: $input) { userErrors { code } } }";
    let input = json!({ "target": target, "value": "10", "decidedOn": "1400-07-01", "reason": "too many",
        "baselineValue": "6", "baselineOn": "1399-12-30" });
    let revised = register.ask_as(&national, revise, json!({ "input": input })).await;
    assert_eq!(revised["targetRevise"]["userErrors"], json!([]));
    let later = format!(
        "{FIGURES}\np2,1400-07-09,stated,IR,nationwide,units_revived,flow,,16,16,units,1400-01-01,1400-07-05,z\n"
    );
    let visited = event("e4", "U0", "idled", "1400-07-02");
    let revived = Event { jobs: "1".to_owned(), ..event("e5", "U0", "revived", "1400-07-03") };
    let events = file(&[Event { reasons: "market".to_owned(), ..visited }, revived]);
    register.import(&[("announcements.csv", &later), ("events.csv", &events)]).await;

    let known = json!({ "asOf": "1400-07-10", "knownAt": before["knownAt"] });
    assert_eq!(ask(known).await, before);
    // As of the day before the revision, it is not in force yet, whenever it was recorded.
    let earlier = ask(json!({ "asOf": "1400-06-31" })).await;
    assert_eq!(earlier["targets"][0]["inForce"]["value"], "20");
    let now = ask(json!({ "asOf": "1400-07-10" })).await;
    let now = &now["targets"][0];
    assert_eq!((&now["original"]["value"], &now["inForce"]["value"]), (&json!("20"), &json!("10")));
    assert_eq!((&now["achieved"], &now["announced"]["figure"]["code"]), (&json!("7"), &json!("p2")));
}
