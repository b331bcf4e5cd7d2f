//! Limits of concurrent imports and exports: of the server and of one owner.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Slots for jobs. One owner takes at most half of them.
pub(crate) struct Slots {
    most: u32,
    all: Arc<Semaphore>,
    taken: Arc<Mutex<HashMap<String, u32>>>,
}

/// A slot, released when it is dropped.
pub(crate) struct Slot {
    owner: String,
    taken: Arc<Mutex<HashMap<String, u32>>>,
    _permit: OwnedSemaphorePermit,
}

/// Why there is no slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Full {
    /// All slots of the server are taken.
    Server,
    /// The owner has taken its share.
    Owner,
}

impl Slots {
    pub(crate) fn new(most: u32) -> Self {
        Self { most, all: Arc::new(Semaphore::new(most as usize)), taken: Arc::default() }
    }

    /// How many slots are taken.
    pub(crate) fn used(&self) -> usize {
        (self.most as usize).saturating_sub(self.all.available_permits())
    }

    /// Takes a slot for a job of this owner.
    pub(crate) fn take(&self, owner: &str) -> Result<Slot, Full> {
        let mut taken = lock(&self.taken);
        let own = taken.get(owner).copied().unwrap_or_default();
        if own >= (self.most / 2).max(1) {
            return Err(Full::Owner);
        }
        let permit = Arc::clone(&self.all).try_acquire_owned().map_err(|_| Full::Server)?;
        taken.insert(owner.to_owned(), own + 1);
        Ok(Slot { owner: owner.to_owned(), taken: Arc::clone(&self.taken), _permit: permit })
    }

    /// Waits until no slot is taken.
    pub(crate) async fn all_free(&self) {
        // The semaphore is never closed.
        drop(self.all.acquire_many(self.most).await);
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut taken = lock(&self.taken);
        match taken.get_mut(&self.owner) {
            Some(own) if *own > 1 => *own -= 1,
            _ => drop(taken.remove(&self.owner)),
        }
    }
}

fn lock(taken: &Mutex<HashMap<String, u32>>) -> MutexGuard<'_, HashMap<String, u32>> {
    taken.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn one_owner_leaves_places_to_others() {
        let slots = Slots::new(4);
        let first = slots.take("a").unwrap();
        let _second = slots.take("a").unwrap();
        assert_eq!(slots.take("a").err(), Some(Full::Owner));

        let _third = slots.take("b").unwrap();
        let fourth = slots.take("c").unwrap();
        assert_eq!(slots.take("d").err(), Some(Full::Server));

        drop(fourth);
        assert_eq!(slots.take("a").err(), Some(Full::Owner));
        drop(first);
        assert!(slots.take("a").is_ok());
    }

    #[test]
    fn one_place_is_for_anybody() {
        let slots = Slots::new(1);
        let taken = slots.take("a").unwrap();
        assert_eq!((slots.take("a").err(), slots.take("b").err()), (Some(Full::Owner), Some(Full::Server)));
        drop(taken);
        assert!(slots.take("b").is_ok());
    }
}
