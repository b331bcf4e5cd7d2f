//! The mutation of corrections: figures are replaced or voided.

use std::collections::{HashMap, HashSet};

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};

use shahrak_domain::act::Act;
use shahrak_domain::announcement::{DateBasis as Basis, Figure as Announced, FigureStanding, Source};
use shahrak_domain::day::Day;
use shahrak_domain::parse;
use shahrak_domain::policy::Action;
use shahrak_domain::province::Province;
use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::violation::{Violation, Violations};
use shahrak_domain::vocabulary::Vocabulary;
use shahrak_messages::message;
use shahrak_persistence::announcement::{self as stored, LockedFigure, NewCorrection, RecordedSource};
use shahrak_persistence::metric;
use shahrak_persistence::tx::Tx;

use super::input::AnnouncedFigureInput;
use super::parsed::{StatedSource, in_words_of_schema};
use super::{DateBasis, Figure};
use crate::graphql::common::context::ContextExt;
use crate::graphql::common::mutation::{self, MutationError, MutationOutcome, idempotency_key};
use crate::graphql::common::or_default::OrDefault;
use crate::graphql::common::payload;
use crate::graphql::common::unparsed::Date;
use crate::graphql::common::user_error::{InputError, UserError};

/// Corrections of recorded figures. All take effect at one moment, or none does.
#[derive(InputObject, Clone, Debug)]
pub struct FigureCorrectInput {
    /// Figures to replace, with their right facts.
    replace: Option<Vec<FigureReplacement>>,
    /// Figures to void, because they were never announced.
    void: Option<Vec<FigureVoiding>>,
    /// If true, only checks the corrections and records nothing. The idempotency key stays free.
    #[graphql(default)]
    dry_run: OrDefault<bool>,
    #[doc = idempotency_key!()]
    idempotency_key: Option<String>,
}

/// The new record of a figure, which states the whole figure. Only a mistake in recording is corrected so: if somebody
/// announced another number, record another announcement.
#[derive(InputObject, Clone, Debug)]
pub struct FigureReplacement {
    /// Code of the figure to replace. It must be in force.
    replaces: String,
    /// The reason, for example what was misread.
    reason: String,
    /// The whole figure, under a code of its own.
    figure: AnnouncedFigureInput,
    /// Where and when it was announced; if omitted, as the replaced record says.
    source: Option<FigureSourceInput>,
}

/// Where and when a figure was announced.
#[derive(InputObject, Clone, Debug)]
pub struct FigureSourceInput {
    /// Day of the announcement, not in the future; omit it if it is not known.
    announced_on: Option<Date>,
    /// How the day of the announcement is known.
    date_basis: DateBasis,
    /// Address of the page that reports the announcement.
    source: String,
}

/// The void of a figure. If the figure replaced another one, that one does not return.
#[derive(InputObject, Clone, Debug)]
pub struct FigureVoiding {
    /// Code of the figure to void. It must be in force.
    voids: String,
    /// The reason.
    reason: String,
}

/// The result of correcting figures.
#[derive(SimpleObject)]
pub struct FigureCorrectPayload {
    /// The new records, then the voided ones, each in the order of the input. Empty in a dry run; null if the corrections
    /// were refused.
    figures: Option<Vec<Figure>>,
    /// The errors of the corrections. If there is any, nothing was recorded.
    user_errors: Vec<UserError>,
}

/// The mutation of corrections of figures.
#[derive(Default)]
pub struct FigureCorrectionMutation;

#[Object]
impl FigureCorrectionMutation {
    /// Corrects mistakes in recording announced figures: replaces them, or voids them. The old records stay, and show
    /// what was known before.
    async fn figure_correct(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The corrections to make.")] input: FigureCorrectInput,
    ) -> Option<Result<FigureCorrectPayload>> {
        Some(show(ctx, correct(ctx, &input).await).await)
    }
}

async fn show(
    ctx: &Context<'_>,
    outcome: Result<MutationOutcome<Vec<String>>>,
) -> Result<FigureCorrectPayload> {
    let (codes, user_errors) = payload::stored::<Vec<String>>(outcome?)?;
    let figures = match codes {
        Some(codes) => {
            let found = Figure::by_key(ctx, &codes).await?;
            Some(codes.iter().filter_map(|code| found.get(code).cloned()).collect())
        }
        None => None,
    };
    Ok(FigureCorrectPayload { figures, user_errors })
}

/// The maximum number of corrections in one change.
const MOST: usize = 500;

