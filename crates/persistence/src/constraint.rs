//! The constraints that changes can violate although the rules were checked, because somebody else records the same thing
//! at the same moment. A violated `CHECK` is no message but a fault: the domain checks what a single row can break.

use shahrak_messages::{Message, message};

/// The constraints with a message.
pub const NAMED: [&str; 19] = [
    "announced_figure_pkey",
    "announcement_is_unique",
    "budget_line_is_unique",
    "event_code_is_unique_per_unit",
    "event_is_corrected_once",
    "figure_replaces_one",
    "infrastructure_pkey",
    "methodology_is_unique_per_day",
    "methodology_pkey",
    "metric_pkey",
    "park_code_is_unique",
    "rate_pkey",
    "revision_is_unique_per_day",
    "step_code_is_unique_per_case",
    "step_is_corrected_once",
    "support_case_code_is_unique",
    "target_is_unique",
    "unit_code_is_unique",
    "unit_is_in_a_park_of_its_province",
];

/// What somebody else recorded meanwhile, if this constraint refuses a change because of it.
pub fn message(constraint: &str) -> Option<Message> {
    Some(match constraint {
        "announced_figure_pkey" => message!("overtaken-figure-code"),
        "announcement_is_unique" => message!("overtaken-announcement"),
        "budget_line_is_unique" => message!("overtaken-budget-line"),
        "event_code_is_unique_per_unit" => message!("overtaken-event-code"),
        "event_is_corrected_once" => message!("overtaken-event-corrected"),
        "figure_replaces_one" => message!("overtaken-figure-replaced"),
        "infrastructure_pkey" => message!("overtaken-infrastructure"),
        "methodology_is_unique_per_day" => message!("overtaken-methodology"),
        "methodology_pkey" => message!("overtaken-methodology-code"),
        "metric_pkey" => message!("overtaken-metric"),
        "park_code_is_unique" => message!("overtaken-park-code"),
        "rate_pkey" => message!("overtaken-rate"),
        "revision_is_unique_per_day" => message!("overtaken-revision"),
        "step_code_is_unique_per_case" => message!("overtaken-step-code"),
        "step_is_corrected_once" => message!("overtaken-step-corrected"),
        "support_case_code_is_unique" => message!("overtaken-case-code"),
        "target_is_unique" => message!("overtaken-target"),
        "unit_code_is_unique" => message!("overtaken-unit-code"),
        "unit_is_in_a_park_of_its_province" => message!("overtaken-park-moved"),
        _ => return None,
    })
}
