//! Support cases: an applicant or a unit needs help. They are not public.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, Result};
use serde::{Deserialize, Serialize};

use shahrak_domain::policy::{Action, Jurisdiction};
use shahrak_persistence::list::Paged;
use shahrak_persistence::page::{Order, Page};
use shahrak_persistence::reference_cache::Reference;
use shahrak_persistence::support_case as stored;
use shahrak_persistence::unit::View;

use crate::graphql::common::batch::Batch;
use crate::graphql::common::batch_scope::BatchScope;
use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::common::global_id::{self, NodeKind};
use crate::graphql::common::or_default::OrDefault;
use crate::graphql::common::page::{Connection, PageArgs, connection};
use crate::graphql::common::scalar::{Calendar, Date, DateTime};
use crate::graphql::common::sight::sight;
use crate::graphql::common::total_count::TotalCount;
use crate::graphql::province::Province;
use crate::graphql::unit::{Unit, view};

mod correct;
mod filter;
mod locked;
mod mutation;
mod of_unit;
mod step;

pub use correct::SupportCorrectionMutation;
pub use filter::SupportCaseFilter;
pub use mutation::SupportCaseMutation;
pub use of_unit::of_unit;

use step::SupportStep;

/// The queries of support cases.
#[derive(Default)]
pub struct SupportCaseQuery;

#[Object]
impl SupportCaseQuery {
    /// The support cases that the caller may read: those of their provinces, or of all. Cases are not public.
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the field")]
    async fn support_cases(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Returns the first *n* items (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last *n* items (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
        #[graphql(desc = "Returns the items that satisfy all conditions.")] filter: Option<SupportCaseFilter>,
        #[graphql(desc = "The order of the list.", default)] order_by: OrDefault<SupportCaseOrder>,
        #[graphql(desc = "Whether the latest item comes first.", default)] descending: OrDefault<bool>,
        #[graphql(
            desc = "The day for which to filter and show the cases, not in the future (default: today)."
        )]
        as_of: Option<Date>,
        #[graphql(
            desc = "The moment of knowledge, not in the future: only what was recorded by then counts (default: now)."
        )]
        known_at: Option<DateTime>,
    ) -> Result<Connection<SupportCase>> {
        ctx.authorized(Action::ReadConfidential(Jurisdiction::Some))?;
        let (name, order) = order_by.0.order(descending.0);
        let page = PageArgs { first, after, last, before }.request(name, &order)?;
        let view = view(ctx, as_of, known_at).await?;
        let filter = Arc::new(filter.unwrap_or_default().stored(ctx, view).await?);
        let Paged { page, version } =
            stored::list(ctx.db()?, &filter, &order, &page).await.map_err(failure)?;
        let reference = ctx.reference_at_least(version).await?;
        let total = TotalCount::new(move |db| {
            let filter = Arc::clone(&filter);
            async move { stored::count(&db, &filter).await.map_err(failure) }
        });
        let Page { rows, more_before, more_after } = page;
        let (keys, rows): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
        let rows = keys.into_iter().zip(SupportCase::batch(reference, view, rows)).collect();
        Ok(connection(name, Page { rows, more_before, more_after }, total, |case| case))
    }

    /// The support case with this code; null if there is none, or if the caller may not read it.
    async fn support_case(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Code of the case.")] code: String,
        #[graphql(desc = "The day for which to show the case, not in the future (default: today).")]
        as_of: Option<Date>,
        #[graphql(
            desc = "The moment of knowledge, not in the future: only what was recorded by then counts (default: now)."
        )]
        known_at: Option<DateTime>,
    ) -> Result<Option<SupportCase>> {
        ctx.authorized(Action::ReadConfidential(Jurisdiction::Some))?;
        let view = view(ctx, as_of, known_at).await?;
        if shahrak_domain::unit::check_code(&code).is_err() {
            return Ok(None);
        }
        let found = stored::find(ctx.db()?, &code, &sight(ctx)?, view).await.map_err(failure)?;
        Ok(SupportCase::all(ctx, found, view).await?.pop())
    }
}

