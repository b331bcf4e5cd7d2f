//! Valid and forged tokens.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use jsonwebtoken::EncodingKey;
use serde_json::json;
use wiremock::{MockServer, ResponseTemplate};

use shahrak_domain::actor::Role;

use super::testing::{AUDIENCE, TestKey, answer, asked, now, part, provider, sign};
use super::*;

mod claims;

const ISSUER: &str = "https://sso.example.ir/realms/industry";

/// A provider with two keys.
struct World {
    server: MockServer,
    oidc: Oidc,
    rsa: TestKey,
    ec: TestKey,
}

impl World {
    async fn new() -> Self {
        let (rsa, ec) = (TestKey::rsa("rsa"), TestKey::ec("ec"));
        Self::with(&[rsa.clone(), ec.clone()], |_| {}).await.into_world(rsa, ec)
    }

    async fn with(keys: &[TestKey], change: impl FnOnce(&mut Settings)) -> Provided {
        let server = provider(keys).await;
        let mut settings = Settings::new(ISSUER, AUDIENCE);
        settings.jwks_url = Some(format!("{}/keys", server.uri()));
        change(&mut settings);
        Provided { oidc: Oidc::new(settings).unwrap(), server }
    }

    async fn check(&self, token: &str, expected: Result<&str, &str>) {
        check(&self.oidc, token, expected).await;
    }
}

struct Provided {
    server: MockServer,
    oidc: Oidc,
}

impl Provided {
    fn into_world(self, rsa: TestKey, ec: TestKey) -> World {
        World { server: self.server, oidc: self.oidc, rsa, ec }
    }
}

/// Checks that a token names this person, or is rejected with a message that contains this.
async fn check(oidc: &Oidc, token: &str, expected: Result<&str, &str>) {
    match (oidc.verify(token, now()).await, expected) {
        (Ok(actor), Ok(name)) => assert_eq!(actor.name, name),
        (Err(CredentialError::Invalid(why)), Err(part)) => assert!(why.to_string().contains(part), "{why}"),
        (found, expected) => panic!("{found:?} instead of {expected:?}"),
    }
}

fn claims() -> Value {
    json!({
        "iss": ISSUER, "aud": AUDIENCE, "sub": "f81d", "name": "Maryam Karimi",
        "organisation": "Khorasan parks company",
        "exp": now().timestamp() + 300, "iat": now().timestamp(),
        "shahrak_role": "provincial-officer", "shahrak_provinces": ["IR-09"],
    })
}

/// The claims with one changed, or without it if it becomes null.
fn but(name: &str, value: Value) -> Value {
    let mut claims = claims();
    match value {
        Value::Null => drop(claims.as_object_mut().unwrap().remove(name)),
        value => claims[name] = value,
    }
    claims
}

fn header(algorithm: &str, kid: &str) -> Value {
    json!({ "typ": "JWT", "alg": algorithm, "kid": kid })
}

#[tokio::test]
async fn a_token_of_the_provider_identifies_its_user() {
    let world = World::new().await;
    for key in [&world.rsa, &world.ec] {
        let actor = world.oidc.verify(&key.token(&claims()), now()).await.unwrap();
        let expected = Actor {
            name: "Maryam Karimi".to_owned(),
            organisation: Some("Khorasan parks company".to_owned()),
            role: Role::ProvincialOfficer(BTreeSet::from(["IR-09".to_owned()])),
            owner: format!("oidc:{ISSUER}|f81d"),
            expires_at: Some(now() + TimeDelta::seconds(330)),
        };
        assert_eq!(actor, expected);
    }
}

#[tokio::test]
async fn the_algorithm_is_one_of_the_settings() {
    let world = World::new().await;
    let refused = Err("algorithm is not accepted; use RS256, ES256");
    for none in ["none", "None", "NONE", ""] {
        let unsigned = format!("{}.{}.", part(&header(none, "rsa")), part(&claims()));
        world.check(&unsigned, refused).await;
    }
    for algorithm in ["ES384", "EdDSA", "PS256", "RS384"] {
        world.check(&world.rsa.sign(&header(algorithm, "rsa"), &claims()), refused).await;
    }
}

