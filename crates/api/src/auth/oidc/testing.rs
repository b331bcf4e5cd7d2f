//! A provider for tests: its keys, its tokens, and a server that publishes the keys. The private keys are only for these
//! tests.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::{Arc, LazyLock};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::crypto::{CryptoProvider, rust_crypto};
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey, crypto};
use serde_json::{Value, json};
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, ResponseTemplate};

use shahrak_domain::moment::Moment;

use crate::auth::jwks;

/// The name of the register at the provider.
pub const AUDIENCE: &str = "shahrak";

/// Signatures are made by another library than the one that checks them.
static PROVIDER: LazyLock<CryptoProvider> = LazyLock::new(|| CryptoProvider {
    verifier_factory: jwks::verifier,
    ..rust_crypto::DEFAULT_PROVIDER.clone()
});

/// Makes `jsonwebtoken` sign tokens, too.
pub fn install() {
    // It fails if it is installed already.
    let _ = PROVIDER.install_default();
}

/// A private key of a provider.
#[derive(Clone)]
pub struct TestKey {
    pub kid: &'static str,
    pub algorithm: Algorithm,
    key: Arc<EncodingKey>,
}

impl TestKey {
    fn new(kid: &'static str, algorithm: Algorithm, key: EncodingKey) -> Self {
        install();
        Self { kid, algorithm, key: Arc::new(key) }
    }

    pub fn rsa(kid: &'static str) -> Self {
        Self::new(kid, Algorithm::RS256, EncodingKey::from_rsa_der(&der(RSA)))
    }

    /// Of 1024 bits.
    pub fn weak_rsa(kid: &'static str) -> Self {
        Self::new(kid, Algorithm::RS256, EncodingKey::from_rsa_der(&der(WEAK_RSA)))
    }

    pub fn ec(kid: &'static str) -> Self {
        Self::new(kid, Algorithm::ES256, EncodingKey::from_ec_der(&der(P256)))
    }

    pub fn another_ec(kid: &'static str) -> Self {
        Self::new(kid, Algorithm::ES256, EncodingKey::from_ec_der(&der(ANOTHER_P256)))
    }

    pub fn p384(kid: &'static str) -> Self {
        Self::new(kid, Algorithm::ES384, EncodingKey::from_ec_der(&der(P384)))
    }

    pub fn ed25519(kid: &'static str) -> Self {
        Self::new(kid, Algorithm::EdDSA, EncodingKey::from_ed_der(&der(ED25519)))
    }

    /// The public key as the provider publishes it.
    pub fn jwk(&self) -> Value {
        let mut jwk =
            serde_json::to_value(Jwk::from_encoding_key(&self.key, self.algorithm).unwrap()).unwrap();
        jwk["kid"] = json!(self.kid);
        jwk["use"] = json!("sig");
        jwk
    }

    /// A token of the provider.
    pub fn token(&self, claims: &Value) -> String {
        self.sign(&json!({ "typ": "JWT", "alg": format!("{:?}", self.algorithm), "kid": self.kid }), claims)
    }

    /// A token with any header.
    pub fn sign(&self, header: &Value, claims: &Value) -> String {
        self.sign_by(self.algorithm, header, claims)
    }

    pub fn sign_by(&self, algorithm: Algorithm, header: &Value, claims: &Value) -> String {
        sign(&self.key, algorithm, header, claims)
    }
}

/// A token signed with any key.
pub fn sign(key: &EncodingKey, algorithm: Algorithm, header: &Value, claims: &Value) -> String {
    let message = format!("{}.{}", part(header), part(claims));
    let signature = crypto::sign(message.as_bytes(), key, algorithm).unwrap();
    format!("{message}.{signature}")
}

/// A header or claims in the form of a token's part.
pub fn part(json: &Value) -> String {
    URL_SAFE_NO_PAD.encode(json.to_string())
}

/// The moment of the tests.
pub fn now() -> Moment {
    Moment::from_timestamp(1_795_000_000, 0).unwrap()
}

/// A server that publishes these keys at `/keys`.
pub async fn provider(keys: &[TestKey]) -> MockServer {
    let server = MockServer::start().await;
    publish(&server, keys).await;
    server
}

