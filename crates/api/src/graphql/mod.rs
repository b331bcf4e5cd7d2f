//! The register over GraphQL: the root types of the schema and its text.

use std::sync::{Arc, LazyLock};

use async_graphql::{MergedObject, MergedSubscription, SDLExportOptions, SchemaBuilder};
use graphql_http::limits::InputTypes;
use graphql_http::limits::Limits;

use crate::graphql::activity::ActivityQuery;
use crate::graphql::aggregate::{AggregateQuery, SupportCaseAggregateQuery};
use crate::graphql::announced_metric::{AnnouncedMetricMutation, AnnouncedMetricQuery};
use crate::graphql::announcement::{
    AnnouncementMutation, AnnouncementQuery, ContradictionQuery, FigureCorrectionMutation, FigureMarkMutation,
};
use crate::graphql::audit::AuditQuery;
use crate::graphql::budget::{BudgetMutation, BudgetQuery, BudgetTableQuery};
use crate::graphql::common::context::Register;
use crate::graphql::event::{CorrectionMutation, EventMutation, EventQuery, EventRuleQuery};
use crate::graphql::feed::{FeedQuery, FeedSubscription};
use crate::graphql::freshness::FreshnessQuery;
use crate::graphql::import::{ImportMutation, ImportQuery, ImportSubscription};
use crate::graphql::methodology::{MethodologyMutation, MethodologyQuery};
use crate::graphql::monthly_change::MonthlyChangeQuery;
use crate::graphql::node::NodeQuery;
use crate::graphql::park::{ParkMutation, ParkQuery};
use crate::graphql::pipeline::PipelineQuery;
use crate::graphql::province::ProvinceQuery;
use crate::graphql::rate::{RateMutation, RateQuery};
use crate::graphql::register_info::RegisterInfoQuery;
use crate::graphql::report::{ReportQuery, ReportSubscription};
use crate::graphql::series::SeriesQuery;
use crate::graphql::support_case::{SupportCaseMutation, SupportCaseQuery, SupportCorrectionMutation};
use crate::graphql::support_result::SupportResultQuery;
use crate::graphql::token::{TokenMutation, TokenQuery};
use crate::graphql::unit::{UnitMutation, UnitQuery};
use crate::graphql::viewer::ViewerQuery;
use crate::graphql::year::YearQuery;
use crate::graphql::yearly_target::{TargetMutation, TargetQuery};

pub mod activity;
pub mod aggregate;
pub mod announced_metric;
pub mod announcement;
pub mod audit;
pub mod budget;
pub mod common;
pub mod comparison;
pub mod event;
pub mod feed;
pub mod freshness;
pub mod import;
pub mod methodology;
pub mod monthly_change;
pub mod mutation_policy;
pub mod node;
pub mod park;
pub mod pipeline;
pub mod province;
pub mod rate;
pub mod register_info;
pub mod report;
pub mod series;
pub mod support_case;
pub mod support_result;
pub mod token;
pub mod unit;
pub mod viewer;
pub mod year;
pub mod yearly_target;

/// The queries of Shahrak, an open register of industrial parks in Iran: provinces, parks, units and what happened to
/// them, yearly targets, announcements, and reports that are computed from the events. Public data needs no credential.
/// The rules by which events are accepted and reports are computed are in `docs/rules.md`, the terms in
/// `docs/glossary.md`.
#[derive(MergedObject, Default)]
#[graphql(name = "Query")]
pub struct Query(
    ProvinceQuery,
    YearQuery,
    ParkQuery,
    ActivityQuery,
    UnitQuery,
    EventQuery,
    EventRuleQuery,
    AggregateQuery,
    AnnouncementQuery,
    ContradictionQuery,
    SeriesQuery,
    AnnouncedMetricQuery,
    AuditQuery,
    NodeQuery,
    ReportQuery,
    MonthlyChangeQuery,
    TargetQuery,
    BudgetQuery,
    BudgetTableQuery,
    RateQuery,
    MethodologyQuery,
    FeedQuery,
    TokenQuery,
    ViewerQuery,
    ImportQuery,
    SupportCaseQuery,
    SupportCaseAggregateQuery,
    SupportResultQuery,
    PipelineQuery,
    FreshnessQuery,
    RegisterInfoQuery,
);

/// The changes that a caller with a credential can make. Each mutation is one change: it is made in full, or not at
/// all. Errors that the sender can correct are in `userErrors` of the payload.
#[derive(MergedObject, Default)]
#[graphql(name = "Mutation")]
pub struct Mutation(
    ParkMutation,
    UnitMutation,
    EventMutation,
    CorrectionMutation,
    TargetMutation,
    AnnouncementMutation,
    FigureCorrectionMutation,
    FigureMarkMutation,
    AnnouncedMetricMutation,
    BudgetMutation,
    MethodologyMutation,
    RateMutation,
    TokenMutation,
    ImportMutation,
    SupportCaseMutation,
    SupportCorrectionMutation,
);

/// The subscriptions: the records of the ledger, the report of a year, and the progress of an import, pushed as they
/// change.
#[derive(MergedSubscription, Default)]
#[graphql(name = "Subscription")]
pub struct Subscription(FeedSubscription, ReportSubscription, ImportSubscription);

/// The schema with its engine.
pub type Schema = async_graphql::Schema<Query, Mutation, Subscription>;

/// The schema that answers from a register. [`graphql_http::limits`] checks documents before they reach the engine. Of the
/// engine's own limits only the depth is set, which is mandatory, and it has no extensions, which cost time on every
/// field.
pub fn schema(register: Register, limits: &Limits) -> Schema {
    within(limits).data(register).finish()
}

fn within(limits: &Limits) -> SchemaBuilder<Query, Mutation, Subscription> {
    let builder = Schema::build(Query::default(), Mutation::default(), Subscription::default());
    builder.limit_recursive_depth(limits.levels() as usize)
}

/// The text of the schema with descriptions, which is the published contract. It needs no register.
pub fn sdl() -> String {
    let schema = Schema::build(Query::default(), Mutation::default(), Subscription::default()).finish();
    schema.sdl_with_options(SDLExportOptions::new())
}

/// The types of the inputs of the schema.
pub fn inputs() -> Arc<InputTypes> {
    static INPUTS: LazyLock<Arc<InputTypes>> = LazyLock::new(|| {
        let inputs = InputTypes::of(&sdl()).inspect_err(|error| {
            tracing::error!(%error, "the schema cannot be parsed; enum values are not checked in documents");
        });
        Arc::new(inputs.unwrap_or_default())
    });
    Arc::clone(&INPUTS)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]
mod tests {
    use futures_util::FutureExt;
    use graphql_http::limits::check_shape;

    use super::*;

    #[test]
    fn the_text_of_the_schema_can_be_parsed() {
        InputTypes::of(&sdl()).unwrap();
    }

    #[test]
    fn what_the_limits_let_pass_is_not_too_deep_for_the_engine() {
        let limits = Limits::default();
        // Twenty fields, with a fragment between any two of them.
        let inner = (0..17).fold("name".to_owned(), |inner, _| format!("ofType {{ ... {{ {inner} }} }}"));
        let text = format!("{{ ... {{ __schema {{ ... {{ queryType {{ ... {{ {inner} }} }} }} }} }} }}");
        let parsed = async_graphql::parser::parse_query(&text).unwrap();

        assert_eq!(check_shape(&parsed, &limits), Ok(()));
        let answer = within(&limits).finish().execute(text.as_str()).now_or_never().unwrap();
        assert_eq!(answer.errors, []);
    }
}
