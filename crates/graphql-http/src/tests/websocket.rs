//! Operations over `graphql-transport-ws`, and every way a connection ends.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use futures_util::SinkExt;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{Error, Message, protocol::CloseFrame};

use super::api;
use super::server::{PATIENCE, Server};
use crate::keepalive::KeepAlive;
use crate::limits::Limits;
use crate::test_schema;

async fn server() -> Server {
    Server::start(api(Limits::default())).await
}

#[actix_web::test]
async fn operations_of_every_kind_run_over_one_connection() {
    let server = server().await;
    let mut socket = server.acknowledged().await;

    socket.subscribe("q", "{ hello }").await;
    let payload = json!({ "data": { "hello": "hello world" } });
    assert_eq!(socket.receive().await, json!({ "type": "next", "id": "q", "payload": payload }));
    assert_eq!(socket.receive().await, json!({ "type": "complete", "id": "q" }));

    socket.subscribe("s", "subscription { count(to: 3) }").await;
    for number in 1..=3 {
        let payload = json!({ "data": { "count": number } });
        assert_eq!(socket.receive().await, json!({ "type": "next", "id": "s", "payload": payload }));
    }
    assert_eq!(socket.receive().await, json!({ "type": "complete", "id": "s" }));

    socket.subscribe("m", "mutation { openPark }").await;
    let refused = socket.receive().await;
    assert_eq!((&refused["type"], &refused["id"]), (&json!("error"), &json!("m")));
    assert_eq!(refused["payload"][0]["extensions"]["code"], "UNAUTHENTICATED");

    // An id is free again when its operation is complete.
    socket.subscribe("q", "{ hello(name: \"again\") }").await;
    assert_eq!(socket.receive().await["payload"]["data"]["hello"], "hello again");
    server.stop().await;
}

#[actix_web::test]
async fn request_errors_are_error_messages_and_field_errors_are_next_messages() {
    let server = server().await;
    let mut socket = server.acknowledged().await;
    for (query, kind, code) in [
        ("{", "error", "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", "error", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { nothing }", "error", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { count }", "error", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { count(to: 1) silence }", "error", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { ...f } fragment f on Ticker { silence }", "error", "GRAPHQL_VALIDATION_FAILED"),
        ("query ($n: String!) { hello(name: $n) }", "error", "BAD_USER_INPUT"),
        ("{ rows(first: 100) { nodes { a:name b:name } } }", "next", ""),
        ("{ refused }", "next", "FORBIDDEN"),
        ("{ panics }", "error", "INTERNAL_SERVER_ERROR"),
        ("subscription { denied }", "next", "FORBIDDEN"),
        ("subscription { event { broken } }", "next", "INTERNAL_SERVER_ERROR"),
        ("subscription { event { panics } }", "error", "INTERNAL_SERVER_ERROR"),
    ] {
        socket.subscribe(query, query).await;
        let received = socket.receive().await;
        assert_eq!((&received["type"], &received["id"]), (&json!(kind), &json!(query)), "{received}");
        assert!(!received.to_string().contains("secret"), "{received}");
        let errors = if kind == "error" { &received["payload"] } else { &received["payload"]["errors"] };
        let found = errors.get(0).map_or("", |error| error["extensions"]["code"].as_str().unwrap());
        assert_eq!(found, code, "{received}");
        socket.send(json!({ "type": "complete", "id": query })).await;
        if kind == "next" && !query.contains("event") {
            assert_eq!(socket.receive().await["type"], "complete");
        }
    }
    server.stop().await;
}

#[actix_web::test]
async fn each_event_has_a_time_limit_and_the_subscription_has_none() {
    let limits = Limits { time: Duration::from_millis(200), ..Limits::default() };
    let server = Server::start(api(limits)).await;
    let mut socket = server.acknowledged().await;

    socket.subscribe("slow", "subscription { event { sleeps } }").await;
    let received = socket.receive().await;
    assert_eq!(received["type"], "error");
    assert_eq!(received["payload"][0]["extensions"]["code"], "TIMEOUT");

    socket.subscribe("event", "subscription { event { hello } }").await;
    assert_eq!(socket.receive().await["payload"]["data"]["event"]["hello"], "hello world");
    tokio::time::sleep(Duration::from_millis(600)).await;
    socket.subscribe("query", "{ sleeps }").await;
    let received = socket.receive().await;
    assert_eq!(
        (&received["id"], &received["payload"][0]["extensions"]["code"]),
        (&json!("query"), &json!("TIMEOUT"))
    );
    server.stop().await;
}

#[actix_web::test]
async fn pings_are_answered_and_pongs_accepted() {
    let server = server().await;
    let mut socket = server.socket().await;

    socket.send(json!({ "type": "ping" })).await;
    assert_eq!(socket.receive().await, json!({ "type": "pong" }));
    socket.send(json!({ "type": "pong", "payload": { "any": 1 } })).await;
    socket.send(json!({ "type": "ping", "payload": { "at": 7 } })).await;
    assert_eq!(socket.receive().await, json!({ "type": "pong", "payload": { "at": 7 } }));
    socket.0.send(Message::Ping(vec![1, 2].into())).await.unwrap();
    assert_eq!(socket.next().await, Message::Pong(vec![1, 2].into()));
    server.stop().await;
}

