//! Units: registration and updates.

use super::*;

const SHOWN: &str = "unit { code version name { en } park { code } province { code } activity { code } sector licence owner status }";

#[tokio::test]
async fn a_unit_is_registered_in_a_park_or_outside() {
    let register = filled().await;
    let officer = officer(&register, "IR-09").await;
    let input = json!({ "code": "N1", "park": "P1", "nameEn": "Loom", "isicRevision": "REV_4", "isicCode": "1312",
        "sector": "TEXTILE", "licence": "=7", "owner": "Sara" });
    let payload = change(&register, &officer, "unitRegister", SHOWN, input.clone()).await;
    let unit = json!({ "code": "N1", "version": 1, "name": { "en": "Loom" }, "park": { "code": "P1" },
        "province": { "code": "IR-09" }, "activity": { "code": "1312" }, "sector": "TEXTILE", "licence": "=7",
        "owner": "Sara", "status": null });
    assert_eq!(payload, json!({ "unit": unit, "userErrors": [] }));
    let payload = change(&register, &officer, "unitRegister", SHOWN, input).await;
    assert_eq!(mistakes(&payload), ["ALREADY_REGISTERED input.code"]);
    let outside = json!({ "code": "N2", "province": "IR-09", "nameEn": "Mill" });
    let payload = change(&register, &officer, "unitRegister", SHOWN, outside).await;
    assert_eq!((&payload["unit"]["park"], mistakes(&payload)), (&Value::Null, vec![]));
}

#[tokio::test]
async fn all_errors_in_a_new_unit_are_reported_together() {
    let register = filled().await;
    let national = national(&register).await;
    let check = async |input: Value, expected: &[&str]| {
        let payload = change(&register, &national, "unitRegister", SHOWN, input).await;
        assert_eq!(
            (&payload["unit"], mistakes(&payload)),
            (&Value::Null, expected.iter().map(|&it| it.to_owned()).collect())
        );
    };
    check(
        json!({ "code": "", "province": "IR-99", "nameEn": "", "isicRevision": "REV_4", "isicCode": "x", "owner": "a\nb" }),
        &["EMPTY input.code", "UNKNOWN_PROVINCE input.province", "BAD_CODE input.isicCode", "BAD_VALUE input.owner",
            "EMPTY input.nameFa"],
    )
    .await;
    check(
        json!({ "code": "N1", "park": "P7", "nameEn": " ", "isicCode": "x" }),
        &[
            "BAD_CODE input.isicCode",
            "INCONSISTENT input.isicRevision",
            "EMPTY input.nameFa",
            "UNKNOWN_PARK input.park",
        ],
    )
    .await;
    check(
        json!({ "code": "\u{200B}", "province": "IR-23", "nameEn": "\u{200C}\u{2060} \u{3164}" }),
        &["EMPTY input.code", "EMPTY input.nameFa"],
    )
    .await;
    check(json!({ "code": "N1", "nameEn": "Loom" }), &["EMPTY input.province"]).await;
    check(json!({ "code": "N1", "park": "P7", "nameEn": "Loom" }), &["UNKNOWN_PARK input.park"]).await;
    check(
        json!({ "code": "N1", "park": "P1", "province": "IR-23", "nameEn": "Loom" }),
        &["CONFLICTING_PLACE input.province"],
    )
    .await;
    // The existing unit is in a park and has events.
    check(
        json!({ "code": "U1", "nameEn": "Loom" }),
        &["ALREADY_REGISTERED input.code", "EMPTY input.province"],
    )
    .await;
    check(json!({ "code": "U1", "province": "IR-23", "nameEn": "Loom" }), &["ALREADY_REGISTERED input.code"])
        .await;
    check(json!({ "code": "U1", "park": "P2", "nameEn": "Loom" }), &["ALREADY_REGISTERED input.code"]).await;
}

