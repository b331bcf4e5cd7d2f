//! Changes by province and month over HTTP: the Atom feed and the CSV file.

use std::collections::BTreeSet;

use expect_test::expect;
use reqwest::Response;
use serde_json::json;
use shahrak_tests::events::{file, void};

use crate::acceptance::restored_register;

/// After the first two of six moments of recording.
const SINCE: &str = "2020-12-01T00:00:00Z";

#[tokio::test]
async fn a_file_has_a_line_for_each_number_that_differs() {
    let register = restored_register().await;

    let response = register.get(&format!("/changes.csv?since={SINCE}")).await;

    assert_eq!(response.status(), 200);
    assert_eq!(header(&response, "content-type"), "text/csv; charset=utf-8; header=present");
    assert_eq!(header(&response, "content-disposition"), "attachment; filename=\"changes.csv\"");
    assert_eq!(header(&response, "link"), "");
    expect![[r#"
        province,province_name,month,figure,before,after,difference,changed_at
        IR-09,Khorasan Razavi,1399-01,commissioned.jobs,35,36,1,2021-05-20T12:00:00.000000Z
        IR-09,Khorasan Razavi,1399-01,commissioned.investment.irr,450000000000,460000000000,10000000000,2021-05-20T12:00:00.000000Z
        IR-09,Khorasan Razavi,1399-01,stockChange.jobs,35,36,1,2021-05-20T12:00:00.000000Z
        IR-09,Khorasan Razavi,1399-07,revived.units,0,1,1,2020-12-10T10:30:00.000000Z
        IR-09,Khorasan Razavi,1399-07,revived.jobs,0,44,44,2020-12-10T10:30:00.000000Z
        IR-09,Khorasan Razavi,1399-07,revived.investment.irr,0,20000000000,20000000000,2020-12-10T10:30:00.000000Z
        IR-09,Khorasan Razavi,1399-07,stockChange.active,0,1,1,2020-12-10T10:30:00.000000Z
        IR-09,Khorasan Razavi,1399-07,stockChange.inactive,0,-1,-1,2020-12-10T10:30:00.000000Z
        IR-09,Khorasan Razavi,1399-07,stockChange.jobs,0,44,44,2020-12-10T10:30:00.000000Z
        IR-09,Khorasan Razavi,1399-09,capacityRaised.units,0,1,1,2020-12-10T10:30:00.000000Z
        IR-09,Khorasan Razavi,1399-09,capacityRaised.jobs,0,28,28,2020-12-10T10:30:00.000000Z
        IR-09,Khorasan Razavi,1399-09,stockChange.active,0,1,1,2020-12-10T10:30:00.000000Z
        IR-09,Khorasan Razavi,1399-09,stockChange.semiActive,0,-1,-1,2020-12-10T10:30:00.000000Z
        IR-09,Khorasan Razavi,1399-09,stockChange.jobs,0,6,6,2020-12-10T10:30:00.000000Z
        IR-09,Khorasan Razavi,1399-11,commissioned.units,0,1,1,2021-02-02T07:15:00.000000Z
        IR-09,Khorasan Razavi,1399-11,commissioned.jobs,0,25,25,2021-02-02T07:15:00.000000Z
        IR-09,Khorasan Razavi,1399-11,commissioned.investment.irr,0,80000000000,80000000000,2021-02-02T07:15:00.000000Z
        IR-09,Khorasan Razavi,1399-11,stockChange.planned,0,-1,-1,2021-02-02T07:15:00.000000Z
        IR-09,Khorasan Razavi,1399-11,stockChange.active,0,1,1,2021-02-02T07:15:00.000000Z
        IR-09,Khorasan Razavi,1399-11,stockChange.jobs,0,25,25,2021-02-02T07:15:00.000000Z
        IR-23,Tehran,1399-08,idled.units,0,1,1,2020-12-10T10:30:00.000000Z
        IR-23,Tehran,1399-08,stockChange.active,0,-1,-1,2020-12-10T10:30:00.000000Z
        IR-23,Tehran,1399-08,stockChange.inactive,0,1,1,2020-12-10T10:30:00.000000Z
        IR-23,Tehran,1399-08,stockChange.jobs,0,-60,-60,2020-12-10T10:30:00.000000Z
        IR-23,Tehran,1399-11,commissioned.units,0,1,1,2021-01-27T15:00:00.000000Z
        IR-23,Tehran,1399-11,commissioned.jobs,0,160,160,2021-01-27T15:00:00.000000Z
        IR-23,Tehran,1399-11,commissioned.investment.irr,0,2100000000000,2100000000000,2021-01-27T15:00:00.000000Z
        IR-23,Tehran,1399-11,stockChange.planned,0,-1,-1,2021-01-27T15:00:00.000000Z
        IR-23,Tehran,1399-11,stockChange.active,0,1,1,2021-01-27T15:00:00.000000Z
        IR-23,Tehran,1399-11,stockChange.jobs,0,160,160,2021-01-27T15:00:00.000000Z
    "#]].assert_eq(&response.text().await.unwrap());
}

#[tokio::test]
async fn a_feed_has_an_entry_for_each_month_the_latest_first() {
    let register = restored_register().await;

    let response = register.get(&format!("/changes.atom?since={SINCE}&province=IR-09&first=2")).await;

    assert_eq!(response.status(), 200);
    assert_eq!(header(&response, "content-type"), "application/atom+xml; charset=utf-8");
    let feed = response.text().await.unwrap();
    let masked = feed.replace(part(&feed, "after="), "CURSOR").replace(part(&feed, "until="), "UNTIL");
    expect![[r#"
        <?xml version="1.0" encoding="utf-8"?>
        <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
        <id>urn:uuid:9e884e8c-d04b-8dae-ba83-2442e9fa7dbb</id>
        <title>Changes of the register by province and month</title>
        <updated>2021-05-20T12:00:00.000000Z</updated>
        <author>
        <name>Shahrak</name>
        </author>
        <link rel="self" type="application/atom+xml" href="/changes.atom?since=2020-12-01T00%3A00%3A00.000000Z&amp;province=IR-09&amp;population=IN_PARKS&amp;first=2"/>
        <link rel="alternate" type="text/csv" href="/changes.csv?since=2020-12-01T00%3A00%3A00.000000Z&amp;province=IR-09&amp;population=IN_PARKS&amp;first=2"/>
        <link rel="next" type="application/atom+xml" href="/changes.atom?since=2020-12-01T00%3A00%3A00.000000Z&amp;until=UNTIL&amp;province=IR-09&amp;after=CURSOR&amp;population=IN_PARKS&amp;first=2"/>
        <entry>
        <id>urn:uuid:29c43909-e518-89cb-86b0-d7b807695854</id>
        <title>Khorasan Razavi, Farvardin 1399</title>
        <updated>2021-05-20T12:00:00.000000Z</updated>
        <link rel="alternate" type="text/csv" href="/changes.csv?since=2020-12-01T00%3A00%3A00.000000Z&amp;province=IR-09&amp;population=IN_PARKS&amp;first=2"/>
        <content type="text">commissioned.jobs: 35 → 36
        commissioned.investment.irr: 450000000000 → 460000000000
        stockChange.jobs: 35 → 36</content>
        </entry>
        <entry>
        <id>urn:uuid:ffa3a463-5634-8f74-9c29-972395485f6a</id>
        <title>Khorasan Razavi, Bahman 1399</title>
        <updated>2021-02-02T07:15:00.000000Z</updated>
        <link rel="alternate" type="text/csv" href="/changes.csv?since=2020-12-01T00%3A00%3A00.000000Z&amp;province=IR-09&amp;population=IN_PARKS&amp;first=2"/>
        <content type="text">commissioned.units: 0 → 1
        commissioned.jobs: 0 → 25
        commissioned.investment.irr: 0 → 80000000000
        stockChange.planned: 0 → -1
        stockChange.active: 0 → 1
        stockChange.jobs: 0 → 25</content>
        </entry>
        </feed>"#]].assert_eq(&masked.replace("><", ">\n<"));
}

#[tokio::test]
async fn pages_follow_one_another_and_ids_stay_the_same() {
    let register = restored_register().await;
    let whole = register.get(&format!("/changes.atom?since={SINCE}")).await.text().await.unwrap();
    let mut found = Vec::new();
    let mut next = Some(format!("/changes.atom?since={SINCE}&first=1"));
    while let Some(path) = next {
        let page = register.get(&path).await.text().await.unwrap();
        found.extend(ids(&page).into_iter().skip(1));
        next = between(&page, "rel=\"next\" type=\"application/atom+xml\" href=\"", "\"")
            .map(|href| href.replace("&amp;", "&"));
    }

    let all: Vec<String> = ids(&whole).into_iter().skip(1).collect();
    assert!(all.len() > 2);
    assert_eq!(found, all);
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());

    let lines = async |path: &str| {
        let response = register.get(path).await;
        let link = header(&response, "link");
        let next = between(&link, "<", ">").map(str::to_owned);
        (response.text().await.unwrap().lines().skip(1).map(str::to_owned).collect::<Vec<_>>(), next)
    };
    let (whole, _) = lines(&format!("/changes.csv?since={SINCE}")).await;
    let (mut found, mut next) = lines(&format!("/changes.csv?since={SINCE}&first=2")).await;
    while let Some(path) = next {
        let (more, after) = lines(&path).await;
        found.extend(more);
        next = after;
    }
    assert_eq!(found, whole);
}

#[tokio::test]
async fn a_response_that_the_client_has_is_not_sent_again_until_something_is_recorded() {
    let register = restored_register().await;
    let path = format!("/changes.atom?since={SINCE}");
    let tag = header(&register.get(&path).await, "etag");
    let again = async |tag: &str, language: &str| {
        let request = register.to_get(&path).header("if-none-match", tag).header("accept-language", language);
        request.send().await.unwrap()
    };

    let same = again(&tag, "en").await;
    assert_eq!((same.status().as_u16(), header(&same, "etag")), (304, tag.clone()));
    assert_eq!(same.text().await.unwrap(), "");
    assert_eq!(again(&format!("\"x\", W/{tag}"), "en").await.status(), 304);
    let persian = again(&tag, "fa").await;
    assert_eq!(persian.status(), 200);
    assert!(persian.text().await.unwrap().contains("تغییرات"));
    // Time goes by.
    register.ask("{ report(year: 1399) { knownAt } }", json!({})).await;
    assert_eq!(again(&tag, "en").await.status(), 304);

    register.import(&[("events.csv", &file(&[void("e18", "U7", "e16")]))]).await;

    let other = again(&tag, "en").await;
    assert_eq!(other.status(), 200);
    assert_ne!(header(&other, "etag"), tag);
}

#[tokio::test]
async fn mistakes_in_the_address_are_named() {
    let register = restored_register().await;
    for (query, expected) in [
        ("", "since"),
        ("since=yesterday", "since: “yesterday” is not a moment"),
        ("since=2999-01-01T00:00:00Z", "since: this moment is in the future"),
        ("since=2021-01-01T00:00:00Z&until=2020-01-01T00:00:00Z", "until: the second moment is before"),
        ("since=2021-01-01T00:00:00Z&province=IR-99", "province: "),
        ("since=2021-01-01T00:00:00Z&population=some", "population: "),
        ("since=2021-01-01T00:00:00Z&first=101", "first: “101” is not a number of months; use 1 to 100"),
        ("since=2021-01-01T00:00:00Z&after=x", "after: "),
        ("since=2021-01-01T00:00:00Z&park=TOUS", "it may hold since, until, province"),
    ] {
        for path in ["/changes.atom", "/changes.csv"] {
            let response = register.get(&format!("{path}?{query}")).await;
            assert_eq!(response.status(), 400, "{path}?{query}");
            let body: serde_json::Value = response.json().await.unwrap();
            let message = body["errors"][0]["message"].as_str().unwrap();
            assert!(message.contains(expected), "{query}: {message}");
            assert_eq!(body["errors"][0]["extensions"]["code"], "BAD_USER_INPUT");
        }
    }
    // An offset whose plus sign is not encoded.
    let offset = register.get("/changes.csv?since=2020-12-01T03:30:00+03:30").await;
    assert_eq!(offset.status(), 200);
}

fn header(response: &Response, name: &str) -> String {
    response.headers().get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
}

fn ids(feed: &str) -> Vec<String> {
    feed.split("<id>").skip(1).filter_map(|rest| Some(rest.split_once("</id>")?.0.to_owned())).collect()
}

/// A parameter of the address of the next page.
fn part<'a>(feed: &'a str, name: &str) -> &'a str {
    between(feed, name, "&").unwrap_or("nothing")
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    Some(text.split_once(before)?.1.split_once(after)?.0)
}
