//! The filter of parks, and parks in arguments.

use async_graphql::{InputObject, Result};

use shahrak_exchange::suggest::suggest;
use shahrak_messages::message;
use shahrak_persistence::park::{self as stored, ParkId};

use super::find;
use crate::graphql::common::argument;
use crate::graphql::common::context::{ContextExt, bad_input};
use crate::graphql::common::enums::{Ownership, ParkKind, convert_each};
use crate::graphql::common::scalar::Date;
use crate::graphql::common::search_text;

/// Conditions on parks. A park must satisfy all conditions that are given.
#[derive(InputObject, Clone, Debug, Default)]
pub struct ParkFilter {
    /// Parks in the province with this ISO 3166-2 code of 2020.
    pub province: Option<String>,
    /// Parks of one of these kinds.
    pub kind: Option<Vec<ParkKind>>,
    /// Parks with this owner.
    pub ownership: Option<Ownership>,
    /// Parks whose code, English name or Persian name contains each of these words; at most 100 characters. Case,
    /// Arabic forms of Persian letters, presentation forms, digits and joiners make no difference.
    pub text: Option<String>,
    /// Parks that were approved by this day and not closed by then.
    pub approved_as_of: Option<Date>,
    /// Parks that were operating by this day and not closed by then.
    pub operating_as_of: Option<Date>,
}

impl ParkFilter {
    /// The filter for the database.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` naming the unknown value.
    pub async fn stored(self, ctx: &impl ContextExt) -> Result<stored::ParkFilter> {
        let province = match self.province {
            Some(code) => Some(argument::province(&*ctx.reference()?, "filter.province", &code)?),
            None => None,
        };
        Ok(stored::ParkFilter {
            province,
            kinds: self.kind.map(convert_each),
            ownership: self.ownership.map(Into::into),
            text: search_text::checked("filter.text", self.text)?,
            approved_as_of: self.approved_as_of.map(|date| date.0),
            operating_as_of: self.operating_as_of.map(|date| date.0),
        })
    }
}

/// The database id of the park that an argument names.
///
/// # Errors
/// `BAD_USER_INPUT` naming the argument, with the code that was probably meant.
pub async fn argument(ctx: &impl ContextExt, argument: &str, code: &str) -> Result<ParkId> {
    if let Some((_, id)) = find(ctx, code).await? {
        return Ok(id);
    }
    let reference = ctx.reference()?;
    let codes = reference.parks().map(|park| park.park.code.as_str());
    Err(bad_input(
        argument,
        match suggest(code, codes) {
            Some(near) => message!("park-not-found-near", code, near),
            None => message!("park-not-found", code),
        },
    ))
}
