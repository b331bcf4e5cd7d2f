//! Texts for comparison.

/// The text with Persian and Arabic digits as Latin ones.
pub fn latin_digits(text: &str) -> String {
    text.chars().map(latin_digit).collect()
}

fn latin_digit(letter: char) -> char {
    let offset = match letter {
        '۰'..='۹' => u32::from(letter) - u32::from('۰'),
        '٠'..='٩' => u32::from(letter) - u32::from('٠'),
        _ => return letter,
    };
    char::from_digit(offset, 10).unwrap_or(letter)
}

/// The beginning of a text that should be a code, which has at most 64 characters.
pub(crate) fn abridged(code: &str) -> String {
    code.chars().take(64).collect()
}

/// The text without the white space and the invisible marks around it: programs that mix directions of writing add marks to
/// what is copied from them.
pub fn trim(text: &str) -> &str {
    text.trim_matches(|letter: char| letter.is_whitespace() || is_mark(letter))
}

/// Whether a character only joins letters, separates them or sets their direction.
pub fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// Whether a text shows nothing: it is empty, or consists of white space and invisible characters.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|letter| letter.is_whitespace() || is_invisible(letter))
}

/// Whether a character is not displayed where it stands alone (`Default_Ignorable_Code_Point` of Unicode), or is displayed
/// as a blank (Braille, U+2800).
fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFF8}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_blank_where_nothing_is_seen() {
        for blank in [
            "",
            " \t\u{A0}",
            "\u{200C}",
            "\u{200B}\u{2060} \u{FEFF}",
            "\u{AD}\u{3164}\u{2800}",
            "\u{E0041}\u{FE0F}",
        ] {
            assert!(is_blank(blank), "{blank:?}");
        }
        for text in [".", "0", "\u{640}", "\u{200C}ش", "\u{301}", "\u{0}", "😀\u{FE0F}"] {
            assert!(!is_blank(text), "{text:?}");
        }
    }

    #[test]
    fn marks_around_a_text_are_not_part_of_it() {
        assert_eq!(trim("\u{200E} 1399/11/08\u{200F}\u{A0}"), "1399/11/08");
        assert_eq!(trim("\u{202A}می\u{200C}شود\u{202C}"), "می\u{200C}شود");
        assert_eq!(trim("\u{FEFF}"), "");
        assert_eq!(trim("☀\u{FE0F}"), "☀\u{FE0F}");
    }

    #[test]
    fn digits_are_latin() {
        assert_eq!(latin_digits("۰۱۲۳۴۵۶۷۸۹ ٠١٢٣٤٥٦٧٨٩ 0x"), "0123456789 0123456789 0x");
    }
}
