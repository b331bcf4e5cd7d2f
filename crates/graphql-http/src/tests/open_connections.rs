//! Credentials of open connections.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::TimeDelta;
use futures_util::FutureExt;
use serde_json::{Value, json};

use shahrak_domain::actor::{Actor, Role};

use super::auth::{OFFICER, officer};
use super::server::{Server, Socket};
use shahrak_messages::Message;

use crate::clock;
use crate::keepalive::KeepAlive;
use crate::limits::Limits;
use crate::{Api, AuthError, test_schema};

const FORBIDDEN: u16 = 4403;

/// What every credential currently means.
#[derive(Clone)]
struct Credentials(Arc<Mutex<Result<Arc<Actor>, AuthError>>>);

impl Credentials {
    fn of(actor: Arc<Actor>) -> Self {
        Self(Arc::new(Mutex::new(Ok(actor))))
    }

    fn set(&self, answer: Result<Arc<Actor>, AuthError>) {
        *self.0.lock().unwrap() = answer;
    }

    /// An API that checks credentials of open connections at this interval.
    fn api(&self, check: Duration) -> Api<test_schema::TestSchema> {
        let known = self.clone();
        let authenticated = super::api(Limits::default()).authenticate(move |bearer| {
            let answer = bearer.map(|_| known.0.lock().unwrap().clone()).transpose();
            async move { answer }.boxed()
        });
        Api { keepalive: KeepAlive { check, ..KeepAlive::default() }, ..authenticated }
    }
}

fn revoked() -> Result<Arc<Actor>, AuthError> {
    Err(AuthError::Invalid(Message::verbatim("the credential is revoked")))
}

fn offline() -> Result<Arc<Actor>, AuthError> {
    Err(AuthError::Unavailable("no database".to_owned()))
}

async fn held(server: &Server) -> Socket {
    let mut socket = server.socket_with(&[OFFICER]).await;
    socket.init(json!({})).await;
    socket
}

#[actix_web::test]
async fn a_subscription_ends_when_its_credential_does() {
    let credentials = Credentials::of(officer());
    let server = Server::start(credentials.api(Duration::from_millis(50))).await;
    let mut held = held(&server).await;
    held.subscribe("a", "subscription { silence }").await;
    let mut citizen = server.acknowledged().await;
    let mut events = server.post("subscription { silence }", &[OFFICER]).await;
    events.receive("\r\n\r\n").await;
    tokio::time::sleep(Duration::from_millis(200)).await;

    credentials.set(revoked());
    assert_eq!(held.closed().await, (FORBIDDEN, "Forbidden".to_owned()));
    let ended = events.receive("event: complete").await;
    assert!(ended.contains("UNAUTHENTICATED"), "{ended}");
    citizen.subscribe("a", "{ hello }").await;
    assert_eq!(citizen.receive().await["type"], "next");
    server.stop().await;
}

#[actix_web::test]
async fn a_revoked_credential_starts_no_operation() {
    let other = || Ok(Arc::new(Actor { role: Role::Auditor, ..(*officer()).clone() }));
    for (query, now) in [
        ("mutation { openPark }", revoked()),
        ("{ hello }", revoked()),
        ("subscription { count(to: 3) }", revoked()),
        ("mutation { openPark }", other()),
    ] {
        let credentials = Credentials::of(officer());
        let server = Server::start(credentials.api(Duration::from_mins(1))).await;
        let mut socket = held(&server).await;
        socket.subscribe("a", "mutation { openPark }").await;
        assert_eq!(socket.receive().await["payload"]["data"]["openPark"], true);
        assert_eq!(socket.receive().await["type"], "complete");

        credentials.set(now);
        socket.subscribe("b", query).await;
        assert_eq!(socket.closed().await, (FORBIDDEN, "Forbidden".to_owned()), "{query}");
        server.stop().await;
    }
}

#[actix_web::test]
async fn an_operation_needs_a_credential_that_can_be_checked() {
    let credentials = Credentials::of(officer());
    let server = Server::start(credentials.api(Duration::from_mins(1))).await;
    let mut socket = held(&server).await;
    credentials.set(offline());
    for query in ["mutation { openPark }", "{ hello }", "subscription { silence }"] {
        socket.subscribe("a", query).await;
        let refused: Value = socket.receive().await;
        assert_eq!((&refused["type"], &refused["id"]), (&json!("error"), &json!("a")), "{refused}");
        assert_eq!(refused["payload"][0]["extensions"]["code"], "UNAVAILABLE", "{refused}");
        assert!(!refused.to_string().contains("database"), "{refused}");
    }
    credentials.set(Ok(officer()));
    socket.subscribe("a", "mutation { openPark }").await;
    assert_eq!(socket.receive().await["payload"]["data"]["openPark"], true);
    server.stop().await;
}

#[actix_web::test]
async fn an_expired_credential_ends_a_subscription_without_a_check() {
    let end = clock::now() + TimeDelta::seconds(1);
    let credentials = Credentials::of(Arc::new(Actor { expires_at: Some(end), ..(*officer()).clone() }));
    let server = Server::start(credentials.api(Duration::from_millis(50))).await;
    let mut held = held(&server).await;
    held.subscribe("a", "subscription { silence }").await;
    let mut events = server.post("subscription { silence }", &[OFFICER]).await;
    events.receive("\r\n\r\n").await;

    credentials.set(offline());
    assert_eq!(held.closed().await, (FORBIDDEN, "Forbidden".to_owned()));
    let ended = events.receive("event: complete").await;
    assert!(ended.contains("UNAUTHENTICATED"), "{ended}");
    assert!(clock::now() >= end);
    server.stop().await;
}
