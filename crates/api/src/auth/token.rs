//! The secret of a personal token: `shahrak_` and 256 random bits.

use std::fmt;
use std::io;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// The prefix, by which people and scanners for leaked secrets recognise a token.
pub const PREFIX: &str = "shahrak_";

/// Random bytes of a token. They cannot be guessed, so a plain hash protects them.
const BYTES: usize = 32;

/// A token. Its owner sees it once; the register stores its hash.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A new token.
    ///
    /// # Errors
    /// The system has no random bytes.
    pub fn generate() -> io::Result<Secret> {
        let mut bytes = [0; BYTES];
        getrandom::fill(&mut bytes).map_err(io::Error::other)?;
        Ok(Secret(format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(bytes))))
    }

    /// Parses a token; none if it does not have the form of one.
    pub fn parse(text: &str) -> Option<Secret> {
        let bytes = URL_SAFE_NO_PAD.decode(text.strip_prefix(PREFIX)?).ok()?;
        (bytes.len() == BYTES).then(|| Secret(text.to_owned()))
    }

    /// The token itself.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Its SHA-256, which the register stores.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(&self.0).into()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn a_token_reads_back_and_is_unique() {
        let (one, other) = (Secret::generate().unwrap(), Secret::generate().unwrap());

        assert_eq!(Secret::parse(one.reveal()), Some(one.clone()));
        assert_eq!(one.reveal().len(), PREFIX.len() + 43);
        assert_ne!(one.hash(), other.hash());
        assert_eq!(format!("{one:?}"), "Secret(…)");
    }

    #[test]
    fn other_texts_are_not_tokens() {
        let token = Secret::generate().unwrap();
        let text = token.reveal();
        for wrong in [
            "",
            PREFIX,
            "shahrak_short",
            &text.to_uppercase(),
            &text.replace(PREFIX, "Shahrak_"),
            &format!("{text}="),
            &format!("{text} "),
            &format!("{text}A"),
            &text[1..],
            &text[..text.len() - 1],
            // Another form of the same bytes: two bits of the last letter have no meaning.
            &format!("{PREFIX}{}B", "A".repeat(42)),
        ] {
            assert_eq!(Secret::parse(wrong), None, "{wrong}");
        }
    }
}
