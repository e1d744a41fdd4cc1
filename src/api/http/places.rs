//! How many answers that stay open each client has.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use uuid::Uuid;

/// Open answers of one client at most.
pub const MOST: usize = 8;

/// The places that are taken.
#[derive(Debug, Default)]
pub struct Places(Mutex<HashMap<Uuid, usize>>);

/// A place that is taken, until it is dropped.
#[derive(Debug)]
pub struct Place {
    places: Arc<Places>,
    client: Uuid,
}

impl Places {
    /// Takes a place for a client, unless it has as many as it may.
    pub fn take(self: &Arc<Self>, client: Uuid) -> Option<Place> {
        let mut all = self.lock();
        let taken = all.entry(client).or_default();
        if *taken == MOST {
            return None;
        }
        *taken += 1;
        Some(Place { places: Arc::clone(self), client })
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Uuid, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut all = self.places.lock();
        if let Some(taken) = all.get_mut(&self.client) {
            *taken -= 1;
            if *taken == 0 {
                all.remove(&self.client);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_has_so_many_places_and_others_have_theirs() {
        let places = Arc::new(Places::default());
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let mut taken: Vec<Place> = (0..MOST).map(|_| places.take(one).unwrap()).collect();
        assert!(places.take(one).is_none());
        assert!(places.take(other).is_some());
        taken.pop();
        assert!(places.take(one).is_some());
        drop(taken);
        assert!(places.lock().is_empty());
    }
}
