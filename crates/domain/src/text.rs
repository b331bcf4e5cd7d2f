//! Digits as they are compared: Persian and Arabic have their own.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_latin() {
        assert_eq!(latin_digits("۰۱۲۳۴۵۶۷۸۹ ٠١٢٣٤٥٦٧٨٩ 0x"), "0123456789 0123456789 0x");
    }
}
