//! Reading, changing and missing keys of a provider.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::time::Duration;

use futures_util::future::join_all;
use jsonwebtoken::EncodingKey;
use jsonwebtoken::jwk::Jwk;
use serde_json::{Value, json};
use wiremock::{MockServer, ResponseTemplate};

use super::*;
use crate::auth::oidc::testing::{TestKey, also_answer, answer, asked, now, provider, publish};

const ES256: Algorithm = Algorithm::ES256;

fn keys_of(server: &MockServer) -> Jwks {
    Jwks::new(Provider::new("https://sso.example.ir", Some(&format!("{}/keys", server.uri()))).unwrap())
}

fn discovered(server: &MockServer) -> Jwks {
    Jwks::new(Provider::new(&server.uri(), None).unwrap())
}

async fn away(server: &MockServer) {
    answer(server, "/keys", ResponseTemplate::new(503)).await;
}

/// The id of the key that is found, or the kind of error.
async fn look(keys: &Jwks, kid: &str, now: Moment) -> String {
    match keys.find(Some(kid), ES256, now).await {
        Ok(key) => key.name().unwrap_or_default().to_owned(),
        Err(CredentialError::Invalid(_)) => "refused".to_owned(),
        Err(CredentialError::Unavailable(_)) => "unavailable".to_owned(),
    }
}

#[tokio::test]
async fn known_keys_are_not_read_again() {
    let server = provider(&[TestKey::ec("a")]).await;
    let keys = keys_of(&server);
    for seconds in [0, 1, 40, 599] {
        assert_eq!(look(&keys, "a", now() + TimeDelta::seconds(seconds)).await, "a");
    }
    assert_eq!(asked(&server).await, 1);
}

#[tokio::test]
async fn a_new_key_is_found_with_one_request() {
    let server = provider(&[TestKey::ec("a")]).await;
    let keys = keys_of(&server);
    assert_eq!(look(&keys, "a", now()).await, "a");

    publish(&server, &[TestKey::another_ec("b")]).await;
    let later = now() + TimeDelta::seconds(31);
    assert_eq!(look(&keys, "b", later).await, "b");
    assert_eq!(look(&keys, "b", later).await, "b");
    assert_eq!(look(&keys, "a", later).await, "refused", "it was withdrawn");
    assert_eq!(asked(&server).await, 1);
}

#[tokio::test]
async fn a_burst_of_unknown_keys_causes_one_request_in_thirty_seconds() {
    let server = provider(&[TestKey::ec("a")]).await;
    let keys = keys_of(&server);
    let burst = |at: Moment| {
        let keys = keys.clone();
        async move {
            let names: Vec<_> = (0..50).map(|number| format!("forged-{number}")).collect();
            join_all(names.iter().map(|name| look(&keys, name, at))).await
        }
    };
    assert_eq!(burst(now()).await, vec!["refused"; 50]);
    assert_eq!(burst(now() + TimeDelta::seconds(29)).await, vec!["refused"; 50]);
    assert_eq!(asked(&server).await, 1);
    assert_eq!(burst(now() + TimeDelta::seconds(30)).await, vec!["refused"; 50]);
    assert_eq!(asked(&server).await, 2);
}

