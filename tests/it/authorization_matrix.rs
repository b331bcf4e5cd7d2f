//! Every mutation of the schema with every role: an unauthorized call is refused before its input is read, and changes
//! nothing.

use std::collections::BTreeMap;

use futures_util::{SinkExt, StreamExt};
use reqwest::header::ACCEPT;
use serde_json::{Value, json};
use shahrak_domain::actor::RoleName;
use shahrak_tests::register::Register;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

use crate::acceptance::register_of_the_acceptance;

mod input;
mod province;

use input::{Mutation, Mutations};

#[tokio::test]
async fn no_mutation_is_looked_at_without_a_credential_that_may() {
    let register = register_of_the_acceptance().await;
    let auditor = register.token(RoleName::Auditor, &[]).await;
    let unknown = format!("shahrak_{}", "A".repeat(43));
    let mutations = Mutations::of(&register).await;
    let before = content(&register).await;

    for mutation in &mutations.all {
        for (query, variables) in mutations.requests(mutation) {
            let body = json!({ "query": query, "variables": variables });
            let check = async |token: Option<&str>, status: u16, code: &str| {
                let mut request = register.to_post("/graphql");
                if let Some(token) = token {
                    request = request.bearer_auth(token);
                }
                let response = request.json(&body).send().await.unwrap();
                let found = response.status();
                let answer: Value = response.json().await.unwrap();
                assert_eq!(code_of(&answer), code, "{body}: {answer}");
                assert_eq!(found, status, "{body}: {answer}");
                assert!(answer.get("data").is_none(), "{body}: {answer}");
            };
            check(None, 401, "UNAUTHENTICATED").await;
            check(Some(&unknown), 401, "UNAUTHENTICATED").await;
            check(Some(&auditor), 403, "FORBIDDEN").await;
        }
    }

    assert_eq!(content(&register).await, before);
}

#[tokio::test]
async fn no_mutation_comes_by_another_door() {
    let register = register_of_the_acceptance().await;
    let administrator = register.token(RoleName::Administrator, &[]).await;
    let mutations = Mutations::of(&register).await;
    let before = content(&register).await;
    let address = register.address().replace("http", "ws");
    let mut request = format!("{address}/graphql").into_client_request().unwrap();
    request.headers_mut().insert("sec-websocket-protocol", "graphql-transport-ws".parse().unwrap());
    let (mut socket, _) = connect_async(request).await.unwrap();
    let mut talk = async |message: Value| {
        socket.send(Message::text(message.to_string())).await.unwrap();
        loop {
            if let Message::Text(text) = socket.next().await.unwrap().unwrap() {
                return serde_json::from_str::<Value>(&text).unwrap();
            }
        }
    };
    talk(json!({ "type": "connection_init" })).await;

    for mutation in &mutations.all {
        for (query, variables) in mutations.requests(mutation) {
            let body = json!({ "query": query, "variables": variables });
            // For every caller: a link must not change anything.
            let link = [("query", query.clone()), ("variables", variables.to_string())];
            let response =
                register.to_get("/graphql").bearer_auth(&administrator).query(&link).send().await.unwrap();
            assert_eq!(response.status(), 405, "{body}");

            let heard = talk(json!({ "type": "subscribe", "id": "1", "payload": body })).await;
            assert_eq!(heard["type"], "error", "{body}: {heard}");
            assert_eq!(heard["payload"][0]["extensions"]["code"], "UNAUTHENTICATED", "{body}: {heard}");

            let request = register.to_post("/graphql").header(ACCEPT, "text/event-stream").json(&body);
            let answer = request.send().await.unwrap().text().await.unwrap();
            assert!(answer.contains("UNAUTHENTICATED") && !answer.contains("userErrors"), "{body}: {answer}");
        }
    }

    assert_eq!(content(&register).await, before);
}

/// For each table, the number of its rows and a digest of its content, without the last use of tokens.
async fn content(register: &Register) -> BTreeMap<String, (i64, String)> {
    let mut connection = PgConnection::connect(register.database_url()).await.unwrap();
    let tables = "SELECT table_name::text FROM information_schema.tables
        WHERE table_schema = 'public' AND table_type = 'BASE TABLE'";
    let tables: Vec<String> = sqlx::query_scalar(tables).fetch_all(&mut connection).await.unwrap();
    let mut content = BTreeMap::new();
    for table in tables {
        let sql = format!(
            "SELECT count(*), md5(COALESCE(string_agg((to_jsonb(t) - 'last_used_at')::text, ' ' ORDER BY to_jsonb(t)::text), ''))
             FROM {table} AS t"
        );
        let found: (i64, String) =
            sqlx::query_as(AssertSqlSafe(sql)).fetch_one(&mut connection).await.unwrap();
        content.insert(table, found);
    }
    assert!(content["audit_entry"].0 > 0 && content["unit_event"].0 > 0, "{content:?}");
    content
}

fn code_of(answer: &Value) -> &str {
    let errors = answer["errors"].as_array().map(Vec::as_slice).unwrap_or_default();
    errors.first().map_or("", |error| error["extensions"]["code"].as_str().unwrap_or_default())
}

/// The operation that selects the errors of a mutation.
fn operation(mutation: &str) -> String {
    let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    format!("mutation($input: {kind}!) {{ {mutation}(input: $input) {{ userErrors {{ code }} }} }}")
}

impl Mutation {
    fn operation(&self) -> String {
        operation(&self.name)
    }
}
