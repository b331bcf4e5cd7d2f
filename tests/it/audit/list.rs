//! Lists of entries: filters, pages and statements.

use serde_json::{Value, json};
use shahrak_tests::events::{file, void};

use super::{LIST, entries, filled, keys};

#[tokio::test]
async fn entries_are_found_by_filters() {
    let (register, auditor) = filled().await;
    register.import(&[("events.csv", &file(&[void("e3", "A1", "e2")]))]).await;
    let of_test = |mut filter: Value| {
        filter["who"] = json!("a test");
        filter["act"] = json!("import");
        filter
    };
    let check = async |filter: Value, expected: &[&str]| {
        let found = entries(&register, &auditor, of_test(filter.clone())).await;
        assert_eq!(keys(&found), expected, "{filter}");
    };
    check(
        json!({ "thing": ["INFRASTRUCTURE", "UNIT"] }),
        &["INFRASTRUCTURE TOUS water", "UNIT A1", "UNIT C1"],
    )
    .await;
    check(json!({ "key": "A1" }), &["UNIT A1", "EVENT A1 e1", "EVENT A1 e2", "EVENT A1 e3"]).await;
    check(json!({ "key": "A1 e3" }), &["EVENT A1 e3"]).await;
    check(json!({ "key": "A" }), &[]).await;
    check(json!({ "key": "TOUS" }), &["PARK TOUS", "INFRASTRUCTURE TOUS water"]).await;
    check(json!({ "province": "IR-23" }), &["PARK REY", "UNIT C1"]).await;
    check(json!({ "via": ["API", "IMPORT", "DATABASE"] }), &[]).await;
    check(json!({ "requestId": "none" }), &[]).await;
    let all = entries(&register, &auditor, of_test(json!({}))).await;
    let (first, last) = (all[0]["at"].clone(), all.last().unwrap()["at"].clone());
    check(json!({ "to": first }), &["PARK TOUS"]).await;
    check(json!({ "from": last }), &["IMPORT -"]).await;
    assert_eq!(entries(&register, &auditor, json!({ "who": "nobody" })).await, Vec::<Value>::new());

    let refusal = |filter: Value| register.refusal_as(&auditor, LIST, json!({ "filter": filter }));
    assert_eq!(refusal(json!({ "province": "IR-99" })).await.0, "BAD_USER_INPUT");
    assert_eq!(refusal(json!({ "key": "a\0b" })).await.0, "BAD_USER_INPUT");
}

#[tokio::test]
async fn pages_contain_all_entries_in_either_direction() {
    let (register, auditor) = filled().await;
    let whole = entries(&register, &auditor, json!({})).await;
    assert!(whole.len() > 8, "{whole:#?}");
    for descending in [false, true] {
        let (mut found, mut after) = (Vec::new(), Value::Null);
        loop {
            let variables = json!({ "first": 3, "after": after, "descending": descending });
            let page = register.ask_as(&auditor, LIST, variables).await["auditEntries"].take();
            found.extend(page["nodes"].as_array().unwrap().clone());
            assert_eq!(page["totalCount"], whole.len());
            if page["pageInfo"]["hasNextPage"] == false {
                break;
            }
            after = page["pageInfo"]["endCursor"].clone();
        }
        if descending {
            found.reverse();
        }
        assert_eq!(found, whole);
    }
    let last = register.ask_as(&auditor, LIST, json!({ "last": 2, "descending": false })).await;
    assert_eq!(last["auditEntries"]["nodes"].as_array().unwrap(), &whole[whole.len() - 2..]);
}

#[tokio::test]
async fn the_number_of_statements_does_not_depend_on_the_length() {
    let (register, auditor) = filled().await;
    let query = "query($n: Int) { auditEntries(first: $n) { nodes { key province { code } park { code } unit { code } } } }";
    let count = async |n: usize| {
        let before = register.register.db.statements();
        register.ask_as(&auditor, query, json!({ "n": n })).await;
        register.register.db.statements() - before
    };
    // The first time, the copy of parks in memory is reloaded and the use of the token is recorded.
    count(1).await;
    // The token, the entries, and their units.
    assert_eq!((count(5).await, count(50).await), (3, 3));
}
