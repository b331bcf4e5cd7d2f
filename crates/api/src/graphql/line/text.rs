//! Values of inputs as the text of cells.

use async_graphql::MaybeUndefined;

use shahrak_domain::code::Coded;
use shahrak_domain::{activity, announcement, budget, event, metric, money, park, population};

use crate::graphql::announcement::{AnnouncedPopulation, DateBasis, Hedge, Measure};
use crate::graphql::budget::{BudgetPurpose, BudgetStage};
use crate::graphql::closed_set::{
    ExecutingBody, InfrastructureLine, IsicRevision, Ownership, ParkKind, Sector,
};
use crate::graphql::population::Population;
use crate::graphql::rate::RateKind;
use crate::graphql::target::Metric;
use crate::graphql::written::Written;

/// What an input states, as the text of a cell.
pub trait CellText {
    /// The text; an empty one clears what is recorded, none leaves it.
    fn text(&self) -> Option<String>;
}

impl<T: CellText> CellText for Option<T> {
    fn text(&self) -> Option<String> {
        self.as_ref()?.text()
    }
}

impl<T: CellText> CellText for MaybeUndefined<T> {
    fn text(&self) -> Option<String> {
        match self {
            MaybeUndefined::Undefined => None,
            MaybeUndefined::Null => Some(String::new()),
            MaybeUndefined::Value(value) => value.text(),
        }
    }
}

impl<T> CellText for Written<T> {
    fn text(&self) -> Option<String> {
        Some(self.0.clone())
    }
}

macro_rules! texts {
    ($($type:ty: |$value:ident| $text:expr,)+) => { $(
        impl CellText for $type {
            fn text(&self) -> Option<String> {
                let $value = self;
                Some($text)
            }
        }
    )+ };
}

texts! {
    String: |text| text.clone(),
    i32: |number| number.to_string(),
    ParkKind: |it| park::ParkKind::from(*it).code().to_owned(),
    Ownership: |it| park::Ownership::from(*it).code().to_owned(),
    InfrastructureLine: |it| park::InfrastructureLine::from(*it).code().to_owned(),
    Sector: |it| activity::Sector::from(*it).code().to_owned(),
    IsicRevision: |it| activity::IsicRevision::from(*it).code().to_owned(),
    Metric: |it| metric::Metric::from(*it).code().to_owned(),
    Population: |it| population::Population::from(*it).code().to_owned(),
    ExecutingBody: |it| event::Body::from(*it).code().to_owned(),
    DateBasis: |it| announcement::DateBasis::from(*it).code().to_owned(),
    AnnouncedPopulation: |it| announcement::AnnouncedPopulation::from(*it).code().to_owned(),
    Measure: |it| announcement::Measure::from(*it).code().to_owned(),
    Hedge: |it| announcement::Hedge::from(*it).code().to_owned(),
    BudgetPurpose: |it| budget::BudgetPurpose::from(*it).code().to_owned(),
    BudgetStage: |it| budget::BudgetStage::from(*it).code().to_owned(),
    RateKind: |it| money::RateKind::from(*it).code().to_owned(),
}
