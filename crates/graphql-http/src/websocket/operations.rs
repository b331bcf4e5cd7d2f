//! The operations that run on one WebSocket: each in a task of its own, so that one that waits for the client to read its
//! response does not block the others.

use std::collections::HashMap;
use std::pin::pin;
use std::time::Duration;

use actix_web::web;
use actix_ws::Session;
use async_graphql::Executor;
use futures_util::StreamExt;
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::timeout;

use super::close::Close;
use super::message::ServerMessage;
use crate::api::Api;
use crate::authenticate;
use crate::caller::AuthError;
use crate::client::Client;
use crate::error_code::in_language;
use crate::execute;
use crate::outcome::{Outcome, ResponseBody};
use crate::prepare::{PrepareError, Transport, prepare};
use crate::request::Params;

/// All kinds of operations are allowed.
const TRANSPORT: Transport = Transport { mutations: true, subscriptions: true };

/// The running operations, by the ids that the client chose. Dropping this aborts them.
#[derive(Default)]
pub(super) struct Operations {
    by_id: HashMap<String, AbortHandle>,
    tasks: JoinSet<(String, Result<(), Close>)>,
}

impl Operations {
    /// The number of operations that run or whose last message is not sent yet.
    pub(super) fn len(&self) -> usize {
        self.tasks.len()
    }

    pub(super) fn has(&self, id: &str) -> bool {
        self.by_id.contains_key(id)
    }

    /// Starts an operation. Its id must be free.
    pub(super) fn begin<E: Executor>(
        &mut self,
        api: &web::Data<Api<E>>,
        client: &Client,
        session: &Session,
        id: String,
        params: Params,
    ) {
        let operation = OperationTask {
            api: api.clone(),
            client: client.clone(),
            sender: MessageSender { session: session.clone(), timeout: api.limits.take_time },
        };
        let key = id.clone();
        let task = self.tasks.spawn_local(async move {
            let end = operation.run(&id, params).await;
            (id, end)
        });
        self.by_id.insert(key, task);
    }

    /// Ends an operation for the client, if it is running.
    pub(super) fn abort(&mut self, id: &str) {
        if let Some(task) = self.by_id.remove(id) {
            task.abort();
        }
    }

    /// Waits until an operation ends. The error closes the connection.
    pub(super) async fn ended(&mut self) -> Result<(), Close> {
        match self.tasks.join_next_with_id().await {
            None => std::future::pending().await,
            // It was aborted.
            Some(Err(_)) => Ok(()),
            Some(Ok((task, (id, end)))) => {
                // A later operation may already have the same id.
                if self.by_id.get(&id).is_some_and(|known| known.id() == task) {
                    self.by_id.remove(&id);
                }
                end
            }
        }
    }
}

/// Sends messages to a client that reads them in time.
pub(super) struct MessageSender {
    pub(super) session: Session,
    pub(super) timeout: Duration,
}

impl MessageSender {
    pub(super) async fn send(&mut self, message: ServerMessage<'_>) -> Result<(), Close> {
        let sent = timeout(self.timeout, message.send(&mut self.session)).await;
        sent.unwrap_or_else(|_| {
            tracing::info!("a subscriber did not read its messages and was disconnected");
            Err(Close::too_slow())
        })
    }
}

struct OperationTask<E> {
    api: web::Data<Api<E>>,
    client: Client,
    sender: MessageSender,
}

impl<E: Executor> OperationTask<E> {
    async fn run(mut self, id: &str, params: Params) -> Result<(), Close> {
        let prepared = match self.check_credential().await {
            Ok(()) => prepare(&self.api, &self.client, TRANSPORT, params),
            Err(unavailable @ AuthError::Unavailable(_)) => {
                Err(PrepareError::Http(unavailable.into_http_error(self.client.http().headers())))
            }
            Err(invalid) => return Err(Close::auth(invalid)),
        };
        let language = self.client.language;
        let operation = match prepared {
            Ok(operation) => operation,
            Err(error) => {
                let error = match error {
                    PrepareError::Request(error) => *error,
                    PrepareError::Http(error) => error.into(),
                };
                let payload = in_language(&[error], language);
                return self.sender.send(ServerMessage::Error { id, payload }).await;
            }
        };
        let mut outcomes = pin!(execute::outcomes(self.api, operation));
        while let Some(outcome) = outcomes.next().await {
            if let Outcome::Rejected(response) = &outcome {
                let payload = in_language(&response.errors, language);
                return self.sender.send(ServerMessage::Error { id, payload }).await;
            }
            self.sender
                .send(ServerMessage::Next { id, payload: ResponseBody::of(&outcome, language) })
                .await?;
        }
        self.sender.send(ServerMessage::Complete { id }).await
    }

    /// Checks the credential, as for a plain request: the connection may have been opened long ago.
    async fn check_credential(&self) -> Result<(), AuthError> {
        match &self.client.bearer {
            Some(bearer) => authenticate::check_again(&self.api, bearer, &self.client.caller).await,
            None => Ok(()),
        }
    }
}
