//! A database that fails, with real processes and a stream of changes: the server stays up, says what is wrong at once,
//! recovers by itself, and loses nothing that it acknowledged.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use graphql_http::limits::Limits;
use serde_json::{Value, json};
use shahrak_domain::actor::RoleName;
use shahrak_tests::events::{event, file};
use shahrak_tests::failing_postgres::FailingPostgres;
use shahrak_tests::register::Register;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep, timeout};

/// The longest time for a recovery, on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// A refusal of a server that knows that its database is away takes less.
const AT_ONCE: Duration = Duration::from_millis(100);

const UNITS: &str = "code,province,name_en\nU1,IR-09,One\n";
const VISIT: &str = "mutation ($code: String!) { unitVisit(input: { unit: \"U1\", occurredOn: \"1401-01-01\",
    event: $code, idempotencyKey: $code }) { userErrors { code } } }";
const READ: &str = "{ units(first: 1) { nodes { code } } }";
const CODES: &str = "query ($after: String) { events(first: 100, after: $after, filter: { unit: \"U1\" }) {
    nodes { code } pageInfo { hasNextPage endCursor } } }";
const CHANGED: &str = "subscription { registerChanged { node { event { code } } } }";

/// A register on a database that can fail.
struct Faulty {
    // Dropped before its database.
    register: Arc<Register>,
    postgres: FailingPostgres,
    officer: String,
}

/// Changes one after the other, until they are stopped.
struct Changes {
    stop: Arc<AtomicBool>,
    acknowledged: Arc<AtomicUsize>,
    task: JoinHandle<Vec<String>>,
}

impl Faulty {
    async fn new(postgres: FailingPostgres) -> Faulty {
        let register = Register::over(postgres.database(), Limits::default()).await;
        tokio::spawn(register.register.db.clone().watch());
        tokio::spawn(register.register.snapshot.clone().follow());
        let events = file(&[event("e1", "U1", "commissioned", "2019-05-01")]);
        register.import(&[("units.csv", UNITS), ("events.csv", &events)]).await;
        let officer = register.token(RoleName::NationalOfficer, &[]).await;
        Faulty { register: Arc::new(register), postgres, officer }
    }

    /// Sends changes, each until it is acknowledged.
    fn changes(&self) -> Changes {
        let stop = Arc::new(AtomicBool::new(false));
        let acknowledged = Arc::new(AtomicUsize::new(0));
        let (register, officer) = (Arc::clone(&self.register), self.officer.clone());
        let (stopped, counted) = (Arc::clone(&stop), Arc::clone(&acknowledged));
        let task = tokio::spawn(async move {
            let mut codes = Vec::new();
            while !stopped.load(Ordering::Relaxed) {
                let code = format!("v{}", codes.len());
                let body = json!({ "query": VISIT, "variables": { "code": code } });
                loop {
                    let sent = register.to_post("/graphql").bearer_auth(&officer).json(&body).send().await;
                    let response = sent.expect("the server stays up");
                    let status = response.status().as_u16();
                    let retry = response.headers().contains_key("retry-after");
                    let answer: Value = response.json().await.unwrap();
                    if answer["data"]["unitVisit"]["userErrors"] == json!([]) {
                        break;
                    }
                    assert_eq!((status, retry), (503, true), "{answer}");
                    if stopped.load(Ordering::Relaxed) {
                        return codes;
                    }
                    sleep(Duration::from_millis(20)).await;
                }
                codes.push(code);
                counted.fetch_add(1, Ordering::Relaxed);
            }
            codes
        });
        Changes { stop, acknowledged, task }
    }

    /// The status, the code, the reason, and how long the answer took.
    async fn ask(&self, query: &str, token: Option<&str>) -> (u16, Value, Value, Duration) {
        let begun = Instant::now();
        let mut request = self.register.to_post("/graphql").header("accept", "application/json");
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let body = json!({ "query": query, "variables": { "code": "one more" } });
        let response = request.json(&body).send().await.expect("the server stays up");
        let (status, took) = (response.status().as_u16(), begun.elapsed());
        assert_eq!(response.headers().contains_key("retry-after"), status == 503);
        let answer: Value = response.json().await.unwrap();
        let extensions = &answer["errors"][0]["extensions"];
        (status, extensions["code"].clone(), extensions["reason"].clone(), took)
    }

