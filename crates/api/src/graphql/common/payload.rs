//! The payload of a mutation.

use async_graphql::Result;
use serde::de::DeserializeOwned;

use super::mutation::MutationOutcome;
use super::user_error::{UserError, current_object, user_errors};

/// Defines the payload of a mutation: the object after the change, and the user errors.
macro_rules! payload {
    ($(#[$meta:meta])* $name:ident { $(#[$thing_meta:meta])* $thing:ident: $type:ty }) => {
        $(#[$meta])*
        #[derive(async_graphql::SimpleObject)]
        pub struct $name {
            $(#[$thing_meta])*
            $thing: Option<$type>,
            /// The errors of the change. If there is any, nothing was recorded.
            user_errors: Vec<$crate::graphql::common::user_error::UserError>,
        }

        impl $name {
            /// The payload for an outcome. `show` finds the object by what was stored or, if the change was refused, by the
            /// recorded object that the errors contain.
            async fn of<T: serde::de::DeserializeOwned>(
                outcome: async_graphql::Result<$crate::graphql::common::mutation::MutationOutcome<T>>,
                show: impl AsyncFnOnce(T) -> async_graphql::Result<Option<$type>>,
            ) -> async_graphql::Result<Self> {
                let (stored, user_errors) = $crate::graphql::common::payload::stored(outcome?)?;
                let $thing = match stored {
                    Some(stored) => show(stored).await?,
                    None => None,
                };
                Ok($name { $thing, user_errors })
            }
        }
    };
}
pub(crate) use payload;

/// What the payload shows, and the errors.
///
/// # Errors
/// The recorded object in an error cannot be decoded.
pub fn stored<T: DeserializeOwned>(outcome: MutationOutcome<T>) -> Result<(Option<T>, Vec<UserError>)> {
    Ok(match outcome {
        Ok(stored) => (Some(stored), Vec::new()),
        Err(input_errors) => (current_object(&input_errors)?, user_errors(input_errors)),
    })
}
