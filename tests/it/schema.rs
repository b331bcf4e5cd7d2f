//! The published schema: its text, and its descriptions.

use expect_test::expect_file;
use serde_json::{Value, json};
use shahrak_tests::register::Register;

#[test]
fn the_published_schema_is_that_of_the_program() {
    expect_file!["../../schema.graphql"].assert_eq(&shahrak::graphql::sdl());
}

const INTROSPECTION: &str = "{ __schema { types { kind name description
    fields(includeDeprecated: true) { name description args(includeDeprecated: true) { name description } }
    inputFields(includeDeprecated: true) { name description }
    enumValues(includeDeprecated: true) { name description } } } }";

#[tokio::test]
async fn everything_in_the_schema_is_described() {
    let register = Register::new().await;
    let data = register.ask(INTROSPECTION, json!({})).await;

    let mut silent = Vec::new();
    for named in items(&data["__schema"]["types"]) {
        let name = text(named, "name");
        // The scalars of GraphQL itself are described by its specification.
        if !name.starts_with("__") && !["Boolean", "Float", "ID", "Int", "String"].contains(&name.as_str()) {
            look(named, &name, &mut silent);
        }
    }
    assert!(silent.is_empty(), "without a description:\n{}", silent.join("\n"));
}

fn look(item: &Value, path: &str, silent: &mut Vec<String>) {
    if text(item, "description").trim().is_empty() {
        silent.push(path.to_owned());
    }
    for part in ["fields", "args", "inputFields", "enumValues"] {
        for inner in items(&item[part]) {
            look(inner, &format!("{path}.{}", text(inner, "name")), silent);
        }
    }
}

fn items(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

fn text(item: &Value, key: &str) -> String {
    item[key].as_str().unwrap_or_default().to_owned()
}

const ROOTS: &str = "{ __schema {
    queryType { fields { name description args { name description } } }
    subscriptionType { fields { name description args { name description } } }
    types { name inputFields { name description } } } }";

#[tokio::test]
async fn lists_and_reports_say_which_units_they_hold_by_default() {
    let register = Register::new().await;
    let schema = register.ask(ROOTS, json!({})).await["__schema"].take();
    let named =
        |list: &Value, name: &str| items(list).find(|it| it["name"] == name).cloned().unwrap_or_default();
    let [queries, subscriptions] =
        ["queryType", "subscriptionType"].map(|root| schema[root]["fields"].clone());
    let says = |item: &Value, words: &str| {
        let description = text(item, "description").replace('\n', " ");
        assert!(description.contains(words), "{}: {description}", item["name"]);
    };

    says(&named(&queries, "units"), "`report` counts only units in parks by default");
    says(
        &named(&queries, "report"),
        "By default it counts units in parks only, whereas `units` returns all units",
    );
    for (fields, report) in [
        (&queries, "report"),
        (&queries, "reports"),
        (&queries, "reportChanges"),
        (&subscriptions, "reportChanged"),
    ] {
        says(&named(&named(fields, report)["args"], "population"), "default: units in parks");
    }
    for filter in ["UnitFilter", "EventFilter"] {
        let fields = named(&schema["types"], filter)["inputFields"].take();
        says(&named(&fields, "population"), "reports count `IN_PARKS` by default");
    }
}
