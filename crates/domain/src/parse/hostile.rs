//! Texts of strangers: each is a value or an error, and a value reads back as itself.

use proptest::prelude::*;

use super::*;

/// Texts made of what days, numbers and codes are made of, in the digits and signs of three scripts.
fn text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "0",
        "1",
        "13",
        "99",
        "1399",
        "2021",
        "۱۳۹۹",
        "٣",
        "-",
        "/",
        ".",
        ",",
        "٬",
        "٫",
        "،",
        " ",
        "\u{a0}",
        "\u{202f}",
        "\u{200c}",
        "\u{200e}",
        "\u{200f}",
        "+",
        "−",
        "e",
        "E",
        "%",
        "٪",
        "IR-",
        "IR-09",
        "x",
        "_",
        "\u{0}",
        "\u{feff}",
        "é",
        "ك",
        "ی",
        "\n",
        "T",
        "Z",
        ":",
        "null",
        "NaN",
        "inf",
        "170141183460469231731687303715884105727",
        "0.1",
        "00",
        "''",
    ]);
    prop_oneof![prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat()), any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_a_value_or_an_error(text in text()) {
        if let Ok(day) = day(&text) {
            prop_assert_eq!(super::day(&day.to_string()).ok(), Some(day), "{}", text);
        }
        if let Ok(number) = whole(&text) {
            prop_assert_eq!(whole(&number.to_string()).ok(), Some(number), "{}", text);
        }
        if let Ok(number) = decimal(&text) {
            prop_assert_eq!(decimal(&number.to_string()).ok(), Some(number), "{}", text);
        }
        if let Ok(code) = code(&text) {
            prop_assert_eq!(super::code(&code).ok(), Some(code.clone()), "{}", text);
        }
        let _ = (rials(&text), small(&text), amount(&text), register_day(&text), year(&text));
        let _ = (isic_code(&text), name(&text), prose(&text), ungrouped(&text));
    }
}
