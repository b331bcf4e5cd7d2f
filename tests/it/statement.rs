//! The number of statements of a list does not depend on its length, however deep the lists inside it.

use serde_json::{Value, json};
use shahrak_tests::events::{event, file};
use shahrak_tests::register::Register;

#[tokio::test]
async fn lists_take_as_many_statements_for_many_rows_as_for_few() {
    let register = filled().await;
    for (query, expected) in [
        ("{ units(first: $N) { nodes { code status park { code name { en } province { code } } } } }", 1),
        (
            "{ units(first: $N) { totalCount nodes { code events(first: 3) { totalCount nodes { kind } } } } }",
            4,
        ),
        (
            "{ parks(first: $N) { nodes { units(first: 5) { nodes { events(first: 2) { nodes { code } } } } } } }",
            3,
        ),
        ("{ events(first: $N) { nodes { kind unit { code park { name { en } } province { code } } } } }", 1),
        (
            "{ eventAggregates(first: $N, groupBy: [PARK, MONTH]) { totalCount total { count } nodes { count
                keys { park { code province { code } } labels { en } } } } }",
            2,
        ),
        ("{ units(first: $N, asOf: \"2020-06-01\") { nodes { status jobs investmentIrr } } }", 4),
        ("{ units(first: $N) { facets { status { count } } } }", 2),
        ("{ parks(first: $N) { nodes { units { facets { province { province { code } count } } } } } }", 3),
        ("{ announcements(first: $N) { nodes { figures { code province { code } } } } }", 2),
        ("{ figures(first: $N) { nodes { announcement { figures { announcement { source } } } } } }", 2),
        // Announcements, figures, rates, targets with their revisions, and figures of other announcements.
        ("{ announcements(first: $N) { nodes { findings { kind } } } }", 6),
    ] {
        let few = statements(&register, &query.replace("$N", "2")).await;
        let many = statements(&register, &query.replace("$N", "40")).await;
        assert_eq!((few, many), (expected, expected), "{query}");
    }
}

#[tokio::test]
async fn figures_of_many_periods_are_compared_by_a_few_statements() {
    let register = filled().await;
    let query = "{ figures(first: $N, filter: { metric: [\"units_revived\", \"units_revived_metal\"], measure: FLOW }) {
        nodes { comparison { verdict events(first: 2) { nodes { code } } } } } }";

    let few = statements(&register, &query.replace("$N", "2")).await;
    let many = statements(&register, &query.replace("$N", "100")).await;

    // Figures, rates, sums and sums by sector, events of both, and perhaps the register's clock.
    assert!(few <= 7 && many <= 7, "{few} and {many}");
}

#[tokio::test]
async fn a_report_takes_a_few_statements_for_each_of_its_sections() {
    let register = filled().await;
    let (head, flow) = ("knownAt stock { active } previousYearEnd { active }", "commissioned { units jobs }");
    let check = async |sections: &str, most: u64| {
        let query = format!("{{ report(year: 1399) {{ {head} {flow} {sections} }} }}");
        // The first of three queries within a second may move the register's clock.
        let mut found = u64::MAX;
        for _ in 0..3 {
            found = found.min(statements(&register, &query).await);
        }
        assert!(found <= most, "{found} statements for {sections:?}");
    };
    check("", 3).await;
    check("months { commissioned { units } }", 4).await;
    check("byProvince { stock { active } commissioned { units investment { irr usd } } }", 4).await;
    check(
        "byProvince { vintages(figure: \"revived.units\") { latest { value }
            nodes { value records(first: 2) { totalCount nodes { code } } } } }",
        9,
    )
    .await;
    check(
        "months { idled { units } } bySector { stock { active } } transitions { units } targets { achieved }",
        6,
    )
    .await;
}

async fn statements(register: &Register, query: &str) -> u64 {
    let before = register.register.db.statements();
    let data: Value = register.ask(query, json!({})).await;
    assert!(!data.is_null());
    register.register.db.statements() - before
}

/// Sixty units in twenty parks and outside, with a few events each.
async fn filled() -> Register {
    let register = Register::new().await;
    let mut parks = String::from("code,province,name_en,kind,ownership,approved_on\n");
    let mut units = String::from("code,park,province,name_en\n");
    let mut events = Vec::new();
    for number in 0..60 {
        let province = number % 20;
        if number < 20 {
            parks.push_str(&format!("P{number},IR-{province:02},Park,industrial_park,state,2000-01-01\n"));
        }
        let park = if number < 50 { format!("P{}", number % 20) } else { String::new() };
        units.push_str(&format!("U{number},{park},IR-{province:02},Unit\n"));
        let unit = format!("U{number}");
        events.push(event("e1", &unit, "commissioned", "2019-05-01"));
        events.push(event("e2", &unit, "idled", "2020-05-01"));
        events.push(event("e3", &unit, "revived", "2020-12-01"));
    }
    register.import(&[("parks.csv", &parks), ("units.csv", &units), ("events.csv", &file(&events))]).await;
    // The first query updates the cache, so that the counted ones do not.
    register
        .ask("{ units(first: 1) { nodes { park { code } } } report(year: 1399) { asOf } }", json!({}))
        .await;
    register
}