/// Orders of support cases. Cases with equal values are in the order in which they were recorded.
#[derive(Enum, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SupportCaseOrder {
    /// Cases of units that are more than 60 % built and not yet in operation come first, then by the day of opening.
    #[default]
    Urgency,
    /// Day of opening.
    OpenedOn,
    /// First day of the present status.
    Since,
}

impl SupportCaseOrder {
    fn order(self, descending: bool) -> (&'static str, Order) {
        let (name, order) = match self {
            SupportCaseOrder::Urgency => ("case.urgency", stored::BY_URGENCY),
            SupportCaseOrder::OpenedOn => ("case.opened", stored::BY_OPENING),
            SupportCaseOrder::Since => ("case.since", stored::BY_SINCE),
        };
        (name, Order { descending, ..order })
    }
}

/// With what an applicant or a unit needs help.
#[derive(Enum, Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::support::SupportKind")]
pub enum SupportKind {
    /// Loans or working capital.
    Finance,
    /// Water, power, gas, roads and the like.
    Infrastructure,
    /// Permits and licences.
    Licence,
    /// A dispute in law.
    Legal,
    /// Buyers.
    Market,
    /// Raw materials.
    Materials,
}

/// The status of a support case. It follows from the steps; it cannot be entered.
#[derive(Enum, Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::support::CaseStatus")]
pub enum SupportCaseStatus {
    /// No body has been asked to act yet, or not since the case was reopened.
    Open,
    /// A body has been asked to act.
    Referred,
    /// The case has ended.
    Resolved,
}

/// The outcome of a support case.
#[derive(Enum, Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::support::CaseOutcome")]
pub enum SupportOutcome {
    /// The help was given.
    Helped,
    /// The help was refused.
    Refused,
    /// The applicant no longer asks for it, or the case was opened by mistake.
    Withdrawn,
}

/// A kind of step of a support case.
#[derive(Enum, Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::support::StepKind")]
pub enum SupportStepKind {
    /// Help was asked for. Carries the kind of help. The case becomes `OPEN`.
    Opened,
    /// A body was asked to act. Carries its name. The case becomes `REFERRED`.
    Referred,
    /// The case ended. Carries the outcome. The case becomes `RESOLVED`.
    Resolved,
    /// The case was taken up again. It becomes `OPEN`.
    Reopened,
}

/// A support case and the batch with which it was loaded.
#[derive(Clone)]
pub struct SupportCase {
    row: Arc<stored::SupportCase>,
    batch: Arc<CaseBatch>,
}

/// What the cases of a list share.
struct CaseBatch {
    view: Option<View>,
    units: Arc<BatchScope>,
    provinces: Arc<BatchScope>,
    records: Batch,
}

/// An applicant or a unit needs help. What was done is in the steps; they are records, which are added and never changed.
#[Object]
impl SupportCase {
    /// Global id. Only callers who may read the case can look it up.
    pub(crate) async fn id(&self) -> ID {
        global_id::encode(NodeKind::SupportCase, self.row.id)
    }

    /// Code of the case: 1 to 64 Latin letters, digits and `-_./:`.
    async fn code(&self) -> &str {
        &self.row.code
    }

    /// The number of records of the case. A change states the version that its sender has read.
    async fn version(&self) -> i32 {
        i32::try_from(self.row.records).unwrap_or(i32::MAX)
    }

    /// With what help is needed.
    async fn kind(&self) -> SupportKind {
        self.row.state.kind.into()
    }

    /// Status of the case.
    async fn status(&self) -> SupportCaseStatus {
        self.row.state.status.into()
    }