/// Returns the codes of the figures of the payload.
async fn correct(ctx: &Context<'_>, input: &FigureCorrectInput) -> Result<MutationOutcome<Vec<String>>> {
    // A dry run changes nothing, so that the change itself can be sent with the same key afterwards.
    let key = input.idempotency_key.as_deref().filter(|_| !input.dry_run.0);
    mutation::run(ctx, key, async |tx: &mut Tx, act: &Act| {
        ctx.authorized(Action::Announce)?;
        let vocabulary = metric::all(tx).await?;
        let mut parsed = Parsed::read(input, ctx.today()?, &ctx.reference()?.provinces, &vocabulary);
        loop {
            let known = CorrectionState::read(tx, &parsed).await?;
            let corrections = parsed.decide(&known)?;
            if input.dry_run.0 {
                return Ok(Vec::new());
            }
            // Where somebody else has recorded some of it meanwhile, it is there now.
            if stored::correct(tx, &corrections, &act.actor).await? {
                let code = |it: &NewCorrection<'_>| {
                    it.replacement.map_or(it.figure, |(_, figure)| &figure.code).to_owned()
                };
                return Ok(corrections.iter().map(code).collect());
            }
        }
    })
    .await
}

/// The corrections of an input, each with its errors.
struct Parsed {
    shared: Violations,
    corrections: Vec<ParsedCorrection>,
}

struct ParsedCorrection {
    /// Where it is in the input.
    at: [String; 3],
    /// The field that names the figure.
    names: &'static str,
    /// The code of the figure; none if it cannot be parsed.
    figure: Option<String>,
    reason: Option<String>,
    replacement: Option<ParsedReplacement>,
    violations: Violations,
    of_figure: Violations,
    of_source: Violations,
}

struct ParsedReplacement {
    /// The new record; none if its numbers cannot be parsed.
    figure: Option<Announced>,
    /// Its source; none for that of the replaced record, or if it cannot be parsed.
    source: Option<Source>,
}

/// What the register knows about the corrections.
struct CorrectionState {
    locked: HashMap<String, LockedFigure>,
    taken: RecordedSource,
    /// How the days of the new sources are known, in the order of the corrections.
    bases: Vec<Option<Basis>>,
}

impl CorrectionState {
    async fn read(tx: &Tx, parsed: &Parsed) -> std::result::Result<CorrectionState, MutationError> {
        let named: Vec<&str> = parsed.corrections.iter().filter_map(|it| it.figure.as_deref()).collect();
        let locked = stored::lock(tx, &named).await?;
        let new: Vec<&str> = parsed.corrections.iter().filter_map(ParsedCorrection::new_code).collect();
        let taken = stored::recorded(tx, None, &new).await?;
        let mut bases = Vec::with_capacity(parsed.corrections.len());
        for correction in &parsed.corrections {
            bases.push(match correction.replacement.as_ref().and_then(|it| it.source.as_ref()) {
                Some(source) => stored::recorded(tx, Some(source), &[]).await?.basis(),
                None => None,
            });
        }
        Ok(CorrectionState { locked, taken, bases })
    }
}

impl Parsed {
    fn read(
        input: &FigureCorrectInput,
        today: Day,
        provinces: &[Province],
        vocabulary: &Vocabulary,
    ) -> Parsed {
        let (replace, void) = (input.replace.iter().flatten(), input.void.iter().flatten());
        let mut shared = Violations::new();
        if !(1..=MOST).contains(&(replace.clone().count() + void.clone().count())) {
            let message = message!("corrections-out-of-range", most = MOST);
            shared.add(Violation::new(RefusalCode::OutOfRange, message));
        }
        let replace = replace.take(MOST).enumerate().map(|(place, it)| {
            let mut parsed =
                ParsedCorrection::new(("replace", place), ("replaces", &it.replaces), &it.reason);
            let figure = it.figure.read(&mut parsed.of_figure, provinces, vocabulary);
            let source = it.source.as_ref().and_then(|source| source.read(today, &mut parsed.of_source));
            parsed.replacement = Some(ParsedReplacement { figure, source });
            parsed
        });
        let void = void.take(MOST).enumerate();
        let void =
            void.map(|(place, it)| ParsedCorrection::new(("void", place), ("voids", &it.voids), &it.reason));
        let mut corrections: Vec<ParsedCorrection> = replace.chain(void).collect();
        refuse_repeated(&mut corrections);
        Parsed { shared, corrections }
    }

