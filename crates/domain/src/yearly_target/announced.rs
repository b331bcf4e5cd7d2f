//! What is announced about the progress of a target.

use super::Target;
use crate::announcement::{Figure, Measure};
use crate::code::Coded;
use crate::comparison::populations;
use crate::day::Day;
use crate::vocabulary::Vocabulary;

impl Target {
    /// Whether a figure states what was achieved of the target by a day: in the metric of the target, under any of its
    /// codes, in its unit, scope and population, from the first day of the year to a day that is not after `as_of`; a
    /// share, on a day of the year. Announced figures do not say which body carried the work out, so none is about the
    /// target of one body.
    pub fn is_stated_by(&self, figure: &Figure, vocabulary: &Vocabulary, as_of: Day) -> bool {
        let Some(metric) = vocabulary.get(&figure.metric) else { return false };
        let measure = if self.metric.ceiling() { Measure::Share } else { Measure::Flow };
        let begins = match measure {
            Measure::Flow => figure.period_from == Some(self.year.starts_on()),
            _ => true,
        };
        self.body.is_none()
            && metric.code == self.metric.code()
            && metric.unit == figure.unit
            && figure.measure == measure
            && figure.scope == self.scope.code()
            && populations(figure.population).is_some_and(|counted| counted.contains(&self.population))
            && begins
            && figure.period_to.is_some_and(|last| self.year.contains(last) && last <= as_of)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::announcement::AnnouncedPopulation;
    use crate::metric::TargetMetric;
    use crate::population::{Population, Scope};
    use crate::testing::day;
    use crate::vocabulary::tests::shipped;
    use crate::year::IranianYear;

    #[test]
    fn a_figure_of_the_year_so_far_states_the_progress_of_its_target() {
        let target = Target {
            year: IranianYear::new(1399).unwrap(),
            metric: TargetMetric::UnitsRevived,
            scope: Scope::Country,
            population: Population::InParks,
            body: None,
            revisions: Vec::new(),
        };
        let figure = Figure {
            code: "a126".to_owned(),
            speaker: None,
            organisation: None,
            scope: "IR".to_owned(),
            population: AnnouncedPopulation::Unspecified,
            metric: "units_revived".to_owned(),
            measure: Measure::Flow,
            hedge: None,
            low: 1_170.into(),
            high: 1_170.into(),
            unit: "units".to_owned(),
            period_from: Some(day("1399-01-01")),
            period_to: Some(day("1399-11-08")),
            quote: None,
            note: None,
        };
        let (vocabulary, as_of) = (shipped(), day("1399-11-08"));
        let states = |figure: &Figure| target.is_stated_by(figure, &vocabulary, as_of);
        assert!(states(&figure));
        assert!(!target.is_stated_by(&figure, &vocabulary, as_of.previous()));
        for wrong in [
            Figure { metric: "units_commissioned".to_owned(), ..figure.clone() },
            Figure { metric: "unheard_of".to_owned(), ..figure.clone() },
            Figure { measure: Measure::Target, ..figure.clone() },
            Figure { unit: "persons".to_owned(), ..figure.clone() },
            Figure { scope: "IR-09".to_owned(), ..figure.clone() },
            Figure { population: AnnouncedPopulation::Smes, ..figure.clone() },
            Figure { population: AnnouncedPopulation::Nationwide, ..figure.clone() },
            Figure { period_from: Some(day("1399-02-01")), ..figure.clone() },
            Figure { period_from: None, ..figure.clone() },
            Figure { period_to: None, ..figure.clone() },
        ] {
            assert!(!states(&wrong), "{wrong:?}");
        }
    }
}
