//! Permits for the events of subscriptions, from the same queues as those of requests.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_graphql::Context;
use fair_queue::{CallerKey, FairQueue, Slot};
use futures_util::{Stream, StreamExt};
use tokio::sync::Notify;
use tokio::time::{Instant, sleep_until};

/// The permits of one subscription: one per event, from the moment its resolution begins until its answer is complete.
#[derive(Clone)]
pub struct EventPermits(Arc<Shared>);

struct Shared {
    queue: FairQueue,
    caller: CallerKey,
    /// The time for one event.
    time: Duration,
    current: Mutex<Option<Permit>>,
    begun: Notify,
}

struct Permit {
    deadline: Instant,
    _slot: Slot,
}

impl EventPermits {
    pub(crate) fn new(queue: &FairQueue, caller: CallerKey, time: Duration) -> Self {
        let queue = queue.clone();
        Self(Arc::new(Shared { queue, caller, time, current: Mutex::default(), begun: Notify::new() }))
    }

    /// The events of a source, each with a permit. Every field of the subscription root passes its source through this:
    /// without a permit, the work for events is bounded neither in number nor in time.
    pub fn stream<T>(ctx: &Context<'_>, source: impl Stream<Item = T>) -> impl Stream<Item = T> {
        let permits = ctx.data_opt::<Self>().cloned();
        source.then(move |event| {
            let permits = permits.clone();
            async move {
                if let Some(permits) = permits {
                    permits.acquire().await;
                }
                event
            }
        })
    }

    /// Work of a source between its events, such as reading from a database, with a permit of its own.
    pub async fn run<T>(ctx: &Context<'_>, work: impl Future<Output = T>) -> T {
        let Some(permits) = ctx.data_opt::<Self>() else { return work.await };
        permits.acquire().await;
        let done = work.await;
        permits.release();
        done
    }

    async fn acquire(&self) {
        let slot = self.0.queue.take(&self.0.caller).await;
        *self.lock() = Some(Permit { deadline: Instant::now() + self.0.time, _slot: slot });
        self.0.begun.notify_one();
    }

    /// The current event is answered.
    pub(crate) fn release(&self) {
        *self.lock() = None;
    }

    /// Waits until the current event has used up its time.
    pub(crate) async fn timed_out(&self) {
        loop {
            let deadline = self.lock().as_ref().map(|permit| permit.deadline);
            match deadline {
                Some(deadline) if deadline <= Instant::now() => return,
                Some(deadline) => sleep_until(deadline).await,
                None => self.0.begun.notified().await,
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Permit>> {
        self.0.current.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