#[tokio::test]
async fn a_public_key_is_not_a_shared_secret() {
    let world = World::new().await;
    let jwk = world.rsa.jwk();
    let modulus = URL_SAFE_NO_PAD.decode(jwk["n"].as_str().unwrap()).unwrap();
    let secrets = [modulus, jwk["n"].to_string().into_bytes(), jwk.to_string().into_bytes(), pem(), der()];
    for secret in secrets {
        let secret = EncodingKey::from_secret(&secret);
        for algorithm in [Algorithm::HS256, Algorithm::HS384, Algorithm::HS512] {
            let header = header(&format!("{algorithm:?}"), "rsa");
            let forged = sign(&secret, algorithm, &header, &claims());
            world.check(&forged, Err("algorithm is not accepted")).await;
        }
        // The same signature under the name of an accepted algorithm.
        let forged = sign(&secret, Algorithm::HS256, &header("RS256", "rsa"), &claims());
        world.check(&forged, Err("signature is not valid")).await;
    }
}

#[tokio::test]
async fn the_algorithm_fits_the_key() {
    let world = World::new().await;
    let unfit = Err("algorithm does not match the key");
    world.check(&world.rsa.sign(&header("RS256", "ec"), &claims()), unfit).await;
    world.check(&world.ec.sign(&header("ES256", "rsa"), &claims()), unfit).await;
    let mixed = world.ec.sign_by(Algorithm::ES256, &header("RS256", "rsa"), &claims());
    world.check(&mixed, Err("signature is not valid")).await;
}

#[tokio::test]
async fn other_algorithms_are_accepted_if_the_settings_allow_them() {
    let keys = [TestKey::p384("p384"), TestKey::ed25519("ed"), TestKey::rsa("rsa")];
    let all = vec![Algorithm::ES384, Algorithm::EdDSA, Algorithm::PS256];
    let provided =
        World::with(&keys[..2], |settings| settings.algorithms = Algorithms::new(all).unwrap()).await;
    for key in &keys[..2] {
        check(&provided.oidc, &key.token(&claims()), Ok("Maryam Karimi")).await;
    }
    let mut jwk = keys[2].jwk();
    jwk["alg"] = json!("PS256");
    answer(&provided.server, "/keys", ResponseTemplate::new(200).set_body_json(json!({ "keys": [jwk] })))
        .await;
    let token = keys[2].sign_by(Algorithm::PS256, &header("PS256", "rsa"), &claims());
    let actor = provided.oidc.verify(&token, now() + TimeDelta::seconds(60)).await;
    assert_eq!(actor.unwrap().name, "Maryam Karimi");
}

#[tokio::test]
async fn keys_in_the_token_are_ignored() {
    let world = World::new().await;
    let attacker = TestKey::another_ec("ec");
    let elsewhere = provider(std::slice::from_ref(&attacker)).await;
    let mut header = header("ES256", "ec");
    header["jwk"] = attacker.jwk();
    header["jku"] = json!(format!("{}/keys", elsewhere.uri()));
    header["x5u"] = header["jku"].clone();

    world.check(&attacker.sign(&header, &claims()), Err("signature is not valid")).await;
    world.check(&world.ec.sign(&header, &claims()), Ok("Maryam Karimi")).await;
    assert_eq!(asked(&elsewhere).await, 0);
    header["kid"] = json!("attacker");
    world.check(&attacker.sign(&header, &claims()), Err("a key that the provider does not publish")).await;
}

#[tokio::test]
async fn a_token_without_a_key_id_needs_a_single_key() {
    let header = json!({ "alg": "ES256" });
    let (one, another) = (TestKey::ec("a"), TestKey::another_ec("b"));
    let only = World::with(std::slice::from_ref(&one), |_| {}).await;
    check(&only.oidc, &one.sign(&header, &claims()), Ok("Maryam Karimi")).await;
    check(&only.oidc, &another.sign(&header, &claims()), Err("signature is not valid")).await;

    let several = World::with(&[one.clone(), another], |_| {}).await;
    check(&several.oidc, &one.sign(&header, &claims()), Err("does not name the key that signed it")).await;
}

#[tokio::test]
async fn a_token_with_a_critical_header_is_rejected() {
    let world = World::new().await;
    for critical in [json!(["exp"]), json!(["b64"]), json!([]), json!("exp"), json!(true)] {
        let mut header = header("ES256", "ec");
        header["crit"] = critical;
        header["b64"] = json!(true);
        world.check(&world.ec.sign(&header, &claims()), Err("critical headers")).await;
    }
}

