//! Documents that clients name instead of sending them: those that the operator trusts, and those that clients have sent
//! before (automatic persisted queries).

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use async_graphql::{ServerError, Value};
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use shahrak_messages::{Message, message};

use crate::error_code::{ErrorCode, request_error};
use crate::request::Params;

/// The version of the protocol of automatic persisted queries.
const VERSION: u64 = 1;

/// Documents that the operator trusts, by the ids that the clients' build tools gave them.
#[derive(Debug, Clone, Default)]
pub struct TrustedDocuments {
    by_id: HashMap<String, Arc<str>>,
    texts: HashSet<Arc<str>>,
}

/// The manifest of Apollo's tools.
#[derive(Deserialize)]
struct Manifest {
    operations: Vec<ManifestOperation>,
}

#[derive(Deserialize)]
struct ManifestOperation {
    id: String,
    body: String,
}

impl TrustedDocuments {
    /// Reads a manifest: an object of ids and texts, as Relay and graphql-codegen write it, or that of Apollo.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, Message> {
        let texts: BTreeMap<String, String> = match serde_json::from_str::<Manifest>(text) {
            Ok(manifest) => manifest.operations.into_iter().map(|it| (it.id, it.body)).collect(),
            Err(_) => serde_json::from_str(text)
                .map_err(|error| message!("trusted-documents-malformed", why = error.to_string()))?,
        };
        let by_id: HashMap<String, Arc<str>> =
            texts.into_iter().map(|(id, text)| (bare(&id).to_owned(), text.into())).collect();
        Ok(Self { texts: by_id.values().cloned().collect(), by_id })
    }

    /// The number of documents.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    fn get(&self, id: &str) -> Option<&str> {
        self.by_id.get(bare(id)).map(|text| &**text)
    }
}

/// An id without the name of its hash.
fn bare(id: &str) -> &str {
    id.strip_prefix("sha256:").unwrap_or(id)
}

/// All documents that clients may name.
pub(crate) struct PersistedDocuments {
    trusted: TrustedDocuments,
    /// Nothing else runs.
    only_trusted: bool,
    sent: Cache<[u8; 32], Arc<str>, Bytes>,
}

#[derive(Clone)]
struct Bytes;

impl Weighter<[u8; 32], Arc<str>> for Bytes {
    fn weight(&self, _: &[u8; 32], text: &Arc<str>) -> u64 {
        (text.len() + 128) as u64
    }
}

/// A hash under which a document is kept once it has passed all checks.
pub(crate) struct ToKeep([u8; 32]);

impl PersistedDocuments {
    /// None yet, with this memory for those that clients send.
    pub(crate) fn new(bytes: u64) -> Self {
        let about = usize::try_from(bytes / 1_000).unwrap_or(usize::MAX).clamp(1, 100_000);
        Self {
            trusted: TrustedDocuments::default(),
            only_trusted: false,
            sent: Cache::with_weighter(about, bytes, Bytes),
        }
    }

    /// With these trusted documents, and possibly no others.
    pub(crate) fn trusting(self, trusted: TrustedDocuments, only_trusted: bool) -> Self {
        Self { trusted, only_trusted, ..self }
    }

    /// Finds the document that a request names, and checks that it may be sent.
    pub(crate) fn resolve(&self, params: &mut Params) -> Result<Option<ToKeep>, ServerError> {
        if let Some(id) = params.document_id.take() {
            let text = self.trusted.get(&id).ok_or_else(|| {
                request_error(ErrorCode::PersistedQueryNotFound, message!("document-id-unknown", id), None)
            })?;
            text.clone_into(&mut params.query);
            return Ok(None);
        }
        let hash = params.extensions.get("persistedQuery").map(hash).transpose()?;
        if params.query.is_empty()
            && let Some(hash) = hash
        {
            params.query = self.find(&hash)?;
        }
        if self.only_trusted && !params.of_server && !self.trusted.texts.contains(&*params.query) {
            return Err(request_error(ErrorCode::Forbidden, message!("document-not-trusted"), None));
        }
        match hash {
            Some(hash) if <[u8; 32]>::from(Sha256::digest(&params.query)) != hash => {
                // Trusted documents may have ids of other kinds, but not in this field.
                Err(request_error(ErrorCode::BadRequest, message!("document-hash-wrong"), None))
            }
            Some(hash) => Ok(Some(ToKeep(hash))),
            None => Ok(None),
        }
    }

