//! The operations under way on one WebSocket: each in a task of its own, so that one which waits for the client to take
//! its answer holds up none of the others.

use std::collections::HashMap;
use std::pin::pin;
use std::time::Duration;

use actix_web::web;
use actix_ws::Session;
use async_graphql::Executor;
use futures_util::StreamExt;
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::timeout;

use super::super::answer::{Answer, Body};
use super::super::caller::{self, Refusal};
use super::super::client::Client;
use super::super::prepare::{Door, Refused, prepare};
use super::super::request::Params;
use super::super::{Api, execute};
use super::end::End;
use super::message::Said;
use crate::error_code::request_error;

/// All kinds are answered here.
const DOOR: Door = Door { get: false, streams: true };

/// The operations under way, by the ids that the client gave them. They end with this value.
#[derive(Default)]
pub(super) struct Operations {
    by_id: HashMap<String, AbortHandle>,
    tasks: JoinSet<(String, Result<(), End>)>,
}

impl Operations {
    /// Those under way, and those whose last message was not taken yet.
    pub(super) fn len(&self) -> usize {
        self.tasks.len()
    }

    pub(super) fn has(&self, id: &str) -> bool {
        self.by_id.contains_key(id)
    }

    /// Begins one. Its id must be free.
    pub(super) fn begin<E: Executor>(
        &mut self,
        api: &web::Data<Api<E>>,
        client: &Client,
        session: &Session,
        id: String,
        params: Params,
    ) {
        let operation = Operation {
            api: api.clone(),
            client: client.clone(),
            speaker: Speaker { session: session.clone(), patience: api.limits.take_time },
        };
        let key = id.clone();
        let task = self.tasks.spawn_local(async move {
            let end = operation.run(&id, params).await;
            (id, end)
        });
        self.by_id.insert(key, task);
    }

    /// Ends one, if it is under way: the client does not want more of it.
    pub(super) fn abort(&mut self, id: &str) {
        if let Some(task) = self.by_id.remove(id) {
            task.abort();
        }
    }

    /// Waits for one to end. `Err` if the connection has to end with it.
    pub(super) async fn ended(&mut self) -> Result<(), End> {
        match self.tasks.join_next_with_id().await {
            None => std::future::pending().await,
            // It was aborted.
            Some(Err(_)) => Ok(()),
            Some(Ok((task, (id, end)))) => {
                // The id may be that of a later one already.
                if self.by_id.get(&id).is_some_and(|known| known.id() == task) {
                    self.by_id.remove(&id);
                }
                end
            }
        }
    }
}

/// Says things to a client that takes them in time.
pub(super) struct Speaker {
    pub(super) session: Session,
    pub(super) patience: Duration,
}

impl Speaker {
    pub(super) async fn say(&mut self, said: Said<'_>) -> Result<(), End> {
        let said = timeout(self.patience, said.send(&mut self.session)).await;
        said.unwrap_or_else(|_| {
            tracing::info!("a subscriber did not take its messages and was dropped");
            Err(End::too_slow())
        })
    }
}

struct Operation<E> {
    api: web::Data<Api<E>>,
    client: Client,
    speaker: Speaker,
}

impl<E: Executor> Operation<E> {
    async fn run(mut self, id: &str, params: Params) -> Result<(), End> {
        let prepared = match self.identify().await {
            Ok(()) => prepare(&self.api, &self.client, DOOR, params),
            Err(unavailable @ Refusal::Unavailable(_)) => {
                Err(Refused::Fault(unavailable.into_fault(self.client.http().headers())))
            }
            Err(invalid) => return Err(End::refused(invalid)),
        };
        let operation = match prepared {
            Ok(operation) => operation,
            Err(refused) => {
                let error = match refused {
                    Refused::Request(error) => *error,
                    Refused::Fault(fault) => request_error(fault.code, fault.message, None),
                };
                return self.speaker.say(Said::Error { id, payload: &[error] }).await;
            }
        };
        let mut answers = pin!(execute::answers(self.api, operation));
        while let Some(answer) = answers.next().await {
            if let Answer::Refused(response) = &answer {
                return self.speaker.say(Said::Error { id, payload: &response.errors }).await;
            }
            self.speaker.say(Said::Next { id, payload: Body::from(&answer) }).await?;
        }
        self.speaker.say(Said::Complete { id }).await
    }

    /// Asks anew who it is, as a plain request does: the connection may have been opened long ago.
    async fn identify(&self) -> Result<(), Refusal> {
        match &self.client.bearer {
            Some(bearer) => caller::holds(&self.api, bearer, &self.client.caller).await,
            None => Ok(()),
        }
    }
}
