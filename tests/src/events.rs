//! Events of units, written as `events.csv`.

use std::fmt::Write as _;

/// One line of `events.csv`; empty cells are not stated.
#[derive(Clone, Debug, Default)]
pub struct Event {
    /// The sender's id.
    pub event: String,
    /// Code of the unit.
    pub unit: String,
    /// Lower-case code of the kind.
    pub kind: String,
    /// The day: `2021-01-27`.
    pub occurred_on: String,
    /// Whole rials.
    pub investment_irr: String,
    /// Persons.
    pub jobs: String,
    /// Percent of nominal capacity.
    pub capacity_percent: String,
    /// Percent built.
    pub progress_percent: String,
    /// Square metres.
    pub area_m2: String,
    /// Reasons, separated by `;`.
    pub reasons: String,
    /// The executing body.
    pub body: String,
    /// A note.
    pub note: String,
    /// The event that it replaces.
    pub replaces: String,
    /// The event that it voids.
    pub voids: String,
    /// The moment of recording, to restore a register.
    pub recorded_at: String,
}

/// An event with its code, unit, kind and day.
pub fn event(event: &str, unit: &str, kind: &str, occurred_on: &str) -> Event {
    let reasons = if kind == "idled" { "market" } else { "" };
    Event {
        event: event.to_owned(),
        unit: unit.to_owned(),
        kind: kind.to_owned(),
        occurred_on: occurred_on.to_owned(),
        reasons: reasons.to_owned(),
        ..Event::default()
    }
}

/// A line that voids an event.
pub fn void(event: &str, unit: &str, voids: &str) -> Event {
    Event {
        event: event.to_owned(),
        unit: unit.to_owned(),
        voids: voids.to_owned(),
        note: "recorded by mistake".to_owned(),
        ..Event::default()
    }
}

/// The file of these events.
pub fn file(events: &[Event]) -> String {
    let mut text = String::from(
        "event,unit,kind,occurred_on,investment_irr,jobs,capacity_percent,progress_percent,area_m2,reasons,body,note,\
         replaces,voids,recorded_at\n",
    );
    for event in events {
        let cells = [
            &event.event,
            &event.unit,
            &event.kind,
            &event.occurred_on,
            &event.investment_irr,
            &event.jobs,
            &event.capacity_percent,
            &event.progress_percent,
            &event.area_m2,
            &event.reasons,
            &event.body,
            &event.note,
            &event.replaces,
            &event.voids,
            &event.recorded_at,
        ];
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}", cells.map(String::as_str).join(","));
    }
    text
}
