//! Units, and the codes of units and parks.

use shahrak_messages::{Explain, Message, explained_errors, message};

use crate::activity::{Activity, Sector};
use crate::province::Name;

mod change;

pub use change::{Elsewhere, NewUnit, ParkThere, UnitChange, UnitError, UnknownUnit};

/// A unit: one establishment with its own licence or contract. What happened to it is in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its code.
    pub code: String,
    /// Its place.
    pub site: Site,
    /// Its names.
    pub name: Name,
    /// Its activity.
    pub activity: Option<Activity>,
    /// Its sector; none if not known.
    pub sector: Option<Sector>,
    /// Number of its licence.
    pub licence: Option<String>,
    /// Its owner.
    pub owner: Option<String>,
}

/// The place of a unit: in a park, or outside parks in a province.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Site {
    /// In a park
    Park {
        /// Code of the park.
        park: String,
        /// ISO code of its province.
        province: String,
    },
    /// Outside parks, in the province with this ISO code
    Province(String),
}

impl Site {
    /// ISO code of the province.
    pub fn province(&self) -> &str {
        match self {
            Site::Park { province, .. } | Site::Province(province) => province,
        }
    }

    /// Code of the park; none outside parks.
    pub fn park(&self) -> Option<&str> {
        match self {
            Site::Park { park, .. } => Some(park),
            Site::Province(_) => None,
        }
    }
}

/// A text that is not a valid code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeError(pub String);

impl Explain for CodeError {
    fn message(&self) -> Message {
        message!("not-a-code", found = &self.0)
    }
}

explained_errors!(CodeError);

/// Checks that a text can be the code of a park, a unit or an event.
///
/// # Errors
/// [`CodeError`] names the allowed characters.
pub fn check_code(code: &str) -> Result<(), CodeError> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./:".contains(&byte);
    if (1..=64).contains(&code.len()) && code.bytes().all(fits) {
        return Ok(());
    }
    Err(CodeError(code.to_owned()))
}

#[cfg(test)]
mod tests;
