//! How values are spelled: a code, its label in either language, a province by its name. Case, blanks, hyphens, invisible
//! characters and the forms of Arabic and Persian letters do not matter. A spelling that may mean several values is refused.

use shahrak_domain::code::{CodeSet, CodeValue};
use shahrak_domain::province::{Name, Province, with_code};
use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::violation::Violation;
use shahrak_messages::{Argument, Language, Message, message};
use unicode_normalization::UnicodeNormalization as _;

use crate::columns::{Column, Format};
use crate::suggest::suggest;

/// The least number of letters of a part of a label that is searched for in labels.
const SHORTEST_PART: usize = 3;

/// How a cell is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Spelled {
    /// As it stands
    Same,
    /// As this code, of which it is another spelling
    Code(String),
    /// As this code, of which it is a name: the sender should know
    Named(String),
    /// Not at all
    Wrong(Violation),
}

/// The letters and digits of a text in one form each, for comparison: without case, blanks, punctuation, vowel signs and
/// invisible characters, and with Persian letters and Latin digits.
pub fn folded(text: &str) -> String {
    let letters = text.nfkc().flat_map(char::to_lowercase).map(plain);
    letters.filter(|letter| letter.is_alphanumeric() || matches!(letter, '.' | '%')).collect()
}

fn plain(letter: char) -> char {
    match letter {
        'ي' | 'ى' | 'ئ' => 'ی',
        'ك' => 'ک',
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ؤ' => 'و',
        'ة' | 'ۀ' | 'ۂ' | 'ە' => 'ه',
        // Vowel signs, of which Unicode calls some letters, and the line that lengthens a word.
        '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{640}' => '-',
        '٪' => '%',
        '۰'..='۹' => digit(letter, '۰'),
        '٠'..='٩' => digit(letter, '٠'),
        letter => letter,
    }
}

fn digit(letter: char, zero: char) -> char {
    char::from_digit(u32::from(letter) - u32::from(zero), 10).unwrap_or(letter)
}

/// How a filled cell of a column is to be read. Columns without a set of values are read as they stand.
pub(crate) fn spelled(column: &Column, text: &str, provinces: &[Province]) -> Spelled {
    match column.format {
        Format::OneOf(set) => value_of(set, text),
        Format::ListOf(set) => list(set, text),
        Format::Province => province(text, provinces),
        Format::Scope => scope(text, provinces),
        _ => Spelled::Same,
    }
}

/// The separators of lists. The first one is that of written files.
const SEPARATORS: [char; 7] = [';', '؛', '،', ',', '/', '|', '\n'];

fn list(set: CodeSet, text: &str) -> Spelled {
    if text.split(';').map(str::trim).all(|item| set.contains(item)) {
        return Spelled::Same;
    }
    let (mut codes, mut named) = (Vec::new(), false);
    for item in text.split(SEPARATORS).map(str::trim).filter(|item| !item.is_empty()) {
        match value_of(set, item) {
            Spelled::Same => codes.push(item.to_owned()),
            Spelled::Code(code) => codes.push(code),
            Spelled::Named(code) => {
                named = true;
                codes.push(code);
            }
            wrong @ Spelled::Wrong(_) => return wrong,
        }
    }
    let codes = codes.join(";");
    if named { Spelled::Named(codes) } else { Spelled::Code(codes) }
}

/// How one value of a set is to be read.
pub(crate) fn value_of(set: CodeSet, text: &str) -> Spelled {
    if set.contains(text) {
        return Spelled::Same;
    }
    let values = set.values();
    let found = folded(text);
    if let Some(value) = values.iter().find(|value| folded(value.code) == found) {
        return Spelled::Code(value.code.to_owned());
    }
    let named = |value: &&CodeValue| labels(value).iter().any(|label| folded(label) == found);
    if let Some(value) = values.iter().find(named) {
        return Spelled::Named(value.code.to_owned());
    }
    let name = Message::new(format!("set-{}", set.name()), []);
    let spellings = values.iter().flat_map(|value| {
        let shown = || message!("label-with-code", label = value.label.clone(), code = value.code);
        labels(value).into_iter().chain([value.code.to_owned()]).map(move |it| (folded(&it), shown()))
    });
    match guess(&found, spellings.collect()) {
        Guess::Several(candidates) => ambiguous(text, candidates),
        Guess::One(near) => {
            wrong(RefusalCode::BadValue, message!("unknown-code-near", found = text, set = name, near))
        }
        // The parser of the value refuses it with all codes.
        Guess::None => Spelled::Same,
    }
}

fn labels(value: &CodeValue) -> [String; 2] {
    [Language::English, Language::Persian].map(|language| value.label.text(language))
}

/// What an unknown spelling may mean.
enum Guess {
    Several(Vec<Message>),
    One(Message),
    None,
}

/// The things of which a spelling contains the text; else the one with the most similar spelling.
fn guess(found: &str, spellings: Vec<(String, Message)>) -> Guess {
    let mut containing: Vec<Message> = Vec::new();
    if found.chars().count() >= SHORTEST_PART {
        for (spelling, shown) in &spellings {
            if spelling.contains(found) && !containing.contains(shown) {
                containing.push(shown.clone());
            }
        }
    }
    match containing.len() {
        0 => {}
        1 => return Guess::One(containing.remove(0)),
        _ => return Guess::Several(containing),
    }
    let near = suggest(found, spellings.iter().map(|(spelling, _)| spelling.as_str()));
    let near = near.and_then(|near| spellings.iter().find(|(spelling, _)| spelling == near));
    near.map_or(Guess::None, |(_, shown)| Guess::One(shown.clone()))
}

