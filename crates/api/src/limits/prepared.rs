//! Documents that were parsed and judged: done once for each text, kept in a bounded memory.

use std::sync::Arc;

use async_graphql::parser::types::ExecutableDocument;
use async_graphql::parser::{Error as ParseError, parse_query};
use async_graphql::{Pos, ServerError};
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::enums::{self, InputTypes};
use super::{Limits, document, objects, plain, tokens, typename};
use crate::error_code::{ErrorCode, request_error};

/// Parses and judges documents, and remembers those that passed by their text.
pub struct Documents {
    limits: Limits,
    inputs: Arc<InputTypes>,
    passed: Cache<Arc<str>, Arc<ExecutableDocument>, ByText>,
}

impl Documents {
    /// Judges by these limits.
    pub fn new(limits: &Limits) -> Self {
        let bytes = limits.document_cache_bytes;
        let about = usize::try_from(bytes / ByText::estimate(500)).unwrap_or(usize::MAX);
        let passed = Cache::with_weighter(about.clamp(1, 100_000), bytes, ByText);
        Self { limits: limits.clone(), inputs: Arc::default(), passed }
    }

    /// Judges by the inputs of a schema as well.
    #[must_use]
    pub fn inputs(self, inputs: Arc<InputTypes>) -> Self {
        Self { inputs, ..self }
    }

    /// The parsed document, or why it is none. No more is read of a text than the limit of tokens allows.
    pub fn parse(&self, text: &str) -> Result<Parsed, ServerError> {
        if let Some(document) = self.passed.get(text) {
            return Ok(Parsed { document, passed: true });
        }
        tokens::scan(text, &self.limits)?;
        let mut document = parse_query(plain::plain(text)?).map_err(|error| parse_failure(&error))?;
        typename::wrap(&mut document);
        Ok(Parsed { document: Arc::new(document), passed: false })
    }

    /// Judges the document of a text by all other limits, and by the rules that the engine does not check.
    pub fn judge(&self, text: &str, parsed: &Parsed) -> Result<(), ServerError> {
        if !parsed.passed {
            document::judge(&parsed.document, &self.limits)?;
            objects::check(text)?;
            enums::check(&parsed.document, &self.inputs)?;
            self.passed.insert(text.into(), Arc::clone(&parsed.document));
        }
        Ok(())
    }
}

/// A document that was parsed. It may be too large yet: only [`Documents::judge`] tells.
pub struct Parsed {
    document: Arc<ExecutableDocument>,
    passed: bool,
}

impl Parsed {
    /// The document.
    pub fn document(&self) -> &ExecutableDocument {
        &self.document
    }

    /// The document, shared.
    pub fn into_document(self) -> Arc<ExecutableDocument> {
        self.document
    }
}

fn parse_failure(error: &ParseError) -> ServerError {
    let position: Option<Pos> = error.positions().next();
    let message = match error {
        // The parser draws the line with a caret below it; the last line says what it wanted.
        ParseError::Syntax { message, .. } => {
            let wanted = message.rsplit("= ").next().unwrap_or_default().trim();
            format!("the document is not GraphQL: {wanted}")
        }
        other => other.to_string(),
    };
    request_error(ErrorCode::GraphqlParseFailed, message, position)
}

/// Weighs a document by its text: parsed, it takes about 24 times as much.
#[derive(Clone)]
struct ByText;

impl ByText {
    const fn estimate(text_bytes: u64) -> u64 {
        text_bytes * 24 + 512
    }
}

impl Weighter<Arc<str>, Arc<ExecutableDocument>> for ByText {
    fn weight(&self, text: &Arc<str>, _: &Arc<ExecutableDocument>) -> u64 {
        Self::estimate(text.len() as u64)
    }
}
