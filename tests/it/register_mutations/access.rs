//! Authorization is checked before the input is validated.

use super::*;

/// Which roles may.
type May = fn(RoleName) -> bool;

async fn forbidden(register: &Register, token: &str, name: &str, input: Value) {
    let (code, message) = register.refusal_as(token, &mutation(name, ""), json!({ "input": input })).await;
    assert_eq!(code, "FORBIDDEN", "{name} {input}: {message}");
}

#[tokio::test]
async fn an_officer_changes_nothing_of_another_province() {
    let register = filled().await;
    let officer = officer(&register, "IR-09").await;
    let park = |province: &str| {
        json!({ "code": "P 9", "province": province, "nameEn": "", "kind": "RURAL_ZONE",
        "ownership": "STATE", "approvedOn": "1390-01-05" })
    };
    for (name, input) in [
        ("parkRegister", park("IR-23")),
        ("parkRegister", park("iso_code_before_2020:IR-04")),
        ("parkUpdate", json!({ "code": "P2", "nameEn": "" })),
        ("parkUpdate", json!({ "code": "P2", "province": "IR-09", "expectedVersion": 7 })),
        ("parkUpdate", json!({ "code": "P1", "province": "IR-23" })),
        ("parkUpdate", json!({ "code": " P2 ", "county": "Mine" })),
        ("parkRecordInfrastructure", json!({ "park": "P2", "line": "GAS", "capacity": "-1", "unit": "" })),
        ("unitRegister", json!({ "code": "N1", "park": "P2", "nameEn": "" })),
        ("unitRegister", json!({ "code": "U1", "province": "IR-23", "nameEn": "A" })),
        ("unitUpdate", json!({ "code": "U2", "nameEn": null })),
        ("unitUpdate", json!({ "code": "U2", "park": "P1" })),
        ("unitUpdate", json!({ "code": "U1", "park": "P2" })),
        ("unitUpdate", json!({ "code": "U1", "province": "IR-23" })),
    ] {
        forbidden(&register, &officer, name, input).await;
    }
}

#[tokio::test]
async fn a_key_of_an_officer_opens_nothing_to_others() {
    let register = filled().await;
    let (own, other) = (officer(&register, "IR-09").await, officer(&register, "IR-23").await);
    let input = json!({ "code": "P1", "county": "Mashhad", "idempotencyKey": "k" });
    let payload = change(&register, &own, "parkUpdate", "park { county }", input.clone()).await;
    assert_eq!(payload["park"]["county"], "Mashhad");
    forbidden(&register, &other, "parkUpdate", input).await;
}

#[tokio::test]
async fn each_change_takes_its_role() {
    let register = filled().await;
    let mut tokens = Vec::new();
    for role in
        [RoleName::ProvincialOfficer, RoleName::NationalOfficer, RoleName::Auditor, RoleName::Administrator]
    {
        let provinces: &[&str] = if role == RoleName::ProvincialOfficer { &["IR-09"] } else { &[] };
        tokens.push((role, register.token(role, provinces).await));
    }
    let keeps: May = |role| role != RoleName::Auditor;
    let announces: May = |role| matches!(role, RoleName::NationalOfficer | RoleName::Administrator);
    let administers: May = |role| role == RoleName::Administrator;
    let figure = json!([{ "code": "", "scope": "", "population": "SMES", "metric": "", "measure": "FLOW", "low": "1", "unit": "" }]);
    let changes: [(&str, Value, May); 10] = [
        (
            "parkRegister",
            json!({ "code": "", "province": "", "nameEn": "", "kind": "RURAL_ZONE", "ownership": "STATE", "approvedOn": "1390-01-05" }),
            keeps,
        ),
        ("parkUpdate", json!({ "code": "" }), keeps),
        (
            "parkRecordInfrastructure",
            json!({ "park": "", "line": "GAS", "capacity": "-1", "unit": "" }),
            keeps,
        ),
        ("unitRegister", json!({ "code": "", "nameEn": "" }), keeps),
        ("unitUpdate", json!({ "code": "" }), keeps),
        (
            "targetSet",
            json!({ "year": 1, "metric": "UNITS_REVIVED", "scope": "", "value": "1", "decidedOn": "1399-01-01" }),
            announces,
        ),
        ("targetRevise", json!({ "target": "", "value": "1", "decidedOn": "1399-01-01" }), announces),
        ("announcementRecord", json!({ "dateBasis": "STATED", "source": "", "figures": figure }), announces),
        (
            "methodologyAdopt",
            json!({ "code": "", "validFrom": "1399-01-01", "idleBelow": "1", "semiActiveBelow": "2" }),
            administers,
        ),
        ("rateRecord", json!({ "kind": "NIMA", "validFrom": "1399-01-01", "irrPerUsd": "0" }), administers),
    ];
    for (name, input, may) in changes {
        for (role, token) in &tokens {
            if !may(*role) {
                forbidden(&register, token, name, input.clone()).await;
                continue;
            }
            let payload = change(&register, token, name, "", input.clone()).await;
            assert_ne!(mistakes(&payload), Vec::<String>::new(), "{name} {role:?}");
        }
    }
}
