//! Adopting methodologies: the thresholds that apply to recorded events must not change.

use std::collections::HashMap;

use shahrak_messages::{Explain, Message, message};

use super::{Methodologies, Methodology, ThresholdError};
use crate::change::Change;
use crate::day::Day;
use crate::ledger::{LedgerError, Position, Record};
use crate::refusal::RefusalCode;
use crate::state::NotAllowed;
use crate::tally;
use crate::violation::RuleError;

/// Why a methodology cannot be adopted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MethodologyError {
    /// Its thresholds are out of range or order.
    Thresholds(ThresholdError),
    /// An effective capacity was reported on its first day or later.
    InUse {
        /// Its first day.
        valid_from: Day,
        /// The last day on which a capacity was reported.
        last: Day,
    },
    /// Another methodology begins on the same day.
    SameDay {
        /// Its first day.
        valid_from: Day,
        /// The code of the other methodology.
        other: String,
    },
    /// Its code is already recorded with other facts.
    RecordedOtherwise,
    /// A history that has been corrected since could not have been recorded under it.
    Breaks {
        /// Its first day.
        valid_from: Day,
        /// The event that would not be allowed.
        broken: Box<Broken>,
    },
}

/// An event that is not allowed under other thresholds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The code of the unit.
    pub unit: String,
    /// The code of the event.
    pub event: String,
    /// Its day.
    pub day: Day,
    /// Why it is not allowed.
    pub why: NotAllowed,
}

impl Methodology {
    /// Decides on a methodology. `others` are those that are adopted together with it; `last_capacity` is the last day
    /// with an effective capacity. The same methodology again changes nothing.
    ///
    /// # Errors
    /// All reasons why it cannot be adopted.
    pub fn adopt(
        &self,
        recorded: &Methodologies,
        others: &[Methodology],
        last_capacity: Option<Day>,
    ) -> Result<Change, Vec<MethodologyError>> {
        if let Some(there) = recorded.all().iter().find(|it| it.code == self.code) {
            return if there == self {
                Ok(Change::Keep)
            } else {
                Err(vec![MethodologyError::RecordedOtherwise])
            };
        }
        let valid_from = self.valid_from;
        let mut errors: Vec<MethodologyError> = Vec::new();
        errors.extend(self.check().err().map(MethodologyError::Thresholds));
        if let Some(last) = last_capacity.filter(|day| *day >= valid_from) {
            errors.push(MethodologyError::InUse { valid_from, last });
        }
        let same_day = |it: &&Methodology| it.valid_from == valid_from && it.code != self.code;
        if let Some(other) = recorded.all().iter().chain(others).find(same_day) {
            errors.push(MethodologyError::SameDay { valid_from, other: other.code.clone() });
        }
        if errors.is_empty() { Ok(Change::Add) } else { Err(errors) }
    }
}

/// Whether the history of a unit could have been recorded under these thresholds, as it was at each of its moments: a
/// corrected event meets other thresholds, and a later event may find another status. `codes` are the codes of the
/// records by position.
///
/// # Errors
/// A history that is not allowed under any thresholds.
#[expect(clippy::implicit_hasher, reason = "all maps of the crate have the default hasher")]
pub fn stands(
    unit: &str,
    records: &[Record],
    codes: &HashMap<Position, String>,
    thresholds: &Methodologies,
) -> Result<Option<Broken>, LedgerError> {
    match tally::changes(&[], records, thresholds) {
        Ok(_) => Ok(None),
        Err(LedgerError::NotAllowed { position, occurred_on, why }) => {
            let event = codes.get(&position).cloned().unwrap_or_else(|| "?".to_owned());
            Ok(Some(Broken { unit: unit.to_owned(), event, day: occurred_on, why }))
        }
        Err(error) => Err(error),
    }
}

impl Explain for MethodologyError {
    fn message(&self) -> Message {
        match self {
            MethodologyError::Thresholds(error) => error.message(),
            MethodologyError::InUse { last, .. } => message!("methodology-in-use", last = *last),
            MethodologyError::SameDay { other, .. } => message!("methodology-same-day", other),
            MethodologyError::RecordedOtherwise => message!("methodology-recorded-otherwise"),
            MethodologyError::Breaks { broken, .. } => message!(
                "methodology-breaks",
                event = &broken.event,
                unit = &broken.unit,
                why = broken.why.message(),
                day = broken.day,
            ),
        }
    }
}

impl RuleError for MethodologyError {
    fn code(&self) -> RefusalCode {
        match self {
            MethodologyError::InUse { .. } | MethodologyError::Breaks { .. } => RefusalCode::MethodologyInUse,
            MethodologyError::SameDay { .. } => RefusalCode::DuplicateKey,
            MethodologyError::Thresholds(_) => RefusalCode::Inconsistent,
            MethodologyError::RecordedOtherwise => RefusalCode::Changed,
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            MethodologyError::RecordedOtherwise => None,
            MethodologyError::Thresholds(_) => Some("semi_active_below"),
            _ => Some("valid_from"),
        }
    }

    fn found(&self) -> Option<String> {
        match self {
            MethodologyError::InUse { valid_from, .. }
            | MethodologyError::SameDay { valid_from, .. }
            | MethodologyError::Breaks { valid_from, .. } => Some(valid_from.to_string()),
            MethodologyError::Thresholds(_) | MethodologyError::RecordedOtherwise => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::day;

    fn methodology(code: &str, from: &str, idle_below: i64) -> Methodology {
        Methodology {
            code: code.to_owned(),
            valid_from: day(from),
            idle_below: idle_below.into(),
            semi_active_below: 60.into(),
            source: None,
        }
    }

    #[test]
    fn a_methodology_begins_after_the_last_capacity_and_on_a_day_of_its_own() {
        #[track_caller]
        fn check(from: &str, last: Option<&str>, codes: &[RefusalCode]) {
            let recorded = Methodologies::new(vec![methodology("default", "1399-01-01", 10)]);
            let others = [methodology("new", from, 20), methodology("beside", "1402-01-01", 30)];
            let decided = others[0].adopt(&recorded, &others, last.map(day));
            let errors = decided.err().unwrap_or_default();
            assert_eq!(errors.iter().map(RuleError::code).collect::<Vec<_>>(), codes, "{from} {last:?}");
        }
        let (used, same) = (RefusalCode::MethodologyInUse, RefusalCode::DuplicateKey);
        check("1400-01-01", None, &[]);
        check("1400-01-01", Some("1399-12-30"), &[]);
        check("1400-01-01", Some("1400-01-01"), &[used]);
        check("1400-01-01", Some("1400-01-02"), &[used]);
        check("1399-01-01", None, &[same]);
        check("1402-01-01", None, &[same]);
        check("1399-01-01", Some("1400-01-01"), &[used, same]);
        let unordered = methodology("new", "1403-01-01", 61).adopt(&Methodologies::default(), &[], None);
        assert_eq!(unordered, Err(vec![MethodologyError::Thresholds(ThresholdError)]));
    }

    #[test]
    fn a_methodology_is_never_changed() {
        let recorded = Methodologies::new(vec![methodology("default", "1399-01-01", 10)]);
        let last = Some(day("1400-01-01"));
        let adopt = |stated: Methodology| stated.adopt(&recorded, &[], last);
        assert_eq!(adopt(methodology("default", "1399-01-01", 10)), Ok(Change::Keep));
        let otherwise = Err(vec![MethodologyError::RecordedOtherwise]);
        assert_eq!(adopt(methodology("default", "1399-01-01", 11)), otherwise);
        assert_eq!(adopt(methodology("default", "1402-01-01", 10)), otherwise);
    }
}
