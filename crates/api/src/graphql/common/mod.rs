//! What the types of the schema have in common: scalars, enums, arguments, pages, batches, mutations and their errors.
//! Nothing here knows a type of the register.

pub mod argument;
pub mod batch;
pub mod batch_scope;
pub mod context;
pub mod day_range;
pub mod enums;
pub mod global_id;
pub mod mutation;
pub mod name;
pub mod number_range;
pub mod or_default;
pub mod page;
pub mod payload;
pub mod place;
pub mod retry;
pub mod scalar;
pub mod scope;
pub mod search_text;
pub mod sight;
pub mod stale;
pub mod total_count;
pub mod unparsed;
pub mod update_field;
pub mod user_error;
