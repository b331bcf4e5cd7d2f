//! The pipeline: units that are not in operation yet, by physical progress, and what they lack.

use rust_decimal::Decimal;

use crate::code::Coded;
use crate::coded;
use crate::day::Day;
use crate::number::Progress;
use crate::park::{Infrastructure, InfrastructureLine};
use crate::state::Status;

coded! {
    /// How far a unit is built, by the latest report. Units of the first band come first.
    pub enum ProgressBand("progress-band") {
        /// More than 60 %
        Over60 = "over_60",
        /// More than 40 and up to 60 %
        To60 = "to_60",
        /// More than 20 and up to 40 %
        To40 = "to_40",
        /// Up to 20 %
        To20 = "to_20",
        /// No progress was reported
        NotReported = "not_reported",
    }
}

/// The statuses of units that are not in operation yet.
pub const UNFINISHED: [Status; 2] = [Status::Planned, Status::UnderConstruction];

impl ProgressBand {
    /// The band of a progress; none if no progress was reported.
    pub fn of(progress: Option<Progress>) -> ProgressBand {
        let Some(progress) = progress else { return ProgressBand::NotReported };
        let band = ProgressBand::ALL.iter().copied().find(|band| match band.above() {
            Some(above) => progress.get() > Decimal::from(above),
            None => true,
        });
        band.unwrap_or(ProgressBand::To20)
    }

    /// The percentage that a progress of the band exceeds; none for the last ones, which have none.
    pub fn above(self) -> Option<i64> {
        match self {
            ProgressBand::Over60 => Some(60),
            ProgressBand::To60 => Some(40),
            ProgressBand::To40 => Some(20),
            ProgressBand::To20 | ProgressBand::NotReported => None,
        }
    }
}

/// The infrastructure lines that a park does not supply on a day, as far as the register knows. A line whose first day of
/// service is not known is supplied.
pub fn missing_lines(infrastructure: &[Infrastructure], on: Day) -> Vec<InfrastructureLine> {
    let supplied = |line: InfrastructureLine| {
        let mut known = infrastructure.iter().filter(|it| it.line == line);
        known.any(|it| it.in_service_since.is_none_or(|since| since <= on))
    };
    InfrastructureLine::ALL.iter().copied().filter(|line| !supplied(*line)).collect()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::testing::day;

    #[test]
    fn a_band_ends_at_its_percentage() {
        #[track_caller]
        fn check(percent: &str, expected: ProgressBand) {
            let progress = (!percent.is_empty()).then(|| Progress::new(percent.parse().unwrap()).unwrap());
            assert_eq!(ProgressBand::of(progress), expected, "{percent}");
        }
        check("", ProgressBand::NotReported);
        check("0", ProgressBand::To20);
        check("20", ProgressBand::To20);
        check("20.01", ProgressBand::To40);
        check("40", ProgressBand::To40);
        check("60", ProgressBand::To60);
        check("60.01", ProgressBand::Over60);
        check("100", ProgressBand::Over60);
    }

    #[test]
    fn a_line_is_missing_until_its_first_day_of_service() {
        let line = |line, since: &str| Infrastructure {
            line,
            capacity: 1.into(),
            unit: "l/s".to_owned(),
            in_service_since: (!since.is_empty()).then(|| day(since)),
        };
        let park = [line(InfrastructureLine::Water, ""), line(InfrastructureLine::Gas, "1399-02-01")];
        let missing = |on| missing_lines(&park, day(on)).into_iter().map(Coded::code).collect::<Vec<_>>();
        assert_eq!(missing("1399-02-01"), ["power", "wastewater", "road", "telecom"]);
        assert_eq!(missing("1399-01-31"), ["power", "gas", "wastewater", "road", "telecom"]);
    }
}
