//! Provinces, years and ISIC divisions, which ship with the program.

use shahrak_exchange::row::{IsicDivisionRow, ProvinceRow, YearRow};

use crate::import::copy::Line;
use crate::import::plan::Plan;
use crate::import::staged::Staged;

impl Staged for ProvinceRow {
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

    fn fill(&self, line: &mut Line) {
        let province = &self.0;
        let number = province.code.trim_start_matches("IR-").parse::<i16>().unwrap_or(-1);
        line.plain(number + 1).text(&province.code).text(&province.code_before_2020);
        for name in [&province.name, &province.capital] {
            line.text(&name.en).text(name.fa.as_deref().unwrap_or_default());
        }
        line.array(&province.aliases);
    }
}

/// How provinces land.
pub(in crate::import) const PROVINCES: Plan = Plan {
    table: "province",
    resolve: &[],
    keep: &[],
    checks: &[],
    key: &["id"],
    nullable_key: false,
    said: "code",
    facts: &["code", "code_before_2020", "name_en", "name_fa", "capital_en", "capital_fa", "aliases_en"],
};

impl Staged for YearRow {
    const TABLE: &'static str = "staged_year";
    const COLUMNS: &'static [(&'static str, &'static str)] =
        &[("number", "smallint"), ("motto_en", "text"), ("motto_fa", "text")];

    fn fill(&self, line: &mut Line) {
        line.plain(self.year).maybe_text(self.motto_en.as_deref()).maybe_text(self.motto_fa.as_deref());
    }
}

/// How years land.
pub(in crate::import) const YEARS: Plan = Plan {
    table: "iranian_year",
    resolve: &[],
    keep: &[],
    checks: &[],
    key: &["number"],
    nullable_key: false,
    said: "number",
    facts: &["motto_en", "motto_fa"],
};

impl Staged for IsicDivisionRow {
    const TABLE: &'static str = "staged_isic_division";
    const COLUMNS: &'static [(&'static str, &'static str)] = &[("code", "text"), ("name", "text")];

    fn fill(&self, line: &mut Line) {
        line.text(&self.code).text(&self.name);
    }
}

/// How ISIC divisions land.
pub(in crate::import) const ISIC_DIVISIONS: Plan = Plan {
    table: "isic_division",
    resolve: &[],
    keep: &[],
    checks: &[],
    key: &["code"],
    nullable_key: false,
    said: "code",
    facts: &["name"],
};
