//! Whichever process is killed while changes arrive, no acknowledged change is lost and none is half done.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::time::Duration;

use futures_util::future::join_all;
use serde_json::{Value, json};
use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::event::EventKind;
use tokio::time::sleep;

#[path = "crash/client.rs"]
mod client;
// The naive recomputation and the form of a report, shared with the tests of reports.
#[expect(dead_code, reason = "not all figures are asked for here")]
#[path = "../../../tests/it/recomputation/compare.rs"]
mod compare;
#[path = "../../../tests/it/json_diff.rs"]
mod json_diff;
#[expect(dead_code, reason = "not all figures are asked for here")]
#[path = "../../../tests/it/recomputation/naive.rs"]
mod naive;
#[path = "crash/program.rs"]
mod program;

use client::{Client, Line};
use naive::{Bands, Facts, Figures, Record, Says};
use program::{Program, directory};

const CLIENTS: usize = 8;
/// The number of changes between two kills.
const BETWEEN: usize = 40;
const KILLS: usize = 3;
/// The number of lines of the import that runs meanwhile.
const LINES: usize = 90;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_killed_loses_no_acknowledged_change_and_leaves_none_half_done() {
    survives(Program::kill_server).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_postgres_that_is_killed_loses_no_acknowledged_change_and_leaves_none_half_done() {
    survives(Program::kill_postgres).await;
}

async fn survives(kill: fn(&mut Program)) {
    let directory = directory();
    let own = (0..CLIENTS).map(|client| format!("U{client},IR-09,Unit {client}\n"));
    let units: String = own.chain(["S,IR-23,Shared\nI,IR-23,Imported\n".to_owned()]).collect();
    fs::write(directory.path().join("units.csv"), format!("code,province,name_en\n{units}")).unwrap();
    let mut program = Program::start(directory.path());
    program.run(&["import", &directory.path().join("units.csv").display().to_string()]);
    let token = program.token("Zahra", "national-officer");
    let auditor = program.token("Amini", "auditor");
    let line = Line::new(&program.graphql, &token);
    for unit in ["S", "I"] {
        let first = json!({ "unit": unit, "occurredOn": "2021-03-21", "idempotencyKey": unit });
        let answer = line.send("unitCommission", &first).await.unwrap();
        assert_eq!(answer["userErrors"], json!([]));
    }

    let mut clients: Vec<Client> = (0..CLIENTS).map(Client::new).collect();
    let writing = join_all(clients.iter_mut().map(|client| client.write(&line)));
    let killing = async {
        let mut imports = Vec::new();
        for number in 0..KILLS {
            line.more(BETWEEN).await;
            imports.extend(line.import(&visits(number)).await);
            sleep(Duration::from_millis(30 << (2 * number))).await;
            kill(&mut program);
            line.turn_to(&program.graphql);
        }
        line.more(BETWEEN).await;
        line.end();
        imports
    };
    let (_, imports) = tokio::join!(writing, killing);

    // Every change, retried or not, gets its first answer again.
    for act in clients.iter().flat_map(|client| client.acts.iter()) {
        assert_eq!(line.send(act.name, &act.input).await.unwrap(), act.answer, "{act:?}");
    }
    let retried = line.retried();
    let records = read(&line).await;
    let made: usize = clients.iter().map(|client| client.acts.len()).sum();
    eprintln!("{made} changes, {retried} answers missing and asked for again: {:?}", line.failures());
    assert!(retried > 0, "nothing was interrupted");
    each_import_is_there_whole_or_not_at_all(&line, &imports, &records["I"]).await;
    each_change_is_there_once(&clients, &records);
    each_record_has_its_entry(&Line::new(&program.graphql, &auditor), &records).await;
    what_follows_is_there(&line, &records).await;
    program.stop();
}

/// The records of the ledger by their units, in its order.
async fn read(line: &Line) -> BTreeMap<String, Vec<Record>> {
    let query = "query($after: String) { feed(after: $after, first: 100) {
        nodes { code unit { code } event { kind occurredOn investment jobs capacity } voids { code } }
        pageInfo { endCursor hasNextPage } } }";
    let (mut records, mut after): (BTreeMap<String, Vec<Record>>, _) = (BTreeMap::new(), Value::Null);
    let mut position = 0;
    loop {
        let mut page = line.ask(query, json!({ "after": after })).await.unwrap()["feed"].take();
        for node in page["nodes"].as_array().unwrap() {
            let of_unit = records.entry(text(&node["unit"]["code"])).or_default();
            let voided = node["voids"]["code"].as_str();
            let voided = voided.map(|code| of_unit.iter().position(|record| record.code == code).unwrap());
            let says = match voided {
                Some(of) => Says::Void(of),
                None => Says::Happened { facts: facts(&node["event"]), replaces: None },
            };
            position += 1;
            of_unit.push(Record { code: text(&node["code"]), known: 0, position, says });
        }
        if page["pageInfo"]["hasNextPage"] == false {
            return records;
        }
        after = page["pageInfo"]["endCursor"].take();
    }
}

fn facts(event: &Value) -> Facts {
    let percent = |percent: &str| (percent.parse::<f64>().unwrap() * 100.0).round() as u32;
    Facts {
        kind: EventKind::parse(&text(&event["kind"]).to_lowercase()).unwrap(),
        day: Day::parse(&text(&event["occurredOn"])).unwrap(),
        irr: event["investment"].as_str().map(|irr| irr.parse().unwrap()),
        jobs: event["jobs"].as_i64().map(|jobs| i32::try_from(jobs).unwrap()),
        capacity: event["capacity"].as_str().map(percent),
    }
}

