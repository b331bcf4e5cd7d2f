//! Names and words as they are compared: Persian is written with several code points for one letter.

/// The text with Persian and Arabic digits as Latin ones.
pub fn latin_digits(text: &str) -> String {
    text.chars().map(latin_digit).collect()
}

/// The form in which names are searched and compared: lower case, one code point per letter
/// (ی for ي, ک for ك), Latin digits, no zero-width non-joiner, single spaces.
pub fn normalise(text: &str) -> String {
    let folded: String = text
        .chars()
        .filter_map(|letter| match letter {
            'ي' | 'ى' => Some('ی'),
            'ك' => Some('ک'),
            // The zero-width (non-)joiner, the direction marks, kashida and the short vowels are not said.
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => None,
            '\u{0640}' | '\u{064b}'..='\u{0652}' => None,
            other => Some(latin_digit(other)),
        })
        .flat_map(char::to_lowercase)
        .collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn latin_digit(letter: char) -> char {
    let offset = match letter {
        '۰'..='۹' => u32::from(letter) - u32::from('۰'),
        '٠'..='٩' => u32::from(letter) - u32::from('٠'),
        _ => return letter,
    };
    char::from_digit(offset, 10).unwrap_or(letter)
}
