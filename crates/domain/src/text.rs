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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_the_same_however_they_are_typed() {
        #[track_caller]
        fn check(text: &str, expected: &str) {
            assert_eq!(normalise(text), expected);
        }
        check("", "");
        check(" \t\n", "");
        check("  Abbas   Abad ", "abbas abad");
        check("Abbas\u{a0}Abad", "abbas abad");
        check("عباس آباد", "عباس آباد");
        // Arabic yeh and kaf, alef maksura.
        check("صنعتي", "صنعتی");
        check("شهرك", "شهرک");
        check("موسى", "موسی");
        // The zero-width non-joiner kept or dropped.
        check("شهرک\u{200c}ها", "شهرکها");
        check("شهرکها", "شهرکها");
        // Direction marks, kashida, short vowels.
        check("\u{202b}شهرک\u{202c}\u{200f}", "شهرک");
        check("شـــهرک", "شهرک");
        check("شَهرَک", "شهرک");
        check("فاز ۲", "فاز 2");
        check("فاز ٢", "فاز 2");
        check("PARK No. ١٢", "park no. 12");
        check("İ", "i\u{307}");
    }

    #[test]
    fn digits_are_latin() {
        assert_eq!(latin_digits("۰۱۲۳۴۵۶۷۸۹ ٠١٢٣٤٥٦٧٨٩ 0x"), "0123456789 0123456789 0x");
    }

    proptest! {
        #[test]
        fn the_compared_form_is_its_own(text in "\\PC{0,40}", persian in "[آ-ی۰-۹٠-٩\u{200c}\u{064b}يك ]{0,20}") {
            for text in [text, persian] {
                let once = normalise(&text);
                prop_assert_eq!(&normalise(&once), &once);
            }
        }
    }
}
