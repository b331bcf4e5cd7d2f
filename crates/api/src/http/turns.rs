//! Events of a subscription, answered in turn with all other requests, each within the time of one.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_graphql::Context;
use fair_queue::{CallerKey, FairQueue, Slot};
use futures_util::{Stream, StreamExt};
use tokio::sync::Notify;
use tokio::time::{Instant, sleep_until};

/// The turns of one subscription: an event takes one when it begins to be answered, and gives it back with its answer.
#[derive(Clone)]
pub struct Turns(Arc<Shared>);

struct Shared {
    all: FairQueue,
    caller: CallerKey,
    time: Duration,
    under_way: Mutex<Option<UnderWay>>,
    begun: Notify,
}

struct UnderWay {
    deadline: Instant,
    _turn: Slot,
}

impl Turns {
    pub(super) fn new(all: &FairQueue, caller: CallerKey, time: Duration) -> Self {
        let all = all.clone();
        Self(Arc::new(Shared { all, caller, time, under_way: Mutex::default(), begun: Notify::new() }))
    }

    /// The events of a source, each in its turn. Every field of the subscription root gives its source through this:
    /// what is done for an event outside of a turn is bounded neither in number nor in time.
    pub fn of<T>(ctx: &Context<'_>, source: impl Stream<Item = T>) -> impl Stream<Item = T> {
        let turns = ctx.data_opt::<Self>().cloned();
        source.then(move |event| {
            let turns = turns.clone();
            async move {
                if let Some(turns) = turns {
                    turns.begin().await;
                }
                event
            }
        })
    }

    /// Work of a source between its events, such as reading what they are made of, in a turn of its own.
    pub async fn take<T>(ctx: &Context<'_>, work: impl Future<Output = T>) -> T {
        let Some(turns) = ctx.data_opt::<Self>() else { return work.await };
        turns.begin().await;
        let done = work.await;
        turns.end();
        done
    }

    async fn begin(&self) {
        let turn = self.0.all.take(&self.0.caller).await;
        *self.lock() = Some(UnderWay { deadline: Instant::now() + self.0.time, _turn: turn });
        self.0.begun.notify_one();
    }

    /// The event is answered.
    pub(super) fn end(&self) {
        *self.lock() = None;
    }

    /// Waits until the event under way has had its time.
    pub(super) async fn time_is_up(&self) {
        loop {
            let deadline = self.lock().as_ref().map(|event| event.deadline);
            match deadline {
                Some(deadline) if deadline <= Instant::now() => return,
                Some(deadline) => sleep_until(deadline).await,
                None => self.0.begun.notified().await,
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<UnderWay>> {
        self.0.under_way.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
