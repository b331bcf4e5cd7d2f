//! Workbooks to fill in: a header with hints in both languages, drop-down lists, and an example, which is not imported.

use std::collections::HashMap;

use rust_xlsxwriter::{
    Color, DataValidation, Format as CellFormat, FormatAlign, Formula, Note, Workbook, Worksheet, XlsxError,
};
use shahrak_domain::code::Coded;
use shahrak_domain::import::FileKind;
use shahrak_domain::province::Province;
use shahrak_messages::{Explain, Language, message};

use crate::columns::{Column, Format, Holds, ONE_SHEET, columns_of};
use crate::workbook::LISTS;

/// How many rows below the header have drop-down lists.
const ROWS: u32 = 10_000;

/// The longest hint that a spreadsheet program shows beside a selected cell.
const LONGEST_HINT: usize = 255;

/// What a template is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// A kind of file
    Of(FileKind),
    /// A sheet with a unit a row, with the days of its events and its latest status
    OneSheet,
}

impl Template {
    /// All templates.
    pub fn all() -> impl Iterator<Item = Template> {
        let kinds = FileKind::ALL.iter().copied().filter(|kind| !kind.ships());
        kinds.map(Template::Of).chain([Template::OneSheet])
    }

    /// The name of its file, without the ending.
    pub fn name(self) -> &'static str {
        match self {
            Template::Of(kind) => kind.code(),
            Template::OneSheet => "one-sheet",
        }
    }

    fn columns(self) -> impl Iterator<Item = &'static Column> {
        let (kind, further): (_, &[Column]) = match self {
            Template::Of(kind) => (kind, &[]),
            Template::OneSheet => (FileKind::Units, ONE_SHEET),
        };
        columns_of(kind).iter().chain(further)
    }

    /// The name of its sheet, which says what it holds.
    fn sheet(self) -> &'static str {
        match self {
            Template::Of(kind) => kind.code(),
            Template::OneSheet => FileKind::Units.code(),
        }
    }
}

/// A workbook to fill in. Labels are in `language`, hints in both languages.
///
/// # Errors
/// The library refuses the workbook.
pub fn write(template: Template, provinces: &[Province], language: Language) -> Result<Vec<u8>, XlsxError> {
    let mut lists = Lists { language, provinces, places: HashMap::new(), columns: Vec::new() };
    let mut sheet = Worksheet::new();
    sheet
        .set_name(template.sheet())?
        .set_right_to_left(language == Language::Persian)
        .set_freeze_panes(1, 0)?;
    for (place, column) in (0..).zip(template.columns()) {
        add_column(&mut sheet, place, column, &mut lists)?;
    }
    let mut workbook = Workbook::new();
    workbook.push_worksheet(sheet);
    workbook.push_worksheet(lists.sheet()?);
    workbook.save_to_buffer()
}

fn add_column(
    sheet: &mut Worksheet,
    place: u16,
    column: &Column,
    lists: &mut Lists<'_>,
) -> Result<(), XlsxError> {
    let language = lists.language;
    let text =
        CellFormat::new().set_num_format(if column.holds() == Holds::Number { "General" } else { "@" });
    let colour = if column.required { 0x001F_4E79 } else { 0x0070_7070 };
    let head = CellFormat::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_font_color(Color::White)
        .set_background_color(Color::RGB(colour));
    let example = text.clone().set_italic().set_font_color(Color::RGB(0x0080_8080));
    sheet.set_column_width(place, 18)?.set_column_format(place, &text)?;
    sheet.write_string_with_format(0, place, column.label(language), &head)?;
    sheet.insert_note(
        0,
        place,
        &Note::new(hint(column)).add_author_prefix(false).set_width(360).set_height(220),
    )?;
    let shown = match place {
        // By this mark an import recognises the example.
        0 => message!("template-mark").text(language),
        _ => lists.label(column, column.example),
    };
    sheet.write_string_with_format(1, place, shown, &example)?;
    let prompt: String = column.meaning(language).chars().take(LONGEST_HINT).collect();
    let validation = match lists.range(column) {
        Some(range) => DataValidation::new().allow_list_formula(Formula::new(range)),
        None => DataValidation::new().allow_any_value(),
    };
    sheet.add_data_validation(1, place, ROWS, place, &validation.set_input_message(prompt)?)?;
    Ok(())
}

