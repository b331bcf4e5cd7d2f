//! Why records cannot stand in a ledger, as a refusal.

use shahrak_domain::ledger::{LedgerError, Position};

use super::RefusalCode;

/// The code and the message of an error of a ledger whose records are called so: “event e3”, “the new event”.
pub fn of_ledger(error: &LedgerError, name: impl Fn(Position) -> String) -> (RefusalCode, String) {
    match error {
        LedgerError::NotAllowed { position, occurred_on, why } => {
            (RefusalCode::EventNotAllowed, format!("{} of {occurred_on}: {why}", name(*position)))
        }
        LedgerError::Unknown { position } => (
            RefusalCode::UnknownEvent,
            format!("what {} corrects is refused itself, or recorded later than it", name(*position)),
        ),
        LedgerError::NotEffective { of, by, .. } => (
            RefusalCode::AlreadyCorrected,
            format!(
                "{} was already replaced or voided by {}; correct the one that holds",
                name(*of),
                name(*by)
            ),
        ),
        LedgerError::OfVoid { of, .. } => (
            RefusalCode::CannotCorrectVoid,
            format!("{} voids another and cannot be corrected; record the event anew", name(*of)),
        ),
        LedgerError::Circle { position } => (
            RefusalCode::CircularCorrection,
            format!("{} and others replace each other in a circle", name(*position)),
        ),
    }
}
