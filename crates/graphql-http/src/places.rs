//! Places that clients take: at most so many in all, and at most so many for each client.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use fair_queue::CallerKey;

/// A number of places.
pub(crate) struct Places {
    all: usize,
    each: usize,
    taken: Mutex<Taken>,
}

#[derive(Default)]
struct Taken {
    all: usize,
    by_client: HashMap<CallerKey, usize>,
}

/// A place in use. Dropping it frees it.
pub(crate) struct Place {
    places: Arc<Places>,
    client: CallerKey,
}

/// Why there is no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Full {
    /// Everybody together has taken all places.
    All,
    /// The client has taken its share.
    Client,
}

impl Places {
    /// At most `all` places, of which each client takes at most `each`.
    pub(crate) fn new(all: usize, each: usize) -> Arc<Self> {
        Arc::new(Self { all, each, taken: Mutex::default() })
    }

    /// Takes a place.
    pub(crate) fn take(self: &Arc<Self>, client: &CallerKey) -> Result<Place, Full> {
        let mut taken = self.lock();
        let held = taken.by_client.get(client).copied().unwrap_or_default();
        if held >= self.each {
            return Err(Full::Client);
        }
        if taken.all >= self.all {
            return Err(Full::All);
        }
        taken.all += 1;
        taken.by_client.insert(client.clone(), held + 1);
        drop(taken);
        Ok(Place { places: Arc::clone(self), client: client.clone() })
    }

    /// The number of places in use.
    pub(crate) fn taken(&self) -> usize {
        self.lock().all
    }

    fn lock(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    /// Moves the place to another client, for example when its credential is known.
    pub(crate) fn pass_to(&mut self, client: &CallerKey) -> Result<(), Full> {
        if self.client == *client {
            return Ok(());
        }
        let mut taken = self.places.lock();
        let held = taken.by_client.get(client).copied().unwrap_or_default();
        if held >= self.places.each {
            return Err(Full::Client);
        }
        taken.by_client.insert(client.clone(), held + 1);
        taken.leave(&self.client);
        drop(taken);
        self.client = client.clone();
        Ok(())
    }
}

impl Taken {
    fn leave(&mut self, client: &CallerKey) {
        let Some(held) = self.by_client.get_mut(client) else { return };
        *held -= 1;
        if *held == 0 {
            self.by_client.remove(client);
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.lock();
        taken.all -= 1;
        taken.leave(&self.client);
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn a_client_takes_its_share_and_all_clients_the_rest() {
        let places = Places::new(3, 2);
        let [one, two, three] = ["one", "two", "three"].map(CallerKey::new);
        let first = places.take(&one).unwrap();
        let _second = places.take(&one).unwrap();
        assert_eq!(places.take(&one).err(), Some(Full::Client));
        let _third = places.take(&two).unwrap();
        assert_eq!(places.take(&three).err(), Some(Full::All));
        drop(first);
        assert!(places.take(&one).is_ok());
        assert_eq!(places.taken(), 2);
    }

    #[test]
    fn a_place_moves_to_another_client() {
        let places = Places::new(9, 1);
        let [address, owner] = ["address", "owner"].map(CallerKey::new);
        let mut place = places.take(&address).unwrap();
        place.pass_to(&owner).unwrap();
        let mut other = places.take(&address).unwrap();
        assert_eq!(other.pass_to(&owner), Err(Full::Client));
        drop(place);
        assert_eq!(other.pass_to(&owner), Ok(()));
        assert_eq!(places.taken(), 1);
    }
}
