//! The filter of audit entries.

use async_graphql::{InputObject, Result};

use shahrak_persistence::audit as stored;
use shahrak_persistence::reference_cache::Reference;

use super::{AuditThing, ChangeVia};
use crate::graphql::common::argument;
use crate::graphql::common::enums::convert_each;
use crate::graphql::common::scalar::DateTime;
use crate::graphql::common::search_text;

/// Conditions on audit entries. An entry must satisfy all conditions that are given.
#[derive(InputObject, Clone, Debug, Default)]
pub struct AuditFilter {
    /// Changes made at or after this moment.
    pub from: Option<DateTime>,
    /// Changes made at or before this moment.
    pub to: Option<DateTime>,
    /// Changes made by the person or system with exactly this name.
    pub who: Option<String>,
    /// Changes of this action: the name of a mutation such as `unitCommission`, `import` or `sql`.
    pub act: Option<String>,
    /// Changes of one of these kinds of objects.
    pub thing: Option<Vec<AuditThing>>,
    /// Changes of the object with this key, or with a key whose first parts are this: the code of a unit also finds its
    /// events, the code of a park its infrastructure.
    pub key: Option<String>,
    /// Changes of objects in the province with this ISO 3166-2 code of 2020.
    pub province: Option<String>,
    /// Changes made through one of these channels.
    pub via: Option<Vec<ChangeVia>>,
    /// Changes made by the request with this id.
    pub request_id: Option<String>,
}

/// The maximum number of characters of a name or key; the address of an announcement is a key.
const MAX_CHARACTERS: usize = 2_000;

impl AuditFilter {
    /// The filter for the database.
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
        let province = |code: String| argument::province(reference, "filter.province", &code);
        Ok(stored::AuditFilter {
            from: self.from.map(|moment| moment.0),
            to: self.to.map(|moment| moment.0),
            who: self.who,
            act: self.act,
            things: self.thing.map(convert_each),
            key: self.key,
            province: self.province.map(province).transpose()?,
            via: self.via.map(convert_each),
            request: self.request_id,
        })
    }
}
