//! How many requests run at once, who waits, and who is rejected immediately.

use std::time::Duration;

use async_graphql::ServerError;
use fair_queue::{CallerKey, FairQueue, Slot};
use shahrak_messages::{Argument, message};
use tokio::time::{Instant, timeout};

use crate::error_code::{ErrorCode, request_error};
use crate::limits::Limits;
use crate::measure;

mod subscription;

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

/// Permits for running requests. Each workload has its own, shared fairly among callers.
pub(crate) struct Concurrency {
    reads: FairQueue,
    heavy: FairQueue,
    changes: FairQueue,
    wait: Duration,
}

impl Concurrency {
    /// As many permits as the limits allow. One caller holds at most three quarters of them, and half of the heavy ones.
    pub(crate) fn new(limits: &Limits) -> Self {
        let (all, heavy) = (limits.concurrency as usize, limits.heavy_concurrency as usize);
        Self {
            reads: FairQueue::new(all, all - all / 4),
            heavy: FairQueue::new(heavy, heavy.div_ceil(2)),
            changes: FairQueue::new(all, all - all / 4),
            wait: limits.wait,
        }
    }

    /// The permits for a workload.
    pub(crate) fn of(&self, workload: Workload) -> &FairQueue {
        match workload {
            Workload::Read => &self.reads,
            Workload::Heavy => &self.heavy,
            Workload::Change => &self.changes,
        }
    }

    /// Waits for a permit. Rejects the request at once if it would wait for too long.
    pub(crate) async fn acquire(&self, workload: Workload, caller: &CallerKey) -> Result<Slot, ServerError> {
        let queue = self.of(workload);
        if queue.expected_wait(caller) > self.wait {
            measure::queued(workload, None);
            return Err(self.busy());
        }
        let since = Instant::now();
        // The expected wait is an average, so an accepted request gets twice the time before it is rejected.
        let slot = timeout(self.wait * 2, queue.take(caller)).await;
        measure::queued(workload, slot.is_ok().then(|| since.elapsed()));
        slot.map_err(|_| self.busy())
    }

    /// Records how many requests run and wait.
    pub(crate) fn measure(&self) {
        for workload in [Workload::Read, Workload::Heavy, Workload::Change] {
            let (running, waiting) = self.of(workload).load();
            measure::queue(workload, running, waiting);
        }
    }

    fn busy(&self) -> ServerError {
        let seconds = Argument::number(self.wait.as_secs_f32());
        request_error(ErrorCode::Unavailable, message!("server-busy", seconds), None)
    }
}