/// What a column means and holds, in both languages.
fn hint(column: &Column) -> String {
    [Language::Persian, Language::English].map(|language| hint_in(column, language)).join("\n\n")
}

fn hint_in(column: &Column, language: Language) -> String {
    let must = if column.required { message!("template-required") } else { message!("template-optional") };
    let mut lines = vec![
        format!("{} ({}) – {}", column.label(language), column.name, must.text(language)),
        column.meaning(language).to_owned(),
        column.format.message().text(language),
    ];
    lines.extend(column.unit.map(|unit| message!("template-unit", unit = unit.message()).text(language)));
    lines.push(message!("template-example", example = column.example).text(language));
    let values = column.values();
    let value =
        |value: &shahrak_domain::code::CodeValue| format!("{} = {}", value.code, value.label.text(language));
    lines.extend((!values.is_empty()).then(|| values.iter().map(value).collect::<Vec<_>>().join("\n")));
    lines.join("\n")
}

/// The values of drop-down lists, each list in a column of a hidden sheet.
struct Lists<'a> {
    language: Language,
    provinces: &'a [Province],
    /// The column of each list, by the name of its set.
    places: HashMap<&'static str, usize>,
    columns: Vec<Vec<String>>,
}

impl Lists<'_> {
    /// The range of the values of a column; none if it has no list, or may have several values in a cell.
    fn range(&mut self, column: &Column) -> Option<String> {
        let (name, values) = match column.format {
            Format::OneOf(set) => {
                (set.name(), set.values().iter().map(|value| value.label.text(self.language)).collect())
            }
            Format::Province => ("province", self.names()),
            Format::Scope => {
                let country = message!("template-country").text(self.language);
                ("scope", [country].into_iter().chain(self.names()).collect())
            }
            _ => return None,
        };
        let place = *self.places.entry(name).or_insert_with(|| {
            self.columns.push(values);
            self.columns.len() - 1
        });
        let letters = crate::workbook::letters(place);
        Some(format!("={LISTS}!${letters}$1:${letters}${}", self.columns[place].len()))
    }

    fn names(&self) -> Vec<String> {
        let name = |province: &Province| message!("verbatim", text = &province.name).text(self.language);
        self.provinces.iter().map(name).collect()
    }

    /// The value of an example as the list shows it.
    fn label(&self, column: &Column, example: &str) -> String {
        let values = column.values();
        let label = |code: &str| {
            let value = values.iter().find(|value| value.code == code);
            value.map_or_else(|| code.to_owned(), |value| value.label.text(self.language))
        };
        match column.format {
            Format::OneOf(_) => label(example),
            Format::ListOf(_) => example.split(';').map(label).collect::<Vec<_>>().join("; "),
            Format::Scope if example == "IR" => message!("template-country").text(self.language),
            Format::Province | Format::Scope => {
                let province = self.provinces.iter().find(|province| province.code == example);
                province.map_or_else(
                    || example.to_owned(),
                    |province| message!("verbatim", text = &province.name).text(self.language),
                )
            }
            _ => example.to_owned(),
        }
    }

    fn sheet(&self) -> Result<Worksheet, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(LISTS)?.set_very_hidden(true);
        for (place, values) in (0..).zip(&self.columns) {
            for (row, value) in (0..).zip(values) {
                sheet.write_string(row, place, value)?;
            }
        }
        Ok(sheet)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use std::io::{Cursor, Read as _};

    use super::*;
    use crate::testing::context;
    use crate::workbook::{MOST_UNPACKED, to_csv};

    #[test]
    fn the_example_of_a_template_is_not_read_and_its_header_is() {
        for template in Template::all() {
            let kind = if let Template::Of(kind) = template { kind } else { FileKind::Units };
            for language in [Language::English, Language::Persian] {
                let bytes = write(template, &context().provinces, language).unwrap();
                let mut text = String::new();
                to_csv(Cursor::new(bytes), kind, MOST_UNPACKED).unwrap().read_to_string(&mut text).unwrap();
                let mut lines = text.lines();
                let header: Vec<String> = lines.next().unwrap().split(',').map(str::to_owned).collect();
                assert_eq!(header.len(), template.columns().count(), "{}", template.name());
                let mark = message!("template-mark").text(language);
                assert!(lines.next().unwrap().starts_with(&mark), "{}", kind.code());
                assert_eq!(lines.next(), None);
            }
        }
    }
}
