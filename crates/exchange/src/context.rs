//! What is known besides the file that is read.

use shahrak_domain::day::Day;
use shahrak_domain::moment::Moment;
use shahrak_domain::province::Province;

/// What a reader has to know besides the file.
#[derive(Clone, Debug)]
pub struct Context {
    /// Today, where the register is kept; days of events are not later.
    pub today: Day,
    /// Now; moments of recording are not later.
    pub now: Moment,
    /// The provinces, by whose codes places are told.
    pub provinces: Vec<Province>,
}