/// Makes the server publish these keys from now on.
pub async fn publish(server: &MockServer, keys: &[TestKey]) {
    let keys: Vec<Value> = keys.iter().map(TestKey::jwk).collect();
    answer(server, "/keys", ResponseTemplate::new(200).set_body_json(json!({ "keys": keys }))).await;
}

/// Makes the server answer only at this path, from now on.
pub async fn answer(server: &MockServer, at: &str, with: ResponseTemplate) {
    server.reset().await;
    also_answer(server, at, with).await;
}

/// Makes the server also answer at this path.
pub async fn also_answer(server: &MockServer, at: &str, with: ResponseTemplate) {
    Mock::given(path(at)).respond_with(with).mount(server).await;
}

/// The number of requests since the server last changed.
pub async fn asked(server: &MockServer) -> usize {
    server.received_requests().await.unwrap().len()
}

fn der(base64: &str) -> Vec<u8> {
    STANDARD.decode(base64).unwrap()
}

/// RSA of 2048 bits, PKCS #1.
const RSA: &str = "MIIEowIBAAKCAQEAwA/AlDMsjZY6J4kOx+lNgSSvzzvTFWb5U6ZvCGjb0IRoQLwSLUtqVjwh8FyPvd22iR6ewHIVbRTxkVJqe5Jv\
    +fDiFeE9YJfsfN3shdOV/u8OPKluf5YqqDlvvPf3Z9LGxNqeEXEIheWH7RA0EGuP8ecIrDQvaIH6TmHumWvsaExr98YvavCschR4\
    P4TF14C0UQjVNDeZwXQnE1ziQznkwVowPCmIeDzEZo1gQpel1ElGrabTDSEOqpyV5VTBZfcnoLJV250i/3OpyruF9bqlfKvEv7nl\
    RG1vogTrZ3qd3/S8r3Wacj2PejykVJjy+F6ROXvJ3yYXKTU+ePEofDafhwIDAQABAoIBAAsQfUAsaIspleUULMFQi/H+KpCuOh1Y\
    BtIOWwQpgkxTbGwaSZPJbfFU2oGt22wNO0hP9sZQbDKSC86a6F6BE6la+rNW/AG2Dt4srMUS6Oe8Xt4YxrBb9s4lLO4+fMbC6keJ\
    7qRDlkGcdQWvssglYjAF5saA5SBIqKJeWvAEuyRQ9SemqzVHlZQELKYdPmSVqZL3j4+hKFJtwXCzwfcE621tnTt4MLgSfTn3Tv6w\
    f006TmgmEsnEnbZmTDV3P5E+9/F5OxRtP1/JGnrFn0erDcjB7Z4+1VO1LslGBdg86X66hqbA+jee7NBbmMIU8Bn2ZXSzrYcRjX4S\
    O/9GKVpDA0ECgYEA7FZrFWwNZO8OTLYQiztm8TN/7WCkMNI2ahl68jbAe3HsJLPpQLXh372pTA6rEmLSQqj6rxypE9CM3FIhLRmC\
    QE4gEJDSch1nAwoxkmoJmyO5DcsAcEr61HylU42a5iJbKS+B8HHLYe4sm09qcYVYkGdPGs/QDTgQ6AO1YA6czEECgYEA0ApUtBZc\
    1JvBiiPayM9KRCyuIQHwpVftf8jP0oAojou9d+nuJ6ta1svo/1pNeIJXV2Nl7pZLMhQRg6+DYlw4EbR4iOrkeHdtOPMMERbXA8h5\
    UTOvarL2jl4bEU6eIkmd9TBOL73Z7MYK38hHaWtChnWLBQ35euXNk2oi9R4BmccCgYBoPW2Z00DNJguelicR4i9zb42bO6bvyagq\
    f/aUYsXfLM5FGf1lh1OLBfJoE4gs4d1vfWykU/XXQYL/olHzvG6QwmSuKdJIduN6mcJnm9GE1erHRKR64vdjRV7+TVTm8HxY3BVp\
    4iccmJqgHhUK4Q/BEW/4mXRggDwkuY4EQi2ygQKBgQCeRn3S1QCjMCy6sDSPekWCQIvpyNQQtyiVg225NI+mg2IOjQcHXzKpIFGP\
    lGBEQsW4UoMGVYm3+9SnXyyR9J8juS3K3QodLJ8IKMERb1L+KdNCmBPpFWbHQYlOTYW5iFCIbcvOPp5BqRo0zualqVjfeyXdHpij\
    i5ovgRw/aCjHmQKBgCBE76RFm34PSr7UP8mgQBgca7UjoWe8Vu47oRg3iUMeSnhWcMASDivTVPZgDRnwBw1EizESQgHyfUg+O6Cd\
    TNTRpvVqVzJ328bsu1J8f+NDuLbsm2OpwCax7A4upRRys6l5WYzt898WXXbpZRMzXj/v7R2An3Z9seN/WLL3pt1N";

