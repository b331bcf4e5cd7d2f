//! Why records cannot stand in a ledger, as a refusal.

use crate::ledger::{LedgerError, Position};
use crate::persian::{InPersian, day};

use super::RefusalCode;

/// The code and the message of an error of a ledger whose records are called so: “event e3”, “the new event”.
pub fn of_ledger(error: &LedgerError, name: impl Fn(Position) -> String) -> (RefusalCode, String) {
    match error {
        LedgerError::NotAllowed { position, occurred_on, why } => {
            (RefusalCode::EventNotAllowed, format!("{} of {occurred_on}: {why}", name(*position)))
        }
        LedgerError::Unknown { position } => (
            RefusalCode::UnknownEvent,
            format!("{} corrects a record that is itself refused, or recorded later", name(*position)),
        ),
        LedgerError::NotEffective { of, by, .. } => (
            RefusalCode::AlreadyCorrected,
            format!(
                "{} has already been replaced or voided by {}; correct the effective event",
                name(*of),
                name(*by)
            ),
        ),
        LedgerError::OfVoid { of, .. } => (
            RefusalCode::CannotCorrectVoid,
            format!("{} is a void and cannot be corrected; record the event again", name(*of)),
        ),
        LedgerError::Circle { position } => (
            RefusalCode::CircularCorrection,
            format!("{} and others replace each other in a circle", name(*position)),
        ),
    }
}

/// The same message in Persian: “رویداد e3”, “رویداد تازه”.
pub fn of_ledger_in_persian(error: &LedgerError, name: impl Fn(Position) -> String) -> String {
    match error {
        LedgerError::NotAllowed { position, occurred_on, why } => {
            format!("{} در {}: {}", name(*position), day(*occurred_on), why.persian())
        }
        LedgerError::Unknown { position } => {
            format!(
                "آنچه {} اصلاح می‌کند خود پذیرفته نشده یا پس از آن ثبت شده است؛ نخست آن را درست کنید",
                name(*position)
            )
        }
        LedgerError::NotEffective { of, by, .. } => {
            format!("{} پیش‌تر با {} جایگزین یا باطل شده است؛ رویداد معتبر را اصلاح کنید", name(*of), name(*by))
        }
        LedgerError::OfVoid { of, .. } => {
            format!("{} رویداد دیگری را باطل می‌کند و اصلاح نمی‌شود؛ رویداد را از نو ثبت کنید", name(*of))
        }
        LedgerError::Circle { position } => {
            format!("{} و رویدادهای دیگر در یک دور جایگزین یکدیگر شده‌اند؛ دور را بشکنید", name(*position))
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn ledgers_are_refused_in_persian() {
        let errors = [
            LedgerError::Unknown { position: 1 },
            LedgerError::NotEffective { position: 3, of: 1, by: 2 },
            LedgerError::OfVoid { position: 2, of: 1 },
            LedgerError::Circle { position: 1 },
        ];
        let said =
            errors.map(|error| of_ledger_in_persian(&error, |position| format!("رویداد e{position}")) + "\n");
        expect![[r#"
            آنچه رویداد e1 اصلاح می‌کند خود پذیرفته نشده یا پس از آن ثبت شده است؛ نخست آن را درست کنید
            رویداد e1 پیش‌تر با رویداد e2 جایگزین یا باطل شده است؛ رویداد معتبر را اصلاح کنید
            رویداد e1 رویداد دیگری را باطل می‌کند و اصلاح نمی‌شود؛ رویداد را از نو ثبت کنید
            رویداد e1 و رویدادهای دیگر در یک دور جایگزین یکدیگر شده‌اند؛ دور را بشکنید
        "#]]
        .assert_eq(&said.concat());
    }
}
