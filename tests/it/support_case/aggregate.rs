//! Numbers of support cases by groups.

use super::*;

async fn with_cases() -> (Register, String) {
    let register = filled().await;
    let national = national(&register).await;
    let mut lines = String::from("case,record,step,occurred_on,unit,applicant,province,kind,body,outcome\n");
    for number in 0..12 {
        let subject = match number % 3 {
            0 => "U1,,",
            1 => "U3,,",
            _ => ",Amini,IR-23",
        };
        let kind = ["finance", "legal"][number % 2];
        lines.push_str(&format!("c{number},o,opened,20{:02}-04-01,{subject},{kind},,\n", 19 + number % 2));
        if number % 4 == 0 {
            lines.push_str(&format!("c{number},r,referred,2021-05-01,,,,,بانک,\n"));
        }
        if number % 6 == 0 {
            lines.push_str(&format!("c{number},d,resolved,2021-06-01,,,,,,helped\n"));
        }
    }
    register.import(&[("support_cases.csv", &lines)]).await;
    (register, national)
}

#[tokio::test]
async fn groups_have_labels_and_an_order() {
    let (register, national) = with_cases().await;
    let query = "{ supportCaseAggregates(groupBy: [KIND, BODY]) { totalCount total nodes { count
        keys { kind body labels { en fa } } } } }";

    let data = register.ask_as(&national, query, json!({})).await;

    let group = |kind: &str, body: Value, labels: [[&str; 2]; 2], count: i32| {
        let labels = labels.map(|[en, fa]| json!({ "en": en, "fa": fa }));
        json!({ "count": count, "keys": { "kind": kind, "body": body, "labels": labels } })
    };
    let finance = ["finance", "تأمین مالی"];
    assert_eq!(
        data["supportCaseAggregates"],
        json!({ "totalCount": 3, "total": 12, "nodes": [
            group("FINANCE", json!("بانک"), [finance, ["بانک", "بانک"]], 3),
            group("FINANCE", Value::Null, [finance, ["unknown", "نامعلوم"]], 3),
            group("LEGAL", Value::Null, [["legal", "حقوقی"], ["unknown", "نامعلوم"]], 6),
        ] })
    );
}

#[tokio::test]
async fn the_groups_of_any_filter_add_up_to_its_list() {
    let (register, national) = with_cases().await;
    for filter in [
        "{}",
        "{ kind: [FINANCE] }",
        "{ status: [OPEN, RESOLVED] }",
        "{ province: \"IR-23\" }",
        "{ park: \"P1\" }",
    ] {
        for view in ["", ", asOf: \"2021-05-15\"", ", asOf: \"2019-12-01\""] {
            let listed = format!("{{ supportCases(filter: {filter}{view}) {{ totalCount }} }}");
            let listed =
                register.ask_as(&national, &listed, json!({})).await["supportCases"]["totalCount"].clone();
            for keys in [
                "KIND",
                "STATUS, OUTCOME",
                "PROVINCE, PARK, YEAR",
                "BODY, MONTH, QUARTER, SECTOR",
                "PARK_KIND, OWNERSHIP, ISIC_DIVISION",
            ] {
                let query = format!(
                    "{{ supportCaseAggregates(first: 100, filter: {filter}{view}, groupBy: [{keys}]) {{ total nodes {{ count }} }} }}"
                );
                let groups =
                    register.ask_as(&national, &query, json!({})).await["supportCaseAggregates"].take();
                let counts =
                    groups["nodes"].as_array().unwrap().iter().map(|group| group["count"].as_i64().unwrap());
                assert_eq!(
                    (json!(counts.sum::<i64>()), &groups["total"]),
                    (listed.clone(), &listed),
                    "{query}"
                );
            }
        }
    }
}

#[tokio::test]
async fn groups_are_ordered_and_chosen_by_their_number() {
    let (register, national) = with_cases().await;
    let query = "{ supportCaseAggregates(groupBy: [PROVINCE, YEAR], orderBy: COUNT, descending: true, count: { from: 3 }) {
        totalCount nodes { count keys { province { code } year { number } status } } } }";

    let data = register.ask_as(&national, query, json!({})).await;

    let group = |province: &str, year: i32| json!({ "count": 4, "keys": { "province": { "code": province }, "year": { "number": year }, "status": null } });
    assert_eq!(
        data["supportCaseAggregates"],
        json!({ "totalCount": 2, "nodes": [group("IR-23", 1398), group("IR-23", 1399)] })
    );
    let twice = "{ supportCaseAggregates(groupBy: [KIND, KIND]) { totalCount } }";
    assert_eq!(register.refusal_as(&national, twice, json!({})).await.0, "BAD_USER_INPUT");
}
