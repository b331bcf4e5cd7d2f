//! Acts: what is done to the register, by whom and through what. The audit trail says it beside each change.

use std::sync::Arc;

use crate::actor::Actor;
use crate::coded;

coded! {
    /// Through what a change was made.
    pub enum Via("way of a change") {
        /// A mutation of the GraphQL API
        Api = "api",
        /// Files sent to the API
        Import = "import",
        /// The program's command line, on the database
        CommandLine = "command_line",
        /// The program itself: what ships with it
        Program = "program",
        /// Plain SQL, by somebody whom only the database knows
        Database = "database",
    }
}

coded! {
    /// A kind of thing whose changes stand in the audit trail.
    pub enum Thing("thing of the audit trail") {
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
        /// A line of a budget
        BudgetLine = "budget_line",
        /// An exchange rate
        Rate = "rate",
        /// A methodology
        Methodology = "methodology",
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
    }
}

/// One act.
#[derive(Clone, Debug)]
pub struct Act {
    /// Who acts.
    pub actor: Arc<Actor>,
    /// Through what.
    pub via: Via,
    /// The request in which it was asked for, if it was one.
    pub request: Option<String>,
    /// What is done, as its mutation or its command is called: `unitCommission`.
    pub name: String,
}

impl Act {
    /// What somebody does on the command line.
    pub fn on_command_line(who: impl Into<String>, name: impl Into<String>) -> Act {
        let actor = Arc::new(Actor::of_command_line(who));
        Act { actor, via: Via::CommandLine, request: None, name: name.into() }
    }
}
