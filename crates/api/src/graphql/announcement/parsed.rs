//! The input of an announcement: its source and figures, each with its errors.

use std::collections::HashSet;

use rust_decimal::Decimal;

use shahrak_domain::announcement::{DateBasis, Figure, Source};
use shahrak_domain::change::Change;
use shahrak_domain::day::Day;
use shahrak_domain::parse;
use shahrak_domain::population::Scope;
use shahrak_domain::province::Province;
use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::text::is_blank;
use shahrak_domain::violation::{Violation, Violations};
use shahrak_domain::vocabulary::Vocabulary;
use shahrak_messages::message;
use shahrak_persistence::announcement::RecordedSource;

use super::input::{AnnouncedFigureInput, AnnouncementRecordInput};
use crate::graphql::common::mutation::MutationError;
use crate::graphql::common::user_error::InputError;

/// The maximum number of figures in one change.
const MOST: usize = 500;

/// A source and its figures.
pub(super) struct ParsedAnnouncement {
    /// The source; none if it cannot be parsed.
    pub source: Option<Source>,
    shared: Violations,
    figures: Vec<ParsedFigure>,
}

struct ParsedFigure {
    /// The figure; none if its numbers cannot be parsed. A placeholder replaces any other part that cannot be parsed.
    figure: Option<Figure>,
    violations: Violations,
}

impl ParsedAnnouncement {
    /// Parses an input.
    pub fn read(
        input: &AnnouncementRecordInput,
        today: Day,
        provinces: &[Province],
        vocabulary: &Vocabulary,
    ) -> ParsedAnnouncement {
        let mut shared = Violations::new();
        let count = input.figures.len();
        if !(1..=MOST).contains(&count) {
            let message = message!("figures-out-of-range", most = MOST);
            shared.add(Violation::new(RefusalCode::OutOfRange, message).at("figures"));
        }
        let stated = StatedSource {
            announced_on: input.announced_on.as_deref(),
            date_basis: input.date_basis.into(),
            address: &input.source,
        };
        let source = stated.read(today, &mut shared);
        let mut codes = HashSet::new();
        let figures = input.figures.iter().take(MOST).map(|figure| {
            let mut violations = Violations::new();
            let code = figure.code.trim();
            if !codes.insert(code) {
                violations.add(twice(code));
            }
            ParsedFigure { figure: figure.read(&mut violations, provinces, vocabulary), violations }
        });
        ParsedAnnouncement { source, shared, figures: figures.collect() }
    }

    /// The codes of the figures.
    pub fn codes(&self) -> Vec<&str> {
        self.figures.iter().filter_map(|parsed| parsed.figure.as_ref()).map(|it| &*it.code).collect()
    }

    /// Decides on the whole input, and returns the figures to add.
    pub fn decide(&mut self, recorded: &RecordedSource) -> Result<(&Source, Vec<&Figure>), MutationError> {
        if let Some(source) = &self.source {
            self.shared.take(source.record(recorded.basis()));
        }
        let mut changes = Vec::with_capacity(self.figures.len());
        for ParsedFigure { figure, violations } in &mut self.figures {
            let change = match (&self.source, figure) {
                (_, None) => None,
                (None, Some(figure)) => violations.take(figure.check()).map(|()| Change::Keep),
                (Some(source), Some(figure)) => {
                    violations.take(figure.record(source, recorded.figure(&figure.code)))
                }
            };
            changes.push(change);
        }
        self.refuse()?;
        let Some(source) = &self.source else { return Err(MutationError::Input(Vec::new())) };
        let figures = self.figures.iter().zip(changes).filter(|(_, change)| *change == Some(Change::Add));
        Ok((source, figures.filter_map(|(parsed, _)| parsed.figure.as_ref()).collect()))
    }

