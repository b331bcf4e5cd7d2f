//! Lines that void a record: they name it and a reason, and state no facts.

use shahrak_domain::event::NoReason;
use shahrak_domain::parse::code;
use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::violation::Violation;
use shahrak_messages::message;

use crate::cells::Cells;

/// Reads a line that voids, of a file with these columns of facts. Returns the code of the voided record.
pub(super) fn voided(cells: &mut Cells<'_>, facts: &[&'static str]) -> Option<String> {
    let of = cells.required("voids", code);
    if cells.filled("replaces") {
        cells.refuse("replaces", Violation::new(RefusalCode::Inconsistent, message!("replaces-and-voids")));
    }
    for column in facts {
        if cells.filled(column) {
            cells.refuse(column, Violation::new(RefusalCode::NotEmpty, message!("void-with-facts")));
        }
    }
    if !cells.filled("note") {
        cells.refuse("note", NoReason.into());
    }
    of
}
