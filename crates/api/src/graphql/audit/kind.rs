//! The kinds of objects in the audit trail, and the channels of changes.

use async_graphql::Enum;

/// A kind of object in the audit trail.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::act::Thing")]
pub enum AuditThing {
    /// A park.
    Park,
    /// The facts of a unit. What happened to it is an `EVENT`.
    Unit,
    /// A line of infrastructure of a park.
    Infrastructure,
    /// A record of the ledger: an event, a replacement or a void.
    Event,
    /// A yearly target.
    Target,
    /// A revision of a target.
    Revision,
    /// An announcement.
    Announcement,
    /// A figure of an announcement.
    Figure,
    /// The replacement or void of a figure.
    FigureCorrection,
    /// A mark of a figure: whether series use it.
    FigureMark,
    /// A budget line.
    BudgetLine,
    /// A revision of a budget line.
    BudgetRevision,
    /// An exchange rate.
    Rate,
    /// A methodology: thresholds of activity.
    Methodology,
    /// A metric of announced figures.
    Metric,
    /// A personal token.
    Token,
    /// An import as a whole: the result for each file.
    Import,
    /// A province.
    Province,
    /// An Iranian year.
    Year,
    /// An ISIC division.
    IsicDivision,
    /// A support case: who needs help.
    SupportCase,
    /// A record of a support case: a step, a replacement or a void.
    SupportStep,
}

/// The channel through which a change was made.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::act::Via")]
pub enum ChangeVia {
    /// A mutation of this API.
    Api,
    /// Files sent to the server.
    Import,
    /// The command line of the program, on the database.
    CommandLine,
    /// The program itself, when it loads the bundled data.
    Program,
    /// Plain SQL, by a user whom only the database knows.
    Database,
}
