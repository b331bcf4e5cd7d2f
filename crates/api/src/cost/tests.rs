//! Costs of documents, as a table.
#![expect(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]

use async_graphql::parser::parse_query;
use async_graphql::value;

use super::*;

fn price(text: &str, variables: Value) -> u64 {
    let document = parse_query(text).unwrap();
    let (_, operation) = document.operations.iter().next().unwrap();
    cost(&document, &operation.node, &Variables::from_value(variables), &Rows::default()).total
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
    check("{ units(first: 100) { totalCount pageInfo { hasNextPage } } }", 10 + 1 + 2 + 250);
    check("{ units(first: 100) { totalCount nodes { id } } }", 10 + 1 + 100 * 2 + 250);
    check("{ units(first: null) { nodes { id } } }", 10 + 20 * 2);
    check("{ units(first: 0) { nodes { id } } }", 10);
    check("{ units(first: -1) { nodes { id } } }", 10);
    check("{ units { totalCount sums { jobs } } }", 10 + 1 + 2 + 250);
    check("{ changes(first: 7) { kind } }", 10 + 7);
}

#[test]
fn a_list_of_fixed_length_is_multiplied() {
    check("{ provinces { code } }", 31 * 2);
    check("{ report(year: 1399) { byProvince { idled { units } } } }", 31 * (1 + 2) + 1 + 200 + 1_250);
    check(
        "{ report(year: 1399) { months { idled { events(first: 3) { nodes { id } } } } } }",
        12 * (1 + 1 + 10 + 3 * 2) + 1 + 200 + 200 + 12 * 150,
    );
    check("{ reports(years: [1398, 1399]) { asOf } }", 2 * 2 + 200 + 40);
    check(
        "{ figures(first: 3) { nodes { id } } announcement(id: 1) { figures { id } } }",
        10 + 6 + 1 + 15 * 2,
    );

    let circle = "{ figure(code: 1) ".to_owned()
        + &"{ announcement { figures ".repeat(4)
        + "{ id }"
        + &"} } ".repeat(4)
        + "}";
    assert!(price(&circle, value!({})) > graphql_http::limits::Limits::default().cost);
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
    assert!(price(nested, value!({})) > graphql_http::limits::Limits::default().cost);
}

#[test]
fn statements_cost_what_they_take() {
    let counted = 10 + 1 + 250;
    check("{ units { totalCount } }", counted);
    check("{ units { a: totalCount b: totalCount } }", counted + 1 + 250);
    check("{ units(filter: { status: [ACTIVE], province: \"IR-09\" }) { totalCount } }", counted);
    check("{ units(filter: { text: \"a b\" }) { totalCount } }", counted + 2 * 3 * 714);
    check("{ units(filter: { text: \"a\" }) { pageInfo { hasNextPage } } }", 10 + 2 + 2 * 714);
    check("{ units(filter: { sector: [FOOD] }) { pageInfo { hasNextPage } } }", 10 + 2 + 1_923);
    check("{ units(filter: { event: { kind: [IDLED] } }) { totalCount } }", 10 + 1 + 3_125 + 10_000);
    check("{ units(filter: { licence: \"12\" }) { totalCount } }", 10 + 1 + 50);
    check("{ units(filter: { jobs: { from: 5 } }) { totalCount } }", 10 + 1 + 2 * 1_923 + 250);
    check("{ units(asOf: \"1399-01-01\") { nodes { code } } }", 10 + 20 * 2 + 30);
    check(
        "{ units(asOf: \"1399-01-01\", filter: { status: [ACTIVE] }) { nodes { code } } }",
        10 + 20 * 2 + 5_030,
    );
    check("{ units(first: 0) { facets { status { count } } } }", 10 + 16 * (1 + 2) + 6 * 250);
    check("{ events(first: 0) { totalCount } }", 10 + 1 + 3_125);
    check("{ events(filter: { unit: \"U1\" }, first: 0) { totalCount } }", 10 + 1 + 50);
    check("{ report(year: 1399) { asOf } }", 2 + 200);
    check("{ report(year: 1399, knownAt: \"2026-01-01T00:00:00Z\") { asOf } }", 2 + 5_200);
    check("{ unit(code: \"U1\", asOf: \"1399-01-01\") { status } }", 2 + 30);
    check("{ figures(first: 100) { nodes { comparison { verdict } } } }", 10 + 100 * (1 + 2) + 500);

    let vintages =
        "vintages(figure: \"revived.units\") { latest { value } nodes { records { nodes { code } } } }";
    let of_figure = 10 + 1 + 1 + 20 * (1 + 10 + 20 * 2);
    check(&format!("{{ report(year: 1399) {{ {vintages} }} }}"), 1 + of_figure + 200 + 2 * 5_000 + 150);
    check(
        &format!("{{ report(year: 1399) {{ byProvince {{ {vintages} }} }} }}"),
        1 + 31 * (1 + of_figure) + 200 + 1_250 + 2 * 5_000 + 31 * 150,
    );
    check("{ monthlyChanges(since: \"x\") { nodes { figures { after } } } }", 10 + 20 * (1 + 15 * 2) + 5_000);

    // Counted by one statement for all parks; each report of a year reads its own months.
    check("{ parks(first: 2) { nodes { units { totalCount } } } }", 10 + 2 * 12 + 250);
    check("{ reports(years: [1398, 1399]) { months { jalali } } }", 2 * (1 + 24) + 240 + 2 * 200);
}

