//! The metrics of yearly targets (rule R8).

use crate::coded;
use crate::event::EventKind;

coded! {
    /// What a yearly target measures.
    pub enum TargetMetric("metric") {
        /// Units that reach operation
        UnitsCommissioned = "units_commissioned",
        /// Jobs in units that reach operation
        JobsCommissioned = "jobs_commissioned",
        /// Rials invested in units that reach operation
        InvestmentCommissioned = "investment_commissioned",
        /// Idle units that produce again
        UnitsRevived = "units_revived",
        /// Jobs in revived units
        JobsRevived = "jobs_revived",
        /// Units helped to a higher capacity
        UnitsCapacityRaised = "units_capacity_raised",
        /// Renovations
        UnitsRenovated = "units_renovated",
        /// Share of operating units that are inactive or semi-active
        ShareInactiveOrSemiActive = "share_inactive_or_semi_active",
    }
}

/// What a metric counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    /// Events of a kind
    Events(EventKind),
    /// Jobs stated on events of a kind
    Jobs(EventKind),
    /// Rials stated on events of a kind
    Investment(EventKind),
    /// The share of idle units in the stock
    IdleShare,
}

impl TargetMetric {
    /// The events or units that the metric counts.
    pub fn counts(self) -> Counts {
        match self {
            TargetMetric::UnitsCommissioned => Counts::Events(EventKind::Commissioned),
            TargetMetric::JobsCommissioned => Counts::Jobs(EventKind::Commissioned),
            TargetMetric::InvestmentCommissioned => Counts::Investment(EventKind::Commissioned),
            TargetMetric::UnitsRevived => Counts::Events(EventKind::Revived),
            TargetMetric::JobsRevived => Counts::Jobs(EventKind::Revived),
            TargetMetric::UnitsCapacityRaised => Counts::Events(EventKind::CapacityRaised),
            TargetMetric::UnitsRenovated => Counts::Events(EventKind::Renovated),
            TargetMetric::ShareInactiveOrSemiActive => Counts::IdleShare,
        }
    }

    /// Whether the value is a maximum: the idle share is met by at most the value.
    pub fn ceiling(self) -> bool {
        self.counts() == Counts::IdleShare
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::Coded;

    #[test]
    fn shares_are_ceilings_and_everything_else_is_a_floor() {
        for metric in TargetMetric::ALL {
            assert_eq!(metric.ceiling(), metric.code().starts_with("share"), "{metric:?}");
        }
    }

    #[test]
    fn the_code_of_a_metric_says_what_it_counts() {
        for metric in TargetMetric::ALL {
            let expected = match metric.counts() {
                Counts::Events(kind) => format!("units_{}", kind.code()),
                Counts::Jobs(kind) => format!("jobs_{}", kind.code()),
                Counts::Investment(kind) => format!("investment_{}", kind.code()),
                Counts::IdleShare => "share_inactive_or_semi_active".to_owned(),
            };
            assert_eq!(metric.code(), expected);
        }
    }
}
