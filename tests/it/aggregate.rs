//! Groups of events and units, compared with naive loops over a random register and with lists and reports; their
//! conditions, orders and pages.

use serde_json::{Value, json};
use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::event::EventKind;
use shahrak_domain::state::Status;
use shahrak_persistence::fold::{Sizes, fold};
use shahrak_tests::register::Register;

use crate::acceptance::register_of_the_acceptance;
use crate::recomputation::generate::World;
use crate::recomputation::random::Random;
use crate::recomputation::{TODAY, recorded, seed};

mod compare;
mod conditions;
mod naive;

use compare::compare;
use conditions::{Conditions, within};
use naive::Entry;

const EVENT_KEYS: [&str; 10] =
    ["PROVINCE", "PARK", "PARK_KIND", "OWNERSHIP", "SECTOR", "KIND", "REASON", "YEAR", "QUARTER", "MONTH"];
const UNIT_KEYS: [&str; 6] = ["PROVINCE", "PARK", "PARK_KIND", "OWNERSHIP", "SECTOR", "STATUS"];

/// What is asked of groups: everything, or what the sums of reports hold.
const NUMBERS: [&str; 3] = [
    "count jobs { sum known avg min max } investment { sum known avg min max } capacity { sum known avg min max }",
    "count jobs { sum known avg } investment { sum known avg }",
    "count",
];
const PLACE: &str = "province { code } park { code } parkKind ownership sector";

#[tokio::test]
async fn groups_are_what_plain_loops_find() {
    let seed = seed();
    let (register, world, moments) = recorded(seed, 120, 3).await;
    let mut random = Random::new(seed ^ 7);
    // Once as they are recorded, and once folded.
    for folded in [false, true] {
        if folded {
            fold(register.database_url(), &Sizes::default()).await.unwrap();
        }
        for _ in 0..60 {
            check_events(&mut random, &register, &world, &moments).await;
            check_units(&mut random, &register, &world, &moments).await;
        }
    }
}

/// Groups of events by random keys and a random filter; the numbers of all of them; and their list.
async fn check_events(random: &mut Random, register: &Register, world: &World, moments: &[String]) {
    let present = random.percent(50);
    let known = if present { moments.len() - 1 } else { random.below(moments.len()) };
    let Conditions { mut filter, province, population, sector, jobs, capacity, investment } =
        Conditions::random(random);
    let kinds = random.percent(50).then(|| [random.pick(EventKind::ALL), random.pick(EventKind::ALL)]);
    let from = random.percent(40).then(|| some_day(random));
    let to = random.percent(30).then(|| some_day(random));
    let reason = random.percent(10);
    filter["kind"] = json!(kinds.map(|kinds| kinds.map(|kind| kind.code().to_uppercase())));
    let written = |day: Option<Day>| day.map(|day| day.to_string());
    filter["occurredOn"] = json!({ "from": written(from), "to": written(to) });
    filter["reasons"] = json!(reason.then_some(["MARKET", "LEGAL"]));
    let mut entries: Vec<Entry> = Vec::new();
    for unit in &world.units {
        if province.is_some_and(|code| code != unit.province)
            || population.is_some_and(|of| (of == "IN_PARKS") != unit.park.is_some())
            || sector.is_some_and(|wanted| Some(wanted) != unit.sector)
        {
            continue;
        }
        let events = naive::events(unit, known).into_iter().filter(|(facts, entry)| {
            kinds.is_none_or(|kinds| kinds.contains(&facts.kind))
                && from.is_none_or(|from| facts.day >= from)
                && to.is_none_or(|to| facts.day <= to)
                && (!reason || !entry.keys["REASON"].is_empty())
        });
        entries.extend(events.map(|(_, entry)| entry));
    }
    entries.retain(|entry| {
        within(entry.jobs, jobs) && within(entry.capacity, capacity) && within(entry.investment, investment)
    });

    let keys = some_keys(random, &EVENT_KEYS);
    let numbers = random.pick(&NUMBERS);
    let known_at = (!present).then(|| moments[known].clone());
    let variables = json!({ "filter": filter, "keys": keys, "knownAt": known_at });
    let query = format!(
        "query($filter: EventFilter, $keys: [EventGroupKey!]!, $knownAt: DateTime, $after: String) {{
            groups: eventAggregates(first: 100, after: $after, filter: $filter, groupBy: $keys, knownAt: $knownAt) {{
                totalCount pageInfo {{ hasNextPage endCursor }} total {{ {numbers} }}
                nodes {{ keys {{ {PLACE} kind reason year {{ number }} quarter {{ startsOn }} month {{ startsOn }} }}
                    {numbers} }} }} }}"
    );
    let list = "query($filter: EventFilter, $knownAt: DateTime) {
        list: events(first: 0, filter: $filter, knownAt: $knownAt) { totalCount } }";
    compare(register, (list, &query), variables, &entries, (&keys, numbers)).await;
}

