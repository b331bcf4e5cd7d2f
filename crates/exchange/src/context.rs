//! The context in which a file is parsed.

use shahrak_domain::day::Day;
use shahrak_domain::moment::Moment;
use shahrak_domain::province::Province;

/// What a reader needs besides the file.
#[derive(Clone, Debug)]
pub struct ReaderContext {
    /// Today in the time zone of the register; no event takes effect later.
    pub today: Day,
    /// Now; no moment of recording is later.
    pub now: Moment,
    /// The provinces, to which codes of places refer.
    pub provinces: Vec<Province>,
}
