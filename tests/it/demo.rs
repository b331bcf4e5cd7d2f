//! The synthetic register: it is accepted whole, says that it is synthetic, and has a past.

use expect_test::expect;
use serde_json::{Value, json};

use shahrak_demo::Demo;
use shahrak_tests::register::Register;

async fn filled(units: u32) -> Register {
    let register = Register::new().await;
    let report = register.fill(&Demo::new(1399, units)).await.expect("it is empty");
    assert!(report.committed, "{report}");
    register
}

const INFO: &str = "{ registerInfo { synthetic { seed units fitted notice } } }";

#[tokio::test]
async fn a_synthetic_register_says_so_for_good() {
    let register = Register::new().await;
    let data = register.ask(INFO, json!({})).await;
    assert_eq!(data["registerInfo"]["synthetic"], Value::Null);

    let demo = Demo::new(1399, 400);
    let report = register.fill(&demo).await.expect("the register is empty");
    assert_eq!(report.refused(), 0, "{report}");
    let data = register.ask(INFO, json!({})).await;
    expect![[r#"
        {
          "fitted": false,
          "notice": "Synthetic data: the parks, units and events of this register are made up (seed 1399, 400 units), and their numbers are not those of the country. What ships with the program is real: announced figures, exchange rates, the national target of 1399.",
          "seed": 1399,
          "units": 400
        }
    "#]].assert_eq(&format!("{:#}\n", data["registerInfo"]["synthetic"]));

    // A register with units is not filled again, nor with anything else.
    assert!(register.fill(&demo).await.is_none());
    assert!(register.fill(&Demo::new(1, 400)).await.is_none());
}

#[tokio::test]
async fn a_register_that_has_parks_is_not_filled() {
    let register = Register::new().await;
    let parks =
        "code,province,name_en,kind,ownership,approved_on\nK1,IR-09,Tous,industrial_park,state,1989-05-10\n";
    register.import(&[("parks.csv", parks)]).await;

    assert!(register.fill(&Demo::new(1399, 400)).await.is_none());
    let data = register.ask(INFO, json!({})).await;
    assert_eq!(data["registerInfo"]["synthetic"], Value::Null);
}

/// At any size, shares agree with what was announced, and what was known at the time is less than what is known now.
#[tokio::test]
async fn its_shares_agree_with_what_was_announced_and_its_reports_came_late() {
    let register = filled(3_000).await;
    let query = "query($knownAt: DateTime) {
        report(year: 1399, asOf: \"1399-11-08\", population: ALL, knownAt: $knownAt) {
            commissioned { units } revived { units } stock { idleShare } previousYearEnd { idleShare }
        }
        yearBefore: figure(code: \"a124\") { comparison { verdict } }
        january: figure(code: \"a125\") { comparison { verdict } }
    }";

    let now = register.ask(query, json!({})).await;
    let then = register.ask(query, json!({ "knownAt": "2021-01-28T00:00:00Z" })).await;

    for figure in ["yearBefore", "january"] {
        assert_eq!(now[figure]["comparison"]["verdict"], "AGREES", "{now}");
    }
    let units = |data: &Value, flow: &str| data["report"][flow]["units"].as_u64().expect("a number");
    for flow in ["commissioned", "revived"] {
        assert!(0 < units(&then, flow) && units(&then, flow) < units(&now, flow), "{flow}: {then} {now}");
    }
}
