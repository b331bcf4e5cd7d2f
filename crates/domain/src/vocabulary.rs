//! The vocabulary of metrics: what an announced figure may measure, under which codes, and what the register computes.

use std::collections::{HashMap, HashSet};

use shahrak_messages::{Argument, Explain, Message, explained_errors, message};

use crate::announcement::Measure;
use crate::change::Change;
use crate::coded;
use crate::province::Name;
use crate::refusal::RefusalCode;
use crate::violation::RuleError;

mod cells;
mod computation;
mod relation;

pub use computation::{Computation, Counted, Way};
pub use relation::{Division, Only, PartOf, Quotient, Whole};

coded! {
    /// When a value is better: for targets and for charts.
    pub enum Direction("metric-direction") {
        /// More is better: a target is a minimum
        Floor = "floor",
        /// Less is better: a target is a maximum
        Ceiling = "ceiling",
        /// Neither
        Neither = "neither",
    }
}

/// What a figure measures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metric {
    /// The lower-case code: `units_revived`.
    pub code: String,
    /// Its name in both languages.
    pub name: Name,
    /// What it counts, in both languages.
    pub meaning: Name,
    /// The kind of number that the metric is. A figure may also state a target for it.
    pub measure: Measure,
    /// The unit of measurement: `units`, `IRR`, `percent`. Amounts in `IRR` may also be stated in `USD`.
    pub unit: String,
    /// When a value is better.
    pub direction: Direction,
    /// How the register computes it; none if it does not.
    pub computation: Option<Computation>,
    /// The part of the register to which the computation is limited.
    pub only: Option<Only>,
    /// The metrics of which it is a part.
    pub part_of: Vec<PartOf>,
    /// For a share or ratio: what is divided by what.
    pub quotient: Option<Quotient>,
    /// Other codes under which figures of this metric are recorded.
    pub aliases: Vec<String>,
}

/// All metrics, found by code or alias.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    metrics: Vec<Metric>,
    /// From a code or alias to the index of the metric.
    index: HashMap<String, usize>,
}

/// Why metrics do not form a vocabulary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VocabularyError {
    /// A code or alias that another metric has.
    Taken(String),
    /// A part or quotient of a metric that does not exist.
    Unknown {
        /// The metric.
        code: String,
        /// The missing one.
        to: String,
    },
    /// A computation of another measure.
    OtherMeasure(String),
}

/// A code that is not in the vocabulary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownMetric {
    /// The code that was given.
    pub found: String,
    /// The codes and aliases most like it, the likeliest first.
    pub nearest: Vec<String>,
}

impl Metric {
    /// Whether amounts of this metric are money.
    pub fn is_money(&self) -> bool {
        self.unit == "IRR" || self.unit == "USD"
    }

    /// Whether a figure of this metric may be stated in the unit.
    pub fn is_stated_in(&self, unit: &str) -> bool {
        self.unit == unit || (self.unit == "IRR" && unit == "USD")
    }

    /// Decides on the metric. `recorded` is the metric with its code, `others` are all other metrics.
    ///
    /// # Errors
    /// All reasons why the metrics would not form a vocabulary.
    pub fn define<'a>(
        &self,
        recorded: Option<&Metric>,
        others: impl IntoIterator<Item = &'a Metric>,
    ) -> Result<Change, Vec<VocabularyError>> {
        let mut all = vec![self.clone()];
        all.extend(others.into_iter().filter(|other| other.code != self.code).cloned());
        let mut errors = Vocabulary::new(all).err().unwrap_or_default();
        errors.retain(|error| match error {
            VocabularyError::Taken(code) => self.codes().any(|own| own == code),
            VocabularyError::Unknown { code, .. } | VocabularyError::OtherMeasure(code) => *code == self.code,
        });
        if errors.is_empty() { Ok(Change::of(self, recorded)) } else { Err(errors) }
    }

    /// Its code and its aliases.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&*self.code).chain(self.aliases.iter().map(String::as_str))
    }
}