#[tokio::test]
async fn omitted_fields_of_a_unit_stay_unchanged() {
    let register = filled().await;
    let officer = officer(&register, "IR-09").await;
    let update = async |input: Value| change(&register, &officer, "unitUpdate", SHOWN, input).await;
    let payload = update(json!({ "code": "U1", "owner": null, "isicCode": "2410", "licence": "17" })).await;
    let unit = json!({ "code": "U1", "version": 2, "name": { "en": "Steel" }, "park": { "code": "P1" },
        "province": { "code": "IR-09" }, "activity": { "code": "2410" }, "sector": "METAL", "licence": "17",
        "owner": null, "status": "ACTIVE" });
    assert_eq!(payload, json!({ "unit": unit, "userErrors": [] }));
    let payload = update(json!({ "code": "U1", "licence": "17", "expectedVersion": 2 })).await;
    assert_eq!(payload, json!({ "unit": unit, "userErrors": [] }));
    let payload =
        update(json!({ "code": "U1", "licence": "18", "owner": "Ali", "expectedVersion": 1 })).await;
    assert_eq!(payload["unit"], unit);
    assert_eq!(mistakes(&payload), ["STALE_VERSION input.expectedVersion"]);
    assert_eq!(
        message(&payload),
        "the current version is 2, not 1; its licence is “17”, its owner is empty; read it again and decide"
    );
    assert_eq!(mistakes(&update(json!({ "code": "U7" })).await), ["UNKNOWN_UNIT input.code"]);
    let payload = update(json!({ "code": "U 7", "park": "P7", "owner": "a\nb" })).await;
    assert_eq!(
        mistakes(&payload),
        ["UNKNOWN_UNIT input.code", "BAD_VALUE input.owner", "UNKNOWN_PARK input.park"]
    );
    let payload = update(json!({ "code": "U1", "nameEn": null, "isicRevision": null })).await;
    assert_eq!(mistakes(&payload), ["INCONSISTENT input.isicRevision", "EMPTY input.nameFa"]);
}

#[tokio::test]
async fn the_place_of_a_unit_is_fixed_once_something_happened_to_it() {
    let register = filled().await;
    let national = national(&register).await;
    let update = async |input: Value| change(&register, &national, "unitUpdate", SHOWN, input).await;
    let payload = update(json!({ "code": "U1", "park": "P2" })).await;
    assert_eq!(mistakes(&payload), ["PLACE_FIXED input.park"]);
    let payload = update(json!({ "code": "U1", "park": "P7" })).await;
    assert_eq!(mistakes(&payload), ["UNKNOWN_PARK input.park", "PLACE_FIXED input.park"]);
    let payload = update(json!({ "code": "U1", "park": null })).await;
    assert_eq!(mistakes(&payload), ["PLACE_FIXED input.park"]);
    let payload = update(json!({ "code": "U2", "park": "P1" })).await;
    assert_eq!(
        (&payload["unit"]["park"]["code"], &payload["unit"]["province"]["code"]),
        (&json!("P1"), &json!("IR-09"))
    );
    let payload = update(json!({ "code": "U2", "park": null, "province": "IR-23" })).await;
    assert_eq!(
        (&payload["unit"]["park"], &payload["unit"]["province"]["code"]),
        (&Value::Null, &json!("IR-23"))
    );
    let payload = update(json!({ "code": "U2", "province": null })).await;
    assert_eq!(mistakes(&payload), ["EMPTY input.province"]);
}

#[tokio::test]
async fn another_sector_takes_the_figures_of_the_unit_with_it() {
    let register = filled().await;
    let officer = officer(&register, "IR-09").await;
    let report = "{ report(year: 1399, province: \"IR-09\") { bySector { sector commissioned { units jobs }
        stock { active } } } }";
    let count = async || {
        let data = register.ask(report, json!({})).await;
        let rows = data["report"]["bySector"].as_array().unwrap().clone();
        let counted = rows.iter().filter(|row| row["commissioned"]["units"] != 0).cloned();
        counted.collect::<Vec<_>>()
    };
    let before = count().await;
    assert_eq!((before.len(), &before[0]["sector"]), (1, &json!("METAL")));
    let payload =
        change(&register, &officer, "unitUpdate", SHOWN, json!({ "code": "U1", "sector": "CHEMICAL" })).await;
    assert_eq!(
        (&payload["unit"]["sector"], &payload["unit"]["status"]),
        (&json!("CHEMICAL"), &json!("ACTIVE"))
    );
    let mut after = count().await;
    assert_eq!((after.len(), &after[0]["sector"]), (1, &json!("CHEMICAL")));
    after[0]["sector"] = "METAL".into();
    assert_eq!(before, after);
    let payload =
        change(&register, &officer, "unitUpdate", SHOWN, json!({ "code": "U1", "sector": null })).await;
    assert_eq!((&payload["unit"]["sector"], mistakes(&payload)), (&Value::Null, vec![]));
    assert_eq!(count().await[0]["sector"], Value::Null);
}
