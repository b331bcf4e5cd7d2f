//! Costs of documents, as a table.
#![expect(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]

use async_graphql::parser::parse_query;
use async_graphql::value;

use super::*;

fn price(text: &str, variables: Value) -> u64 {
    let document = parse_query(text).unwrap();
    let (_, operation) = document.operations.iter().next().unwrap();
    cost(&document, &operation.node, &Variables::from_value(variables))
}

fn check(text: &str, expected: u64) {
    assert_eq!(price(text, value!({})), expected, "{text}");
}

#[test]
fn a_field_costs_one() {
    check("{ __typename }", 1);
    check("{ unit(code: \"x\") { id name } }", 3);
}

#[test]
fn rows_are_multiplied_by_the_page() {
    check("{ units { nodes { id } } }", 10 + 20 * 2);
    check("{ units(first: 100) { nodes { id name } } }", 10 + 100 * 3);
    check("{ units(last: 5) { edges { node { id } } } }", 10 + 5 * 3);
    check("{ units(first: 100) { totalCount pageInfo { hasNextPage } } }", 10 + 1 + 2);
    check("{ units(first: 100) { totalCount nodes { id } } }", 10 + 1 + 100 * 2);
    check("{ units(first: null) { nodes { id } } }", 10 + 20 * 2);
    check("{ units(first: 0) { nodes { id } } }", 10);
    check("{ units(first: -1) { nodes { id } } }", 10);
    check("{ units { totalCount sums { jobs } } }", 10 + 1 + 2);
    check("{ changes(first: 7) { kind } }", 10 + 7);
}

#[test]
fn a_list_of_fixed_length_is_multiplied() {
    check("{ provinces { code } }", 31 * 2);
    check("{ report(year: 1399) { byProvince { idled { units } } } }", 31 * (1 + 2) + 1);
    check(
        "{ report(year: 1399) { months { idled { events(first: 3) { nodes { id } } } } } }",
        12 * (1 + 1 + 10 + 3 * 2) + 1,
    );
    check("{ reports(years: [1398, 1399]) { asOf } }", 2 * 2);
    check(
        "{ figures(first: 3) { nodes { id } } announcement(id: 1) { figures { id } } }",
        10 + 6 + 1 + 15 * 2,
    );

    let circle = "{ figure(code: 1) ".to_owned()
        + &"{ announcement { figures ".repeat(4)
        + "{ id }"
        + &"} } ".repeat(4)
        + "}";
    assert!(price(&circle, value!({})) > super::super::Limits::default().cost);
}

#[test]
fn a_page_beyond_the_largest_is_left_to_the_field() {
    check("{ units(first: 2147483647) { nodes { id } } }", 10 + 100 * 2);
}

#[test]
fn rows_are_found_through_fragments_and_aliases() {
    check("{ units { ...f } } fragment f on Units { nodes { id } }", 10 + 20 * 2);
    check("{ units(first: 3) { ... on Units { rows: nodes { ... on Unit { id } } } } }", 10 + 3 * 2);
    let twice =
        "{ a: units(first: 3) { ...f } b: units(first: 5) { ...f } } fragment f on U { nodes { id } }";
    check(twice, 20 + 8 * 2);
}

#[test]
fn variables_and_their_defaults_count() {
    let text =
        "query ($n: Int = 50, $ids: [ID!]) { units(first: $n) { nodes { id } } nodes(ids: $ids) { id } }";

    assert_eq!(price(text, value!({})), 10 + 50 * 2 + 2);
    assert_eq!(price(text, value!({"n": 7})), 10 + 7 * 2 + 2);
    assert_eq!(price(text, value!({"n": null})), 10 + 20 * 2 + 2);
    assert_eq!(price(text, value!({"n": "many"})), 10 + 20 * 2 + 2);
    assert_eq!(price(text, value!({"n": 0, "ids": ["a", "b", "c"]})), 10 + 3 * 2);
    check("{ nodes(ids: [\"a\", \"b\"]) { id } }", 4);
}

#[test]
fn lists_in_lists_multiply() {
    let nested = "{ parks(first: 100) { nodes { units(first: 100) { nodes { events(first: 100) { nodes { id } } } } } } }";
    check(nested, 10 + 100 * (1 + 10 + 100 * (1 + 10 + 100 * 2)));
    assert!(price(nested, value!({})) > super::super::Limits::default().cost);
}

#[test]
fn sums_do_not_overflow() {
    let deep = format!("{}id{}", "{ a(first: 100) { nodes ".repeat(30) + "{", "}".repeat(61));
    check(&deep, u64::MAX);
}

#[test]
fn the_introspection_of_tools_fits_and_circles_do_not() {
    let limit = super::super::Limits::default().cost;
    let usual = price(include_str!("introspection.graphql"), value!({}));
    assert!(usual < limit / 2, "{usual}");

    let circle = format!(
        "{{ __schema {{ types {{ {} }} }} }}",
        "fields { type { ".repeat(7) + "name" + &"} }".repeat(7)
    );
    let circle = price(&circle, value!({}));
    assert!(circle > limit, "{circle}");
}
