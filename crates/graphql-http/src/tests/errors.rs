//! Rejected requests, and faults of the server, from outside.

use std::time::Duration;

use actix_web::http::{Method, StatusCode};
use actix_web::test::TestRequest;

use super::{api, ask, post, see, see_by};
use crate::limits::Limits;

#[actix_web::test]
async fn invalid_http_requests_have_their_status() {
    let bare = || TestRequest::post().uri("/graphql");
    let large = format!("{{\"query\":\"{{hello}}\",\"x\":\"{}\"}}", "x".repeat(300_000));
    let raw = r#"{"query":"{hello}","variables":{"x":[{"$serde_json::private::RawValue":"1"}]}}"#;
    for (request, status, code, word) in [
        (post("{ not json"), 400, "BAD_REQUEST", "not a GraphQL request"),
        (post(""), 400, "BAD_REQUEST", "the body is empty"),
        (post("[{\"query\":\"{hello}\"}]"), 400, "BAD_REQUEST", "one request at a time"),
        (post("{\"query\":7}"), 400, "BAD_REQUEST", "must be a string"),
        (post("{}"), 400, "BAD_REQUEST", "`query` is missing"),
        (post("{\"query\":\"{hello}\",\"variables\":[]}"), 400, "BAD_REQUEST", "must be an object"),
        (post(&b"{\"query\":\"\xFF\"}"[..]), 400, "BAD_REQUEST", "not a GraphQL request"),
        (post(raw), 400, "BAD_USER_INPUT", "which is reserved"),
        (post(large), 413, "BAD_REQUEST", "larger than 262144 bytes"),
        (bare().set_payload("{}"), 415, "BAD_REQUEST", "application/json"),
        (bare().insert_header(("content-type", "text/plain")), 415, "BAD_REQUEST", "application/json"),
        (
            bare().insert_header(("content-type", "application/json; charset=utf-16")),
            415,
            "BAD_REQUEST",
            "UTF-8",
        ),
        (post("").insert_header(("content-encoding", "gzip")), 415, "BAD_REQUEST", "not compressed"),
        (ask("{hello}").insert_header(("accept", "text/html")), 406, "BAD_REQUEST", "accept"),
        (ask("{hello}").method(Method::PUT), 405, "BAD_REQUEST", "GET or POST"),
        (TestRequest::get().uri("/graphql"), 400, "BAD_REQUEST", "`query` is missing"),
        (TestRequest::get().uri("/graphql?query=%7Bhello%7D&variables=7"), 400, "BAD_REQUEST", "“variables”"),
        (TestRequest::get().uri("/graphql?query=a&query=b"), 400, "BAD_REQUEST", "given twice"),
        (TestRequest::post().uri("/schema.graphql"), 405, "BAD_REQUEST", "by GET"),
        (TestRequest::get().uri("/graphql?query=mutation%7BopenPark%7D"), 405, "BAD_REQUEST", "by POST"),
        (TestRequest::get().uri("/elsewhere"), 404, "BAD_REQUEST", "/graphiql"),
    ] {
        let seen = see(request).await;
        assert_eq!(seen.status.as_u16(), status, "{}", seen.text);
        assert_eq!(seen.code(), code, "{}", seen.text);
        assert!(seen.message().contains(word), "{}", seen.text);
    }
}

#[actix_web::test]
async fn a_rejected_document_is_400_or_200_by_media_type() {
    let unknown = "BAD_USER_INPUT";
    for (query, code) in [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ hello(name: 7) }", unknown),
        ("query ($n: String!) { hello(name: $n) }", unknown),
        ("query A { hello } query B { hello }", "OPERATION_RESOLUTION_FAILURE"),
        ("subscription { hello }", "BAD_REQUEST"),
        ("{ ...f } fragment f on Query { ...f }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ park { park { rows { nodes { name } } } } }", "data"),
    ] {
        let newer = see(ask(query)).await;
        let json = see(ask(query).insert_header(("accept", "application/json"))).await;
        if code == "data" {
            assert_eq!(newer.status, StatusCode::OK);
            continue;
        }
        assert_eq!((newer.status.as_u16(), newer.code().as_str()), (400, code), "{}", newer.text);
        assert_eq!((json.status.as_u16(), json.code().as_str()), (200, code), "{}", json.text);
        assert!(newer.json().get("data").is_none() && json.json().get("data").is_none());
    }
}

