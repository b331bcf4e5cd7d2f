//! Numbers in drawings, as the language writes them.

use shahrak_messages::{Argument, Language, message};

use crate::dashboard::headline::grouped;

/// A number in few characters: 1,160, 18.7, 150 trillion.
pub(super) fn short(value: f64, language: Language) -> String {
    let of = |scale: f64| Argument::number(decimal(value / scale));
    let message = match value.abs() {
        large if large >= 1e12 => message!("page-trillion", number = of(1e12)),
        large if large >= 1e9 => message!("page-billion", number = of(1e9)),
        large if large >= 1e6 => message!("page-million", number = of(1e6)),
        _ => return plain(value, language),
    };
    message.text(language)
}

/// A number with at most one decimal, and with groups.
pub(super) fn plain(value: f64, language: Language) -> String {
    let text = decimal(value);
    let (sign, digits) = text.strip_prefix('-').map_or(("", &*text), |digits| ("-", digits));
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    let point = if rest.is_empty() { "" } else { "." };
    let number = Argument::number(format!("{sign}{}{point}{rest}", grouped(whole, language)));
    message!("page-number", number).text(language)
}

/// At most one decimal, which is not 0.
fn decimal(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// The steps of an axis from 0 to at least the greatest value: about five of them, each 1, 2 or 5 times a power of ten.
pub(super) fn steps(most: f64) -> Vec<f64> {
    let most = if most > 0.0 { most } else { 1.0 };
    let power = 10_f64.powf((most / 5.0).log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].map(|factor| factor * power).into_iter().find(|step| most / step <= 5.0);
    let step = step.unwrap_or(most);
    let mut steps = vec![0.0];
    while steps.last().is_some_and(|last| *last < most) {
        let next = step * steps.len() as f64;
        steps.push(next);
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_of_their_language() {
        assert_eq!(short(150e12, Language::English), "150 trillion");
        assert_eq!(short(1160.0, Language::English), "1,160");
        assert_eq!(short(18.66, Language::Persian), "۱۸٫۷");
    }

    #[test]
    fn an_axis_reaches_the_greatest_value_in_round_steps() {
        assert_eq!(steps(1_500.0), [0.0, 500.0, 1_000.0, 1_500.0]);
        assert_eq!(steps(23.9), [0.0, 5.0, 10.0, 15.0, 20.0, 25.0]);
        assert_eq!(steps(0.0).len(), 6);
    }
}
