//! The payload of a change.

/// Defines the payload of a change: the thing as it is after it, and what is to be put right.
macro_rules! payload {
    ($(#[$meta:meta])* $name:ident { $(#[$thing_meta:meta])* $thing:ident: $type:ty }) => {
        $(#[$meta])*
        #[derive(async_graphql::SimpleObject)]
        pub struct $name {
            $(#[$thing_meta])*
            $thing: Option<$type>,
            /// What is to be put right; nothing was recorded if there is anything.
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
