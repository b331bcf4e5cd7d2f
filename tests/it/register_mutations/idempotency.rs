//! A mutation that is sent again with its idempotency key returns the first result, whatever has changed since.

use super::*;

const UNIT: &str = "unit { code version name { en } park { code } province { code } sector owner status }";
const PARK: &str = "park { code version name { en fa } province { code } county land { totalHectares }
    position { latitude } infrastructure { line capacity unit inServiceSince } }";
const TARGET: &str = "target { id version metric original { value } inForce { value }
    revisions { value decidedOn recordedAt } }";

#[tokio::test]
async fn a_change_of_a_unit_sent_again_is_answered_as_it_was() {
    let register = filled().await;
    let national = national(&register).await;
    let keyed = async |key: &str, name: &str, mut input: Value| {
        input["idempotencyKey"] = key.into();
        change(&register, &national, name, UNIT, input).await
    };
    let new = json!({ "code": "N1", "park": "P1", "nameEn": "Loom", "owner": "Sara" });
    let to_a = json!({ "code": "U1", "owner": "A" });
    let late = json!({ "code": "U1", "owner": "C", "expectedVersion": 1 });
    let registered = keyed("1", "unitRegister", new.clone()).await;
    let updated = keyed("2", "unitUpdate", to_a.clone()).await;
    let refused = keyed("3", "unitUpdate", late.clone()).await;
    assert_eq!((&updated["unit"]["owner"], &updated["unit"]["version"]), (&json!("A"), &json!(2)));
    assert_eq!(mistakes(&refused), ["STALE_VERSION input.expectedVersion"]);

    keyed("4", "unitUpdate", json!({ "code": "U1", "owner": "B", "nameEn": "Iron" })).await;
    keyed("5", "unitUpdate", json!({ "code": "N1", "park": null, "province": "IR-23", "owner": null })).await;
    let idle = json!({ "unit": "U1", "occurredOn": "2021-01-01", "reasons": ["MARKET"] });
    let idled = change(&register, &national, "unitIdle", "unit { version status }", idle).await;
    assert_eq!(idled["unit"], json!({ "version": 3, "status": "INACTIVE" }));

    assert_eq!(keyed("1", "unitRegister", new).await, registered);
    assert_eq!(keyed("2", "unitUpdate", to_a).await, updated);
    // A refusal is not stored: the same change is decided again.
    let again = keyed("3", "unitUpdate", late).await;
    assert_eq!(mistakes(&again), mistakes(&refused));
    assert_eq!((&refused["unit"]["owner"], &again["unit"]["owner"]), (&json!("A"), &json!("B")));
    let corrected = json!({ "code": "U1", "owner": "C", "expectedVersion": 3 });
    assert_eq!(mistakes(&keyed("3", "unitUpdate", corrected).await), [""; 0]);
}

#[tokio::test]
async fn an_event_sent_again_is_answered_with_the_unit_as_it_was() {
    let register = filled().await;
    let officer = officer(&register, "IR-09").await;
    let shown = "unit { version name { en } owner status knownAt } event { code recordedAt }";
    let visit = json!({ "unit": "U1", "occurredOn": "2021-01-01", "idempotencyKey": "k" });
    let first = change(&register, &officer, "unitVisit", shown, visit.clone()).await;
    assert_eq!((&first["unit"]["owner"], &first["unit"]["version"]), (&json!("Ali"), &json!(1)));
    let renamed = json!({ "code": "U1", "owner": "Sara", "nameEn": "Iron" });
    change(&register, &officer, "unitUpdate", UNIT, renamed).await;
    assert_eq!(change(&register, &officer, "unitVisit", shown, visit).await, first);

    let shown = "unit { version owner } history { kind status }";
    let correct = json!({ "unit": "U1", "idempotencyKey": "c",
        "record": [{ "kind": "VISITED", "occurredOn": "2021-02-01" }] });
    let first = change(&register, &officer, "unitCorrect", shown, correct.clone()).await;
    assert_eq!(first["unit"], json!({ "version": 2, "owner": "Sara" }));
    change(&register, &officer, "unitUpdate", UNIT, json!({ "code": "U1", "owner": null })).await;
    assert_eq!(change(&register, &officer, "unitCorrect", shown, correct).await, first);
}

#[tokio::test]
async fn a_change_of_a_park_sent_again_is_answered_as_it_was() {
    let register = filled().await;
    let national = national(&register).await;
    let keyed = async |key: &str, name: &str, mut input: Value| {
        input["idempotencyKey"] = key.into();
        change(&register, &national, name, PARK, input).await
    };
    let mashhad = json!({ "code": "P1", "county": "Mashhad", "nameEn": "Tus" });
    let late = json!({ "code": "P1", "county": "Nishapur", "expectedVersion": 1 });
    let power =
        |capacity: &str| json!({ "park": "P1", "line": "POWER", "capacity": capacity, "unit": "megawatts" });
    let new = json!({ "code": "P9", "province": "IR-09", "nameEn": "Binalud", "kind": "INDUSTRIAL_ZONE",
        "ownership": "STATE", "approvedOn": "1390-01-05", "landTotalHa": "80.25", "latitude": "36.1", "longitude": "58.9" });
    let registered = keyed("1", "parkRegister", new.clone()).await;
    let recorded = keyed("2", "parkRecordInfrastructure", power("12.5")).await;
    let updated = keyed("3", "parkUpdate", mashhad.clone()).await;
    let refused = keyed("4", "parkUpdate", late).await;
    assert_eq!(recorded["park"]["infrastructure"][0]["capacity"], "12.5");
    assert_eq!(updated["park"]["infrastructure"], recorded["park"]["infrastructure"]);
    assert_eq!((&updated["park"]["county"], &updated["park"]["version"]), (&json!("Mashhad"), &json!(2)));
    assert_eq!(mistakes(&refused), ["STALE_VERSION input.expectedVersion"]);

    let moved = json!({ "code": "P9", "province": "IR-28", "landTotalHa": null, "latitude": null, "longitude": null });
    assert_eq!(keyed("5", "parkUpdate", moved).await["park"]["province"]["code"], "IR-28");
    keyed("6", "parkUpdate", json!({ "code": "P1", "county": "Chenaran", "nameFa": null })).await;
    keyed("7", "parkRecordInfrastructure", power("20")).await;
    let gas = json!({ "park": "P1", "line": "GAS", "capacity": "1", "unit": "m3/h" });
    keyed("8", "parkRecordInfrastructure", gas).await;

    assert_eq!(keyed("1", "parkRegister", new).await, registered);
    assert_eq!(keyed("2", "parkRecordInfrastructure", power("12.5")).await, recorded);
    assert_eq!(keyed("3", "parkUpdate", mashhad).await, updated);
    let corrected = json!({ "code": "P1", "county": "Nishapur" });
    let corrected = keyed("4", "parkUpdate", corrected).await;
    assert_eq!((mistakes(&corrected), &corrected["park"]["county"]), (Vec::new(), &json!("Nishapur")));
}

