//! What is computed of a group.

use rust_decimal::Decimal;

use crate::error::Result;
use crate::list::Cells;

/// A fact that is added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Persons
    Jobs,
    /// Rials
    Investment,
    /// Percent of the nominal capacity
    Capacity,
}

/// A number of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// How many belong to it
    Count,
    /// The sum of what is known; 0 if nothing is
    Sum(Measure),
    /// How many state it
    Known(Measure),
    /// The average of what is known
    Average(Measure),
    /// The least that is known
    Least(Measure),
    /// The greatest that is known
    Greatest(Measure),
}

/// What a group must satisfy: a number of it lies between two others, both included. One that is not known does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The number.
    pub figure: Figure,
    /// The least.
    pub from: Option<Decimal>,
    /// The greatest.
    pub to: Option<Decimal>,
}

/// What the entries of a group state of a measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// How many state it.
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

impl Measure {
    /// All of them.
    pub const ALL: [Measure; 3] = [Measure::Jobs, Measure::Investment, Measure::Capacity];

    pub(super) fn name(self) -> &'static str {
        match self {
            Measure::Jobs => "jobs",
            Measure::Investment => "investment",
            Measure::Capacity => "capacity",
        }
    }

    /// Its numbers of a group of `entry`, each as a column.
    pub(super) fn columns(self) -> String {
        let name = self.name();
        // The quotient has as many decimals as its dividend: twenty leave no second rounding that anybody could see.
        format!(
            "count({name}) AS {name}_known, COALESCE(sum({name}), 0)::numeric AS {name}_sum,
                round(sum({name})::numeric * {TWENTY_DECIMALS} / NULLIF(count({name}), 0), 6) AS {name}_average,
                min({name})::numeric AS {name}_least, max({name})::numeric AS {name}_greatest"
        )
    }

    /// The same, read from a statement.
    pub(super) fn selected(self, alias: &str) -> String {
        ["known", "sum", "average", "least", "greatest"]
            .map(|figure| format!(", {alias}.{}_{figure}", self.name()))
            .concat()
    }
}

impl Figure {
    /// The measure whose number it is.
    pub fn measure(self) -> Option<Measure> {
        match self {
            Figure::Count => None,
            Figure::Sum(measure)
            | Figure::Known(measure)
            | Figure::Average(measure)
            | Figure::Least(measure)
            | Figure::Greatest(measure) => Some(measure),
        }
    }

    /// The column that holds it.
    pub(super) fn column(self) -> String {
        let of = |measure: Measure, figure: &str| format!("{}_{figure}", measure.name());
        match self {
            Figure::Count => "entries".to_owned(),
            Figure::Sum(measure) => of(measure, "sum"),
            Figure::Known(measure) => of(measure, "known"),
            Figure::Average(measure) => of(measure, "average"),
            Figure::Least(measure) => of(measure, "least"),
            Figure::Greatest(measure) => of(measure, "greatest"),
        }
    }
}

impl Sums {
    pub(super) fn read(cells: &mut Cells<'_>) -> Result<Sums> {
        Ok(Sums {
            known: cells.next()?,
            sum: cells.next()?,
            average: cells.next()?,
            least: cells.next()?,
            greatest: cells.next()?,
        })
    }
}
