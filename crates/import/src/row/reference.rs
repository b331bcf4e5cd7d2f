//! Provinces, years and ISIC divisions: data that is bundled with the program.

use shahrak_exchange::row::{IsicDivisionRow, ProvinceRow, YearRow};
use shahrak_persistence::staging::CopyLine;

use super::StagedRow;

impl StagedRow for ProvinceRow {
    const COLUMNS: &'static [&'static str] =
        &["id", "code", "code_before_2020", "name_en", "name_fa", "capital_en", "capital_fa", "aliases_en"];

    fn fill(&self, line: &mut CopyLine) {
        let province = &self.0;
        let number = province.code.trim_start_matches("IR-").parse::<i16>().unwrap_or(-1);
        line.plain(number + 1).text(&province.code).text(&province.code_before_2020);
        for name in [&province.name, &province.capital] {
            line.text(name.en.as_deref().unwrap_or_default()).text(name.fa.as_deref().unwrap_or_default());
        }
        line.array(&province.aliases);
    }
}

impl StagedRow for YearRow {
    const COLUMNS: &'static [&'static str] = &["number", "motto_en", "motto_fa"];

    fn fill(&self, line: &mut CopyLine) {
        line.plain(self.year).maybe_text(self.motto_en.as_deref()).maybe_text(self.motto_fa.as_deref());
    }
}

impl StagedRow for IsicDivisionRow {
    const COLUMNS: &'static [&'static str] = &["code", "name"];

    fn fill(&self, line: &mut CopyLine) {
        line.text(&self.code).text(&self.name);
    }
}