    fn find(&self, hash: &[u8; 32]) -> Result<String, ServerError> {
        if let Some(text) = self.sent.get(hash) {
            return Ok(text.to_string());
        }
        let id: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        // Clients compare the message, and send the text.
        let unknown = || {
            let message = Message::verbatim("PersistedQueryNotFound");
            request_error(ErrorCode::PersistedQueryNotFound, message, None)
        };
        self.trusted.get(&id).map(str::to_owned).ok_or_else(unknown)
    }

    /// Keeps a document that has passed all checks.
    pub(crate) fn keep(&self, hash: Option<ToKeep>, text: &str) {
        if let Some(ToKeep(hash)) = hash
            && self.sent.get(&hash).is_none()
        {
            self.sent.insert(hash, text.into());
        }
    }
}

/// The hash in the extension of automatic persisted queries.
fn hash(extension: &Value) -> Result<[u8; 32], ServerError> {
    let Value::Object(extension) = extension else { return Err(malformed()) };
    match extension.get("version") {
        Some(Value::Number(version)) if version.as_u64() == Some(VERSION) => {}
        _ => {
            // Clients compare the message.
            let message = Message::verbatim("PersistedQueryNotSupported");
            return Err(request_error(ErrorCode::PersistedQueryNotSupported, message, None));
        }
    }
    let Some(Value::String(text)) = extension.get("sha256Hash") else { return Err(malformed()) };
    bytes(text).ok_or_else(malformed)
}

fn bytes(text: &str) -> Option<[u8; 32]> {
    let digits: &[u8; 64] = text.as_bytes().try_into().ok()?;
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let digit = |at: usize| char::from(pair[at]).to_digit(16);
        *byte = u8::try_from(digit(0)? * 16 + digit(1)?).ok()?;
    }
    Some(bytes)
}

fn malformed() -> ServerError {
    request_error(ErrorCode::BadRequest, message!("persisted-query-malformed"), None)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn the_manifests_of_all_tools_are_read() {
        let relay = TrustedDocuments::parse(r#"{ "0a1b": "{ hello }", "sha256:ff": "{ bye }" }"#).unwrap();
        assert_eq!(
            (relay.len(), relay.get("0a1b"), relay.get("ff")),
            (2, Some("{ hello }"), Some("{ bye }"))
        );
        assert_eq!(relay.get("sha256:0a1b"), Some("{ hello }"));
        let apollo = r#"{ "format": "apollo-persisted-query-manifest", "version": 1, "operations": [
            { "id": "x", "name": "Hello", "type": "query", "body": "query Hello { hello }" }] }"#;
        let apollo = TrustedDocuments::parse(apollo).unwrap();
        assert_eq!((apollo.len(), apollo.get("x")), (1, Some("query Hello { hello }")));
        for wrong in ["", "[]", "{ \"a\": 1 }", "{ \"a\"", "null"] {
            assert!(TrustedDocuments::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_hash_has_sixty_four_digits() {
        assert_eq!(bytes(&"0f".repeat(32)), Some([15; 32]));
        assert_eq!(bytes(&"0F".repeat(32)), Some([15; 32]));
        for wrong in ["", "0f", &"0g".repeat(32), &"0f".repeat(33), &"é".repeat(32)] {
            assert_eq!(bytes(wrong), None, "{wrong}");
        }
    }
}
