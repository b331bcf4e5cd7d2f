//! Authentication: the life of personal tokens, and the answers to requests with invalid credentials.

use chrono::TimeDelta;
use expect_test::expect;
use graphql_http::limits::Limits;
use serde_json::{Value, json};
use sqlx::{Connection, Executor};

use shahrak::auth::{Authenticator, CredentialError};
use shahrak_domain::actor::{Role, RoleName};
use shahrak_domain::code::Coded;
use shahrak_domain::moment::Moment;
use shahrak_messages::Message;
use shahrak_persistence::token::{Grant, find};
use shahrak_tests::postgres::Database;
use shahrak_tests::register::{Register, now};

const CREATE: &str = "mutation($input: TokenCreateInput!) { tokenCreate(input: $input) {
    token { id name organisation role provinces { code } expiresAt lastUsedAt revokedAt }
    secret userErrors { code field message } } }";
const REVOKE: &str = "mutation($input: TokenRevokeInput!) { tokenRevoke(input: $input) {
    token { id revokedAt } userErrors { code field message } } }";
const NAME: &str = "{ viewer { name } }";

fn auditor(expires_at: Option<Moment>) -> Grant {
    Grant { name: "Zahra Amini".to_owned(), organisation: None, role: Role::Auditor, expires_at }
}

#[tokio::test]
async fn a_token_serves_from_its_making_to_its_revocation() {
    let register = Register::new().await;
    let administrator = register.token(RoleName::Administrator, &[]).await;
    let input = json!({ "name": " Zahra Amini ", "organisation": "Parks company", "role": "PROVINCIAL_OFFICER",
        "provinces": ["IR-14", "IR-09"], "expiresAt": "2031-01-01T00:00:00Z" });

    let made = register.ask_as(&administrator, CREATE, json!({ "input": input })).await;
    let made = &made["tokenCreate"];
    let (id, secret) = (&made["token"]["id"], made["secret"].as_str().unwrap());
    assert_eq!(
        made["token"],
        json!({ "id": id, "name": "Zahra Amini", "organisation": "Parks company", "role": "PROVINCIAL_OFFICER",
            "provinces": [{ "code": "IR-09" }, { "code": "IR-14" }],
            "expiresAt": "2031-01-01T00:00:00.000000Z", "lastUsedAt": null, "revokedAt": null })
    );
    assert_eq!(register.ask_as(secret, NAME, json!({})).await["viewer"]["name"], "Zahra Amini");

    let node = "query($id: ID!) { node(id: $id) { ... on AccessToken { lastUsedAt revokedAt } } }";
    let seen = register.ask_as(&administrator, node, json!({ "id": id })).await;
    assert!(seen["node"]["lastUsedAt"].is_string(), "{seen}");
    for token in [secret, &register.token(RoleName::NationalOfficer, &[]).await] {
        assert_eq!(register.ask_as(token, node, json!({ "id": id })).await["node"], Value::Null);
    }

    for _ in 0..2 {
        let revoked = register.ask_as(&administrator, REVOKE, json!({ "input": { "id": id } })).await;
        assert_eq!(revoked["tokenRevoke"]["userErrors"], json!([]));
        assert!(revoked["tokenRevoke"]["token"]["revokedAt"].is_string(), "{revoked}");
        let (code, message) = register.refusal_as(secret, NAME, json!({})).await;
        assert_eq!(code, "UNAUTHENTICATED");
        assert!(message.contains("was revoked"), "{message}");
    }
}

