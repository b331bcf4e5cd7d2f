//! The queries of `docs/side-by-side.md` and `docs/vintages.md` get the answers on these pages.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use shahrak_tests::register::Register;

use crate::acceptance::{register_of_the_acceptance, restored_register};

#[tokio::test]
async fn the_story_of_1399_is_answered_as_it_is_told() {
    check("side-by-side.md", &register_of_the_acceptance().await).await;
}

#[tokio::test]
async fn what_changed_when_and_why_is_answered_as_it_is_told() {
    check("vintages.md", &restored_register().await).await;
}

async fn check(page: &str, register: &Register) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(page);
    let page = fs::read_to_string(path).unwrap();
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
