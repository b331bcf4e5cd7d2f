//! Scalars of inputs as written. They are parsed later, so that their errors are reported together with all other
//! errors of the input, by the same rules and with the same messages as in files.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::ops::Deref;

use async_graphql::registry::Registry;
use async_graphql::{InputType, InputValueResult, Value};
use graphql_http::error_code::input_error;

use shahrak_messages::message;

use crate::graphql::common::scalar;

/// The text of a scalar that is parsed later.
pub struct Unparsed<T>(pub String, PhantomData<fn() -> T>);

/// A day as written.
pub type Date = Unparsed<scalar::Date>;
/// A decimal number as written.
pub type Decimal = Unparsed<scalar::Decimal>;
/// An amount of rials as written.
pub type Rial = Unparsed<scalar::Rial>;

impl<T> From<String> for Unparsed<T> {
    fn from(text: String) -> Self {
        Unparsed(text, PhantomData)
    }
}

impl<T> Clone for Unparsed<T> {
    fn clone(&self) -> Self {
        Unparsed(self.0.clone(), PhantomData)
    }
}

impl<T> Deref for Unparsed<T> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<T> std::fmt::Debug for Unparsed<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl<T: InputType> InputType for Unparsed<T> {
    type RawValueType = Self;

    fn type_name() -> Cow<'static, str> {
        T::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        T::create_type_info(registry)
    }

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        match value.unwrap_or_default() {
            Value::String(text) => Ok(Unparsed(text, PhantomData)),
            other => Err(input_error(&message!("text-expected", found = other.to_string()))),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }
}