/// Groups of units by random keys and a random filter, as of a day and by the knowledge of a moment; the numbers of all of
/// them; their list and its facets.
async fn check_units(random: &mut Random, register: &Register, world: &World, moments: &[String]) {
    let present = random.percent(50);
    let today = random.percent(30);
    let known = if present { moments.len() - 1 } else { random.below(moments.len()) };
    let day = if today { Day::parse(TODAY).unwrap() } else { some_day(random) };
    let Conditions { mut filter, province, population, sector, jobs, capacity, investment } =
        Conditions::random(random);
    let statuses = random.percent(40).then(|| [random.pick(Status::ALL), random.pick(Status::ALL)]);
    let names = statuses.map(|statuses| statuses.map(|status| status.code().to_uppercase()));
    filter["status"] = json!(names);
    let counted = world.units.iter().filter(|unit| {
        province.is_none_or(|code| code == unit.province)
            && population.is_none_or(|of| (of == "IN_PARKS") == unit.park.is_some())
            && sector.is_none_or(|wanted| Some(wanted) == unit.sector)
    });
    let mut entries: Vec<Entry> = counted.map(|unit| naive::unit(world, unit, known, day)).collect();
    entries.retain(|entry| {
        names.as_ref().is_none_or(|names| entry.keys["STATUS"].iter().any(|status| names.contains(status)))
            && within(entry.jobs, jobs)
            && within(entry.capacity, capacity)
            && within(entry.investment, investment)
    });

    let keys = some_keys(random, &UNIT_KEYS);
    let mut variables = json!({ "filter": filter, "keys": keys });
    if !today {
        variables["asOf"] = json!(day.to_string());
    }
    if !present {
        variables["knownAt"] = json!(moments[known]);
    }
    let numbers = random.pick(&NUMBERS);
    let list = "query($filter: UnitFilter, $asOf: Date, $knownAt: DateTime) {
        list: units(first: 0, filter: $filter, asOf: $asOf, knownAt: $knownAt) { totalCount
            facets { status { status count } sector { sector count } province { province { code } count } } } }";
    let query = format!(
        "query($filter: UnitFilter, $keys: [UnitGroupKey!]!, $asOf: Date, $knownAt: DateTime, $after: String) {{
            groups: unitAggregates(first: 100, after: $after, filter: $filter, groupBy: $keys, asOf: $asOf, knownAt: $knownAt) {{
                totalCount pageInfo {{ hasNextPage endCursor }} total {{ {numbers} }}
                nodes {{ keys {{ {PLACE} status }} {numbers} }} }} }}"
    );
    let list = compare(register, (list, &query), variables, &entries, (&keys, numbers)).await;
    for facet in ["status", "sector", "province"] {
        let parts = list["facets"][facet].as_array().unwrap().iter();
        let parts: i64 = parts.map(|part| part["count"].as_i64().unwrap()).sum();
        assert_eq!(list["totalCount"], parts, "{facet}");
    }
}

