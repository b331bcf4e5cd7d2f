//! The facts of an event, parsed one by one.

use shahrak_domain::day::Day;
use shahrak_domain::event::Facts;
use shahrak_domain::number::{Capacity, Jobs, Progress, Rial};
use shahrak_domain::parse;
use shahrak_domain::violation::{Violation, Violations};

use super::input::EventInput;

impl EventInput {
    /// The event; none if the day cannot be parsed. Facts that cannot be parsed are left out.
    pub fn facts(&self, today: Day, refused: &mut Violations) -> Option<Facts> {
        let day = refused.required("occurred_on", &self.occurred_on, |text| parse::past_day(text, today));
        let investment = self.investment_irr.as_deref();
        let investment =
            refused.optional("investment_irr", investment, |text| Ok(Rial::new(parse::whole(text)?)?));
        let jobs = self.jobs.and_then(|jobs| {
            let jobs = Jobs::new(jobs.into());
            refused.take(jobs.map_err(|error| vec![Violation::from(error).at("jobs")]))
        });
        let capacity = self.capacity_percent.as_deref();
        let capacity =
            refused.optional("capacity_percent", capacity, |text| Ok(Capacity::new(parse::decimal(text)?)?));
        let progress = self.progress_percent.as_deref();
        let progress =
            refused.optional("progress_percent", progress, |text| Ok(Progress::new(parse::decimal(text)?)?));
        let area_m2 = refused.optional("area_m2", self.area_m2.as_deref(), parse::decimal);
        let reasons = self.reasons.iter().flatten().map(|reason| (*reason).into()).collect();
        // The facts are checked even if the day cannot be parsed, so that all errors are reported at once.
        let facts = Facts {
            investment,
            jobs,
            capacity,
            progress,
            area_m2: area_m2.map(|area| area.normalize()),
            reasons,
            body: self.body.map(Into::into),
            means: self.means.map(Into::into),
            ..Facts::new(self.kind.into(), day.unwrap_or(today))
        };
        refused.take(facts.check());
        day.map(|_| facts)
    }
}
