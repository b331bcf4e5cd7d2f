//! What a unit does, by ISIC.

use std::sync::Arc;

use async_graphql::{Context, Object, Result, SimpleObject};

use shahrak_domain::activity;
use shahrak_persistence::reference_cache::Reference;

use crate::graphql::common::context::ContextExt;
use crate::graphql::common::enums::IsicRevision;

/// The queries of activities.
#[derive(Default)]
pub struct ActivityQuery;

#[Object]
impl ActivityQuery {
    /// The divisions of ISIC revision 4 whose names the register knows: manufacturing, 10 to 33.
    async fn isic_divisions(&self, ctx: &Context<'_>) -> Result<Vec<IsicDivision>> {
        let reference = ctx.reference()?;
        let division = |code: &String| IsicDivision::new(&reference, activity::IsicRevision::Rev4, code);
        Ok(reference.divisions.keys().map(division).collect())
    }
}

/// An activity, with the reference data that names its division.
pub struct Activity {
    /// The reference data with the names of divisions.
    pub reference: Arc<Reference>,
    /// The activity.
    pub activity: activity::Activity,
}

/// What a unit does, by the International Standard Industrial Classification.
#[Object]
impl Activity {
    /// The ISIC revision to which the code belongs.
    async fn revision(&self) -> IsicRevision {
        self.activity.revision.into()
    }

    /// The ISIC code, two to four digits.
    async fn code(&self) -> &str {
        self.activity.code()
    }

    /// The division of the code: its first two digits.
    async fn division(&self) -> IsicDivision {
        IsicDivision::new(&self.reference, self.activity.revision, self.activity.division())
    }
}

/// A division of ISIC.
#[derive(SimpleObject, Clone, Debug)]
pub struct IsicDivision {
    /// The ISIC revision to which the code belongs.
    pub revision: IsicRevision,
    /// The code of the division, two digits.
    pub code: String,
    /// English name of the division; null if not known. Only divisions 10 to 33 of revision 4 have a name.
    pub name: Option<String>,
}

impl IsicDivision {
    /// The division with this code, with its name if known.
    pub fn new(reference: &Reference, revision: activity::IsicRevision, code: &str) -> IsicDivision {
        let name = reference.division(revision, code).map(str::to_owned);
        IsicDivision { revision: revision.into(), code: code.to_owned(), name }
    }
}
