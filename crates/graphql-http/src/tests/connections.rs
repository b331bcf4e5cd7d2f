//! Connections of clients who send slowly, or open too many.

use std::time::Duration;

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep, timeout};
use tokio_tungstenite::tungstenite;

use super::api;
use super::auth::OFFICER;
use super::server::{PATIENCE, Server};
use crate::limits::Limits;

/// The time for a head in these tests.
const HEAD: Duration = Duration::from_millis(600);

fn limits() -> Limits {
    Limits { head_time: HEAD, time: Duration::from_secs(1), body_bytes: 1_000, ..Limits::default() }
}

/// Sends the beginning, then a piece again and again, and returns what was answered, and after how long the connection was
/// closed.
async fn dribble(server: &Server, beginning: &str, piece: &str) -> (String, Duration) {
    let stream = TcpStream::connect(server.address).await.unwrap();
    let begun = Instant::now();
    let (mut input, mut output) = stream.into_split();
    output.write_all(beginning.as_bytes()).await.unwrap();
    let piece = piece.to_owned();
    let sending = tokio::spawn(async move {
        while output.write_all(piece.as_bytes()).await.is_ok() {
            sleep(Duration::from_millis(50)).await;
        }
    });
    let mut received = Vec::new();
    // The server may reset the connection.
    let _ = timeout(PATIENCE, input.read_to_end(&mut received)).await.expect("the connection is closed");
    let after = begun.elapsed();
    sending.abort();
    (String::from_utf8_lossy(&received).into_owned(), after)
}

#[actix_web::test]
async fn a_connection_is_closed_unless_its_next_head_arrives_in_time() {
    let server = Server::start(api(limits())).await;
    let get = "GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n";
    let post = "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n";
    for (beginning, piece, status) in [
        // The head of the first request, and of the second.
        ("GET /healthz HTTP/1.1\r\n".to_owned(), "x: y\r\n", None),
        (format!("{get}GET /healthz HTTP/1.1\r\n"), "x: y\r\n", Some("200")),
        // A body that is refused: for its size, its credential, or its time.
        (
            format!("{post}transfer-encoding: chunked\r\n\r\n"),
            &format!("ff\r\n{}\r\n", "x".repeat(255)),
            Some("413"),
        ),
        (format!("{post}authorization: Basic x\r\ncontent-length: 900\r\n\r\n"), "x", Some("401")),
        (format!("{post}content-length: 900\r\n\r\n"), "x", Some("408")),
        (format!("{post}transfer-encoding: chunked\r\n\r\n"), "1\r\nx\r\n", Some("408")),
    ] {
        let (received, after) = dribble(&server, &beginning, piece).await;
        assert!(after < Duration::from_secs(4), "{beginning} stayed open for {after:?}");
        if let Some(status) = status {
            assert!(received.starts_with(&format!("HTTP/1.1 {status} ")), "{beginning}: {received}");
        }
    }
    server.stop().await;
}

#[actix_web::test]
async fn a_quiet_subscription_is_not_a_slow_request() {
    let server = Server::start(api(limits())).await;
    let mut events = server.post("subscription { silence }", &[]).await;
    events.receive("200 OK").await;
    let mut socket = server.acknowledged().await;

    sleep(HEAD * 4).await;

    socket.subscribe("a", "{ hello }").await;
    assert_eq!(socket.receive().await["type"], "next");
    drop(events);
    server.stop().await;
}

#[actix_web::test]
async fn a_client_has_a_bounded_number_of_connections() {
    let server = Server::start(api(Limits { connections_per_client: 3, ..Limits::default() })).await;
    let mut held = Vec::new();
    for _ in 0..3 {
        held.push(answered(&server).await);
    }
    assert!(held.iter().all(|(_, answer)| answer.starts_with("HTTP/1.1 200 ")));
    let (_, refused) = answered(&server).await;
    assert!(refused.starts_with("HTTP/1.1 429 ") && refused.contains("retry-after: 5"), "{refused}");

    held.pop();

    let begun = Instant::now();
    while !answered(&server).await.1.starts_with("HTTP/1.1 200 ") {
        assert!(begun.elapsed() < PATIENCE, "the place is free again");
        sleep(Duration::from_millis(20)).await;
    }
    drop(held);
    server.stop().await;
}