#[actix_web::test]
async fn violations_of_the_protocol_close_with_their_codes() {
    let server = server().await;
    let init = json!({ "type": "connection_init" });
    let subscribe = |id: &str| json!({ "type": "subscribe", "id": id, "payload": { "query": "subscription { silence }" } });
    let large = json!({ "type": "ping", "payload": { "x": "x".repeat(300_000) } });
    let text = |message: &Value| Message::text(message.to_string());
    let cases: Vec<(Vec<Message>, u16, &str)> = vec![
        (vec![text(&subscribe("a"))], 4401, "Unauthorized"),
        (vec![text(&init), text(&init)], 4429, "Too many initialisation requests"),
        (vec![Message::text("not json")], 4400, "Invalid message received"),
        (vec![Message::text("[]")], 4400, "Invalid message received"),
        (vec![Message::text("{\"type\":\"start\"}")], 4400, "Invalid message received: its type is unknown"),
        (vec![Message::binary(vec![1])], 4400, "Invalid message received: binary"),
        (vec![text(&json!({ "type": "ping", "payload": 7 }))], 4400, "the `payload` must be an object"),
        (vec![text(&init), text(&json!({ "type": "complete" }))], 4400, "the message needs an `id`"),
        (vec![text(&init), text(&subscribe(""))], 4400, "the message needs an `id`"),
        (vec![text(&init), text(&subscribe(&"x".repeat(300)))], 4400, "the id is longer than 256 bytes"),
        (
            vec![text(&init), text(&json!({ "type": "subscribe", "id": "a", "payload": {} }))],
            4400,
            "`query` is missing: it holds the document",
        ),
        (
            vec![text(&init), text(&subscribe("a")), text(&subscribe("a"))],
            4409,
            "Subscriber for a already exists",
        ),
        (vec![text(&large)], 1009, "a message is larger than 262144 bytes; ask for less at once"),
    ];
    for (messages, code, reason) in cases {
        let mut socket = server.socket().await;
        for message in messages {
            socket.0.send(message).await.unwrap();
        }
        assert_eq!(socket.closed().await, (code, reason.to_owned()));
    }
    server.stop().await;
}

#[actix_web::test]
async fn an_unsupported_subprotocol_is_rejected() {
    let server = server().await;
    let mut silent = server.open(&[]).await.unwrap();
    assert_eq!(silent.closed().await, (4406, "Subprotocol not acceptable".to_owned()));

    // The server names none. This client reports a failed handshake, others get the code above.
    let other = server.open(&[("sec-websocket-protocol", "graphql-ws")]).await;
    assert!(matches!(other, Err(Error::Protocol(_))));
    let mut several =
        server.open(&[("sec-websocket-protocol", "graphql-ws, graphql-transport-ws")]).await.unwrap();
    several.init(json!({})).await;
    server.stop().await;
}

#[actix_web::test]
async fn reasons_are_in_the_language_of_the_client_and_fit_into_a_frame() {
    let server = server().await;
    let headers = [("accept-language", "fa"), ("sec-websocket-protocol", "graphql-transport-ws")];
    let subscribe = |id: &str| json!({ "type": "subscribe", "id": id, "payload": { "query": "subscription { silence }" } });
    let (init, long) = (json!({ "type": "connection_init" }), "ش".repeat(120));
    let cases = [
        (vec![subscribe("a")], 4401, "نخست `connection_init` را بفرستید"),
        (vec![init.clone(), subscribe(&"x".repeat(300))], 4400, "شناسه از ۲۵۶ بایت بلندتر است"),
        (vec![init, subscribe(&long), subscribe(&long)], 4409, "اشتراکی با شناسهٔ ششش"),
    ];
    for (messages, code, reason) in cases {
        let mut socket = server.open(&headers).await.unwrap();
        for message in messages {
            socket.send(message).await;
        }
        let closed = socket.closed().await;
        assert_eq!(closed.0, code);
        assert!(closed.1.starts_with(reason) && closed.1.len() <= 123, "{closed:?}");
    }
    server.stop().await;
}

#[actix_web::test]
async fn a_connection_must_be_initialised_in_time() {
    let limits = Limits { init_time: Duration::from_millis(100), ..Limits::default() };
    let server = Server::start(api(limits)).await;
    let mut late = server.socket().await;
    let mut good = server.acknowledged().await;

    assert_eq!(late.closed().await, (4408, "Connection initialisation timeout".to_owned()));
    good.subscribe("a", "{ hello }").await;
    assert_eq!(good.receive().await["type"], "next");
    server.stop().await;
}

#[actix_web::test]
async fn a_close_is_answered_and_cancels_the_work() {
    let server = server().await;
    let mut socket = server.acknowledged().await;
    socket.subscribe("a", "subscription { silence }").await;
    until(|| test_schema::LISTENING.load(Ordering::SeqCst) > 0).await;

    let frame = CloseFrame { code: CloseCode::Normal, reason: "done".into() };
    socket.0.send(Message::Close(Some(frame))).await.unwrap();
    assert_eq!(socket.closed().await, (1000, "done".to_owned()));
    server.stop().await;
}