    /// First day of the unbroken run of the status. Asking another body does not begin another run.
    async fn since(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Date {
        Date::new(self.row.state.since, calendar)
    }

    /// The day on which the case was opened.
    async fn opened_on(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Date {
        Date::new(self.row.state.opened_on, calendar)
    }

    /// The body that was asked last; null if none was asked.
    async fn referred_to(&self) -> Option<&str> {
        self.row.state.referred_to.as_deref()
    }

    /// The outcome; null unless the case is resolved.
    async fn outcome(&self) -> Option<SupportOutcome> {
        self.row.state.outcome.map(SupportOutcome::from)
    }

    /// The unit that needs help; null for an applicant without a unit.
    async fn unit(&self) -> Option<Unit> {
        Some(Unit::in_batch(&self.batch.units, self.row.unit.clone()?))
    }

    /// Name of the applicant who needs help; null for a unit.
    async fn applicant(&self) -> Option<&str> {
        self.row.applicant.as_deref()
    }

    /// The province of the unit or the applicant.
    async fn province(&self) -> Result<Province> {
        Province::of_row(&self.batch.provinces, self.row.province_id)
    }

    /// The day for which the case is shown; null for today.
    async fn as_of(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Option<Date> {
        self.batch.view.map(|view| Date::new(view.as_of, calendar))
    }

    /// The moment of knowledge for which the case is shown; null for now.
    async fn known_at(&self) -> Option<DateTime> {
        self.batch.view?.known_at.map(DateTime)
    }

    /// The steps of the case in the order in which they took effect. If the case is shown for another day or moment of
    /// knowledge, so are its steps.
    async fn steps(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Whether to include records that have been replaced or voided, and voids.",
            default
        )]
        corrections: OrDefault<bool>,
    ) -> Result<Vec<SupportStep>> {
        let records = self.batch.records.get_or_load("records".to_owned(), async |ids| {
            stored::records_of(ctx.db()?, &ids).await.map_err(failure)
        });
        let records = records.await?;
        let own = records.get(&self.row.id).into_iter().flatten();
        let steps = own.map(|record| SupportStep::new(record.clone(), self.batch.view));
        Ok(steps.filter(|step| step.is_shown(corrections.0)).collect())
    }
}

impl SupportCase {
    /// Cases that were read together, for a day and a moment of knowledge.
    fn batch(
        reference: Arc<Reference>,
        view: Option<View>,
        rows: Vec<stored::SupportCase>,
    ) -> Vec<SupportCase> {
        let units = rows.iter().filter_map(|row| row.unit.as_ref());
        let batch = Arc::new(CaseBatch {
            view,
            units: BatchScope::of_units(Arc::clone(&reference), view, units),
            provinces: BatchScope::of_provinces(reference, rows.iter().map(|row| row.province_id)),
            records: Batch::new(rows.iter().map(|row| row.id)),
        });
        rows.into_iter().map(|row| SupportCase { row: Arc::new(row), batch: Arc::clone(&batch) }).collect()
    }

    /// The cases that were found.
    async fn all(
        ctx: &Context<'_>,
        found: Paged<stored::SupportCase>,
        view: Option<View>,
    ) -> Result<Vec<SupportCase>> {
        let reference = ctx.reference_at_least(found.version).await?;
        let rows = found.page.rows.into_iter().map(|(_, row)| row).collect();
        Ok(SupportCase::batch(reference, view, rows))
    }

    /// The cases with these keys of global ids, as far as the caller may read them.
    ///
    /// # Errors
    /// `UNAUTHENTICATED` for a citizen.
    pub(crate) async fn by_key(ctx: &Context<'_>, keys: &[String]) -> Result<HashMap<String, SupportCase>> {
        ctx.authorized(Action::ReadConfidential(Jurisdiction::Some))?;
        let ids = global_id::numbers(keys);
        let found = stored::find_all(ctx.db()?, ids, &sight(ctx)?, None).await.map_err(failure)?;
        let cases = SupportCase::all(ctx, found, None).await?;
        Ok(cases.into_iter().map(|case| (case.row.id.to_string(), case)).collect())
    }
}