/// RSA of 1024 bits, PKCS #1.
const WEAK_RSA: &str = "MIICWwIBAAKBgQCv+CL4YDnOnpjFBpFLCnGOwMrNJ1xZEKmGRy23lbb7Bm61OJ1UrqvIjbqrRQmE85ANPkTxE6Jt73bysyW1jOhW\
    ft6okeA74F7ct8KUlXms5QG3aS6IPfKFl+VhFeTsBnG5OgtjAIJ48oVwOGi+E5ymkZ/pRUxYGo7mon+t4xYRWwIDAQABAoGAfO9N\
    1M5s/He5u1k4WvDlQxc6ZYHmnQ2pbr6mhMt1CLC+dUfm3DLPoCqQN/1iDtTml6B4TjlEf40fBJ2Qzl9mrKQU8eekzP1I3vcHGFCq\
    iLa3ArvlFYE8jTGQUsuMfoktkWltcGjI5lz96MzHeNkVY6Eh8NhTHcRMMMOg4UGODLECQQDnPCK+8PE7MSFSESdDh1NhQ5Tk069a\
    oO3eFZKeAncW0Cz0X/WMOttSeFG6BDoiqATK8CEFDKxwAviioWuS868PAkEAwtDCmtsyB5L22by+DiMyw43uTLitvan17W669aNk\
    9ecOBZGUs/kCo6uBwP8KsFzjO+Zh6mBcpvWrQJf5TSf49QJANwjbBDL4Vyw0UAIBJFNbBvU8xNGVFK7krkzYHn9btLRLXsZP/NYt\
    SQ2V9f33kDQJH/vTAA6qI+axIpPktI8HBQJAQEnZ3nZ1RRCXi3UAlvPAnc3plMHg+9TphifjZIo+F/PeqbHIC7ghydcgI4tGgLq2\
    dh7pswmHqcUqdU9xgqetPQJAOv0jLm7Cim2dbq6ekqLAyar9k9vAOST2hBG1ALmpxd+lXxLxHjRQrq8cKX8KJkm1I1nGPo8xloo2\
    ZGMYetq+Aw==";

/// P-256, PKCS #8.
const P256: &str = "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgKR19BWLcI3sWi7MyoPIUhC9o8xbC2qeJktCnBFpfxW6hRANCAASo\
    1YK9EwegVhfXorinpZgKobA8F451rcVZ0OeiM4epiCIq1CgniYaTyIyexfuqPMFvsxL2Btp4DoqQoCCmGDUO";

/// Another of P-256, PKCS #8.
const ANOTHER_P256: &str = "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgdLxqH9AiB25tsJUlT7c/R00IdTBpf50lnHdTO36dyiehRANCAAQ/\
    yuWY4DlpejjEaSowmt1ZrJoRjBz784reVQiCGcHbGnQg3HtWjhoPx3s5i/w1KjNCpVPw6NcUtYw8LH8T/m/w";

/// P-384, PKCS #8.
const P384: &str = "MIG2AgEAMBAGByqGSM49AgEGBSuBBAAiBIGeMIGbAgEBBDDM14Kw8FhfP/BuKE+/IYdfW/EvtP6awZwSfdfiE6fhbxd//v8MwYdJ\
    El2mBEto3KyhZANiAAQENEdXyOMbdHAKHtkpmG5p6cYOvqt6eZHbjGLpAWQ0TZtHTLbQadAPUKeePxiRtQ1LxWVTNby85ANTUbqI\
    Hgku3XjEbpCVG35aKwFX9RzUTjAkLeowUomYf6gE9tCgg4o=";

/// Ed25519, PKCS #8.
const ED25519: &str = "MC4CAQAwBQYDK2VwBCIEIE0ajCPHpaUTFqAl6er3PoYW6u27i06ri+Qt+fTA/HV7";
