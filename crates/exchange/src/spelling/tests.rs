use shahrak_domain::code::Coded;
use shahrak_domain::event::{EventKind, Reason};
use shahrak_domain::import::FileKind;
use shahrak_domain::park::ParkKind;

use super::*;
use crate::columns::columns_of;
use crate::testing::context;

fn column(kind: FileKind, name: &str) -> &'static Column {
    columns_of(kind).iter().find(|column| column.name == name).unwrap()
}

/// How a cell is read, as one line.
fn read(column: &Column, text: &str) -> String {
    match spelled(column, text, &context().provinces) {
        Spelled::Same => text.to_owned(),
        Spelled::Code(code) => code,
        Spelled::Named(code) => format!("{code} (by name)"),
        Spelled::Wrong(violation) => format!("{}: {}", text, violation.message),
    }
}

#[test]
fn letters_have_one_form() {
    for text in ["شهرک‌ صنعتی", "شهرك صنعتي", "  شهرک_صنعتی\u{200f}", "شَهرک-صنعتی", "شهرک\u{a0}صنـعتی"]
    {
        assert_eq!(folded(text), "شهرکصنعتی");
    }
    assert_eq!(folded("Approved on"), folded("approved_on"));
    assert_eq!(folded("Area (m²)"), "aream2");
    assert_eq!(folded("۱٤"), "14");
    assert_eq!(folded("ﺷﻬﺮک"), "شهرک");
}

#[test]
fn a_value_is_read_by_its_code_or_its_label() {
    let kind = column(FileKind::Parks, "kind");
    for text in ["industrial_park", "Industrial Park", "INDUSTRIAL-PARK", "شهرک صنعتی", "شهرك صنعتي "]
    {
        let code = read(kind, text);
        assert_eq!(code.trim_end_matches(" (by name)"), "industrial_park", "{text}");
    }
    assert_eq!(read(column(FileKind::Parks, "ownership"), "دولتی"), "state (by name)");
    assert_eq!(read(column(FileKind::Units, "sector"), "Metals"), "metal (by name)");
    assert_eq!(read(column(FileKind::Units, "isic_revision"), "3.1"), "3.1");
    assert_eq!(read(column(FileKind::Units, "isic_revision"), "ویرایش ۴"), "4 (by name)");
}

#[test]
fn a_list_is_read_item_by_item() {
    let reasons = column(FileKind::Events, "reasons");
    assert_eq!(read(reasons, "liquidity; energy"), "liquidity; energy");
    assert_eq!(read(reasons, "کمبود نقدینگی، کمبود انرژی"), "liquidity;energy (by name)");
    assert_eq!(read(reasons, "Market; Bank debt"), "market;bank_debt");
}

#[test]
fn an_unclear_value_is_refused_with_what_it_may_mean() {
    let kind = column(FileKind::Parks, "kind");
    let said = [
        read(kind, "ناحیه"),
        read(kind, "industrial"),
        read(kind, "شهرک صنعنی"),
        read(kind, "industrial_prak"),
        read(kind, "xyz"),
    ];
    expect_test::expect![[r#"
        ناحیه: “ناحیه” may mean industrial zone (industrial_zone), rural zone (rural_zone); write one of these
        industrial: “industrial” may mean industrial park (industrial_park), industrial zone (industrial_zone); write one of these
        شهرک صنعنی: “شهرک صنعنی” is not a known kind of park; did you mean industrial park (industrial_park)?
        industrial_prak: “industrial_prak” is not a known kind of park; did you mean industrial park (industrial_park)?
        xyz"#]]
    .assert_eq(&said.join("\n"));
}

#[test]
fn a_province_is_read_by_its_code_or_its_name() {
    let province = column(FileKind::Parks, "province");
    for text in
        ["IR-09", "ir-09", "IR09", "Khorasan Razavi", "خراسان رضوی", "استان خراسان رضوي", "IR-09 خراسان رضوی"]
    {
        let code = read(province, text);
        assert_eq!(code.trim_end_matches(" (by name)"), "IR-09", "{text}");
    }
    assert_eq!(read(province, "Tehran Province"), "IR-23 (by name)");
    assert_eq!(read(province, "09"), "09");
    let scope = column(FileKind::Targets, "scope");
    assert_eq!(read(scope, "کل کشور"), "IR (by name)");
    assert_eq!(read(scope, "ir"), "IR");
    assert_eq!(read(scope, "البرز"), "IR-30 (by name)");
}

#[test]
fn a_province_that_is_unclear_or_contradicts_its_code_is_refused() {
    let province = column(FileKind::Parks, "province");
    let said = [
        read(province, "خراسان"),
        read(province, "Khorassan Razavi"),
        read(province, "IR-30 Khorasan Razavi"),
        read(province, "البرز (IR-09)"),
        read(province, "IR-32 البرز"),
        read(province, "IR-99 البرز"),
    ];
    expect_test::expect![[r#"
        خراسان: “خراسان” may mean Khorasan Razavi (IR-09), North Khorasan (IR-28), South Khorasan (IR-29); write one of these
        Khorassan Razavi: “Khorassan Razavi” is not a province; did you mean Khorasan Razavi (IR-09)?
        IR-30 Khorasan Razavi: IR-30 is the code of Alborz, but the name is that of Khorasan Razavi: IR-30 was its code before 2020, IR-09 is its code now; correct one of the two
        البرز (IR-09): IR-09 is the code of Khorasan Razavi, but the name is that of Alborz, whose code is IR-30; correct one of the two
        IR-32 البرز: IR-32 is not a province code today, and the name is that of Alborz, whose code is IR-30; correct one of the two
        IR-99 البرز: IR-99 is not a province code today, and the name is that of Alborz, whose code is IR-30; correct one of the two"#]].assert_eq(&said.join("\n"));
}

#[test]
fn every_label_is_read_as_its_value() {
    for column in FileKind::ALL.iter().flat_map(|kind| columns_of(*kind)) {
        for value in column.values() {
            for label in labels(&value) {
                let code = read(column, &label);
                assert_eq!(code.trim_end_matches(" (by name)"), value.code, "{}: {label}", column.name);
            }
        }
    }
    assert!(CodeSet::of::<ParkKind>().contains("rural_zone") && CodeSet::of::<Reason>().contains("other"));
    assert_eq!(CodeSet::of::<EventKind>().name(), "event-kind");
}
