//! Answers of a server that cannot answer now.

use actix_web::test::TestRequest;
use futures_util::FutureExt;
use shahrak_messages::Message;

use super::{JSON, api, ask, see_by};
use crate::Readiness;
use crate::limits::Limits;

#[actix_web::test]
async fn an_answer_without_data_because_something_is_away_is_no_success() {
    for query in ["{ away }", "{ a: away b: away }", "{ needed }", "{ hello needed }", "{ perhaps { away } }"]
    {
        for accept in ["application/graphql-response+json", "application/json", "text/event-stream"] {
            let request = ask(query).insert_header(JSON).insert_header(("accept", accept));
            let seen = see_by(api(Limits::default()), request).await;
            let seen_of = (seen.status.as_u16(), seen.header("retry-after"), seen.code());
            assert_eq!(seen_of, (503, "1", "UNAVAILABLE".to_owned()), "{query} {accept}: {}", seen.text);
        }
    }
    // What could be answered is.
    let partly = see_by(api(Limits::default()), ask("{ hello perhaps { away } }")).await;
    assert_eq!((partly.status.as_u16(), partly.code().as_str()), (200, "UNAVAILABLE"));
}

#[actix_web::test]
async fn a_probe_for_reading_is_content_with_a_register_that_can_only_be_read() {
    let closed = || {
        let reason = Message::verbatim("the disk is full");
        let state = Readiness::ReadOnly { reason, warnings: Vec::new() };
        api(Limits::default()).ready(move || {
            let state = state.clone();
            async move { state }.boxed()
        })
    };
    let see = async |uri: &str| see_by(closed(), TestRequest::get().uri(uri)).await;
    let all = see("/readyz").await;
    assert_eq!(all.status.as_u16(), 503);
    assert_eq!(all.text, r#"{"status":"unavailable","readOnly":true,"reason":"the disk is full"}"#);
    let reading = see("/readyz?for=reading").await;
    assert_eq!(reading.status.as_u16(), 200);
    assert_eq!(reading.text, r#"{"status":"ready","readOnly":true,"reason":"the disk is full"}"#);
    for wrong in ["/readyz?for=writing", "/readyz?reading"] {
        assert_eq!(see(wrong).await.status.as_u16(), 400, "{wrong}");
    }
}
