//! The context of resolvers: the register, the time, and the data in memory.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use async_graphql::{Context, Result};
use chrono::TimeDelta;
use chrono_tz::Tz;
use graphql_http::error_code::{ErrorCode, error, internal};
use graphql_http::limits::RequestError;
use graphql_http::{Caller, Position, RequestId};
use tokio::time::Instant;

use shahrak_domain::act::{Act, Via};
use shahrak_domain::actor::Actor;
use shahrak_domain::day::Day;
use shahrak_domain::moment::Moment;
use shahrak_domain::policy::Action;
use shahrak_messages::{Language, Message, message};
use shahrak_persistence::db::Db;
use shahrak_persistence::ledger::listener::LedgerListener;
use shahrak_persistence::reference_cache::{Reference, ReferenceCache};

use crate::auth::authorize::{authorize, credential_required};
use crate::request_db::RequestDb;

/// The register that a schema answers from. Cheap to clone.
#[derive(Clone)]
pub struct Register {
    /// The database.
    pub db: Db,
    /// The reference data in memory.
    pub snapshot: ReferenceCache,
    /// The listener that follows the ledger for subscriptions.
    pub follower: LedgerListener,
    /// The time zone that determines today: Asia/Tehran unless set otherwise.
    pub zone: Tz,
}

/// The moment at which a request arrived. The clock is read once. Each event of a subscription gets its own moment,
/// from the time that has passed since.
#[derive(Debug)]
pub struct Now {
    arrived: Moment,
    since: Instant,
    /// Microseconds from the arrival to the current event of a subscription.
    passed: AtomicI64,
}

impl Now {
    /// The time of a request that arrives at this moment.
    pub fn at(arrived: Moment) -> Now {
        Now { arrived, since: Instant::now(), passed: AtomicI64::new(0) }
    }

    /// The moment of the current answer.
    fn moment(&self) -> Moment {
        self.arrived + TimeDelta::microseconds(self.passed.load(Ordering::Relaxed))
    }

    /// Begins the next event of a subscription.
    fn renew(&self) {
        let passed = self.since.elapsed().as_micros();
        self.passed.store(i64::try_from(passed).unwrap_or(i64::MAX), Ordering::Relaxed);
    }
}

/// What resolvers need from the context.
pub trait ContextExt: Sync {
    /// The register.
    fn register(&self) -> Result<&Register>;

    /// The database, on behalf of the request.
    fn db(&self) -> Result<&Db>;

    /// Provinces, years, activities and parks in memory.
    fn reference(&self) -> Result<Arc<Reference>> {
        Ok(self.register()?.snapshot.current())
    }

    /// The reference data in memory, at least as new as a version that the database has returned.
    fn reference_at_least(&self, version: i64) -> impl Future<Output = Result<Arc<Reference>>> + Send;

    /// The moment at which the request arrived; in a subscription, the moment at which the current event began.
    fn now(&self) -> Result<Moment>;

    /// Begins the next event of a subscription, with a new moment.
    fn renew(&self) -> Result<()>;

    /// The day of the register on which the request arrived.
    fn today(&self) -> Result<Day> {
        Ok(Day::new(self.now()?.with_timezone(&self.register()?.zone).date_naive()))
    }

    /// The actor of the request; none for a citizen.
    fn actor(&self) -> Option<&Arc<Actor>>;

    /// The actor of the request, if the policy allows the action.
    ///
    /// # Errors
    /// `UNAUTHENTICATED` for a citizen, otherwise `FORBIDDEN`; the message names the roles that may do this.
    fn authorized(&self, action: Action<'_>) -> Result<&Arc<Actor>> {
        let actor = self.actor();
        authorize(actor.map(Arc::as_ref), action).map_err(refused)?;
        self.authenticated()
    }