/// A connection, and the beginning of the answer on it.
async fn answered(server: &Server) -> (TcpStream, String) {
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    // A connection that is refused may be closed before this is sent.
    let _ = stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").await;
    let mut buffer = [0; 1_000];
    let read = timeout(PATIENCE, stream.read(&mut buffer)).await.unwrap().unwrap_or_default();
    let answer = String::from_utf8_lossy(&buffer[..read]).into_owned();
    (stream, answer)
}

#[actix_web::test]
async fn a_client_has_a_bounded_number_of_subscriptions() {
    let limits = Limits { subscribers_per_client: 2, ..Limits::default() };
    let server = Server::start(api(limits).authenticate(super::auth::known)).await;
    let mut held = Vec::new();
    for _ in 0..2 {
        let mut events = server.post("subscription { silence }", &[]).await;
        events.receive("200 OK").await;
        held.push(events);
    }
    let mut refused = server.post("subscription { silence }", &[]).await;
    let text = refused.receive("THROTTLED").await;
    assert!(text.starts_with("HTTP/1.1 429 ") && text.contains("retry-after"), "{text}");
    let refused = server.open(&[("sec-websocket-protocol", "graphql-transport-ws")]).await;
    let Err(tungstenite::Error::Http(response)) = refused else { panic!("{refused:?}") };
    assert_eq!(response.status().as_u16(), 429);

    // The owner of a credential has a share of their own.
    let mut officer = server.post("subscription { silence }", &[OFFICER]).await;
    officer.receive("200 OK").await;
    drop(held);
    server.stop().await;
}

#[actix_web::test]
async fn sockets_that_are_not_initialised_are_bounded() {
    let server = Server::start(api(Limits { uninitialised: 2, ..Limits::default() })).await;
    let (mut one, _two) = (server.socket().await, server.socket().await);
    let refused = server.open(&[("sec-websocket-protocol", "graphql-transport-ws")]).await;
    let Err(tungstenite::Error::Http(response)) = refused else { panic!("{refused:?}") };
    assert_eq!(response.status().as_u16(), 429);

    one.init(json!({})).await;

    server.acknowledged().await;
    server.stop().await;
}

#[actix_web::test]
async fn an_overload_of_callers_without_a_credential_is_refused_at_once_and_officers_are_not() {
    let limits = Limits { admitted_anonymous: 1, time: Duration::from_mins(1), ..Limits::default() };
    let server = Server::start(api(limits).authenticate(super::auth::known)).await;
    let running = server.post("{ sleeps }", &[]).await;
    sleep(Duration::from_millis(300)).await;

    let begun = Instant::now();
    let mut refused = server.post("{ rows(first: 7) { nodes { name } } }", &[]).await;
    let text = refused.receive("UNAVAILABLE").await;
    assert!(text.starts_with("HTTP/1.1 503 ") && text.contains("retry-after: 1"), "{text}");
    assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());

    let mut officer = server.post("{ rows(first: 7) { nodes { name } } }", &[OFFICER]).await;
    officer.receive("200 OK").await;
    drop(running);
    let begun = Instant::now();
    loop {
        let mut again = server.post("{ rows(first: 7) { nodes { name } } }", &[]).await;
        if again.receive("\r\n\r\n").await.starts_with("HTTP/1.1 200 ") {
            break;
        }
        assert!(begun.elapsed() < PATIENCE, "what was accepted has ended");
        sleep(Duration::from_millis(20)).await;
    }
    server.stop().await;
}
