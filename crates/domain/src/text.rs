//! Texts for comparison and for messages.

use std::borrow::Cow;

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

/// The maximum number of characters of a value in a message.
pub const LONGEST_SHOWN: usize = 200;

/// A value as messages show it: at most [`LONGEST_SHOWN`] characters, without control characters.
pub fn shown(value: &str) -> Cow<'_, str> {
    let long = value.chars().nth(LONGEST_SHOWN).is_some();
    if !long && !value.contains(char::is_control) {
        return value.into();
    }
    let most = if long { LONGEST_SHOWN - 1 } else { LONGEST_SHOWN };
    let plain = |letter: char| if letter.is_control() { char::REPLACEMENT_CHARACTER } else { letter };
    let mut shown: String = value.chars().take(most).map(plain).collect();
    shown.extend(long.then_some('…'));
    shown.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_latin() {
        assert_eq!(latin_digits("۰۱۲۳۴۵۶۷۸۹ ٠١٢٣٤٥٦٧٨٩ 0x"), "0123456789 0123456789 0x");
    }
}
