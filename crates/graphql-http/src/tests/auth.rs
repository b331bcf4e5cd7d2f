//! Authentication and authorisation come before the document, on every transport.

use std::collections::BTreeSet;
use std::sync::Arc;

use actix_web::http::Method;
use actix_web::test::TestRequest;
use async_graphql::parser::types::OperationType;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde_json::json;

use shahrak_domain::actor::{Actor, Role};

use super::server::Server;
use super::{Seen, ask, post, see, see_by};
use shahrak_messages::Message;

use crate::error_code::{ErrorCode, request_error};
use crate::limits::Limits;
use crate::{Api, AuthError, test_schema};

pub const OFFICER: (&str, &str) = ("authorization", "Bearer officer");

pub fn officer() -> Arc<Actor> {
    Arc::new(Actor {
        name: "Shirin".to_owned(),
        organisation: None,
        role: Role::ProvincialOfficer(BTreeSet::from(["IR-09".to_owned()])),
        owner: "token:1".to_owned(),
        expires_at: None,
    })
}

/// An API that knows one credential, and cannot check another.
fn api() -> Api<test_schema::TestSchema> {
    super::api(Limits::default()).authenticate(known)
}

/// What a credential means.
pub fn known(bearer: Option<String>) -> BoxFuture<'static, Result<Option<Arc<Actor>>, AuthError>> {
    async move {
        match bearer.as_deref() {
            None => Ok(None),
            Some("officer") => Ok(Some(officer())),
            Some("offline") => Err(AuthError::Unavailable("no database".to_owned())),
            Some(_) => Err(AuthError::Invalid(Message::verbatim("this credential is not known"))),
        }
    }
    .boxed()
}

fn refused(seen: &Seen) -> (u16, String, &str) {
    (seen.status.as_u16(), seen.code(), seen.header("www-authenticate"))
}

#[actix_web::test]
async fn an_invalid_credential_is_rejected_for_every_request() {
    let invalid = "Bearer realm=\"shahrak\", error=\"invalid_token\"";
    for credential in ["Bearer forged", "Basic YTpi", "Bearer ", ""] {
        for request in [
            ask("{ hello }"),
            ask("{ __typename }"),
            ask("mutation { openPark }"),
            post("this body is not read"),
            TestRequest::get().uri("/graphql?query=%7Bhello%7D"),
            ask("{ hello }").insert_header(("accept", "text/event-stream")),
            ask("{ hello }").insert_header(("accept", "application/json")),
        ] {
            let seen = see_by(api(), request.insert_header(("authorization", credential))).await;
            assert_eq!(refused(&seen), (401, "UNAUTHENTICATED".to_owned(), invalid), "{}", seen.text);
        }
    }
    let twice = ask("{ hello }").append_header(OFFICER).append_header(OFFICER);
    assert_eq!(see_by(api(), twice).await.status.as_u16(), 401);
    let open = TestRequest::get().uri("/schema.graphql").insert_header(("authorization", "Bearer forged"));
    assert_eq!(see_by(api(), open).await.status.as_u16(), 200);
}

#[actix_web::test]
async fn a_credential_that_cannot_be_checked_makes_the_api_unavailable() {
    let seen = see_by(api(), ask("{ hello }").insert_header(("authorization", "Bearer offline"))).await;
    assert_eq!(refused(&seen), (503, "UNAVAILABLE".to_owned(), ""));
    assert!(!seen.text.contains("database"), "{}", seen.text);
}

#[actix_web::test]
async fn every_mutation_needs_a_credential() {
    let deep = format!("mutation {{ a {}b{} }}", "{ a ".repeat(40), "}".repeat(40));
    let wide = format!("mutation {{ {} }}", (0..300).map(|n| format!(" a{n}: openPark")).collect::<String>());
    for query in [
        "mutation { openPark }",
        "mutation { nothing(of: this) { is } known }",
        "mutation ($n: Int!) { openPark }",
        "mutation { ...f } fragment f on Mutation { ...f }",
        "mutation { ...nobody }",
        "query A { hello } mutation B { openPark }",
        &deep,
        &wide,
    ] {
        let name = query.contains("mutation B").then_some("B");
        let reserved = json!({ "$serde_json::private::RawValue": "1" });
        let body = json!({ "query": query, "operationName": name, "variables": { "n": reserved } });
        let seen = see_by(api(), post(body.to_string())).await;
        let expected = (401, "UNAUTHENTICATED".to_owned(), "Bearer realm=\"shahrak\"");
        assert_eq!(refused(&seen), expected, "{query}: {}", seen.text);
    }
    let seen = see_by(api(), ask("mutation { openPark }").insert_header(OFFICER)).await;
    assert_eq!(seen.json(), json!({ "data": { "openPark": true } }));
}

