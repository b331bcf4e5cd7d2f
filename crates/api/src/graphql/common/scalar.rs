//! Scalars of the schema: days, moments, rials and decimals. All are strings, so that none loses a digit.

use async_graphql::{InputType, InputValueError, InputValueResult, Scalar, ScalarType, Value};
use chrono::{SecondsFormat, Utc};
use graphql_http::error_code::input_error;
use rust_decimal::Decimal as Number;

use shahrak_domain::day::{self, Day};
use shahrak_domain::moment::Moment;

use shahrak_messages::{Explain, message};

use crate::graphql::common::or_default::OrDefault;

/// The calendar in which a day is written.
#[derive(async_graphql::Enum, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Calendar {
    /// The Gregorian calendar: `2021-01-27`.
    #[default]
    Gregorian,
    /// The solar calendar of Iran: `1399-11-08`.
    Iranian,
}

/// A day and the calendar in which it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date(pub Day, pub Calendar);

/// A moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateTime(pub Moment);

/// An amount of whole rials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rial(pub i128);

/// An exact decimal number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal(pub Number);

impl Date {
    /// A day in the requested calendar.
    pub fn new(day: Day, calendar: OrDefault<Calendar>) -> Date {
        Date(day, calendar.0)
    }
}

/// A day: `2021-01-27`, or in the Iranian calendar `1399-11-08` (also `1399/11/08`, also in Persian digits). A year
/// below 1700 is read as Iranian. Fields return the calendar that their argument `calendar` names.
#[Scalar(name = "Date")]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        let day = Day::parse(text(&value)?).map_err(|error| input_error(&error.message()))?;
        Ok(Date(day, Calendar::Gregorian))
    }

    fn to_value(&self) -> Value {
        let calendar = match self.1 {
            Calendar::Gregorian => day::Calendar::Gregorian,
            Calendar::Iranian => day::Calendar::Iranian,
        };
        Value::String(self.0.write(calendar))
    }
}

/// A moment in RFC 3339 format with at most microseconds: `2021-01-27T09:30:00Z`.
#[Scalar(name = "DateTime")]
impl ScalarType for DateTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        let text = text(&value)?;
        let moment = chrono::DateTime::parse_from_rfc3339(text)
            .map_err(|_| input_error(&message!("not-a-short-moment", found = text)))?;
        Ok(DateTime(moment.with_timezone(&Utc)))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_rfc3339_opts(SecondsFormat::Micros, true))
    }
}

/// An amount of whole Iranian rials as a string of digits, because a JavaScript number cannot hold it exactly.
#[Scalar(name = "Rial")]
impl ScalarType for Rial {
    fn parse(value: Value) -> InputValueResult<Self> {
        let text = text(&value)?;
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let amount = text.parse().ok().filter(|_| digits);
        amount.map(Rial).ok_or_else(|| input_error(&message!("not-rials", found = text)))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// A number of persons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Persons(pub i64);

/// A number of persons, summed over units, as a JSON number. It can exceed the 32 bits of an `Int` but stays below
/// 2^53, so every client reads it exactly.
#[Scalar(name = "Persons")]
impl ScalarType for Persons {
    fn parse(value: Value) -> InputValueResult<Self> {
        let persons = match &value {
            Value::Number(number) => number.as_i64().filter(|persons| *persons >= 0),
            _ => None,
        };
        persons.map(Persons).ok_or_else(|| input_error(&message!("not-persons", found = value.to_string())))
    }

    fn to_value(&self) -> Value {
        Value::from(self.0)
    }
}

/// An exact decimal number as a string: `18.7`.
#[Scalar(name = "Decimal")]
impl ScalarType for Decimal {
    fn parse(value: Value) -> InputValueResult<Self> {
        let text = text(&value)?;
        let number = Number::from_str_exact(text);
        number.map(Decimal).map_err(|_| input_error(&message!("not-a-decimal-text", found = text)))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.normalize().to_string())
    }
}

fn text<T: InputType>(value: &Value) -> Result<&str, InputValueError<T>> {
    match value {
        Value::String(text) => Ok(text),
        other => Err(input_error(&message!("text-expected", found = other.to_string()))),
    }
}
