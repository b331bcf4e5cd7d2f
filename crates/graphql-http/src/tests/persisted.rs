//! Documents that are named instead of sent, and a schema that is not shown.

use actix_web::test::{TestRequest, call_service, init_service, read_body};
use actix_web::web;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{JSON, NEWER, api, ask, post, see_by};
use crate::TrustedDocuments;
use crate::limits::Limits;
use crate::serve::app;

fn hash(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn persisted(hash: &str) -> Value {
    json!({ "persistedQuery": { "version": 1, "sha256Hash": hash } })
}

#[actix_web::test]
async fn a_document_is_sent_once() {
    let app = init_service(app(&web::Data::new(api(Limits::default())))).await;
    let see = async |body: Value| -> (u16, Value) {
        let request = TestRequest::post().uri("/graphql").insert_header(JSON).insert_header(NEWER);
        let response = call_service(&app, request.set_payload(body.to_string()).to_request()).await;
        let status = response.status().as_u16();
        (status, serde_json::from_slice(&read_body(response).await).unwrap())
    };
    let text = "{ hello }";
    let by_hash = json!({ "extensions": persisted(&hash(text)) });

    let (status, unknown) = see(by_hash.clone()).await;
    assert_eq!((status, &unknown["errors"][0]["message"]), (400, &json!("PersistedQueryNotFound")));
    assert_eq!(unknown["errors"][0]["extensions"]["code"], "PERSISTED_QUERY_NOT_FOUND");

    let (status, _) = see(json!({ "query": text, "extensions": persisted(&hash("{ bye }")) })).await;
    assert_eq!(status, 400, "the hash is that of another document");
    let wrong = "{ unknown }";
    let (status, _) = see(json!({ "query": wrong, "extensions": persisted(&hash(wrong)) })).await;
    assert_eq!(status, 400);

    let answer = json!({ "data": { "hello": "hello world" } });
    assert_eq!(
        see(json!({ "query": text, "extensions": persisted(&hash(text)) })).await,
        (200, answer.clone())
    );
    assert_eq!(see(by_hash).await, (200, answer));

    let other = json!({ "extensions": { "persistedQuery": { "version": 2, "sha256Hash": hash(text) } } });
    assert_eq!(see(other).await.1["errors"][0]["message"], "PersistedQueryNotSupported");
    for malformed in [json!(1), json!({ "version": 1 }), json!({ "version": 1, "sha256Hash": "xyz" })] {
        let (status, body) = see(json!({ "extensions": { "persistedQuery": malformed } })).await;
        assert_eq!(status, 400, "{body}");
    }
}

#[actix_web::test]
async fn only_trusted_documents_are_answered() {
    let text = "query Hello($n: String) { hello(name: $n) }";
    let by_hash = hash(text);
    let manifest = json!({ "relay-id": text, &by_hash: text }).to_string();
    let trusted = |only| api(Limits::default()).trusted(TrustedDocuments::parse(&manifest).unwrap(), only);
    let answer = json!({ "data": { "hello": "hello park" } });
    for body in [
        json!({ "documentId": "relay-id" }),
        json!({ "doc_id": "relay-id" }),
        json!({ "documentId": format!("sha256:{by_hash}") }),
        json!({ "extensions": persisted(&by_hash) }),
        json!({ "query": text }),
    ] {
        let mut body = body;
        body["variables"] = json!({ "n": "park" });
        for only in [false, true] {
            let seen = see_by(trusted(only), post(body.to_string())).await;
            assert_eq!(seen.json(), answer, "{body}");
        }
    }
    let get = TestRequest::get().uri("/graphql?documentId=relay-id&variables=%7B%22n%22:%22park%22%7D");
    assert_eq!(see_by(trusted(true), get).await.json(), answer);

    let unknown = see_by(trusted(true), post(json!({ "documentId": "x" }).to_string())).await;
    assert_eq!((unknown.status.as_u16(), unknown.code().as_str()), (400, "PERSISTED_QUERY_NOT_FOUND"));
    for other in ["{ hello }", "{ __schema { types { name } } }", "{ unknown }", "{"] {
        let seen = see_by(trusted(true), ask(other)).await;
        assert_eq!((seen.status.as_u16(), seen.code().as_str()), (403, "FORBIDDEN"), "{other}");
    }
    let sent = json!({ "query": "{ hello }", "extensions": persisted(&hash("{ hello }")) });
    assert_eq!(see_by(trusted(true), post(sent.to_string())).await.code(), "FORBIDDEN");
    assert_eq!(see_by(trusted(false), ask("{ hello }")).await.status.as_u16(), 200);
}

#[actix_web::test]
async fn a_closed_schema_leaks_nothing() {
    let closed = || api(Limits::default()).introspection(false);
    for query in [
        "{ __schema { types { name } } }",
        "{ __type(name: \"Query\") { name } }",
        "{ ...f } fragment f on Query { __type(name: \"Query\") { name } }",
    ] {
        let seen = see_by(closed(), ask(query)).await;
        assert_eq!((seen.status.as_u16(), seen.code().as_str()), (403, "FORBIDDEN"), "{}", seen.text);
        assert_eq!(see_by(api(Limits::default()), ask(query)).await.status.as_u16(), 200);
    }
    // Nobody can tell a near miss from anything else.
    let refusals =
        ["{ helo }", "{ xyzzy }", "{ hello(nam: 1) }", "{ ...f } fragment f on Querry { a }", "{ park }"];
    for query in refusals {
        let seen = see_by(closed(), ask(query)).await;
        assert_eq!(seen.code(), "GRAPHQL_VALIDATION_FAILED", "{}", seen.text);
        assert!(
            seen.message().starts_with("the document does not fit the schema at line 1"),
            "{}",
            seen.text
        );
    }
    let shade = see_by(closed(), ask("{ shades(of: [PURPLE]) }")).await;
    assert!(shade.message().starts_with("the value at line 1"), "{}", shade.text);
    assert_eq!(see_by(closed(), ask("{ __typename hello }")).await.status.as_u16(), 200);
    let sdl = see_by(closed(), TestRequest::get().uri("/schema.graphql")).await;
    assert_eq!(sdl.status.as_u16(), 403);
}