#[tokio::test]
async fn old_keys_are_read_again_in_the_background() {
    let server = provider(&[TestKey::ec("a")]).await;
    let keys = keys_of(&server);
    assert_eq!(look(&keys, "a", now()).await, "a");

    publish(&server, &[TestKey::another_ec("b")]).await;
    let later = now() + TimeDelta::minutes(10);
    assert_eq!(look(&keys, "a", later).await, "a", "it serves while the new ones are read");
    for _ in 0..500 {
        if asked(&server).await > 0 && keys.0.last.try_lock().is_ok() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(asked(&server).await, 1);
    assert_eq!(look(&keys, "b", later).await, "b");
    assert_eq!(asked(&server).await, 1);
}

#[tokio::test]
async fn keys_are_used_for_a_day_while_the_provider_is_away() {
    let server = provider(&[TestKey::ec("a")]).await;
    let keys = keys_of(&server);
    assert_eq!(look(&keys, "a", now()).await, "a");

    away(&server).await;
    let hours = |hours| now() + TimeDelta::hours(hours);
    assert_eq!(look(&keys, "a", hours(1)).await, "a");
    assert_eq!(look(&keys, "b", hours(2)).await, "unavailable", "nobody can say whether there is such a key");
    assert_eq!(look(&keys, "a", hours(23)).await, "a");
    assert_eq!(look(&keys, "a", hours(24)).await, "unavailable");
    publish(&server, &[TestKey::ec("a")]).await;
    assert_eq!(look(&keys, "a", hours(25)).await, "a");
}

#[tokio::test]
async fn without_any_keys_tokens_cannot_be_checked() {
    let server = provider(&[]).await;
    away(&server).await;
    let keys = keys_of(&server);
    assert_eq!(look(&keys, "a", now()).await, "unavailable");
    assert_eq!(look(&keys, "a", now() + TimeDelta::seconds(4)).await, "unavailable");
    assert_eq!(asked(&server).await, 1);

    publish(&server, &[TestKey::ec("a")]).await;
    assert_eq!(look(&keys, "a", now() + TimeDelta::seconds(5)).await, "a");
}

#[tokio::test]
async fn callers_that_go_away_do_not_prevent_the_reading_of_keys() {
    let server = provider(&[]).await;
    let body = json!({ "keys": [TestKey::ec("a").jwk()] });
    let slow = ResponseTemplate::new(200).set_body_json(body).set_delay(Duration::from_millis(200));
    answer(&server, "/keys", slow).await;
    let keys = keys_of(&server);
    for _ in 0..5 {
        let gone = tokio::time::timeout(Duration::from_millis(20), look(&keys, "a", now())).await;
        assert!(gone.is_err());
    }
    assert_eq!(look(&keys, "a", now()).await, "a");
    assert_eq!(asked(&server).await, 1);
}

#[tokio::test]
async fn the_configuration_names_the_address_of_the_keys() {
    let server = provider(&[TestKey::ec("a")]).await;
    let at = "/.well-known/openid-configuration";
    let own = format!("{}/keys", server.uri());
    // It leads to the same server, and is not known to be this machine.
    let anywhere = format!("http://0.0.0.0:{}/keys", server.address().port());

    for (issuer, address, expected) in [
        (server.uri(), &own, "a"),
        (format!("{}/", server.uri()), &own, "unavailable"),
        ("https://sso.example.ir".to_owned(), &own, "unavailable"),
        (server.uri(), &anywhere, "unavailable"),
        (server.uri(), &"file:///etc/keys.json".to_owned(), "unavailable"),
    ] {
        let configuration = json!({ "issuer": issuer, "jwks_uri": address });
        publish(&server, &[TestKey::ec("a")]).await;
        also_answer(&server, at, ResponseTemplate::new(200).set_body_json(configuration)).await;
        assert_eq!(look(&discovered(&server), "a", now()).await, expected, "{issuer} {address}");
    }
}

#[tokio::test]
async fn invalid_responses_leave_the_keys_unchanged() {
    let server = provider(&[TestKey::ec("a")]).await;
    let keys = keys_of(&server);
    assert_eq!(look(&keys, "a", now()).await, "a");
    let elsewhere = provider(&[TestKey::ec("b")]).await;
    let redirect = |to: String| ResponseTemplate::new(302).insert_header("location", to);

    let answers = [
        ResponseTemplate::new(200).set_body_string("<html>"),
        ResponseTemplate::new(200).set_body_string(format!("{{\"keys\":[]}}{}", " ".repeat(256 * 1024))),
        ResponseTemplate::new(404),
        redirect(format!("{}/keys", elsewhere.uri())),
        redirect(format!("{}/keys", server.uri())),
    ];
    for (minutes, with) in (1..).zip(answers) {
        answer(&server, "/keys", with).await;
        let later = now() + TimeDelta::minutes(minutes);
        assert_eq!(look(&keys, "b", later).await, "unavailable");
        assert_eq!(look(&keys, "a", later).await, "a");
    }
    assert_eq!(asked(&elsewhere).await, 0);
}

#[tokio::test]
async fn redirects_at_the_same_host_are_followed() {
    let server = provider(&[TestKey::ec("a")]).await;
    also_answer(&server, "/old", ResponseTemplate::new(302).insert_header("location", "/keys")).await;
    let moved = Provider::new("https://sso.example.ir", Some(&format!("{}/old", server.uri()))).unwrap();
    assert_eq!(look(&Jwks::new(moved), "a", now()).await, "a");
}

fn with(mut jwk: Value, name: &str, value: Value) -> Value {
    jwk[name] = value;
    jwk
}

fn set(keys: &[Value]) -> KeySet {
    KeySet::read(json!({ "keys": keys }).to_string().as_bytes()).unwrap()
}

#[test]
fn unsupported_keys_are_left_out() {
    #[track_caller]
    fn check(jwk: Value, expected: usize) {
        let text = jwk.to_string();
        assert_eq!(set(&[jwk]).len(), expected, "{text}");
    }
    let (ec, rsa, ed) = (TestKey::ec("a").jwk(), TestKey::rsa("a").jwk(), TestKey::ed25519("a").jwk());
    for jwk in [ec.clone(), rsa.clone(), ed.clone(), TestKey::p384("a").jwk()] {
        check(jwk, 1);
    }
    check(with(ec.clone(), "use", json!("enc")), 0);
    check(with(ec.clone(), "key_ops", json!(["sign"])), 0);
    check(with(ec.clone(), "key_ops", json!(["verify"])), 1);
    check(with(ec.clone(), "crv", json!("P-521")), 0);
    check(with(ec.clone(), "crv", json!("P-384")), 0);
    check(with(ec, "x", json!("AAAA")), 0);
    check(with(ed, "x", json!("AAAA")), 0);
    check(with(rsa.clone(), "alg", json!("RSA-OAEP")), 0);
    check(with(rsa, "n", json!("not base64url!")), 0);
    check(TestKey::weak_rsa("a").jwk(), 0);
    let secret = Jwk::from_encoding_key(&EncodingKey::from_secret(b"secret"), Algorithm::HS256).unwrap();
    check(serde_json::to_value(secret).unwrap(), 0);
    check(json!({ "kty": "AKP", "alg": "ML-DSA-44", "pub": "AAAA" }), 0);
    check(json!("no key"), 0);
}

#[test]
fn a_key_is_found_by_id_and_algorithm() {
    #[track_caller]
    fn check(keys: &KeySet, kid: Option<&str>, algorithm: Algorithm, expected: Result<&str, NotFound>) {
        let found = keys.find(kid, algorithm);
        let found = found.as_ref().map(|key| key.name().unwrap_or_default()).map_err(|why| *why);
        assert_eq!(found, expected, "{kid:?} {algorithm:?}");
    }
    let mut any_rsa = TestKey::rsa("rsa").jwk();
    any_rsa.as_object_mut().unwrap().remove("alg");
    let keys = set(&[any_rsa, TestKey::ec("ec").jwk(), TestKey::another_ec("ec-2").jwk()]);

    check(&keys, Some("rsa"), Algorithm::RS256, Ok("rsa"));
    check(&keys, Some("rsa"), Algorithm::PS512, Ok("rsa"));
    check(&keys, Some("rsa"), Algorithm::HS256, Err(NotFound::Unfit));
    check(&keys, Some("rsa"), ES256, Err(NotFound::Unfit));
    check(&keys, Some("ec"), ES256, Ok("ec"));
    check(&keys, Some("ec"), Algorithm::ES384, Err(NotFound::Unfit));
    check(&keys, Some("ec"), Algorithm::RS256, Err(NotFound::Unfit));
    check(&keys, Some("other"), ES256, Err(NotFound::Unknown));
    check(&keys, Some(""), ES256, Err(NotFound::Unknown));
    check(&keys, None, Algorithm::RS256, Ok("rsa"));
    check(&keys, None, ES256, Err(NotFound::Ambiguous));
    check(&keys, None, Algorithm::EdDSA, Err(NotFound::Unknown));

    let only_rs256 = set(&[TestKey::rsa("rsa").jwk()]);
    check(&only_rs256, Some("rsa"), Algorithm::RS256, Ok("rsa"));
    check(&only_rs256, Some("rsa"), Algorithm::PS256, Err(NotFound::Unfit));
}
