//! What the fields of an update state: nothing where they are left out, and that nothing is known where they are null.

use std::ops::Deref;

use async_graphql::MaybeUndefined;

use shahrak_domain::code::Coded;
use shahrak_domain::edit::Edit;

/// The text of a field; an empty one where it is null.
pub fn text<T: Deref<Target = str>>(field: &MaybeUndefined<T>) -> Edit<&str> {
    match field {
        MaybeUndefined::Undefined => Edit::Keep,
        MaybeUndefined::Null => Edit::To(""),
        MaybeUndefined::Value(text) => Edit::To(text),
    }
}

/// The value of a field of a closed set.
pub fn value<T: Copy, D: From<T>>(field: &MaybeUndefined<T>) -> Edit<Option<D>> {
    match field {
        MaybeUndefined::Undefined => Edit::Keep,
        MaybeUndefined::Null => Edit::To(None),
        MaybeUndefined::Value(value) => Edit::To(Some((*value).into())),
    }
}

/// The code of what is stated; an empty one of nothing.
pub fn code<T: Coded>(stated: Edit<Option<T>>) -> Option<&'static str> {
    Some(stated.stated()?.map_or("", Coded::code))
}
