//! The parks of a report as of a day (rule R11).

use serde_json::{Value, json};
use shahrak_tests::register::Register;

const PARKS: &str =
    "code,province,name_en,kind,ownership,approved_on,operating_since,closed_on,land_total_ha,land_operational_ha,land_assignable_ha
P1,IR-09,Old,industrial_park,state,2000-01-01,2003-01-01,,100,50,20
P2,IR-09,Approved that day,industrial_zone,state,2020-06-01,,,10.5,,
P3,IR-23,Approved the day after,industrial_park,state,2020-06-02,,,1,1,1
P4,IR-23,Closed that day,industrial_park,state,1990-01-01,1995-01-01,2020-06-01,7,7,7
P5,IR-23,Operating since that day,industrial_park,state,1990-01-01,2020-06-01,2020-06-02,,,
";

#[tokio::test]
async fn parks_are_counted_from_their_approval_to_their_closing() {
    let register = Register::new().await;
    register.import(&[("parks.csv", PARKS)]).await;
    let query = "query($asOf: Date!, $province: String, $park: String) {
        report(year: 1399, asOf: $asOf, province: $province, park: $park) { parks { approved operating
            land { total { hectares unknown } operational { hectares unknown } assignable { hectares unknown } } } } }";
    let check = async |variables: Value, counts: (i64, i64), land: [(f64, i64); 3]| {
        let parks = register.ask(query, variables.clone()).await["report"]["parks"].take();
        assert_eq!(
            (parks["approved"].as_i64(), parks["operating"].as_i64()),
            (Some(counts.0), Some(counts.1)),
            "{variables}"
        );
        for (kind, (hectares, unknown)) in ["total", "operational", "assignable"].into_iter().zip(land) {
            let sum = &parks["land"][kind];
            let found = sum["hectares"].as_str().unwrap().parse::<f64>().unwrap();
            assert!((found - hectares).abs() < 1e-9, "{variables} {kind}: {sum}");
            assert_eq!(sum["unknown"], unknown, "{variables} {kind}: {sum}");
        }
    };
    // The day before: P1, P4 and P5, the last not operating yet.
    check(json!({ "asOf": "2020-05-31" }), (3, 2), [(107.0, 1), (57.0, 1), (27.0, 1)]).await;
    check(json!({ "asOf": "2020-06-01" }), (3, 2), [(110.5, 1), (50.0, 2), (20.0, 2)]).await;
    check(json!({ "asOf": "2020-06-02" }), (3, 1), [(111.5, 0), (51.0, 1), (21.0, 1)]).await;
    check(json!({ "asOf": "2020-06-01", "province": "IR-09" }), (2, 1), [(110.5, 0), (50.0, 1), (20.0, 1)])
        .await;
    check(json!({ "asOf": "2020-06-01", "province": "IR-00" }), (0, 0), [(0.0, 0); 3]).await;
    check(json!({ "asOf": "2020-06-01", "park": "P1" }), (1, 1), [(100.0, 0), (50.0, 0), (20.0, 0)]).await;
    check(json!({ "asOf": "2020-06-01", "park": "P4" }), (0, 0), [(0.0, 0); 3]).await;
}
