//! One WebSocket from its opening to its end.

use actix_web::web;
use actix_ws::{AggregatedMessage, MessageStream, ProtocolError, Session};
use async_graphql::Executor;
use serde_json::Map;
use serde_json::value::Value;
use tokio::time::{Instant, sleep_until, timeout};

use super::super::Api;
use super::super::caller::{self, Refusal};
use super::super::client::Client;
use super::super::locale::Locale;
use super::super::request::Params;
use super::super::rhythm::every;
use super::end::End;
use super::message::{Heard, Said};
use super::operations::{Operations, Speaker};
use crate::error_code::{ErrorCode, request_error};

/// A connection, its client and what it asked for.
pub(super) struct Connection<E> {
    api: web::Data<Api<E>>,
    client: Client,
    speaker: Speaker,
    acknowledged: bool,
    operations: Operations,
    heard_at: Instant,
}

impl<E: Executor> Connection<E> {
    pub(super) fn new(api: web::Data<Api<E>>, client: Client, session: Session) -> Self {
        Self {
            speaker: Speaker { session, patience: api.limits.take_time },
            api,
            client,
            acknowledged: false,
            operations: Operations::default(),
            heard_at: Instant::now(),
        }
    }

    /// Listens and answers until one of both ends it, or the server stops.
    pub(super) async fn run(mut self, messages: MessageStream, spoken: bool) {
        let mut stopping = self.api.stopping.subscribe();
        let end = match spoken {
            false => End::not_spoken(),
            true => tokio::select! {
                end = self.talk(messages) => end,
                _ = stopping.wait_for(|stopping| *stopping) => End::stopping(),
            },
        };
        // First the work, which nobody waits for any more; then the client is told.
        let Self { speaker, operations, .. } = self;
        drop(operations);
        end.tell(speaker.session).await;
    }

    async fn talk(&mut self, messages: MessageStream) -> End {
        let largest = self.api.limits.body_bytes as usize;
        let messages = messages.max_frame_size(largest).aggregate_continuations();
        let mut messages = messages.max_continuation_size(largest);
        let init_by = Instant::now() + self.api.limits.init_time;
        let mut pings = every(self.api.rhythm.ping);
        let mut checks = every(self.api.rhythm.check);
        loop {
            let step = tokio::select! {
                biased;
                ended = self.operations.ended() => ended,
                () = sleep_until(init_by), if !self.acknowledged => Err(End::no_init()),
                _ = pings.tick() => self.ping().await,
                _ = checks.tick() => self.check().await,
                message = messages.recv() => self.listen(message).await,
            };
            if let Err(end) = step {
                return end;
            }
        }
    }

    async fn ping(&mut self) -> Result<(), End> {
        if self.heard_at.elapsed() > self.api.rhythm.gone {
            return Err(End::silent());
        }
        let sent = timeout(self.speaker.patience, self.speaker.session.ping(b"")).await;
        sent.map_err(|_| End::too_slow())?.map_err(|_| End::Gone)
    }

    /// Asks again whether the credential of what runs holds. What begins asks itself.
    async fn check(&mut self) -> Result<(), End> {
        let Some(bearer) = self.client.bearer.as_deref().filter(|_| self.acknowledged) else {
            return Ok(());
        };
        caller::still_holds(&self.api, bearer, &self.client.caller).await.map_err(End::refused)
    }

    async fn listen(&mut self, message: Option<Result<AggregatedMessage, ProtocolError>>) -> Result<(), End> {
        self.heard_at = Instant::now();
        match message {
            Some(Ok(AggregatedMessage::Text(text))) => self.hear(Heard::read(&text)?).await,
            Some(Ok(AggregatedMessage::Binary(_))) => Err(End::invalid("Invalid message received: binary")),
            Some(Ok(AggregatedMessage::Ping(bytes))) => {
                let sent = timeout(self.speaker.patience, self.speaker.session.pong(&bytes)).await;
                sent.map_err(|_| End::too_slow())?.map_err(|_| End::Gone)
            }
            Some(Ok(AggregatedMessage::Pong(_))) => Ok(()),
            Some(Ok(AggregatedMessage::Close(reason))) => Err(End::Theirs(reason)),
            Some(Err(error)) => Err(End::broken(&error, self.api.limits.body_bytes)),
            None => Err(End::Gone),
        }
    }

    async fn hear(&mut self, heard: Heard<'_>) -> Result<(), End> {
        match heard {
            Heard::Init(_) if self.acknowledged => Err(End::second_init()),
            Heard::Init(payload) => {
                self.identify(&payload).await.map_err(End::refused)?;
                self.acknowledged = true;
                self.speaker.say(Said::ConnectionAck).await
            }
            Heard::Ping(payload) => self.speaker.say(Said::Pong { payload }).await,
            Heard::Pong => Ok(()),
            Heard::Subscribe(..) if !self.acknowledged => Err(End::unauthorized()),
            Heard::Subscribe(id, _) if self.operations.has(&id) => Err(End::taken(&id)),
            Heard::Subscribe(id, params) => self.subscribe(id, *params).await,
            Heard::Complete(id) => {
                self.operations.abort(&id);
                Ok(())
            }
        }
    }

    /// Who it is: by what `connection_init` says, or by the headers that opened the connection. Browsers can only say it.
    async fn identify(&mut self, payload: &Map<String, Value>) -> Result<(), Refusal> {
        let given = |name: &str| {
            let mut entries = payload.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name));
            entries.next().map(|(_, value)| value.as_str().unwrap_or_default())
        };
        self.client.bearer = match given("authorization") {
            Some(value) => Some(caller::parse(value)?),
            None => caller::bearer(self.client.http().headers())?,
        };
        if let Some(value) = given("acceptLanguage").or_else(|| given("accept-language")) {
            self.client.locale = Locale::preferred(value);
        }
        self.client.caller = caller::identify(&self.api, self.client.bearer.as_deref()).await?;
        Ok(())
    }

    async fn subscribe(&mut self, id: String, params: Params) -> Result<(), End> {
        let most = self.api.limits.operations;
        if self.operations.len() >= most as usize {
            let message = format!("{most} operations are under way on this connection; complete one first");
            let error = request_error(ErrorCode::Throttled, message, None);
            return self.speaker.say(Said::Error { id: &id, payload: &[error] }).await;
        }
        self.operations.begin(&self.api, &self.client, &self.speaker.session, id, params);
        Ok(())
    }
}