impl Vocabulary {
    /// The vocabulary of these metrics, in this order.
    ///
    /// # Errors
    /// All [`VocabularyError`]s.
    pub fn new(metrics: Vec<Metric>) -> Result<Vocabulary, Vec<VocabularyError>> {
        let mut errors = Vec::new();
        let mut index = HashMap::new();
        for (place, metric) in metrics.iter().enumerate() {
            for code in metric.codes() {
                if index.insert(code.to_owned(), place).is_some() {
                    errors.push(VocabularyError::Taken(code.to_owned()));
                }
            }
        }
        let codes: HashSet<&str> = metrics.iter().map(|metric| &*metric.code).collect();
        for metric in &metrics {
            let missing = metric.relations().filter(|to| !codes.contains(to));
            errors.extend(
                missing.map(|to| VocabularyError::Unknown { code: metric.code.clone(), to: to.to_owned() }),
            );
            if metric.computation.is_some_and(|it| it.measure() != metric.measure) {
                errors.push(VocabularyError::OtherMeasure(metric.code.clone()));
            }
        }
        if errors.is_empty() { Ok(Vocabulary { metrics, index }) } else { Err(errors) }
    }

    /// All metrics, in their order.
    pub fn all(&self) -> &[Metric] {
        &self.metrics
    }

    /// The metric with this code or alias.
    pub fn get(&self, code: &str) -> Option<&Metric> {
        self.index.get(code).map(|place| &self.metrics[*place])
    }

    /// The metric with this code or alias.
    ///
    /// # Errors
    /// [`UnknownMetric`] names the nearest codes.
    pub fn find(&self, code: &str) -> Result<&Metric, UnknownMetric> {
        self.get(code).ok_or_else(|| UnknownMetric { found: code.to_owned(), nearest: self.nearest(code) })
    }

    /// The code of the metric that has this code or alias, or else the code itself: figures recorded before the
    /// vocabulary may have any.
    pub fn canonical<'a>(&'a self, code: &'a str) -> &'a str {
        self.get(code).map_or(code, |metric| &metric.code)
    }

    /// The parts of a whole within a division, in the order of the vocabulary.
    pub fn parts<'a>(&'a self, whole: &'a str, division: Division) -> impl Iterator<Item = &'a Metric> {
        let belongs = move |part: &PartOf| part.whole == whole && part.division == division;
        self.metrics.iter().filter(move |metric| metric.part_of.iter().any(belongs))
    }

    /// At most three codes or aliases that are like the given one, the likeliest first.
    pub fn nearest(&self, code: &str) -> Vec<String> {
        /// Below this likeness a hint misleads.
        const LIKE: f64 = 0.8;
        let mut near: Vec<(f64, &String)> = self
            .index
            .keys()
            .map(|known| (strsim::jaro_winkler(code, known), known))
            .filter(|(likeness, _)| *likeness >= LIKE)
            .collect();
        near.sort_by(|(one, first), (other, second)| other.total_cmp(one).then(first.cmp(second)));
        near.into_iter().take(3).map(|(_, known)| known.clone()).collect()
    }
}

impl Explain for UnknownMetric {
    fn message(&self) -> Message {
        let found = &self.found;
        match &*self.nearest {
            [] => message!("metric-unknown", found),
            nearest => message!("metric-unknown-near", found, nearest = Argument::any_of(nearest)),
        }
    }
}

impl RuleError for UnknownMetric {
    fn code(&self) -> RefusalCode {
        RefusalCode::BadValue
    }

    fn field(&self) -> Option<&'static str> {
        Some("metric")
    }

    fn found(&self) -> Option<String> {
        Some(self.found.clone())
    }
}

impl RuleError for VocabularyError {
    fn code(&self) -> RefusalCode {
        match self {
            VocabularyError::Taken(_) => RefusalCode::AlreadyRegistered,
            VocabularyError::Unknown { .. } => RefusalCode::BadValue,
            VocabularyError::OtherMeasure(_) => RefusalCode::Inconsistent,
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            VocabularyError::Taken(_) => Some("code"),
            VocabularyError::Unknown { .. } => None,
            VocabularyError::OtherMeasure(_) => Some("measure"),
        }
    }
}

impl Explain for VocabularyError {
    fn message(&self) -> Message {
        match self {
            VocabularyError::Taken(code) => message!("metric-taken", code),
            VocabularyError::Unknown { code, to } => message!("metric-relation-unknown", code, to),
            VocabularyError::OtherMeasure(code) => message!("metric-of-other-measure", code),
        }
    }
}

explained_errors!(UnknownMetric, VocabularyError);

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
pub(crate) mod tests;