fn some_keys(random: &mut Random, of: &[&'static str]) -> Vec<&'static str> {
    let mut keys: Vec<&'static str> = Vec::new();
    for _ in 0..=random.below(4) {
        let key = random.pick(of);
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

fn some_day(random: &mut Random) -> Day {
    let today = Day::parse(TODAY).unwrap();
    Day::new(today.date() - chrono::Days::new(random.below(4_500) as u64))
}

#[tokio::test]
async fn a_figure_of_a_report_is_the_aggregate_over_its_entries() {
    let seed = seed();
    let (register, _, moments) = recorded(seed, 80, 2).await;
    let query = "query($year: Int!, $asOf: Date!, $knownAt: DateTime!, $from: Date!, $population: Population) {
        report(year: $year, asOf: $asOf, knownAt: $knownAt, population: $population) {
            permitted { units jobs investment { irr } } commissioned { units jobs investment { irr } }
            revived { units jobs investment { irr } } closed { units } idled { units } cancelled { units }
            capacityRaised { units jobs } renovated { units investment { irr } }
            stock { planned underConstruction active semiActive inactive closed cancelled jobs } }
        eventAggregates(groupBy: [KIND], knownAt: $knownAt,
            filter: { occurredOn: { from: $from, to: $asOf }, population: $population }) {
            nodes { keys { kind } count jobs { sum } investment { sum } } }
        unitAggregates(groupBy: [STATUS], asOf: $asOf, knownAt: $knownAt, filter: { population: $population }) {
            nodes { keys { status } count jobs { sum } } } }";
    let mut random = Random::new(seed ^ 9);
    for year in 1393..1404 {
        let starts_on = shahrak_domain::year::IranianYear::new(year).unwrap().starts_on();
        let as_of = Day::new(starts_on.date() + chrono::Days::new(random.below(360) as u64));
        let variables = json!({ "year": year, "from": starts_on.to_string(), "asOf": as_of.to_string(),
            "knownAt": random.pick(&moments.iter().map(String::as_str).collect::<Vec<_>>()),
            "population": random.pick(&["ALL", "IN_PARKS", "OUTSIDE_PARKS"]) });
        let data = register.ask(query, variables.clone()).await;
        let report = &data["report"];
        let of =
            |list: &Value, key: &str, name: &str| {
                let nodes = list["nodes"].as_array().unwrap().iter();
                nodes.filter(|node| node["keys"][key] == name).map(Value::clone).next().unwrap_or_else(
                    || json!({ "count": 0, "jobs": { "sum": 0 }, "investment": { "sum": "0" } }),
                )
            };
        for (field, kind) in [
            ("permitted", "PERMIT_ISSUED"),
            ("commissioned", "COMMISSIONED"),
            ("revived", "REVIVED"),
            ("capacityRaised", "CAPACITY_RAISED"),
            ("renovated", "RENOVATED"),
            ("idled", "IDLED"),
            ("closed", "CLOSED"),
            ("cancelled", "CANCELLED"),
        ] {
            let (flow, group) = (&report[field], of(&data["eventAggregates"], "kind", kind));
            assert_eq!(flow["units"], group["count"], "{field} {variables}");
            if !flow["jobs"].is_null() {
                assert_eq!(flow["jobs"], group["jobs"]["sum"], "{field} {variables}");
            }
            if !flow["investment"].is_null() {
                assert_eq!(flow["investment"]["irr"], group["investment"]["sum"], "{field} {variables}");
            }
        }
        for (field, status) in [
            ("planned", "PLANNED"),
            ("underConstruction", "UNDER_CONSTRUCTION"),
            ("active", "ACTIVE"),
            ("semiActive", "SEMI_ACTIVE"),
            ("inactive", "INACTIVE"),
            ("closed", "CLOSED"),
            ("cancelled", "CANCELLED"),
        ] {
            let group = of(&data["unitAggregates"], "status", status);
            assert_eq!(report["stock"][field], group["count"], "{field} {variables}");
        }
        let jobs = |status| of(&data["unitAggregates"], "status", status)["jobs"]["sum"].as_i64().unwrap();
        assert_eq!(report["stock"]["jobs"], jobs("ACTIVE") + jobs("SEMI_ACTIVE"), "{variables}");
    }
}

#[tokio::test]
async fn conditions_and_orders_choose_among_all_groups_of_any_keys() {
    let seed = seed();
    let register = register_of_the_acceptance().await;
    let mut random = Random::new(seed ^ 0xB);
    let of_events = (
        "eventAggregates",
        "EventGroupKey",
        "events",
        &["BODY", "ISIC_DIVISION", "KIND", "YEAR", "PROVINCE", "QUARTER", "PARK", "SECTOR"][..],
        &[
            "{}",
            "{ kind: [REVIVED, IDLED] }",
            "{ province: \"IR-09\" }",
            "{ body: [PROVINCIAL_COMPANY] }",
            "{ jobs: { from: 30 } }",
        ][..],
    );
    let of_units = (
        "unitAggregates",
        "UnitGroupKey",
        "units",
        &["ISIC_DIVISION", "STATUS", "PROVINCE", "PARK", "PARK_KIND", "OWNERSHIP", "SECTOR"][..],
        &["{}", "{ status: [ACTIVE, INACTIVE] }", "{ province: \"IR-23\" }", "{ population: OUTSIDE_PARKS }"]
            [..],
    );
    for _ in 0..40 {
        let (field, kind, list, keys, filters) = random.pick(&[of_events, of_units]);
        let (keys, filter) = (some_keys(&mut random, keys), random.pick(filters));
        let by = random.pick(&["COUNT", "JOBS_SUM", "JOBS_KNOWN", "INVESTMENT_MAX"]);
        let view = if field == "unitAggregates" { random.pick(&["", ", asOf: \"2020-06-01\""]) } else { "" };
        let text = |arguments: &str, page: &str| {
            format!("query($keys: [{kind}!]!) {{ groups: {field}({page}, filter: {filter}{view}, groupBy: $keys{arguments}) {{
                totalCount total {{ count }} pageInfo {{ hasNextPage endCursor }}
                nodes {{ count jobs {{ sum known }} investment {{ max }} keys {{ labels {{ en }} }} }} }}
                list: {list}(filter: {filter}{view}) {{ totalCount }} }}")
        };
        let variables = json!({ "keys": keys });
        let number = |group: &Value| match by {
            "COUNT" => group["count"].as_i64(),
            "JOBS_SUM" => group["jobs"]["sum"].as_i64(),
            "JOBS_KNOWN" => group["jobs"]["known"].as_i64(),
            _ => group["investment"]["max"].as_str().map(|rials| rials.parse().unwrap()),
        };
        let nodes = |data: &Value| data["groups"]["nodes"].as_array().unwrap().clone();
        let all = register.ask(&text("", "first: 100"), variables.clone()).await;
        let groups = nodes(&all);
        let counted: i64 = groups.iter().map(|group| group["count"].as_i64().unwrap()).sum();
        assert_eq!(all["groups"]["total"]["count"], counted, "{keys:?} {filter}{view}");
        assert_eq!(all["list"]["totalCount"], counted, "{keys:?} {filter}{view}");
        assert_eq!(all["groups"]["totalCount"], groups.len(), "{keys:?} {filter}{view}");

        let bound = groups.iter().filter_map(number).nth(random.below(groups.len().max(1))).unwrap_or(1);
        let having = format!(", having: [{{ of: {by}, from: \"{bound}\" }}]");
        let chosen = register.ask(&text(&having, "first: 100"), variables.clone()).await;
        let expected: Vec<Value> =
            groups.iter().filter(|group| number(group).is_some_and(|it| it >= bound)).cloned().collect();
        assert_eq!(nodes(&chosen), expected, "{keys:?} {filter}{view}{having}");
        assert_eq!(chosen["groups"]["total"]["count"], counted, "{keys:?} {filter}{view}{having}");

        let mut expected = groups;
        expected.sort_by_key(|group| (number(group).is_none(), std::cmp::Reverse(number(group))));
        let (mut found, mut page) = (Vec::new(), "first: 3".to_owned());
        loop {
            let ordered = format!(", orderBy: {by}, descending: true");
            let data = register.ask(&text(&ordered, &page), variables.clone()).await;
            found.extend(nodes(&data));
            let info = &data["groups"]["pageInfo"];
            if info["hasNextPage"] == false {
                break;
            }
            page = format!("first: 3, after: {}", info["endCursor"]);
        }
        assert_eq!(found, expected, "{keys:?} {filter}{view} by {by}");
    }
}

