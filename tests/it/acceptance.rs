//! The operations of front-ends in preparation, word for word, with the answers that they must get.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use shahrak_tests::register::Register;

#[tokio::test]
async fn an_announcement_is_answered_with_its_figures() {
    check("announcement").await;
}

#[tokio::test]
async fn a_report_is_answered_for_every_scope() {
    check("report").await;
}

#[tokio::test]
async fn units_of_a_province_are_answered_by_the_page() {
    check("units").await;
}

/// Asks every case of an operation of the register that goes with them.
async fn check(operation: &str) {
    let register = Register::new().await;
    import_folder(&register, &folder().join("register")).await;
    let query = fs::read_to_string(folder().join(format!("{operation}.graphql"))).unwrap();
    let cases = cases(operation);
    assert!(!cases.is_empty());
    for case in cases {
        let variables = json(&format!("{operation}.{case}.variables.json"));
        let expected = json(&format!("{operation}.{case}.json"));
        let data = register.ask(&query, variables).await;
        if let Err(difference) = same(&data, &expected, "data") {
            panic!("{operation}, {case}: {difference}\nin {data:#}");
        }
    }
}

async fn import_folder(register: &Register, folder: &Path) {
    let names = ["rates.csv", "parks.csv", "units.csv", "events.csv", "targets.csv"];
    let files = names.map(|name| (name, fs::read_to_string(folder.join(name)).unwrap()));
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    register.import(&files).await;
}

fn cases(operation: &str) -> Vec<String> {
    let name = |entry: fs::DirEntry| entry.file_name().into_string().unwrap();
    let case = |name: String| {
        let case = name.strip_prefix(&format!("{operation}."))?.strip_suffix(".variables.json")?;
        Some(case.to_owned())
    };
    fs::read_dir(folder()).unwrap().map(Result::unwrap).map(name).filter_map(case).collect()
}

fn json(name: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(folder().join(name)).unwrap()).unwrap()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("acceptance")
}

/// Whether two answers are the same, fractions to 1e-9.
fn same(found: &Value, expected: &Value, path: &str) -> Result<(), String> {
    match (found, expected) {
        (Value::Object(found), Value::Object(expected)) if found.len() == expected.len() => {
            expected.iter().try_for_each(|(key, value)| {
                same(found.get(key).unwrap_or(&Value::Null), value, &format!("{path}.{key}"))
            })
        }
        (Value::Array(found), Value::Array(expected)) if found.len() == expected.len() => {
            let pairs = found.iter().zip(expected).enumerate();
            pairs.into_iter().try_for_each(|(n, (found, value))| same(found, value, &format!("{path}[{n}]")))
        }
        (Value::Number(found), Value::Number(expected))
            if (found.as_f64().unwrap() - expected.as_f64().unwrap()).abs() <= 1e-9 =>
        {
            Ok(())
        }
        _ if found == expected => Ok(()),
        _ => Err(format!("{path} is {found}, not {expected}")),
    }
}
