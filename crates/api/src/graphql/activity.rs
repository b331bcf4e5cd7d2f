//! What a unit does, by ISIC.

use std::sync::Arc;

use async_graphql::{Context, Object, Result, SimpleObject};

use shahrak_domain::activity;
use shahrak_persistence::snapshot::Reference;

use crate::graphql::closed_set::IsicRevision;
use crate::graphql::context::Ask;

/// What can be asked about activities.
#[derive(Default)]
pub struct ActivityQuery;

#[Object]
impl ActivityQuery {
    /// The divisions of ISIC, revision 4, that are known by name: 10 to 33, manufacturing.
    async fn isic_divisions(&self, ctx: &Context<'_>) -> Result<Vec<IsicDivision>> {
        let reference = ctx.reference()?;
        let division =
            |(code, name): (&String, &String)| IsicDivision { code: code.clone(), name: Some(name.clone()) };
        Ok(reference.divisions.iter().map(division).collect())
    }
}

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