#[actix_web::test]
async fn errors_are_in_the_language_of_the_client() {
    for (request, expected) in [
        (post(""), "بدنهٔ درخواست خالی است؛ یک شیء JSON با فیلد query بفرستید"),
        (ask("{"), "سند از سطر ۱، ستون ۲ به بعد GraphQL نیست: در اینجا selection می‌آید"),
        (ask("{ nothing }"), "نوع Query فیلدی به نام nothing ندارد"),
        (ask("{ hello(name: 7) }"), "مقدار آرگومان name درست نیست: مقداری از نوع String می‌خواهد"),
        (
            ask("query ($n: String!) { hello(name: $n) }"),
            "متغیر $n از نوع String! باید مقداردار باشد، ولی خالی است",
        ),
        (ask("mutation { openPark }"), "برای تغییر باید توکن بفرستید: authorization: Bearer …"),
        (ask("{ hello }").method(Method::PUT), "درخواست GraphQL را با GET یا POST بفرستید"),
    ] {
        let seen = see(request.insert_header(("accept-language", "fa-IR, en;q=0.5"))).await;
        let plain: String = seen.message().chars().filter(|it| *it != '\u{200E}').collect();
        assert_eq!(plain, expected, "{}", seen.text);
    }
    let masked = see(ask("{ broken }").insert_header(("accept-language", "fa"))).await;
    assert!(masked.message().starts_with("در سامانه خطایی رخ داد؛ شناسهٔ آن "), "{}", masked.text);
}

#[actix_web::test]
async fn a_wrong_argument_is_named() {
    let seen = see(ask("{ rows(first: 1000) { totalCount } }")).await;

    assert_eq!(seen.status, StatusCode::OK);
    assert_eq!(seen.code(), "BAD_USER_INPUT");
    assert!(seen.message().starts_with("argument \"first\": "), "{}", seen.text);
}

#[actix_web::test]
async fn faults_of_the_server_are_masked() {
    for query in ["{ broken hello }", "{ forgotten hello }", "{ panics hello }"] {
        let seen = see(ask(query)).await;

        assert_eq!(seen.code(), "INTERNAL_SERVER_ERROR");
        assert!(!seen.text.contains("secret"), "{}", seen.text);
        let id = seen.json()["errors"][0]["extensions"]["id"].as_str().unwrap().to_owned();
        assert!(seen.message().ends_with(&id));
        let panicked = query.contains("panics");
        assert_eq!(seen.status.as_u16(), if panicked { 500 } else { 200 });
    }
    assert_eq!(see(ask("{ refused }")).await.code(), "FORBIDDEN");
}

#[actix_web::test]
async fn a_request_that_takes_too_long_is_cancelled() {
    let limits = Limits { time: Duration::from_millis(50), ..Limits::default() };
    let seen = see_by(api(limits), ask("{ sleeps }")).await;

    assert_eq!(seen.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(seen.code(), "TIMEOUT");
    assert!(seen.message().contains("0.05 s"), "{}", seen.text);
}

#[actix_web::test]
async fn requests_above_the_concurrency_are_rejected_in_time() {
    let limits = Limits { time: Duration::from_millis(50), concurrency: 0, ..Limits::default() };
    let seen = see_by(api(limits), ask("{ hello }")).await;

    assert_eq!((seen.status.as_u16(), seen.code().as_str()), (503, "UNAVAILABLE"));
}

#[actix_web::test]
async fn errors_are_limited_in_number_and_length() {
    let many: String = (0..90).map(|n| format!(" nothing{n}")).collect();
    let seen = see(ask(&format!("{{ {many} }}"))).await;

    assert_eq!(seen.json()["errors"].as_array().unwrap().len(), 50);
    assert_eq!(seen.json()["extensions"]["omittedErrors"], 40);

    let long = see(ask(&format!("{{ {} }}", "x".repeat(100_000)))).await;
    assert!(long.text.len() < 2_000, "{}", long.text.len());
}
