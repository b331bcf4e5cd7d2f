//! The numbers of a group.

use rust_decimal::Decimal;

use crate::error::Result;
use crate::list::Cells;

/// A fact that groups add up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupMeasure {
    /// Persons
    Jobs,
    /// Rials
    Investment,
    /// Percent of the nominal capacity
    Capacity,
}

/// What is shown of the measures of a group, so that nothing else is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The measures.
    pub measures: Vec<GroupMeasure>,
    /// Whether the least or the greatest value of one is shown.
    pub extremes: bool,
}

/// A number of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupFigure {
    /// The number of entries
    Count,
    /// The sum of the known values; 0 if there are none
    Sum(GroupMeasure),
    /// The number of known values
    Known(GroupMeasure),
    /// The average of the known values
    Average(GroupMeasure),
    /// The least known value
    Least(GroupMeasure),
    /// The greatest known value
    Greatest(GroupMeasure),
}

/// A condition on groups: a number lies between two bounds, both included. An unknown number does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The number.
    pub figure: GroupFigure,
    /// The least.
    pub from: Option<Decimal>,
    /// The greatest.
    pub to: Option<Decimal>,
}

/// The numbers of a measure in a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GroupSums {
    /// The number of known values.
    pub known: i64,
    /// The sum; 0 if none is known.
    pub sum: Decimal,
    /// The average, rounded to six decimals, half away from zero; none if none is known.
    pub average: Option<Decimal>,
    /// The least; none if none is known.
    pub least: Option<Decimal>,
    /// The greatest; none if none is known.
    pub greatest: Option<Decimal>,
}

/// One.
const TWENTY_DECIMALS: &str = "1.00000000000000000000";

impl GroupMeasure {
    /// All of them.
    pub const ALL: [GroupMeasure; 3] = [GroupMeasure::Jobs, GroupMeasure::Investment, GroupMeasure::Capacity];

    pub(super) fn name(self) -> &'static str {
        match self {
            GroupMeasure::Jobs => "jobs",
            GroupMeasure::Investment => "investment",
            GroupMeasure::Capacity => "capacity",
        }
    }

    /// The SQL of its numbers for a group of `entry`, one column each.
    pub(super) fn columns(self) -> String {
        let name = self.name();
        let average = GroupMeasure::quotient(&format!("sum({name})"), &format!("count({name})"));
        format!(
            "count({name}) AS {name}_known, COALESCE(sum({name}), 0)::numeric AS {name}_sum, {average} AS {name}_average,
                min({name})::numeric AS {name}_least, max({name})::numeric AS {name}_greatest"
        )
    }

    /// The SQL of an average.
    pub(super) fn quotient(sum: &str, known: &str) -> String {
        // The quotient has as many decimals as its dividend; with twenty, a second rounding has no visible effect.
        format!("round({sum}::numeric * {TWENTY_DECIMALS} / NULLIF({known}, 0), 6)")
    }

    /// The SQL that selects these columns from `alias`.
    pub(super) fn selected(self, alias: &str) -> String {
        ["known", "sum", "average", "least", "greatest"]
            .map(|figure| format!(", {alias}.{}_{figure}", self.name()))
            .concat()
    }
}

impl Shown {
    /// Whether the sums of reports have all of it: they have no capacities, and neither the least nor the greatest value.
    pub(super) fn is_summed(&self) -> bool {
        !self.extremes && !self.measures.contains(&GroupMeasure::Capacity)
    }
}

impl GroupFigure {
    pub(super) fn is_extreme(self) -> bool {
        matches!(self, GroupFigure::Least(_) | GroupFigure::Greatest(_))
    }

    /// The measure whose number it is.
    pub fn measure(self) -> Option<GroupMeasure> {
        match self {
            GroupFigure::Count => None,
            GroupFigure::Sum(measure)
            | GroupFigure::Known(measure)
            | GroupFigure::Average(measure)
            | GroupFigure::Least(measure)
            | GroupFigure::Greatest(measure) => Some(measure),
        }
    }

    /// The column that holds it.
    pub(super) fn column(self) -> String {
        let of = |measure: GroupMeasure, figure: &str| format!("{}_{figure}", measure.name());
        match self {
            GroupFigure::Count => "entries".to_owned(),
            GroupFigure::Sum(measure) => of(measure, "sum"),
            GroupFigure::Known(measure) => of(measure, "known"),
            GroupFigure::Average(measure) => of(measure, "average"),
            GroupFigure::Least(measure) => of(measure, "least"),
            GroupFigure::Greatest(measure) => of(measure, "greatest"),
        }
    }
}

impl GroupSums {
    pub(super) fn read(cells: &mut Cells<'_>) -> Result<GroupSums> {
        Ok(GroupSums {
            known: cells.next()?,
            sum: cells.next()?,
            average: cells.next()?,
            least: cells.next()?,
            greatest: cells.next()?,
        })
    }
}
