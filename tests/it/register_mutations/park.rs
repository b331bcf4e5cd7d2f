//! Parks: registration and updates.

use super::*;

const SHOWN: &str = "park { code version name { en fa } province { code } county kind approvedOn(calendar: IRANIAN)
    operatingSince land { totalHectares } position { latitude } infrastructure { line capacity unit inServiceSince } }";

fn new_park() -> Value {
    json!({ "code": "P9", "province": "IR-09", "nameEn": "Binalud", "nameFa": "بینالود", "kind": "INDUSTRIAL_ZONE",
        "ownership": "STATE", "approvedOn": "1390-01-05", "landTotalHa": "80.25", "latitude": "36.1", "longitude": "58.9" })
}

#[tokio::test]
async fn a_park_is_registered_once() {
    let register = filled().await;
    let officer = officer(&register, "IR-09").await;
    let payload = change(&register, &officer, "parkRegister", SHOWN, new_park()).await;
    assert_eq!(
        payload,
        json!({ "park": { "code": "P9", "version": 1, "name": { "en": "Binalud", "fa": "بینالود" },
            "province": { "code": "IR-09" }, "county": null, "kind": "INDUSTRIAL_ZONE", "approvedOn": "1390-01-05",
            "operatingSince": null, "land": { "totalHectares": "80.25" }, "position": { "latitude": 36.1 },
            "infrastructure": [] }, "userErrors": [] })
    );
    let again = change(&register, &officer, "parkRegister", SHOWN, new_park()).await;
    assert_eq!(
        (&again["park"], mistakes(&again)),
        (&Value::Null, vec!["ALREADY_REGISTERED input.code".to_owned()])
    );
}

#[tokio::test]
async fn all_errors_in_a_new_park_are_reported_together() {
    let register = filled().await;
    let mut input = new_park();
    for (field, value) in [
        ("code", json!("P 9")),
        ("province", json!("IR-32")),
        ("nameEn", json!(" ")),
        ("landTotalHa", json!("-1")),
        ("longitude", Value::Null),
    ] {
        input[field] = value;
    }
    let payload = change(&register, &national(&register).await, "parkRegister", SHOWN, input).await;
    assert_eq!(
        mistakes(&payload),
        [
            "BAD_CODE input.code",
            "OLD_PROVINCE_CODE input.province",
            "OUT_OF_RANGE input.landTotalHa",
            "INCONSISTENT input.longitude"
        ]
    );
    let payload = change(
        &register,
        &officer(&register, "IR-09").await,
        "parkUpdate",
        SHOWN,
        json!({ "code": "P7", "nameEn": "", "operatingSince": "x" }),
    )
    .await;
    assert_eq!(
        mistakes(&payload),
        ["UNKNOWN_PARK input.code", "BAD_DAY input.operatingSince", "EMPTY input.nameFa"]
    );
    let registered = json!({ "code": "P1", "province": "IR-09", "nameEn": "Tous", "kind": "INDUSTRIAL_PARK",
        "ownership": "STATE", "approvedOn": "1390-01-05", "closedOn": "1389-01-05" });
    let payload = change(&register, &national(&register).await, "parkRegister", SHOWN, registered).await;
    assert_eq!(mistakes(&payload), ["ALREADY_REGISTERED input.code", "INCONSISTENT input.closedOn"]);
}

#[tokio::test]
async fn what_an_update_leaves_out_stays_and_null_clears() {
    let register = filled().await;
    let officer = officer(&register, "IR-09").await;
    let shown =
        "park { version name { en fa } county land { totalHectares } position { longitude latitude } }";
    let update = async |input: Value| change(&register, &officer, "parkUpdate", shown, input).await;
    let payload =
        update(json!({ "code": "P1", "county": "Mashhad", "nameFa": null, "latitude": "36.5" })).await;
    let expected = json!({ "version": 2, "name": { "en": "Tous", "fa": null }, "county": "Mashhad",
        "land": { "totalHectares": "120.5" }, "position": { "longitude": 59.4, "latitude": 36.5 } });
    assert_eq!(payload, json!({ "park": expected, "userErrors": [] }));
    // The same again changes nothing.
    let payload = update(json!({ "code": "P1", "county": "Mashhad", "expectedVersion": 2 })).await;
    assert_eq!(payload, json!({ "park": expected, "userErrors": [] }));

    let payload = update(json!({ "code": "P1", "nameEn": null, "kind": null, "longitude": null })).await;
    assert_eq!(
        mistakes(&payload),
        ["EMPTY input.kind", "INCONSISTENT input.longitude", "EMPTY input.nameFa"]
    );
    let payload = update(json!({ "code": "P7", "county": "Mashhad" })).await;
    assert_eq!(mistakes(&payload), ["UNKNOWN_PARK input.code"]);
}

