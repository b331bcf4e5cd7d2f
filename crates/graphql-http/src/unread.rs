//! Says in the client's language why JSON or a query string cannot be read. The libraries that read them say it in English.

use actix_web::error::QueryPayloadError;
use serde_json::Value;
use shahrak_messages::{Argument, Message, message};

/// What a member of a JSON object must be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum JsonKind {
    String,
    Object,
}

impl JsonKind {
    fn is_of(self, value: &Value) -> bool {
        match self {
            JsonKind::String => value.is_string() || value.is_null(),
            JsonKind::Object => value.is_object() || value.is_null(),
        }
    }

    /// The error for a member of another kind.
    pub(crate) fn expected(self, name: &str) -> Message {
        match self {
            JsonKind::String => message!("json-string-expected", name),
            JsonKind::Object => message!("json-object-expected", name),
        }
    }
}

/// Why a text is not JSON, or not an object with these members.
pub(crate) fn json(text: &[u8], error: &serde_json::Error, members: &[(&str, JsonKind)]) -> Message {
    let said = error.to_string();
    if let Some(name) = quoted_after(&said, "duplicate field `") {
        return message!("json-member-twice", name);
    }
    let object: Option<Value> = serde_json::from_slice(text).ok();
    let wrong = object.as_ref().and_then(|object| {
        members.iter().find(|(name, kind)| object.get(name).is_some_and(|value| !kind.is_of(value)))
    });
    match wrong {
        Some((name, kind)) => kind.expected(name),
        None => message!("json-broken", line = error.line(), column = error.column()),
    }
}

/// Why the parameters of an address cannot be read.
pub fn parameters(error: &QueryPayloadError) -> Message {
    let said = error.to_string();
    if let Some(name) = quoted_after(&said, "unknown field `") {
        // The names that are known follow in backquotes.
        let known = said.split('`').skip(3).step_by(2);
        return message!("parameter-unknown", name, known = Argument::list(known));
    }
    if let Some(field) = quoted_after(&said, "missing field `") {
        return message!("at-field", field, why = message!("parameter-missing"));
    }
    if let Some(field) = quoted_after(&said, "duplicate field `") {
        return message!("at-field", field, why = message!("parameter-twice"));
    }
    if said.contains("not `true` or `false`") {
        return message!("parameter-not-boolean");
    }
    Message::verbatim(said)
}

fn quoted_after<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    text.split_once(start)?.1.split('`').next()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use actix_web::web::Query;
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only the errors are of interest")]
    struct Parameters {
        since: String,
        until: Option<String>,
        dry: Option<bool>,
    }

    #[test]
    fn parameters_that_cannot_be_read_are_explained() {
        for (query, expected) in [
            ("since=a&from=b", "there is no parameter from; there are since, until, dry"),
            ("until=a", "since: this parameter is required"),
            ("since=a&since=b", "since: this parameter is given twice"),
            ("since=a&dry=maybe", "a switch is true or false"),
        ] {
            let error = Query::<Parameters>::from_query(query).unwrap_err();
            assert_eq!(parameters(&error).to_string(), expected, "{query}");
        }
    }

    #[test]
    fn json_that_cannot_be_read_is_explained() {
        #[derive(Debug, Deserialize)]
        #[expect(dead_code, reason = "only the errors are of interest")]
        struct Body {
            query: Option<String>,
            variables: Option<serde_json::Map<String, Value>>,
        }
        let members = [("query", JsonKind::String), ("variables", JsonKind::Object)];
        for (text, expected) in [
            ("{", "it is not JSON from line 1, column 1 on"),
            ("{\"query\": \"a\"}\nx", "it is not JSON from line 2, column 1 on"),
            ("{\"query\": 1}", "“query” must be a string"),
            ("{\"query\": \"a\", \"variables\": []}", "“variables” must be an object"),
            ("{\"query\": \"a\", \"query\": \"b\"}", "“query” is given twice; give it once"),
        ] {
            let error = serde_json::from_str::<Body>(text).unwrap_err();
            assert_eq!(json(text.as_bytes(), &error, &members).to_string(), expected, "{text}");
        }
    }
}