#[tokio::test]
async fn a_token_of_another_type_is_rejected() {
    let world = World::new().await;
    for (kind, expected) in [
        (json!("JWT"), Ok("Maryam Karimi")),
        (json!("jwt"), Ok("Maryam Karimi")),
        (json!("at+jwt"), Ok("Maryam Karimi")),
        (json!("application/at+jwt"), Ok("Maryam Karimi")),
        (json!("logout+jwt"), Err("has another type")),
        (json!("dpop+jwt"), Err("has another type")),
        (json!(1), Err("is not a JSON Web Token")),
    ] {
        let mut header = header("ES256", "ec");
        header["typ"] = kind;
        world.check(&world.ec.sign(&header, &claims()), expected).await;
    }
}

#[tokio::test]
async fn a_modified_token_is_rejected() {
    let world = World::new().await;
    let token = world.ec.token(&claims());
    let parts: Vec<&str> = token.split('.').collect();
    let more = part(&but("shahrak_role", json!("administrator")));
    let signature = Err("signature is not valid");

    world.check(&format!("{}.{more}.{}", parts[0], parts[2]), signature).await;
    world.check(&format!("{}.{}.", parts[0], parts[1]), signature).await;
    world.check(&format!("{}.{}.{}", parts[0], parts[1], &parts[2][4..]), signature).await;
    let zeros = URL_SAFE_NO_PAD.encode([0; 64]);
    world.check(&format!("{}.{}.{zeros}", parts[0], parts[1]), signature).await;
    let stranger = TestKey::another_ec("ec");
    world.check(&stranger.token(&claims()), signature).await;
}

#[tokio::test]
async fn a_text_that_is_not_a_token_is_rejected_without_a_request() {
    let world = World::new().await;
    let no_token = Err("is not a JSON Web Token");
    let deep = URL_SAFE_NO_PAD.encode("[".repeat(9_000));
    for text in ["", ".", "..", "a.b.c", "shahrak", "é.é.é", "e30.e30.e30", "bnVsbA.e30.", &deep] {
        world.check(text, no_token).await;
    }
    world.check(&"a".repeat(16 * 1024 + 1), Err("longer than the limit of 16 KB")).await;
    let mut long = claims();
    long["padding"] = json!("x".repeat(16 * 1024));
    world.check(&world.ec.token(&long), Err("longer than the limit of 16 KB")).await;
    assert_eq!(asked(&world.server).await, 0);

    let (header, body) = (part(&header("ES256", "ec")), part(&claims()));
    for text in [header.clone(), format!("{header}.{body}"), format!("{header}.{body}.a.b")] {
        world.check(&text, no_token).await;
    }
    for claims in [json!([]), json!("claims"), json!(null)] {
        world.check(&world.ec.token(&claims), no_token).await;
    }
}

#[tokio::test]
async fn a_token_must_be_from_the_issuer_and_for_the_register() {
    let world = World::new().await;
    let issuer = "from another provider";
    for other in
        ["https://sso.example.ir", "https://sso.example.ir/realms/industry/", "", "HTTPS://SSO.EXAMPLE.IR"]
    {
        world.check(&world.ec.token(&but("iss", json!(other))), Err(issuer)).await;
    }
    world.check(&world.ec.token(&but("iss", json!([ISSUER, "https://evil.example"]))), Err(issuer)).await;
    world.check(&world.ec.token(&but("iss", json!([ISSUER]))), Err(issuer)).await;
    world.check(&world.ec.token(&but("iss", Value::Null)), Err("no claim iss")).await;

    let audience = "meant for another service";
    world.check(&world.ec.token(&but("aud", json!(["account", AUDIENCE]))), Ok("Maryam Karimi")).await;
    for other in [json!("account"), json!(""), json!([]), json!(["account"]), json!("shahrak ")] {
        world.check(&world.ec.token(&but("aud", other)), Err(audience)).await;
    }
    world.check(&world.ec.token(&but("aud", Value::Null)), Err("no claim aud")).await;
    world.check(&world.ec.token(&but("aud", json!(7))), Err("no claim aud")).await;
    world.check(&world.ec.token(&but("sub", Value::Null)), Err("no claim sub")).await;
    world.check(&world.ec.token(&but("sub", json!(""))), Err("has no subject")).await;
    world.check(&world.ec.token(&but("name", json!("\u{200C} \u{FEFF}"))), Ok("f81d")).await;
}

