//! The keys of a provider: read at the first use, read again when they are old or a key is unknown, and cached while the
//! provider is away.

mod key;
mod provider;
mod signature;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use arc_swap::ArcSwapOption;
use chrono::TimeDelta;
use jsonwebtoken::Algorithm;
use tokio::sync::{Mutex, OwnedMutexGuard};
use tracing::{debug, warn};

use shahrak_domain::moment::Moment;

pub use self::key::VerificationKey;
pub use self::provider::Provider;

pub(super) use self::provider::address;
pub(super) use self::signature::install;
#[cfg(test)]
pub(super) use self::signature::verifier;

use self::key::{KeySet, NotFound};
use shahrak_messages::Explain;

use super::CredentialError;

/// The age from which keys are read again, in the background.
const OLD: TimeDelta = TimeDelta::minutes(10);

/// The age from which keys are not used, because the provider may have withdrawn them.
const TOO_OLD: TimeDelta = TimeDelta::days(1);

/// The time between two attempts to read the keys, however many tokens name unknown ones.
const INTERVAL: TimeDelta = TimeDelta::seconds(30);

/// The same as long as there are no keys.
const INTERVAL_WITHOUT_KEYS: TimeDelta = TimeDelta::seconds(5);

/// The keys of a provider. Clones share them.
#[derive(Clone)]
pub struct Jwks(Arc<Shared>);

struct Shared {
    provider: Provider,
    known: ArcSwapOption<CachedKeys>,
    /// Locked while the provider is asked, so that one caller asks and the others use its answer.
    last: Arc<Mutex<Option<Attempt>>>,
}

/// The keys at a moment.
struct CachedKeys {
    keys: KeySet,
    read_at: Moment,
}

/// The last attempt to read the keys.
#[derive(Clone, Copy)]
struct Attempt {
    at: Moment,
    answered: bool,
}

impl Jwks {
    /// The keys of a provider, which are not read yet.
    pub fn new(provider: Provider) -> Self {
        Self(Arc::new(Shared { provider, known: ArcSwapOption::empty(), last: Arc::default() }))
    }

    /// The key with this id for this algorithm; without an id, the only key for it.
    ///
    /// # Errors
    /// [`CredentialError::Invalid`] if the provider publishes no such key, and [`CredentialError::Unavailable`] if the
    /// provider does not answer.
    pub async fn find(
        &self,
        kid: Option<&str>,
        algorithm: Algorithm,
        now: Moment,
    ) -> Result<Arc<VerificationKey>, CredentialError> {
        if let Some(known) = self.0.usable(now) {
            match known.keys.find(kid, algorithm) {
                Err(NotFound::Unknown) => {}
                found => {
                    self.refresh_if_old(&known, now);
                    return found.map_err(|why| CredentialError::Invalid(why.message()));
                }
            }
        }
        let answered = self.refresh(now).await;
        match self.0.usable(now).map(|known| known.keys.find(kid, algorithm)) {
            Some(Ok(key)) => Ok(key),
            // Only a provider that answers can deny the key.
            Some(Err(why)) if answered || why != NotFound::Unknown => {
                Err(CredentialError::Invalid(why.message()))
            }
            _ => Err(CredentialError::Unavailable(
                "the OpenID Connect provider does not answer, so its tokens cannot be checked; try again later"
                    .to_owned(),
            )),
        }
    }

    /// Reads the keys again, unless the last attempt is recent. Returns whether the provider answered.
    async fn refresh(&self, now: Moment) -> bool {
        let last = Arc::clone(&self.0.last).lock_owned().await;
        match *last {
            Some(attempt) if self.0.is_recent(attempt, now) => attempt.answered,
            // A task of its own continues if the caller goes away. Otherwise callers could prevent it from ever ending.
            _ => tokio::spawn(Arc::clone(&self.0).read(last, now)).await.unwrap_or(false),
        }
    }

    fn refresh_if_old(&self, known: &CachedKeys, now: Moment) {
        if known.age(now) < OLD {
            return;
        }
        // If it is locked, somebody reads the keys already.
        if let Ok(last) = Arc::clone(&self.0.last).try_lock_owned()
            && !last.is_some_and(|attempt| self.0.is_recent(attempt, now))
        {
            tokio::spawn(Arc::clone(&self.0).read(last, now));
        }
    }
}

impl Shared {
    fn usable(&self, now: Moment) -> Option<Arc<CachedKeys>> {
        self.known.load_full().filter(|known| known.age(now) < TOO_OLD)
    }

    fn is_recent(&self, attempt: Attempt, now: Moment) -> bool {
        let interval = if self.usable(now).is_some() { INTERVAL } else { INTERVAL_WITHOUT_KEYS };
        (now - attempt.at).abs() < interval
    }

    async fn read(self: Arc<Self>, mut last: OwnedMutexGuard<Option<Attempt>>, now: Moment) -> bool {
        let read = self.provider.keys().await;
        *last = Some(Attempt { at: now, answered: read.is_ok() });
        match read {
            Ok(keys) => {
                debug!(keys = keys.len(), "keys of the OpenID Connect provider read");
                self.known.store(Some(Arc::new(CachedKeys { keys, read_at: now })));
                true
            }
            Err(error) => {
                let error: &dyn std::error::Error = &error;
                warn!(error, "the keys of the OpenID Connect provider cannot be read");
                false
            }
        }
    }
}

impl CachedKeys {
    /// The time since they were read, positive even if the clock was set back.
    fn age(&self, now: Moment) -> TimeDelta {
        (now - self.read_at).abs()
    }
}
