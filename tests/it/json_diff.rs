//! The difference between two JSON values.

use serde_json::Value;

/// Returns the first difference as an error with its path. Numbers may differ by 1e-9.
pub fn diff(found: &Value, expected: &Value, path: &str) -> Result<(), String> {
    match (found, expected) {
        (Value::Object(found), Value::Object(expected)) if found.len() == expected.len() => {
            expected.iter().try_for_each(|(key, value)| {
                diff(found.get(key).unwrap_or(&Value::Null), value, &format!("{path}.{key}"))
            })
        }
        (Value::Array(found), Value::Array(expected)) if found.len() == expected.len() => {
            let mut pairs = found.iter().zip(expected).enumerate();
            pairs.try_for_each(|(n, (found, value))| diff(found, value, &format!("{path}[{n}]")))
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
