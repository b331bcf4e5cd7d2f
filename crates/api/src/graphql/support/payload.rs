//! The payload of a mutation.

/// Defines the payload of a mutation: the object after the change, and the user errors.
macro_rules! payload {
    ($(#[$meta:meta])* $name:ident { $(#[$thing_meta:meta])* $thing:ident: $type:ty }) => {
        $(#[$meta])*
        #[derive(async_graphql::SimpleObject)]
        pub struct $name {
            $(#[$thing_meta])*
            $thing: Option<$type>,
            /// The errors of the change. If there is any, nothing was recorded.
            user_errors: Vec<$crate::graphql::support::user_error::UserError>,
        }

        impl $name {
            fn new($thing: Option<$type>, input_errors: Vec<$crate::graphql::support::user_error::InputError>) -> Self {
                $name { $thing, user_errors: $crate::graphql::support::user_error::user_errors(input_errors) }
            }
        }
    };
}
pub(crate) use payload;
