//! Credentials on connections that stay open.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::TimeDelta;
use futures_util::FutureExt;
use serde_json::{Value, json};

use shahrak_domain::actor::{Actor, Role};

use super::access::{OFFICER, officer};
use super::server::{Server, Socket};
use crate::clock;
use crate::http::rhythm::Rhythm;
use crate::http::{Api, Refusal, toy};
use crate::limits::Limits;

const FORBIDDEN: u16 = 4403;

/// What every credential stands for now.
#[derive(Clone)]
struct Credentials(Arc<Mutex<Result<Arc<Actor>, Refusal>>>);

impl Credentials {
    fn of(actor: Arc<Actor>) -> Self {
        Self(Arc::new(Mutex::new(Ok(actor))))
    }

    fn stand_for(&self, answer: Result<Arc<Actor>, Refusal>) {
        *self.0.lock().unwrap() = answer;
    }

    /// They are asked for again so often on connections that stay open.
    fn api(&self, check: Duration) -> Api<toy::ToySchema> {
        let known = self.clone();
        let authenticated = super::api(Limits::default()).authenticate(move |bearer| {
            let answer = bearer.map(|_| known.0.lock().unwrap().clone()).transpose();
            async move { answer }.boxed()
        });
        Api { rhythm: Rhythm { check, ..Rhythm::default() }, ..authenticated }
    }
}

fn revoked() -> Result<Arc<Actor>, Refusal> {
    Err(Refusal::Invalid("the credential is revoked".to_owned()))
}

fn offline() -> Result<Arc<Actor>, Refusal> {
    Err(Refusal::Unavailable("no database".to_owned()))
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
    events.hear("\r\n\r\n").await;
    tokio::time::sleep(Duration::from_millis(200)).await;

    credentials.stand_for(revoked());
    assert_eq!(held.closed().await, (FORBIDDEN, "Forbidden".to_owned()));
    let ended = events.hear("event: complete").await;
    assert!(ended.contains("UNAUTHENTICATED"), "{ended}");
    citizen.subscribe("a", "{ hello }").await;
    assert_eq!(citizen.hear().await["type"], "next");
    server.stop().await;
}

#[actix_web::test]
async fn no_operation_begins_on_a_socket_whose_credential_was_revoked() {
    let other = || Ok(Arc::new(Actor { role: Role::Auditor, ..(*officer()).clone() }));
    for (query, now) in [
        ("mutation { openPark }", revoked()),
        ("{ hello }", revoked()),
        ("subscription { count(to: 3) }", revoked()),
        ("mutation { openPark }", other()),
    ] {
        let credentials = Credentials::of(officer());
        let server = Server::start(credentials.api(Duration::from_secs(60))).await;
        let mut socket = held(&server).await;
        socket.subscribe("a", "mutation { openPark }").await;
        assert_eq!(socket.hear().await["payload"]["data"]["openPark"], true);
        assert_eq!(socket.hear().await["type"], "complete");

        credentials.stand_for(now);
        socket.subscribe("b", query).await;
        assert_eq!(socket.closed().await, (FORBIDDEN, "Forbidden".to_owned()), "{query}");
        server.stop().await;
    }
}

#[actix_web::test]
async fn an_operation_on_a_socket_waits_for_no_credential_that_cannot_be_checked() {
    let credentials = Credentials::of(officer());
    let server = Server::start(credentials.api(Duration::from_secs(60))).await;
    let mut socket = held(&server).await;
    credentials.stand_for(offline());
    for query in ["mutation { openPark }", "{ hello }", "subscription { silence }"] {
        socket.subscribe("a", query).await;
        let refused: Value = socket.hear().await;
        assert_eq!((&refused["type"], &refused["id"]), (&json!("error"), &json!("a")), "{refused}");
        assert_eq!(refused["payload"][0]["extensions"]["code"], "UNAVAILABLE", "{refused}");
        assert!(!refused.to_string().contains("database"), "{refused}");
    }
    credentials.stand_for(Ok(officer()));
    socket.subscribe("a", "mutation { openPark }").await;
    assert_eq!(socket.hear().await["payload"]["data"]["openPark"], true);
    server.stop().await;
}

#[actix_web::test]
async fn an_expired_credential_ends_a_subscription_though_nobody_can_check_it() {
    let end = clock::now() + TimeDelta::seconds(1);
    let credentials = Credentials::of(Arc::new(Actor { expires_at: Some(end), ..(*officer()).clone() }));
    let server = Server::start(credentials.api(Duration::from_millis(50))).await;
    let mut held = held(&server).await;
    held.subscribe("a", "subscription { silence }").await;
    let mut events = server.post("subscription { silence }", &[OFFICER]).await;
    events.hear("\r\n\r\n").await;

    credentials.stand_for(offline());
    assert_eq!(held.closed().await, (FORBIDDEN, "Forbidden".to_owned()));
    let ended = events.hear("event: complete").await;
    assert!(ended.contains("UNAUTHENTICATED"), "{ended}");
    assert!(clock::now() >= end);
    server.stop().await;
}
