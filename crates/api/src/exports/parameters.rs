//! The parameters of an address: those of every export by their names, the others as a filter of the schema.
//!
//! `status=ACTIVE&jobs.from=10` is the filter `{ status: [ACTIVE], jobs: { from: 10 } }`. A list is separated by commas, or
//! its parameter is repeated.

use async_graphql::{InputType, Name, Value};
use graphql_http::error_code::input_message;
use graphql_http::limits::InputTypes;
use url::form_urlencoded;

use shahrak_exchange::suggest::suggest;
use shahrak_messages::{Argument, Message, message};

use crate::graphql;
use crate::graphql::common::scalar::{Date, DateTime, Decimal, Rial};

/// Parameters that are not read yet, in the order of the address.
pub(crate) struct Parameters(Vec<(String, String)>);

type Object = async_graphql_value::indexmap::IndexMap<Name, Value>;

impl Parameters {
    /// The parameters of a query string.
    pub(crate) fn of(query: &str) -> Parameters {
        Parameters(form_urlencoded::parse(query.as_bytes()).into_owned().collect())
    }

    /// The parameters with these names and values.
    pub(crate) fn given(pairs: Vec<(String, String)>) -> Parameters {
        Parameters(pairs)
    }

    /// Takes a parameter; none if it is missing or empty.
    ///
    /// # Errors
    /// It is given twice.
    pub(crate) fn take(&mut self, name: &str) -> Result<Option<String>, Message> {
        let mut values = self.0.extract_if(.., |(given, _)| given == name).map(|(_, value)| value);
        let value = values.next();
        if values.next().is_some() {
            return Err(at(name, message!("parameter-twice")));
        }
        drop(values);
        Ok(value.filter(|value| !value.is_empty()))
    }

    /// Takes a parameter that is a scalar of the schema.
    ///
    /// # Errors
    /// It is given twice, or is not one.
    pub(crate) fn take_scalar<T: InputType>(&mut self, name: &str) -> Result<Option<T>, Message> {
        let Some(text) = self.take(name)? else { return Ok(None) };
        let value = Value::String(readable::<T>(text));
        T::parse(Some(value)).map(Some).map_err(|error| at(name, input_message(error)))
    }

    /// Takes a whole number.
    ///
    /// # Errors
    /// It is given twice, or is not one.
    pub(crate) fn take_number(&mut self, name: &str) -> Result<Option<i32>, Message> {
        let Some(text) = self.take(name)? else { return Ok(None) };
        whole(&text).map(Some).map_err(|why| at(name, why))
    }

    /// The remaining parameters as a filter. `others` are the names of parameters that were taken, for errors.
    ///
    /// # Errors
    /// A parameter is not a field of the filter, or its value is not valid.
    pub(crate) fn filter<T: InputType + Default>(self, others: &[&str]) -> Result<T, Message> {
        let (inputs, filter) = (graphql::inputs(), T::type_name());
        let mut object = Object::new();
        for (name, text) in self.0 {
            let mut of: &str = &filter;
            let mut list = false;
            for field in name.split('.') {
                let found = inputs.field(of, field).filter(|_| !list);
                (of, list) = found.ok_or_else(|| unknown(&name, &inputs, &filter, others))?;
            }
            if inputs.is_object(of) {
                return Err(unknown(&name, &inputs, &filter, others));
            }
            let texts: Vec<&str> = if list { text.split(',').collect() } else { vec![&text] };
            for text in texts {
                let value = value(&inputs, of, text).map_err(|why| at(&name, why))?;
                insert(&mut object, &name, value, list)?;
            }
        }
        T::parse(Some(Value::Object(object))).map_err(input_message)
    }

    /// The remaining parameters, as they are written.
    pub(crate) fn rest(&self) -> Vec<(String, String)> {
        self.0.clone()
    }

    /// Refuses all remaining parameters.
    ///
    /// # Errors
    /// There is one.
    pub(crate) fn nothing_else(self, known: &[&str]) -> Result<(), Message> {
        match self.0.first() {
            None => Ok(()),
            Some((name, _)) => Err(unknown_among(name, known)),
        }
    }
}

/// An error of a parameter.
pub(crate) fn at(parameter: &str, why: Message) -> Message {
    message!("at-field", field = parameter, why)
}

/// The error for a word that is none of several.
pub(crate) fn none_of(found: &str, known: &[&str]) -> Message {
    message!("parameter-value-unknown", found, known = Argument::list(known.iter().copied()))
}

