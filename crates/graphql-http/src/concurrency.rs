//! How many requests run at once, who waits, and who is rejected immediately.

use std::time::Duration;

use async_graphql::ServerError;
use fair_queue::{CallerKey, FairQueue, Slot};
use shahrak_messages::{Argument, message};
use tokio::time::{Instant, timeout};

use crate::error_code::{ErrorCode, request_error};
use crate::limits::Limits;
use crate::measure;

mod admission;
mod subscription;

use admission::{Admission, Admitted};
pub use subscription::EventPermits;

/// The kind of work that a request mostly is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Workload {
    /// Ordinary reads
    Read,
    /// A step that may take long, or a large answer
    Heavy,
    /// A mutation
    Change,
}

/// Who asks, with their price: what decides about the permit of a request.
#[derive(Clone, Debug)]
pub(crate) struct Demand {
    pub(crate) caller: CallerKey,
    /// The caller has no credential.
    pub(crate) anonymous: bool,
    pub(crate) workload: Workload,
    pub(crate) cost: u64,
}

/// Permits for running requests: those of callers without a credential and of those with one, so that the ones cannot starve
/// the others.
pub(crate) struct Concurrency {
    anonymous: Permits,
    owners: Permits,
    wait: Duration,
}

/// The permits of each workload, shared fairly among callers, and the bound for accepted work.
struct Permits {
    reads: FairQueue,
    heavy: FairQueue,
    changes: FairQueue,
    admission: Admission,
}

/// A permit to run.
pub(crate) struct Permit {
    _slot: Slot,
    _admitted: Admitted,
}

impl Permits {
    /// As many permits as the limits allow. One caller holds at most three quarters of them, and half of the heavy ones.
    fn new(limits: &Limits, admitted: u64) -> Self {
        let (all, heavy) = (limits.concurrency as usize, limits.heavy_concurrency as usize);
        Self {
            reads: FairQueue::new(all, all - all / 4),
            heavy: FairQueue::new(heavy, heavy.div_ceil(2)),
            changes: FairQueue::new(all, all - all / 4),
            admission: Admission::new(admitted),
        }
    }

    fn of(&self, workload: Workload) -> &FairQueue {
        match workload {
            Workload::Read => &self.reads,
            Workload::Heavy => &self.heavy,
            Workload::Change => &self.changes,
        }
    }
}

impl Concurrency {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            anonymous: Permits::new(limits, limits.admitted_anonymous),
            owners: Permits::new(limits, limits.admitted),
            wait: limits.wait,
        }
    }

    fn permits(&self, demand: &Demand) -> &Permits {
        if demand.anonymous { &self.anonymous } else { &self.owners }
    }

    /// The queue for a request.
    pub(crate) fn of(&self, demand: &Demand) -> &FairQueue {
        self.permits(demand).of(demand.workload)
    }

    /// Waits for a permit. Rejects the request at once if the server has accepted enough work, or if it would wait for too
    /// long.
    pub(crate) async fn acquire(&self, demand: &Demand) -> Result<Permit, ServerError> {
        let Demand { caller, workload, cost, .. } = demand;
        let workload = *workload;
        let Some(admitted) = self.permits(demand).admission.admit(caller, *cost) else {
            measure::queued(workload, None);
            return Err(self.busy());
        };
        let queue = self.of(demand);
        if queue.expected_wait(caller) > self.wait {
            measure::queued(workload, None);
            return Err(self.busy());
        }
        let since = Instant::now();
        // The expected wait is an average, so an accepted request gets twice the time before it is rejected.
        let slot = timeout(self.wait * 2, queue.take(caller)).await;
        measure::queued(workload, slot.is_ok().then(|| since.elapsed()));
        let slot = slot.map_err(|_| self.busy())?;
        Ok(Permit { _slot: slot, _admitted: admitted })
    }

    /// Records how many requests run and wait.
    pub(crate) fn measure(&self) {
        for workload in [Workload::Read, Workload::Heavy, Workload::Change] {
            let [one, other] = [&self.anonymous, &self.owners].map(|permits| permits.of(workload).load());
            measure::queue(workload, one.0 + other.0, one.1 + other.1);
        }
    }

    fn busy(&self) -> ServerError {
        let seconds = Argument::number(self.wait.as_secs_f32());
        request_error(ErrorCode::Unavailable, message!("server-busy", seconds), None)
    }
}
