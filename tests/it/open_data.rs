//! Open data over HTTP: SDMX, the catalogue, the data package, parks on the map, and reviews of claims.

use std::collections::BTreeMap;

use expect_test::{expect, expect_file};
use graphql_http::limits::Limits;
use reqwest::Response;
use serde_json::{Value, json};
use shahrak_tests::events::{file, void};
use shahrak_tests::postgres::Database;
use shahrak_tests::register::Register;

use crate::acceptance::restored_register;

const DATA: &str = "/sdmx/data/dataflow/SHAHRAK/REGISTER/1.0";

#[tokio::test]
async fn values_are_rows_of_a_table() {
    let register = restored_register().await;

    let response = register
        .get(&format!("{DATA}/A.units_commissioned.IR+IR-09.all?startPeriod=1398&endPeriod=1400"))
        .await;

    assert_eq!(response.status(), 200);
    assert_eq!(header(&response, "content-type"), "application/vnd.sdmx.data+csv;version=2.0.0");
    expect![[r#"
        STRUCTURE,STRUCTURE_ID,ACTION,FREQ,METRIC,REF_AREA,POPULATION,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MEASURE,LAST_DAY
        dataflow,SHAHRAK:REGISTER(1.0),I,A,units_commissioned,IR,all,2019-03-21/P1Y,0,A,units,2020-03-19
        dataflow,SHAHRAK:REGISTER(1.0),I,A,units_commissioned,IR,all,2020-03-20/P1Y,4,A,units,2021-03-20
        dataflow,SHAHRAK:REGISTER(1.0),I,A,units_commissioned,IR,all,2021-03-21/P1Y,0,A,units,2022-03-20
        dataflow,SHAHRAK:REGISTER(1.0),I,A,units_commissioned,IR-09,all,2019-03-21/P1Y,0,A,units,2020-03-19
        dataflow,SHAHRAK:REGISTER(1.0),I,A,units_commissioned,IR-09,all,2020-03-20/P1Y,2,A,units,2021-03-20
        dataflow,SHAHRAK:REGISTER(1.0),I,A,units_commissioned,IR-09,all,2021-03-21/P1Y,0,A,units,2022-03-20
    "#]]
    .assert_eq(&response.text().await.unwrap());
}

#[tokio::test]
async fn every_value_is_that_of_the_report() {
    let register = restored_register().await;
    let rows = table(&register, &format!("{DATA}/A?startPeriod=1399&endPeriod=1399")).await;
    let value = |metric: &str, area: &str, population: &str| {
        let row = rows.iter().find(|row| {
            row["METRIC"] == metric && row["REF_AREA"] == area && row["POPULATION"] == population
        });
        row.map(|row| row["OBS_VALUE"].clone()).unwrap()
    };
    let fields = "commissioned { units jobs investment { irr } } revived { jobs }
        stock { active semiActive inactive operating idleShare jobs }";
    let query = format!(
        "query ($population: Population) {{ report(year: 1399, population: $population) {{ {fields}
            byProvince {{ province {{ code }} {fields} }} }} }}"
    );
    for population in ["IN_PARKS", "OUTSIDE_PARKS", "ALL"] {
        let mut report = register.ask(&query, json!({ "population": population })).await["report"].take();
        let mut cells = report["byProvince"].take().as_array().unwrap().clone();
        report["province"] = json!({ "code": "IR" });
        cells.push(report);
        for cell in cells {
            let area = cell["province"]["code"].as_str().unwrap();
            let check = |metric, expected: &Value| {
                let expected = expected.as_str().map_or_else(|| expected.to_string(), str::to_owned);
                assert_eq!(
                    value(metric, area, &population.to_lowercase()),
                    expected,
                    "{metric} {area} {population}"
                );
            };
            check("units_commissioned", &cell["commissioned"]["units"]);
            check("jobs_commissioned", &cell["commissioned"]["jobs"]);
            check("investment_commissioned", &cell["commissioned"]["investment"]["irr"]);
            check("jobs_revived", &cell["revived"]["jobs"]);
            check("units_active", &cell["stock"]["active"]);
            check("units_operating", &cell["stock"]["operating"]);
            check("employment", &cell["stock"]["jobs"]);
            let idle =
                cell["stock"]["semiActive"].as_i64().unwrap() + cell["stock"]["inactive"].as_i64().unwrap();
            check("units_inactive_or_semi_active", &json!(idle));
            if cell["stock"]["idleShare"].is_null() {
                check("share_inactive_or_semi_active", &json!(""));
            }
        }
    }
}