#[actix_web::test]
async fn an_operation_ends_when_the_client_completes_it() {
    let limits = Limits { operations: 1, ..Limits::default() };
    let server = Server::start(api(limits)).await;
    let mut socket = server.acknowledged().await;

    socket.subscribe("a", "subscription { silence }").await;
    socket.subscribe("b", "{ hello }").await;
    let refused = socket.receive().await;
    assert_eq!((&refused["type"], &refused["id"]), (&json!("error"), &json!("b")));
    assert_eq!(refused["payload"][0]["extensions"]["code"], "THROTTLED");

    socket.send(json!({ "type": "complete", "id": "a" })).await;
    socket.send(json!({ "type": "complete", "id": "unknown" })).await;
    socket.send(json!({ "type": "ping" })).await;
    assert_eq!(socket.receive().await["type"], "pong");
    socket.subscribe("a", "{ hello }").await;
    assert_eq!(socket.receive().await["payload"]["data"]["hello"], "hello world");
    server.stop().await;
}

#[actix_web::test]
async fn a_slow_client_is_disconnected_with_a_reason() {
    let limits = Limits { take_time: Duration::from_millis(300), ..Limits::default() };
    let server = Server::start(api(limits)).await;
    let mut slow = server.acknowledged().await;
    slow.subscribe("a", "subscription { flood }").await;
    tokio::time::sleep(Duration::from_millis(1_500)).await;

    let (code, reason) = slow.closed().await;
    assert_eq!(code, 4290, "{reason}");
    assert!(reason.contains("too slowly") && reason.contains("`after`"), "{reason}");

    let mut good = server.acknowledged().await;
    good.subscribe("a", "subscription { flood }").await;
    for _ in 0..200 {
        assert_eq!(good.receive().await["type"], "next");
    }
    drop(good);
    server.stop().await;
}

#[actix_web::test]
async fn a_client_that_answers_no_pings_is_disconnected() {
    let keepalive = KeepAlive {
        ping: Duration::from_millis(50),
        timeout: Duration::from_millis(400),
        ..KeepAlive::default()
    };
    let server = Server::start(crate::Api { keepalive, ..api(Limits::default()) }).await;
    let mut gone = server.acknowledged().await;
    let mut good = server.acknowledged().await;

    // A client answers pings while it reads.
    let read = tokio::time::timeout(Duration::from_millis(600), good.closed()).await;
    assert!(read.is_err(), "{read:?}");
    assert_eq!(gone.closed().await, (1001, "no answer to pings".to_owned()));
    server.stop().await;
}

#[actix_web::test]
async fn connections_above_the_limit_are_rejected() {
    let limits = Limits { subscribers: 1, ..Limits::default() };
    let server = Server::start(api(limits)).await;
    let socket = server.acknowledged().await;

    let protocol = [("sec-websocket-protocol", "graphql-transport-ws")];
    let Err(Error::Http(response)) = server.open(&protocol).await else { panic!("it was let in") };
    assert_eq!(response.status().as_u16(), 503);
    let received = server.post("subscription { silence }", &[]).await.receive("UNAVAILABLE").await.to_owned();
    assert!(received.starts_with("HTTP/1.1 503"), "{received}");

    drop(socket);
    let mut again = Err(Error::AttackAttempt);
    for _ in 0..100 {
        again = server.open(&protocol).await;
        if again.is_ok() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(again.is_ok());
    server.stop().await;
}

#[actix_web::test]
async fn a_stopping_server_closes_connections() {
    let server = server().await;
    let mut socket = server.acknowledged().await;
    socket.subscribe("a", "subscription { silence }").await;
    let mut events = server.post("subscription { silence }", &[]).await;
    events.receive("\r\n\r\n").await;

    let began = Instant::now();
    let ((), closed, ended) = tokio::join!(server.stop(), socket.closed(), events.end());
    assert_eq!(closed, (1001, "going away: the server stops".to_owned()));
    assert!(!ended.contains("event: complete"), "{ended}");
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
}

#[actix_web::test]
async fn pages_of_other_origins_may_not_open_a_websocket() {
    let listed = api(Limits::default()).origins(vec!["https://a.ir".to_owned()]);
    let server = Server::start(listed).await;
    let protocol = ("sec-websocket-protocol", "graphql-transport-ws");
    let own = format!("http://{}", server.address);
    for (origin, status) in [(own.as_str(), 101), ("https://a.ir", 101), ("https://b.ir", 403), ("null", 403)]
    {
        let found = match server.open(&[protocol, ("origin", origin)]).await {
            Ok(_) => 101,
            Err(Error::Http(response)) => response.status().as_u16(),
            Err(other) => panic!("{other}"),
        };
        assert_eq!(found, status, "{origin}");
    }
    server.stop().await;
}

pub async fn until(mut done: impl FnMut() -> bool) {
    let wait = async {
        while !done() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(PATIENCE, wait).await.unwrap();
}