#[tokio::test]
async fn groups_are_chosen_and_ordered_by_their_numbers() {
    let register = register_of_the_acceptance().await;
    let query = "query($having: [AggregateCondition!], $by: AggregateFigure, $down: Boolean) {
        eventAggregates(groupBy: [KIND], having: $having, orderBy: $by, descending: $down) {
            totalCount total { count } nodes { count keys { kind } } } }";
    let check = async |having: Value, by: Value, down: bool, expected: &[&str]| {
        let variables = json!({ "having": having, "by": by, "down": down });
        let data = register.ask(query, variables.clone()).await;
        let groups = &data["eventAggregates"];
        let nodes = groups["nodes"].as_array().unwrap().iter();
        let found: Vec<String> = nodes
            .map(|node| format!("{} {}", node["keys"]["kind"].as_str().unwrap(), node["count"]))
            .collect();
        assert_eq!(found, expected, "{variables}");
        assert_eq!(groups["totalCount"], expected.len(), "{variables}");
        assert_eq!(groups["total"]["count"], 16, "{variables}");
    };
    let two = json!([{ "of": "COUNT", "from": "2" }]);
    check(two.clone(), json!(null), false, &["COMMISSIONED 7", "IDLED 2", "PERMIT_ISSUED 3"]).await;
    check(two.clone(), json!(null), true, &["PERMIT_ISSUED 3", "IDLED 2", "COMMISSIONED 7"]).await;
    check(two.clone(), json!("COUNT"), true, &["COMMISSIONED 7", "PERMIT_ISSUED 3", "IDLED 2"]).await;
    // Groups without an average come last in either direction, and equals in the order of their keys.
    let known = ["CAPACITY_RAISED 1", "REVIVED 1", "COMMISSIONED 7", "PERMIT_ISSUED 3"];
    let unknown = ["CAPACITY_REPORTED 1", "IDLED 2", "PROGRESS_REPORTED 1"];
    check(json!(null), json!("JOBS_AVG"), false, &[&known[..], &unknown].concat()).await;
    let down: Vec<&str> = known.iter().rev().chain(&unknown).copied().collect();
    check(json!(null), json!("JOBS_AVG"), true, &down).await;
    let both = json!([{ "of": "INVESTMENT_SUM", "from": "20000000001" }, { "of": "JOBS_MAX", "to": "150" }]);
    check(both, json!(null), false, &["PERMIT_ISSUED 3"]).await;
}

