//! Deprecated names of fields, arguments and columns still work like the current names (decision 15).

use serde_json::{Value, json};
use shahrak_tests::events::{Event, event, file};
use shahrak_tests::register::Register;

/// Types, their deprecated fields, and the current names.
const RENAMED: [(&str, &str, &str); 9] = [
    ("UnitEvent", "investment", "investmentIrr"),
    ("UnitEvent", "capacity", "capacityPercent"),
    ("UnitEvent", "progress", "progressPercent"),
    ("UnitEvent", "areaSquareMetres", "areaM2"),
    ("Unit", "capacity", "capacityPercent"),
    ("Unit", "progress", "progressPercent"),
    ("UnitHistoryStep", "capacity", "capacityPercent"),
    ("TargetFilter", "national", "scope"),
    ("BudgetLineFilter", "national", "scope"),
];

const TYPE: &str = "query($name: String!) { __type(name: $name) {
    fields(includeDeprecated: true) { name deprecationReason }
    inputFields(includeDeprecated: true) { name deprecationReason } } }";

#[tokio::test]
async fn a_former_name_is_deprecated_for_the_one_that_holds() {
    let register = Register::new().await;
    for (of, former, name) in RENAMED {
        let found = register.ask(TYPE, json!({ "name": of })).await["__type"].take();
        let fields = found["fields"].as_array().or(found["inputFields"].as_array()).unwrap();
        let reason = |field: &str| {
            let found = fields.iter().find(|it| it["name"] == field);
            found.unwrap_or_else(|| panic!("{of} has no {field}"))["deprecationReason"].as_str()
        };

        assert_eq!(reason(name), None, "{of}.{name}");
        assert!(reason(former).is_some_and(|it| it.starts_with(&format!("Use `{name}"))), "{of}.{former}");
    }
}

#[tokio::test]
async fn a_fact_is_answered_under_the_name_that_it_is_recorded_by() {
    let register = Register::new().await;
    let events = file(&[
        Event { investment_irr: "7".to_owned(), ..event("a1", "U1", "permit_issued", "2019-01-01") },
        Event { area_m2: "12.5".to_owned(), ..event("a2", "U1", "land_assigned", "2019-02-01") },
        Event { progress_percent: "60".to_owned(), ..event("a3", "U1", "progress_reported", "2019-03-01") },
        event("a4", "U1", "commissioned", "2019-04-01"),
        Event { capacity_percent: "80".to_owned(), ..event("a5", "U1", "capacity_reported", "2019-05-01") },
    ]);
    let units = "code,province,name_en\nU1,IR-23,One\n";
    register.import(&[("units.csv", units), ("events.csv", &events)]).await;

    let query = "{ unit(code: \"U1\") { capacityPercent capacity progressPercent progress events { nodes {
        investmentIrr investment areaM2 areaSquareMetres progressPercent progress capacityPercent capacity } } } }";
    let unit = register.ask(query, json!({})).await["unit"].take();
    let stated = |name: &str| {
        let events = unit["events"]["nodes"].as_array().unwrap();
        events.iter().map(|event| event[name].clone()).find(|fact| !fact.is_null())
    };
    for (name, former, value) in [
        ("investmentIrr", "investment", "7"),
        ("areaM2", "areaSquareMetres", "12.5"),
        ("progressPercent", "progress", "60"),
        ("capacityPercent", "capacity", "80"),
    ] {
        assert_eq!((stated(name), stated(former)), (Some(json!(value)), Some(json!(value))), "{name}");
    }
    assert_eq!([&unit["capacityPercent"], &unit["capacity"]], ["80", "80"]);
    assert_eq!([&unit["progressPercent"], &unit["progress"]], ["60", "60"]);
}

#[tokio::test]
async fn targets_and_budget_lines_are_listed_by_scope() {
    let register = Register::new().await;
    let targets = "year,metric,scope,value,decided_on\n\
        1400,units_revived,IR,10,2021-04-01\n1400,units_revived,IR-09,4,2021-04-01\n1400,units_revived,IR-23,3,2021-04-01\n";
    let budgets = "year,scope,line,stage,amount_irr\n\
        1400,IR,water,bill,10\n1400,IR-09,water,bill,4\n1400,IR-23,water,bill,3\n";
    register.import(&[("targets.csv", targets), ("budgets.csv", budgets)]).await;

    let query = "query($targets: TargetFilter, $lines: BudgetLineFilter) {
        targets(filter: $targets) { nodes { scope province { code } } }
        budgetLines(filter: $lines) { nodes { scope province { code } } } }";
    let found = async |filter: Value| {
        let mut data = register.ask(query, json!({ "targets": filter, "lines": filter })).await;
        [data["targets"]["nodes"].take(), data["budgetLines"]["nodes"].take()]
    };
    let country = json!([{ "scope": "IR", "province": null }]);
    let province = json!([{ "scope": "IR-09", "province": { "code": "IR-09" } }]);
    assert_eq!(found(json!({ "year": 1400, "scope": "IR" })).await, [country.clone(), country.clone()]);
    assert_eq!(found(json!({ "year": 1400, "scope": "IR-09" })).await, [province.clone(), province.clone()]);
    // The deprecated filter still works.
    assert_eq!(found(json!({ "year": 1400, "national": true })).await, [country.clone(), country]);
    assert_eq!(found(json!({ "year": 1400, "province": "IR-09" })).await, [province.clone(), province]);

    for filter in
        [json!({ "scope": "IR", "national": false }), json!({ "scope": "IR-09", "province": "IR-09" })]
    {
        let (code, message) = register.refusal(query, json!({ "targets": filter })).await;
        assert_eq!(code, "BAD_USER_INPUT");
        assert!(message.contains("filter.scope") && message.contains("use scope alone"), "{message}");
    }
    let (code, message) = register.refusal(query, json!({ "lines": { "scope": "IR-99" } })).await;
    assert_eq!(code, "BAD_USER_INPUT");
    assert!(message.contains("filter.scope"), "{message}");
}
