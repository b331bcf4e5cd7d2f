//! Charts as files and in frames of other sites: `/en/series/units_revived.svg`, `.csv`, `.json` and `.xlsx` beside the
//! page of that name, and `/embed/en/series/units_revived`.
//!
//! A chart asks the question of its page (`question`), turns the answer into a table and a drawing (`series`,
//! `provinces`, `groups`), and is written as a file (`file`) that says of itself what it shows. The page shows the same
//! drawing. Day and moment of knowledge are always given to the question, so that an address with `knownAt` gives the
//! same bytes for ever.

mod bars;
mod chart;
mod file;
mod groups;
mod marks;
mod number;
mod provinces;
mod question;
mod route;
mod series;
mod svg;

use chrono_tz::Tz;

pub(super) use route::configure;

use crate::graphql::common::context::Register;

/// What charts need of a register. Cheap to clone.
#[derive(Clone)]
pub struct Charts {
    register: Register,
}

impl Charts {
    /// The charts of a register.
    pub fn new(register: Register) -> Charts {
        Charts { register }
    }

    fn zone(&self) -> Tz {
        self.register.zone
    }
}
