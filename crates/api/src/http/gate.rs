//! Who is answered now, who waits, and who is turned away at once.

use std::time::Duration;

use async_graphql::ServerError;
use fair_queue::{CallerKey, FairQueue, Slot};
use tokio::time::timeout;

use crate::error_code::{ErrorCode, request_error};
use crate::limits::Limits;

/// What a request mostly takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Ordinary reads
    Read,
    /// At least one statement that may take long, or a large answer
    Heavy,
    /// A change of the register
    Change,
}

/// Turns of requests, by what they take: each class has its own, shared fairly among callers.
pub(super) struct Gate {
    reads: FairQueue,
    heavy: FairQueue,
    changes: FairQueue,
    wait: Duration,
}

impl Gate {
    /// As many turns as the limits say. One caller takes at most three quarters of them, of heavy ones half.
    pub fn new(limits: &Limits) -> Self {
        let (all, heavy) = (limits.concurrency as usize, limits.heavy_concurrency as usize);
        Self {
            reads: FairQueue::new(all, all - all / 4),
            heavy: FairQueue::new(heavy, heavy.div_ceil(2)),
            changes: FairQueue::new(all, all - all / 4),
            wait: limits.wait,
        }
    }

    /// The queue of a class.
    pub fn of(&self, class: Class) -> &FairQueue {
        match class {
            Class::Read => &self.reads,
            Class::Heavy => &self.heavy,
            Class::Change => &self.changes,
        }
    }

    /// Waits for a turn, if it will come soon enough.
    pub async fn admit(&self, class: Class, caller: &CallerKey) -> Result<Slot, ServerError> {
        let queue = self.of(class);
        if queue.expected_wait(caller) > self.wait {
            return Err(self.busy());
        }
        // What is expected is an average: who was let in is turned away late only where it was far from true.
        timeout(self.wait * 2, queue.take(caller)).await.map_err(|_| self.busy())
    }

    fn busy(&self) -> ServerError {
        let seconds = self.wait.as_secs_f32();
        let message = format!(
            "the server is busy: this request would wait for more than {seconds} s; nothing was done, try again in a moment"
        );
        request_error(ErrorCode::Unavailable, message, None)
    }
}
