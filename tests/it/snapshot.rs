//! The reference data in memory is never older than the answer that uses it.

use std::time::Duration;

use serde_json::json;
use shahrak_tests::register::Register;
use tokio::time::{Instant, sleep};

use crate::acceptance::register_of_the_acceptance;

const HEADER: &str = "code,province,name_en,kind,ownership,approved_on\n";

#[tokio::test]
async fn the_next_answer_shows_the_new_name_of_a_park() {
    // A register of its own for each question: the first question would bring the copy up to date for the others.
    let questions = [
        (
            "{ units(filter: { park: \"TOUS\" }) { nodes { park { name { en } } } } }",
            "/units/nodes/0/park/name/en",
        ),
        ("{ unit(code: \"U1\") { park { name { en } } } }", "/unit/park/name/en"),
        ("{ parks(filter: { text: \"TOUS\" }) { nodes { name { en } } } }", "/parks/nodes/0/name/en"),
    ];
    for (query, place) in questions {
        let register = register_of_the_acceptance().await;
        let before = register.ask(query, json!({})).await;
        assert_eq!(before.pointer(place), Some(&json!("Tous")), "{query}: {before:#}");

        rename(&register).await;

        let after = register.ask(query, json!({})).await;
        assert_eq!(after.pointer(place), Some(&json!("Tous and Binalud")), "{query}: {after:#}");
    }
}

#[tokio::test]
async fn a_new_park_can_be_asked_for_at_once() {
    let register = register_of_the_acceptance().await;
    let parks = format!("{HEADER}BINALUD,IR-09,Binalud,industrial_zone,state,1380-01-01\n");
    register.import(&[("parks.csv", &parks)]).await;

    let filtered = "{ units(filter: { park: \"BINALUD\" }) { totalCount } }";
    assert_eq!(register.ask(filtered, json!({})).await, json!({ "units": { "totalCount": 0 } }));

    let parks = format!("{HEADER}GOLBAHAR,IR-09,Golbahar,industrial_zone,state,1380-01-01\n");
    register.import(&[("parks.csv", &parks)]).await;
    let found = register.ask("{ park(code: \"GOLBAHAR\") { province { code } } }", json!({})).await;
    assert_eq!(found, json!({ "park": { "province": { "code": "IR-09" } } }));
}

#[tokio::test]
async fn a_copy_that_follows_the_database_is_notified_of_changes() {
    let register = register_of_the_acceptance().await;
    let follower = tokio::spawn(register.register.snapshot.clone().follow());

    rename(&register).await;

    let began = Instant::now();
    while !register
        .register
        .snapshot
        .current()
        .parks()
        .any(|park| park.park.name.en.as_deref() == Some("Tous and Binalud"))
    {
        assert!(began.elapsed() < Duration::from_secs(5), "it was not told");
        sleep(Duration::from_millis(10)).await;
    }
    follower.abort();
}

async fn rename(register: &Register) {
    let parks = format!("{HEADER}TOUS,IR-09,Tous and Binalud,industrial_park,state,1989-05-10\n");
    register.import(&[("parks.csv", &parks)]).await;
}
