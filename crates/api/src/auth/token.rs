//! Personal tokens as their owners have them: `shahrak_` and 256 random bits.

use std::fmt;
use std::io;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::TryRngCore;
use rand::rngs::OsRng;
use sha2::{Digest, Sha256};

/// How a token begins, so that people and scanners of leaked secrets know it for what it is.
pub const PREFIX: &str = "shahrak_";

/// Random bytes of a token: nobody can guess them, so that a plain hash keeps them.
const BYTES: usize = 32;

/// A token. It is shown to its owner once; the register keeps its hash.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A new one.
    ///
    /// # Errors
    /// The system has no random bytes to give.
    pub fn make() -> io::Result<Secret> {
        let mut bytes = [0; BYTES];
        OsRng.try_fill_bytes(&mut bytes).map_err(io::Error::other)?;
        Ok(Secret(format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(bytes))))
    }

    /// What was shown as a token, if it is written like one.
    pub fn parse(text: &str) -> Option<Secret> {
        let bytes = URL_SAFE_NO_PAD.decode(text.strip_prefix(PREFIX)?).ok()?;
        (bytes.len() == BYTES).then(|| Secret(text.to_owned()))
    }

    /// The token itself.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Its SHA-256, by which the register knows it.
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
    fn a_token_reads_back_and_no_two_are_alike() {
        let (one, other) = (Secret::make().unwrap(), Secret::make().unwrap());

        assert_eq!(Secret::parse(one.reveal()), Some(one.clone()));
        assert_eq!(one.reveal().len(), PREFIX.len() + 43);
        assert_ne!(one.hash(), other.hash());
        assert_eq!(format!("{one:?}"), "Secret(…)");
    }

    #[test]
    fn what_is_not_written_like_a_token_is_none() {
        let token = Secret::make().unwrap();
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
            // The same bytes written otherwise: the last letter has two bits that mean nothing.
            &format!("{PREFIX}{}B", "A".repeat(42)),
        ] {
            assert_eq!(Secret::parse(wrong), None, "{wrong}");
        }
    }
}
