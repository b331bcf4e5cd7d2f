//! The vocabulary of announced figures.

use super::*;

const SHOWN: &str = "metric { code name { en fa } meaning { en } measure unit direction computed aliases }";

fn tenants() -> Value {
    json!({ "code": "units_renting", "nameEn": "Renting units", "nameFa": "واحدهای اجاره‌ای",
        "meaningEn": "Units that rent their hall.", "measure": "STOCK", "unit": "units", "direction": "NEITHER",
        "aliases": ["tenants"] })
}

#[tokio::test]
async fn the_vocabulary_that_ships_is_there() {
    let register = Register::new().await;
    let query = "{ all: metrics { code } computed: metrics(computed: true) { computation }
        alias: metric(code: \"units_total\") { code aliases } none: metric(code: \"no_such\") { code }
        figure(code: \"a120\") { metric announcedMetric { code name { fa } limitedTo } } }";

    let data = register.ask(query, json!({})).await;

    assert_eq!(data["all"].as_array().map(Vec::len), Some(127));
    assert!(data["computed"].as_array().unwrap().iter().all(|metric| metric["computation"].is_string()));
    assert_eq!(data["alias"]["code"], "units_operating");
    assert_eq!(data["none"], Value::Null);
    assert_eq!(data["figure"]["announcedMetric"]["code"], data["figure"]["metric"]);
}

#[tokio::test]
async fn a_target_and_a_figure_name_their_metric_by_the_same_code() {
    let register = Register::new().await;
    let query = "{ targets { nodes { metric announcedMetric { code targetMetric computation } } }
        report(year: 1399) { targets { metric announcedMetric { code } }
            targetsByProvince { metric announcedMetric { code } } }
        figure(code: \"a120\") { announcedMetric { code } }
        other: metric(code: \"units_total\") { targetMetric } }";

    let data = register.ask(query, json!({})).await;

    let target = &data["targets"]["nodes"][0];
    assert_eq!(target["metric"], "UNITS_REVIVED");
    assert_eq!(
        target["announcedMetric"],
        json!({ "code": "units_revived", "targetMetric": "UNITS_REVIVED",
        "computation": "units_revived" })
    );
    for shown in [&data["report"]["targets"][0], &data["report"]["targetsByProvince"][0]] {
        assert_eq!(shown["announcedMetric"]["code"], "units_revived", "{shown}");
    }
    assert_eq!(data["other"]["targetMetric"], Value::Null);
}

#[tokio::test]
async fn a_metric_is_introduced_on_purpose() {
    let register = filled().await;
    let national = national(&register).await;
    let record = async |code: &str, metric: &str| {
        let figure = json!({ "code": code, "scope": "IR", "population": "IN_PARKS", "metric": metric,
            "measure": "STOCK", "low": "7", "unit": "units", "periodTo": "1399-10-30" });
        let input = json!({ "announcedOn": "1399-11-08", "dateBasis": "STATED", "source": "https://example.org/1",
            "figures": [figure] });
        change(&register, &national, "announcementRecord", "announcement { id }", input).await
    };
    let define = async |input: Value| change(&register, &national, "metricDefine", SHOWN, input).await;

    // A slip is refused with what was meant.
    let payload = record("m1", "units_comissioned").await;
    assert_eq!(mistakes(&payload), ["BAD_VALUE input.figures.0.metric"]);
    let message = payload["userErrors"][0]["message"].as_str().unwrap();
    assert!(message.contains("did you mean units_commissioned"), "{message}");

    assert_eq!(mistakes(&record("m1", "units_renting").await), ["BAD_VALUE input.figures.0.metric"]);
    let payload = define(tenants()).await;
    let metric = json!({ "code": "units_renting", "name": { "en": "Renting units", "fa": "واحدهای اجاره‌ای" },
        "meaning": { "en": "Units that rent their hall." }, "measure": "STOCK", "unit": "units",
        "direction": "NEITHER", "computed": false, "aliases": ["tenants"] });
    assert_eq!(payload, json!({ "metric": metric, "userErrors": [] }));
    assert_eq!(define(tenants()).await, payload);
    assert_eq!(mistakes(&record("m1", "units_renting").await), Vec::<String>::new());
    assert_eq!(mistakes(&record("m2", "tenants").await), Vec::<String>::new());

    let mut taken = tenants();
    taken["aliases"] = json!(["units_total"]);
    assert_eq!(mistakes(&define(taken).await), ["ALREADY_REGISTERED input.code"]);
    let mut wrong = tenants();
    (wrong["code"], wrong["meaningEn"]) = ("Units".into(), "".into());
    assert_eq!(mistakes(&define(wrong).await), ["BAD_VALUE input.code", "EMPTY input.meaningEn"]);

    let officer = register.token(RoleName::ProvincialOfficer, &["IR-09"]).await;
    let query = mutation("metricDefine", SHOWN);
    let (code, _) = register.refusal_as(&officer, &query, json!({ "input": tenants() })).await;
    assert_eq!(code, "FORBIDDEN");
}

#[tokio::test]
async fn files_extend_the_vocabulary_before_their_figures_use_it() {
    let register = filled().await;
    let figures = "id,announced_on,date_basis,scope,population,metric,measure,value_low,value_high,unit,period_to,source
f1,2021-01-01,stated,IR,in_parks,units_renting,stock,7,7,units,2020-12-20,s
";
    let metrics = "code,name_en,meaning_en,measure,unit,direction,aliases
units_renting,Renting units,Units that rent their hall.,stock,units,neither,tenants
";
    let refused = register.try_import(&[("announcements.csv", figures)]).await;
    assert_eq!(refused.refused(), 1);

    let report = register.try_import(&[("announcements.csv", figures), ("metrics.csv", metrics)]).await;

    assert_eq!(report.refused(), 0);
    let query = "{ metric(code: \"tenants\") { code } figure(code: \"f1\") { announcedMetric { code } } }";
    let expected = json!({ "metric": { "code": "units_renting" }, "figure": { "announcedMetric": { "code": "units_renting" } } });
    // A list notices that another process has changed the vocabulary.
    register.ask("{ parks(first: 1) { nodes { code } } }", json!({})).await;
    assert_eq!(register.ask(query, json!({})).await, expected);
    let again = metrics.replace("tenants", "tenants;units_total");
    let report = register.try_import(&[("metrics.csv", &again)]).await;
    assert_eq!(report.refused(), 1);
}
