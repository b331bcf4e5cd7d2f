//! Units, and the codes by which they and parks are called.

use crate::activity::{Activity, Sector};
use crate::province::Name;

/// A unit: one establishment with its own licence or contract. What happened to it is in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its code.
    pub code: String,
    /// Where it stands.
    pub site: Site,
    /// Its names.
    pub name: Name,
    /// What it does.
    pub activity: Option<Activity>,
    /// Its sector; none where unknown.
    pub sector: Option<Sector>,
    /// Number of its licence.
    pub licence: Option<String>,
    /// Whose it is.
    pub owner: Option<String>,
}

/// Where a unit stands: in a park, or outside parks in a province.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Site {
    /// In the park with this code
    Park(String),
    /// Outside parks, in the province with this ISO code
    Province(String),
}

/// A text that cannot be a code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no code; 1 to 64 Latin letters, digits, “-”, “_”, “.”, “/” or “:” are")]
pub struct CodeError(pub String);

/// Whether a text can be the code of a park, a unit or an event.
///
/// # Errors
/// [`CodeError`] says what codes are made of.
pub fn check_code(code: &str) -> Result<(), CodeError> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./:".contains(&byte);
    if (1..=64).contains(&code.len()) && code.bytes().all(fits) {
        return Ok(());
    }
    Err(CodeError(code.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_short_and_latin() {
        for code in ["1", "P-001", "a_b.c/d:e", &"x".repeat(64)] {
            assert_eq!(check_code(code), Ok(()), "{code}");
        }
        for code in ["", " ", "P 1", "پ۱", "P,1", "P;1", "=1+1", "P\n", "\u{0}", &"x".repeat(65)] {
            assert_eq!(check_code(code), Err(CodeError(code.to_owned())));
        }
    }
}
