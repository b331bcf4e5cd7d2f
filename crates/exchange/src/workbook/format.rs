//! Number formats of a workbook: how a cell shows its number.

use std::iter::Peekable;
use std::str::Chars;

/// A number format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// `General`: the number itself, in up to eleven characters
    General,
    /// One section for all numbers, or one each for positive numbers, negative numbers and zero
    Sections(Vec<Section>),
    /// Conditions, digits in words and everything else that is not parsed here
    Unknown,
}

/// A section of a format.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one property of the format")]
pub(super) struct Section {
    pub(super) general: bool,
    /// Whether it has a placeholder for a digit.
    pub(super) digits: bool,
    /// The minimum number of digits before the decimal point.
    pub(super) padding: usize,
    /// The maximum number of digits after the decimal point.
    pub(super) decimals: u32,
    pub(super) grouped: bool,
    /// Shown in thousands or millions.
    pub(super) scaled: bool,
    pub(super) percents: usize,
    pub(super) scientific: bool,
    pub(super) fraction: bool,
    /// A minus sign or a parenthesis.
    pub(super) minus: bool,
    /// Other text around the digits, without blanks.
    pub(super) text: String,
    pub(super) year: bool,
    pub(super) month: bool,
    /// The day of the month.
    pub(super) day: bool,
    pub(super) weekday: bool,
    pub(super) time: bool,
    /// Hours or minutes that continue beyond 24 or 60.
    pub(super) elapsed: bool,
}

impl Section {
    pub(super) fn is_date(&self) -> bool {
        self.year || self.month || self.day || self.weekday || self.time || self.elapsed
    }

    /// Whether it shows a number like a cell without a format.
    pub(super) fn is_general(&self) -> bool {
        *self == Section { general: true, ..Section::default() }
    }

    pub(super) fn is_whole_day(&self) -> bool {
        self.year && self.month && self.day && !self.elapsed
    }
}

impl Format {
    /// Parses the code of a format. Workbooks do not contain the code of an `id` that only some languages have.
    pub(super) fn parse(code: &str, id: Option<u32>) -> Format {
        if matches!(id, Some(27..=36 | 50..=58)) && code.eq_ignore_ascii_case("general") {
            return Format::Unknown;
        }
        if code.is_empty() || code.eq_ignore_ascii_case("general") {
            return Format::General;
        }
        let mut chars = code.chars().peekable();
        let mut sections = Vec::new();
        while chars.peek().is_some() {
            match section(&mut chars) {
                Some(section) => sections.push(section),
                None => return Format::Unknown,
            }
        }
        if code.ends_with(';') {
            sections.push(Section::default());
        }
        Format::Sections(sections)
    }

    /// The section for a number; none if the format is `General` or was not parsed.
    pub(super) fn section(&self, number: f64) -> Option<&Section> {
        let Format::Sections(sections) = self else { return None };
        let place = match sections.len() {
            0 | 1 => 0,
            _ if number < 0.0 => 1,
            2 => 0,
            _ if number == 0.0 => 2,
            _ => 0,
        };
        sections.get(place)
    }

    /// Whether a section of its own shows the sign of a negative number.
    pub(super) fn signs_itself(&self) -> bool {
        matches!(self, Format::Sections(sections) if sections.len() > 1)
    }
}

/// Parses a section up to its end; none if it is not supported.
fn section(chars: &mut Peekable<Chars<'_>>) -> Option<Section> {
    let mut section = Section::default();
    let (mut point, mut commas, mut slash) = (false, 0, false);
    while let Some(letter) = chars.next() {
        match letter {
            ';' => break,
            '"' => {
                for letter in chars.by_ref().take_while(|letter| *letter != '"') {
                    section.literal(letter);
                }
            }
            '\\' => section.literal(chars.next()?),
            // A blank as wide as the next character, or a character that fills the cell.
            '_' | '*' => {
                chars.next();
            }
            '[' => {
                section.bracket(&chars.by_ref().take_while(|letter| *letter != ']').collect::<String>())?;
            }
            '0' | '#' | '?' => {
                section.grouped |= commas > 0;
                commas = 0;
                section.digits = true;
                match (section.scientific, point) {
                    (true, _) => {}
                    (false, true) => section.decimals += 1,
                    (false, false) => section.padding += usize::from(letter == '0'),
                }
            }
            '.' => point = true,
            ',' => {
                // Between digits, commas separate groups; after them, each divides by a thousand.
                if section.digits {
                    commas += 1;
                }
            }
            '%' => section.percents += 1,
            '/' => slash = true,
            '@' => section.general = true,
            'E' | 'e' if matches!(chars.peek(), Some('+' | '-')) => {
                chars.next();
                section.scientific = true;
            }
            letter if letter.is_ascii_alphabetic() => word(letter, chars, &mut section)?,
            letter => section.literal(letter),
        }
        section.scaled |= commas > 0 && matches!(chars.peek(), None | Some(';' | '.'));
    }
    section.scaled |= commas > 0;
    section.fraction = slash && section.digits && !section.is_date();
    if slash && !section.digits && !section.is_date() {
        section.text.push('/');
    }
    Some(section)
}

/// Parses a word that begins with a letter: `yyyy`, `General`, `AM/PM`.
fn word(first: char, chars: &mut Peekable<Chars<'_>>, section: &mut Section) -> Option<()> {
    let mut length = 1;
    while chars.next_if(|next| next.eq_ignore_ascii_case(&first)).is_some() {
        length += 1;
    }
    match first.to_ascii_lowercase() {
        'y' | 'e' => section.year = true,
        // Five letters mean the first letter of the month's name.
        'm' => section.month |= length != 5,
        'd' if length <= 2 => section.day = true,
        'd' => section.weekday = true,
        'h' | 's' => section.time = true,
        'a' => {
            let rest: String = std::iter::from_fn(|| chars.next_if(|next| "mMpP/".contains(*next))).collect();
            if !["m/pm", "/p"].contains(&rest.to_ascii_lowercase().as_str()) {
                return None;
            }
            section.time = true;
        }
        'g' => {
            if chars.peek().is_some_and(|next| next.eq_ignore_ascii_case(&'e')) {
                let rest: String = chars.clone().take(6).collect();
                if rest.eq_ignore_ascii_case("eneral") {
                    chars.nth(5);
                    section.general = true;
                }
            }
        }
        // The same day in the Hijri calendar, or in the Gregorian one again.
        'b' if length == 1 && chars.next_if(|next| matches!(next, '1' | '2')).is_some() => {}
        _ => return None,
    }
    Some(())
}

impl Section {
    fn literal(&mut self, letter: char) {
        match letter {
            '-' | '−' | '(' | ')' => self.minus = true,
            letter if letter.is_whitespace() => {}
            letter => self.text.push(letter),
        }
    }

    /// Parses `[Red]`, `[$ریال-fa-IR]`, `[h]`; none for a condition, and for digits in words.
    fn bracket(&mut self, content: &str) -> Option<()> {
        let lower = content.to_ascii_lowercase();
        let colours = ["black", "blue", "cyan", "green", "magenta", "red", "white", "yellow"];
        if let Some(currency) = content.strip_prefix('$') {
            let currency = currency.split('-').next().unwrap_or_default();
            currency.chars().for_each(|letter| self.literal(letter));
        } else if !lower.is_empty() && ["h", "m", "s"].iter().any(|of| lower.replace(of, "").is_empty()) {
            self.elapsed = true;
        } else if !colours.contains(&lower.as_str()) && !lower.starts_with("color") {
            return None;
        }
        Some(())
    }
}
