//! Batches: a field that is selected on many objects is loaded for all of them by one statement.

use std::any::Any;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use async_graphql::{Error, Result};
use graphql_http::error_code::internal;
use tokio::sync::OnceCell;

type Loaded = OnceCell<Result<Arc<dyn Any + Send + Sync>>>;

/// The ids of objects that were loaded together, and what has been loaded for all of them since.
///
/// The first object that needs something loads it for all; the others find it or wait for it. There is no delay and no
/// batch window: a list of lists costs two statements, however long it is.
pub struct Batch {
    ids: Vec<i64>,
    loaded: Mutex<HashMap<String, Arc<Loaded>>>,
}

impl Batch {
    /// The batch of these ids; duplicates are allowed.
    pub fn new(ids: impl IntoIterator<Item = i64>) -> Batch {
        let mut ids: Vec<i64> = ids.into_iter().collect();
        ids.sort_unstable();
        ids.dedup();
        Batch { ids, loaded: Mutex::default() }
    }

    /// What `load` returns for the whole batch. It is called once for each key, so the key contains the field and all
    /// its arguments.
    ///
    /// # Errors
    /// The error of `load`, the same for all.
    pub async fn get_or_load<V, Fut>(&self, key: String, load: impl FnOnce(Vec<i64>) -> Fut) -> Result<Arc<V>>
    where
        V: Send + Sync + 'static,
        Fut: Future<Output = Result<V>>,
    {
        let load = async || {
            let value: Arc<dyn Any + Send + Sync> = Arc::new(load(self.ids.clone()).await?);
            Ok(value)
        };
        let value = self.cell(key).get_or_init(load).await.clone()?;
        value.downcast().map_err(|_| wrong_type())
    }

    fn cell(&self, key: String) -> Arc<Loaded> {
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        loaded.entry(key).or_default().clone()
    }
}

/// Two fields use the same key for different types: a programming error.
fn wrong_type() -> Error {
    internal(std::io::Error::other("two fields of a batch have the same key"))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test]
    async fn each_key_is_loaded_once_for_all() {
        let batch = Batch::new([3, 1, 3]);
        let loads = AtomicUsize::new(0);
        let load = |key: &str| {
            batch.get_or_load(key.to_owned(), |ids| {
                loads.fetch_add(1, Ordering::Relaxed);
                std::future::ready(Ok(ids))
            })
        };

        let (one, two) = futures_util::future::join(load("events"), load("events")).await;
        let other = load("units").await;

        assert_eq!(*one.unwrap(), [1, 3]);
        assert_eq!(*two.unwrap(), [1, 3]);
        assert_eq!(*other.unwrap(), [1, 3]);
        assert_eq!(loads.into_inner(), 2);
    }

    #[tokio::test]
    async fn a_failure_is_the_same_for_all() {
        let batch = Batch::new([1]);
        let fail =
            || batch.get_or_load("units".to_owned(), |_| std::future::ready(Err::<(), _>(Error::new("no"))));

        assert_eq!(fail().await.unwrap_err().message, "no");
        assert_eq!(fail().await.unwrap_err().message, "no");
    }
}