    /// Returns all errors, if there are any: first those of the announcement, then those of each figure.
    fn refuse(&self) -> Result<(), MutationError> {
        let shared = self.shared.clone().into_iter().map(|it| InputError::of(it, &["input"]));
        let mut input_errors: Vec<InputError> = shared.collect();
        for (place, parsed) in self.figures.iter().enumerate() {
            let place = place.to_string();
            let at = ["input", "figures", &place];
            let of_figure = parsed.violations.clone().into_iter();
            input_errors.extend(of_figure.map(|it| InputError::of(in_words_of_schema(it), &at)));
        }
        if input_errors.is_empty() { Ok(()) } else { Err(input_errors.into()) }
    }
}

/// Where and when figures were announced, as the sender states it.
pub(super) struct StatedSource<'a> {
    pub(super) announced_on: Option<&'a str>,
    pub(super) date_basis: DateBasis,
    pub(super) address: &'a str,
}

impl StatedSource<'_> {
    /// The source; none if it cannot be parsed.
    pub(super) fn read(&self, today: Day, violations: &mut Violations) -> Option<Source> {
        let given = self.announced_on.filter(|text| !is_blank(text));
        let announced_on = violations.optional("announced_on", given, |text| parse::past_day(text, today));
        if let Err(error) = Source::check_basis(self.date_basis, given.is_some()) {
            violations.add(error);
        }
        let address = violations.required("source", self.address, Source::address);
        if !violations.is_empty() {
            return None;
        }
        Some(Source { announced_on, date_basis: self.date_basis, address: address? })
    }
}

impl AnnouncedFigureInput {
    /// The figure; none if its numbers cannot be parsed. A placeholder replaces any other part that cannot be parsed.
    pub(super) fn read(
        &self,
        violations: &mut Violations,
        provinces: &[Province],
        vocabulary: &Vocabulary,
    ) -> Option<Figure> {
        let code = violations.required("id", &self.code, parse::code);
        let speaker = violations.optional("speaker", self.speaker.as_deref(), parse::name);
        let organisation = violations.optional("organisation", self.organisation.as_deref(), parse::name);
        let scope = violations.required("scope", &self.scope, |text| Scope::parse(text, provinces));
        let metric = violations.required("metric", &self.metric, |text| {
            let code = Figure::metric(text)?;
            vocabulary.find(&code)?;
            Ok(code)
        });
        let low = violations.required("value_low", &self.low, Figure::value);
        let high = self.high.as_deref().map(|high| violations.required("value_high", high, Figure::value));
        let unit = violations.required("unit", &self.unit, parse::name);
        let (period_from, period_to) = self.period(violations);
        let quote = violations.optional("quote", self.quote.as_deref(), parse::prose);
        let note = violations.optional("note", self.note.as_deref(), parse::prose);
        let (low, high): (Decimal, Decimal) = (low?, high.unwrap_or(low)?);
        Some(Figure {
            code: code.unwrap_or_default(),
            speaker,
            organisation,
            scope: scope.unwrap_or(Scope::Country).code().to_owned(),
            population: self.population.into(),
            metric: metric.unwrap_or_default(),
            measure: self.measure.into(),
            hedge: self.hedge.map(Into::into),
            low,
            high,
            unit: unit.unwrap_or_default(),
            period_from,
            period_to,
            quote,
            note,
        })
    }

    fn period(&self, violations: &mut Violations) -> (Option<Day>, Option<Day>) {
        let from = violations.optional("period_from", self.period_from.as_deref(), parse::register_day);
        let to = violations.optional("period_to", self.period_to.as_deref(), parse::register_day);
        if let Err(error) = Figure::check_period(from, to) {
            violations.add(error);
        }
        (from, to)
    }
}

/// A figure has the code of an earlier one.
fn twice(code: &str) -> Violation {
    Violation::new(RefusalCode::DuplicateKey, message!("figure-code-twice", code)).at("id").because_of(code)
}

/// The same violation at the field that the schema has for the column.
pub(super) fn in_words_of_schema(violation: Violation) -> Violation {
    let field = violation.field.map(|field| match field {
        "id" => "code",
        "value_low" => "low",
        "value_high" => "high",
        other => other,
    });
    Violation { field, ..violation }
}
