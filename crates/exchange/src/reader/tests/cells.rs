//! Cells: missing, empty, refused and spoiled ones.

use expect_test::expect;

use crate::columns::columns_of;
use crate::file_row::FileRow;
use crate::reader::read;
use crate::row::{
    AnnouncementRow, EventRow, InfrastructureRow, MethodologyRow, ParkRow, RateRow, TargetRow, UnitRow,
};
use crate::testing::{context, refused, rows};

#[test]
fn a_missing_column_leaves_and_an_empty_cell_clears() {
    let context = context();
    let head = "code,province,name_en,kind,ownership,approved_on";
    let line = "P,IR-09,Tous,industrial_park,state,1989-05-10";
    let missing = rows::<ParkRow>(format!("{head}\n{line}\n").as_bytes(), &context);
    assert_eq!((&missing[0].park.county, &*missing[0].present), (&None, &["name_en"] as &[&str]));
    let empty = format!("{head},county,latitude\n{line},,\n");
    let empty = rows::<ParkRow>(empty.as_bytes(), &context);
    assert_eq!(empty[0].present, ["county", "name_en", "latitude", "longitude"]);
}

/// Each column of a valid line with a wrong cell: those without which the rest of the line is not checked.
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
fn decisive<T: FileRow>(line: &[(&'static str, &str)]) -> Vec<&'static str> {
    let bent = |column: &str| {
        let cells = columns_of(T::KIND).iter().map(|other| {
            let text = line.iter().find(|(name, _)| *name == other.name).map_or("", |(_, text)| *text);
            if other.name == column { "\u{1}" } else { text }
        });
        let names: Vec<&str> = columns_of(T::KIND).iter().map(|column| column.name).collect();
        format!("{}\n{}\n", names.join(","), cells.collect::<Vec<_>>().join(","))
    };
    let columns = columns_of(T::KIND).iter().map(|column| column.name);
    let without_rest = columns.filter(|column| {
        let file = bent(column);
        let line = read::<T, _>("", file.as_bytes(), context()).unwrap().next().unwrap().err().unwrap();
        let refused: Vec<_> = line.refusals.iter().filter_map(|refusal| refusal.column.as_deref()).collect();
        assert!(refused.contains(column), "{file}");
        line.rest.is_none()
    });
    without_rest.collect()
}

#[test]
fn the_rest_of_a_line_is_read_without_its_refused_cells() {
    let park = [
        ("code", "P1"),
        ("province", "IR-09"),
        ("name_en", "One"),
        ("kind", "rural_zone"),
        ("ownership", "state"),
        ("approved_on", "2000-01-01"),
        ("latitude", "36"),
        ("longitude", "59"),
    ];
    assert_eq!(decisive::<ParkRow>(&park), [""; 0]);
    let unit =
        [("code", "U1"), ("park", "P1"), ("name_en", "One"), ("isic_revision", "4"), ("isic_code", "24")];
    assert_eq!(decisive::<UnitRow>(&unit), [""; 0]);
    let line = [("park", "P1"), ("line", "water"), ("capacity", "1"), ("unit", "l/s")];
    assert_eq!(decisive::<InfrastructureRow>(&line), ["park"]);
    let event = [
        ("event", "e1"),
        ("unit", "U1"),
        ("kind", "commissioned"),
        ("occurred_on", "2020-01-01"),
        ("jobs", "1"),
    ];
    assert_eq!(decisive::<EventRow>(&event), ["unit", "voids"]);
    let rate =
        [("kind", "market"), ("valid_from", "2020-01-01"), ("valid_to", "2020-02-01"), ("irr_per_usd", "5")];
    assert_eq!(decisive::<RateRow>(&rate), ["kind", "valid_from", "valid_to"]);
    let methodology =
        [("code", "new"), ("valid_from", "2020-01-01"), ("idle_below", "20"), ("semi_active_below", "60")];
    assert_eq!(decisive::<MethodologyRow>(&methodology), ["valid_from"]);
    let figure = [
        ("id", "a1"),
        ("announced_on", "2020-01-01"),
        ("date_basis", "stated"),
        ("scope", "IR"),
        ("population", "in_parks"),
        ("metric", "jobs"),
        ("measure", "flow"),
        ("value_low", "1"),
        ("value_high", "2"),
        ("unit", "persons"),
        ("source", "https://example.org"),
    ];
    assert_eq!(
        decisive::<AnnouncementRow>(&figure),
        ["announced_on", "date_basis", "value_low", "value_high", "source"]
    );
}

#[test]
fn contradictions_are_found_next_to_a_refused_cell() {
    let file = "code,province,name_en,kind,ownership,approved_on,operating_since\n\
        P1,IR-09,A,urban_zone,state,2000-01-01,1999-01-01\n";
    let refused = refused::<ParkRow>(file.as_bytes());
    assert!(
        refused.contains("BAD_VALUE parks.csv:2 kind")
            && refused.contains("INCONSISTENT parks.csv:2 operating_since"),
        "{refused}"
    );
}

#[test]
fn what_a_spreadsheet_has_spoiled_is_refused_in_text_too() {
    expect![[r##"
        BAD_VALUE units.csv:2 name_en BAD_VALUE: the cell holds the error #N/A; correct its formula, or write the value
        BAD_VALUE units.csv:3 licence BAD_VALUE: “1.23457E+17” has lost digits: a spreadsheet keeps 15 of a number; format the column as text and write the value again
        BAD_VALUE units.csv:4 licence BAD_VALUE: the cell holds the error #REF!; correct its formula, or write the value
        OLD_PROVINCE_CODE units.csv:4 province OLD_PROVINCE_CODE: “IR-31” is a province code from before 2020; the current code of North Khorasan is IR-28 (to use the old one, write iso_code_before_2020:IR-31)
    "##]]
    .assert_eq(&refused::<UnitRow>(
        b"code,province,name_en,licence\nU1,IR-09,#N/A,\nU2,IR-09,Two,1.23457E+17\nU3,IR-31,Three,#REF!\nU4,IR-09,'#N/A,\nU5,IR-09,E+17,#1\n",
    ));
}

#[test]
fn percentages_may_have_their_sign() {
    let context = context();
    let events = |cell: &str| {
        format!("event,unit,kind,occurred_on,capacity_percent\ne1,U1,capacity_reported,2020-01-01,{cell}\n")
    };
    for cell in ["65", "65%", "65 %", "۶۵٪", "٪۶۵"] {
        assert_eq!(
            rows::<EventRow>(events(cell).as_bytes(), &context),
            rows::<EventRow>(events("65").as_bytes(), &context)
        );
    }
    assert!(refused::<EventRow>(events("65%%").as_bytes()).contains("BAD_NUMBER"));
    let jobs = "event,unit,kind,occurred_on,jobs\ne1,U1,commissioned,2020-01-01,35%\n";
    assert!(refused::<EventRow>(jobs.as_bytes()).contains("BAD_NUMBER"));
    let target =
        |metric: &str| format!("year,metric,scope,value,decided_on\n1400,{metric},IR,18%,1400-01-15\n");
    let share = rows::<TargetRow>(target("share_inactive_or_semi_active").as_bytes(), &context);
    assert_eq!(share[0].value.to_string(), "18");
    assert!(refused::<TargetRow>(target("jobs_revived").as_bytes()).contains("BAD_NUMBER"));
    let figure = |unit: &str| {
        format!(
            "id,announced_on,date_basis,scope,population,metric,measure,value_low,value_high,unit,source\n\
             a1,2020-01-01,stated,IR,in_parks,idle_share,share,18.7%,18.7%,{unit},https://example.org\n"
        )
    };
    let figures = rows::<AnnouncementRow>(figure("percent").as_bytes(), &context);
    assert_eq!(figures[0].figure.low.to_string(), "18.7");
    assert!(refused::<AnnouncementRow>(figure("units").as_bytes()).contains("BAD_NUMBER"));
}