    /// Decides on all corrections, and returns what is to be recorded.
    fn decide<'a>(
        &'a mut self,
        known: &'a CorrectionState,
    ) -> std::result::Result<Vec<NewCorrection<'a>>, MutationError> {
        for (correction, basis) in self.corrections.iter_mut().zip(&known.bases) {
            correction.check(known, *basis);
        }
        self.refuse()?;
        let recorded = self.corrections.iter().map(|it| it.recorded(known));
        recorded.collect::<Option<_>>().ok_or_else(|| MutationError::Input(Vec::new()))
    }

    /// Returns all errors, if there are any.
    fn refuse(&self) -> std::result::Result<(), MutationError> {
        let shared = self.shared.clone().into_iter().map(|it| InputError::of(it, &["input"]));
        let mut errors: Vec<InputError> = shared.collect();
        for ParsedCorrection { at, violations, of_figure, of_source, .. } in &self.corrections {
            let at: Vec<&str> = at.iter().map(String::as_str).collect();
            let (figure, source) = ([&at[..], &["figure"]].concat(), [&at[..], &["source"]].concat());
            errors.extend(violations.clone().into_iter().map(|it| InputError::of(it, &at)));
            let of_figure = of_figure.clone().into_iter().map(in_words_of_schema);
            errors.extend(of_figure.map(|it| InputError::of(it, &figure)));
            errors.extend(of_source.clone().into_iter().map(|it| InputError::of(it, &source)));
        }
        if errors.is_empty() { Ok(()) } else { Err(errors.into()) }
    }
}

/// A figure is corrected once, and new codes differ.
fn refuse_repeated(corrections: &mut [ParsedCorrection]) {
    let (mut named, mut new) = (HashSet::new(), HashSet::new());
    for correction in corrections {
        if let Some(code) = &correction.figure
            && !named.insert(code.clone())
        {
            let twice = Violation::new(RefusalCode::DuplicateKey, message!("figure-corrected-twice", code));
            correction.violations.add(twice.at(correction.names).because_of(code));
        }
        let code = correction.new_code().map(str::to_owned);
        if let Some(code) = code.filter(|code| !new.insert(code.clone())) {
            let twice =
                Violation::new(RefusalCode::DuplicateKey, message!("figure-code-twice", code = &code));
            correction.of_figure.add(twice.at("id").because_of(&code));
        }
    }
}

impl ParsedCorrection {
    fn new(
        (list, place): (&str, usize),
        (names, code): (&'static str, &str),
        reason: &str,
    ) -> ParsedCorrection {
        let mut violations = Violations::new();
        let figure = violations.required(names, code, parse::code);
        let reason = violations.required("reason", reason, parse::prose);
        ParsedCorrection {
            at: ["input".to_owned(), list.to_owned(), place.to_string()],
            names,
            figure,
            reason,
            replacement: None,
            violations,
            of_figure: Violations::new(),
            of_source: Violations::new(),
        }
    }

    /// The code of the new record.
    fn new_code(&self) -> Option<&str> {
        Some(&self.replacement.as_ref()?.figure.as_ref()?.code)
    }

    fn check(&mut self, known: &CorrectionState, basis: Option<Basis>) {
        let Some(code) = &self.figure else { return };
        let old = known.locked.get(code);
        if let Err(error) = FigureStanding::check(old.map(|it| &it.standing), code) {
            self.violations.add(Violation::from(error).at(self.names));
        }
        let Some(ParsedReplacement { figure: Some(figure), source }) = &self.replacement else { return };
        if let Some(source) = source {
            self.of_source.take(source.record(basis));
        }
        let Some(old) = old else {
            self.of_figure.take(figure.check());
            return;
        };
        let old_source = &old.figure.announcement.source;
        let taken = known.taken.figure(&figure.code).is_some();
        let decided =
            figure.replace(source.as_ref().unwrap_or(old_source), (old_source, &old.figure.figure), taken);
        if let Err((errors, nothing)) = decided {
            for error in errors {
                self.of_figure.add(error);
            }
            if let Some(nothing) = nothing {
                self.violations.add(Violation::from(nothing).at("figure"));
            }
        }
    }

    fn recorded<'a>(&'a self, known: &'a CorrectionState) -> Option<NewCorrection<'a>> {
        let figure = self.figure.as_deref()?;
        let replacement = match &self.replacement {
            Some(ParsedReplacement { figure: new, source }) => {
                let old = &known.locked.get(figure)?.figure.announcement.source;
                Some((source.as_ref().unwrap_or(old), new.as_ref()?))
            }
            None => None,
        };
        Some(NewCorrection { figure, replacement, reason: self.reason.as_deref()? })
    }
}

impl FigureSourceInput {
    fn read(&self, today: Day, violations: &mut Violations) -> Option<Source> {
        let stated = StatedSource {
            announced_on: self.announced_on.as_deref(),
            date_basis: self.date_basis.into(),
            address: &self.source,
        };
        stated.read(today, violations)
    }
}
