//! Imports of provincial officers: the provinces limit each line, the role each file.

use std::path::Path;
use std::sync::Arc;

use shahrak_domain::act::{Act, Via};
use shahrak_domain::actor::{Actor, Role, RoleName};
use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::import::ImportReport;
use shahrak_exchange::file;
use shahrak_import::{ImportFile, ImportOptions, import};
use shahrak_persistence::db;
use shahrak_tests::events::{Event, event, file, void};
use shahrak_tests::register::{Register, now};

const PARKS: &str = "code,province,name_en,kind,ownership,approved_on
OWN,IR-09,Own,industrial_park,state,2000-01-01
OTHER,IR-23,Other,industrial_park,state,2000-01-01
";
const UNITS: &str =
    "code,park,province,name_en\nU1,OWN,,One\nU2,,IR-23,Two\nU3,,IR-09,Three\nU4,,IR-23,Four\n";

/// A register with a park, a unit with an event, and one without in a province of the officer, and the same in another.
async fn filled() -> Register {
    let register = Register::new().await;
    let noted = |unit| Event { note: "secret".to_owned(), ..event("e1", unit, "commissioned", "2020-05-01") };
    let events = file(&[noted("U1"), noted("U2")]);
    register.import(&[("parks.csv", PARKS), ("units.csv", UNITS), ("events.csv", &events)]).await;
    register
}

#[tokio::test]
async fn lines_of_other_provinces_are_refused() {
    let register = filled().await;
    let park = |line: &str| format!("code,province,name_en,kind,ownership,approved_on\n{line}");
    let unit = |line: &str| format!("code,park,province,name_en\n{line}\n");
    let line = |event: Event| file(&[event]);
    let instead =
        |unit: &str| Event { replaces: "e1".to_owned(), ..event("e9", unit, "commissioned", "2020-06-01") };
    let again = |unit: &str, note: &str| Event {
        note: note.to_owned(),
        ..event("e1", unit, "commissioned", "2020-05-01")
    };
    let water = |park: &str| format!("park,line,capacity,unit\n{park},water,10,l/s\n");
    let rest = "industrial_park,state,2000-01-01\n";
    let cases: Vec<(&str, String, &[&str])> = vec![
        ("parks.csv", park(&format!("NEW,IR-09,New,{rest}")), &[]),
        ("parks.csv", park(&format!("NEW,IR-23,New,{rest}")), &["2 province FORBIDDEN"]),
        ("parks.csv", park(&format!("OWN,IR-09,Renamed,{rest}")), &[]),
        ("parks.csv", park(&format!("OTHER,IR-23,Renamed,{rest}")), &["2 code FORBIDDEN"]),
        ("parks.csv", park(&format!("OTHER,IR-23,Other,{rest}")), &["2 code FORBIDDEN"]),
        ("parks.csv", park(&format!("OTHER,IR-09,Other,{rest}")), &["2 code FORBIDDEN"]),
        (
            "parks.csv",
            park(&format!("OWN,IR-00,Own,{rest}")),
            &["2 province FORBIDDEN", "2 province PLACE_FIXED"],
        ),
        ("infrastructure.csv", water("OWN"), &[]),
        ("infrastructure.csv", water("OTHER"), &["2 park FORBIDDEN"]),
        ("units.csv", unit("N1,,IR-09,New"), &[]),
        ("units.csv", unit("N1,OWN,,New"), &[]),
        ("units.csv", unit("N1,,IR-23,New"), &["2 province FORBIDDEN"]),
        ("units.csv", unit("N1,OTHER,,New"), &["2 park FORBIDDEN"]),
        ("units.csv", unit("U3,OWN,,Three"), &[]),
        ("units.csv", unit("U3,OTHER,,Three"), &["2 park FORBIDDEN"]),
        ("units.csv", unit("U3,,IR-23,Three"), &["2 province FORBIDDEN"]),
        ("units.csv", unit("U4,OWN,,Four"), &["2 code FORBIDDEN"]),
        ("units.csv", unit("U4,,IR-09,Four"), &["2 code FORBIDDEN"]),
        ("units.csv", unit("U4,,IR-23,Four"), &["2 code FORBIDDEN"]),
        ("units.csv", "code,name_en\nU4,Renamed\n".to_owned(), &["2 code FORBIDDEN"]),
        ("units.csv", "code,name_en\nU3,Renamed\n".to_owned(), &[]),
        ("events.csv", line(event("e2", "U1", "visited", "2020-06-01")), &[]),
        ("events.csv", line(event("e2", "U2", "visited", "2020-06-01")), &["2 unit FORBIDDEN"]),
        ("events.csv", line(event("e1", "U4", "commissioned", "2020-06-01")), &["2 unit FORBIDDEN"]),
        ("events.csv", line(instead("U1")), &[]),
        ("events.csv", line(instead("U2")), &["2 unit FORBIDDEN"]),
        ("events.csv", line(void("e9", "U1", "e1")), &[]),
        ("events.csv", line(void("e9", "U2", "e1")), &["2 unit FORBIDDEN"]),
        // Whether a line equals the recorded one would reveal the note.
        ("events.csv", line(again("U1", "guess")), &["2 event CHANGED"]),
        ("events.csv", line(again("U2", "guess")), &["2 unit FORBIDDEN"]),
        ("events.csv", line(again("U2", "secret")), &["2 unit FORBIDDEN"]),
    ];
    let own = officer();
    for (name, text, expected) in cases {
        let report = tried(&register, &own, &[(name, &text)]).await;
        assert_eq!(told(&report), expected, "{name}:\n{text}\n{report}");
        let national = tried(&register, &actor(Role::NationalOfficer), &[(name, &text)]).await;
        assert!(
            !told(&national).iter().any(|line| line.contains("FORBIDDEN")),
            "{name}:\n{text}\n{national}"
        );
    }
}

