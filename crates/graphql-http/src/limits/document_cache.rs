//! Parses and checks documents, once per text, with a cache of bounded size.

use std::sync::Arc;

use async_graphql::parser::types::ExecutableDocument;
use async_graphql::parser::{Error as ParseError, parse_query};
use async_graphql::{Pos, ServerError};
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use shahrak_messages::{Message, message};

use super::input_types::InputTypes;
use super::{Limits, duplicate_fields, preprocess, shape, tokens, typename};
use crate::error_code::{ErrorCode, request_error};
use crate::measure;

/// Documents that passed all checks, by their text.
pub(crate) struct DocumentCache {
    limits: Limits,
    inputs: Arc<InputTypes>,
    passed: Cache<Arc<str>, Arc<ExecutableDocument>, ByText>,
}

impl DocumentCache {
    /// An empty cache for documents within these limits.
    pub(crate) fn new(limits: &Limits) -> Self {
        let bytes = limits.document_cache_bytes;
        let about = usize::try_from(bytes / ByText::estimate(500)).unwrap_or(usize::MAX);
        let passed = Cache::with_weighter(about.clamp(1, 100_000), bytes, ByText);
        Self { limits: limits.clone(), inputs: Arc::default(), passed }
    }

    /// Also checks documents against the input types of a schema.
    pub(crate) fn inputs(self, inputs: Arc<InputTypes>) -> Self {
        Self { inputs, ..self }
    }

    /// The input types of the schema.
    pub(crate) fn types(&self) -> &InputTypes {
        &self.inputs
    }

    /// Parses a document. Reads no more of the text than the limit of tokens allows.
    pub(crate) fn parse(&self, text: &str) -> Result<ParsedDocument, ServerError> {
        let found = self.passed.get(text);
        measure::document(found.is_some());
        if let Some(document) = found {
            return Ok(ParsedDocument { document, cached: true });
        }
        tokens::check(text, &self.limits)?;
        let mut document =
            parse_query(preprocess::preprocess(text)?).map_err(|error| parse_failure(&error))?;
        typename::wrap(&mut document);
        Ok(ParsedDocument { document: Arc::new(document), cached: false })
    }

    /// Checks a parsed document against all other limits, and against the rules that the engine does not check.
    pub(crate) fn check(&self, text: &str, parsed: &ParsedDocument) -> Result<(), ServerError> {
        if !parsed.cached {
            shape::check(&parsed.document, &self.limits)?;
            duplicate_fields::check(text)?;
            typename::check(&parsed.document)?;
            self.inputs.check(&parsed.document)?;
            self.passed.insert(text.into(), Arc::clone(&parsed.document));
        }
        Ok(())
    }
}

/// A parsed document. Only [`DocumentCache::check`] shows whether it may run.
pub(crate) struct ParsedDocument {
    document: Arc<ExecutableDocument>,
    cached: bool,
}

impl ParsedDocument {
    pub(crate) fn document(&self) -> &ExecutableDocument {
        &self.document
    }

    pub(crate) fn into_document(self) -> Arc<ExecutableDocument> {
        self.document
    }
}

fn parse_failure(error: &ParseError) -> ServerError {
    let position: Option<Pos> = error.positions().next();
    let text = error.to_string();
    let why = match error {
        ParseError::Syntax { .. } => {
            // The message draws the line with a caret below it; its last line says what was expected.
            let why = text.rsplit("= ").next().unwrap_or_default().trim();
            match why.strip_prefix("expected ") {
                Some(expected) => message!("expected-syntax", expected),
                None => Message::verbatim(why),
            }
        }
        ParseError::MultipleOperations { .. } => message!("operations-without-names"),
        ParseError::OperationDuplicated { operation: name, .. }
        | ParseError::FragmentDuplicated { fragment: name, .. } => {
            message!("defined-twice", name = name.as_str())
        }
        _ => Message::verbatim(text),
    };
    let Pos { line, column } = position.unwrap_or_default();
    request_error(
        ErrorCode::GraphqlParseFailed,
        message!("document-not-graphql", why, line, column),
        position,
    )
}

/// Estimates the memory of a document: about 24 times its text.
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