#[tokio::test]
async fn groups_are_read_by_the_page_in_both_directions() {
    let register = register_of_the_acceptance().await;
    let query = "query($first: Int, $after: String, $last: Int, $before: String, $by: AggregateFigure, $down: Boolean) {
        eventAggregates(first: $first, after: $after, last: $last, before: $before, groupBy: [PARK, YEAR],
            orderBy: $by, descending: $down) {
            totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
            nodes { keys { park { code } year { number } } } } }";
    let ask = async |mut variables: Value, by: &Value, down: bool| {
        variables["by"] = by.clone();
        variables["down"] = json!(down);
        register.ask(query, variables).await["eventAggregates"].clone()
    };
    for (by, down) in
        [(json!(null), false), (json!(null), true), (json!("JOBS_SUM"), false), (json!("CAPACITY_AVG"), true)]
    {
        let all = ask(json!({ "first": 100 }), &by, down).await;
        let expected = all["nodes"].as_array().unwrap();
        assert!(expected.len() > 5);
        let (mut forward, mut cursor) = (Vec::new(), Value::Null);
        loop {
            let page = ask(json!({ "first": 2, "after": cursor }), &by, down).await;
            forward.extend(page["nodes"].as_array().unwrap().clone());
            cursor = page["pageInfo"]["endCursor"].clone();
            if page["pageInfo"]["hasNextPage"] == false {
                break;
            }
        }
        let beyond = ask(json!({ "first": 2, "after": cursor }), &by, down).await;
        assert_eq!(beyond["totalCount"], expected.len());
        assert_eq!(beyond["nodes"], json!([]));
        let (mut backward, mut cursor) = (Vec::new(), Value::Null);
        loop {
            let page = ask(json!({ "last": 2, "before": cursor }), &by, down).await;
            backward.extend(page["nodes"].as_array().unwrap().iter().rev().cloned());
            cursor = page["pageInfo"]["startCursor"].clone();
            if page["pageInfo"]["hasPreviousPage"] == false {
                break;
            }
        }
        backward.reverse();
        assert_eq!(&forward, expected, "{by}");
        assert_eq!(&backward, expected, "{by}");
    }
}

