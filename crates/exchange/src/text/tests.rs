use super::*;

#[test]
fn no_text_is_written_as_a_formula_and_each_is_read_as_it_was() {
    let texts = [
        "=A1",
        "+98 21",
        "-5",
        "@home",
        "'=A1",
        "''-1",
        "#N/A",
        "1.23457E+17",
        "'tis",
        "#1",
        "'",
        "''",
        "plain",
        "پنیر طوس",
        "",
    ];
    let written: Vec<_> = texts.iter().map(|text| escape(text)).collect();
    assert_eq!(
        written,
        [
            "'=A1",
            "'+98 21",
            "'-5",
            "'@home",
            "''=A1",
            "'''-1",
            "'#N/A",
            "'1.23457E+17",
            "'tis",
            "#1",
            "'",
            "''",
            "plain",
            "پنیر طوس",
            ""
        ],
    );
    for (text, cell) in texts.iter().zip(&written) {
        assert_eq!(unescape(cell), *text);
        assert!(!misread(cell));
    }
}

#[test]
fn white_space_around_a_text_is_not_read() {
    assert_eq!(unescape(" \u{a0}Tous\u{200c}Cheese \r"), "Tous\u{200c}Cheese");
}
