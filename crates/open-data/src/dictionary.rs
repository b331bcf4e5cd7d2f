//! The data dictionary: every column, metric and code, as a page of the documentation.

use std::fmt::Write as _;

use shahrak_domain::code::{CodeSet, CodeValue, Coded as _};
use shahrak_domain::import::FileKind;
use shahrak_domain::vocabulary::Vocabulary;
use shahrak_exchange::columns::{Column, Format, ONE_SHEET, columns_of};
use shahrak_messages::{Explain as _, Language, Message};

/// The page.
pub fn page(vocabulary: &Vocabulary) -> String {
    let mut page = INTRODUCTION.to_owned();
    page.push_str("\n## Files\n");
    for kind in FileKind::ALL {
        file(&mut page, *kind);
    }
    page.push_str(ONE_SHEET_INTRODUCTION);
    columns(&mut page, ONE_SHEET);
    page.push_str("\n## Codes\n");
    for set in code_sets() {
        codes(&mut page, set);
    }
    page.push_str(
        "\n## Metrics\n\nWhat a figure may measure. `computed` names what the register computes for it.\n\n",
    );
    row(&mut page, ["code", "name", "name (fa)", "meaning", "meaning (fa)", "measure", "unit", "computed"]);
    row(&mut page, ["---"; 8]);
    for metric in vocabulary.all() {
        let computed = metric.computation.map(|it| it.code().to_owned()).into_iter();
        let computed = computed.chain(metric.only.map(|only| only.to_string())).map(|it| code(&it));
        row(
            &mut page,
            [
                code(&metric.code),
                either(metric.name.en.as_deref()),
                either(metric.name.fa.as_deref()),
                either(metric.meaning.en.as_deref()),
                either(metric.meaning.fa.as_deref()),
                code(metric.measure.code()),
                metric.unit.clone(),
                computed.collect::<Vec<_>>().join(" "),
            ],
        );
    }
    page
}

const INTRODUCTION: &str = "# Data dictionary

Every column of the files that are imported and exported, every code, and every metric, with its label in both languages. \
The page is generated (`make dictionary`) from what the program uses; a test compares them. How files are written is on the \
page [Spreadsheets](spreadsheets.md), what the terms mean in the [glossary](glossary.md).
";

const ONE_SHEET_INTRODUCTION: &str = "
### `one-sheet.xlsx`

The columns of `units.csv`, and these, of which an import makes events: [One sheet](spreadsheets.md#one-sheet).

";

fn file(page: &mut String, kind: FileKind) {
    let name = kind.message();
    let _ = write!(
        page,
        "\n### `{}.csv`\n\n{} · {}\n\n",
        kind.code(),
        name.text(Language::English),
        name.text(Language::Persian)
    );
    columns(page, columns_of(kind));
}

fn columns(page: &mut String, columns: &[Column]) {
    row(
        page,
        ["column", "label", "label (fa)", "required", "format", "unit", "example", "meaning", "meaning (fa)"],
    );
    row(page, ["---"; 9]);
    for column in columns {
        row(page, cells(column));
    }
}

fn cells(column: &Column) -> [String; 9] {
    [
        code(column.name),
        column.label(Language::English).to_owned(),
        column.label(Language::Persian).to_owned(),
        if column.required { "yes" } else { "" }.to_owned(),
        format_of(column),
        column.unit.map(|unit| english(&unit.message())).unwrap_or_default(),
        code(column.example),
        column.meaning(Language::English).to_owned(),
        column.meaning(Language::Persian).to_owned(),
    ]
}

/// The format in words, with a link to the codes.
fn format_of(column: &Column) -> String {
    let words = english(&column.format.message());
    match column.format {
        Format::OneOf(set) | Format::ListOf(set) => {
            format!("{words}: [{}](#{})", title(set), anchor(&title(set)))
        }
        _ => words,
    }
}

/// The sets of codes that columns use, each once.
fn code_sets() -> Vec<CodeSet> {
    let mut sets: Vec<CodeSet> = Vec::new();
    for column in FileKind::ALL.iter().flat_map(|kind| columns_of(*kind)).chain(ONE_SHEET) {
        if let Format::OneOf(set) | Format::ListOf(set) = column.format
            && !sets.contains(&set)
        {
            sets.push(set);
        }
    }
    sets
}

fn codes(page: &mut String, set: CodeSet) {
    let _ = write!(page, "\n### {}\n\n", title(set));
    row(page, ["code", "label", "label (fa)"]);
    row(page, ["---"; 3]);
    for CodeValue { code: value, label } in set.values() {
        row(page, [code(value), english(&label), label.text(Language::Persian)]);
    }
}

/// The name of a set as a heading.
fn title(set: CodeSet) -> String {
    let name = english(&Message::new(format!("set-{}", set.name()), []));
    let (first, rest) = name.split_at(name.chars().next().map_or(0, char::len_utf8));
    first.to_uppercase() + rest
}

/// The anchor of a heading, as the readers of Markdown make it.
fn anchor(heading: &str) -> String {
    heading.to_lowercase().replace(' ', "-")
}

fn english(message: &Message) -> String {
    message.text(Language::English)
}

fn either(text: Option<&str>) -> String {
    text.unwrap_or_default().to_owned()
}

fn code(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("`{text}`") }
}

fn row<T: AsRef<str>>(page: &mut String, cells: impl IntoIterator<Item = T>) {
    for cell in cells {
        let _ = write!(page, "| {} ", cell.as_ref().replace('|', "\\|"));
    }
    page.push_str("|\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_described_in_full() {
        for column in FileKind::ALL.iter().flat_map(|kind| columns_of(*kind)) {
            for language in [Language::English, Language::Persian] {
                assert!(!column.label(language).is_empty(), "{}", column.name);
                assert!(!column.meaning(language).is_empty(), "{}", column.name);
            }
            assert!(!column.example.is_empty(), "{}", column.name);
        }
    }

    #[test]
    fn links_lead_to_headings() {
        let page = page(&Vocabulary::default());
        for (_, rest) in page.match_indices("](#").map(|(at, _)| page.split_at(at)) {
            let target = rest.trim_start_matches("](#").split(')').next().unwrap_or_default();
            let headings = page.lines().filter_map(|line| line.strip_prefix("### "));
            assert!(headings.map(anchor).any(|heading| heading == target), "{target}");
        }
    }
}
