//! Changes: announcements are recorded.

use std::collections::HashSet;

use async_graphql::{Context, InputObject, Object, Result};

use shahrak_domain::act::Act;
use shahrak_domain::day::Day;
use shahrak_domain::policy::Action;
use shahrak_exchange::entry::Entry;
use shahrak_exchange::file::FileKind;
use shahrak_exchange::refusal::{Refusal, RefusalCode};
use shahrak_persistence::announcement::{self as stored, AnnouncementId};
use shahrak_persistence::error::Error;
use shahrak_persistence::tx::Tx;

use super::figure::{AnnouncedPopulation, Hedge, Measure};
use super::{Announcement, DateBasis};
use crate::graphql::context::Ask;
use crate::graphql::line::{self, CellText, payload};
use crate::graphql::perform::{Outcome, perform};
use crate::graphql::user_error::Mistake;
use crate::graphql::written::{Date, Decimal};

/// Figures of one source and day. Where the register has others of them, these are added.
#[derive(InputObject, Clone, Debug)]
pub struct AnnouncementRecordInput {
    /// Day of the announcement, not in the future; left out where it is not known.
    announced_on: Option<Date>,
    /// How that day is known.
    date_basis: DateBasis,
    /// Address of the page that reports it.
    source: String,
    /// What was announced: 1 to 500 figures.
    figures: Vec<AnnouncedFigureInput>,
    /// A key of your own for this change: sent again with it, the change is not made twice and its first answer is given
    /// again. Kept for seven days.
    idempotency_key: Option<String>,
}

/// One number, as it was said.
#[derive(InputObject, Clone, Debug)]
pub struct AnnouncedFigureInput {
    /// A code of your own: 1 to 64 Latin letters, digits and `-_./:`. No other figure has it.
    code: String,
    /// Who said it, as the source spells the name.
    speaker: Option<String>,
    /// For whom the speaker spoke.
    organisation: Option<String>,
    /// `IR` for the country, or the province by ISO 3166-2 code of 2020: `IR-09`.
    scope: String,
    /// Which units it counts, in the speaker's words.
    population: AnnouncedPopulation,
    /// What is counted: a lower-case code, such as `units_revived`.
    metric: String,
    /// What kind of number it is.
    measure: Measure,
    /// How the speaker hedged it; left out for a plain number.
    hedge: Option<Hedge>,
    /// The number, or the lower of two, as said: a percentage stays `18.7`.
    low: Decimal,
    /// The higher of two; the same number if left out.
    high: Option<Decimal>,
    /// What it is measured in: `units`, `persons`, `IRR`, `USD`, `percent` and others.
    unit: String,
    /// First day of the period that it speaks of.
    period_from: Option<Date>,
    /// Last day of the period, or the day of a stock.
    period_to: Option<Date>,
    /// A short phrase of the source.
    quote: Option<String>,
    /// Doubts and contradictions.
    note: Option<String>,
}

payload! {
    /// What came of recording an announcement.
    AnnouncementRecordPayload {
        /// The announcement with all its figures; null if it was refused.
        announcement: Announcement
    }
}

/// What can be changed of announcements: they are added.
#[derive(Default)]
pub struct AnnouncementMutation;

#[Object]
impl AnnouncementMutation {
    /// Records what was announced: figures of one source and day. They are never changed afterwards. Where all of it is
    /// recorded already, nothing changes.
    async fn announcement_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is changed.")] input: AnnouncementRecordInput,
    ) -> Option<Result<AnnouncementRecordPayload>> {
        Some(
            async {
                match record(ctx, &input).await? {
                    Ok(id) => {
                        let found = Announcement::by_key(ctx, &[id.to_string()]).await?.into_values().next();
                        Ok(AnnouncementRecordPayload::new(found, Vec::new()))
                    }
                    Err(mistakes) => Ok(AnnouncementRecordPayload::new(None, mistakes)),
                }
            }
            .await,
        )
    }
}

/// The day of the announcement; none where none is given, or where what is given is no day, which the lines refuse.
fn announced_on(input: &AnnouncementRecordInput) -> Option<Day> {
    Day::parse(input.announced_on.as_ref()?.0.trim()).ok()
}

/// Most figures of one change.
const MOST: usize = 500;

