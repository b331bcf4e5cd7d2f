//! Budget lines: their revisions, and the stages of a year side by side.

use super::*;

const BUDGETS: &str = "year,scope,line,stage,amount_irr,decided_on,reason,source
1400,IR,water,bill,100,1399-09-15,,bill
1400,IR,water,law,90,1399-12-26,,law
1400,IR,water,allocated,40,1400-03-01,first quarter,
1400,IR,water,allocated,80,1400-06-01,second quarter,
1400,IR,water,spent,20,1400-06-31,,
1400,IR,power,law,10,1399-12-26,,law
1400,IR-09,road,allocated,7,1400-03-01,,
1400,IR-09,road,spent,7,1400-05-01,,
1400,IR-23,road,allocated,3,1400-03-01,,
1400,IR-23,road,spent,1,1400-05-01,,
";

const TABLE: &str = "query($asOf: Date, $knownAt: DateTime) { budgetTable(year: 1400, asOf: $asOf, knownAt: $knownAt) {
    knownAt
    scope { scope billIrr lawIrr allocatedIrr spentIrr incomplete shareAllocated shareSpent
        purposes { line billIrr lawIrr allocatedIrr spentIrr shareSpent budgetLines { stage amountIrr revisions { amountIrr } } } }
    scopes { scope province { code } spentIrr shareSpent }
    provincesTotal { allocatedIrr spentIrr shareSpent incomplete } } }";

#[tokio::test]
async fn the_stages_of_a_year_stand_beside_each_other() {
    let register = Register::new().await;
    register.import(&[("budgets.csv", BUDGETS)]).await;

    let data = register.ask(TABLE, json!({})).await;
    let table = &data["budgetTable"];
    let expected = json!({
        "scope": "IR", "billIrr": "100", "lawIrr": "100", "allocatedIrr": "80", "spentIrr": "20",
        // Power has neither a bill nor an allocation, so that no share of them all is known.
        "incomplete": ["BILL", "ALLOCATED", "SPENT"], "shareAllocated": null, "shareSpent": null,
        "purposes": [
            { "line": "WATER", "billIrr": "100", "lawIrr": "90", "allocatedIrr": "80", "spentIrr": "20", "shareSpent": 0.25,
              "budgetLines": [
                { "stage": "BILL", "amountIrr": "100", "revisions": [{ "amountIrr": "100" }] },
                { "stage": "LAW", "amountIrr": "90", "revisions": [{ "amountIrr": "90" }] },
                { "stage": "ALLOCATED", "amountIrr": "80", "revisions": [{ "amountIrr": "40" }, { "amountIrr": "80" }] },
                { "stage": "SPENT", "amountIrr": "20", "revisions": [{ "amountIrr": "20" }] },
              ] },
            { "line": "POWER", "billIrr": null, "lawIrr": "10", "allocatedIrr": null, "spentIrr": null, "shareSpent": null,
              "budgetLines": [{ "stage": "LAW", "amountIrr": "10", "revisions": [{ "amountIrr": "10" }] }] },
        ],
    });
    assert_eq!(table["scope"], expected);
    let scopes = json!([
        { "scope": "IR", "province": null, "spentIrr": "20", "shareSpent": null },
        { "scope": "IR-09", "province": { "code": "IR-09" }, "spentIrr": "7", "shareSpent": 1.0 },
        { "scope": "IR-23", "province": { "code": "IR-23" }, "spentIrr": "1", "shareSpent": 1.0 / 3.0 },
    ]);
    assert_eq!(table["scopes"], scopes);
    let total =
        json!({ "allocatedIrr": "10", "spentIrr": "8", "shareSpent": 0.8, "incomplete": ["BILL", "LAW"] });
    assert_eq!(table["provincesTotal"], total);

    let earlier = register.ask(TABLE, json!({ "asOf": "1400-04-01" })).await["budgetTable"].take();
    assert_eq!(
        (&earlier["scope"]["allocatedIrr"], &earlier["scope"]["spentIrr"]),
        (&json!("40"), &Value::Null)
    );
    let none = register.ask("{ budgetTable(year: 1398) { scopes { scope } scope(code: \"IR-09\") { scope spentIrr purposes { line } } } }", json!({})).await;
    assert_eq!(
        none["budgetTable"],
        json!({ "scopes": [], "scope": { "scope": "IR-09", "spentIrr": null, "purposes": [] } })
    );
    for (arguments, named) in [("year: 1200", "year"), ("year: 1400, asOf: \"1455-01-01\"", "asOf")] {
        let (code, message) =
            register.refusal(&format!("{{ budgetTable({arguments}) {{ knownAt }} }}"), json!({})).await;
        assert_eq!(code, "BAD_USER_INPUT");
        assert!(message.starts_with(named), "{message}");
    }
    let (code, message) =
        register.refusal("{ budgetTable(year: 1400) { scope(code: \"X\") { scope } } }", json!({})).await;
    assert_eq!((&*code, message.contains("code")), ("BAD_USER_INPUT", true), "{message}");
}

