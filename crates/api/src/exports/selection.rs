//! The rows of a list, by the filters of the schema.

use async_graphql::Result;
use graphql_http::error_code::{ErrorCode, error};

use shahrak_domain::import::FileKind;
use shahrak_domain::moment::Moment;
use shahrak_domain::policy::{Action, Jurisdiction};
use shahrak_export::List;
use shahrak_messages::Message;
use shahrak_persistence::export::RecordsOf;
use shahrak_persistence::{event, unit};

use super::asker::Asker;
use super::parameters::Parameters;
use crate::graphql::announcement::AnnouncementFilter;
use crate::graphql::budget::BudgetLineFilter;
use crate::graphql::common::argument::past_moment;
use crate::graphql::common::context::ContextExt as _;
use crate::graphql::common::scalar::{Date, DateTime};
use crate::graphql::event::EventFilter;
use crate::graphql::park::ParkFilter;
use crate::graphql::support_case::SupportCaseFilter;
use crate::graphql::unit::{UnitFilter, view};
use crate::graphql::yearly_target::TargetFilter;

/// The parameters of every list.
const COMMON: [&str; 2] = ["knownAt", "lang"];
/// Those of lists for a day.
const OF_A_DAY: [&str; 3] = ["asOf", "knownAt", "lang"];

/// What is asked for.
pub(crate) struct Selection {
    /// The rows, by present knowledge if no moment is given.
    pub(crate) list: List,
    /// The moment of knowledge, if one is given.
    pub(crate) known_at: Option<Moment>,
}

/// The list of a kind of file that parameters describe.
///
/// # Errors
/// `BAD_USER_INPUT` naming the parameter; `UNAUTHENTICATED` and `FORBIDDEN` for support cases.
pub(crate) async fn of_kind(asker: &Asker, kind: FileKind, mut parameters: Parameters) -> Result<Selection> {
    let moment: Option<DateTime> = parameters.take_scalar("knownAt").map_err(refused)?;
    let known_at = match moment {
        Some(moment) => Some(past_moment(asker, "knownAt", moment).await?),
        None => None,
    };
    let list = match kind {
        FileKind::Units => units(asker, parameters, known_at).await?,
        FileKind::SupportCases => support_cases(asker, parameters, known_at).await?,
        FileKind::Events => {
            let filter: EventFilter = parameters.filter(&COMMON).map_err(refused)?;
            let filter = event::EventFilter { known_at, ..filter.stored(asker).await? };
            List::Events(RecordsOf::Filter(Box::new(filter)))
        }
        FileKind::Parks => List::Parks(parks(asker, parameters).await?),
        FileKind::Infrastructure => List::Infrastructure(parks(asker, parameters).await?),
        FileKind::Targets => {
            let filter: TargetFilter = parameters.filter(&COMMON).map_err(refused)?;
            List::Targets(filter.stored(&*asker.reference()?)?)
        }
        FileKind::Budgets => {
            let filter: BudgetLineFilter = parameters.filter(&COMMON).map_err(refused)?;
            List::Budgets(filter.stored(&*asker.reference()?)?)
        }
        FileKind::Announcements => {
            let filter: AnnouncementFilter = parameters.filter(&COMMON).map_err(refused)?;
            List::Announcements(filter.stored(&*asker.reference()?)?)
        }
        FileKind::Rates => whole(parameters, List::Rates(None))?,
        FileKind::Methodologies => whole(parameters, List::Methodologies)?,
        FileKind::FigureDecisions => whole(parameters, List::FigureDecisions)?,
        FileKind::Metrics => whole(parameters, List::Metrics(None))?,
        FileKind::Provinces | FileKind::Years | FileKind::IsicDivisions => {
            return Err("this kind of file ships with the program".into());
        }
    };
    Ok(Selection { list, known_at })
}

/// An error of a parameter.
pub(crate) fn refused(why: Message) -> async_graphql::Error {
    error(ErrorCode::BadUserInput, why)
}

/// A list without filters.
fn whole(parameters: Parameters, list: List) -> Result<List> {
    parameters.nothing_else(&COMMON).map_err(refused)?;
    Ok(list)
}

async fn units(asker: &Asker, mut parameters: Parameters, known_at: Option<Moment>) -> Result<List> {
    let view = view_of(asker, &mut parameters, known_at).await?;
    let filter: UnitFilter = parameters.filter(&OF_A_DAY).map_err(refused)?;
    Ok(List::UnitsWithStates(filter.stored(asker, view).await?))
}

async fn support_cases(asker: &Asker, mut parameters: Parameters, known_at: Option<Moment>) -> Result<List> {
    asker.authorized(Action::ReadConfidential(Jurisdiction::Some))?;
    let view = view_of(asker, &mut parameters, known_at).await?;
    let filter: SupportCaseFilter = parameters.filter(&OF_A_DAY).map_err(refused)?;
    Ok(List::SupportCases(Some(filter.stored(asker, view).await?)))
}

async fn parks(asker: &Asker, parameters: Parameters) -> Result<shahrak_persistence::park::ParkFilter> {
    let filter: ParkFilter = parameters.filter(&COMMON).map_err(refused)?;
    filter.stored(asker).await
}

/// The day and the moment of a list; none for today and now.
async fn view_of(
    asker: &Asker,
    parameters: &mut Parameters,
    known_at: Option<Moment>,
) -> Result<Option<unit::View>> {
    let as_of: Option<Date> = parameters.take_scalar("asOf").map_err(refused)?;
    view(asker, as_of, known_at.map(DateTime)).await
}
