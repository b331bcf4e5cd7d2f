//! Targets of provinces compared with the national one.

use super::*;

const QUERY: &str = "query($asOf: Date) { report(year: 1400, asOf: $asOf) {
    targetsByProvince { metric population body national { inForce { value } achieved } sum gap
        ranking { rank province { code } target { inForce { value } achieved progress { ofInForce } } }
        behind { province { code } }
        without { code } } } }";

#[tokio::test]
async fn targets_of_provinces_stand_beside_the_national_one() {
    let register = filled().await;
    let data = register.ask(QUERY, json!({ "asOf": "1400-06-31" })).await;
    let all = data["report"]["targetsByProvince"].as_array().unwrap();
    let kinds: Vec<String> =
        all.iter().map(|it| format!("{} {} {}", it["metric"], it["population"], it["body"])).collect();
    assert_eq!(
        kinds,
        [
            r#""UNITS_REVIVED" "ALL" null"#,
            r#""JOBS_REVIVED" "ALL" "PROVINCIAL_COMPANY""#,
            r#""SHARE_INACTIVE_OR_SEMI_ACTIVE" "ALL" null"#
        ]
    );

    let units = &all[0];
    assert_eq!(units["national"], json!({ "inForce": { "value": "20" }, "achieved": "6" }));
    // That of IR-12 is not in force yet.
    assert_eq!((&units["sum"], &units["gap"]), (&json!("10"), &json!("10")));
    let ranking: Vec<String> = units["ranking"].as_array().unwrap().iter().map(ranked).collect();
    assert_eq!(
        ranking,
        ["1 IR-09 3 of 4", "2 IR-10 1 of 2", "2 IR-23 2 of 4", "null IR-11 0 of 0", "null IR-12 0 of null"]
    );
    // Half of the year has passed, so that half of a target is on its schedule.
    assert_eq!(units["behind"], json!([]));
    let without: Vec<&str> =
        units["without"].as_array().unwrap().iter().map(|it| it["code"].as_str().unwrap()).collect();
    assert_eq!(without.len(), 26);
    assert!(without.contains(&"IR-00") && !without.contains(&"IR-09"));

    // Two of three revivals in IR-09 were the company's; nothing is promised for the whole country.
    assert_eq!(
        (&all[1]["national"], &all[1]["sum"], &all[1]["gap"]),
        (&Value::Null, &json!("40"), &Value::Null)
    );
    assert_eq!(ranked(&all[1]["ranking"][0]), "1 IR-09 20 of 40");
    // Shares do not add up.
    assert_eq!((&all[2]["sum"], &all[2]["gap"]), (&Value::Null, &Value::Null));

    let later = register.ask(QUERY, json!({ "asOf": "1400-12-28" })).await;
    let units = later["report"]["targetsByProvince"][0].clone();
    assert_eq!((&units["sum"], &units["gap"]), (&json!("19"), &json!("1")));
    let behind: Vec<&str> = units["behind"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["province"]["code"].as_str().unwrap())
        .collect();
    assert_eq!(behind, ["IR-12", "IR-23"]);
}

#[tokio::test]
async fn a_province_carries_its_targets_as_its_own_report_has_them() {
    let register = filled().await;
    let fields = "targets { metric population body inForce { value } achieved gap progress { ofInForce }
        schedule { expected status reason } projection { value } announced { figure { code } } }";
    let query = format!(
        "{{ report(year: 1400, asOf: \"1400-06-31\") {{ byProvince {{ province {{ code }} {fields} }} }} }}"
    );
    let data = register.ask(&query, json!({})).await;
    let by_province = data["report"]["byProvince"].as_array().unwrap();
    assert_eq!(by_province.len(), 31);
    let mut targets = 0;
    for province in by_province {
        let code = province["province"]["code"].as_str().unwrap();
        let own = format!(
            "{{ report(year: 1400, asOf: \"1400-06-31\", province: \"{code}\") {{
            {fields} targetsByProvince {{ sum }} byProvince {{ {fields} }} }} }}"
        );
        let own = register.ask(&own, json!({})).await["report"].take();
        assert_eq!(province["targets"], own["targets"], "{code}");
        assert_eq!(own["byProvince"][0]["targets"], own["targets"], "{code}");
        assert_eq!(own["targetsByProvince"], json!([]));
        targets += own["targets"].as_array().unwrap().len();
    }
    assert_eq!(targets, 7);
}

#[tokio::test]
async fn many_provinces_take_as_many_statements_as_few() {
    let register = filled().await;
    let query = "{ reports(years: [1399, 1400]) { byProvince { province { code name { en } }
        targets { achieved gap schedule { status } projection { value } announced { figure { announcement { source } } } } }
        targetsByProvince { sum gap national { achieved } behind { province { code } } without { name { en } }
            ranking { rank province { name { en } } target { achieved announced { figure { code } } } } } } }";
    let few = statements(&register, query).await;
    let header = "year,metric,scope,population,body,value,decided_on\n";
    let more: String = (0..31)
        .flat_map(|number| {
            ["", "provincial_company"]
                .map(|body| format!("1400,jobs_revived,IR-{number:02},in_parks,{body},4,2021-03-21\n"))
        })
        .collect();
    register.import(&[("targets.csv", &format!("{header}{more}"))]).await;
    let many = statements(&register, query).await;
    // Rates, sums, a section for each year's provinces, targets and their revisions twice, bodies, announced figures.
    assert!(few <= 12 && many <= 12, "{few} and {many}");
}

async fn statements(register: &Register, query: &str) -> u64 {
    register.ask(query, json!({})).await;
    let before = register.register.db.statements();
    register.ask(query, json!({})).await;
    register.register.db.statements() - before
}

/// `1 IR-09 3 of 4`
fn ranked(ranked: &Value) -> String {
    let target = &ranked["target"];
    let text = |value: &Value| value.as_str().unwrap_or("null").to_owned();
    let (code, value) = (text(&ranked["province"]["code"]), text(&target["inForce"]["value"]));
    format!("{} {code} {} of {value}", ranked["rank"], text(&target["achieved"]))
}
