//! Provinces.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result};
use graphql_http::error_code::internal;

use shahrak_domain::province;
use shahrak_persistence::reference_cache::{ProvinceId, Reference};
use shahrak_persistence::unit::Parent;

use crate::graphql::common::batch_scope::BatchScope;
use crate::graphql::common::context::ContextExt;
use crate::graphql::common::global_id::{self, NodeKind};
use crate::graphql::common::name::Name;
use crate::graphql::common::or_default::OrDefault;
use crate::graphql::common::page::PageArgs;
use crate::graphql::park::{self, ParkArgs, ParkConnection, ParkFilter, ParkOrder};
use crate::graphql::unit::{self, UnitArgs, UnitConnection, UnitFilter, UnitOrder};

/// The queries of provinces.
#[derive(Default)]
pub struct ProvinceQuery;

#[Object]
impl ProvinceQuery {
    /// The 31 provinces, ordered by code.
    async fn provinces(&self, ctx: &Context<'_>) -> Result<Vec<Province>> {
        let reference = ctx.reference()?;
        let ids = 1..=ProvinceId::try_from(reference.provinces.len())?;
        let batch = BatchScope::of_provinces(reference, ids.clone());
        Ok(ids.filter_map(|id| Province::in_batch(&batch, id)).collect())
    }

    /// The province with this code; null if there is none.
    async fn province(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "ISO 3166-2 code of 2020, for example `IR-09`. Codes from before 2020 denote other \
            provinces; write them as `iso_code_before_2020:IR-30`."
        )]
        code: String,
    ) -> Result<Option<Province>> {
        let reference = ctx.reference()?;
        let found = province::find(&reference.provinces, &code).ok();
        let id = found.and_then(|province| reference.province_id(&province.code));
        Ok(id.and_then(|id| Province::new(reference, id)))
    }
}

/// A province and the batch with which it was loaded.
#[derive(Clone)]
pub struct Province {
    batch: Arc<BatchScope>,
    id: ProvinceId,
}

/// One of the 31 provinces of Iran.
#[Object]
impl Province {
    /// Global id.
    pub(crate) async fn id(&self) -> ID {
        global_id::encode(NodeKind::Province, self.id)
    }

    /// ISO 3166-2 code of 2020, for example `IR-09`.
    async fn code(&self) -> &str {
        self.get().map_or("", |province| &province.code)
    }

    /// The code before the renumbering of 2020, for example `IR-30`. Today it denotes another province, or none.
    async fn former_code(&self) -> &str {
        self.get().map_or("", |province| &province.code_before_2020)
    }

    /// Name of the province.
    async fn name(&self) -> Name {
        self.get().map(|province| Name::from(&province.name)).unwrap_or_default()
    }

    /// Name of the capital of the province.
    async fn capital(&self) -> Name {
        self.get().map(|province| Name::from(&province.capital)).unwrap_or_default()
    }

    /// Other English spellings of the name.
    async fn aliases(&self) -> &[String] {
        self.get().map_or(&[], |province| &province.aliases)
    }

    /// The parks in the province.
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the field")]
    async fn parks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Returns the first *n* items (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last *n* items (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
        #[graphql(desc = "Returns the items that satisfy all conditions.")] filter: Option<ParkFilter>,
        #[graphql(desc = "The order of the list.", default)] order_by: OrDefault<ParkOrder>,
        #[graphql(desc = "Whether the greatest value comes first.", default)] descending: OrDefault<bool>,
    ) -> Result<ParkConnection> {
        let page = PageArgs { first, after, last, before };
        let args = ParkArgs {
            page,
            filter: filter.unwrap_or_default(),
            order_by: order_by.0,
            descending: descending.0,
        };
        // Boxed, so that the other fields stay small: see `Unit::state`.
        Box::pin(park::of_province(ctx, &self.batch, self.id, args)).await
    }

    /// The units in the province, in and outside parks. A report of the province counts only units in parks by default.
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the field")]
    async fn units(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Returns the first *n* items (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last *n* items (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
        #[graphql(desc = "Returns the items that satisfy all conditions.")] filter: Option<UnitFilter>,
        #[graphql(desc = "The order of the list.", default)] order_by: OrDefault<UnitOrder>,
        #[graphql(desc = "Whether the greatest value comes first.", default)] descending: OrDefault<bool>,
    ) -> Result<UnitConnection> {
        let page = PageArgs { first, after, last, before };
        let args = UnitArgs {
            page,
            filter: filter.unwrap_or_default(),
            order_by: order_by.0,
            descending: descending.0,
            view: None,
        };
        Box::pin(unit::of_parent(ctx, Parent::Province, &self.batch.provinces, self.id.into(), args)).await
    }
}

impl Province {
    /// The province with this database id, if it exists.
    pub fn new(reference: Arc<Reference>, id: ProvinceId) -> Option<Province> {
        Province::in_batch(&BatchScope::of_provinces(reference, [id]), id)
    }

    /// The province with this database id in a batch.
    pub fn in_batch(batch: &Arc<BatchScope>, id: ProvinceId) -> Option<Province> {
        batch.reference.province(id)?;
        Some(Province { batch: batch.clone(), id })
    }

    /// The provinces with these ISO codes; unknown codes are left out.
    pub fn by_code<'a>(
        reference: Arc<Reference>,
        codes: impl IntoIterator<Item = &'a String>,
    ) -> Vec<Province> {
        let ids: Vec<ProvinceId> = codes.into_iter().filter_map(|code| reference.province_id(code)).collect();
        let batch = BatchScope::of_provinces(reference, ids.iter().copied());
        ids.into_iter().filter_map(|id| Province::in_batch(&batch, id)).collect()
    }

    /// The province of a row. It is always found, because the reference data is not older than the row.
    ///
    /// # Errors
    /// An internal error if it is not found.
    pub fn of_row(batch: &Arc<BatchScope>, id: ProvinceId) -> Result<Province> {
        let missing = || std::io::Error::other(format!("province {id} is not in memory"));
        Province::in_batch(batch, id).ok_or_else(|| internal(missing()))
    }

    /// The database id of the province.
    pub fn number(&self) -> ProvinceId {
        self.id
    }

    /// The provinces with these keys of global ids.
    pub(crate) fn by_key(reference: &Arc<Reference>, keys: &[String]) -> HashMap<String, Province> {
        let ids = global_id::numbers(keys);
        let batch = BatchScope::of_provinces(reference.clone(), ids.iter().copied());
        ids.into_iter().filter_map(|id| Some((id.to_string(), Province::in_batch(&batch, id)?))).collect()
    }

    fn get(&self) -> Option<&province::Province> {
        self.batch.reference.province(self.id)
    }
}