#[tokio::test]
async fn a_line_cannot_come_by_another() {
    let register = filled().await;
    // The unit would be moved to the officer's province by one file, and get its event by the other.
    let moved = "code,province,name_en\nU4,IR-09,Four\n";
    let events = file(&[event("e1", "U4", "commissioned", "2020-06-01")]);
    let report = tried(&register, &officer(), &[("units.csv", moved), ("events.csv", &events)]).await;
    assert_eq!(told(&report), ["2 code FORBIDDEN", "2 unit FORBIDDEN"]);

    // Corrections are of one unit: that of another province cannot be named from an own one.
    let foreign = Event { replaces: "x1".to_owned(), ..event("e9", "U1", "commissioned", "2020-06-01") };
    let other = event("x1", "U2", "visited", "2020-06-01");
    let report = tried(&register, &officer(), &[("events.csv", &file(&[foreign, other]))]).await;
    assert_eq!(told(&report), ["2 replaces UNKNOWN_EVENT", "3 unit FORBIDDEN"]);
}

#[tokio::test]
async fn the_message_names_the_province_and_the_provinces_of_the_officer() {
    let register = filled().await;
    let events = file(&[event("e2", "U2", "visited", "2020-06-01")]);
    let report = tried(&register, &officer(), &[("events.csv", &events)]).await;
    assert_eq!(
        report.refusals[0].message.to_string(),
        "unit U2 stands in IR-23, but you may edit only IR-09; leave it to an officer of IR-23"
    );
}

