//! Three instances over a primary and two replicas: nobody reads an older state than their own change, whichever instance and
//! copy answers, also while a replica lags or is stopped, and answers about the past stay the same.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::fs;
use std::net::TcpListener;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::time::sleep;

#[path = "cluster/mod.rs"]
mod cluster;
#[path = "cluster/served.rs"]
mod served;

use cluster::{Cluster, OWNER, SERVER, directory};
use served::{Served, run};

/// The header of positions.
const POSITION: &str = "x-shahrak-position";

/// The number of units, of which each change commissions one.
const UNITS: usize = 60;

/// How far a replica may lag here.
const LAG: Duration = Duration::from_millis(800);

const COMMISSION: &str =
    "mutation Commission($unit: String!) { unitCommission(input: { unit: $unit, occurredOn: \"2021-01-01\" }) {
        unit { status } userErrors { message } } }";

const STATUS: &str = "query Status($unit: String!) {
    unit(code: $unit) { status } report(year: 1399, population: ALL) { knownAt commissioned { units } } }";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_reads_an_older_state_than_their_own_change() {
    let directory = directory();
    let path = |name: &str| directory.path().join(name);
    let primary = Cluster::create(&path("primary"), "");
    let (owner, server) = (primary.url(OWNER), primary.url(SERVER));
    let environment = [("DATABASE_URL", server.as_str()), ("DATABASE_MIGRATE_URL", owner.as_str())];
    let units: String = (0..UNITS).map(|unit| format!("U{unit},IR-09,Unit {unit}\n")).collect();
    fs::write(path("units.csv"), format!("code,province,name_en\n{units}")).unwrap();
    run(&environment, &["import", path("units.csv").to_str().unwrap()]);
    let token = run(&environment, &["token", "create", "--name", "Zahra", "--role", "national-officer"]);
    let token = String::from_utf8(token.stdout).unwrap().split_whitespace().last().unwrap().to_owned();
    let [first, second] = ["first", "second"].map(|name| {
        primary.base_backup(&path(name), &["-R"]);
        Cluster::start(&path(name))
    });

    let urls = format!("{},{}", first.url(SERVER), second.url(SERVER));
    let lag = LAG.as_millis().to_string();
    let with_replicas = [
        ("DATABASE_URL", server.as_str()),
        ("DATABASE_READ_URLS", urls.as_str()),
        ("SHAHRAK_DATABASE_READ_LAG_MS", lag.as_str()),
    ];
    let instances = [(); 3].map(|()| {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let served = Served::start(&with_replicas, &["--metrics-listen", &format!("127.0.0.1:{port}")]);
        (served, format!("http://127.0.0.1:{port}/metrics"))
    });
    let mut world = World { instances: &instances, token, changed: 0, known: Vec::new() };

    world.reads_from(&first).await;
    world.reads_from(&second).await;
    world.change_and_read(15).await;

    // A replica that lags.
    second.sql("postgres", "SELECT pg_wal_replay_pause()");
    world.change_and_read(15).await;
    sleep(LAG + Duration::from_millis(500)).await;
    let before = world.reads_of(&second).await;
    world.everybody_reads_the_present().await;
    assert_eq!(world.reads_of(&second).await, before, "a replica that lags is not read from");
    second.sql("postgres", "SELECT pg_wal_replay_resume()");
    world.reads_from(&second).await;

    // A replica that is stopped, and starts again.
    let (data, port) = (first.data.clone(), first.port);
    first.stop();
    world.change_and_read(15).await;
    sleep(LAG).await;
    world.everybody_reads_the_present().await;
    let first = Cluster::start_at(&data, port);
    world.reads_from(&first).await;
    world.change_and_read(10).await;

    world.the_past_is_the_same().await;
}

struct World<'a> {
    instances: &'a [(Served, String); 3],
    token: String,
    /// How many units are commissioned.
    changed: usize,
    /// What was answered for moments of knowledge.
    known: Vec<(String, Value)>,
}

