//! Announcements, budget lines, methodologies and rates.

use sqlx::{Connection, PgConnection};

use super::*;

async fn administrator(register: &Register) -> String {
    register.token(RoleName::Administrator, &[]).await
}

fn figure(code: &str) -> Value {
    json!({ "code": code, "scope": "IR", "population": "IN_PARKS", "metric": "units_revived", "measure": "FLOW",
        "hedge": "OVER", "low": "1170", "unit": "units", "periodFrom": "1399-01-01", "periodTo": "1399-10-30" })
}

#[tokio::test]
async fn an_announcement_is_recorded_with_its_figures() {
    let register = filled().await;
    let national = national(&register).await;
    let shown = "announcement { announcedOn dateBasis source figures { code hedge low high unit } }";
    let record = async |input: Value| change(&register, &national, "announcementRecord", shown, input).await;
    let mut input = json!({ "announcedOn": "1399-11-08", "dateBasis": "STATED", "source": "https://example.org/1",
        "figures": [figure("n1"), figure("n2")] });
    input["figures"][1]["high"] = "1180".into();
    input["figures"][1]["hedge"] = "RANGE".into();
    input["figures"][1]["note"] = "two\nlines".into();
    let payload = record(input.clone()).await;
    let expected = json!({ "announcedOn": "2021-01-27", "dateBasis": "STATED", "source": "https://example.org/1",
        "figures": [{ "code": "n1", "hedge": "OVER", "low": "1170", "high": "1170", "unit": "units" },
            { "code": "n2", "hedge": "RANGE", "low": "1170", "high": "1180", "unit": "units" }] });
    assert_eq!(payload, json!({ "announcement": expected, "userErrors": [] }));
    assert_eq!(record(input.clone()).await, payload);
    input["figures"][0]["low"] = "1171".into();
    assert_eq!(mistakes(&record(input).await), ["CHANGED input.figures.0"]);
}

#[tokio::test]
async fn each_error_in_an_announcement_names_its_figure() {
    let register = filled().await;
    let national = national(&register).await;
    let record = async |input: Value| {
        change(&register, &national, "announcementRecord", "announcement { id }", input).await
    };
    let mut input = json!({ "announcedOn": "1405-12-01", "dateBasis": "STATED", "source": "",
        "figures": [figure("n1"), figure("n2"), figure("n3"), figure("n1")] });
    input["figures"][0]["note"] = "two\n\nlines".into();
    input["figures"][1]["code"] = "n 2".into();
    input["figures"][2]["high"] = "1".into();
    input["figures"][2]["metric"] = "Units".into();
    assert_eq!(
        mistakes(&record(input).await),
        [
            "FUTURE_DAY input.announcedOn",
            "EMPTY input.source",
            "BAD_CODE input.figures.1.code",
            "BAD_VALUE input.figures.2.metric",
            "INCONSISTENT input.figures.2.high",
            "DUPLICATE_KEY input.figures.3.code",
        ]
    );
    let mut input = json!({ "dateBasis": "UNKNOWN", "source": "x", "figures": [figure("n1"), figure("n2")] });
    input["figures"][0]["note"] = "two\n\nlines".into();
    input["figures"][1]["high"] = "1".into();
    assert_eq!(mistakes(&record(input).await), ["INCONSISTENT input.figures.1.high"]);
    let none = json!({ "dateBasis": "STATED", "announcedOn": "1405-12-01", "source": " ", "figures": [] });
    assert_eq!(
        mistakes(&record(none).await),
        ["OUT_OF_RANGE input.figures", "FUTURE_DAY input.announcedOn", "EMPTY input.source"]
    );
}

