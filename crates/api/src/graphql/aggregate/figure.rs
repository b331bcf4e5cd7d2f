//! The numbers of a group, and the conditions and orders by them.

use async_graphql::{Context, Enum, InputObject, Object, Result};

use shahrak_messages::message;
use shahrak_persistence::aggregate::{self as stored, GroupMeasure, GroupSums};

use crate::graphql::common::context::bad_input;
use crate::graphql::common::scalar::{Decimal, Persons, Rial};
use graphql_http::error_code::internal;

/// A number of a group.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum AggregateFigure {
    /// Number of entries.
    Count,
    /// Sum of the jobs.
    JobsSum,
    /// Number of entries whose jobs are known.
    JobsKnown,
    /// Average of the jobs.
    JobsAvg,
    /// Least number of jobs.
    JobsMin,
    /// Greatest number of jobs.
    JobsMax,
    /// Sum of the investment.
    InvestmentSum,
    /// Number of entries whose investment is known.
    InvestmentKnown,
    /// Average of the investment.
    InvestmentAvg,
    /// Least investment.
    InvestmentMin,
    /// Greatest investment.
    InvestmentMax,
    /// Sum of the capacities.
    CapacitySum,
    /// Number of entries whose capacity is known.
    CapacityKnown,
    /// Average of the capacities.
    CapacityAvg,
    /// Least capacity.
    CapacityMin,
    /// Greatest capacity.
    CapacityMax,
}

/// A condition on the groups: a number of the group lies between `from` and `to`, both included. A group that does not
/// have the number, such as an average where nothing is known, does not satisfy it.
#[derive(InputObject, Clone, Debug)]
pub struct AggregateCondition {
    /// The number.
    pub of: AggregateFigure,
    /// The least; no bound if omitted.
    pub from: Option<Decimal>,
    /// The greatest; no bound if omitted.
    pub to: Option<Decimal>,
}

/// The most conditions on the groups.
const MOST_CONDITIONS: usize = 10;

/// The conditions for the database.
///
/// # Errors
/// `BAD_USER_INPUT` naming the argument if there are too many.
pub fn conditions(having: Option<Vec<AggregateCondition>>) -> Result<Vec<stored::Condition>> {
    let having = having.unwrap_or_default();
    if having.len() > MOST_CONDITIONS {
        let (found, most) = (having.len(), MOST_CONDITIONS);
        return Err(bad_input("having", message!("too-many-conditions", found, most)));
    }
    let condition = |condition: AggregateCondition| stored::Condition {
        figure: condition.of.into(),
        from: condition.from.map(|bound| bound.0),
        to: condition.to.map(|bound| bound.0),
    };
    Ok(having.into_iter().map(condition).collect())
}

impl From<AggregateFigure> for stored::GroupFigure {
    fn from(figure: AggregateFigure) -> Self {
        use AggregateFigure as F;
        use GroupMeasure::{Capacity, Investment, Jobs};
        use stored::GroupFigure::{Average, Count, Greatest, Known, Least, Sum};
        match figure {
            F::Count => Count,
            F::JobsSum => Sum(Jobs),
            F::JobsKnown => Known(Jobs),
            F::JobsAvg => Average(Jobs),
            F::JobsMin => Least(Jobs),
            F::JobsMax => Greatest(Jobs),
            F::InvestmentSum => Sum(Investment),
            F::InvestmentKnown => Known(Investment),
            F::InvestmentAvg => Average(Investment),
            F::InvestmentMin => Least(Investment),
            F::InvestmentMax => Greatest(Investment),
            F::CapacitySum => Sum(Capacity),
            F::CapacityKnown => Known(Capacity),
            F::CapacityAvg => Average(Capacity),
            F::CapacityMin => Least(Capacity),
            F::CapacityMax => Greatest(Capacity),
        }
    }
}

