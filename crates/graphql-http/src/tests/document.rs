//! Documents that the engine reads differently from the specification: rejected before it, or rewritten for it.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{Seen, api, post, see_by, test_schema};
use crate::limits::InputTypes;
use crate::limits::Limits;

async fn send(query: &str, variables: Value) -> Seen {
    let inputs = InputTypes::of(&test_schema::schema().sdl()).unwrap();
    let api = api(Limits::default()).inputs(Arc::new(inputs));
    see_by(api, post(json!({ "query": query, "variables": variables }).to_string())).await
}

#[actix_web::test]
async fn invalid_documents_that_the_engine_accepts_are_rejected() {
    for (query, code, word) in [
        ("{ shades(of: \"DARK\") }", "BAD_USER_INPUT", "without quotation marks"),
        ("query ($of: [Shade!]! = [\"DARK\"]) { shades(of: $of) }", "BAD_USER_INPUT", "variable $of"),
        (
            "{ park { ...f } } fragment f on Query { shades(of: [DARK, \"DARK\"]) }",
            "BAD_USER_INPUT",
            "argument \"of\"",
        ),
        ("{ echo(value: {a: 1, a: 2}) }", "GRAPHQL_VALIDATION_FAILED", "the field a twice"),
        ("{ echo(value: [{a: {b: 1, c: 2, b: 1}}]) }", "GRAPHQL_VALIDATION_FAILED", "the field b twice"),
        ("{ __typename @nosuch }", "GRAPHQL_VALIDATION_FAILED", "nosuch"),
        ("{ park { a: __typename @skip(unless: true) } }", "GRAPHQL_VALIDATION_FAILED", "skip"),
        ("{ __typename(a: 1) }", "GRAPHQL_VALIDATION_FAILED", "no arguments"),
        ("{ __typename { hello } }", "GRAPHQL_VALIDATION_FAILED", "no fields"),
    ] {
        let seen = send(query, json!({})).await;
        assert_eq!((seen.status.as_u16(), seen.code().as_str()), (400, code), "{query}: {}", seen.text);
        assert!(seen.message().contains(word), "{query}: {}", seen.text);
    }
}

#[actix_web::test]
async fn valid_documents_that_the_engine_rejects_are_answered() {
    let described = "\"\"\"\nWhat it asks\n\"\"\"\nquery Q(\"Which\" $of: [Shade!]! = [DARK], \"Who\" $name: String = \"you\" \"Whether\" $no: Boolean = false) {
        shades(of: $of) ...f __typename @include(if: $no) }
        \"What it shows\" fragment f on Query { hello(name: $name) }";
    let shown = json!({ "shades": ["DARK"], "hello": "hello you" });
    for (query, variables, expected) in [
        (described, json!({}), shown),
        // Variables are JSON, which writes enum values as strings.
        (
            "query ($of: [Shade!]!) { shades(of: $of) }",
            json!({ "of": ["LIGHT"] }),
            json!({ "shades": ["LIGHT"] }),
        ),
        (r#"{ hello(name: "\uD83D\uDE00") }"#, json!({}), json!({ "hello": "hello 😀" })),
        (r#"{ hello(name: "\u{1F600}\u{41}\u{22}") }"#, json!({}), json!({ "hello": "hello 😀A\"" })),
        (
            "{ a: __typename @skip(if: true) b: __typename @include(if: true) }",
            json!({}),
            json!({ "b": "Query" }),
        ),
        (
            "{ a: echo(value: {a: {a: 1}}) b: echo(value: {a: 2}) }",
            json!({}),
            json!({ "a": { "a": { "a": 1 } }, "b": { "a": 2 } }),
        ),
    ] {
        let seen = send(query, variables).await;
        assert_eq!(seen.json(), json!({ "data": expected }), "{query}: {}", seen.text);
    }
}

#[actix_web::test]
async fn errors_have_the_positions_of_the_original_document() {
    let described = "\"شهرک\" query Q { nothing }";
    let escaped = r#"{ hello(name: "\uD83D\uDE00") nothing }"#;
    for (query, column) in [(described, 18), (escaped, 31)] {
        let seen = send(query, json!({})).await.json();
        assert_eq!(
            seen["errors"][0]["locations"],
            json!([{ "line": 1, "column": column }]),
            "{query}: {seen}"
        );
    }
    assert_eq!(send(r#"{ hello(name: "\uD83D") }"#, json!({})).await.code(), "GRAPHQL_PARSE_FAILED");
}
