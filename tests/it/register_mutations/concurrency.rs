//! Concurrent changes of the same or of related objects.

use futures_util::future::join_all;
use sqlx::{Connection, PgConnection};

use super::*;

const SHOWN: &str = "unit { code }";

#[tokio::test]
async fn of_those_who_register_one_code_at_once_one_succeeds() {
    let register = filled().await;
    let national = national(&register).await;
    let new = |number: usize| json!({ "code": "N1", "province": "IR-09", "nameEn": format!("{number}") });
    let parks = |number: usize| {
        json!({ "code": "N1", "province": "IR-09", "nameEn": format!("{number}"), "kind": "RURAL_ZONE",
            "ownership": "STATE", "approvedOn": "1390-01-01" })
    };
    let units =
        join_all((0..6).map(|number| change(&register, &national, "unitRegister", SHOWN, new(number)))).await;
    let shown = "park { code }";
    let parks =
        join_all((0..6).map(|number| change(&register, &national, "parkRegister", shown, parks(number))))
            .await;
    for answers in [units, parks] {
        let refused = answers.iter().filter(|answer| !mistakes(answer).is_empty());
        let refused: Vec<_> = refused.map(mistakes).collect();
        assert_eq!(refused, vec![vec!["ALREADY_REGISTERED input.code".to_owned()]; 5]);
    }
}

#[tokio::test]
async fn of_changes_of_one_version_at_once_one_is_made() {
    let register = filled().await;
    let officer = officer(&register, "IR-09").await;
    let change_of = async |name: &str, number: usize| {
        let mut input = json!({ "expectedVersion": 1 });
        let (code, field, shown) = match name {
            "unitUpdate" => ("U1", "owner", SHOWN),
            _ => ("P1", "county", "park { code }"),
        };
        input["code"] = code.into();
        input[field] = format!("{number}").into();
        mistakes(&change(&register, &officer, name, shown, input).await)
    };
    for name in ["unitUpdate", "parkUpdate"] {
        let answers = join_all((0..6).map(|number| change_of(name, number))).await;
        let refused: Vec<_> = answers.into_iter().filter(|mistakes| !mistakes.is_empty()).collect();
        assert_eq!(refused, vec![vec!["STALE_VERSION input.expectedVersion".to_owned()]; 5], "{name}");
    }
}

#[tokio::test]
async fn what_happens_to_a_unit_at_once_with_a_move_happens_where_it_stands() {
    let register = filled().await;
    let units: Vec<String> = (0..12).map(|number| format!("M{number}")).collect();
    let lines: String = units.iter().map(|code| format!("{code},P1,{code}\n")).collect();
    register.import(&[("units.csv", &format!("code,park,name_en\n{lines}"))]).await;
    let national = national(&register).await;
    let both = units.iter().map(async |code| {
        let moved = json!({ "code": code, "park": "P2" });
        let begun = json!({ "unit": code, "occurredOn": "1400-01-01" });
        tokio::join!(
            change(&register, &national, "unitUpdate", SHOWN, moved),
            change(&register, &national, "unitCommission", SHOWN, begun)
        )
    });
    for (moved, begun) in join_all(both).await {
        assert_eq!(mistakes(&begun), [""; 0]);
        let moved = mistakes(&moved);
        assert!(moved.is_empty() || moved == ["PLACE_FIXED input.park"], "{moved:?}");
    }
    assert_eq!(elsewhere(&register).await, 0);
}

#[tokio::test]
async fn what_happens_in_a_park_at_once_with_a_move_happens_where_it_lies() {
    let register = filled().await;
    let parks: Vec<String> = (0..8).map(|number| format!("M{number}")).collect();
    let lines: String =
        parks.iter().map(|code| format!("{code},IR-09,{code},rural_zone,state,2000-01-01\n")).collect();
    let header = "code,province,name_en,kind,ownership,approved_on\n";
    let units: String = parks.iter().map(|code| format!("{code},{code},{code}\n")).collect();
    let units = format!("code,park,name_en\n{units}");
    register.import(&[("parks.csv", &format!("{header}{lines}")), ("units.csv", &units)]).await;
    let national = national(&register).await;
    let all = parks.iter().map(async |code| {
        let moved = json!({ "code": code, "province": "IR-28" });
        let begun = json!({ "unit": code, "occurredOn": "1400-01-01" });
        let new = json!({ "code": format!("{code}-2"), "park": code, "nameEn": "New" });
        let into = json!({ "code": "U2", "park": code });
        tokio::join!(
            change(&register, &national, "parkUpdate", "park { code }", moved),
            change(&register, &national, "unitCommission", SHOWN, begun),
            change(&register, &national, "unitRegister", SHOWN, new),
            change(&register, &national, "unitUpdate", SHOWN, into)
        )
    });
    for (moved, begun, new, into) in join_all(all).await {
        let moved = mistakes(&moved);
        assert!(moved.is_empty() || moved == ["PLACE_FIXED input.province"], "{moved:?}");
        assert_eq!([begun, new, into].map(|answer| mistakes(&answer)), [const { Vec::<String>::new() }; 3]);
    }
    assert_eq!(elsewhere(&register).await, 0);
}

/// The number of records whose place differs from that of their unit.
async fn elsewhere(register: &Register) -> i64 {
    let mut connection = PgConnection::connect(register.database_url()).await.unwrap();
    sqlx::query_scalar(
        "SELECT count(*) FROM unit_event AS e JOIN unit AS u ON u.id = e.unit_id
         WHERE (e.province_id, e.park_id) IS DISTINCT FROM (u.province_id, u.park_id)",
    )
    .fetch_one(&mut connection)
    .await
    .unwrap()
}
