use expect_test::expect;

use super::*;

#[test]
fn a_file_is_known_by_its_name() {
    for name in ["events.csv", "/srv/1399/events.csv", "Events.CSV", "events.xlsx"] {
        assert_eq!(kind_of(Path::new(name)), Ok(FileKind::Events));
    }
    assert_eq!(kind_of(Path::new("isic_divisions.csv")), Ok(FileKind::IsicDivisions));
}

#[test]
fn another_name_is_refused_with_the_nearest() {
    let told = |name: &str| kind_of(Path::new(name)).unwrap_err().to_string();
    expect![[r#"
        neither the name “event.csv” nor its columns tell the kind of file (nearest: events.csv); name it rates.csv, methodologies.csv, metrics.csv, parks.csv, infrastructure.csv, units.csv, events.csv, targets.csv, announcements.csv, figure_decisions.csv, budgets.csv, support_cases.csv, or use --as KIND
        “units.ods” is not read: only .csv, .tsv, .txt and .xlsx files are; save it as “CSV UTF-8” or as .xlsx, with its new ending in its name
        neither the name “a.csv” nor its columns tell the kind of file; name it rates.csv, methodologies.csv, metrics.csv, parks.csv, infrastructure.csv, units.csv, events.csv, targets.csv, announcements.csv, figure_decisions.csv, budgets.csv, support_cases.csv, or use --as KIND"#]].assert_eq(&["event.csv", "units.ods", "a.csv"].map(told).join("\n"));
}
