//! Compares the groups of an answer with those of naive loops.

use serde_json::{Value, json};
use shahrak_tests::register::Register;

use super::naive::{self, Entry};
use crate::json_diff::diff;

/// Reads all pages of the groups, compares them with those of the loops, and returns the list.
pub async fn compare(
    register: &Register,
    (list, groups): (&str, &str),
    variables: Value,
    entries: &[Entry],
    (keys, numbers): (&[&'static str], &str),
) -> Value {
    let mut found = Vec::new();
    let mut at = variables.clone();
    let answer = loop {
        let answer = register.ask(groups, at.clone()).await;
        let groups = &answer["groups"];
        found.extend(groups["nodes"].as_array().unwrap().iter().map(|node| group_of(node, keys)));
        if groups["pageInfo"]["hasNextPage"] == false {
            break answer;
        }
        at["after"] = groups["pageInfo"]["endCursor"].clone();
    };
    let expected = naive::groups(entries, keys, numbers);
    assert_eq!(answer["groups"]["totalCount"], expected.len(), "{variables}");
    if let Err(difference) = alike(&json!(found), &json!(expected), "groups") {
        panic!("{variables}: {difference}");
    }
    let all = naive::numbers(&entries.iter().collect::<Vec<_>>(), numbers);
    if let Err(difference) = alike(&answer["groups"]["total"], &all, "total") {
        panic!("{variables}: {difference}");
    }
    let mut of_list = variables.clone();
    of_list.as_object_mut().unwrap().remove("keys");
    let list = register.ask(list, of_list).await["list"].clone();
    assert_eq!(list["totalCount"], entries.len(), "{variables}");
    list
}

/// The texts of the keys of a group, and its numbers.
fn group_of(node: &Value, keys: &[&'static str]) -> Value {
    let text = |key: &&str| {
        let keys = &node["keys"];
        match *key {
            "PROVINCE" => keys["province"]["code"].clone(),
            "PARK" => keys["park"]["code"].clone(),
            "PARK_KIND" => keys["parkKind"].clone(),
            "YEAR" => keys["year"]["number"].as_i64().map_or(Value::Null, |year| json!(year.to_string())),
            "QUARTER" => keys["quarter"]["startsOn"].clone(),
            "MONTH" => keys["month"]["startsOn"].clone(),
            other => keys[other.to_lowercase()].clone(),
        }
    };
    let mut numbers = node.clone();
    numbers.as_object_mut().unwrap().remove("keys");
    json!({ "keys": keys.iter().map(text).collect::<Value>(), "numbers": numbers })
}

/// Whether two answers are the same; averages to a millionth.
fn alike(found: &Value, expected: &Value, path: &str) -> Result<(), String> {
    fn take_averages(value: &mut Value, averages: &mut Vec<f64>) {
        match value {
            Value::Object(fields) => {
                fields.iter_mut().for_each(|(name, value)| match (name.as_str(), &value) {
                    ("avg", Value::String(text)) => averages.push(text.parse().unwrap()),
                    ("avg", Value::Number(number)) => averages.push(number.as_f64().unwrap()),
                    _ => take_averages(value, averages),
                });
            }
            Value::Array(items) => items.iter_mut().for_each(|item| take_averages(item, averages)),
            _ => {}
        }
    }
    fn without_averages(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                if fields.get("avg").is_some_and(|average| !average.is_null()) {
                    fields.insert("avg".to_owned(), json!("known"));
                }
                fields.iter_mut().for_each(|(_, value)| without_averages(value));
            }
            Value::Array(items) => items.iter_mut().for_each(without_averages),
            _ => {}
        }
    }
    let (mut found, mut expected) = (found.clone(), expected.clone());
    let (mut of_found, mut of_expected) = (Vec::new(), Vec::new());
    take_averages(&mut found, &mut of_found);
    take_averages(&mut expected, &mut of_expected);
    without_averages(&mut found);
    without_averages(&mut expected);
    diff(&found, &expected, path)?;
    for (found, expected) in of_found.iter().zip(&of_expected) {
        if (found - expected).abs() > 1e-6 + expected.abs() * 1e-13 {
            return Err(format!("the average of {path} is {found}, not {expected}"));
        }
    }
    Ok(())
}
