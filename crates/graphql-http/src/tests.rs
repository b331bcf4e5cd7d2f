//! The API from outside, as a client sees it.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at what it did not expect")]

use std::sync::atomic::Ordering;
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::http::header::HeaderMap;
use actix_web::test::{TestRequest, call_service, init_service, read_body};
use actix_web::web;
use futures_util::FutureExt;
use serde_json::{Value, json};
use shahrak_messages::Message;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::limits::Limits;
use crate::serve::app;
use crate::{Api, Readiness, serve, test_schema};

const NEWER: (&str, &str) = ("accept", "application/graphql-response+json");
const JSON: (&str, &str) = ("content-type", "application/json");

mod auth;
mod connections;
mod document;
mod errors;
mod hostile;
mod open_connections;
mod persisted;
mod server;
mod sse;
mod unavailable;
mod websocket;

struct Seen {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl Seen {
    fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }

    fn code(&self) -> String {
        let json = self.json();
        json["errors"][0]["extensions"]["code"].as_str().unwrap().to_owned()
    }

    fn message(&self) -> String {
        self.json()["errors"][0]["message"].as_str().unwrap().to_owned()
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

fn api(limits: Limits) -> Api<test_schema::TestSchema> {
    Api::new(test_schema::schema(), limits, "type Query".to_owned()).cost(test_schema::cost)
}

async fn see_by(api: Api<test_schema::TestSchema>, request: TestRequest) -> Seen {
    let app = init_service(app(&web::Data::new(api))).await;
    let response = call_service(&app, request.to_request()).await;
    let (status, headers) = (response.status(), response.headers().clone());
    let body = read_body(response).await;
    Seen { status, headers, text: String::from_utf8(body.to_vec()).unwrap() }
}

async fn see(request: TestRequest) -> Seen {
    see_by(api(Limits::default()), request).await
}

fn post(body: impl Into<web::Bytes>) -> TestRequest {
    TestRequest::post().uri("/graphql").insert_header(JSON).insert_header(NEWER).set_payload(body)
}

fn ask(query: &str) -> TestRequest {
    post(json!({ "query": query }).to_string())
}

#[actix_web::test]
async fn an_argument_whose_variable_is_not_given_has_its_default() {
    let alone = "query ($n: String) { hello(name: $n) }";
    let twice = "query ($n: String) { hello(name: $n) again: hello(name: $n) }";
    let nested = "query ($n: String) { ...f } fragment f on Query { park { hello(name: $n) } }";
    let several =
        "query A($n: String) { ...f } query B($n: String) { ...f } fragment f on Query { hello(name: $n) }";
    for (query, operation, variables, expected) in [
        (alone, None, json!({}), json!({ "hello": "hello world" })),
        (alone, None, json!({ "n": "park" }), json!({ "hello": "hello park" })),
        (twice, None, json!({}), json!({ "hello": "hello world", "again": "hello world" })),
        (nested, None, json!({}), json!({ "park": { "hello": "hello world" } })),
        (several, Some("B"), json!({}), json!({ "hello": "hello world" })),
    ] {
        let body = json!({ "query": query, "variables": variables, "operationName": operation });
        let seen = see(post(body.to_string())).await;
        assert_eq!(seen.json()["data"], expected, "{query}: {}", seen.text);
    }
    let unused = see(ask("query ($n: String) { hello }")).await;
    assert_eq!(unused.code(), "GRAPHQL_VALIDATION_FAILED");
}

#[actix_web::test]
async fn a_query_is_answered_by_post_and_by_get() {
    let by_post = see(ask("{ hello }")).await;
    let by_get =
        see(TestRequest::get().uri("/graphql?query=%7Bhello%7D&variables=%7B%7D&operationName=")).await;

    for seen in [by_post, by_get] {
        assert_eq!(seen.status, StatusCode::OK);
        assert_eq!(seen.json(), json!({ "data": { "hello": "hello world" } }));
        assert_eq!(seen.header("vary"), "accept, accept-language");
        assert_eq!(seen.header("x-content-type-options"), "nosniff");
        assert_ne!(seen.header("x-request-id"), "");
    }
}

#[actix_web::test]
async fn the_cost_is_reported_on_request_and_limited() {
    let silent = see(ask("{ rows(first: 7) { nodes { name } } }")).await;
    assert!(silent.json().get("extensions").is_none());

    let asked = ask("{ rows(first: 7) { nodes { name } } }").insert_header(("x-shahrak-cost", "1"));
    let reported = see(asked).await;
    let budget = json!({ "perMinute": 30_000_000, "remaining": 29_999_997 });
    let expected = json!({ "requested": 3, "limit": 50_000, "budget": budget });
    assert_eq!(reported.json()["extensions"]["cost"], expected);
    assert_eq!(reported.header("ratelimit-policy"), "\"anonymous\";q=30000000;w=60");
    assert_eq!(reported.header("ratelimit"), "\"anonymous\";r=29999997;t=1");

    let limits = Limits { cost: 2, ..Limits::default() };
    let over = see_by(api(limits), ask("{ rows(first: 7) { nodes { name } } }")).await;
    assert_eq!((over.status.as_u16(), over.code().as_str()), (400, "QUERY_TOO_COMPLEX"));
    assert!(over.message().contains("costs 3; the limit is 2"), "{}", over.text);
}

#[actix_web::test]
async fn a_client_that_asks_for_too_much_in_a_minute_is_asked_to_wait() {
    let limits = Limits { cost: 3, rate_anonymous: 4, ..Limits::default() };
    let app = init_service(app(&web::Data::new(api(limits)))).await;
    let rows = || ask("{ rows(first: 7) { nodes { name } } }").peer_addr("10.0.0.1:1000".parse().unwrap());
    let first = call_service(&app, rows().to_request()).await;
    assert_eq!(first.status().as_u16(), 200);

    let second = call_service(&app, rows().to_request()).await;

    assert_eq!(second.status().as_u16(), 429);
    let header = |name: &str| second.headers().get(name).unwrap().to_str().unwrap().to_owned();
    let wait: u64 = header("retry-after").parse().unwrap();
    // Four in a minute: two that are missing take half of it.
    assert!((29..=31).contains(&wait), "{wait}");
    assert_eq!(header("ratelimit-policy"), "\"anonymous\";q=4;w=60");
    let body: Value = serde_json::from_slice(&read_body(second).await).unwrap();
    let extensions = &body["errors"][0]["extensions"];
    assert_eq!((&extensions["code"], &extensions["retryAfter"]), (&json!("THROTTLED"), &json!(wait)));
    let other = call_service(&app, rows().peer_addr("10.0.0.2:1000".parse().unwrap()).to_request()).await;
    assert_eq!(other.status().as_u16(), 200);
}

#[actix_web::test]
async fn operators_see_health_readiness_and_schema() {
    assert_eq!(see(TestRequest::get().uri("/healthz")).await.json()["status"], "up");
    assert_eq!(see(TestRequest::get().uri("/readyz")).await.json()["status"], "ready");
    assert_eq!(see(TestRequest::get().uri("/schema.graphql")).await.text, "type Query");

    let api = api(Limits::default())
        .ready(|| async { Readiness::Unavailable(Message::verbatim("no database")) }.boxed());
    let seen = see_by(api, TestRequest::get().uri("/readyz")).await;
    assert_eq!((seen.status.as_u16(), &seen.json()["reason"]), (503, &json!("no database")));
}

#[actix_web::test]
async fn only_listed_origins_may_call() {
    let origins = |list: &[&str]| list.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
    for (list, expected) in [
        (origins(&[]), ""),
        (origins(&["https://a.ir"]), "https://a.ir"),
        (origins(&["https://b.ir"]), ""),
        (origins(&["*"]), "*"),
    ] {
        let request = ask("{ hello }").insert_header(("origin", "https://a.ir"));
        let seen = see_by(api(Limits::default()).origins(list), request).await;
        assert_eq!(seen.header("access-control-allow-origin"), expected);
    }
}

#[actix_web::test]
async fn responses_are_compressed_on_request() {
    let request = TestRequest::get()
        .uri("/graphql?query=%7Brows(first:100)%7Bnodes%7Bname%7D%7D%7D")
        .insert_header(("accept-encoding", "gzip"))
        .to_request();
    let app = init_service(app(&web::Data::new(api(Limits::default())))).await;
    let response = call_service(&app, request).await;

    assert_eq!(response.headers().get("content-encoding").unwrap(), "gzip");
    let vary: Vec<_> = response.headers().get_all("vary").map(|it| it.to_str().unwrap()).collect();
    assert!(vary.contains(&"accept, accept-language") && vary.contains(&"accept-encoding"), "{vary:?}");
}

#[actix_web::test]
async fn a_server_stops_on_request() {
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let shutdown = stopped.map(|_| ());
    let running = serve(api(Limits::default()), ("127.0.0.1", 0), Some(1), shutdown).await.unwrap();
    assert_ne!(running.addresses[0].port(), 0);

    stop.send(()).unwrap();
    tokio::time::timeout(Duration::from_secs(20), running.finished()).await.unwrap().unwrap();
}

#[actix_web::test]
async fn a_slow_body_and_a_slow_answer_share_the_time_of_the_request() {
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let limits = Limits { time: Duration::from_secs(2), ..Limits::default() };
    let running = serve(api(limits), ("127.0.0.1", 0), Some(1), stopped.map(|_| ())).await.unwrap();
    let body = "{\"query\":\"{sleeps}\"}";
    let head = format!(
        "POST /graphql HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\
        content-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );

    let began = std::time::Instant::now();
    let mut client = tokio::net::TcpStream::connect(running.addresses[0]).await.unwrap();
    client.write_all(head.as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    client.write_all(body.as_bytes()).await.unwrap();
    let mut answer = String::new();
    client.read_to_string(&mut answer).await.unwrap();

    assert!(answer.contains("TIMEOUT"), "{answer}");
    assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
    stop.send(()).unwrap();
    running.finished().await.unwrap();
}

#[actix_web::test]
async fn the_work_for_a_client_that_left_is_dropped() {
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let limits = Limits { time: Duration::from_mins(1), ..Limits::default() };
    let running = serve(api(limits), ("127.0.0.1", 0), Some(1), stopped.map(|_| ())).await.unwrap();

    let mut client = tokio::net::TcpStream::connect(running.addresses[0]).await.unwrap();
    client.write_all(b"GET /graphql?query=%7Bwaits%7D HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!test_schema::DROPPED.load(Ordering::SeqCst));
    drop(client);

    let dropped = async {
        while !test_schema::DROPPED.load(Ordering::SeqCst) {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), dropped).await.unwrap();
    stop.send(()).unwrap();
    running.finished().await.unwrap();
}
