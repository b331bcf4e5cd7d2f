//! Concurrent changes wait only for the locks that their rules need.

use std::time::Duration;

use sqlx::{Connection, Executor, PgConnection};
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::*;

const WRITERS: usize = 16;

/// The errors of changes that are sent at the same time, one for each input.
async fn at_once(
    register: &Register,
    token: &str,
    name: &'static str,
    inputs: Vec<Value>,
) -> Vec<Vec<String>> {
    let mut sent = JoinSet::new();
    for input in inputs {
        let request = register.to_post("/graphql").bearer_auth(token);
        let body = json!({ "query": mutation(name, ""), "variables": { "input": input } });
        let request = request.json(&body);
        sent.spawn(async move { request.send().await.unwrap().json::<Value>().await.unwrap() });
    }
    let mut all = Vec::new();
    while let Some(answer) = sent.join_next().await {
        let answer = answer.unwrap();
        let payload = &answer["data"][name];
        assert!(payload.is_object(), "{answer:#}");
        all.push(mistakes(payload));
    }
    all.sort();
    all
}

/// One change succeeds, and all others fail with this error.
fn one_and(mistake: &str) -> Vec<Vec<String>> {
    let others = vec![vec![mistake.to_owned()]; WRITERS - 1];
    std::iter::once(Vec::new()).chain(others).collect()
}

async fn count(register: &Register, sql: &'static str) -> i64 {
    let mut connection = PgConnection::connect(register.database_url()).await.unwrap();
    sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap()
}

#[tokio::test]
async fn what_is_recorded_at_once_is_recorded_once() {
    let register = filled().await;
    let administrator = register.token(RoleName::Administrator, &[]).await;
    let send = async |name, input: &dyn Fn(usize) -> Value| {
        at_once(&register, &administrator, name, (1..=WRITERS).map(input).collect()).await
    };
    let set = send("targetSet", &|number| {
        json!({ "year": 1405, "metric": "UNITS_REVIVED", "scope": "IR-09", "value": number.to_string(),
            "decidedOn": "1405-01-20" })
    });
    assert_eq!(set.await, one_and("ALREADY_REGISTERED input"));

    let lines = "SELECT count(*) FROM budget_line WHERE year = 1402";
    let recorded = send(
        "budgetRecord",
        &|number| json!({ "year": 1402, "scope": "IR", "line": "GAS", "stage": "LAW", "amountIrr": number.to_string() }),
    );
    assert_eq!((recorded.await, count(&register, lines).await), (vec![Vec::new(); WRITERS], 1));

    let rates = send(
        "rateRecord",
        &|number| json!({ "kind": "NIMA", "validFrom": format!("1399-01-{number:02}"), "validTo": "1399-06-01", "irrPerUsd": "5" }),
    );
    assert_eq!(rates.await, one_and("OVERLAPPING_RATES input.validFrom"));

    let figure = |code: &str| {
        json!({ "code": code, "scope": "IR", "population": "IN_PARKS", "metric": "units_revived", "measure": "FLOW",
            "low": "7", "unit": "units" })
    };
    let announcement = |number| {
        let mut figures = vec![figure("f1"), figure("f2"), figure("f3")];
        figures.rotate_left(number % 3);
        json!({ "dateBasis": "UNKNOWN", "source": "https://example.org/at-once", "figures": figures })
    };
    assert_eq!(send("announcementRecord", &announcement).await, vec![Vec::<String>::new(); WRITERS]);
    let figures = "SELECT count(*) FROM announced_figure WHERE code IN ('f1', 'f2', 'f3')";
    assert_eq!(count(&register, figures).await, 3);
}

#[tokio::test]
async fn a_target_is_revised_once_a_day() {
    let register = filled().await;
    let national = national(&register).await;
    let target = register
        .ask("{ targets(filter: { year: 1399, national: true, metric: UNITS_REVIVED }, first: 1) { nodes { id } } }", json!({}))
        .await["targets"]["nodes"][0]["id"]
        .take();
    let input =
        |number: usize| json!({ "target": target, "value": number.to_string(), "decidedOn": "1399-12-01" });
    let same_day = (1..=WRITERS).map(input).collect();
    assert_eq!(at_once(&register, &national, "targetRevise", same_day).await, one_and("CHANGED input"));

    let days = (1..=WRITERS).map(|day| {
        json!({ "target": target, "value": "9", "decidedOn": format!("1400-01-{day:02}"), "expectedVersion": 99 })
    });
    let stale = vec![vec!["STALE_VERSION input.expectedVersion".to_owned()]; WRITERS];
    assert_eq!(at_once(&register, &national, "targetRevise", days.clone().collect()).await, stale);
    let days = days.map(|mut input| {
        input["expectedVersion"] = Value::Null;
        input
    });
    let made = vec![Vec::<String>::new(); WRITERS];
    assert_eq!(at_once(&register, &national, "targetRevise", days.collect()).await, made);
}

#[tokio::test]
async fn reference_data_waits_for_no_import() {
    let register = filled().await;
    let administrator = register.token(RoleName::Administrator, &[]).await;
    let mut import = PgConnection::connect(register.database_url()).await.unwrap();
    import.execute("SELECT pg_advisory_lock(1399, 3)").await.unwrap();

    let changes = async {
        for (name, input) in [
            (
                "targetSet",
                json!({ "year": 1405, "metric": "UNITS_REVIVED", "scope": "IR", "value": "5", "decidedOn": "1405-01-20" }),
            ),
            (
                "budgetRecord",
                json!({ "year": 1402, "scope": "IR", "line": "GAS", "stage": "LAW", "amountIrr": "5" }),
            ),
            ("rateRecord", json!({ "kind": "NIMA", "validFrom": "1399-01-01", "irrPerUsd": "5" })),
            (
                "methodologyAdopt",
                json!({ "code": "new", "validFrom": "1420-01-01", "idleBelow": "5", "semiActiveBelow": "6" }),
            ),
            (
                "announcementRecord",
                json!({ "dateBasis": "UNKNOWN", "source": "x", "figures": [{ "code": "f1", "scope": "IR",
                "population": "SMES", "metric": "jobs_created", "measure": "STOCK", "low": "7", "unit": "persons" }] }),
            ),
        ] {
            let payload = change(&register, &administrator, name, "", input).await;
            assert_eq!(mistakes(&payload), Vec::<String>::new(), "{name}");
        }
    };
    timeout(Duration::from_secs(10), changes).await.expect("no import is waited for");
}

#[tokio::test]
async fn a_methodology_waits_for_capacities_that_are_being_recorded() {
    let register = filled().await;
    let administrator = register.token(RoleName::Administrator, &[]).await;
    let mut officer = PgConnection::connect(register.database_url()).await.unwrap();
    officer.execute("BEGIN; SELECT pg_advisory_xact_lock_shared(1399, 4)").await.unwrap();
    let input = json!({ "code": "new", "validFrom": "1420-01-01", "idleBelow": "5", "semiActiveBelow": "6" });
    let adopted = change(&register, &administrator, "methodologyAdopt", "methodology { code }", input);
    tokio::pin!(adopted);
    assert!(timeout(Duration::from_millis(500), &mut adopted).await.is_err(), "a capacity is being recorded");
    officer.execute("COMMIT").await.unwrap();
    assert_eq!(adopted.await["methodology"]["code"], "new");
}