fn ambiguous(text: &str, candidates: Vec<Message>) -> Spelled {
    wrong(
        RefusalCode::BadValue,
        message!("value-ambiguous", found = text, candidates = Argument::list(candidates)),
    )
}

fn wrong(code: RefusalCode, message: Message) -> Spelled {
    Spelled::Wrong(Violation::new(code, message))
}

/// Names of the country.
const COUNTRY: [&str; 9] =
    ["ir", "iran", "country", "wholecountry", "nationwide", "ایران", "کشور", "کلکشور", "سراسرکشور"];

fn scope(text: &str, provinces: &[Province]) -> Spelled {
    let found = folded(text);
    match text {
        "IR" => Spelled::Same,
        _ if found == "ir" => Spelled::Code("IR".to_owned()),
        _ if COUNTRY.contains(&&*found) => Spelled::Named("IR".to_owned()),
        _ => province(text, provinces),
    }
}

fn province(text: &str, provinces: &[Province]) -> Spelled {
    let found = folded(text);
    let (code, name) = code_and_name(&found);
    match (code, name) {
        (Some(code), "") if code == text => Spelled::Same,
        (Some(code), "") => Spelled::Code(code),
        (Some(code), name) => code_beside_name(text, &code, name, provinces),
        (None, name) => match by_name(name, provinces) {
            Some(province) => Spelled::Named(province.code.clone()),
            None => unknown_province(text, name, provinces),
        },
    }
}

/// The code at the beginning or the end of a folded text, and the rest: of `ir09razavikhorasan`, `IR-09` and the name.
fn code_and_name(found: &str) -> (Option<String>, &str) {
    let digits = |at: usize| {
        let digits = found.get(at + 2..at + 4)?;
        let code = found.get(at..at + 2) == Some("ir") && digits.bytes().all(|byte| byte.is_ascii_digit());
        code.then(|| format!("IR-{digits}"))
    };
    if let Some(code) = digits(0) {
        return (Some(code), &found[4..]);
    }
    let last = found.len().checked_sub(4).filter(|at| found.is_char_boundary(*at));
    match last.and_then(|at| Some((digits(at)?, at))) {
        Some((code, at)) => (Some(code), &found[..at]),
        None => (None, found),
    }
}

/// The province with this name, in folded form and perhaps with the word “province”.
fn by_name<'a>(found: &str, provinces: &'a [Province]) -> Option<&'a Province> {
    let bare =
        [found.strip_prefix("استان"), found.strip_prefix("provinceof"), found.strip_suffix("province")];
    let is = |province: &&Province, name: &str| names(province).any(|known| known == name);
    let named = |name: &str| provinces.iter().find(|province| is(province, name));
    named(found).or_else(|| bare.into_iter().flatten().find_map(named))
}

/// The names of a province in folded form.
fn names(province: &Province) -> impl Iterator<Item = String> {
    let Name { en, fa } = &province.name;
    en.iter().chain(fa).chain(&province.aliases).map(|name| folded(name))
}

/// A code and a name in one cell, or in two of one line.
fn code_beside_name(text: &str, code: &str, name: &str, provinces: &[Province]) -> Spelled {
    match by_name(name, provinces) {
        Some(named) => match disagreement(code, named, provinces) {
            Some(violation) => Spelled::Wrong(violation),
            None => Spelled::Code(code.to_owned()),
        },
        None => unknown_province(text, name, provinces),
    }
}

/// The refusal of a current code beside the name of another province.
fn disagreement(code: &str, named: &Province, provinces: &[Province]) -> Option<Violation> {
    if named.code == code {
        return None;
    }
    let of_name = Argument::from(&named.name);
    let right = &named.code;
    let message = match with_code(provinces, code) {
        Some(other) if named.code_before_2020 == code => {
            message!("province-old-code-beside-name", code, of_code = &other.name, of_name, right)
        }
        Some(other) => {
            message!("province-code-beside-other-name", code, of_code = &other.name, of_name, right)
        }
        None => message!("province-unknown-code-beside-name", code, of_name, right),
    };
    Some(Violation::new(RefusalCode::Inconsistent, message))
}

/// The refusal of a province's code because of the name in another cell of the line; none if they agree.
pub(crate) fn beside_name(code: &str, name: &str, provinces: &[Province]) -> Option<Violation> {
    let name = folded(name);
    if matches!(code_and_name(&name), (Some(same), "") if same == code) {
        return None;
    }
    match by_name(&name, provinces) {
        Some(named) => disagreement(code, named, provinces),
        None => match unknown_province(&name, &name, provinces) {
            Spelled::Wrong(violation) => Some(violation),
            _ => Some(Violation::new(RefusalCode::UnknownProvince, message!("not-a-province", found = name))),
        },
    }
}

fn unknown_province(text: &str, name: &str, provinces: &[Province]) -> Spelled {
    let spellings = provinces.iter().flat_map(|province| {
        let shown = message!("label-with-code", label = &province.name, code = &province.code);
        names(province).map(move |name| (name, shown.clone()))
    });
    match guess(name, spellings.collect()) {
        Guess::Several(candidates) => ambiguous(text, candidates),
        Guess::One(near) => {
            wrong(RefusalCode::UnknownProvince, message!("not-a-province-near", found = text, near))
        }
        Guess::None => Spelled::Same,
    }
}

/// Whether a text has a letter of the Arabic script.
pub(crate) fn is_persian(text: &str) -> bool {
    text.contains(|letter| matches!(letter, '\u{620}'..='\u{64A}' | '\u{671}'..='\u{6D3}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