impl World<'_> {
    /// Commissions units, one at each instance in turn, and reads each back at once from the next instance.
    async fn change_and_read(&mut self, times: usize) {
        for _ in 0..times {
            let variables = json!({ "unit": format!("U{}", self.changed) });
            let one = &self.instances[self.changed % 3].0;
            let changed = one.post(COMMISSION, &variables).bearer_auth(&self.token).send().await.unwrap();
            let position =
                changed.headers().get(POSITION).expect("an answer to a change has a position").clone();
            let answer: Value = changed.json().await.unwrap();
            assert_eq!(answer["data"]["unitCommission"]["userErrors"], json!([]), "{answer}");
            self.changed += 1;

            let another = &self.instances[self.changed % 3].0;
            let read = another.post(STATUS, &variables).header(POSITION, &position).send().await.unwrap();
            assert_eq!(read.headers().get(POSITION), Some(&position));
            let read: Value = read.json().await.unwrap();
            assert_eq!(read["data"]["unit"]["status"], "ACTIVE", "change {}: {read}", self.changed);
            assert_eq!(read["data"]["report"]["commissioned"]["units"], self.changed, "{read}");
            self.note(&read["data"]["report"]);
        }
    }

    /// Reads without a position, when all that is older than the lag must be known.
    async fn everybody_reads_the_present(&mut self) {
        for turn in 0..30 {
            let read =
                self.instances[turn % 3].0.post(STATUS, &json!({ "unit": "U0" })).send().await.unwrap();
            let read: Value = read.json().await.unwrap();
            assert_eq!(read["data"]["report"]["commissioned"]["units"], self.changed, "{read}");
            self.note(&read["data"]["report"]);
        }
    }

    fn note(&mut self, report: &Value) {
        let moment = report["knownAt"].as_str().unwrap().to_owned();
        self.known.push((moment, report["commissioned"]["units"].clone()));
    }

    /// Asks every instance for every moment of knowledge again.
    async fn the_past_is_the_same(&self) {
        const PAST: &str = "query Past($at: DateTime!) {
            report(year: 1399, population: ALL, knownAt: $at) { commissioned { units } } }";
        assert_eq!(self.changed, 55);
        for (moment, units) in &self.known {
            for (instance, _) in self.instances {
                let read = instance.post(PAST, &json!({ "at": moment })).send().await.unwrap();
                let read: Value = read.json().await.unwrap();
                assert_eq!(&read["data"]["report"]["commissioned"]["units"], units, "at {moment}: {read}");
            }
        }
    }

    /// Reads until every instance has read from a replica once more.
    async fn reads_from(&self, replica: &Cluster) {
        let label = format!("server=\"127.0.0.1:{}\"", replica.port);
        for (instance, metrics) in self.instances {
            let (before, since) = (reads(metrics, &label).await, Instant::now());
            while reads(metrics, &label).await == before {
                assert!(since.elapsed() < Duration::from_secs(30), "nothing is read from {label}");
                instance.ask("{ registerInfo { __typename } provinces { code } units(first: 1) { nodes { code } } }").await;
                sleep(Duration::from_millis(20)).await;
            }
        }
    }

    /// How many queries have read from a replica.
    async fn reads_of(&self, replica: &Cluster) -> u64 {
        let label = format!("server=\"127.0.0.1:{}\"", replica.port);
        let mut sum = 0;
        for (_, metrics) in self.instances {
            sum += reads(metrics, &label).await;
        }
        sum
    }
}

/// The value of a counter of reads.
async fn reads(metrics: &str, label: &str) -> u64 {
    let text = reqwest::get(metrics).await.unwrap().text().await.unwrap();
    let line = text.lines().find(|line| line.starts_with("shahrak_reads_total{") && line.contains(label));
    line.map_or(0, |line| line.split_whitespace().last().unwrap().parse().unwrap())
}
