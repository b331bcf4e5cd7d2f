//! The filter of support cases.

use async_graphql::{InputObject, Result};

use shahrak_messages::message;
use shahrak_persistence::support_case as stored;
use shahrak_persistence::unit::{self, View};

use super::{SupportCaseStatus, SupportKind, SupportOutcome};
use crate::graphql::common::argument;
use crate::graphql::common::context::{ContextExt, bad_input, failure};
use crate::graphql::common::day_range::DayRange;
use crate::graphql::common::enums::convert_each;
use crate::graphql::common::search_text;
use crate::graphql::common::sight::{authorize_sight, sight};
use crate::graphql::park;

/// Conditions on support cases. A case must satisfy all conditions that are given.
#[derive(InputObject, Clone, Debug, Default)]
pub struct SupportCaseFilter {
    /// Cases of the unit with this code.
    pub unit: Option<String>,
    /// Cases in the province with this ISO 3166-2 code of 2020. The caller must be allowed to read cases there.
    pub province: Option<String>,
    /// Cases of units in the park with this code.
    pub park: Option<String>,
    /// Cases that need help of one of these kinds.
    pub kind: Option<Vec<SupportKind>>,
    /// Cases with one of these statuses.
    pub status: Option<Vec<SupportCaseStatus>>,
    /// Cases with one of these outcomes.
    pub outcome: Option<Vec<SupportOutcome>>,
    /// Cases whose body, the one that was asked last, contains each of these words; at most 100 characters. Case, Arabic
    /// forms of Persian letters, digits and joiners make no difference.
    pub body: Option<String>,
    /// Cases that were opened in this range of days.
    pub opened_on: Option<DayRange>,
    /// Cases whose status began in this range of days.
    pub since: Option<DayRange>,
}

impl SupportCaseFilter {
    /// The filter for the database, for a day and a moment of knowledge, and for what the caller may read.
    ///
    /// # Errors
    /// `FORBIDDEN` for a province whose cases the caller may not read; `BAD_USER_INPUT` naming the unknown value.
    pub async fn stored(self, ctx: &impl ContextExt, view: Option<View>) -> Result<stored::CaseFilter> {
        let province = match self.province {
            Some(code) => Some(argument::province(&*ctx.reference()?, "filter.province", &code)?),
            None => None,
        };
        if province.is_some() {
            authorize_sight(ctx, province)?;
        }
        let park = match self.park {
            Some(code) => Some(park::argument(ctx, "filter.park", &code).await?),
            None => None,
        };
        let units = match self.unit {
            Some(code) => Some(vec![unit_id(ctx, &code).await?]),
            None => None,
        };
        Ok(stored::CaseFilter {
            visible: sight(ctx)?,
            units,
            province,
            park,
            kinds: self.kind.map(convert_each),
            statuses: self.status.map(convert_each),
            outcomes: self.outcome.map(convert_each),
            body: search_text::checked("filter.body", self.body)?,
            opened_on: self.opened_on.unwrap_or_default().into(),
            since: self.since.unwrap_or_default().into(),
            view,
            ..stored::CaseFilter::default()
        })
    }
}

async fn unit_id(ctx: &impl ContextExt, code: &str) -> Result<unit::UnitId> {
    let id = unit::id_of(ctx.db()?, code).await.map_err(failure)?;
    id.ok_or_else(|| bad_input("filter.unit", message!("unit-not-found", code)))
}
