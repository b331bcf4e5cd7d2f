//! Operations over server-sent events.

use std::time::Duration;

use actix_web::test::TestRequest;
use serde_json::{Value, json};

use super::server::Server;
use super::{ask, see, see_by};
use crate::keepalive::KeepAlive;
use crate::limits::Limits;
use crate::{Api, test_schema};

const EVENTS: (&str, &str) = ("accept", "text/event-stream");

fn api(limits: Limits) -> Api<test_schema::TestSchema> {
    super::api(limits)
}

#[actix_web::test]
async fn operations_of_every_kind_are_answered_with_events() {
    let next = |data: Value| format!("event: next\ndata: {}\n\n", json!({ "data": data }));
    let end = "event: complete\ndata:\n\n";
    let counted = next(json!({ "count": 1 })) + &next(json!({ "count": 2 })) + end;
    let answered = next(json!({ "hello": "hello world" })) + end;
    let by_get = TestRequest::get().uri("/graphql?query=subscription%7Bcount(to:2)%7D");
    for (request, expected) in [
        (ask("subscription { count(to: 2) }"), &counted),
        (by_get, &counted),
        (ask("{ hello }"), &answered),
        (TestRequest::get().uri("/graphql?query=%7Bhello%7D"), &answered),
    ] {
        let request = request.insert_header(EVENTS).insert_header(("accept-encoding", "gzip"));
        let seen = see(request).await;
        assert_eq!(seen.status.as_u16(), 200, "{}", seen.text);
        assert_eq!(&seen.text, expected);
        assert_eq!(seen.header("content-type"), "text/event-stream");
        assert_eq!(seen.header("cache-control"), "no-store");
        assert_eq!(seen.header("content-encoding"), "identity");
    }
}

#[actix_web::test]
async fn a_client_that_accepts_both_gets_events_only_for_subscriptions() {
    let all = ("accept", "application/graphql-response+json, application/json, text/event-stream");
    let query = see(ask("{ hello }").insert_header(all)).await;
    assert_eq!(query.json(), json!({ "data": { "hello": "hello world" } }));

    let subscription = see(ask("subscription { count(to: 1) }").insert_header(all)).await;
    assert!(subscription.text.ends_with("event: complete\ndata:\n\n"), "{}", subscription.text);
}

#[actix_web::test]
async fn errors_before_the_stream_have_a_status() {
    let limits = || Limits { cost: 3, ..Limits::default() };
    for (query, status, code) in [
        ("subscription {", 400, "GRAPHQL_PARSE_FAILED"),
        ("subscription { nothing }", 400, "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { count(to: \"x\") }", 400, "BAD_USER_INPUT"),
        ("subscription ($n: Int!) { count(to: $n) }", 400, "BAD_USER_INPUT"),
        ("subscription { event { rows { nodes { name } } } }", 400, "QUERY_TOO_COMPLEX"),
        ("{ nothing }", 400, "GRAPHQL_VALIDATION_FAILED"),
        ("mutation { openPark }", 401, "UNAUTHENTICATED"),
    ] {
        let seen = see_by(api(limits()), ask(query).insert_header(EVENTS)).await;
        assert_eq!((seen.status.as_u16(), seen.code().as_str()), (status, code), "{}", seen.text);
        assert_eq!(seen.header("content-type"), "application/json; charset=utf-8");
    }
    let by_get = TestRequest::get().uri("/graphql?query=mutation%7BopenPark%7D").insert_header(EVENTS);
    assert_eq!(see(by_get).await.status.as_u16(), 405);
}

#[actix_web::test]
async fn a_plain_request_for_a_subscription_explains_how_to_subscribe() {
    let seen = see(ask("subscription { silence }")).await;
    assert_eq!((seen.status.as_u16(), seen.code().as_str()), (400, "BAD_REQUEST"));
    let message = seen.message();
    assert!(message.contains("text/event-stream") && message.contains("graphql-transport-ws"), "{message}");
}

#[actix_web::test]
async fn errors_of_events_are_masked_and_an_event_has_its_time() {
    let limits = || Limits { time: Duration::from_millis(200), ..Limits::default() };
    let broken = see(ask("subscription { denied }").insert_header(EVENTS)).await;
    assert!(broken.text.contains("FORBIDDEN") && broken.text.contains("event: complete"), "{}", broken.text);
    for (query, code) in [
        ("subscription { event { sleeps } }", "TIMEOUT"),
        ("subscription { event { panics } }", "INTERNAL_SERVER_ERROR"),
    ] {
        let seen = see_by(api(limits()), ask(query).insert_header(EVENTS)).await;
        assert!(seen.text.contains(code), "{}", seen.text);
        assert!(!seen.text.contains("secret"), "{}", seen.text);
    }
}

#[actix_web::test]
async fn a_silent_stream_sends_comments() {
    let keepalive = KeepAlive { comment: Duration::from_millis(50), ..KeepAlive::default() };
    let server = Server::start(Api { keepalive, ..api(Limits::default()) }).await;
    let mut listener = server.post("subscription { silence }", &[]).await;

    assert!(listener.receive(":\n\n").await.starts_with("HTTP/1.1 200"));
    server.stop().await;
}

#[actix_web::test]
async fn a_client_that_leaves_frees_its_permit() {
    let server = Server::start(api(Limits { subscribers: 1, ..Limits::default() })).await;
    for _ in 0..5 {
        let mut status = String::new();
        for _ in 0..100 {
            let mut listener = server.post("subscription { silence }", &[]).await;
            status = listener.receive("\r\n\r\n").await.lines().next().unwrap().to_owned();
            if status.contains("200") {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert_eq!(status, "HTTP/1.1 200 OK");
    }
    server.stop().await;
}

#[actix_web::test]
async fn a_slow_client_gets_the_reason_for_the_end() {
    let server =
        Server::start(api(Limits { take_time: Duration::from_millis(300), ..Limits::default() })).await;
    let mut listener = server.post("subscription { flood }", &[]).await;
    tokio::time::sleep(Duration::from_millis(1_500)).await;

    let received = listener.receive("event: complete").await;
    assert!(received.contains("THROTTLED") && received.contains("resume with `after`"));
    server.stop().await;
}
