//! A queue for a fixed number of slots that is fair among callers: the caller with the fewest slots is next, so that nobody
//! waits behind a hundred requests of somebody else. The server shares its requests and its database connections this way.

use std::collections::{HashMap, VecDeque};
use std::fmt::Display;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::Instant;

/// Identifies a caller: the owner of a credential, a network address, or the server itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CallerKey(Arc<str>);

/// A number of slots, with one queue per caller. Cheap to clone.
#[derive(Clone)]
pub struct FairQueue(Arc<Shared>);

/// A slot that is in use. Dropping it gives it to the next caller.
pub struct Slot {
    queue: FairQueue,
    caller: CallerKey,
    since: Instant,
}

struct Shared {
    slots: usize,
    /// The most slots that one caller holds, even if others are free: the next caller need not wait for them.
    share: usize,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    held: usize,
    callers: HashMap<CallerKey, CallerQueue>,
    /// The last number given to an entry of a queue or to a grant.
    last: u64,
    /// How long a slot is held, in seconds: an exponential moving average.
    service: f64,
}

#[derive(Default)]
struct CallerQueue {
    held: usize,
    /// The number of the last grant.
    served: u64,
    waiting: VecDeque<(u64, oneshot::Sender<()>)>,
}

/// The weight of the latest slot in [`State::service`].
const LATEST: f64 = 0.1;

impl CallerKey {
    /// The caller with this name.
    pub fn new(name: impl Display) -> CallerKey {
        CallerKey(name.to_string().into())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The server itself, for work on behalf of all callers.
    pub fn server() -> CallerKey {
        CallerKey::new("server")
    }
}

impl FairQueue {
    /// A queue for `slots` slots, of which one caller holds at most `share` (at least one).
    pub fn new(slots: usize, share: usize) -> FairQueue {
        FairQueue(Arc::new(Shared { slots, share: share.max(1), state: Mutex::default() }))
    }

    /// Waits for a slot. Dropping the future leaves the queue.
    pub async fn take(&self, caller: &CallerKey) -> Slot {
        let (sender, granted) = oneshot::channel();
        let number = self.lock().enter(caller, sender);
        let mut waiting = Waiting { queue: self, caller, number: Some(number) };
        self.lock().grant(&self.0);
        // The sender is dropped only together with the entry in the queue, which stays until this future ends.
        let _ = granted.await;
        waiting.number = None;
        Slot { queue: self.clone(), caller: caller.clone(), since: Instant::now() }
    }

    /// Estimates how long a caller that arrives now will wait, from the entries before it and the average time of a slot.
    pub fn expected_wait(&self, caller: &CallerKey) -> Duration {
        let state = self.lock();
        let (held, waiting) = state.callers.get(caller).map_or((0, 0), |it| (it.held, it.waiting.len()));
        if held < self.0.share && state.held < self.0.slots {
            return Duration::ZERO;
        }
        // Callers alternate: of each other caller, at most as many entries come first as this caller has.
        let others = state.callers.iter().filter(|(key, _)| *key != caller);
        let before: usize = others.map(|(_, it)| it.waiting.len().min(waiting + 1)).sum();
        let rounds = |waiting: usize, slots: usize| waiting as f64 / slots as f64;
        let rounds = rounds(before + waiting + 1, self.0.slots).max(rounds(waiting + 1, self.0.share));
        Duration::try_from_secs_f64(rounds * state.service).unwrap_or(Duration::MAX)
    }

    /// How many slots are held, and how many callers wait for one.
    pub fn load(&self) -> (usize, usize) {
        let state = self.lock();
        (state.held, state.callers.values().map(|it| it.waiting.len()).sum())
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn give_back(&self, caller: &CallerKey) {
        let mut state = self.lock();
        state.leave(caller);
        state.grant(&self.0);
    }
}

impl State {
    fn enter(&mut self, caller: &CallerKey, sender: oneshot::Sender<()>) -> u64 {
        self.last += 1;
        self.callers.entry(caller.clone()).or_default().waiting.push_back((self.last, sender));
        self.last
    }

    /// Grants free slots: first to the caller with the fewest slots, then to the one whose last grant is the oldest.
    fn grant(&mut self, shared: &Shared) {
        while self.held < shared.slots {
            let eligible = self.callers.values_mut();
            let eligible = eligible.filter(|it| it.held < shared.share && !it.waiting.is_empty());
            let Some(next) = eligible.min_by_key(|it| (it.held, it.served)) else { return };
            let Some((_, sender)) = next.waiting.pop_front() else { return };
            self.last += 1;
            (next.held, next.served) = (next.held + 1, self.last);
            self.held += 1;
            // An entry that no longer waits gives its slot back in `Waiting::drop`.
            let _ = sender.send(());
        }
    }

    fn leave(&mut self, caller: &CallerKey) {
        self.held -= 1;
        if let Some(it) = self.callers.get_mut(caller) {
            it.held -= 1;
        }
        self.forget(caller);
    }

    /// Removes an entry from a queue. Returns `false` if it already has a slot.
    fn remove(&mut self, caller: &CallerKey, number: u64) -> bool {
        let Some(it) = self.callers.get_mut(caller) else { return false };
        let Some(place) = it.waiting.iter().position(|(waiting, _)| *waiting == number) else { return false };
        it.waiting.remove(place);
        self.forget(caller);
        true
    }

    fn forget(&mut self, caller: &CallerKey) {
        if self.callers.get(caller).is_some_and(|it| it.held == 0 && it.waiting.is_empty()) {
            self.callers.remove(caller);
        }
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let held = self.since.elapsed().as_secs_f64();
        let mut state = self.queue.lock();
        state.service += LATEST * (held - state.service);
        drop(state);
        self.queue.give_back(&self.caller);
    }
}

/// An entry that waits. Dropping it leaves the queue, or gives the slot back.
struct Waiting<'q> {
    queue: &'q FairQueue,
    caller: &'q CallerKey,
    number: Option<u64>,
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        let Some(number) = self.number else { return };
        let waited = self.queue.lock().remove(self.caller, number);
        if !waited {
            self.queue.give_back(self.caller);
        }
    }
}

#[cfg(test)]
mod tests;
