//! A number as it was stated: its hedge, its precision, and the numbers that it admits (rules R13 and R16).

use rust_decimal::Decimal;
use shahrak_messages::{Argument, Explain, Message, message};

use crate::announcement::{Figure, Hedge};

/// A stated number, or a range of two, with its hedge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatedNumber {
    /// The hedge; none for a plain number.
    pub hedge: Option<Hedge>,
    /// The number, or the lower end of a range.
    pub low: Decimal,
    /// The number, or the higher end of a range.
    pub high: Decimal,
}

/// Numbers from `low`, which is included, to `high`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The least number.
    pub low: Decimal,
    /// The end.
    pub high: Decimal,
    /// Whether the end is included.
    pub closed: bool,
}

/// The place of the last digit that is not 0: 100 for 19,400 and 0.1 for 18.7; 1 for 0.
pub fn precision(value: Decimal) -> Decimal {
    let value = value.normalize();
    if value.is_zero() {
        return Decimal::ONE;
    }
    let (mut digits, mut place) = (value.mantissa(), Decimal::new(1, value.scale()));
    while digits % 10 == 0 {
        digits /= 10;
        place *= Decimal::TEN;
    }
    place
}

impl StatedNumber {
    /// The number of a figure.
    pub fn of(figure: &Figure) -> StatedNumber {
        StatedNumber { hedge: figure.hedge, low: figure.low, high: figure.high }
    }

    /// The computed numbers with which it agrees (R13).
    ///
    /// Two numbers with a hedge other than a range (“about 22–24 percent”) admit what either of them admits, and what
    /// lies between.
    pub fn agrees_with(&self) -> Interval {
        let StatedNumber { hedge, low, high } = *self;
        let (above, below) = (high + precision(high), low - precision(low));
        match hedge {
            None | Some(Hedge::Range) => self.rounded(),
            Some(Hedge::About) => self.about(),
            Some(Hedge::Over) => Interval::closed(low, above.max(high * eleven_tenths())),
            Some(Hedge::Nearly) => Interval::closed(below.min(low * nine_tenths()), high),
            Some(Hedge::UpTo) => Interval::closed(Decimal::ZERO, high),
        }
    }

    /// The numbers that the speaker may have meant (R16).
    pub fn admits(&self) -> Interval {
        let StatedNumber { hedge, low, high } = *self;
        match hedge {
            None | Some(Hedge::Range) => self.rounded(),
            Some(Hedge::About) => self.about(),
            Some(Hedge::Over) => {
                let end = (high * Decimal::TEN).max(high + precision(high));
                Interval { low, high: end, closed: false }
            }
            Some(Hedge::Nearly) => Interval::closed(low * nine_tenths(), high),
            Some(Hedge::UpTo) => Interval::closed(Decimal::ZERO, high),
        }
    }

    /// How far a number is from the stated one: 0 within a range.
    pub fn difference(&self, number: Decimal) -> Decimal {
        let beyond =
            if number < self.low { number - self.low } else { (number - self.high).max(Decimal::ZERO) };
        beyond.normalize()
    }

    /// The numbers that are rounded to the stated ones, whatever the hedge.
    pub fn rounded(&self) -> Interval {
        let half = |value| precision(value) / Decimal::TWO;
        Interval { low: self.low - half(self.low), high: self.high + half(self.high), closed: false }
    }

    /// The same, and those within 5 %.
    fn about(&self) -> Interval {
        let (rounded, five_percent) = (self.rounded(), Decimal::new(5, 2));
        let (low, high) = (self.low - self.low * five_percent, self.high + self.high * five_percent);
        let within = high >= rounded.high;
        Interval { low: low.min(rounded.low), high: if within { high } else { rounded.high }, closed: within }
    }
}

impl Interval {
    /// The numbers from `low` to `high`, both included.
    pub fn closed(low: Decimal, high: Decimal) -> Interval {
        Interval { low, high, closed: true }
    }

    /// Whether the number lies in the interval.
    pub fn contains(&self, number: Decimal) -> bool {
        self.low <= number && self.reaches(number)
    }

    /// Whether the intervals have a number in common.
    pub fn meets(&self, other: &Interval) -> bool {
        self.reaches(other.low) && other.reaches(self.low)
    }

    /// Whether the number is not above the interval.
    fn reaches(&self, number: Decimal) -> bool {
        number < self.high || (self.closed && number == self.high)
    }
}

/// The number in words, such as “over 980000”.
impl Explain for StatedNumber {
    fn message(&self) -> Message {
        let (low, high) = (number(self.low), number(self.high));
        let number = if self.low == self.high { low } else { message!("stated-range", low, high).into() };
        match self.hedge {
            None | Some(Hedge::Range) => message!("verbatim", text = number),
            Some(Hedge::About) => message!("stated-about", number),
            Some(Hedge::Over) => message!("stated-over", number),
            Some(Hedge::Nearly) => message!("stated-nearly", number),
            Some(Hedge::UpTo) => message!("stated-up-to", number),
        }
    }
}