    async fn ready(&self) -> (u16, Value) {
        let response = self.register.get("/readyz").await;
        (response.status().as_u16(), response.json().await.unwrap())
    }

    /// Waits until the server says what it is ready for.
    async fn until(&self, ready: impl Fn(u16, &Value) -> bool) {
        let begun = Instant::now();
        loop {
            let (status, state) = self.ready().await;
            if ready(status, &state) {
                return;
            }
            assert!(begun.elapsed() < PATIENCE, "{status} {state}");
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until the server knows that the database is away, and checks that it refuses at once then.
    async fn refuses_at_once(&self) {
        let begun = Instant::now();
        let mut fast = 0;
        while fast < 10 {
            let (status, code, reason, took) = self.ask(READ, None).await;
            let known = status == 503 && code == json!("UNAVAILABLE") && reason == json!("DATABASE_AWAY");
            fast = if known && took < AT_ONCE { fast + 1 } else { 0 };
            assert!(begun.elapsed() < PATIENCE, "the server does not know that the database is away");
        }
        // The machine may be busy with other tests.
        let mut quickest = PATIENCE;
        for _ in 0..5 {
            let (status, code, _, took) = self.ask(VISIT, Some(&self.officer)).await;
            assert_eq!((status, code), (503, json!("UNAVAILABLE")));
            quickest = quickest.min(took);
        }
        assert!(quickest < AT_ONCE, "{quickest:?}");
        let (status, state) = self.ready().await;
        assert_eq!((status, &state["status"]), (503, &json!("unavailable")));
        assert!(state["reason"].is_string(), "{state}");
    }

    /// Stops the changes and checks that each acknowledged one is recorded once.
    async fn nothing_is_lost(&self, changes: Changes) {
        let acknowledged = changes.end().await;
        let mut recorded: Vec<String> = Vec::new();
        let mut after = Value::Null;
        loop {
            let page = self.register.ask(CODES, json!({ "after": after })).await;
            let events = &page["events"];
            let nodes = events["nodes"].as_array().unwrap();
            recorded.extend(nodes.iter().map(|node| node["code"].as_str().unwrap().to_owned()));
            if events["pageInfo"]["hasNextPage"] == json!(false) {
                break;
            }
            after = events["pageInfo"]["endCursor"].clone();
        }
        for code in &acknowledged {
            assert_eq!(recorded.iter().filter(|it| *it == code).count(), 1, "{code}");
        }
    }
}

impl Changes {
    /// Waits for this many more acknowledged changes.
    async fn more(&self, number: usize) {
        let target = self.acknowledged.load(Ordering::Relaxed) + number;
        let reached = async {
            while self.acknowledged.load(Ordering::Relaxed) < target {
                sleep(Duration::from_millis(10)).await;
            }
        };
        timeout(PATIENCE, reached).await.expect("changes go on");
    }

    async fn end(self) -> Vec<String> {
        self.stop.store(true, Ordering::Relaxed);
        timeout(PATIENCE, self.task).await.expect("changes end").unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_database_is_away_until_it_is_back() {
    let faulty = Faulty::new(FailingPostgres::start().await).await;
    let changes = faulty.changes();
    let mut told = faulty.register.subscribe(CHANGED, json!({})).await;
    changes.more(20).await;

    faulty.postgres.signal_all("KILL");

    changes.more(20).await;
    faulty.until(|status, _| status == 200).await;
    // Subscribers have received everything, across the failure.
    let mut seen = 0;
    while seen < 30 {
        told.next().await;
        seen += 1;
    }
    faulty.nothing_is_lost(changes).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_hangs_is_refused_at_once() {
    let faulty = Faulty::new(FailingPostgres::start().await).await;
    let changes = faulty.changes();
    changes.more(20).await;

    faulty.postgres.signal_all("STOP");
    let stopped = Instant::now();
    faulty.refuses_at_once().await;
    sleep(Duration::from_secs(20).saturating_sub(stopped.elapsed())).await;
    faulty.refuses_at_once().await;
    faulty.postgres.signal_all("CONT");

    let back = Instant::now();
    changes.more(20).await;
    assert!(back.elapsed() < Duration::from_secs(10), "it took {:?}", back.elapsed());
    faulty.nothing_is_lost(changes).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_postmaster_that_hangs_hinders_nobody_who_is_connected() {
    let faulty = Faulty::new(FailingPostgres::start().await).await;
    let changes = faulty.changes();
    changes.more(20).await;

    faulty.postgres.signal("STOP");
    sleep(Duration::from_secs(8)).await;
    let (status, _, _, took) = faulty.ask(READ, None).await;
    assert_eq!(status, 200, "{took:?}");
    faulty.postgres.signal("CONT");

    changes.more(20).await;
    faulty.until(|status, _| status == 200).await;
    faulty.nothing_is_lost(changes).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_without_free_connections_answers_on_those_that_are_open() {
    let faulty = Faulty::new(FailingPostgres::start().await).await;
    let changes = faulty.changes();
    changes.more(20).await;

    let taken = faulty.postgres.take_all_connections().await;
    sleep(Duration::from_secs(7)).await;
    for _ in 0..20 {
        let (status, code, _, took) = faulty.ask(READ, Some(&faulty.officer)).await;
        assert!(took < Duration::from_secs(2), "{took:?}");
        assert!(status == 200 || code == json!("UNAVAILABLE"), "{status} {code}");
    }
    changes.more(5).await;
    drop(taken);

    changes.more(20).await;
    faulty.until(|status, _| status == 200).await;
    faulty.nothing_is_lost(changes).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_read_only_database_is_read_with_and_without_a_credential() {
    let faulty = Faulty::new(FailingPostgres::start().await).await;
    let changes = faulty.changes();
    changes.more(20).await;
    let name = shahrak_local_postgres::DATABASE;

    let close = format!("ALTER DATABASE {name} SET default_transaction_read_only = on");
    let end_all = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'";
    faulty.postgres.run(&[&close, end_all]).await;

    faulty.until(|status, state| status == 503 && state["readOnly"] == json!(true)).await;
    let fresh = "query { report(year: 1398) { knownAt commissioned { units } } }";
    for token in [None, Some(&*faulty.officer)] {
        for query in [READ, fresh] {
            let (status, code, ..) = faulty.ask(query, token).await;
            assert_eq!((status, code), (200, Value::Null), "{query}");
        }
    }
    let (status, code, reason, _) = faulty.ask(VISIT, Some(&faulty.officer)).await;
    assert_eq!((status, code, reason), (503, json!("UNAVAILABLE"), json!("READ_ONLY")));
    assert_eq!(faulty.register.get("/readyz?for=reading").await.status(), 200);

    let open = format!("ALTER DATABASE {name} RESET default_transaction_read_only");
    faulty.postgres.run(&["SET default_transaction_read_only = off", &open]).await;
    let back = Instant::now();
    faulty.until(|status, _| status == 200).await;
    changes.more(20).await;
    assert!(back.elapsed() < Duration::from_secs(10), "it took {:?}", back.elapsed());
    faulty.nothing_is_lost(changes).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_said_and_passes() {
    let faulty = Faulty::new(FailingPostgres::on_a_small_disk().await).await;
    let changes = faulty.changes();
    changes.more(20).await;

    let filler = faulty.postgres.fill_the_disk();
    faulty.until(|status, state| status == 503 && state["reason"].as_str().unwrap().contains("disk")).await;
    let (status, code, ..) = faulty.ask(READ, Some(&faulty.officer)).await;
    assert_eq!((status, code), (200, Value::Null));
    drop(filler);

    faulty.until(|status, _| status == 200).await;
    changes.more(20).await;
    faulty.nothing_is_lost(changes).await;
}
