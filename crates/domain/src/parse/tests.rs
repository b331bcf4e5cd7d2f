use expect_test::expect;

use super::*;

/// One line for each text: what it says, or why it is refused.
fn check<T: ToString>(parse: fn(&str) -> Parsed<T>, texts: &[&str]) -> String {
    let line = |text: &&str| match parse(text) {
        Ok(value) => format!("{text} = {}\n", value.to_string()),
        Err(wrong) => format!("{} {}\n", wrong.code.code(), wrong.message),
    };
    texts.iter().map(line).collect()
}

#[test]
fn whole_numbers_are_read_as_officials_write_them() {
    let texts = [
        "0",
        "450000000000",
        "450,000,000,000",
        "۴۵۰٬۰۰۰٬۰۰۰٬۰۰۰",
        "٤٥٠",
        "-3",
        "1,2",
        "12,5",
        "1,234.5",
        "12.0",
        "4.5E+11",
        "1,234٬567",
        ",123",
        "۴ هزار",
        "--1",
        "+1",
        "1 000",
        "",
    ];
    expect![[r#"
        0 = 0
        450000000000 = 450000000000
        450,000,000,000 = 450000000000
        ۴۵۰٬۰۰۰٬۰۰۰٬۰۰۰ = 450000000000
        ٤٥٠ = 450
        -3 = -3
        BAD_NUMBER “1,2” is not a whole number; write it like 1200 or 1,200
        BAD_NUMBER “12,5” is not a whole number; write it like 1200 or 1,200
        BAD_NUMBER “1,234.5” is not a whole number; write it like 1200 or 1,200
        BAD_NUMBER “12.0” is not a whole number; write it like 1200 or 1,200
        BAD_NUMBER “4.5E+11” is not a whole number; write it like 1200 or 1,200; the spreadsheet shows a rounded number: format the cells as whole numbers
        BAD_NUMBER “1,234٬567” is not a whole number; write it like 1200 or 1,200
        BAD_NUMBER “,123” is not a whole number; write it like 1200 or 1,200
        BAD_NUMBER “۴ هزار” is not a whole number; write it like 1200 or 1,200
        BAD_NUMBER “--1” is not a whole number; write it like 1200 or 1,200
        BAD_NUMBER “+1” is not a whole number; write it like 1200 or 1,200
        1 000 = 1000
        BAD_NUMBER “” is not a whole number; write it like 1200 or 1,200
    "#]].assert_eq(&check(whole, &texts));
}

#[test]
fn a_decimal_takes_a_point_and_no_separators() {
    let texts =
        ["12.5", "۱۲٫۵", "12", "012.50", "-0.5", "12,5", "12.", ".5", "1.2.3", "12.-5", "1e3", "12/5"];
    expect![[r#"
        12.5 = 12.5
        ۱۲٫۵ = 12.5
        12 = 12
        012.50 = 12.50
        -0.5 = -0.5
        BAD_NUMBER “12,5” is not a number; write it like 1430 or 12.5
        BAD_NUMBER “12.” is not a number; write it like 1430 or 12.5
        BAD_NUMBER “.5” is not a number; write it like 1430 or 12.5
        BAD_NUMBER “1.2.3” is not a number; write it like 1430 or 12.5
        BAD_NUMBER “12.-5” is not a number; write it like 1430 or 12.5
        BAD_NUMBER “1e3” is not a number; write it like 1430 or 12.5; the spreadsheet shows a rounded number: format the cells as whole numbers
        BAD_NUMBER “12/5” is not a number; write it like 1430 or 12.5
    "#]].assert_eq(&check(decimal, &texts));
}

#[test]
fn an_amount_takes_both() {
    let texts = ["232,890.25", "۲۳۲٬۸۹۰٫۲۵", "42000", "42,00", "12345678901234567890123456789012345678"];
    expect![[r#"
        232,890.25 = 232890.25
        ۲۳۲٬۸۹۰٫۲۵ = 232890.25
        42000 = 42000
        BAD_NUMBER “42,00” is not a number; write it like 1430 or 232890.5
        BAD_NUMBER “12345678901234567890123456789012345678” is not a number; write it like 1430 or 232890.5
    "#]]
    .assert_eq(&check(amount, &texts));
}

#[test]
fn moments_are_of_rfc_3339_to_the_microsecond_and_have_come() {
    let now = DateTime::parse_from_rfc3339("2021-03-21T08:00:00Z").unwrap_or_default().to_utc();
    let texts = [
        "2021-01-27T09:30:00.123456789+03:30",
        "2021-01-27T06:00:00Z",
        "2021-03-21T08:00:00.000001Z",
        "2021-01-27",
        "2021-01-27T09:30:00",
    ];
    let said: String = texts
        .iter()
        .map(|text| match past_moment(text, now) {
            Ok(moment) => format!("{moment:?}\n"),
            Err(wrong) => format!("{} {}\n", wrong.code.code(), wrong.message),
        })
        .collect();
    expect![[r#"
        2021-01-27T06:00:00.123456Z
        2021-01-27T06:00:00Z
        FUTURE_MOMENT 2021-03-21T08:00:00.000001Z is in the future; it is now 2021-03-21T08:00:00+00:00
        BAD_MOMENT “2021-01-27” is not a moment; write it like 2021-01-27T09:30:00+03:30
        BAD_MOMENT “2021-01-27T09:30:00” is not a moment; write it like 2021-01-27T09:30:00+03:30
    "#]]
    .assert_eq(&said);
}