#[tokio::test]
async fn the_secret_is_returned_once_and_stored_nowhere() {
    let register = Register::new().await;
    let administrator = register.token(RoleName::Administrator, &[]).await;
    let input = json!({ "name": "A", "role": "AUDITOR", "idempotencyKey": "k1" });

    let first = register.ask_as(&administrator, CREATE, json!({ "input": input })).await;
    let again = register.ask_as(&administrator, CREATE, json!({ "input": input })).await;
    let secret = first["tokenCreate"]["secret"].as_str().unwrap();

    assert_eq!(again["tokenCreate"]["secret"], Value::Null);
    assert_eq!(again["tokenCreate"]["token"]["id"], first["tokenCreate"]["token"]["id"]);
    let everything = "SELECT concat((SELECT string_agg(t::text, ' ') FROM access_token AS t),
        (SELECT string_agg(k::text, ' ') FROM idempotency_key AS k),
        (SELECT string_agg(e::text, ' ') FROM audit_entry AS e))";
    let mut connection = sqlx::PgConnection::connect(register.database_url()).await.unwrap();
    let kept: String = sqlx::query_scalar(everything).fetch_one(&mut connection).await.unwrap();
    assert!(kept.contains("k1") && !kept.contains(secret), "{kept}");
    assert!(!kept.contains(secret.strip_prefix("shahrak_").unwrap()));
}

#[tokio::test]
async fn a_token_is_valid_for_a_year_by_default() {
    let register = Register::new().await;
    let administrator = register.token(RoleName::Administrator, &[]).await;
    for input in [
        json!({ "name": "A", "role": "AUDITOR" }),
        json!({ "name": "A", "role": "AUDITOR", "expiresAt": null }),
    ] {
        let made = register.ask_as(&administrator, CREATE, json!({ "input": input })).await;
        assert_eq!(made["tokenCreate"]["token"]["expiresAt"], "2027-11-22T08:00:00.000000Z", "{input}");
    }
}