#[tokio::test]
async fn the_past_is_asked_for_as_it_was_known() {
    let register = restored_register().await;
    let key = "A.jobs_commissioned.IR.in_parks";
    let values = async |parameters: &str| {
        let rows =
            table(&register, &format!("{DATA}/{key}?startPeriod=1399&endPeriod=1399{parameters}")).await;
        let column = |row: &BTreeMap<String, String>| {
            let valid_from = row.get("VALID_FROM").map(|at| format!(" {at}")).unwrap_or_default();
            format!("{} {} {}{valid_from}", row["ACTION"], row["OBS_VALUE"], row["OBS_STATUS"])
        };
        rows.iter().map(column).collect::<Vec<_>>()
    };

    assert_eq!(values("").await, ["I 221 A"]);
    // The year was not over then.
    assert_eq!(values("&asOf=2021-02-01T00:00:00Z").await, ["I 195 P"]);
    assert_eq!(values("&updatedAfter=2021-02-01T00:00:00Z").await, ["R 221 A"]);
    assert_eq!(
        values("&includeHistory=true").await,
        [
            "R 35 P 2020-04-15T08:00:00.000000Z",
            "R 195 P 2021-01-27T15:00:00.000000Z",
            "R 220 P 2021-02-02T07:15:00.000000Z",
            "R 221 A 2021-05-20T12:00:00.000000Z",
        ]
    );
    assert_eq!(
        values("&includeHistory=true&updatedAfter=2021-01-27T15:00:00Z&asOf=2021-03-01T00:00:00Z").await,
        ["R 220 P 2021-02-02T07:15:00.000000Z"]
    );
    assert_eq!(refused(&register, &format!("{DATA}/{key}?updatedAfter=2021-05-20T12:00:00Z")).await.0, 404);
}

#[tokio::test]
async fn shares_have_a_history_too() {
    let register = restored_register().await;

    let rows = table(
        &register,
        &format!("{DATA}/A.share_inactive_or_semi_active.IR-09.in_parks?startPeriod=1399&endPeriod=1399&includeHistory=true"),
    )
    .await;

    let values: Vec<&str> = rows.iter().map(|row| &*row["OBS_VALUE"]).collect();
    assert_eq!(values, ["66.666666666666666666666666667", "0"]);
}

#[tokio::test]
async fn json_has_the_names_of_codes_in_both_languages() {
    let register = restored_register().await;
    let path = format!("{DATA}/A.units_commissioned.IR.all?startPeriod=1399&endPeriod=1399");

    let accepted = "application/vnd.sdmx.data+json;version=2.0.0";
    let response = register.to_get(&path).header("accept", accepted).send().await.unwrap();

    assert_eq!(header(&response, "content-type"), accepted);
    let message: Value = response.json().await.unwrap();
    let metric = &message["data"]["structures"][0]["dimensions"]["series"][1]["values"][0];
    assert_eq!(metric["names"]["fa"], "واحدهای به بهره‌برداری رسیده (در دوره)");
    let set = &message["data"]["dataSets"][0];
    assert_eq!(set["series"]["0:0:0:0"]["observations"]["0"], json!([4, 0, "2021-03-20"]));
}

#[tokio::test]
async fn both_forms_of_addresses_choose_the_same_values() {
    let register = restored_register().await;
    let text = async |path: &str| {
        let response = register.get(path).await;
        assert_eq!(response.status(), 200, "{path}");
        response.text().await.unwrap()
    };

    let newer = text(&format!("{DATA}/A.units_revived+jobs_revived.*.all")).await;

    assert_eq!(text("/sdmx/data/SHAHRAK,REGISTER,1.0/A.units_revived+jobs_revived..all").await, newer);
    assert_eq!(
        text("/sdmx/data/REGISTER?c[METRIC]=units_revived,jobs_revived&c[POPULATION]=all").await,
        newer
    );
    assert_eq!(
        text("/sdmx/codelist/SHAHRAK/CL_AREA/1.0").await,
        text("/sdmx/structure/codelist/SHAHRAK/CL_AREA/1.0").await
    );
}

#[tokio::test]
async fn a_wrong_request_is_explained() {
    let register = restored_register().await;
    for (path, status, message) in [
        ("/A.units_revved", 400, "“units_revved” is not a code of METRIC; the codes are in CL_METRIC"),
        (
            "/A?startPeriod=x",
            400,
            "startPeriod: “x” is not a time; use a year, a month or a day of either calendar, such as 2020, 1399-07, 2020-03-20 or 2020-03-20/P1Y",
        ),
        (
            "/A?updatedAfter=2021-02-01T00:00:00Z&asOf=2021-01-01T00:00:00Z",
            400,
            "updatedAfter: updatedAfter is later than asOf; give an earlier moment",
        ),
        ("/A?startPeriod=1450", 404, "no value of the register is in this selection"),
    ] {
        assert_eq!(
            refused(&register, &format!("{DATA}{path}")).await,
            (status, message.to_owned()),
            "{path}"
        );
    }
    assert_eq!(refused(&register, "/sdmx/data/EXR/D").await.0, 404);
    assert_eq!(refused(&register, "/sdmx/structure/codelist/SHAHRAK/CL_NONE").await.0, 404);
    assert_eq!(refused(&register, "/catalog?x=1").await.0, 400);
    let response = register.to_get(DATA).header("accept", "application/xml").send().await.unwrap();
    assert_eq!(response.status(), 406);
}

