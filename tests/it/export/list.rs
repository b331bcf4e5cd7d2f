//! Lists with the filters of the schema.

use std::time::Duration;

use shahrak_tests::events;

use super::*;

#[tokio::test]
async fn units_are_exported_by_the_filter_of_the_schema() {
    let register = restored_register().await;

    let response = register.get("/exports/units.csv?province=IR-09&status=ACTIVE,INACTIVE").await;

    assert_eq!(header(&response, "content-type"), "text/csv; charset=utf-8; header=present");
    assert_eq!(header(&response, "content-disposition"), "attachment; filename=\"units.csv\"");
    assert!(header(&response, "shahrak-known-at").ends_with('Z'));
    assert_eq!(header(&response, "shahrak-synthetic"), "");
    expect![[r#"
        code,park,province,name_en,name_fa,isic_revision,isic_code,sector,licence,owner,status,status_since,jobs,capacity_percent,progress_percent,last_confirmed_on
        U1,TOUS,IR-09,Tous Cheese,پنیر طوس,4,1050,food,,,active,2020-03-21,36,,65,2020-03-21
        U2,TOUS,IR-09,Khavaran Foundry,ریخته‌گری خاوران,4,2431,metal,,,active,2020-10-21,44,,,2020-10-21
        U3,KAVIAN,IR-09,Kavian Carpet,فرش کاویان,4,1393,textile,,,active,2020-12-01,28,75,,2020-12-01
        U7,TOUS,IR-09,Nishapur Glass,شیشه نیشابور,4,2310,non_metallic_mineral,,,active,2021-01-28,25,,,2021-01-28
    "#]].assert_eq(&found(response).await.text().await.unwrap());
    let asked = "{ units(filter: { province: \"IR-09\", status: [ACTIVE, INACTIVE] }) { nodes { code } } }";
    let data = register.ask(asked, json!({})).await;
    let codes: Vec<&str> = data["units"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|unit| unit["code"].as_str().unwrap())
        .collect();
    let lines = text(&register, "/exports/units.jsonl?province=IR-09&status=ACTIVE&status=INACTIVE").await;
    let exported: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(exported.iter().map(|unit| unit["code"].as_str().unwrap()).collect::<Vec<_>>(), codes);
}

#[tokio::test]
async fn units_are_exported_as_they_were_known() {
    let register = restored_register().await;
    for view in [
        "asOf=1399-09-01&knownAt=2020-12-01T00:00:00Z",
        "knownAt=2020-12-20T00:00:00%2B03:30",
        "asOf=1399-06-01",
    ] {
        let lines = text(&register, &format!("/exports/units.jsonl?{view}")).await;
        let exported: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let arguments: Vec<String> = view
            .replace("%2B", "+")
            .split('&')
            .map(|pair| pair.split_once('=').map(|(name, value)| format!("{name}: \"{value}\"")).unwrap())
            .collect();
        let asked = format!(
            "{{ units(first: 100, {}) {{ nodes {{ code status statusSince jobs }} }} }}",
            arguments.join(", ")
        );
        let data = register.ask(&asked, json!({})).await;
        for (unit, exported) in data["units"]["nodes"].as_array().unwrap().iter().zip(&exported) {
            assert_eq!(exported["code"], unit["code"]);
            let status = unit["status"].as_str().map(str::to_lowercase);
            assert_eq!(exported["status"].as_str(), status.as_deref(), "{view} {unit}");
            assert_eq!(exported["status_since"], unit["statusSince"], "{view}");
            assert_eq!(exported["jobs"], unit["jobs"], "{view}");
        }
    }
}

#[tokio::test]
async fn an_exported_list_is_imported_without_its_states() {
    let register = restored_register().await;
    let units = text(&register, "/exports/units.csv").await;

    let report = register.import(&[("units.csv", &units)]).await;

    assert_eq!(report.files[0].unchanged, report.files[0].read, "{report}");
}

#[tokio::test]
async fn every_list_is_exported_in_every_format() {
    let register = restored_register().await;
    let administrator = register.token(RoleName::Administrator, &[]).await;
    for name in [
        "rates",
        "methodologies",
        "metrics",
        "parks",
        "infrastructure",
        "units",
        "events",
        "targets",
        "announcements",
        "budgets",
        "support_cases",
    ] {
        for format in ["csv", "jsonl", "xlsx"] {
            for query in ["", "?lang=fa", "?lang=en"] {
                let path = format!("/exports/{name}.{format}{query}");
                let body = found(register.get_as(&administrator, &path).await).await.bytes().await.unwrap();
                if format == "xlsx" {
                    assert!(body.starts_with(b"PK"), "{path}");
                }
            }
        }
    }
}

#[tokio::test]
async fn labels_are_read_by_people_and_by_imports() {
    let register = restored_register().await;

    let persian = text(&register, "/exports/parks.csv?lang=fa").await;

    assert!(persian.starts_with("\u{feff}کد,"), "{persian}");
    let report = register.import(&[("parks.csv", &persian)]).await;
    assert_eq!(report.files[0].unchanged, report.files[0].read, "{report}");
}

#[tokio::test]
async fn lists_have_their_filters() {
    let register = restored_register().await;
    for (path, expected) in [
        ("/exports/events.jsonl?kind=REVIVED&province=IR-09", 1),
        ("/exports/events.jsonl?unit=U1&corrections=true", 4),
        ("/exports/parks.jsonl?province=IR-23", 1),
        (
            "/exports/announcements.jsonl?metric=units_revived&announcedFrom=2021-01-01&announcedTo=2021-01-31",
            3,
        ),
        ("/exports/targets.jsonl?year=1399&scope=IR", 2),
        ("/exports/budgets.jsonl?stage=LAW", 0),
    ] {
        let lines = text(&register, path).await;
        assert_eq!(lines.lines().count(), expected, "{path}: {lines}");
    }
}

#[tokio::test]
async fn mistakes_in_an_address_are_named() {
    let register = restored_register().await;
    for (path, expected) in [
        ("units.csv?statuss=ACTIVE", "there is no parameter statuss; did you mean status?"),
        ("units.csv?status=ACTIV", "status: “ACTIV” is not known; there are PLANNED"),
        ("units.csv?province=IR-99", "province: "),
        ("units.csv?park=NOWHERE", "park: "),
        ("units.csv?jobs.from=many", "jobs.from: “many” is not a whole number"),
        ("units.csv?asOf=2999-01-01", "asOf: "),
        ("units.csv?knownAt=2999-01-01T00:00:00Z", "knownAt: "),
        ("units.csv?knownAt=now", "knownAt: "),
        ("units.csv?lang=de", "lang: “de” is not known; there are en, fa"),
        ("rates.csv?year=1399", "there is no parameter year"),
        ("register.zip?format=ods", "format: “ods” is not known"),
        ("report.csv", "year: this parameter is required"),
        ("report.csv?year=1399&by=park", "by: “park” is not known; there are province, month, sector"),
        ("report.csv?year=1399&population=SOME", "population: “SOME” is not known"),
    ] {
        let message = refused(&register, &format!("/exports/{path}"), 400).await;
        assert!(message.starts_with(expected), "{path}: {message}");
    }
    let message = refused(&register, "/exports/unit.csv", 404).await;
    assert!(message.contains("units.csv") && message.contains("register.zip"), "{message}");
    refused(&register, "/exports/years.csv", 404).await;
    let unauthorized = register.get_as("shahrak_nonsense", "/exports/units.csv").await;
    assert_eq!(unauthorized.status(), 401);
}

#[tokio::test]
async fn more_exports_than_fit_are_refused_and_a_client_that_leaves_makes_room() {
    let register = restored_register().await;
    // More than the sockets of both sides hold.
    let units: String = (0..30_000).map(|n| format!("X{n},IR-09,{}\n", "A long name ".repeat(8))).collect();
    let units = format!("code,province,name_en\n{units}");
    register.import(&[("units.csv", &units)]).await;
    let path = "/exports/units.jsonl";
    // One caller has half of the four.
    let held = [register.get(path).await, register.get(path).await];
    assert!(held.iter().all(|response| response.status() == 200));

    let third = register.get(path).await;

    assert_eq!(third.status(), 429);
    assert_eq!(header(&third, "retry-after"), "10");
    let auditor = register.token(RoleName::Auditor, &[]).await;
    let officer = register.token(RoleName::NationalOfficer, &[]).await;
    let others = [register.get_as(&auditor, path).await, register.get_as(&auditor, path).await];
    let full = register.get_as(&officer, path).await;
    assert_eq!((full.status().as_u16(), header(&full, "retry-after").as_str()), (503, "10"));
    drop((held, others));
    let mut last = register.get(path).await;
    for _ in 0..100 {
        if last.status() == 200 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
        last = register.get(path).await;
    }
    assert_eq!(found(last).await.text().await.unwrap().lines().count(), 30_007);
}

#[tokio::test]
async fn an_export_shows_one_moment_while_others_record() {
    let register = restored_register().await;
    let units: String = (0..20_000).map(|n| format!("X{n},IR-09,{}\n", "A long name ".repeat(8))).collect();
    register.import(&[("units.csv", &format!("code,province,name_en\n{units}"))]).await;

    let begun = register.get("/exports/units.jsonl").await;
    register.import(&[("units.csv", "code,province,name_en\nLATE,IR-09,Late\n")]).await;
    let commissioned = events::event("late", "X1", "commissioned", "2021-05-01");
    register.import(&[("events.csv", &file(&[commissioned]))]).await;
    let lines = found(begun).await.text().await.unwrap();

    assert_eq!(lines.lines().count(), 20_007);
    assert!(!lines.contains("\"LATE\"") && !lines.contains("2021-05-01"));
}
