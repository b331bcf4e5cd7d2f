//! Lines of `provinces.csv`.

use shahrak_domain::import::FileKind;
use shahrak_domain::parse::{Parsed, name};
use shahrak_domain::province::{Name, Province};
use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::violation::Violation;
use shahrak_messages::message;

use super::write::text;
use crate::cells::Cells;
use crate::file_row::FileRow;

/// A province.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvinceRow(pub Province);

impl FileRow for ProvinceRow {
    const KIND: FileKind = FileKind::Provinces;

    fn parse(cells: &mut Cells<'_>) -> Option<ProvinceRow> {
        let code = cells.required("iso_code", iso);
        let code_before_2020 = cells.required("iso_code_before_2020", iso);
        let name = names(cells, ["name_en", "name_fa"]);
        let capital = names(cells, ["capital_en", "capital_fa"]);
        let aliases = cells.optional("aliases_en", aliases).unwrap_or_default();
        Some(ProvinceRow(Province {
            code: code?,
            code_before_2020: code_before_2020?,
            name: name?,
            capital: capital?,
            aliases,
        }))
    }

    fn cells(&self) -> Vec<String> {
        let province = &self.0;
        vec![
            province.code.clone(),
            province.code_before_2020.clone(),
            text(province.name.en.as_deref()),
            text(province.name.fa.as_deref()),
            text(province.capital.en.as_deref()),
            text(province.capital.fa.as_deref()),
            text(&*province.aliases.join(";")),
        ]
    }
}

fn names(cells: &mut Cells<'_>, [en, fa]: [&str; 2]) -> Option<Name> {
    let (en, fa) = (cells.required(en, name), cells.required(fa, name));
    Some(Name::english(en?, Some(fa?)))
}

fn aliases(text: &str) -> Parsed<Vec<String>> {
    text.split(';').map(str::trim).map(name).collect()
}

fn iso(text: &str) -> Parsed<String> {
    let number = text.strip_prefix("IR-").filter(|number| number.len() == 2);
    if number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit())) {
        return Ok(text.to_owned());
    }
    Err(Violation::new(RefusalCode::BadCode, message!("not-an-iso-code", found = text)))
}