/// The file of an import that runs when a process is killed.
fn visits(number: usize) -> String {
    let line = |line| format!("i{number}.{line},I,visited,2021-04-01\n");
    let lines: String = (0..LINES).map(line).collect();
    format!("event,unit,kind,occurred_on\n{lines}")
}

async fn each_import_is_there_whole_or_not_at_all(line: &Line, imports: &[Value], records: &[Record]) {
    assert_eq!(imports.len(), KILLS);
    let mut states = Vec::new();
    for (number, id) in imports.iter().enumerate() {
        let query = "query($id: ID!) { import(id: $id) { state committed } }";
        let import = line.ask(query, json!({ "id": id })).await.unwrap()["import"].take();
        let prefix = format!("i{number}.");
        let recorded = records.iter().filter(|record| record.code.starts_with(&prefix)).count();
        let committed = import["committed"] == true;
        assert_eq!(
            (committed, recorded),
            (import["state"] == "DONE", if committed { LINES } else { 0 }),
            "{import}"
        );
        states.push(text(&import["state"]));
    }
    eprintln!("imports: {states:?}");
}

/// There are as many records as changes, and each acknowledged one is among them.
fn each_change_is_there_once(clients: &[Client], records: &BTreeMap<String, Vec<Record>>) {
    let mut made: BTreeMap<String, usize> = BTreeMap::from([("S".to_owned(), 1)]);
    let mut told = BTreeSet::new();
    for act in clients.iter().flat_map(|client| client.acts.iter()) {
        let unit = text(&act.input["unit"]);
        *made.entry(unit.clone()).or_default() += 1;
        if let Some(code) = act.answer["event"]["code"].as_str() {
            assert!(told.insert((unit.clone(), code.to_owned())), "{act:?}");
            assert!(records[&unit].iter().any(|record| record.code == code), "{act:?} is lost");
        }
    }
    // Records of imports are checked elsewhere.
    let recorded: BTreeMap<String, usize> = records
        .iter()
        .filter(|(unit, _)| *unit != "I")
        .map(|(unit, records)| (unit.clone(), records.len()))
        .collect();
    assert_eq!(recorded, made);
}

async fn each_record_has_its_entry(auditor: &Line, records: &BTreeMap<String, Vec<Record>>) {
    let query =
        "query($after: String) { auditEntries(after: $after, first: 100, filter: { thing: [EVENT] }) {
        nodes { key who } pageInfo { endCursor hasNextPage } } }";
    let (mut entries, mut after) = (Vec::new(), Value::Null);
    loop {
        let mut page = auditor.ask(query, json!({ "after": after })).await.unwrap()["auditEntries"].take();
        entries.extend(page["nodes"].as_array().unwrap().iter().map(|node| text(&node["key"])));
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
        after = page["pageInfo"]["endCursor"].take();
    }
    entries.sort_unstable();
    let key = |(unit, records): (&String, &Vec<Record>)| {
        records.iter().map(|record| format!("{unit} {}", record.code)).collect::<Vec<_>>()
    };
    let mut expected: Vec<String> = records.iter().flat_map(key).collect();
    expected.sort_unstable();
    assert_eq!(entries, expected);
}

/// The sums of a report and the states of the units follow from the records.
async fn what_follows_is_there(line: &Line, records: &BTreeMap<String, Vec<Record>>) {
    let (flows, stock) = (compare::FLOWS.replace("...I", "investment { irr irrUnknown }"), compare::STOCK);
    let query = format!(
        "query($year: Int!) {{ report(year: $year, population: ALL) {{ asOf {flows} stock {{ {stock} }}
            transitions {{ from to units }} }}
            units(first: 100) {{ nodes {{ code status statusSince jobs lastConfirmedOn }} }} }}"
    );
    let bands = Bands(vec![(Day::parse("0622-03-22").unwrap(), 1_000, 5_000)]);
    for year in [1400, 1401] {
        let answer = line.ask(&query, json!({ "year": year })).await.unwrap();
        let mut report = answer["report"].clone();
        let as_of = Day::parse(&text(&report["asOf"].take())).unwrap();
        let first = Day::parse(&format!("{year}-01-01")).unwrap();
        let mut figures = Figures::default();
        for records in records.values() {
            figures.add(&bands, records, 0, first, as_of);
        }
        report["transitions"] = compare::sorted(&report["transitions"]);
        let mut expected = compare::joined(
            compare::flows(&figures),
            json!({ "asOf": null, "stock": compare::stock(&figures.after),
                "transitions": compare::transitions(&figures) }),
        );
        for flow in ["permitted", "commissioned", "revived", "renovated"] {
            let investment = expected[flow]["investment"].as_object_mut().unwrap();
            investment.retain(|name, _| name.starts_with("irr"));
        }
        json_diff::diff(&report, &expected, "report").unwrap();
        for unit in answer["units"]["nodes"].as_array().unwrap() {
            let state =
                naive::state(&bands, &records[&text(&unit["code"])], 0, Day::parse("2026-01-01").unwrap());
            let state = state.unwrap();
            let expected = json!({ "code": unit["code"], "status": state.status.code().to_uppercase(),
                "statusSince": state.since.to_string(), "jobs": state.jobs, "lastConfirmedOn": state.last.to_string() });
            assert_eq!(*unit, expected);
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}
