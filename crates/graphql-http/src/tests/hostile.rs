//! Texts of strangers: whatever they send, the answer is a value or an error, and soon.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use shahrak_messages::{Language, Message};

use crate::limits::{DocumentCache, Limits};
use crate::websocket::parses;
use crate::{TrustedDocuments, request};

/// The longest time for a text of a few kilobytes, on a busy machine in a build without optimisation.
const SOON: Duration = Duration::from_secs(2);

/// Pieces of documents, in any order: most of what they make is wrong somewhere.
fn document() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        "...",
        "on ",
        "fragment f ",
        "query ",
        "mutation ",
        "subscription ",
        "$a",
        ":",
        "!",
        "=",
        "@",
        "@skip(if: true)",
        "\"",
        "\"\"\"",
        "\"\\u{1F600}\"",
        "\"\\uD83D\"",
        "\\",
        "#",
        "\n",
        ",",
        "\u{feff}",
        "a",
        "hello",
        "rows",
        "nodes",
        "__typename",
        "__schema",
        "...f",
        "{...f}",
        "1",
        "-1",
        "1e999",
        "99999999999999999999",
        ".5",
        "true",
        "null",
        "RED",
        "é",
        "\u{0}",
        "شهرک",
        "&",
        "|",
    ]);
    prop::collection::vec(pieces, 0..200).prop_map(|pieces| pieces.concat())
}

/// Pieces of messages.
fn message() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"type\"",
        "\"subscribe\"",
        "\"connection_init\"",
        "\"ping\"",
        "\"complete\"",
        "\"id\"",
        "\"payload\"",
        "\"query\"",
        "\"{ hello }\"",
        "\"variables\"",
        "\"extensions\"",
        "\"persistedQuery\"",
        "\"a\"",
        "\"\"",
        "null",
        "1",
        "1e999",
        "true",
        "\"\\ud800\"",
        "{\"type\":\"subscribe\",\"id\":\"a\",\"payload\":{\"query\":\"{ hello }\"}}",
        "{\"type\":\"ping\"}",
        " ",
        "\u{0}",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

fn check(text: &str) {
    let documents = DocumentCache::new(&Limits::default());
    let begun = Instant::now();
    let checked = documents.parse(text).and_then(|parsed| documents.check(text, &parsed));
    if let Err(error) = checked {
        let message = error.source::<Message>().expect("errors are of the catalogue");
        assert!(!message.text(Language::Persian).is_empty());
    }
    assert!(begun.elapsed() < SOON, "{:?}: {text}", begun.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_document_is_read_or_refused(text in document()) {
        check(&text);
    }

    #[test]
    fn any_text_is_read_or_refused_as_a_document(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_message_is_read_or_refused(text in prop_oneof![message(), any::<String>()]) {
        let begun = Instant::now();
        let _ = parses(&text);
        let _ = request::from_message(&text);
        let _ = TrustedDocuments::parse(&text);
        prop_assert!(begun.elapsed() < SOON);
    }
}
