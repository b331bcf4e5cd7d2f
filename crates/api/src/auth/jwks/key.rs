//! One public key of a provider, and the set that it publishes.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::jwk::{
    AlgorithmParameters, CommonParameters, EllipticCurve, Jwk, KeyOperations, PublicKeyUse,
};
use jsonwebtoken::{Algorithm, DecodingKey};
use serde::Deserialize;
use serde_json::Value;
use shahrak_messages::{Explain, Message, message};

/// The length of an RSA modulus in bytes: shorter ones can be broken, longer ones are slow to check.
const RSA_BYTES: std::ops::RangeInclusive<usize> = 256..=512;

/// A key that checks signatures.
pub struct VerificationKey {
    kid: Option<String>,
    kind: KeyKind,
    /// The only algorithm for the key, if it names one.
    algorithm: Option<Algorithm>,
    decoding: DecodingKey,
}

/// The type of a key, which determines its algorithms.
#[derive(Clone, Copy, PartialEq, Eq)]
enum KeyKind {
    Rsa,
    P256,
    P384,
    Ed25519,
}

/// The keys that a provider publishes, without those for unsupported signatures.
pub struct KeySet(Vec<Arc<VerificationKey>>);

/// Why no key is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotFound {
    /// There is no key with this id, or no key at all.
    Unknown,
    /// The key with this id is for other algorithms.
    Unfit,
    /// There is no id, and there are several keys.
    Ambiguous,
}

impl Explain for NotFound {
    fn message(&self) -> Message {
        match self {
            NotFound::Unknown => message!("token-key-unknown"),
            NotFound::Unfit => message!("token-key-unfit"),
            NotFound::Ambiguous => message!("token-key-ambiguous"),
        }
    }
}

impl VerificationKey {
    /// The key for the library.
    pub fn decoding(&self) -> &DecodingKey {
        &self.decoding
    }

    /// Its id, for tests.
    #[cfg(test)]
    pub fn name(&self) -> Option<&str> {
        self.kid.as_deref()
    }

    /// Parses a key; none if it is not for supported signatures.
    fn read(jwk: Value) -> Option<Self> {
        let jwk: Jwk = serde_json::from_value(jwk).ok()?;
        if !is_for_signatures(&jwk.common) {
            return None;
        }
        let algorithm = match jwk.common.key_algorithm {
            Some(named) => Some(Algorithm::try_from(named).ok()?),
            None => None,
        };
        let kind = KeyKind::of(&jwk.algorithm)?;
        let decoding = DecodingKey::from_jwk(&jwk).ok()?;
        Some(Self { kid: jwk.common.key_id, kind, algorithm, decoding })
    }

    fn fits(&self, algorithm: Algorithm) -> bool {
        self.kind.fits(algorithm) && self.algorithm.is_none_or(|only| only == algorithm)
    }
}

impl KeyKind {
    /// The type of a key, if its parts have the right lengths: the library does not check them, and panics for some.
    fn of(parameters: &AlgorithmParameters) -> Option<Self> {
        match parameters {
            AlgorithmParameters::RSA(rsa) => RSA_BYTES.contains(&length(&rsa.n)?).then_some(Self::Rsa),
            AlgorithmParameters::EllipticCurve(ec) => {
                let lengths = (length(&ec.x)?, length(&ec.y)?);
                match ec.curve {
                    EllipticCurve::P256 => (lengths == (32, 32)).then_some(Self::P256),
                    EllipticCurve::P384 => (lengths == (48, 48)).then_some(Self::P384),
                    _ => None,
                }
            }
            AlgorithmParameters::OctetKeyPair(pair) => {
                (pair.curve == EllipticCurve::Ed25519 && length(&pair.x)? == 32).then_some(Self::Ed25519)
            }
            // Shared secrets are not public keys.
            _ => None,
        }
    }

    fn fits(self, algorithm: Algorithm) -> bool {
        match algorithm {
            Algorithm::RS256
            | Algorithm::RS384
            | Algorithm::RS512
            | Algorithm::PS256
            | Algorithm::PS384
            | Algorithm::PS512 => self == Self::Rsa,
            Algorithm::ES256 => self == Self::P256,
            Algorithm::ES384 => self == Self::P384,
            Algorithm::EdDSA => self == Self::Ed25519,
            _ => false,
        }
    }
}

impl KeySet {
    /// The keys of a JSON Web Key Set.
    ///
    /// # Errors
    /// Fails if it is not a key set. Unsupported keys are left out, as RFC 7517 requires.
    pub fn read(json: &[u8]) -> serde_json::Result<Self> {
        #[derive(Deserialize)]
        struct Published {
            keys: Vec<Value>,
        }
        let published: Published = serde_json::from_slice(json)?;
        Ok(Self(published.keys.into_iter().filter_map(VerificationKey::read).map(Arc::new).collect()))
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The key with this id for this algorithm; without an id, the only key for it.
    pub fn find(&self, kid: Option<&str>, algorithm: Algorithm) -> Result<Arc<VerificationKey>, NotFound> {
        let named = |key: &&Arc<VerificationKey>| kid.is_none() || key.kid.as_deref() == kid;
        let mut fitting = self.0.iter().filter(named).filter(|key| key.fits(algorithm));
        match (fitting.next(), fitting.next()) {
            (Some(key), None) => Ok(Arc::clone(key)),
            (Some(_), Some(_)) => Err(NotFound::Ambiguous),
            (None, _) if kid.is_some() && self.0.iter().any(|key| named(&key)) => Err(NotFound::Unfit),
            (None, _) => Err(NotFound::Unknown),
        }
    }
}

/// Whether the key is for checking signatures, or does not state its purpose.
fn is_for_signatures(key: &CommonParameters) -> bool {
    let by_use = key.public_key_use.as_ref().is_none_or(|it| *it == PublicKeyUse::Signature);
    let by_operations = key.key_operations.as_ref().is_none_or(|it| it.contains(&KeyOperations::Verify));
    by_use && by_operations
}

/// The length of the bytes in a base64url text.
fn length(text: &str) -> Option<usize> {
    URL_SAFE_NO_PAD.decode(text).ok().map(|bytes| bytes.len())
}