#[tokio::test]
async fn a_token_is_valid_between_its_times_with_half_a_minute_of_tolerance() {
    let world = World::new().await;
    let time = |name: &str, seconds: i64| world.ec.token(&but(name, json!(now().timestamp() + seconds)));
    let (expired, early) = (Err("has expired"), Err("is not valid yet"));
    world.check(&time("exp", -29), Ok("Maryam Karimi")).await;
    world.check(&time("exp", -30), expired).await;
    world.check(&time("exp", -3_600), expired).await;
    world.check(&time("nbf", 30), Ok("Maryam Karimi")).await;
    world.check(&time("nbf", 31), early).await;

    world.check(&world.ec.token(&but("exp", Value::Null)), Err("does not say when it expires")).await;
    world
        .check(&world.ec.token(&but("exp", json!(now().timestamp() as f64 + 0.5))), Ok("Maryam Karimi"))
        .await;
    world.check(&world.ec.token(&but("exp", json!(0))), expired).await;
    world.check(&world.ec.token(&but("exp", json!(-1.0e300))), Err("exp is not a time")).await;
    for no_time in
        [json!("tomorrow"), json!("1795000300"), json!(1e300), json!(u64::MAX), json!({}), json!(true)]
    {
        world.check(&world.ec.token(&but("exp", no_time.clone())), Err("exp is not a time")).await;
        world.check(&world.ec.token(&but("nbf", no_time)), Err("nbf is not a time")).await;
    }
}

#[tokio::test]
async fn a_user_without_a_role_is_rejected() {
    let world = World::new().await;
    let none = "gives you no role in the register: its claim “shahrak_role” contains none of provincial-officer, \
                national-officer, auditor, administrator";
    for other in
        [Value::Null, json!(""), json!("user"), json!([]), json!(["user", 7]), json!({ "auditor": 1 })]
    {
        world.check(&world.ec.token(&but("shahrak_role", other)), Err(none)).await;
    }
    let several = world.ec.token(&but("shahrak_role", json!(["auditor", "administrator"])));
    world.check(&several, Err("several roles")).await;
}

#[test]
fn settings_that_would_accept_too_much_are_rejected() {
    let provider = |issuer: &str| Oidc::new(Settings::new(issuer, AUDIENCE)).map(drop);
    for safe in [ISSUER, "http://127.0.0.1:8080/realms/a", "http://localhost", "http://[::1]:9"] {
        assert!(provider(safe).is_ok(), "{safe}");
    }
    for unsafe_or_none in
        ["http://sso.example.ir", "http://10.0.0.1", "ftp://localhost", "sso.example.ir", ""]
    {
        assert!(provider(unsafe_or_none).is_err(), "{unsafe_or_none}");
    }
    assert!(Oidc::new(Settings::new(ISSUER, "")).is_err());
    for secret in [Algorithm::HS256, Algorithm::HS384, Algorithm::HS512] {
        assert!(Algorithms::new(vec![Algorithm::RS256, secret]).is_err(), "{secret:?}");
        assert!(algorithm(&format!("{secret:?}")).is_err(), "{secret:?}");
    }
    assert!(Algorithms::new(vec![]).is_err());
}

#[tokio::test]
async fn a_token_is_not_invalid_if_the_provider_does_not_answer() {
    let world = World::new().await;
    answer(&world.server, "/keys", ResponseTemplate::new(500)).await;
    let answer = world.oidc.verify(&world.ec.token(&claims()), now()).await;
    assert!(matches!(answer, Err(CredentialError::Unavailable(_))), "{answer:?}");
}

/// The public RSA key as most tools write it.
fn pem() -> Vec<u8> {
    let lines: Vec<&str> =
        PUBLIC_RSA.as_bytes().chunks(64).map(|line| str::from_utf8(line).unwrap()).collect();
    format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", lines.join("\n")).into_bytes()
}

fn der() -> Vec<u8> {
    base64::engine::general_purpose::STANDARD.decode(PUBLIC_RSA).unwrap()
}

/// The public half of the RSA key of the tests.
const PUBLIC_RSA: &str = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAwA/AlDMsjZY6J4kOx+lNgSSvzzvTFWb5U6ZvCGjb0IRoQLwSLUtqVjwh\
    8FyPvd22iR6ewHIVbRTxkVJqe5Jv+fDiFeE9YJfsfN3shdOV/u8OPKluf5YqqDlvvPf3Z9LGxNqeEXEIheWH7RA0EGuP8ecIrDQv\
    aIH6TmHumWvsaExr98YvavCschR4P4TF14C0UQjVNDeZwXQnE1ziQznkwVowPCmIeDzEZo1gQpel1ElGrabTDSEOqpyV5VTBZfcn\
    oLJV250i/3OpyruF9bqlfKvEv7nlRG1vogTrZ3qd3/S8r3Wacj2PejykVJjy+F6ROXvJ3yYXKTU+ePEofDafhwIDAQAB";