#[tokio::test]
async fn a_target_sent_again_is_answered_as_it_was() {
    let register = filled().await;
    let national = national(&register).await;
    let new = json!({ "year": 1405, "metric": "UNITS_REVIVED", "scope": "IR-09", "value": "60",
        "decidedOn": "1405-01-20", "idempotencyKey": "new" });
    let set = change(&register, &national, "targetSet", TARGET, new.clone()).await;
    let id = &set["target"]["id"];
    let revise = async |value: &str, day: &str, expected: i32| {
        let input = json!({ "target": id, "value": value, "decidedOn": day, "expectedVersion": expected,
            "idempotencyKey": value });
        change(&register, &national, "targetRevise", TARGET, input).await
    };
    let second = revise("80", "1405-05-01", 1).await;
    assert_eq!(mistakes(&revise("70", "1405-05-02", 1).await), ["STALE_VERSION input.expectedVersion"]);
    assert_eq!(revise("90", "1405-06-01", 2).await["target"]["version"], 3);

    assert_eq!((&set["target"]["version"], &second["target"]["version"]), (&json!(1), &json!(2)));
    assert_eq!(change(&register, &national, "targetSet", TARGET, new).await, set);
    assert_eq!(revise("80", "1405-05-01", 1).await, second);
    assert_eq!(revise("70", "1405-06-02", 3).await["target"]["version"], 4);
}

#[tokio::test]
async fn a_budget_line_and_a_rate_sent_again_are_answered_as_they_were() {
    let register = filled().await;
    let national = national(&register).await;
    let administrator = register.token(RoleName::Administrator, &[]).await;
    let shown = "budgetLine { year { number } province { code } line stage amountIrr source }";
    let line = async |scope: &str, amount: &str| {
        let input = json!({ "year": 1400, "scope": scope, "line": "WATER", "stage": "LAW", "amountIrr": amount,
            "idempotencyKey": format!("{scope} {amount}") });
        change(&register, &national, "budgetRecord", shown, input).await
    };
    let first = [line("IR", "100").await, line("IR-09", "7").await];
    assert_eq!(first.each_ref().map(|it| &it["budgetLine"]["amountIrr"]), [&json!("100"), &json!("7")]);
    assert_eq!(line("IR", "200").await["budgetLine"]["amountIrr"], "200");
    line("IR-09", "8").await;
    assert_eq!([line("IR", "100").await, line("IR-09", "7").await], first);

    let shown = "rate { kind validFrom validTo irrPerUsd source }";
    let rate = async |value: &str, to: Value, source: Value| {
        let input = json!({ "kind": "NIMA", "validFrom": "1399-01-05", "validTo": to, "irrPerUsd": value,
            "source": source, "idempotencyKey": value });
        change(&register, &administrator, "rateRecord", shown, input).await
    };
    let first = rate("200.25", json!("1399-02-05"), json!("https://example.org")).await;
    assert_eq!(first["rate"]["irrPerUsd"], "200.25");
    assert_eq!(rate("300", Value::Null, Value::Null).await["rate"]["irrPerUsd"], "300");
    assert_eq!(rate("200.25", json!("1399-02-05"), json!("https://example.org")).await, first);
}

#[tokio::test]
async fn a_change_with_an_invalid_key_is_refused() {
    let register = filled().await;
    let officer = officer(&register, "IR-09").await;
    let shown = "unit { version owner }";
    let update = async |input: Value| change(&register, &officer, "unitUpdate", shown, input).await;
    let refused = update(json!({ "code": "U1", "owner": "Sara", "idempotencyKey": "" })).await;
    assert_eq!(
        (&refused["unit"], mistakes(&refused)),
        (&Value::Null, vec!["OUT_OF_RANGE input.idempotencyKey".to_owned()])
    );
    assert_eq!(update(json!({ "code": "U1" })).await["unit"], json!({ "version": 1, "owner": "Ali" }));
    let refused =
        update(json!({ "code": "U1", "owner": "Sara", "expectedVersion": 7, "idempotencyKey": "" })).await;
    assert_eq!(
        mistakes(&refused),
        ["STALE_VERSION input.expectedVersion", "OUT_OF_RANGE input.idempotencyKey"]
    );
    assert_eq!(refused["unit"]["owner"], "Ali");
}
