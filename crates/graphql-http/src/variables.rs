//! Checks variables against their declared types before the engine does: `null`, lists and the five built-in scalars.
//!
//! The engine checks enums, input objects and custom scalars where they are used.

use async_graphql::parser::types::{BaseType, OperationDefinition, Type, VariableDefinition};
use async_graphql::{ServerError, Value, Variables};
use async_graphql_value::RAW_VALUE_TOKEN;
use shahrak_messages::{Message, message};

use crate::error_code::{ErrorCode, request_error};

/// Rejects the first variable whose value does not fit its type, and reserved keys in any value.
pub(crate) fn check(operation: &OperationDefinition, variables: &Variables) -> Result<(), ServerError> {
    if variables.values().any(has_raw_value) {
        let message = message!("variable-key-reserved", key = RAW_VALUE_TOKEN);
        return Err(request_error(ErrorCode::BadUserInput, message, None));
    }
    for definition in &operation.variable_definitions {
        let node = &definition.node;
        let fits = match variables.get(&node.name.node) {
            Some(value) => fits(value, &node.var_type.node),
            None if node.default_value.is_some() || node.var_type.node.nullable => Ok(()),
            None => Err(message!("expected-value")),
        };
        if let Err(expected) = fits {
            let message = describe(node, expected, variables.get(&node.name.node));
            let position = Some(definition.pos);
            return Err(request_error(ErrorCode::BadUserInput, message, position));
        }
    }
    Ok(())
}

/// An object with this key would be written into a response unchecked.
fn has_raw_value(value: &Value) -> bool {
    match value {
        Value::List(list) => list.iter().any(has_raw_value),
        Value::Object(object) => object.contains_key(RAW_VALUE_TOKEN) || object.values().any(has_raw_value),
        _ => false,
    }
}

fn describe(definition: &VariableDefinition, expected: Message, found: Option<&Value>) -> Message {
    let found = match found {
        None => message!("found-nothing"),
        Some(scalar @ (Value::Null | Value::Number(_) | Value::Boolean(_))) => {
            Message::verbatim(scalar.to_string())
        }
        Some(Value::String(_) | Value::Enum(_)) => message!("found-string"),
        Some(Value::List(_)) => message!("found-list"),
        Some(Value::Object(_) | Value::Binary(_)) => message!("found-object"),
    };
    let kind = definition.var_type.node.to_string();
    message!("variable-wrong", variable = definition.name.node.as_str(), kind, expected, found)
}

/// The error is what is expected.
fn fits(value: &Value, declared: &Type) -> Result<(), Message> {
    match (&declared.base, value) {
        (_, Value::Null) if declared.nullable => Ok(()),
        (_, Value::Null) => Err(message!("expected-value-of-type", kind = declared.to_string())),
        (BaseType::List(item), Value::List(values)) => values.iter().try_for_each(|value| fits(value, item)),
        // A single value counts as a list of one.
        (BaseType::List(item), single) => fits(single, item),
        (BaseType::Named(name), value) => scalar_fits(value, name),
    }
}

fn scalar_fits(value: &Value, name: &str) -> Result<(), Message> {
    let (fits, expected) = match (name, value) {
        ("Int", Value::Number(number)) => {
            let small = number.as_i64().is_some_and(|it| i32::try_from(it).is_ok());
            (small, message!("expected-small-integer"))
        }
        ("Int", _) => (false, message!("expected-small-integer")),
        ("Float", value) => (matches!(value, Value::Number(_)), message!("expected-number")),
        ("String", value) => (matches!(value, Value::String(_)), message!("expected-string")),
        ("Boolean", value) => (matches!(value, Value::Boolean(_)), message!("expected-boolean")),
        ("ID", Value::Number(number)) => (!number.is_f64(), message!("expected-id")),
        ("ID", value) => (matches!(value, Value::String(_)), message!("expected-id")),
        _ => return Ok(()),
    };
    if fits { Ok(()) } else { Err(expected) }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]
mod tests {
    use async_graphql::parser::parse_query;
    use async_graphql::value;

    use super::*;

    fn check_one(declared: &str, given: Option<Value>, expected: &str) {
        let document = parse_query(format!("query ($x: {declared}) {{ a }}")).unwrap();
        let (_, operation) = document.operations.iter().next().unwrap();
        let mut variables = Variables::default();
        if let Some(value) = given {
            variables.insert(async_graphql::Name::new("x"), value);
        }
        let found = match check(&operation.node, &variables) {
            Ok(()) => "fits".to_owned(),
            Err(error) => error.message,
        };
        assert!(found.ends_with(expected), "{declared}: {found}");
    }

    #[test]
    fn a_variable_that_does_not_fit_its_type_is_named() {
        check_one("ID!", None, "variable $x of type ID! needs a value; found none");
        check_one("ID!", Some(Value::Null), "needs a value of type ID!; found null");
        check_one("Int", None, "fits");
        check_one("Int", Some(Value::Null), "fits");
        check_one("Int! = 3", None, "fits");
        check_one("Int", Some(value!(7)), "fits");
        check_one("Int", Some(value!(2_147_483_648_i64)), "an integer of 32 bits; found 2147483648");
        check_one("Int", Some(value!("7")), "an integer of 32 bits; found a string");
        check_one("Float", Some(value!(7)), "fits");
        check_one("ID", Some(value!(7)), "fits");
        check_one("String", Some(value!(7)), "a string; found 7");
        check_one("[Int!]!", Some(value!(7)), "fits");
        check_one(
            "[Int!]!",
            Some(value!([7, null])),
            "needs a value of type Int!; found a list with another value",
        );
        check_one("[[Boolean]]", Some(value!([[true, null], null])), "fits");
        check_one("UnitFilter!", Some(value!({"a": 1})), "fits");
    }
}
