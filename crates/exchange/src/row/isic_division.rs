//! Lines of `isic_divisions.csv`.

use shahrak_domain::import::FileKind;
use shahrak_domain::parse::{Parsed, name};
use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::violation::Violation;
use shahrak_messages::message;

use super::write::text;
use crate::cells::Cells;
use crate::file_row::FileRow;

/// A division of revision 4 of the ISIC and its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IsicDivisionRow {
    /// Two digits.
    pub code: String,
    /// Its name.
    pub name: String,
}

impl FileRow for IsicDivisionRow {
    const KIND: FileKind = FileKind::IsicDivisions;

    fn parse(cells: &mut Cells<'_>) -> Option<IsicDivisionRow> {
        let code = cells.required("code", division);
        let name = cells.required("name", name);
        Some(IsicDivisionRow { code: code?, name: name? })
    }

    fn cells(&self) -> Vec<String> {
        vec![self.code.clone(), text(&*self.name)]
    }
}

fn division(text: &str) -> Parsed<String> {
    if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(text.to_owned());
    }
    Err(Violation::new(RefusalCode::BadCode, message!("not-an-isic-division", found = text)))
}
