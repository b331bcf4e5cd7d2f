//! The order in which callers get slots.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use futures_util::FutureExt;

use super::*;

/// A slot, if one is free now.
fn now(queue: &FairQueue, caller: &CallerKey) -> Option<Slot> {
    queue.take(caller).now_or_never()
}

fn callers() -> (CallerKey, CallerKey) {
    (CallerKey::new("one"), CallerKey::new("other"))
}

#[tokio::test]
async fn a_caller_holds_no_more_than_its_share_and_another_need_not_wait() {
    let queue = FairQueue::new(4, 2);
    let (one, other) = callers();

    let held = [now(&queue, &one).unwrap(), now(&queue, &one).unwrap()];
    assert!(now(&queue, &one).is_none());
    assert!(now(&queue, &other).is_some());

    drop(held);
    assert!(now(&queue, &one).is_some());
}

#[tokio::test]
async fn callers_take_turns_however_many_wait_of_one() {
    let queue = FairQueue::new(1, 1);
    let (one, other) = callers();
    let first = now(&queue, &one).unwrap();
    let mut many: Vec<_> = (0..10).map(|_| Box::pin(queue.take(&one))).collect();
    assert!(many.iter_mut().all(|waiting| waiting.now_or_never().is_none()));
    let mut single = Box::pin(queue.take(&other));
    assert!((&mut single).now_or_never().is_none());

    drop(first);
    let second = (&mut single).now_or_never().unwrap();
    assert!(many.iter_mut().all(|waiting| waiting.now_or_never().is_none()));
    drop(second);
    assert!((&mut many[0]).now_or_never().is_some());
}

#[tokio::test]
async fn a_caller_that_stops_waiting_leaves_nothing_behind() {
    let queue = FairQueue::new(1, 1);
    let (one, other) = callers();
    let held = now(&queue, &one).unwrap();
    let mut waits = Box::pin(queue.take(&other));
    assert!((&mut waits).now_or_never().is_none());
    let mut given = Box::pin(queue.take(&one));
    assert!((&mut given).now_or_never().is_none());
    drop(waits);
    drop(held);
    // The slot was granted, but not taken.
    drop(given);

    assert!(now(&queue, &other).is_some());
    assert!(queue.lock().callers.is_empty());
}

#[tokio::test]
async fn the_expected_wait_follows_from_the_entries_before() {
    let queue = FairQueue::new(2, 2);
    let (one, other) = callers();
    queue.lock().service = 1.0;
    assert_eq!(queue.expected_wait(&one), Duration::ZERO);

    let _held = [now(&queue, &one).unwrap(), now(&queue, &one).unwrap()];
    let mut many: Vec<_> = (0..9).map(|_| Box::pin(queue.take(&one))).collect();
    assert!(many.iter_mut().all(|waiting| waiting.now_or_never().is_none()));

    // Ten entries of its own on two slots; for the other caller, one entry comes first.
    assert_eq!(queue.expected_wait(&one), Duration::from_secs(5));
    assert_eq!(queue.expected_wait(&other), Duration::from_secs(1));
}

#[tokio::test]
async fn without_slots_the_expected_wait_is_infinite() {
    assert_eq!(FairQueue::new(0, 1).expected_wait(&CallerKey::server()), Duration::MAX);
}
