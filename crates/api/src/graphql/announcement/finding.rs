//! Findings: what does not reconcile among the figures of one announcement.

use std::collections::{BTreeSet, HashMap};

use async_graphql::{Context, Enum, Object, Result};

use shahrak_domain::announcement::Figure as Announced;
use shahrak_domain::finding as domain;
use shahrak_domain::moment::Moment;
use shahrak_domain::vocabulary::Vocabulary;
use shahrak_messages::{Explain, Message};
use shahrak_persistence::announcement::{self as stored, AnnouncementId, FigureFilter};
use shahrak_persistence::rate;

use super::{Figure, FiguresOf, known_targets};
use crate::graphql::common::context::{ContextExt, failure};

/// What does not reconcile.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "domain::FindingKind")]
pub enum FindingKind {
    /// The rials and dollars of one amount imply a rate that is 10, 100 or 1,000 times a rate in force, or a tenth and
    /// so on of it.
    SlipByTen,
    /// They imply another rate than all that were in force.
    OtherRate,
    /// A percentage is not what its part and its whole give.
    Percentage,
    /// A percentage is right for a version of the target that had been superseded, and wrong for the one in force.
    SupersededTarget,
    /// All parts do not add up to the whole.
    PartsAndWhole,
    /// Some parts add up to more than the whole.
    PartsAboveWhole,
}

/// A finding before it is put into words.
#[derive(Clone)]
pub struct Finding {
    kind: FindingKind,
    figures: Vec<Figure>,
    explanation: Message,
}

/// Something that does not reconcile among announced figures.
#[Object]
impl Finding {
    /// What does not reconcile.
    async fn kind(&self) -> FindingKind {
        self.kind
    }

    /// The figures: the questionable one first, then those that it was checked against.
    async fn figures(&self) -> &[Figure] {
        &self.figures
    }

    /// What was found, in the language of the request (`Accept-Language`: English or Persian).
    async fn explanation(&self, ctx: &Context<'_>) -> String {
        self.explanation.text(ctx.language())
    }
}

/// The findings of the announcements of a batch.
///
/// # Errors
/// A failure of the database.
pub(super) async fn of_announcements(
    ctx: &Context<'_>,
    figures: &FiguresOf,
    ids: &[i64],
    known_at: Option<Moment>,
) -> Result<HashMap<AnnouncementId, Vec<Finding>>> {
    let db = ctx.db()?;
    let reference = ctx.reference()?;
    let vocabulary = &reference.vocabulary;
    let rates = rate::all(db).await.map_err(failure)?;
    let targets = known_targets(ctx, known_at).await?;
    let parts = FigureFilter { known_at, ..parts(figures, vocabulary) };
    let others = stored::matching(db, &parts).await.map_err(failure)?;

    let rows: HashMap<&str, &stored::Figure> = figures
        .values()
        .flatten()
        .map(|row| &**row)
        .chain(&others)
        .map(|row| (&*row.figure.code, row))
        .collect();
    let mut found = Vec::new();
    for id in ids.iter().filter_map(|id| AnnouncementId::try_from(*id).ok()) {
        let Some(own) = figures.get(&id) else { continue };
        let Some(first) = own.first() else { continue };
        let other = |row: &&stored::Figure| row.announcement.id != id;
        let others: Vec<&Announced> = others.iter().filter(other).map(|row| &row.figure).collect();
        let own: Vec<&Announced> = own.iter().map(|row| &row.figure).collect();
        let context =
            domain::FindingContext { vocabulary, rates: &rates, targets: &targets, others: &others };
        let source = &first.announcement.source;
        found.extend(
            domain::findings(&own, source, &context).iter().map(|finding| FindingRow::new(id, finding)),
        );
    }

    let named = |found: &FindingRow| -> Vec<&stored::Figure> {
        found.codes.iter().filter_map(|code| rows.get(&**code).copied()).collect()
    };
    let make = Figure::maker(reference.clone(), &found.iter().flat_map(named).collect::<Vec<_>>(), known_at);
    let mut findings: HashMap<AnnouncementId, Vec<Finding>> = HashMap::new();
    for found in found {
        let figures = named(&found).into_iter().cloned().map(&make).collect();
        let FindingRow { announcement, kind, explanation, .. } = found;
        findings.entry(announcement).or_default().push(Finding { kind, figures, explanation });
    }
    Ok(findings)
}

/// A finding with the codes of its figures.
struct FindingRow {
    announcement: AnnouncementId,
    kind: FindingKind,
    codes: Vec<String>,
    explanation: Message,
}

impl FindingRow {
    fn new(announcement: AnnouncementId, finding: &domain::Finding<'_>) -> FindingRow {
        FindingRow {
            announcement,
            kind: finding.kind.into(),
            codes: finding.figures.iter().map(|figure| figure.code.clone()).collect(),
            explanation: finding.message(),
        }
    }
}

/// Figures of other announcements of which percentages in a batch may be: those of the metrics that they divide.
fn parts(figures: &FiguresOf, vocabulary: &Vocabulary) -> FigureFilter {
    let metrics = figures.values().flatten().filter_map(|row| vocabulary.get(&row.figure.metric));
    let divided = metrics.filter_map(|metric| vocabulary.get(&metric.quotient.as_ref()?.part));
    let codes: BTreeSet<&str> = divided.flat_map(|metric| metric.codes()).collect();
    FigureFilter { metrics: Some(codes.into_iter().map(str::to_owned).collect()), ..FigureFilter::default() }
}
