//! What claims say of somebody.

use serde_json::{Value, json};

use shahrak_domain::actor::RoleName;

use super::{AUDIENCE, ISSUER, now};
use crate::auth::oidc::{Settings, role_mapping};

#[test]
fn the_only_known_role_counts() {
    #[track_caller]
    fn check(settings: &Settings, claims: Value, expected: Result<RoleName, &str>) {
        let mut claims = claims;
        claims["sub"] = json!("f81d");
        let actor = settings.actor(claims.as_object().unwrap(), now());
        match (actor, expected) {
            (Ok(actor), Ok(role)) => assert_eq!(actor.role.name(), role),
            (Err(error), Err(part)) => assert!(error.to_string().contains(part), "{error}"),
            (found, expected) => panic!("{claims}: {found:?} instead of {expected:?}"),
        }
    }
    let mut settings = Settings::new(ISSUER, AUDIENCE);
    check(&settings, json!({ "shahrak_role": "auditor" }), Ok(RoleName::Auditor));
    check(&settings, json!({ "shahrak_role": ["user", "auditor"] }), Ok(RoleName::Auditor));
    check(&settings, json!({ "shahrak_role": ["auditor", "auditor"] }), Ok(RoleName::Auditor));
    check(&settings, json!({ "shahrak_role": ["national-officer"] }), Ok(RoleName::NationalOfficer));
    check(&settings, json!({ "shahrak_role": "administrator" }), Ok(RoleName::Administrator));

    settings.claims.role = "realm_access.roles".to_owned();
    check(&settings, json!({ "realm_access": { "roles": ["auditor"] } }), Ok(RoleName::Auditor));
    check(&settings, json!({ "realm_access.roles": ["auditor"] }), Ok(RoleName::Auditor));
    check(&settings, json!({ "realm_access": "auditor" }), Err("no role"));
    settings.claims.role = "https://example.ir/role".to_owned();
    check(&settings, json!({ "https://example.ir/role": "auditor" }), Ok(RoleName::Auditor));
    settings.claims.role = "resource_access.shahrak.api.roles".to_owned();
    let nested = json!({ "resource_access": { "shahrak.api": { "roles": ["auditor"] } } });
    check(&settings, nested, Ok(RoleName::Auditor));

    settings.claims.role = "groups".to_owned();
    settings.role_map = ["/parks/audit=auditor", "/ministry=national-officer", "/office=auditor"]
        .map(|text| role_mapping(text).unwrap())
        .to_vec();
    check(&settings, json!({ "groups": ["/parks/audit", "/office"] }), Ok(RoleName::Auditor));
    check(&settings, json!({ "groups": ["/ministry"] }), Ok(RoleName::NationalOfficer));
    check(&settings, json!({ "groups": ["/ministry", "/office"] }), Err("several roles"));
    check(&settings, json!({ "groups": ["administrator"] }), Err("none of /parks/audit, /ministry, /office"));
}

#[test]
fn provinces_are_current_codes() {
    #[track_caller]
    fn check(role: &str, provinces: Value, expected: Result<&[&str], &str>) {
        let claims = json!({ "sub": "f81d", "shahrak_role": role, "shahrak_provinces": provinces });
        let actor = Settings::new(ISSUER, AUDIENCE).actor(claims.as_object().unwrap(), now());
        match (actor, expected) {
            (Ok(actor), Ok(codes)) => {
                let found = actor.role.provinces().cloned().unwrap_or_default();
                assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), codes);
            }
            (Err(error), Err(part)) => assert!(error.to_string().contains(part), "{error}"),
            (found, expected) => panic!("{provinces}: {found:?} instead of {expected:?}"),
        }
    }
    let officer = "provincial-officer";
    for provinces in
        [json!(["IR-14", "IR-09"]), json!("IR-09,IR-14"), json!("IR-09 IR-14"), json!(" IR-14, IR-09, ")]
    {
        check(officer, provinces, Ok(&["IR-09", "IR-14"]));
    }
    check(officer, json!(["IR-00", "IR-30", "IR-00"]), Ok(&["IR-00", "IR-30"]));
    for nothing in [json!(null), json!([]), json!(""), json!(" , ")] {
        check(officer, nothing, Err("needs at least one province"));
    }
    for wrong in ["IR-31", "IR-9", "IR-009", "ir-09", "IR09", "09", "IR-+9", "IR-۰۹", "*", "IR-09;IR-14"] {
        check(
            officer,
            json!([wrong]),
            Err(&format!("contains “{wrong}”; it must contain province codes, IR-00 to IR-30")),
        );
        check(officer, json!(["IR-09", wrong]), Err(wrong));
    }
    check(officer, json!(["IR-09", 14]), Err("a value that is not text"));
    check(officer, json!({ "IR-09": true }), Err("neither a list nor a text"));
    check("national-officer", json!([]), Ok(&[]));
    check("national-officer", json!(["IR-09"]), Err("only a provincial officer has provinces"));
}

#[test]
fn a_name_is_a_printable_line() {
    #[track_caller]
    fn check(name: Value, expected: &str) {
        let claims = json!({ "sub": "f81d", "shahrak_role": "auditor", "name": name });
        let actor = Settings::new(ISSUER, AUDIENCE).actor(claims.as_object().unwrap(), now()).unwrap();
        assert_eq!((actor.name.as_str(), actor.owner), (expected, format!("oidc:{ISSUER}|f81d")));
    }
    check(json!(" مریم کریمی "), "مریم کریمی");
    check(json!("a\u{0}b\nc"), "abc");
    for absent in [json!(null), json!(""), json!(" \n"), json!(7), json!(["Maryam"])] {
        check(absent, "f81d");
    }
    check(json!("ن".repeat(300)), &"ن".repeat(200));
}

#[test]
fn a_subject_is_a_short_line() {
    #[track_caller]
    fn check(subject: &str, expected: Result<&str, &str>) {
        let claims = json!({ "sub": subject, "shahrak_role": "auditor" });
        let actor = Settings::new(ISSUER, AUDIENCE).actor(claims.as_object().unwrap(), now());
        match (actor, expected) {
            (Ok(actor), Ok(name)) => {
                assert_eq!((actor.name.as_str(), actor.owner), (name, format!("oidc:{ISSUER}|{subject}")));
            }
            (Err(error), Err(part)) => assert!(error.to_string().contains(part), "{error}"),
            (found, expected) => panic!("{subject:?}: {found:?} instead of {expected:?}"),
        }
    }
    check("f81d", Ok("f81d"));
    check("شیرین", Ok("شیرین"));
    check(&"ش".repeat(255), Ok(&"ش".repeat(200)));
    check(&"ش".repeat(256), Err("longer than 255 characters"));
    for control in ["a\0b", "\0", "a\nb", "a\u{7f}", "\u{85}"] {
        check(control, Err("control characters"));
    }
    check("", Err("has no subject"));
}