fn value(inputs: &InputTypes, of: &str, text: &str) -> Result<Value, Message> {
    let values = inputs.values(of);
    if !values.is_empty() && !values.iter().any(|value| value == text) {
        let known: Vec<&str> = values.iter().map(String::as_str).collect();
        return Err(none_of(text, &known));
    }
    let value = Value::String(text.to_owned());
    match of {
        "Int" => Ok(Value::from(whole(text)?)),
        "Boolean" => match text {
            "true" => Ok(Value::Boolean(true)),
            "false" => Ok(Value::Boolean(false)),
            _ => Err(none_of(text, &["true", "false"])),
        },
        "Date" => checked::<Date>(value),
        "DateTime" => checked::<DateTime>(Value::String(readable::<DateTime>(text.to_owned()))),
        "Decimal" => checked::<Decimal>(value),
        "Rial" => checked::<Rial>(value),
        _ => Ok(value),
    }
}

/// Checks a scalar by itself, so that an error names its parameter.
fn checked<T: InputType>(value: Value) -> Result<Value, Message> {
    T::parse(Some(value.clone())).map(|_| value).map_err(input_message)
}

/// In a moment, a plus sign that was not encoded has become a space.
fn readable<T: InputType>(text: String) -> String {
    if T::type_name() == "DateTime" { text.replace(' ', "+") } else { text }
}

fn whole(text: &str) -> Result<i32, Message> {
    text.parse().map_err(|_| message!("parameter-not-whole", found = text))
}

/// Adds the value of a field, or of a field of a field.
fn insert(object: &mut Object, name: &str, value: Value, list: bool) -> Result<(), Message> {
    if let Some((outer, inner)) = name.split_once('.') {
        let nested = object.entry(Name::new(outer)).or_insert_with(|| Value::Object(Object::new()));
        return match nested {
            Value::Object(nested) => insert(nested, inner, value, list),
            _ => Ok(()),
        };
    }
    let field = Name::new(name);
    match (object.get_mut(&field), list) {
        (Some(Value::List(items)), true) => items.push(value),
        (Some(_), _) => return Err(at(name, message!("parameter-twice"))),
        (None, true) => drop(object.insert(field, Value::List(vec![value]))),
        (None, false) => drop(object.insert(field, value)),
    }
    Ok(())
}

fn unknown(name: &str, inputs: &InputTypes, filter: &str, others: &[&str]) -> Message {
    let mut known: Vec<String> = others.iter().map(|&other| other.to_owned()).collect();
    for field in inputs.fields(filter) {
        match inputs.field(filter, field) {
            Some((of, false)) if inputs.is_object(of) => {
                known.extend(inputs.fields(of).map(|inner| format!("{field}.{inner}")));
            }
            _ => known.push(field.to_owned()),
        }
    }
    known.sort_unstable();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    unknown_among(name, &known)
}

fn unknown_among(name: &str, known: &[&str]) -> Message {
    match suggest(name, known.iter().copied()) {
        None if known.is_empty() => message!("parameter-unknown-none", name),
        Some(near) => message!("parameter-unknown-near", name, near),
        None => message!("parameter-unknown", name, known = Argument::list(known.iter().copied())),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::graphql::unit::UnitFilter;

    fn read(query: &str) -> String {
        match Parameters::of(query).filter::<UnitFilter>(&["knownAt"]) {
            Ok(filter) => format!("{:?} {:?} {:?}", filter.status, filter.jobs, filter.owner),
            Err(message) => message.to_string(),
        }
    }

    #[test]
    fn parameters_are_fields_of_the_filter() {
        expect!["Some([Active, Inactive]) Some(IntRange { from: Some(10), to: None }) Some(\"Foo, Ltd\")"]
            .assert_eq(&read("status=ACTIVE&jobs.from=10&status=INACTIVE&owner=Foo,+Ltd"));
        assert_eq!(read("status=ACTIVE,INACTIVE"), read("status=ACTIVE&status=INACTIVE"));
    }

    #[test]
    fn a_wrong_parameter_is_named_with_what_would_be_right() {
        expect!["there is no parameter statuss; did you mean status?"].assert_eq(&read("statuss=ACTIVE"));
        expect!["status: “ACTIV” is not known; there are PLANNED, UNDER_CONSTRUCTION, ACTIVE, SEMI_ACTIVE, INACTIVE, CLOSED, CANCELLED"]
            .assert_eq(&read("status=ACTIV"));
        expect!["jobs.from: “ten” is not a whole number"].assert_eq(&read("jobs.from=ten"));
        expect!["owner: this parameter is given twice"].assert_eq(&read("owner=a&owner=b"));
        assert!(read("statusSince.from=1399-13-01").starts_with("statusSince.from: "));
        assert!(read("jobs=10").contains("jobs"));
        assert!(read("nonsense=1").contains("knownAt"));
    }

    #[test]
    fn what_every_export_knows_is_taken_first() {
        let mut parameters = Parameters::of("knownAt=2021-01-01T00:00:00+03:30&x=1");
        let moment: Option<DateTime> = parameters.take_scalar("knownAt").unwrap();

        assert_eq!(moment.unwrap().0.to_rfc3339(), "2020-12-31T20:30:00+00:00");
        assert!(parameters.nothing_else(&["knownAt"]).is_err());
    }
}
