//! How much priced work the server accepts at once, whether it runs or waits. More is refused immediately, so that what was
//! accepted stays fast. One caller takes at most half of it, so that others are accepted as well.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use fair_queue::CallerKey;

/// A bound for the sum of the costs of accepted requests. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Admission(Arc<Shared>);

struct Shared {
    most: u64,
    accepted: Mutex<Accepted>,
}

/// The costs of what was accepted: all of it, and that of each caller with a request.
#[derive(Default)]
struct Accepted {
    all: u64,
    of: HashMap<CallerKey, u64>,
}

/// Work that was accepted. Dropping it makes space.
pub(crate) struct Admitted {
    admission: Admission,
    caller: CallerKey,
    cost: u64,
}

impl Admission {
    pub(crate) fn new(most: u64) -> Self {
        Self(Arc::new(Shared { most, accepted: Mutex::default() }))
    }

    /// Accepts work. A request that is alone is always accepted, and so is the only one of a caller while there is space.
    pub(crate) fn admit(&self, caller: &CallerKey, cost: u64) -> Option<Admitted> {
        // What is priced at nothing takes some time too.
        let cost = cost.max(1);
        let Shared { most, accepted } = &*self.0;
        let mut accepted = accepted.lock().unwrap_or_else(PoisonError::into_inner);
        let own = accepted.of.get(caller).copied().unwrap_or_default();
        let (all, own_after) = (accepted.all.saturating_add(cost), own.saturating_add(cost));
        if (accepted.all > 0 && all > *most) || (own > 0 && own_after > most / 2) {
            return None;
        }
        accepted.all = all;
        accepted.of.insert(caller.clone(), own_after);
        Some(Admitted { admission: self.clone(), caller: caller.clone(), cost })
    }
}

impl Drop for Admitted {
    fn drop(&mut self) {
        let mut accepted = self.admission.0.accepted.lock().unwrap_or_else(PoisonError::into_inner);
        accepted.all -= self.cost;
        if let Some(own) = accepted.of.get_mut(&self.caller) {
            *own -= self.cost;
            if *own == 0 {
                accepted.of.remove(&self.caller);
            }
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn work_is_accepted_up_to_its_price() {
        let [one, other] = ["one", "other"].map(CallerKey::new);
        let admission = Admission::new(100);
        let first = admission.admit(&one, 60).unwrap();
        assert!(admission.admit(&other, 41).is_none());
        let second = admission.admit(&other, 40).unwrap();
        assert!(admission.admit(&other, 0).is_none());
        drop((first, second));
        let alone = admission.admit(&one, 1_000).unwrap();
        assert!(admission.admit(&other, 1).is_none());
        drop(alone);
        assert!(admission.admit(&other, 1).is_some());
    }

    #[test]
    fn one_caller_leaves_half_to_the_others() {
        let [one, other] = ["one", "other"].map(CallerKey::new);
        let admission = Admission::new(100);
        let own = [admission.admit(&one, 30).unwrap(), admission.admit(&one, 20).unwrap()];
        assert!(admission.admit(&one, 1).is_none());
        assert!(admission.admit(&other, 50).is_some());
        drop(own);
        assert!(admission.admit(&one, 1).is_some());
    }
}
