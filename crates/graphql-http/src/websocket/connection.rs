//! One WebSocket connection.

use actix_web::web;
use actix_ws::{AggregatedMessage, MessageStream, ProtocolError, Session};
use async_graphql::Executor;
use serde_json::Map;
use serde_json::value::Value;
use shahrak_messages::message;
use tokio::time::{Instant, sleep_until, timeout};

use super::close::Close;
use super::message::{ClientMessage, ServerMessage};
use super::operations::{MessageSender, Operations};
use crate::api::Api;
use crate::authenticate;
use crate::caller::{self, AuthError};
use crate::client::Client;
use crate::error_code::{ErrorCode, in_language, request_error};
use crate::keepalive::every;
use crate::language;
use crate::places::Place;
use crate::request::Params;

/// A connection with its client and its operations.
pub(super) struct Connection<E> {
    api: web::Data<Api<E>>,
    client: Client,
    sender: MessageSender,
    acknowledged: bool,
    operations: Operations,
    received_at: Instant,
    /// The place among all subscribers, and the one among those who have not initialised their connection.
    place: Place,
    waiting: Option<Place>,
}

impl<E: Executor> Connection<E> {
    pub(super) fn new(
        api: web::Data<Api<E>>,
        client: Client,
        session: Session,
        (place, waiting): (Place, Place),
    ) -> Self {
        Self {
            sender: MessageSender { session, timeout: api.limits.take_time },
            api,
            client,
            acknowledged: false,
            operations: Operations::default(),
            received_at: Instant::now(),
            place,
            waiting: Some(waiting),
        }
    }

    /// Answers messages until the client or the server closes the connection.
    pub(super) async fn run(mut self, messages: MessageStream, supported_protocol: bool) {
        let mut stopping = self.api.stopping.subscribe();
        let close = match supported_protocol {
            false => Close::unsupported_protocol(),
            true => tokio::select! {
                close = self.answer_all(messages) => close,
                _ = stopping.wait_for(|stopping| *stopping) => Close::stopping(),
            },
        };
        let Self { sender, operations, client, place: _place, .. } = self;
        drop(operations);
        close.send(sender.session, client.language).await;
    }

    async fn answer_all(&mut self, messages: MessageStream) -> Close {
        let largest = self.api.limits.body_bytes as usize;
        let messages = messages.max_frame_size(largest).aggregate_continuations();
        let mut messages = messages.max_continuation_size(largest);
        let init_by = Instant::now() + self.api.limits.init_time;
        let mut pings = every(self.api.keepalive.ping);
        let mut checks = every(self.api.keepalive.check);
        loop {
            let step = tokio::select! {
                biased;
                ended = self.operations.ended() => ended,
                () = sleep_until(init_by), if !self.acknowledged => Err(Close::init_timeout()),
                _ = pings.tick() => self.ping().await,
                _ = checks.tick() => self.check().await,
                message = messages.recv() => self.receive(message).await,
            };
            if let Err(close) = step {
                return close;
            }
        }
    }

    async fn ping(&mut self) -> Result<(), Close> {
        if self.received_at.elapsed() > self.api.keepalive.timeout {
            return Err(Close::keepalive_timeout());
        }
        let sent = timeout(self.sender.timeout, self.sender.session.ping(b"")).await;
        sent.map_err(|_| Close::too_slow())?.map_err(|_| Close::Lost)
    }

    /// Checks the credential for running operations. New ones check it themselves.
    async fn check(&mut self) -> Result<(), Close> {
        let Some(bearer) = self.client.bearer.as_deref().filter(|_| self.acknowledged) else {
            return Ok(());
        };
        authenticate::check_running(&self.api, bearer, &self.client.caller).await.map_err(Close::auth)
    }

    async fn receive(
        &mut self,
        message: Option<Result<AggregatedMessage, ProtocolError>>,
    ) -> Result<(), Close> {
        self.received_at = Instant::now();
        match message {
            Some(Ok(AggregatedMessage::Text(text))) => self.handle(ClientMessage::parse(&text)?).await,
            Some(Ok(AggregatedMessage::Binary(_))) => Err(Close::invalid(message!("close-message-binary"))),
            Some(Ok(AggregatedMessage::Ping(bytes))) => {
                let sent = timeout(self.sender.timeout, self.sender.session.pong(&bytes)).await;
                sent.map_err(|_| Close::too_slow())?.map_err(|_| Close::Lost)
            }
            Some(Ok(AggregatedMessage::Pong(_))) => Ok(()),
            Some(Ok(AggregatedMessage::Close(reason))) => Err(Close::Client(reason)),
            Some(Err(error)) => Err(Close::protocol_error(&error, self.api.limits.body_bytes)),
            None => Err(Close::Lost),
        }
    }

    async fn handle(&mut self, message: ClientMessage<'_>) -> Result<(), Close> {
        match message {
            ClientMessage::Init(_) if self.acknowledged => Err(Close::second_init()),
            ClientMessage::Init(payload) => {
                self.identify(&payload).await.map_err(Close::auth)?;
                // From now on the socket counts for the owner of the credential.
                self.place.pass_to(&self.client.key(&self.api)).map_err(|_| Close::too_many())?;
                self.waiting = None;
                self.acknowledged = true;
                self.sender.send(ServerMessage::ConnectionAck).await
            }
            ClientMessage::Ping(payload) => self.sender.send(ServerMessage::Pong { payload }).await,
            ClientMessage::Pong => Ok(()),
            ClientMessage::Subscribe(..) if !self.acknowledged => Err(Close::unauthorized()),
            ClientMessage::Subscribe(id, _) if self.operations.has(&id) => Err(Close::id_in_use(&id)),
            ClientMessage::Subscribe(id, params) => self.subscribe(id, *params).await,
            ClientMessage::Complete(id) => {
                self.operations.abort(&id);
                Ok(())
            }
        }
    }

    /// Identifies the caller, from the payload of `connection_init` or from the headers of the request that opened the
    /// connection. Browsers can only use the payload.
    async fn identify(&mut self, payload: &Map<String, Value>) -> Result<(), AuthError> {
        let given = |name: &str| {
            let mut entries = payload.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name));
            entries.next().map(|(_, value)| value.as_str().unwrap_or_default())
        };
        self.client.bearer = match given("authorization") {
            Some(value) => Some(caller::parse(value)?),
            None => caller::bearer(self.client.http().headers())?,
        };
        if let Some(value) = given("acceptLanguage").or_else(|| given("accept-language")) {
            self.client.language = language::preferred(value);
        }
        self.client.caller = authenticate::identify(&self.api, self.client.bearer.as_deref()).await?;
        Ok(())
    }

    async fn subscribe(&mut self, id: String, params: Params) -> Result<(), Close> {
        let most = self.api.limits.operations;
        if self.operations.len() >= most as usize {
            let error = request_error(ErrorCode::Throttled, message!("operations-full", most), None);
            let payload = in_language(&[error], self.client.language);
            return self.sender.send(ServerMessage::Error { id: &id, payload }).await;
        }
        self.operations.begin(&self.api, &self.client, &self.sender.session, id, params);
        Ok(())
    }
}
