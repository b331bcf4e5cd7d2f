//! How much priced work the server accepts at once, whether it runs or waits. More is refused immediately, so that what was
//! accepted stays fast.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A bound for the sum of the costs of accepted requests. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Admission(Arc<Shared>);

struct Shared {
    most: u64,
    accepted: AtomicU64,
}

/// Work that was accepted. Dropping it makes space.
pub(crate) struct Admitted {
    admission: Admission,
    cost: u64,
}

impl Admission {
    pub(crate) fn new(most: u64) -> Self {
        Self(Arc::new(Shared { most, accepted: AtomicU64::new(0) }))
    }

    /// Accepts work. A request that is alone is always accepted.
    pub(crate) fn admit(&self, cost: u64) -> Option<Admitted> {
        // What is priced at nothing takes some time too.
        let cost = cost.max(1);
        let within = |accepted: u64| {
            let sum = accepted.saturating_add(cost);
            (accepted == 0 || sum <= self.0.most).then_some(sum)
        };
        let accepted = self.0.accepted.fetch_update(Ordering::Relaxed, Ordering::Relaxed, within);
        accepted.ok().map(|_| Admitted { admission: self.clone(), cost })
    }
}

impl Drop for Admitted {
    fn drop(&mut self) {
        self.admission.0.accepted.fetch_sub(self.cost, Ordering::Relaxed);
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn work_is_accepted_up_to_its_price() {
        let admission = Admission::new(100);
        let first = admission.admit(60).unwrap();
        assert!(admission.admit(41).is_none());
        let second = admission.admit(40).unwrap();
        assert!(admission.admit(0).is_none());
        drop((first, second));
        let alone = admission.admit(1_000).unwrap();
        assert!(admission.admit(1).is_none());
        drop(alone);
        assert!(admission.admit(1).is_some());
    }
}
