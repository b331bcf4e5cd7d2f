//! Batches: a question about one object is answered for all objects of the batch by one statement.

use std::any::Any;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use async_graphql::{Error, Result};
use tokio::sync::OnceCell;

use crate::error_code::internal;

type Answer = OnceCell<Result<Arc<dyn Any + Send + Sync>>>;

/// The ids of a batch, and the answers to the questions about it.
///
/// The first object that asks a question loads the answer for all; the others find it or wait for it. There is no delay
/// and no batch window: a list of lists costs two statements, however long it is.
pub struct Together {
    ids: Vec<i64>,
    answers: Mutex<HashMap<String, Arc<Answer>>>,
}

impl Together {
    /// The batch of these ids; duplicates are allowed.
    pub fn new(ids: impl IntoIterator<Item = i64>) -> Together {
        let mut ids: Vec<i64> = ids.into_iter().collect();
        ids.sort_unstable();
        ids.dedup();
        Together { ids, answers: Mutex::default() }
    }

    /// The answer to a question for the whole batch, as returned by `load`. `question` contains the field and all its
    /// arguments: the same text gets the same answer.
    ///
    /// # Errors
    /// The error of `load`, the same for all.
    pub async fn ask<V, Fut>(&self, question: String, load: impl FnOnce(Vec<i64>) -> Fut) -> Result<Arc<V>>
    where
        V: Send + Sync + 'static,
        Fut: Future<Output = Result<V>>,
    {
        let answer = {
            let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
            answers.entry(question).or_default().clone()
        };
        let ask = async || {
            let value: Arc<dyn Any + Send + Sync> = Arc::new(load(self.ids.clone()).await?);
            Ok(value)
        };
        let value = answer.get_or_init(ask).await.clone()?;
        value.downcast().map_err(|_| wrong_type())
    }
}

/// Two different questions with the same text: a programming error.
fn wrong_type() -> Error {
    internal(std::io::Error::other("two fields asked different questions in the same words"))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test]
    async fn a_question_is_asked_once_for_all() {
        let together = Together::new([3, 1, 3]);
        let asked = AtomicUsize::new(0);
        let ask = |question: &str| {
            together.ask(question.to_owned(), |ids| {
                asked.fetch_add(1, Ordering::Relaxed);
                std::future::ready(Ok(ids))
            })
        };

        let (one, two) = futures_util::future::join(ask("events"), ask("events")).await;
        let other = ask("units").await;

        assert_eq!(*one.unwrap(), [1, 3]);
        assert_eq!(*two.unwrap(), [1, 3]);
        assert_eq!(*other.unwrap(), [1, 3]);
        assert_eq!(asked.into_inner(), 2);
    }

    #[tokio::test]
    async fn a_failure_is_the_same_for_all() {
        let together = Together::new([1]);
        let fail =
            || together.ask("units".to_owned(), |_| std::future::ready(Err::<(), _>(Error::new("no"))));

        assert_eq!(fail().await.unwrap_err().message, "no");
        assert_eq!(fail().await.unwrap_err().message, "no");
    }
}
