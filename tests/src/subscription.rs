//! Subscriptions over event streams, as a client receives them.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test whose stream breaks off has failed")]

use std::time::Duration;

use reqwest::header::{ACCEPT, HeaderMap, HeaderValue};
use serde_json::{Value, json};
use tokio::time::timeout;

use crate::register::Register;

/// The time limit for the next event.
const PATIENCE: Duration = Duration::from_secs(20);

/// An open subscription. Dropping it ends it for the server too.
pub struct Subscription {
    response: reqwest::Response,
    received: Vec<u8>,
}

impl Register {
    /// Subscribes.
    pub async fn subscribe(&self, query: &str, variables: Value) -> Subscription {
        let body = json!({ "query": query, "variables": variables });
        let accept = HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static("text/event-stream"))]);
        let request = self.to_post("/graphql").headers(accept).json(&body);
        Subscription { response: request.send().await.unwrap(), received: Vec::new() }
    }
}

impl Subscription {
    /// The data of the next event, which must come soon and have no errors.
    pub async fn next(&mut self) -> Value {
        let answer = timeout(PATIENCE, self.answer()).await.expect("an event comes in time");
        let mut answer = answer.expect("the subscription goes on");
        assert!(answer.get("errors").is_none(), "{answer:#}");
        answer["data"].take()
    }

    /// The next event; none after the last one.
    pub async fn answer(&mut self) -> Option<Value> {
        loop {
            if let Some(event) = self.event() {
                let mut lines = event.lines();
                match lines.next() {
                    Some("event: next") => {
                        let data = lines.next().and_then(|line| line.strip_prefix("data: ")).unwrap();
                        return Some(serde_json::from_str(data).unwrap());
                    }
                    Some("event: complete") => return None,
                    // Comments keep the connection alive.
                    _ => continue,
                }
            }
            let chunk = self.response.chunk().await.unwrap()?;
            self.received.extend_from_slice(&chunk);
        }
    }

    /// The first complete event of what was received.
    fn event(&mut self) -> Option<String> {
        let end = self.received.windows(2).position(|two| two == b"\n\n")?;
        let event: Vec<u8> = self.received.drain(..end + 2).collect();
        Some(String::from_utf8(event).unwrap())
    }
}