#[actix_web::test]
async fn root_fields_are_authorised_before_the_document_is_checked() {
    let guarded = || {
        api().authorize(|caller, kind, fields| {
            let may = caller.actor().is_some() || kind != OperationType::Query || !fields.contains(&"rows");
            let refusal =
                || request_error(ErrorCode::Forbidden, Message::verbatim("rows are for officers"), None);
            may.then_some(()).ok_or_else(refusal)
        })
    };
    for query in [
        "{ rows { nodes { name } } }",
        "{ hello harmless: rows { unknown } }",
        "{ ...f } fragment f on Query { ... { rows(first: 1000000) { nodes { name } } } }",
    ] {
        let seen = see_by(guarded(), ask(query)).await;
        assert_eq!((seen.status.as_u16(), seen.code().as_str()), (403, "FORBIDDEN"), "{}", seen.text);
    }
    for request in [ask("{ hello }"), ask("{ rows { totalCount } }").insert_header(OFFICER)] {
        assert_eq!(see_by(guarded(), request).await.status.as_u16(), 200);
    }
}

#[actix_web::test]
async fn a_closed_api_requires_a_credential() {
    let closed = || api().require_auth(true);
    for query in ["{ hello }", "{ __typename }", "{ __schema { types { name } } }"] {
        let seen = see_by(closed(), ask(query)).await;
        assert_eq!(refused(&seen), (401, "UNAUTHENTICATED".to_owned(), "Bearer realm=\"shahrak\""));
        assert_eq!(see_by(closed(), ask(query).insert_header(OFFICER)).await.status.as_u16(), 200);
    }
    for path in ["/healthz", "/readyz"] {
        assert_eq!(see_by(closed(), TestRequest::get().uri(path)).await.status.as_u16(), 200);
    }
    let schema = || TestRequest::get().uri("/schema.graphql");
    assert_eq!(see_by(closed(), schema()).await.status.as_u16(), 401);
    assert_eq!(see_by(closed(), schema().insert_header(OFFICER)).await.status.as_u16(), 200);
    let other = TestRequest::default().method(Method::PUT).uri("/graphql");
    assert_eq!(see_by(closed(), other).await.status.as_u16(), 405);

    let server = Server::start(closed()).await;
    let mut socket = server.socket().await;
    socket.send(json!({ "type": "connection_init" })).await;
    assert_eq!(socket.closed().await, (4403, "Forbidden".to_owned()));
    server.stop().await;
}

#[actix_web::test]
async fn resolvers_know_the_caller_the_language_and_the_request_id() {
    let plain = ask("{ me }").insert_header(OFFICER).insert_header(("accept-language", "fa-IR, en;q=0.5"));
    let seen = see_by(api(), plain.insert_header(("x-request-id", "abc-1"))).await;
    let id = seen.header("x-request-id");
    assert_ne!(id, "abc-1", "a client does not choose the id under which something is recorded");
    assert_eq!(seen.json()["data"]["me"], json!(["Shirin", "Persian", id]));
    let bare = see(ask("{ me }")).await;
    assert_eq!(bare.json()["data"]["me"], json!(["nobody", "English", bare.header("x-request-id")]));
}

#[actix_web::test]
async fn a_websocket_sends_its_credential_in_headers_or_in_its_init() {
    let server = Server::start(api()).await;
    let me = async |headers: &[(&'static str, &str)], payload| {
        let mut socket = server.socket_with(headers).await;
        socket.init(payload).await;
        socket.subscribe("a", "{ me }").await;
        let me = socket.receive().await["payload"]["data"]["me"].clone();
        (me[0].as_str().unwrap().to_owned(), me[1].as_str().unwrap().to_owned())
    };
    let of = |name: &str, locale: &str| (name.to_owned(), locale.to_owned());
    assert_eq!(me(&[], json!({})).await, of("nobody", "English"));
    let persian = ("accept-language", "fa");
    assert_eq!(me(&[OFFICER, persian], json!(null)).await, of("Shirin", "Persian"));
    let said = json!({ "Authorization": "bearer officer", "acceptLanguage": "en" });
    assert_eq!(me(&[persian], said).await, of("Shirin", "English"));

    for (headers, payload, code) in [
        (vec![], json!({ "authorization": "Bearer forged" }), 4403),
        (vec![], json!({ "authorization": 7 }), 4403),
        (vec![("authorization", "Bearer forged")], json!({}), 4403),
        (vec![], json!({ "authorization": "Bearer offline" }), 1013),
    ] {
        let mut socket = server.socket_with(&headers).await;
        socket.send(json!({ "type": "connection_init", "payload": payload })).await;
        assert_eq!(socket.closed().await.0, code);
    }
    server.stop().await;
}