/// What a selection of a group shows, so that nothing else is added up. `under` are the ways to the group.
pub fn shown(ctx: &Context<'_>, under: &[&[&str]]) -> stored::Shown {
    let group = |way: &&[&str]| way.iter().fold(ctx.look_ahead(), |at, step| at.field(step));
    let shows = |field: &str| under.iter().any(|way| group(way).field(field).exists());
    let named = [
        ("jobs", GroupMeasure::Jobs),
        ("investment", GroupMeasure::Investment),
        ("capacity", GroupMeasure::Capacity),
    ];
    let extreme = |field: &str| {
        let numbers = |way| ["min", "max"].map(|number| group(way).field(field).field(number).exists());
        under.iter().any(|way| numbers(way).contains(&true))
    };
    stored::Shown {
        extremes: named.iter().any(|(field, _)| extreme(field)),
        measures: named.into_iter().filter(|(field, _)| shows(field)).map(|(_, measure)| measure).collect(),
    }
}

/// Jobs of a group.
pub struct JobsAggregate(pub GroupSums);

/// The jobs of the entries of a group. Only known values count.
#[Object]
impl JobsAggregate {
    /// Sum; 0 if none is known.
    async fn sum(&self) -> Result<Persons> {
        Ok(Persons(whole(self.0.sum)?))
    }

    /// Number of entries whose jobs are known.
    async fn known(&self) -> Result<i32> {
        Ok(i32::try_from(self.0.known)?)
    }

    /// Average, rounded to six decimals, half away from zero; null if none is known.
    async fn avg(&self) -> Option<Decimal> {
        self.0.average.map(Decimal)
    }

    /// Least value; null if none is known.
    async fn min(&self) -> Result<Option<i32>> {
        self.0.least.map(whole).transpose()
    }

    /// Greatest value; null if none is known.
    async fn max(&self) -> Result<Option<i32>> {
        self.0.greatest.map(whole).transpose()
    }
}

/// Investment of a group.
pub struct InvestmentAggregate(pub GroupSums);

/// The investment of the entries of a group, in rials. Only known values count.
#[Object]
impl InvestmentAggregate {
    /// Sum; 0 if none is known.
    async fn sum(&self) -> Result<Rial> {
        Ok(Rial(whole(self.0.sum)?))
    }

    /// Number of entries whose investment is known.
    async fn known(&self) -> Result<i32> {
        Ok(i32::try_from(self.0.known)?)
    }

    /// Average, rounded to six decimals, half away from zero; null if none is known.
    async fn avg(&self) -> Option<Decimal> {
        self.0.average.map(Decimal)
    }

    /// Least value; null if none is known.
    async fn min(&self) -> Result<Option<Rial>> {
        Ok(self.0.least.map(whole).transpose()?.map(Rial))
    }

    /// Greatest value; null if none is known.
    async fn max(&self) -> Result<Option<Rial>> {
        Ok(self.0.greatest.map(whole).transpose()?.map(Rial))
    }
}

/// Capacities of a group.
pub struct CapacityAggregate(pub GroupSums);

/// The capacities of the entries of a group, in percent of nominal capacity. Only known values count.
#[Object]
impl CapacityAggregate {
    /// Sum; 0 if none is known.
    async fn sum(&self) -> Decimal {
        Decimal(self.0.sum)
    }

    /// Number of entries whose capacity is known.
    async fn known(&self) -> Result<i32> {
        Ok(i32::try_from(self.0.known)?)
    }

    /// Average, rounded to six decimals, half away from zero; null if none is known.
    async fn avg(&self) -> Option<Decimal> {
        self.0.average.map(Decimal)
    }

    /// Least value; null if none is known.
    async fn min(&self) -> Option<Decimal> {
        self.0.least.map(Decimal)
    }

    /// Greatest value; null if none is known.
    async fn max(&self) -> Option<Decimal> {
        self.0.greatest.map(Decimal)
    }
}

fn whole<T: TryFrom<i128>>(number: rust_decimal::Decimal) -> Result<T> {
    let whole = i128::try_from(number).map_err(internal)?;
    T::try_from(whole).map_err(|_| internal(std::io::Error::other("a sum is larger than its type")))
}
