//! A scope as filters name it: `IR` for the country, or the code of a province.

use async_graphql::Result;

use shahrak_domain::population::Scope as Named;
use shahrak_messages::message;
use shahrak_persistence::reference_cache::{ProvinceId, Reference};

use crate::graphql::common::argument;
use crate::graphql::common::context::bad_input;

/// The country, or a province.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The whole country.
    Country,
    /// A province.
    Province(ProvinceId),
}

impl Scope {
    /// The scope that a field of a filter names.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` naming the field; for an old code with the current one.
    pub fn argument(reference: &Reference, argument: &str, code: &str) -> Result<Scope> {
        if code == Named::Country.code() {
            return Ok(Scope::Country);
        }
        argument::province(reference, argument, code).map(Scope::Province)
    }
}

/// The province, and whether it is the country, in a filter: from `scope`, or from its predecessors `province` and
/// `national`.
///
/// # Errors
/// `BAD_USER_INPUT` naming the field.
pub fn province_and_country(
    reference: &Reference,
    scope: Option<&str>,
    province: Option<&str>,
    national: Option<bool>,
) -> Result<(Option<ProvinceId>, Option<bool>)> {
    let Some(scope) = scope else {
        let province =
            province.map(|code| argument::province(reference, "filter.province", code)).transpose()?;
        return Ok((province, national));
    };
    if province.is_some() || national.is_some() {
        return Err(bad_input("filter.scope", message!("scope-alone")));
    }
    Ok(match Scope::argument(reference, "filter.scope", scope)? {
        Scope::Country => (None, Some(true)),
        Scope::Province(id) => (Some(id), None),
    })
}
