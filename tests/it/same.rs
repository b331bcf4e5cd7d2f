//! Whether an answer is the one expected.

use serde_json::Value;

/// Says where two answers differ. Fractions are the same to 1e-9.
pub fn same(found: &Value, expected: &Value, path: &str) -> Result<(), String> {
    match (found, expected) {
        (Value::Object(found), Value::Object(expected)) if found.len() == expected.len() => {
            expected.iter().try_for_each(|(key, value)| {
                same(found.get(key).unwrap_or(&Value::Null), value, &format!("{path}.{key}"))
            })
        }
        (Value::Array(found), Value::Array(expected)) if found.len() == expected.len() => {
            let mut pairs = found.iter().zip(expected).enumerate();
            pairs.try_for_each(|(n, (found, value))| same(found, value, &format!("{path}[{n}]")))
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