#[tokio::test]
async fn a_stale_update_is_refused_with_what_is_there() {
    let register = filled().await;
    let officer = officer(&register, "IR-09").await;
    let shown = "park { version county }";
    let input = json!({ "code": "P1", "county": "Mashhad" });
    change(&register, &officer, "parkUpdate", shown, input).await;
    let late = json!({ "code": "P1", "county": "Chenaran", "nameFa": "توس", "expectedVersion": 1 });
    let payload = change(&register, &officer, "parkUpdate", shown, late.clone()).await;
    assert_eq!(payload["park"], json!({ "version": 2, "county": "Mashhad" }));
    assert_eq!(mistakes(&payload), ["STALE_VERSION input.expectedVersion"]);
    assert_eq!(
        message(&payload),
        "the current version is 2, not 1; its county is “Mashhad”; read it again and decide"
    );
    let request = register.to_post("/graphql").bearer_auth(&officer).header("accept-language", "fa");
    let body = json!({ "query": mutation("parkUpdate", shown), "variables": { "input": late } });
    let answer: Value = request.json(&body).send().await.unwrap().json().await.unwrap();
    let persian = message(&answer["data"]["parkUpdate"]).to_owned();
    assert!(persian.contains("نسخهٔ کنونی ۲") && persian.contains("«Mashhad»"), "{persian}");
}

#[tokio::test]
async fn the_province_of_a_park_is_fixed_once_something_happened_there() {
    let register = filled().await;
    let national = national(&register).await;
    let shown = "park { province { code } units(first: 1) { nodes { province { code } } } }";
    let moved = json!({ "code": "P1", "province": "IR-28", "county": "Bojnord" });
    let payload = change(&register, &national, "parkUpdate", shown, moved).await;
    assert_eq!(mistakes(&payload), ["PLACE_FIXED input.province"]);
    let moved = json!({ "code": "P2", "province": "IR-28" });
    let payload = change(&register, &national, "parkUpdate", shown, moved).await;
    assert_eq!(payload["park"]["province"]["code"], "IR-28");
}

#[tokio::test]
async fn infrastructure_is_recorded_by_line() {
    let register = filled().await;
    let officer = officer(&register, "IR-09").await;
    let shown = "park { infrastructure { line capacity unit inServiceSince } }";
    let record =
        async |input: Value| change(&register, &officer, "parkRecordInfrastructure", shown, input).await;
    let power = json!({ "park": "P1", "line": "POWER", "capacity": "12.5", "unit": "megawatts", "inServiceSince": "1395-01-01" });
    let payload = record(power).await;
    let line =
        json!({ "line": "POWER", "capacity": "12.5", "unit": "megawatts", "inServiceSince": "2016-03-20" });
    assert_eq!(payload, json!({ "park": { "infrastructure": [line] }, "userErrors": [] }));
    let payload =
        record(json!({ "park": "P1", "line": "POWER", "capacity": "20", "unit": "megawatts" })).await;
    let line = json!({ "line": "POWER", "capacity": "20", "unit": "megawatts", "inServiceSince": null });
    assert_eq!(payload["park"]["infrastructure"], json!([line]));
    let payload = record(json!({ "park": "P7", "line": "GAS", "capacity": "1", "unit": "m3/h" })).await;
    assert_eq!(mistakes(&payload), ["UNKNOWN_PARK input.park"]);
    let payload = record(json!({ "park": "P1", "line": "GAS", "capacity": "-1", "unit": "" })).await;
    assert_eq!(mistakes(&payload), ["OUT_OF_RANGE input.capacity", "EMPTY input.unit"]);
}

#[tokio::test]
async fn a_park_is_registered_once_by_its_key() {
    let register = filled().await;
    let officer = officer(&register, "IR-09").await;
    let mut input = new_park();
    input["idempotencyKey"] = "k1".into();
    let both = tokio::join!(
        change(&register, &officer, "parkRegister", SHOWN, input.clone()),
        change(&register, &officer, "parkRegister", SHOWN, input.clone())
    );
    assert_eq!(both.0["park"]["code"], "P9", "{both:?}");
    assert_eq!(both.0, both.1);
    input["code"] = "P8".into();
    let payload = change(&register, &officer, "parkRegister", SHOWN, input).await;
    assert_eq!(mistakes(&payload), ["KEY_REUSED input.idempotencyKey"]);
}
