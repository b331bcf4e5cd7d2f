//! What a unit does, by ISIC.

use std::sync::Arc;

use async_graphql::{Object, SimpleObject};

use shahrak_domain::activity;
use shahrak_persistence::snapshot::Reference;

use crate::graphql::closed_set::IsicRevision;

/// An activity, and the names of divisions.
pub struct Activity {
    /// What names the divisions.
    pub reference: Arc<Reference>,
    /// The activity.
    pub activity: activity::Activity,
}

/// What a unit does, by the International Standard Industrial Classification.
#[Object]
impl Activity {
    /// The revision that the code is of.
    async fn revision(&self) -> IsicRevision {
        self.activity.revision.into()
    }

    /// Two to four digits.
    async fn code(&self) -> &str {
        self.activity.code()
    }

    /// The division that the code lies in.
    async fn division(&self) -> IsicDivision {
        let code = self.activity.division();
        let name = self.reference.division(self.activity.revision, code).map(str::to_owned);
        IsicDivision { code: code.to_owned(), name }
    }
}

/// A division of ISIC.
#[derive(SimpleObject, Clone, Debug)]
pub struct IsicDivision {
    /// Two digits.
    pub code: String,
    /// Its name in English; null where none is known. Only divisions 10 to 33 of revision 4 are known by name.
    pub name: Option<String>,
}