#[tokio::test]
async fn each_role_imports_its_kinds_of_files() {
    let register = filled().await;
    let visit = file(&[event("e2", "U1", "visited", "2020-06-01")]);
    let moment = file(&[Event {
        recorded_at: "2020-06-02T00:00:00Z".to_owned(),
        ..event("e1", "U3", "commissioned", "2020-06-01")
    }]);
    let recorder =
        "event,unit,kind,occurred_on,recorded_by\ne2,U1,visited,2020-06-01,Somebody else\n".to_owned();
    let target = "year,metric,scope,value,decided_on\n1400,units_renovated,IR,5,2021-03-20\n".to_owned();
    let past = "year,metric,scope,value,decided_on,recorded_at\n1400,units_renovated,IR,5,2021-03-20,2021-03-21T00:00:00Z\n";
    let figure =
        "id,announced_on,date_basis,speaker,scope,population,metric,measure,value_low,value_high,unit,source
x1,2021-01-27,stated,A. Speaker,IR,in_parks,units_revived,flow,5,5,units,https://example.org/1\n";
    let rate = "kind,valid_from,valid_to,irr_per_usd\nmarket,2010-01-01,2010-12-31,9\n";
    let methodology = "code,valid_from,idle_below,semi_active_below\nnew,2026-01-01,20,60\n";
    let decision = "figure,decision,reason\na126,voided,misread\n";
    let past_decision = "figure,decision,reason,recorded_at\na126,voided,misread,2021-01-01T00:00:00Z\n";
    let budget = "year,scope,line,stage,amount_irr\n1400,IR,water,bill,5\n";
    let province = include_str!("../../../data/provinces.csv");
    // The answers to a provincial officer, a national officer, an auditor and an administrator.
    let (all, none): ([&str; 4], &str) = (["- - FORBIDDEN"; 4], "");
    let announcing = ["- - FORBIDDEN", none, "- - FORBIDDEN", none];
    let administering = ["- - FORBIDDEN", "- - FORBIDDEN", "- - FORBIDDEN", none];
    let keeping = [none, none, "- - FORBIDDEN", none];
    let restoring = |line: &'static str, file: &'static str| [file, line, "- - FORBIDDEN", none];
    for (name, text, expected) in [
        ("events.csv", visit, keeping),
        ("events.csv", moment, restoring("2 recorded_at FORBIDDEN", "2 recorded_at FORBIDDEN")),
        ("events.csv", recorder, restoring("2 recorded_by FORBIDDEN", "2 recorded_by FORBIDDEN")),
        ("targets.csv", target, announcing),
        ("targets.csv", past.to_owned(), restoring("2 recorded_at FORBIDDEN", "- - FORBIDDEN")),
        ("announcements.csv", figure.to_owned(), announcing),
        ("figure_decisions.csv", decision.to_owned(), announcing),
        (
            "figure_decisions.csv",
            past_decision.to_owned(),
            restoring("2 recorded_at FORBIDDEN", "- - FORBIDDEN"),
        ),
        ("budgets.csv", budget.to_owned(), announcing),
        ("rates.csv", rate.to_owned(), administering),
        ("methodologies.csv", methodology.to_owned(), administering),
        ("provinces.csv", province.to_owned(), all),
    ] {
        for (role, expected) in RoleName::ALL.iter().zip(expected) {
            let actor = match role {
                RoleName::ProvincialOfficer => officer(),
                RoleName::NationalOfficer => actor(Role::NationalOfficer),
                RoleName::Auditor => actor(Role::Auditor),
                RoleName::Administrator => actor(Role::Administrator),
            };
            let report = tried(&register, &actor, &[(name, &text)]).await;
            assert_eq!(told(&report).join(", "), expected, "{role:?} {name}:\n{text}\n{report}");
        }
    }
}

fn officer() -> Actor {
    actor(Role::ProvincialOfficer(["IR-09".to_owned()].into()))
}

fn actor(role: Role) -> Actor {
    Actor { name: "A".to_owned(), organisation: None, role, owner: "token:A".to_owned(), expires_at: None }
}

/// The result of a dry run over HTTP with a token.
async fn tried(register: &Register, who: &Actor, named: &[(&str, &str)]) -> ImportReport {
    let act =
        Act { actor: Arc::new(who.clone()), via: Via::Import, request: None, name: "import".to_owned() };
    let (today, zone) = (Day::new(now().date_naive()), "Asia/Tehran".to_owned());
    let options = ImportOptions { dry_run: true, today, now: now(), act, zone, synthetic: None };
    let file = |(name, text): &(&str, &str)| {
        ImportFile::of_text(file::kind_of(Path::new(name)).unwrap(), *name, *text)
    };
    let session = db::open(register.database_url()).await.unwrap();
    import(session, named.iter().map(file).collect(), &options, &mut |_| ()).await.unwrap()
}

/// The refusals: line, column and code.
fn told(report: &ImportReport) -> Vec<String> {
    let tell = |refusal: &shahrak_domain::import::RowError| {
        let line = refusal.line.map_or_else(|| "-".to_owned(), |line| line.to_string());
        format!("{line} {} {}", refusal.column.as_deref().unwrap_or("-"), refusal.code.code())
    };
    report.refusals.iter().map(tell).collect()
}