#[tokio::test]
async fn an_amount_is_revised_and_what_was_known_stays() {
    let register = Register::new().await;
    register.import(&[("budgets.csv", BUDGETS)]).await;
    let before = register.ask(TABLE, json!({})).await["budgetTable"].take();
    let national = register.token(RoleName::NationalOfficer, &[]).await;
    let record = async |mut input: Value| {
        for (field, value) in [
            ("year", json!(1400)),
            ("scope", json!("IR")),
            ("line", json!("WATER")),
            ("stage", json!("SPENT")),
        ] {
            input[field] = value;
        }
        let query = "mutation($input: BudgetRecordInput!) { budgetRecord(input: $input) { userErrors { code message }
            budgetLine { version amountIrr decidedOn revisions { amountIrr reason source } inForce(on: \"1400-07-01\") { amountIrr } } } }";
        register.ask_as(&national, query, json!({ "input": input })).await["budgetRecord"].take()
    };

    let revised = record(json!({ "amountIrr": "30", "decidedOn": "1400-09-01", "reason": "third quarter", "expectedVersion": 1 })).await;
    assert_eq!(
        revised["budgetLine"],
        json!({ "version": 2, "amountIrr": "30", "decidedOn": "2021-11-22", "inForce": { "amountIrr": "20" },
            "revisions": [{ "amountIrr": "20", "reason": null, "source": null },
                { "amountIrr": "30", "reason": "third quarter", "source": null }] }),
        "{revised}"
    );
    let stale = record(json!({ "amountIrr": "31", "decidedOn": "1400-10-01", "expectedVersion": 1 })).await;
    assert_eq!(
        (&stale["userErrors"][0]["code"], &stale["budgetLine"]["version"]),
        (&json!("STALE_VERSION"), &json!(2))
    );
    // The same amount again changes nothing; of one day, the last one holds.
    let again =
        record(json!({ "amountIrr": "30", "decidedOn": "1400-09-02", "reason": "third quarter" })).await;
    assert_eq!(again["budgetLine"]["version"], 2);
    let corrected =
        record(json!({ "amountIrr": "33", "decidedOn": "1400-09-01", "reason": "misread" })).await;
    assert_eq!(
        (&corrected["budgetLine"]["version"], &corrected["budgetLine"]["amountIrr"]),
        (&json!(3), &json!("33"))
    );
    // So does the same file.
    let report = register.import(&[("budgets.csv", BUDGETS)]).await;
    assert_eq!((report.files[0].added, report.files[0].unchanged), (0, 10), "{report}");

    let known = register.ask(TABLE, json!({ "knownAt": before["knownAt"] })).await["budgetTable"].take();
    assert_eq!(known, before);
    let now = register.ask(TABLE, json!({})).await;
    assert_eq!(now["budgetTable"]["scope"]["spentIrr"], "33");
}

#[tokio::test]
async fn a_table_takes_as_many_statements_for_many_lines_as_for_few() {
    let register = Register::new().await;
    register.import(&[("budgets.csv", BUDGETS)]).await;
    register.ask(TABLE, json!({})).await;
    let statements = async || {
        let before = register.register.db.statements();
        register.ask(TABLE, json!({})).await;
        register.register.db.statements() - before
    };
    let few = statements().await;
    let mut more = String::from("year,scope,line,stage,amount_irr\n");
    for number in 0..31 {
        for line in ["water", "power", "gas", "road"] {
            more.push_str(&format!("1400,IR-{number:02},{line},law,5\n"));
        }
    }
    register.import(&[("budgets.csv", &more)]).await;
    let many = statements().await;
    // The head of the ledger and perhaps its clock, lines, revisions.
    assert!(few <= 4 && many <= 4, "{few} and {many}");
}
