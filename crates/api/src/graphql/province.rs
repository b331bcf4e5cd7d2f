//! Provinces.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result};

use shahrak_domain::province;
use shahrak_persistence::snapshot::{ProvinceId, Reference};

use crate::graphql::context::{Ask, bad_input};
use crate::graphql::name::Name;
use crate::graphql::node::{self, Kind};

/// What can be asked about provinces.
#[derive(Default)]
pub struct ProvinceQuery;

#[Object]
impl ProvinceQuery {
    /// The 31 provinces, by code.
    async fn provinces(&self, ctx: &Context<'_>) -> Result<Vec<Province>> {
        let reference = ctx.reference()?;
        let ids = 1..=ProvinceId::try_from(reference.provinces.len())?;
        Ok(ids.filter_map(|id| Province::new(reference.clone(), id)).collect())
    }

    /// The province with this code; null where there is none.
    async fn province(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "ISO 3166-2 code of 2020: `IR-09`. Codes from before 2020 name other provinces.")]
        code: String,
    ) -> Result<Option<Province>> {
        let reference = ctx.reference()?;
        let id = reference.province_id(&code);
        Ok(id.and_then(|id| Province::new(reference, id)))
    }
}

/// One of the 31 provinces of Iran.
#[derive(Clone)]
pub struct Province {
    reference: Arc<Reference>,
    id: ProvinceId,
}

#[Object]
impl Province {
    /// Global id.
    async fn id(&self) -> ID {
        node::encode(Kind::Province, self.id)
    }

    /// ISO 3166-2 code of 2020: `IR-09`.
    async fn code(&self) -> &str {
        self.get().map_or("", |province| &province.code)
    }

    /// The code before the renumbering of 2020: `IR-30`. Today it names another province, or none.
    async fn former_code(&self) -> &str {
        self.get().map_or("", |province| &province.code_before_2020)
    }

    /// Its names.
    async fn name(&self) -> Name {
        self.get().map(|province| Name::from(&province.name)).unwrap_or_default()
    }

    /// Its capital.
    async fn capital(&self) -> Name {
        self.get().map(|province| Name::from(&province.capital)).unwrap_or_default()
    }

    /// Other spellings of its name in English.
    async fn aliases(&self) -> &[String] {
        self.get().map_or(&[], |province| &province.aliases)
    }
}

impl Province {
    /// The province with this number, if there is one.
    pub fn new(reference: Arc<Reference>, id: ProvinceId) -> Option<Province> {
        reference.province(id)?;
        Some(Province { reference, id })
    }

    /// Its number in the database.
    pub fn number(&self) -> ProvinceId {
        self.id
    }

    fn get(&self) -> Option<&province::Province> {
        self.reference.province(self.id)
    }
}

/// The number of the province that an argument names.
///
/// # Errors
/// `BAD_USER_INPUT` naming the argument; for an old code with the current one.
pub fn argument(reference: &Reference, argument: &str, code: &str) -> Result<ProvinceId> {
    let province = province::find(&reference.provinces, code).map_err(|error| bad_input(argument, error))?;
    reference.province_id(&province.code).ok_or_else(|| bad_input(argument, "no such province"))
}