#[test]
fn groups_cost_what_they_look_at() {
    // From the sums of reports; visits and other events that they do not hold are counted in an index.
    check("{ eventAggregates(groupBy: [KIND]) { totalCount } }", 10 + 1 + 1_500 + 2_500);
    check("{ eventAggregates(groupBy: [KIND]) { total { count } } }", 3 + 2 * (1_500 + 2_500));
    let commissioned = "filter: { kind: [COMMISSIONED] }";
    check(
        &format!(
            "{{ eventAggregates(groupBy: [PROVINCE, YEAR], {commissioned}) {{ nodes {{ jobs {{ sum }} }} }} }}"
        ),
        10 + 20 * 3 + 1_500 + 250,
    );
    // Not from sums: the greatest value, a past moment, a reason.
    for (arguments, shown) in [
        (commissioned, "jobs { max }"),
        ("filter: { kind: [COMMISSIONED] }, knownAt: \"x\"", "count"),
        ("filter: { reasons: [LEGAL] }", "count"),
        ("filter: { kind: [VISITED] }", "count"),
    ] {
        let query = format!("{{ eventAggregates(groupBy: [KIND], {arguments}) {{ nodes {{ {shown} }} }} }}");
        assert!(price(&query, value!({})) > 5_000, "{query}");
    }
    check("{ eventAggregates(groupBy: [KIND, YEAR, PARK, BODY]) { totalCount } }", 10 + 1 + 5_000 + 26_624);
    check(
        "{ eventAggregates(groupBy: [KIND], filter: { park: \"TOUS\" }) { nodes { count } } }",
        10 + 20 * 2 + 50,
    );
    check("{ unitAggregates(groupBy: [STATUS]) { nodes { count } } }", 10 + 20 * 2 + 1_500 + 250);
    check("{ unitAggregates(groupBy: [STATUS]) { nodes { jobs { sum } } } }", 10 + 20 * 3 + 3_333);
    let past = "unitAggregates(groupBy: [STATUS], asOf: \"1399-01-01\"";
    check(&format!("{{ {past}) {{ nodes {{ count }} }} }}"), 10 + 20 * 2 + 1_500 + 250);
    check(&format!("{{ {past}, knownAt: \"x\") {{ nodes {{ count }} }} }}"), 10 + 20 * 2 + 19_230 + 30);
}

