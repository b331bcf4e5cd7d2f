//! Acts: what is done to the register, by whom and through which channel. The audit trail records it with each change.

use std::sync::Arc;

use crate::actor::Actor;
use crate::coded;

coded! {
    /// The channel through which a change was made.
    pub enum Via("change-origin") {
        /// A mutation of the GraphQL API
        Api = "api",
        /// Files sent to the API
        Import = "import",
        /// The command line of the program, on the database
        CommandLine = "command_line",
        /// The program itself, when it loads the bundled data
        Program = "program",
        /// Plain SQL, by a user whom only the database knows
        Database = "database",
    }
}

coded! {
    /// A kind of object in the audit trail.
    pub enum Thing("audited-thing") {
        /// A park
        Park = "park",
        /// A unit
        Unit = "unit",
        /// A line of infrastructure of a park
        Infrastructure = "infrastructure",
        /// A record of the ledger
        Event = "event",
        /// A yearly target
        Target = "target",
        /// A revision of a target
        Revision = "revision",
        /// An announcement
        Announcement = "announcement",
        /// A figure of an announcement
        Figure = "figure",
        /// The replacement or void of a figure
        FigureCorrection = "figure_correction",
        /// A mark of a figure: whether series use it
        FigureMark = "figure_mark",
        /// A line of a budget
        BudgetLine = "budget_line",
        /// A revision of a budget line
        BudgetRevision = "budget_revision",
        /// An exchange rate
        Rate = "rate",
        /// A methodology
        Methodology = "methodology",
        /// A metric of announced figures
        Metric = "metric",
        /// A personal token
        Token = "token",
        /// An import as a whole
        Import = "import",
        /// A province
        Province = "province",
        /// An Iranian year
        Year = "year",
        /// An ISIC division
        IsicDivision = "isic_division",
        /// A support case
        SupportCase = "support_case",
        /// A step of a support case
        SupportStep = "support_step",
    }
}

/// One act.
#[derive(Clone, Debug)]
pub struct Act {
    /// The actor.
    pub actor: Arc<Actor>,
    /// The channel.
    pub via: Via,
    /// The id of the request, if there was one.
    pub request: Option<String>,
    /// The name of the mutation or command, such as `unitCommission`.
    pub name: String,
}

impl Act {
    /// An act on the command line.
    pub fn on_command_line(who: impl Into<String>, name: impl Into<String>) -> Act {
        let actor = Arc::new(Actor::of_command_line(who));
        Act { actor, via: Via::CommandLine, request: None, name: name.into() }
    }
}
