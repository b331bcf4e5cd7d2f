//! What is known besides the file that is read.

use shahrak_domain::day::Day;
use shahrak_domain::moment::Moment;
use shahrak_domain::province::Province;

/// What a reader has to know besides the file.
#[derive(Clone, Debug)]
pub struct Context {
    /// Today in the time zone of the register; events do not take effect later.
    pub today: Day,
    /// Now; moments of recording are not later.
    pub now: Moment,
    /// The provinces, whose codes name places.
    pub provinces: Vec<Province>,
}