#[test]
fn a_filter_is_read_through_variables() {
    let whole = "query ($f: UnitFilter) { units(filter: $f) { totalCount } }";
    assert_eq!(price(whole, value!({"f": {"text": "a"}})), 10 + 1 + 250 + 2 * 2 * 714);
    assert_eq!(price(whole, value!({"f": null})), 10 + 1 + 250);
    let part = "query ($t: String = \"a b\") { units(filter: { text: $t }) { totalCount } }";
    assert_eq!(price(part, value!({})), 10 + 1 + 250 + 2 * 3 * 714);
}

#[test]
fn a_larger_register_costs_more_up_to_a_bound() {
    let document = parse_query("{ events(first: 0) { totalCount } }").unwrap();
    let (_, operation) = document.operations.iter().next().unwrap();
    let of = |events| {
        let rows = Rows { units: 50_000, events };
        cost(&document, &operation.node, &Variables::default(), &rows)
    };
    assert_eq!(of(500_000), Cost { total: 11 + 6_250, heavy: true });
    assert_eq!(of(50_000_000), Cost { total: 11 + 10_000, heavy: true });
}

#[test]
fn everyday_operations_stay_far_below_the_limit() {
    const OPERATIONS: [&str; 19] = [
        include_str!("../../../../web/clients/operations/aggregates.graphql"),
        include_str!("../../../../web/clients/operations/announcement.graphql"),
        include_str!("../../../../web/clients/operations/comparison.graphql"),
        include_str!("../../../../web/clients/operations/figure-correction.graphql"),
        include_str!("../../../../web/clients/operations/node.graphql"),
        include_str!("../../../../web/clients/operations/parks.graphql"),
        include_str!("../../../../web/clients/operations/pipeline.graphql"),
        include_str!("../../../../web/clients/operations/promised.graphql"),
        include_str!("../../../../web/clients/operations/provinces.graphql"),
        include_str!("../../../../web/clients/operations/report.graphql"),
        include_str!("../../../../web/clients/operations/series.graphql"),
        include_str!("../../../../web/clients/operations/support-cases.graphql"),
        include_str!("../../../../web/clients/operations/unit-history.graphql"),
        include_str!("../../../../web/clients/operations/units.graphql"),
        include_str!("../../../../web/clients/operations/vintages.graphql"),
        "query Past { report(year: 1399, knownAt: \"2026-01-01T00:00:00Z\") { months { idled { units } }
            byProvince { stock { active } commissioned { units investment { usd } } } } }",
        "query Changes { reportChanges(year: 1399, from: \"2026-01-01T00:00:00Z\") { figures { figure before after }
            records(first: 20) { nodes { recordedAt } } } }",
        "query Drill { report(year: 1399) { stock { inactive units(first: 100) { totalCount nodes { code } } } } }",
        "query Search { units(first: 50, filter: { text: \"a steel works\", sector: [METALS] }) { totalCount nodes { code } } }",
    ];
    let document = parse_query(OPERATIONS.join("\n")).unwrap();
    let limit = graphql_http::limits::Limits::default().cost;
    let variables =
        Variables::from_value(value!({"first": 100, "ids": ["a", "b"], "filter": {"text": "a b c"}}));
    for (name, operation) in document.operations.iter() {
        let Cost { total, .. } = cost(&document, &operation.node, &variables, &Rows::default());
        assert!(total < limit / 2, "{name:?} costs {total}");
    }
}

#[test]
fn sums_do_not_overflow() {
    let deep = format!("{}id{}", "{ a(first: 100) { nodes ".repeat(30) + "{", "}".repeat(61));
    check(&deep, u64::MAX);
}

#[test]
fn the_introspection_of_tools_fits_and_circles_do_not() {
    let limit = graphql_http::limits::Limits::default().cost;
    let usual = price(include_str!("introspection.graphql"), value!({}));
    assert!(usual < limit / 2, "{usual}");

    let circle = format!(
        "{{ __schema {{ types {{ {} }} }} }}",
        "fields { type { ".repeat(7) + "name" + &"} }".repeat(7)
    );
    let circle = price(&circle, value!({}));
    assert!(circle > limit, "{circle}");
}