async fn record(ctx: &Context<'_>, input: &AnnouncementRecordInput) -> Result<Outcome<AnnouncementId>> {
    let key = input.idempotency_key.as_deref();
    perform(ctx, "announcementRecord", key, async |tx: &mut Tx, act: &Act| {
        ctx.officer(Action::Announce)?;
        tx.alone().await?;
        if !(1..=MOST).contains(&input.figures.len()) {
            let refusals = line::refusals(
                ctx,
                tx,
                act,
                &[input.entry().completed(&Entry::blank(FileKind::Announcements))],
            )
            .await?;
            let shared = refusals.into_iter().filter(is_shared).map(mistake);
            return Err(std::iter::once(out_of_range()).chain(shared).collect::<Vec<_>>().into());
        }
        let lines: Vec<Entry> = input.figures.iter().map(|figure| figure.entry(input)).collect();
        let mistakes = mistakes(input, line::refusals(ctx, tx, act, &lines).await?);
        if !mistakes.is_empty() {
            return Err(mistakes.into());
        }
        let id = stored::id_of(tx, input.source.trim(), announced_on(input)).await?;
        Ok(id.ok_or_else(|| Error::row("an announcement that was recorded is not there"))?)
    })
    .await
}

impl AnnouncementRecordInput {
    /// What all lines of its figures share.
    fn entry(&self) -> Entry {
        Entry::new(FileKind::Announcements)
            .cell("announced_on", self.announced_on.text())
            .cell("date_basis", self.date_basis.text())
            .cell("source", self.source.text())
    }
}

impl AnnouncedFigureInput {
    /// The figure and its source as a line of `announcements.csv`.
    fn entry(&self, input: &AnnouncementRecordInput) -> Entry {
        input
            .entry()
            .cell("id", self.code.text())
            .cell("speaker", self.speaker.text())
            .cell("organisation", self.organisation.text())
            .cell("scope", self.scope.text())
            .cell("population", self.population.text())
            .cell("metric", self.metric.text())
            .cell("measure", self.measure.text())
            .cell("qualifier", self.hedge.text())
            .cell("value_low", self.low.text())
            .cell("value_high", self.high.as_ref().unwrap_or(&self.low).text())
            .cell("unit", self.unit.text())
            .cell("period_from", self.period_from.text())
            .cell("period_to", self.period_to.text())
            .cell("quote", self.quote.text())
            .cell("note", self.note.text())
    }
}

/// The refusals of lines at the fields that they are about; what all lines share is told once.
fn mistakes(input: &AnnouncementRecordInput, refusals: Vec<Refusal>) -> Vec<Mistake> {
    let mut mistakes = twice(input);
    let mut told: HashSet<Mistake> = mistakes.iter().cloned().collect();
    for refusal in refusals {
        // Its message speaks of lines.
        if refusal.code == RefusalCode::DuplicateKey {
            continue;
        }
        let mistake = mistake(refusal);
        if told.insert(mistake.clone()) {
            mistakes.push(mistake);
        }
    }
    mistakes
}

/// A refusal at the field that it is about.
fn mistake(mut refusal: Refusal) -> Mistake {
    let shared = is_shared(&refusal);
    refusal.column = refusal.column.map(|column| word(&column).to_owned());
    match shared {
        true => Mistake::of_refusal(&refusal, &["input"]),
        false => Mistake::of_refusal(&refusal, &["input", "figures", &refusal.file]),
    }
}

/// Whether it is about what all figures share.
fn is_shared(refusal: &Refusal) -> bool {
    matches!(refusal.column.as_deref(), Some("announced_on" | "date_basis" | "source"))
}

/// The schema's word for a column.
fn word(column: &str) -> &str {
    match column {
        "id" => "code",
        "qualifier" => "hedge",
        "value_low" => "low",
        "value_high" => "high",
        other => other,
    }
}

/// A mistake for each figure that has the code of one before it.
fn twice(input: &AnnouncementRecordInput) -> Vec<Mistake> {
    let mut known = HashSet::new();
    let codes = input.figures.iter().map(|figure| figure.code.trim()).enumerate();
    let repeated = codes.filter(|(_, code)| !known.insert(*code));
    let mistake = |(place, code): (usize, &str)| {
        let english = format!("another figure of the announcement has the code “{code}”; give each its own");
        let persian = format!("رقم دیگری از این اعلام کد «{code}» دارد؛ به هر رقم کد جداگانه‌ای بدهید");
        let field = ["input".to_owned(), "figures".to_owned(), place.to_string(), "code".to_owned()];
        Mistake::new(RefusalCode::DuplicateKey, field, english, persian)
    };
    repeated.map(mistake).collect()
}

fn out_of_range() -> Mistake {
    let english = format!("an announcement is recorded with its figures: 1 to {MOST} of them");
    let persian = format!("هر اعلام با رقم‌های آن ثبت می‌شود: 1 تا {MOST} رقم");
    Mistake::new(RefusalCode::OutOfRange, ["input", "figures"], english, persian)
}
