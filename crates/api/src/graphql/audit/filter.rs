//! Which entries of the audit trail a client asks for.

use async_graphql::{InputObject, Result};

use shahrak_persistence::audit as stored;
use shahrak_persistence::snapshot::Reference;

use super::{AuditThing, ChangeVia};
use crate::graphql::closed_set::each;
use crate::graphql::scalar::DateTime;
use crate::graphql::{province, search_text};

/// Which entries are asked for: those that satisfy all that is filled.
#[derive(InputObject, Clone, Debug, Default)]
pub struct AuditFilter {
    /// Of changes made at this moment or later.
    pub from: Option<DateTime>,
    /// Of changes made at this moment or earlier.
    pub to: Option<DateTime>,
    /// Of changes that somebody of exactly this name made.
    pub who: Option<String>,
    /// Of acts of this name: `unitCommission`, `import`.
    pub act: Option<String>,
    /// About one of these kinds of things.
    pub thing: Option<Vec<AuditThing>>,
    /// About what this key tells apart, or a key of several parts that begins with it: the code of a unit finds its
    /// events too, that of a park its infrastructure.
    pub key: Option<String>,
    /// About what belongs to the province with this ISO 3166-2 code of 2020.
    pub province: Option<String>,
    /// Of changes made through one of these.
    pub via: Option<Vec<ChangeVia>>,
    /// Of changes made in this request.
    pub request_id: Option<String>,
}

/// The most characters of a name or a key: the address of an announcement is one.
const MAX_CHARACTERS: usize = 2_000;

impl AuditFilter {
    /// The filter as the database takes it.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` naming the field.
    pub fn stored(self, reference: &Reference) -> Result<stored::AuditFilter> {
        let texts = [
            ("filter.who", &self.who),
            ("filter.act", &self.act),
            ("filter.key", &self.key),
            ("filter.requestId", &self.request_id),
        ];
        for (argument, text) in texts {
            text.iter().try_for_each(|text| search_text::check(argument, text, MAX_CHARACTERS))?;
        }
        let province = |code: String| province::argument(reference, "filter.province", &code);
        Ok(stored::AuditFilter {
            from: self.from.map(|moment| moment.0),
            to: self.to.map(|moment| moment.0),
            who: self.who,
            act: self.act,
            things: self.thing.map(each),
            key: self.key,
            province: self.province.map(province).transpose()?,
            via: self.via.map(each),
            request: self.request_id,
        })
    }
}
