//! Ranges of numbers, as filters take them.

use async_graphql::{InputObject, Result};
use shahrak_domain::number::{Capacity, Jobs, Rial as Rials};
use shahrak_messages::Explain;
use shahrak_persistence::unit::Between;

use crate::graphql::common::context::bad_input;
use crate::graphql::common::scalar::{Decimal, Rial};

/// A range of whole numbers, both ends included.
#[derive(InputObject, Clone, Copy, Debug, Default)]
pub struct IntRange {
    /// The least; if omitted, the range has no beginning.
    pub from: Option<i32>,
    /// The greatest; if omitted, the range has no end.
    pub to: Option<i32>,
}

/// A range of amounts in rials, both ends included.
#[derive(InputObject, Clone, Copy, Debug, Default)]
pub struct RialRange {
    /// The least; if omitted, the range has no beginning.
    pub from: Option<Rial>,
    /// The greatest; if omitted, the range has no end.
    pub to: Option<Rial>,
}

/// A range of decimal numbers, both ends included.
#[derive(InputObject, Clone, Copy, Debug, Default)]
pub struct DecimalRange {
    /// The least; if omitted, the range has no beginning.
    pub from: Option<Decimal>,
    /// The greatest; if omitted, the range has no end.
    pub to: Option<Decimal>,
}

impl IntRange {
    /// The range of jobs.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` naming the argument if a bound is no number of jobs.
    pub fn jobs(self, argument: &str) -> Result<Between<i32>> {
        let bound = |bound: i32| {
            Jobs::new(bound.into()).map(Jobs::get).map_err(|error| bad_input(argument, error.message()))
        };
        Ok(Between { from: bound(self.from.unwrap_or(0))?, to: self.to.map_or(Ok(i32::MAX), bound)? })
    }
}

impl RialRange {
    /// The range of amounts.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` naming the argument if a bound is no amount of the register.
    pub fn rials(self, argument: &str) -> Result<Between<i64>> {
        let bound = |bound: Rial| {
            Rials::new(bound.0).map(Rials::get).map_err(|error| bad_input(argument, error.message()))
        };
        Ok(Between { from: self.from.map_or(Ok(0), bound)?, to: self.to.map_or(Ok(i64::MAX), bound)? })
    }
}

impl DecimalRange {
    /// The range of capacities.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` naming the argument if a bound is no capacity.
    pub fn capacities(self, argument: &str) -> Result<Between<rust_decimal::Decimal>> {
        let bound = |bound: Decimal| {
            Capacity::new(bound.0).map(Capacity::get).map_err(|error| bad_input(argument, error.message()))
        };
        let most = rust_decimal::Decimal::from(200);
        Ok(Between { from: self.from.map_or(Ok(0.into()), bound)?, to: self.to.map_or(Ok(most), bound)? })
    }
}