impl Explain for Interval {
    fn message(&self) -> Message {
        let (low, high) = (number(self.low), number(self.high));
        if self.closed {
            message!("interval-closed", low, high)
        } else {
            message!("interval-open", low, high)
        }
    }
}

fn number(number: Decimal) -> Argument {
    Argument::number(number.normalize())
}

fn eleven_tenths() -> Decimal {
    Decimal::new(11, 1)
}

fn nine_tenths() -> Decimal {
    Decimal::new(9, 1)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
pub(crate) mod tests {
    use super::*;

    /// What a text states: `19400`, `about 1160`, `range 22-24`.
    pub(crate) fn stated(text: &str) -> StatedNumber {
        let (hedge, numbers) = text.split_once(' ').unwrap_or(("", text));
        let (low, high) = numbers.split_once('-').unwrap_or((numbers, numbers));
        let hedge = (!hedge.is_empty()).then(|| crate::code::Coded::parse(hedge).unwrap());
        StatedNumber { hedge, low: low.parse().unwrap(), high: high.parse().unwrap() }
    }

    #[test]
    fn precision_is_the_place_of_the_last_digit_that_is_not_zero() {
        #[track_caller]
        fn check(value: &str, expected: &str) {
            assert_eq!(precision(value.parse().unwrap()), expected.parse().unwrap(), "{value}");
        }
        check("19400", "100");
        check("1160", "10");
        check("1167", "1");
        check("150000000000000", "10000000000000");
        check("1000000000000000000", "1000000000000000000");
        check("18.7", "0.1");
        check("18.70", "0.1");
        check("18.0", "1");
        check("20.0", "10");
        check("0.000001", "0.000001");
        check("0", "1");
        check("0.00", "1");
    }

    #[test]
    fn a_hedge_says_with_what_a_number_agrees_and_what_it_admits() {
        #[track_caller]
        fn check(text: &str, agrees: &str, admits: &str) {
            let stated = stated(text);
            let said = (stated.agrees_with().message().to_string(), stated.admits().message().to_string());
            assert_eq!(said, (agrees.to_owned(), admits.to_owned()), "{text}");
        }
        check("19400", "[19350, 19450)", "[19350, 19450)");
        check("0", "[-0.5, 0.5)", "[-0.5, 0.5)");
        check("about 1160", "[1102, 1218]", "[1102, 1218]");
        check("about 2", "[1.5, 2.5)", "[1.5, 2.5)");
        check("about 10", "[5, 15)", "[5, 15)");
        check("over 20000", "[20000, 30000]", "[20000, 200000)");
        check("over 19446", "[19446, 21390.6]", "[19446, 194460)");
        check("over 0", "[0, 1]", "[0, 1)");
        check("nearly 78", "[70.2, 78]", "[70.2, 78]");
        check("nearly 900000", "[800000, 900000]", "[810000, 900000]");
        check("up_to 30", "[0, 30]", "[0, 30]");
        check("range 70-75", "[65, 75.5)", "[65, 75.5)");
        check("about 22-24", "[20.9, 25.2]", "[20.9, 25.2]");
        check(
            "over 1000000000000000000",
            "[1000000000000000000, 2000000000000000000]",
            "[1000000000000000000, 10000000000000000000)",
        );
    }

    #[test]
    fn intervals_meet_where_they_have_a_number_in_common() {
        let admits = |text: &str| stated(text).admits();
        #[track_caller]
        fn check(one: Interval, other: Interval, meets: bool) {
            assert_eq!((one.meets(&other), other.meets(&one)), (meets, meets), "{one:?} {other:?}");
        }
        check(admits("1185"), admits("1444"), false);
        check(admits("950000"), admits("over 980000"), false);
        check(admits("over 48400"), admits("48605"), true);
        check(admits("5"), admits("6"), false);
        check(admits("up_to 30"), admits("over 30"), true);
        check(admits("29"), admits("over 29.5"), false);
        check(admits("nearly 30"), admits("over 30"), true);
    }

    #[test]
    fn a_difference_is_measured_from_the_nearer_end() {
        #[track_caller]
        fn check(text: &str, number: &str, expected: &str) {
            assert_eq!(stated(text).difference(number.parse().unwrap()).to_string(), expected);
        }
        check("1160", "1167", "7");
        check("1160", "1150", "-10");
        check("range 15-17", "16", "0");
        check("range 15-17", "17.20", "0.2");
        check("range 15-17", "14", "-1");
    }
}