#[tokio::test]
async fn a_budget_line_is_recorded_and_replaced() {
    let register = filled().await;
    let national = national(&register).await;
    let shown = "budgetLine { year { number } province { code } line stage amountIrr source }";
    let record = async |input: Value| change(&register, &national, "budgetRecord", shown, input).await;
    let input = |scope: &str, stage: &str, amount: &str| json!({ "year": 1400, "scope": scope, "line": "WATER", "stage": stage, "amountIrr": amount });
    record(input("IR", "BILL", "100")).await;
    let payload = record(input("IR", "BILL", "129000000000000")).await;
    let line = json!({ "year": { "number": 1400 }, "province": null, "line": "WATER", "stage": "BILL",
        "amountIrr": "129000000000000", "source": null });
    assert_eq!(payload, json!({ "budgetLine": line, "userErrors": [] }));
    let payload = record(input("IR-09", "SPENT", "7")).await;
    assert_eq!(payload["budgetLine"]["province"]["code"], "IR-09");
    record(input("IR-09", "LAW", "8")).await;
    let payload = record(json!({ "year": 9, "scope": "X", "line": "OTHER", "stage": "LAW", "amountIrr": "1000000000000000001" })).await;
    assert_eq!(
        mistakes(&payload),
        ["OUT_OF_RANGE input.year", "UNKNOWN_PROVINCE input.scope", "OUT_OF_RANGE input.amountIrr"]
    );

    let list = "query($after: String, $filter: BudgetLineFilter) { budgetLines(first: 2, after: $after, filter: $filter) {
        totalCount pageInfo { endCursor hasNextPage } nodes { stage amountIrr } } }";
    let page = register.ask(list, json!({})).await["budgetLines"].take();
    assert_eq!(page["totalCount"], 3);
    assert_eq!(
        page["nodes"],
        json!([{ "stage": "BILL", "amountIrr": "129000000000000" }, { "stage": "LAW", "amountIrr": "8" }])
    );
    let rest = register.ask(list, json!({ "after": page["pageInfo"]["endCursor"] })).await;
    assert_eq!(rest["budgetLines"]["nodes"], json!([{ "stage": "SPENT", "amountIrr": "7" }]));
    let own = register
        .ask(
            list,
            json!({ "filter": { "year": 1400, "province": "IR-09", "stage": "LAW", "line": "WATER" } }),
        )
        .await;
    assert_eq!(own["budgetLines"]["totalCount"], 1);
}

#[tokio::test]
async fn a_methodology_is_adopted_for_days_to_come() {
    let register = filled().await;
    let administrator = administrator(&register).await;
    register
        .import(&[(
            "events.csv",
            "event,unit,kind,occurred_on,capacity_percent\nc1,U1,capacity_reported,2021-01-01,30\n",
        )])
        .await;
    let shown = "methodology { code validFrom idleBelow semiActiveBelow source }";
    let adopt =
        async |input: Value| change(&register, &administrator, "methodologyAdopt", shown, input).await;
    let strict = |from: &str, idle: &str| json!({ "code": "strict", "validFrom": from, "idleBelow": idle, "semiActiveBelow": "70" });
    assert_eq!(mistakes(&adopt(strict("2021-01-01", "20")).await), ["METHODOLOGY_IN_USE input.validFrom"]);
    assert_eq!(
        mistakes(&adopt(strict("2021-01-01", "x")).await),
        ["BAD_NUMBER input.idleBelow", "METHODOLOGY_IN_USE input.validFrom"]
    );
    assert_eq!(mistakes(&adopt(strict("2022-01-01", "80")).await), ["INCONSISTENT input.semiActiveBelow"]);
    let payload = adopt(strict("2022-01-01", "20")).await;
    let methodology = json!({ "code": "strict", "validFrom": "2022-01-01", "idleBelow": "20", "semiActiveBelow": "70", "source": null });
    assert_eq!(payload, json!({ "methodology": methodology, "userErrors": [] }));
    assert_eq!(mistakes(&adopt(strict("2022-01-01", "30")).await), ["CHANGED input"]);
    let data = register.ask("{ methodologies { code } }", json!({})).await;
    assert_eq!(data["methodologies"], json!([{ "code": "default" }, { "code": "strict" }]));
}