#[tokio::test]
async fn a_response_that_the_client_has_is_not_sent_again_until_something_is_recorded() {
    let register = restored_register().await;
    let path = format!("{DATA}/A.units_commissioned.IR.all");
    let response = register.get(&path).await;
    assert!(header(&response, "last-modified").ends_with(" GMT"));
    let tag = header(&response, "etag");
    let again = async || register.to_get(&path).header("if-none-match", &tag).send().await.unwrap().status();

    assert_eq!(again().await, 304);
    register.import(&[("events.csv", &file(&[void("w1", "U1", "e17")]))]).await;
    assert_eq!(again().await, 200);
}

#[tokio::test]
async fn an_empty_register_has_structures_but_no_values() {
    let register = Register::new().await;

    let message: Value = register.get("/sdmx/structure?references=all").await.json().await.unwrap();

    assert_eq!(message["data"]["dataflows"][0]["id"], "REGISTER");
    assert_eq!(refused(&register, DATA).await.0, 404);
    let parks: Value = register.get("/exports/parks.geojson").await.json().await.unwrap();
    assert_eq!(parks, json!({ "type": "FeatureCollection", "features": [] }));
}

#[tokio::test]
async fn parks_are_on_the_map() {
    let register = restored_register().await;

    let response = register.get("/exports/parks.geojson").await;

    assert_eq!(header(&response, "content-type"), "application/geo+json");
    let parks: Value = response.json().await.unwrap();
    let found: Vec<String> = parks["features"]
        .as_array()
        .unwrap()
        .iter()
        .map(|park| {
            format!(
                "{} {} {}",
                park["id"], park["geometry"]["coordinates"], park["properties"]["land_total_ha"]
            )
        })
        .collect();
    assert_eq!(
        found,
        ["\"KAVIAN\" [59.86,35.71] 88", "\"PAYTAKHT\" [51.68,35.48] 120", "\"TOUS\" [59.44,36.47] 430"]
    );
}

#[tokio::test]
async fn what_is_compared_is_reviewed_and_nothing_else() {
    let register = restored_register().await;
    let reviews: Value = register.get("/claims.jsonld").await.json().await.unwrap();
    let reviewed: Vec<&str> =
        reviews["@graph"].as_array().unwrap().iter().map(|review| review["@id"].as_str().unwrap()).collect();

    assert!(reviewed.contains(&"/claims/a120"));
    assert!(!reviewed.contains(&"/claims/a172"), "the register does not compute finance");
    let one = register.to_get("/claims/a126").header("accept-language", "fa").send().await.unwrap();
    let one: Value = one.json().await.unwrap();
    assert_eq!(one["@graph"][0]["reviewRating"]["alternateName"], "با سامانه نمی‌خواند");
    assert_eq!(refused(&register, "/claims/a172").await.0, 404);
    assert_eq!(refused(&register, "/claims/nothing").await.0, 404);
}

#[tokio::test]
async fn the_catalogue_names_what_can_be_downloaded() {
    let register = restored_register().await;
    let catalogue: Value = register.get("/catalog").await.json().await.unwrap();

    for node in catalogue["@graph"].as_array().unwrap() {
        if let Some(address) = node["dcat:downloadURL"]["@id"].as_str() {
            assert_eq!(register.get(address).await.status(), 200, "{address}");
        }
    }
    let package: Value = register.get("/exports/datapackage.json").await.json().await.unwrap();
    assert_eq!(package["$schema"], "https://datapackage.org/profiles/2.0/datapackage.json");
    assert_eq!(package["synthetic"], false);
}

#[tokio::test]
async fn where_graphql_needs_a_credential_open_data_do_too() {
    let database = Database::shipped().await;
    let register = Register::set_up(database, Limits::default(), None, |api| api.require_auth(true)).await;

    for path in [
        DATA,
        "/sdmx/structure",
        "/catalog",
        "/claims.jsonld",
        "/exports/parks.geojson",
        "/exports/datapackage.json",
    ] {
        assert_eq!(register.get(path).await.status(), 401, "{path}");
    }
}

#[test]
fn the_data_dictionary_is_that_of_the_program() {
    expect_file!["../../docs/dictionary.md"].assert_eq(&shahrak::dictionary::page());
}

/// A file of values, by the names of its columns.
async fn table(register: &Register, path: &str) -> Vec<BTreeMap<String, String>> {
    let response = register.get(path).await;
    let status = response.status();
    let text = response.text().await.unwrap();
    assert_eq!(status, 200, "{path}: {text}");
    let mut lines = text.lines().map(|line| line.split(',').map(str::to_owned));
    let names: Vec<String> = lines.next().unwrap().collect();
    lines.map(|cells| names.iter().cloned().zip(cells).collect()).collect()
}

/// The status and the message of a response with an error.
async fn refused(register: &Register, path: &str) -> (u16, String) {
    let response = register.get(path).await;
    let status = response.status().as_u16();
    let body: Value = response.json().await.unwrap_or_default();
    (status, body["errors"][0]["message"].as_str().unwrap_or_default().to_owned())
}

fn header(response: &Response, name: &str) -> String {
    response.headers().get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
}
