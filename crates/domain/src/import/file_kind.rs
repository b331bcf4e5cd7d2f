//! The kinds of files.

use shahrak_messages::{Explain, Message};

use crate::code::Coded;
use crate::coded;

coded! {
    /// What a file holds. The order is that in which files are applied: what is named comes before what names it.
    pub enum FileKind("file-kind") {
        /// The provinces; ship with the program
        Provinces = "provinces",
        /// Iranian years; ship with the program
        Years = "years",
        /// Divisions of the ISIC; ship with the program
        IsicDivisions = "isic_divisions",
        /// Exchange rates
        Rates = "rates",
        /// Thresholds of activity
        Methodologies = "methodologies",
        /// Metrics of announced figures
        Metrics = "metrics",
        /// Parks
        Parks = "parks",
        /// Infrastructure of parks
        Infrastructure = "infrastructure",
        /// Units
        Units = "units",
        /// What happened to units
        Events = "events",
        /// Yearly targets and their revisions
        Targets = "targets",
        /// Announced figures
        Announcements = "announcements",
        /// Corrections and marks of announced figures
        FigureDecisions = "figure_decisions",
        /// Budget lines
        Budgets = "budgets",
        /// Steps of support cases
        SupportCases = "support_cases",
    }
}

impl Explain for FileKind {
    fn message(&self) -> Message {
        Message::new(format!("file-kind-{}", self.code().replace('_', "-")), [])
    }
}

impl FileKind {
    /// Whether the file ships with the program and is not for users to import.
    pub fn ships(self) -> bool {
        matches!(self, FileKind::Provinces | FileKind::Years | FileKind::IsicDivisions)
    }
}