#[tokio::test]
async fn a_rate_is_recorded_and_changes_dollars() {
    let register = filled().await;
    let administrator = administrator(&register).await;
    let shown = "rate { kind validFrom validTo irrPerUsd }";
    let record = async |input: Value| change(&register, &administrator, "rateRecord", shown, input).await;
    let nima = |from: &str, to: &str, rate: &str| json!({ "kind": "NIMA", "validFrom": from, "validTo": to, "irrPerUsd": rate });
    let payload = record(nima("1300-01-01", "1304-01-01", "0")).await;
    assert_eq!(mistakes(&payload), ["OUT_OF_RANGE input.validFrom", "OUT_OF_RANGE input.irrPerUsd"]);

    let dollars =
        "{ report(year: 1399, province: \"IR-09\") { commissioned { investment { usd(kind: NIMA) } } } }";
    let usd =
        async || register.ask(dollars, json!({})).await["report"]["commissioned"]["investment"]["usd"].take();
    assert_eq!(usd().await, Value::Null);
    let payload = record(nima("2020-05-01", "2020-05-01", "200")).await;
    let rate =
        json!({ "kind": "NIMA", "validFrom": "2020-05-01", "validTo": "2020-05-01", "irrPerUsd": "200" });
    assert_eq!(payload, json!({ "rate": rate, "userErrors": [] }));
    assert_eq!(usd().await, "5.00");
    let data = register.ask("{ rates { kind } nima: rates(kind: NIMA) { irrPerUsd } }", json!({})).await;
    assert_eq!(data["nima"], json!([{ "irrPerUsd": "200" }]));
    assert_eq!(data["rates"].as_array().unwrap().len(), 4);
    let payload = record(nima("2020-04-01", "2020-06-01", "300")).await;
    assert_eq!(mistakes(&payload), ["OVERLAPPING_RATES input.validFrom"]);
}

#[tokio::test]
async fn a_methodology_adopted_by_hand_makes_the_same_of_the_past_as_an_imported_one() {
    let [by_hand, by_file] = [corrected().await, corrected().await];
    let before = rows(&by_hand, SPANS).await;
    let strict =
        json!({ "code": "strict", "validFrom": "2021-03-01", "idleBelow": "40", "semiActiveBelow": "70" });
    let token = administrator(&by_hand).await;
    let payload = change(&by_hand, &token, "methodologyAdopt", "methodology { code }", strict).await;
    assert_eq!(mistakes(&payload), Vec::<String>::new());
    let file = "code,valid_from,idle_below,semi_active_below\nstrict,2021-03-01,40,70\n";
    by_file.import(&[("methodologies.csv", file)]).await;

    assert_ne!(rows(&by_hand, SPANS).await, before);
    assert_eq!(rows(&by_hand, SPANS).await, rows(&by_file, SPANS).await);
    assert_eq!(stocks(&by_hand).await, stocks(&by_file).await);
}

#[tokio::test]
async fn a_methodology_by_which_a_corrected_history_could_not_have_been_is_refused() {
    let register = corrected().await;
    // A unit that is active cannot be revived.
    let lax = json!({ "code": "lax", "validFrom": "2021-03-01", "idleBelow": "5", "semiActiveBelow": "10" });
    let token = administrator(&register).await;
    let payload = change(&register, &token, "methodologyAdopt", "methodology { code }", lax).await;
    assert_eq!(mistakes(&payload), ["METHODOLOGY_IN_USE input.validFrom"]);
}

/// A register in which a capacity and its consequences were recorded and then voided.
async fn corrected() -> Register {
    let register = filled().await;
    let told = "event,unit,kind,occurred_on,capacity_percent,jobs\n\
        c1,U1,capacity_reported,2021-06-01,30,\nr1,U1,revived,2021-07-01,,5\n";
    register.import(&[("events.csv", told)]).await;
    let voided = "event,unit,kind,occurred_on,voids,note\nv2,U1,,,r1,a slip\nv1,U1,,,c1,a slip\n";
    register.import(&[("events.csv", voided)]).await;
    register
}

/// Runs of status with the order in which they became known.
const SPANS: &str =
    "SELECT jsonb_build_array(u.code, s.status, s.from_on, s.until_on, s.known_until = 'infinity',
        dense_rank() OVER (ORDER BY s.known_from)) AS it
     FROM unit_span AS s JOIN unit AS u ON u.id = s.unit_id ORDER BY it";

/// The stock of units of a year as it was known at each moment of recording.
async fn stocks(register: &Register) -> Vec<Value> {
    let moments = "SELECT DISTINCT to_jsonb(recorded_at) AS it FROM unit_event ORDER BY it";
    let report = "query($at: DateTime) { report(year: 1400, knownAt: $at, population: ALL) {
        stock { active semiActive inactive } transitions { from to units } } }";
    let mut stocks = Vec::new();
    for at in rows(register, moments).await {
        stocks.push(register.ask(report, json!({ "at": at })).await);
    }
    stocks
}

async fn rows(register: &Register, sql: &'static str) -> Vec<Value> {
    let mut connection = PgConnection::connect(register.database_url()).await.unwrap();
    sqlx::query_scalar(sql).fetch_all(&mut connection).await.unwrap()
}
