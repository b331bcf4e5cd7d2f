//! The fields of an update. An omitted field changes nothing; null means that the value is not known.

use std::ops::Deref;

use async_graphql::MaybeUndefined;

use shahrak_domain::code::Coded;
use shahrak_domain::edit::Edit;
use shahrak_domain::parse;
use shahrak_domain::violation::Violations;

/// The field of an object that is stated with all its values: an omitted value is null.
pub fn stated<T>(value: Option<T>) -> MaybeUndefined<T> {
    value.map_or(MaybeUndefined::Null, MaybeUndefined::Value)
}

/// The text of a field; empty if the field is null.
pub fn text<T: Deref<Target = str>>(field: &MaybeUndefined<T>) -> Edit<&str> {
    match field {
        MaybeUndefined::Undefined => Edit::Keep,
        MaybeUndefined::Null => Edit::To(""),
        MaybeUndefined::Value(text) => Edit::To(text),
    }
}

/// A name that may be cleared. A refused one has a placeholder, so that no name is missing because of it.
pub fn name(refused: &mut Violations, field: &'static str, text: Edit<&str>) -> Edit<Option<String>> {
    text.optional(refused, field, parse::name).or_any(refused, field, "?".to_owned())
}

/// The value of a field of a closed set.
pub fn value<T: Copy, D: From<T>>(field: &MaybeUndefined<T>) -> Edit<Option<D>> {
    match field {
        MaybeUndefined::Undefined => Edit::Keep,
        MaybeUndefined::Null => Edit::To(None),
        MaybeUndefined::Value(value) => Edit::To(Some((*value).into())),
    }
}

/// The code of the stated value; empty if it is null.
pub fn code<T: Coded>(stated: Edit<Option<T>>) -> Option<&'static str> {
    Some(stated.stated()?.map_or("", Coded::code))
}
