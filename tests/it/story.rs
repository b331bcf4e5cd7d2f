//! The queries of `docs/side-by-side.md` get the answers on that page.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::acceptance::register_of_the_acceptance;

#[tokio::test]
async fn the_story_of_1399_is_answered_as_it_is_told() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/side-by-side.md");
    let page = fs::read_to_string(path).unwrap();
    let register = register_of_the_acceptance().await;
    let (queries, answers) = (blocks(&page, "graphql"), blocks(&page, "json"));
    assert!(!queries.is_empty() && queries.len() == answers.len());

    let mut wrong = Vec::new();
    for (query, told) in queries.iter().zip(answers) {
        let data = register.ask(query, json!({})).await;
        if serde_json::from_str::<Value>(told).ok() != Some(data.clone()) {
            wrong.push(format!("{query}\n{data:#}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The blocks of code in a language.
fn blocks<'a>(page: &'a str, language: &str) -> Vec<&'a str> {
    let fence = format!("```{language}\n");
    page.split(fence.as_str()).skip(1).filter_map(|rest| rest.split("```").next()).collect()
}
