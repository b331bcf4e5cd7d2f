//! What entries of the audit trail speak of, and through what changes are made.

use async_graphql::Enum;

/// A kind of thing whose changes stand in the audit trail.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::act::Thing")]
pub enum AuditThing {
    /// A park.
    Park,
    /// The facts of a unit; what happened to it is an `EVENT`.
    Unit,
    /// A line of infrastructure of a park.
    Infrastructure,
    /// A record of the ledger: an event of a unit, or one that replaces or voids it.
    Event,
    /// A yearly target.
    Target,
    /// A revision of a target: its value, as decided on a day.
    Revision,
    /// An announcement.
    Announcement,
    /// A figure of an announcement.
    Figure,
    /// A line of a budget.
    BudgetLine,
    /// An exchange rate.
    Rate,
    /// A methodology: thresholds of activity.
    Methodology,
    /// A personal token.
    Token,
    /// An import as a whole: what it did with each file.
    Import,
    /// A province.
    Province,
    /// An Iranian year.
    Year,
    /// An ISIC division.
    IsicDivision,
}

/// Through what a change was made.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::act::Via")]
pub enum ChangeVia {
    /// A mutation of this API.
    Api,
    /// Files sent to the server.
    Import,
    /// The program's command line, on the database.
    CommandLine,
    /// The program itself: what ships with it.
    Program,
    /// Plain SQL, by somebody whom only the database knows.
    Database,
}