    /// The actor of the request.
    ///
    /// # Errors
    /// `UNAUTHENTICATED` for a citizen.
    fn authenticated(&self) -> Result<&Arc<Actor>> {
        self.actor().ok_or_else(|| refused(credential_required()))
    }

    /// The language of messages.
    fn language(&self) -> Language;

    /// The act of the current mutation, under the name of its field.
    ///
    /// # Errors
    /// `UNAUTHENTICATED` for a citizen.
    fn act(&self) -> Result<Act>;
}

impl ContextExt for Context<'_> {
    fn register(&self) -> Result<&Register> {
        self.data::<Register>()
    }

    fn db(&self) -> Result<&Db> {
        let db = &self.register()?.db;
        let position = self.data_opt::<Position>();
        Ok(self.data_opt::<RequestDb>().map_or(db, |request| request.get(db, position)))
    }

    fn now(&self) -> Result<Moment> {
        Ok(self.data::<Now>()?.moment())
    }

    fn renew(&self) -> Result<()> {
        self.data::<Now>()?.renew();
        Ok(())
    }

    async fn reference_at_least(&self, version: i64) -> Result<Arc<Reference>> {
        self.register()?.snapshot.at_least(version).await.map_err(failure)
    }

    fn actor(&self) -> Option<&Arc<Actor>> {
        self.data_opt::<Caller>().and_then(Caller::actor)
    }

    fn language(&self) -> Language {
        self.data_opt().copied().unwrap_or_default()
    }

    fn act(&self) -> Result<Act> {
        let actor = self.authenticated()?.clone();
        let request = self.data_opt::<RequestId>().map(|id| id.0.clone());
        Ok(Act { actor, via: Via::Api, request, name: self.field().name().to_owned() })
    }
}

/// Converts a refusal to a GraphQL error.
fn refused(refusal: RequestError) -> async_graphql::Error {
    error(refusal.code, refusal.message)
}

/// Converts a failure of the database to a GraphQL error.
pub fn failure(fault: shahrak_persistence::error::Error) -> async_graphql::Error {
    use async_graphql::ErrorExtensions as _;
    use shahrak_messages::Explain as _;
    use shahrak_persistence::constraint;
    use shahrak_persistence::error::Error;
    use shahrak_persistence::unavailable::Unavailable;

    match fault {
        Error::Unavailable(_) => {
            tracing::debug!(error = %fault, "the database cannot serve");
            let reason = fault.unavailable().unwrap_or(Unavailable::Away);
            error(ErrorCode::Unavailable, reason.message())
                .extend_with(|_, extensions| extensions.set("reason", reason.code()))
        }
        Error::Busy(_) => {
            tracing::warn!(error = %fault, "a change waited for too long");
            error(ErrorCode::Unavailable, message!("waited-too-long"))
        }
        Error::TooSlow(_) => error(ErrorCode::Timeout, message!("took-too-long")),
        // A constraint that the checks before it cannot violate, unless somebody else changes the same thing meanwhile.
        fault if fault.may_pass() => {
            tracing::warn!(error = %fault, constraint = fault.constraint(), "a change was overtaken by another one");
            let why = fault.constraint().and_then(constraint::message);
            let known = why.map(|why| message!("changed-meanwhile-because", why));
            error(ErrorCode::Conflict, known.unwrap_or_else(|| message!("changed-meanwhile")))
        }
        other => internal(other),
    }
}

/// A wrong argument: its name, and what would be right.
pub fn bad_input(argument: &str, why: Message) -> async_graphql::Error {
    error(ErrorCode::BadUserInput, message!("at-field", field = argument, why))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_request_has_one_moment_and_each_answer_of_a_subscription_its_own() {
        let arrived = graphql_http::clock::now();
        let now = Now::at(arrived);
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        assert_eq!(now.moment(), arrived);

        now.renew();

        let second = now.moment();
        assert!(second >= arrived + TimeDelta::milliseconds(5), "{arrived} {second}");
        assert_eq!(now.moment(), second);
    }
}
