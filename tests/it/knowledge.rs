//! Past knowledge is immutable: the answer for a moment stays the same, whatever is recorded later (rule R2).

use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};
use shahrak_tests::events::{event, file};
use shahrak_tests::register::Register;

const WRITERS: usize = 3;
const IMPORTS: usize = 6;
const READERS: usize = 3;

const REPORT: &str = "query($knownAt: DateTime) { report(year: 1400, knownAt: $knownAt, population: ALL) {
    knownAt commissioned { units jobs } revived { units } stock { active inactive jobs }
    months { commissioned { units } } byProvince { stock { active } } } }";

#[tokio::test]
async fn an_answer_for_a_moment_never_changes_while_others_record() {
    let register = Register::new().await;
    let units: String =
        (0..WRITERS * IMPORTS).map(|unit| format!("U{unit},IR-0{},Unit {unit}\n", unit % 10)).collect();
    register.import(&[("units.csv", &format!("code,province,name_en\n{units}"))]).await;

    let writing = AtomicUsize::new(WRITERS);
    let writers = (0..WRITERS).map(|writer| write(&register, writer, &writing));
    let readers = (0..READERS).map(|_| read(&register, &writing));
    let (_, answers) = tokio::join!(join(writers), join(readers));

    let answers: Vec<Value> = answers.into_iter().flatten().collect();
    for answer in &answers {
        let again = register.ask(REPORT, json!({ "knownAt": answer["report"]["knownAt"] })).await;
        assert_eq!(again, *answer);
    }
    let mut known: Vec<(&str, i64)> = answers
        .iter()
        .map(|answer| {
            let report = &answer["report"];
            (report["knownAt"].as_str().unwrap(), report["commissioned"]["units"].as_i64().unwrap())
        })
        .collect();
    known.sort_unstable();
    assert!(known.is_sorted_by_key(|(_, units)| *units), "later knowledge lacks what was known: {known:?}");
    let seen: std::collections::BTreeSet<i64> = known.iter().map(|(_, units)| *units).collect();
    assert!(seen.len() > 2, "the readers saw too little of the writing: {seen:?}");
    assert_eq!(register.ask(REPORT, json!({})).await["report"]["commissioned"]["units"], WRITERS * IMPORTS);
}

/// Imports one commissioning after another.
async fn write(register: &Register, writer: usize, writing: &AtomicUsize) {
    for import in 0..IMPORTS {
        let unit = format!("U{}", writer * IMPORTS + import);
        let mut commissioned = event("e1", &unit, "commissioned", "2021-05-01");
        commissioned.jobs = "10".to_owned();
        register.import(&[("events.csv", &file(&[commissioned]))]).await;
    }
    writing.fetch_sub(1, Ordering::Relaxed);
}

/// Reads until the writer ends: the present, and then at once the returned moment again.
async fn read(register: &Register, writing: &AtomicUsize) -> Vec<Value> {
    let mut answers = Vec::new();
    while writing.load(Ordering::Relaxed) > 0 {
        let answer = register.ask(REPORT, json!({})).await;
        let again = register.ask(REPORT, json!({ "knownAt": answer["report"]["knownAt"] })).await;
        assert_eq!(again, answer);
        answers.push(answer);
    }
    answers
}

async fn join<T>(all: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
    futures_util::future::join_all(all).await
}
