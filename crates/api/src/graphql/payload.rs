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
            user_errors: Vec<$crate::graphql::user_error::UserError>,
        }

        impl $name {
            fn new($thing: Option<$type>, mistakes: Vec<$crate::graphql::user_error::Mistake>) -> Self {
                $name { $thing, user_errors: $crate::graphql::user_error::user_errors(mistakes) }
            }
        }
    };
}
pub(crate) use payload;
