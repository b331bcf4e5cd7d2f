//! Provinces, years and ISIC divisions, which ship with the program.

use shahrak_domain::import::FileKind;

use crate::staging::table::StagingTable;
use crate::staging::table_spec::{RowTable, TableSpec};

/// The staging table of provinces.
pub(crate) struct ProvinceTable;

impl StagingTable for ProvinceTable {
    const KIND: FileKind = FileKind::Provinces;
    const TABLE: &'static str = "staged_province";
    const COLUMNS: &'static [(&'static str, &'static str)] = &[
        ("id", "smallint"),
        ("code", "text"),
        ("code_before_2020", "text"),
        ("name_en", "text"),
        ("name_fa", "text"),
        ("capital_en", "text"),
        ("capital_fa", "text"),
        ("aliases_en", "text[]"),
    ];
}

impl RowTable for ProvinceTable {
    const SPEC: TableSpec = TableSpec {
        table: "province",
        key: &["id"],
        key_name: "same-code",
        facts: &["code", "code_before_2020", "name_en", "name_fa", "capital_en", "capital_fa", "aliases_en"],
        ..TableSpec::NEW
    };
}

/// The staging table of years.
pub(crate) struct YearTable;

impl StagingTable for YearTable {
    const KIND: FileKind = FileKind::Years;
    const TABLE: &'static str = "staged_year";
    const COLUMNS: &'static [(&'static str, &'static str)] =
        &[("number", "smallint"), ("motto_en", "text"), ("motto_fa", "text")];
}

impl RowTable for YearTable {
    const SPEC: TableSpec = TableSpec {
        table: "iranian_year",
        key: &["number"],
        key_name: "same-number",
        facts: &["motto_en", "motto_fa"],
        ..TableSpec::NEW
    };
}

/// The staging table of ISIC divisions.
pub(crate) struct IsicDivisionTable;

impl StagingTable for IsicDivisionTable {
    const KIND: FileKind = FileKind::IsicDivisions;
    const TABLE: &'static str = "staged_isic_division";
    const COLUMNS: &'static [(&'static str, &'static str)] = &[("code", "text"), ("name", "text")];
}

impl RowTable for IsicDivisionTable {
    const SPEC: TableSpec = TableSpec {
        table: "isic_division",
        key: &["code"],
        key_name: "same-code",
        facts: &["name"],
        ..TableSpec::NEW
    };
}
