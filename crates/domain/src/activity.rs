//! What a unit does: its ISIC code and its sector.

use shahrak_messages::{Explain, Message, explained_errors, message};

use crate::coded;

coded! {
    /// The eight sectors in the public tables of ISIPO.
    pub enum Sector("sector") {
        /// Food, drinks and drugs
        Food = "food",
        /// Textiles, clothing, leather
        Textile = "textile",
        /// Wood, paper, print
        Cellulose = "cellulose",
        /// Chemicals
        Chemical = "chemical",
        /// Glass, brick, cement, stone
        NonMetallicMineral = "non_metallic_mineral",
        /// Metals and metal products
        Metal = "metal",
        /// Electrical and electronic goods
        Electrical = "electrical",
        /// Services in parks
        Services = "services",
    }
}

coded! {
    /// A revision of the International Standard Industrial Classification.
    pub enum IsicRevision("activity-revision") {
        /// Revision 3 of 1989, in which 15 is food
        Rev3 = "3",
        /// Revision 3.1 of 2002
        Rev3_1 = "3.1",
        /// Revision 4 of 2008, in which 10 is food and 15 leather
        Rev4 = "4",
    }
}

/// An activity: a code of two to four digits and its revision, without which the code has no meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// The revision.
    pub revision: IsicRevision,
    code: String,
}

/// A text that is not an ISIC code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IsicCodeError(pub String);

impl Activity {
    /// The activity with this code.
    ///
    /// # Errors
    /// [`IsicCodeError`] unless the code has two to four digits.
    pub fn new(revision: IsicRevision, code: &str) -> Result<Activity, IsicCodeError> {
        let digits = code.bytes().all(|byte| byte.is_ascii_digit());
        if !digits || !(2..=4).contains(&code.len()) {
            return Err(IsicCodeError(code.to_owned()));
        }
        Ok(Activity { revision, code: code.to_owned() })
    }

    /// Two to four digits.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The first two digits, the code of the division.
    pub fn division(&self) -> &str {
        self.code.get(..2).unwrap_or(&self.code)
    }
}

impl Explain for IsicCodeError {
    fn message(&self) -> Message {
        message!("not-an-isic-code", found = &self.0)
    }
}

explained_errors!(IsicCodeError);

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn an_activity_is_two_to_four_digits_of_a_revision() {
        for (code, division) in [("10", "10"), ("105", "10"), ("1050", "10"), ("0111", "01")] {
            let activity = Activity::new(IsicRevision::Rev4, code).unwrap();
            assert_eq!((activity.code(), activity.division()), (code, division));
        }
        for code in ["", "1", "10500", "1a", "۱۰", "-1", "10 ", "10.5"] {
            assert_eq!(Activity::new(IsicRevision::Rev3, code), Err(IsicCodeError(code.to_owned())));
        }
    }
}
