//! Rate limits: what a client may ask for in a minute, in units of cost.

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use async_graphql::{ServerError, Value};
use fair_queue::CallerKey;
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};
use shahrak_messages::message;

use crate::error_code::{ErrorCode, request_error};
use crate::limits::Limits;

pub(crate) const LIMIT: HeaderName = HeaderName::from_static("ratelimit");
pub(crate) const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// The key in the extensions of an error that says after how many seconds to try again.
pub(crate) const RETRY_AFTER: &str = "retryAfter";

/// The period of a budget, in seconds.
const WINDOW: u32 = 60;

/// After how many requests the budgets of clients that are full again are forgotten.
const TIDY: u32 = 4_096;

/// The budgets of callers without a credential, by address, and of those with one, by owner.
pub(crate) struct RateLimits {
    anonymous: Option<Budgets>,
    owners: Option<Budgets>,
}

struct Budgets {
    name: &'static str,
    quota: u32,
    limiter:
        RateLimiter<CallerKey, DefaultKeyedStateStore<CallerKey>, DefaultClock, StateInformationMiddleware>,
    charged: AtomicU32,
}

/// A budget after a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Charged {
    name: &'static str,
    /// The cost that a minute allows.
    pub(crate) quota: u32,
    /// What is left of it.
    pub(crate) remaining: u32,
}

impl RateLimits {
    pub(crate) fn new(limits: &Limits) -> Self {
        let budgets = |name, per_minute: u32| {
            // A request within the limit of cost must be possible at all.
            let least = u32::try_from(limits.cost).unwrap_or(u32::MAX);
            let quota = if per_minute == 0 { 0 } else { per_minute.max(least) };
            NonZeroU32::new(quota).map(|quota| Budgets::new(name, quota))
        };
        Self {
            anonymous: budgets("anonymous", limits.rate_anonymous),
            owners: budgets("credential", limits.rate_credential),
        }
    }

    /// Charges a request. Returns the budget after it, if there is a limit, and `THROTTLED` if the budget does not suffice.
    pub(crate) fn charge(
        &self,
        client: &CallerKey,
        anonymous: bool,
        cost: u64,
    ) -> (Option<Charged>, Result<(), ServerError>) {
        let budgets = if anonymous { &self.anonymous } else { &self.owners };
        match budgets {
            None => (None, Ok(())),
            Some(budgets) => {
                let (charged, result) = budgets.charge(client, cost);
                (Some(charged), result)
            }
        }
    }
}

impl Budgets {
    fn new(name: &'static str, quota: NonZeroU32) -> Self {
        let limiter = RateLimiter::keyed(Quota::per_minute(quota)).with_middleware();
        Self { name, quota: quota.get(), limiter, charged: AtomicU32::new(0) }
    }

    fn charge(&self, client: &CallerKey, cost: u64) -> (Charged, Result<(), ServerError>) {
        if self.charged.fetch_add(1, Ordering::Relaxed).is_multiple_of(TIDY) {
            self.limiter.retain_recent();
        }
        let charged = |remaining| Charged { name: self.name, quota: self.quota, remaining };
        let cost = u32::try_from(cost).unwrap_or(u32::MAX).min(self.quota);
        let Some(cost) = NonZeroU32::new(cost) else { return (charged(self.quota), Ok(())) };
        match self.limiter.check_key_n(client, cost) {
            Ok(Ok(state)) => (charged(state.remaining_burst_capacity()), Ok(())),
            Ok(Err(until)) => {
                let wait = until.wait_time_from(self.limiter.clock().now());
                (charged(0), Err(throttled(wait)))
            }
            // The cost is at most the quota.
            Err(_) => (charged(0), Err(throttled(Duration::from_secs(WINDOW.into())))),
        }
    }
}

fn throttled(wait: Duration) -> ServerError {
    let seconds = wait.as_secs() + 1;
    let mut error = request_error(ErrorCode::Throttled, message!("rate-exceeded", seconds), None);
    error.extensions.get_or_insert_default().set(RETRY_AFTER, seconds);
    error
}

/// After how many seconds to try again, if the error says so.
pub(crate) fn retry_after(error: &ServerError) -> Option<u64> {
    match error.extensions.as_ref()?.get(RETRY_AFTER)? {
        Value::Number(seconds) => seconds.as_u64(),
        _ => None,
    }
}

impl Charged {
    /// Tells the client in the headers of the IETF's draft.
    pub(crate) fn write(self, headers: &mut HeaderMap) {
        let Self { name, quota, remaining } = self;
        let missing = u64::from(quota - remaining.min(quota));
        let full_in = (missing * u64::from(WINDOW)).div_ceil(u64::from(quota));
        let texts = [
            (POLICY, format!("\"{name}\";q={quota};w={WINDOW}")),
            (LIMIT, format!("\"{name}\";r={remaining};t={full_in}")),
        ];
        for (header, text) in texts {
            if let Ok(value) = HeaderValue::from_str(&text) {
                headers.insert(header, value);
            }
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn each_client_has_a_budget() {
        let limits = Limits { cost: 60, rate_anonymous: 100, rate_credential: 0, ..Limits::default() };
        let limits = RateLimits::new(&limits);
        let [one, two] = ["one", "two"].map(CallerKey::new);

        let (first, paid) = limits.charge(&one, true, 60);
        let first = first.unwrap();
        assert_eq!((first.quota, first.remaining, paid.is_ok()), (100, 40, true));
        let (left, refused) = limits.charge(&one, true, 60);
        let error = refused.unwrap_err();
        assert_eq!(left.unwrap().remaining, 0);
        assert_eq!(ErrorCode::of(&error), Some(ErrorCode::Throttled));
        // A hundred in a minute: twenty take twelve seconds.
        assert!((12..=13).contains(&retry_after(&error).unwrap()), "{error:?}");
        assert!(limits.charge(&two, true, 60).1.is_ok());
        let (none, paid) = limits.charge(&one, false, 60);
        assert!(none.is_none() && paid.is_ok());
    }

    #[test]
    fn a_budget_is_told_in_headers() {
        let mut headers = HeaderMap::new();
        Charged { name: "anonymous", quota: 100, remaining: 40 }.write(&mut headers);
        assert_eq!(headers.get("ratelimit-policy").unwrap(), "\"anonymous\";q=100;w=60");
        assert_eq!(headers.get("ratelimit").unwrap(), "\"anonymous\";r=40;t=36");
    }
}