#[tokio::test]
async fn all_errors_in_a_new_token_are_reported_in_two_languages() {
    let register = Register::new().await;
    let administrator = register.token(RoleName::Administrator, &[]).await;
    let input = json!({ "name": " ", "role": "PROVINCIAL_OFFICER", "provinces": ["IR-32", "Tehran"],
        "expiresAt": "2026-11-22T08:00:00Z" });
    let body = json!({ "query": CREATE, "variables": { "input": input } });
    let ask = async |language: &str| {
        let request = register.to_post("/graphql").bearer_auth(&administrator).json(&body);
        let response = request.header("accept-language", language).send().await.unwrap();
        let answer: Value = response.json().await.unwrap();
        let payload = &answer["data"]["tokenCreate"];
        assert_eq!((&payload["token"], &payload["secret"]), (&Value::Null, &Value::Null));
        let line = |it: &Value| format!("{} {} {}\n", it["code"], it["field"], it["message"]);
        payload["userErrors"].as_array().unwrap().iter().map(line).collect::<String>()
    };
    expect![[r#"
        "EMPTY" ["input","name"] "the name of the token's owner is missing"
        "OLD_PROVINCE_CODE" ["input","provinces"] "“IR-32” is a province code from before 2020; the current code of Alborz is IR-30 (to use the old one, write iso_code_before_2020:IR-32)"
        "UNKNOWN_PROVINCE" ["input","provinces"] "“Tehran” is not a province code; use IR-00 to IR-30"
        "OUT_OF_RANGE" ["input","expiresAt"] "the token would already be expired; use a moment in the future"
    "#]].assert_eq(&ask("en").await);
    expect![[r#"
        "EMPTY" ["input","name"] "نام دارندهٔ توکن نوشته نشده است؛ آن را بنویسید"
        "OLD_PROVINCE_CODE" ["input","provinces"] "«IR-32» کدی از پیش از سال ۲۰۲۰ است؛ کد کنونی استان البرز IR-30 است (برای کد پیشین iso_code_before_2020:IR-32 بنویسید)"
        "UNKNOWN_PROVINCE" ["input","provinces"] "«Tehran» کد هیچ استانی نیست؛ یکی از کدهای IR-00 تا IR-30 را بنویسید"
        "OUT_OF_RANGE" ["input","expiresAt"] "این زمان گذشته است؛ پایان اعتبار توکن را در آینده بگذارید"
    "#]].assert_eq(&ask("fa-IR").await);

    let unknown = register.ask_as(&administrator, REVOKE, json!({ "input": { "id": "x" } })).await;
    assert_eq!(unknown["tokenRevoke"]["token"], Value::Null);
    assert_eq!(unknown["tokenRevoke"]["userErrors"][0]["code"], "UNKNOWN_TOKEN");
}

#[tokio::test]
async fn only_administrators_manage_tokens() {
    let register = Register::new().await;
    let list = "{ tokens(first: 2) { totalCount nodes { name } } }";
    let requests = [
        (list, json!({})),
        (CREATE, json!({ "input": { "name": "A", "role": "ADMINISTRATOR" } })),
        (CREATE, json!({ "input": "not even a token" })),
        (REVOKE, json!({ "input": { "id": "x" } })),
    ];
    for (query, variables) in requests {
        assert_eq!(register.refusal(query, variables.clone()).await.0, "UNAUTHENTICATED", "{variables}");
        for (role, provinces) in [
            (RoleName::ProvincialOfficer, ["IR-09"].as_slice()),
            (RoleName::NationalOfficer, &[]),
            (RoleName::Auditor, &[]),
        ] {
            let token = register.token(role, provinces).await;
            let (code, message) = register.refusal_as(&token, query, variables.clone()).await;
            assert_eq!(code, "FORBIDDEN", "{role:?} {variables}");
            assert!(message.contains("an administrator"), "{message}");
        }
    }

    let administrator = register.token(RoleName::Administrator, &[]).await;
    let data = register.ask_as(&administrator, list, json!({})).await;
    assert_eq!(
        data["tokens"],
        json!({ "totalCount": 13, "nodes": [{ "name": "administrator" }, { "name": "auditor" }] })
    );
}

#[tokio::test]
async fn a_credential_that_does_not_hold_is_refused_on_everything() {
    let register = Register::new().await;
    let (_, expired) = register.grant(&auditor(Some(now() - TimeDelta::days(3_000)))).await;
    let valid = register.token(RoleName::Auditor, &[]).await;
    let check = async |authorization: &str, expected: &str| {
        let body = json!({ "query": "{ provinces { code } }" });
        let request = register.to_post("/graphql").header("authorization", authorization).json(&body);
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 401, "{authorization}");
        let challenge = response.headers()["www-authenticate"].to_str().unwrap().to_owned();
        assert!(challenge.starts_with("Bearer ") && challenge.contains("invalid_token"), "{challenge}");
        let answer: Value = response.json().await.unwrap();
        assert_eq!(answer["errors"][0]["extensions"]["code"], "UNAUTHENTICATED", "{answer}");
        assert!(answer["errors"][0]["message"].as_str().unwrap().contains(expected), "{answer}");
        assert!(answer.get("data").is_none(), "{answer}");
    };
    check(&format!("Bearer {expired}"), "has expired").await;
    check(&format!("Bearer shahrak_{}", "A".repeat(43)), "does not know this personal token").await;
    check(&format!("Bearer {}", &valid[..valid.len() - 1]), "does not know this personal token").await;
    check(&format!("Bearer {valid}A"), "does not know this personal token").await;
    check(&format!("Bearer {}", valid.to_uppercase()), "neither a personal token").await;
    check(&format!("Bearer {}", valid.replace("shahrak", "Shahrak")), "neither a personal token").await;
    check("Bearer eyJhbGciOiJub25lIn0.e30.", "not accepted here").await;
    check("Bearer x", "neither a personal token").await;
    check("Basic YTpi", "Bearer").await;
    check(&valid, "Bearer").await;
    check("", "Bearer").await;
    let swapped: String = valid
        .chars()
        .map(|c| if c.is_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() })
        .collect();
    check(&format!("Bearer shahrak_{}", &swapped["shahrak_".len()..]), "does not know this personal token")
        .await;

    let scheme = register.to_post("/graphql").header("authorization", format!("bearer {valid}"));
    let answer: Value = scheme.json(&json!({ "query": NAME })).send().await.unwrap().json().await.unwrap();
    assert_eq!(answer["data"]["viewer"]["name"], "auditor");
}

#[tokio::test]
async fn the_last_use_is_noted_at_most_once_a_minute_and_the_end_is_exact() {
    let register = Register::new().await;
    let begin = now();
    let (token, secret) = register.grant(&auditor(Some(begin + TimeDelta::minutes(5)))).await;
    let db = &register.register.db;
    let authenticator = Authenticator::new(db.clone(), None);
    let use_at = async |seconds: i64| {
        let used = authenticator.actor(&secret, begin + TimeDelta::seconds(seconds)).await;
        let noted = find(db, vec![token.id]).await.unwrap().remove(0).last_used_at;
        (used.map(|actor| actor.owner.clone()), noted.map(|noted| (noted - begin).num_seconds()))
    };
    let owner = Ok(format!("token:{}", token.id));

    assert_eq!(use_at(0).await, (owner.clone(), Some(0)));
    assert_eq!(use_at(59).await, (owner.clone(), Some(0)));
    assert_eq!(use_at(61).await, (owner.clone(), Some(61)));
    assert_eq!(use_at(299).await, (owner, Some(299)));
    let expired = Message::new("personal-token-expired", []);
    assert_eq!(use_at(300).await, (Err(CredentialError::Invalid(expired)), Some(299)));
}

#[tokio::test]
async fn nobody_waits_to_note_a_use() {
    let register = Register::new().await;
    let (token, secret) = register.grant(&auditor(None)).await;
    let mut holder = sqlx::PgConnection::connect(register.database_url()).await.unwrap();
    let hold = format!("BEGIN; SELECT FROM access_token WHERE id = {} FOR UPDATE", token.id);
    holder.execute(sqlx::AssertSqlSafe(hold)).await.unwrap();

    let asked = register.ask_as(&secret, NAME, json!({}));
    let data =
        tokio::time::timeout(std::time::Duration::from_secs(2), asked).await.expect("it is not waited for");
    assert_eq!(data["viewer"]["name"], "Zahra Amini");
}

#[tokio::test]
async fn the_viewer_shows_the_caller_and_the_permissions() {
    let register = Register::new().await;
    let query = r#"{ viewer { name organisation role provinces { code } expiresAt mutations
        somewhere: permissions own: permissions(province: "IR-09") other: permissions(province: "IR-07") } }"#;
    let list = |value: &Value| {
        let words = value.as_array().unwrap().iter().map(|word| word.as_str().unwrap());
        words.collect::<Vec<_>>().join(" ")
    };
    let some_of = |mutations: &str| {
        let some = ["unitCommission", "tokenCreate"].into_iter();
        let found: Vec<_> = some.filter(|name| mutations.split(' ').any(|it| it == *name)).collect();
        if found.is_empty() { "neither".to_owned() } else { found.join(" ") }
    };
    let mut told = String::new();
    for role in [None].into_iter().chain(RoleName::ALL.iter().copied().map(Some)) {
        let viewer = match role {
            None => register.ask(query, json!({})).await,
            Some(role) => {
                let own = if role == RoleName::ProvincialOfficer { ["IR-09"].as_slice() } else { &[] };
                register.ask_as(&register.token(role, own).await, query, json!({})).await
            }
        };
        let viewer = &viewer["viewer"];
        told += &format!(
            "{} {} {} {}\n  somewhere: {}\n  IR-09: {}\n  IR-07: {}\n  {}\n",
            viewer["name"],
            viewer["role"],
            viewer["provinces"],
            viewer["expiresAt"],
            list(&viewer["somewhere"]),
            list(&viewer["own"]),
            list(&viewer["other"]),
            some_of(&list(&viewer["mutations"])),
        );
    }
    expect![[r#"
        null null null null
          somewhere: READ_REGISTER
          IR-09: READ_REGISTER
          IR-07: READ_REGISTER
          neither
        "provincial_officer IR-09" "PROVINCIAL_OFFICER" [{"code":"IR-09"}] null
          somewhere: READ_REGISTER READ_CONFIDENTIAL KEEP_REGISTER
          IR-09: READ_REGISTER READ_CONFIDENTIAL KEEP_REGISTER
          IR-07: READ_REGISTER
          unitCommission
        "national_officer" "NATIONAL_OFFICER" null null
          somewhere: READ_REGISTER READ_CONFIDENTIAL KEEP_REGISTER ANNOUNCE
          IR-09: READ_REGISTER READ_CONFIDENTIAL KEEP_REGISTER ANNOUNCE
          IR-07: READ_REGISTER READ_CONFIDENTIAL KEEP_REGISTER ANNOUNCE
          unitCommission
        "auditor" "AUDITOR" null null
          somewhere: READ_REGISTER READ_CONFIDENTIAL READ_AUDIT
          IR-09: READ_REGISTER READ_CONFIDENTIAL READ_AUDIT
          IR-07: READ_REGISTER READ_CONFIDENTIAL READ_AUDIT
          neither
        "administrator" "ADMINISTRATOR" null null
          somewhere: READ_REGISTER READ_CONFIDENTIAL KEEP_REGISTER ANNOUNCE READ_AUDIT ADMINISTER
          IR-09: READ_REGISTER READ_CONFIDENTIAL KEEP_REGISTER ANNOUNCE READ_AUDIT ADMINISTER
          IR-07: READ_REGISTER READ_CONFIDENTIAL KEEP_REGISTER ANNOUNCE READ_AUDIT ADMINISTER
          unitCommission tokenCreate
    "#]]
    .assert_eq(&told);

    let old = r#"{ viewer { permissions(province: "IR-32") } }"#;
    assert_eq!(register.refusal(old, json!({})).await.0, "BAD_USER_INPUT");
}

#[tokio::test]
async fn a_register_can_be_closed_to_those_without_a_credential() {
    let database = Database::shipped().await;
    let register = Register::set_up(database, Limits::default(), None, |api| api.require_auth(true)).await;
    for query in
        ["{ provinces { code } }", "{ __typename }", "{ __schema { queryType { name } } }", "{", NAME]
    {
        let response = register.post("/graphql", &json!({ "query": query })).await;
        assert_eq!(response.status(), 401, "{query}");
        assert_eq!(response.headers()["www-authenticate"], "Bearer realm=\"shahrak\"");
        let answer: Value = response.json().await.unwrap();
        assert_eq!(answer["errors"][0]["extensions"]["code"], "UNAUTHENTICATED");
    }
    assert_eq!(register.get("/graphql?query=%7B__typename%7D").await.status(), 401);
    for path in ["/healthz", "/readyz"] {
        assert_eq!(register.get(path).await.status(), 200, "{path}");
    }
    let token = register.token(RoleName::Auditor, &[]).await;
    assert_eq!(register.ask_as(&token, NAME, json!({})).await["viewer"]["name"], "auditor");
}

#[tokio::test]
async fn no_mutation_is_looked_at_without_a_credential_or_for_an_auditor() {
    let register = Register::new().await;
    let auditor = register.token(RoleName::Auditor, &[]).await;
    let roots = "{ __schema { mutationType { fields { name } } } }";
    let roots = register.ask(roots, json!({})).await;
    let names = roots["__schema"]["mutationType"]["fields"].as_array().unwrap().clone();
    assert!(names.len() >= 15, "{names:?}");
    for name in names.iter().map(|field| field["name"].as_str().unwrap()) {
        for query in [
            format!("mutation {{ {name} }}"),
            format!("mutation {{ {name}(input: {{}}) {{ userErrors {{ code }} }} }}"),
            format!("mutation($input: Wrong!) {{ harmless: {name}(input: $input) {{ no }} }}"),
            format!("mutation {{ __typename ...f }} fragment f on Mutation {{ ... {{ {name} }} }}"),
        ] {
            assert_eq!(register.refusal(&query, json!({})).await.0, "UNAUTHENTICATED", "{query}");
            assert_eq!(register.refusal_as(&auditor, &query, json!({})).await.0, "FORBIDDEN", "{query}");
        }
    }
}
