//! Errors in arguments: the code for programs; the message names the argument and what would be right.

use serde_json::json;
use shahrak_tests::register::Register;

use crate::acceptance::register_of_the_acceptance;

#[tokio::test]
async fn a_wrong_argument_is_named_with_what_would_be_right() {
    let register = register_of_the_acceptance().await;
    for (query, named, right) in [
        ("{ units(first: 101) { totalCount } }", "first", "0 to 100"),
        ("{ units(first: -1) { totalCount } }", "first", "0 to 100"),
        ("{ units(last: 101) { totalCount } }", "last", "0 to 100"),
        ("{ units(first: 1, last: 1) { totalCount } }", "last", "use first or last"),
        ("{ units(first: 1, after: \"x\") { totalCount } }", "after", "use one from its edges"),
        ("{ units(filter: { province: \"IR-31\" }) { totalCount } }", "province", "IR-"),
        ("{ units(filter: { park: \"NOWHERE\" }) { totalCount } }", "park", "no park has the code"),
        ("{ figures(filter: { scope: \"Iran\" }) { totalCount } }", "filter.scope", "IR-00 to IR-30"),
        ("{ figures(filter: { year: 2021 }) { totalCount } }", "filter.year", "1304 to 1502"),
        ("{ announcements(filter: { source: \"\\u0000\" }) { totalCount } }", "filter.source", "zero"),
        ("{ report(year: 2021) { asOf } }", "year", "1304 to 1502"),
        ("{ report(year: 1406) { asOf } }", "year", "begun"),
        ("{ report(year: 1399, asOf: \"2020-03-19\") { asOf } }", "asOf", "2020-03-20"),
        ("{ report(year: 1399, asOf: \"1400-01-01\") { asOf } }", "asOf", "2021-03-20"),
        ("{ report(year: 1405, asOf: \"2026-11-23\") { asOf } }", "asOf", "2026-11-22"),
        ("{ report(year: 1399, knownAt: \"2999-01-01T00:00:00Z\") { asOf } }", "knownAt", "future"),
        ("{ report(year: 1399, province: \"IR-31\") { asOf } }", "province", "IR-"),
        ("{ report(year: 1399, province: \"Tehran\") { asOf } }", "province", "IR-00 to IR-30"),
        ("{ report(year: 1399, park: \"tous\") { asOf } }", "park", "TOUS"),
        ("{ report(year: 1399, park: \"TOUS\", province: \"IR-09\") { asOf } }", "park", "province"),
        (
            "{ report(year: 1399, park: \"TOUS\", population: OUTSIDE_PARKS) { asOf } }",
            "population",
            "IN_PARKS",
        ),
    ] {
        let (code, message) = register.refusal(query, json!({})).await;
        assert_eq!(code, "BAD_USER_INPUT", "{query}: {message}");
        assert!(message.contains(named), "{query} does not name {named}: {message}");
        assert!(message.contains(right), "{query} does not say {right}: {message}");
    }
}

#[tokio::test]
async fn a_malformed_scalar_is_refused_wherever_it_stands() {
    let register = Register::new().await;
    for (query, variables, right) in [
        ("{ report(year: 1399, asOf: \"1399-12-31\") { asOf } }", json!({}), "no day"),
        ("{ report(year: 1399, asOf: \"yesterday\") { asOf } }", json!({}), "1399-11-08"),
        ("{ report(year: 1399, knownAt: \"2021\") { asOf } }", json!({}), "2021-01-27T09:30:00Z"),
        ("query($d: Date) { report(year: 1399, asOf: $d) { asOf } }", json!({ "d": "1399-13-01" }), "no day"),
        ("query($y: Int!) { report(year: $y) { asOf } }", json!({ "y": "1399" }), "$y"),
        ("query($y: Int!) { report(year: $y) { asOf } }", json!({}), "$y"),
    ] {
        let (code, message) = register.refusal(query, variables).await;
        assert_eq!(code, "BAD_USER_INPUT", "{query}: {message}");
        assert!(message.contains(right), "{query} does not say {right}: {message}");
    }
}

#[tokio::test]
async fn a_document_that_does_not_fit_the_schema_has_its_own_code() {
    let register = Register::new().await;
    for (query, expected) in [
        ("{ units", "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ report { asOf } }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ units(filter: { colour: \"red\" }) { totalCount } }", "BAD_USER_INPUT"),
        ("{ units(orderBy: COLOUR) { totalCount } }", "BAD_USER_INPUT"),
        ("mutation { nothing }", "UNAUTHENTICATED"),
        ("{ u1: units(first: 100) { nodes { events(first: 100) { nodes { unit { events(first: 100) { totalCount
            nodes { code } } } } } } } }", "QUERY_TOO_COMPLEX"),
    ] {
        let answer = register.answer(query, json!({})).await;
        assert_eq!(answer["errors"][0]["extensions"]["code"], expected, "{query}: {answer:#}");
    }
}

#[tokio::test]
async fn an_argument_without_its_variable_has_its_default() {
    let register = Register::new().await;
    let query = "query($by: FigureOrder, $down: Boolean, $calendar: Calendar, $population: Population) {
        figures(first: 1, orderBy: $by, descending: $down) { nodes { code periodTo(calendar: $calendar) } }
        report(year: 1399, population: $population) { population } }";

    let data = register.ask(query, json!({})).await;

    assert_eq!(data["figures"]["nodes"][0], json!({ "code": "a001", "periodTo": "2017-07-03" }));
    assert_eq!(data["report"]["population"], "IN_PARKS");
}