#[tokio::test]
async fn keys_have_labels_in_both_languages() {
    let register = register_of_the_acceptance().await;
    let query = "{ eventAggregates(groupBy: [PARK, KIND, REASON, MONTH], filter: { kind: [IDLED], unit: \"U2\" }) {
            nodes { count keys { park { name { fa } } reason month { name { en } } labels { en fa } } } }
        units: unitAggregates(first: 2, groupBy: [STATUS, ISIC_DIVISION, OWNERSHIP], filter: { province: \"IR-23\" }) {
            nodes { count keys { status isicDivision { revision code name } ownership labels { en fa } } } } }";
    let data = register.ask(query, json!({})).await;
    let reason = |reason: &str, en: &str, fa: &str| {
        json!({ "count": 1, "keys": { "park": { "name": { "fa": "طوس" } }, "reason": reason,
            "month": { "name": { "en": "Mehr" } }, "labels": [{ "en": "Tous", "fa": "طوس" },
                { "en": "idled", "fa": "توقف تولید" }, { "en": en, "fa": fa }, { "en": "Mehr 1397", "fa": "مهر 1397" }] } })
    };
    let expected = json!([
        reason("LIQUIDITY", "lack of working capital", "کمبود نقدینگی"),
        reason("RAW_MATERIALS", "lack of raw materials", "کمبود مواد اولیه"),
    ]);
    assert_eq!(data["eventAggregates"]["nodes"], expected);
    let unit = &data["units"]["nodes"][0];
    assert_eq!(unit["keys"]["isicDivision"]["revision"], "REV_4");
    assert_eq!(unit["keys"]["isicDivision"]["code"], "21");
    assert_eq!(unit["keys"]["labels"][0], json!({ "en": "active", "fa": "فعال" }));
    // A unit outside parks has no ownership.
    assert_eq!(data["units"]["nodes"][1]["keys"]["labels"][2], json!({ "en": "unknown", "fa": "نامعلوم" }));
}

#[tokio::test]
async fn what_cannot_be_grouped_is_refused_by_name() {
    let register = register_of_the_acceptance().await;
    let check = async |arguments: &str, expected: &str| {
        let query = format!("{{ eventAggregates({arguments}) {{ totalCount }} }}");
        let (code, message) = register.refusal(&query, json!({})).await;
        assert_eq!(code, "BAD_USER_INPUT", "{arguments}");
        assert!(message.starts_with(expected), "{message}");
    };
    check("groupBy: []", "groupBy: 0 keys are given; use one to 4").await;
    check("groupBy: [KIND, YEAR, BODY, PARK, SECTOR]", "groupBy: 5 keys are given").await;
    check("groupBy: [KIND, KIND]", "groupBy: a key is given twice").await;
    check("groupBy: [KIND], filter: { corrections: true }", "filter.corrections: only effective events")
        .await;
    check("groupBy: [KIND], filter: { province: \"IR-99\" }", "filter.province").await;
    check("groupBy: [KIND], filter: { jobs: { from: -1 } }", "filter.jobs").await;
    check("groupBy: [KIND], knownAt: \"2999-01-01T00:00:00Z\"", "knownAt: this moment is in the future")
        .await;
    check("groupBy: [KIND], first: 101", "first: 101 is out of range").await;
    let cursor =
        register.ask("{ eventAggregates(groupBy: [YEAR]) { pageInfo { endCursor } } }", json!({})).await;
    let cursor = cursor["eventAggregates"]["pageInfo"]["endCursor"].as_str().unwrap();
    check(&format!("groupBy: [KIND], after: \"{cursor}\""), "after: this is not a cursor of this list").await;

    let query = "{ units(asOf: \"2020-01-01\", orderBy: JOBS) { totalCount } }";
    let (code, message) = register.refusal(query, json!({})).await;
    assert_eq!(code, "BAD_USER_INPUT");
    assert!(message.starts_with("orderBy: units as of a day"), "{message}");
}
