//! Contradictions: announced figures that cannot both be right (rule R16).

use std::collections::HashMap;

use async_graphql::{ComplexObject, Context, Enum, Object, Result, SimpleObject};

use shahrak_domain::contradiction::{self as domain, Statement};
use shahrak_domain::vocabulary::Vocabulary;
use shahrak_messages::{Explain, Language};
use shahrak_persistence::announcement as stored;
use shahrak_persistence::page::{Column, Key, Order, Page, PageRequest};

use super::{Figure, FigureFilter, known_targets};
use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::common::page::{Connection, PageArgs, connection};
use crate::graphql::common::scalar::DateTime;
use crate::graphql::common::total_count::TotalCount;
use crate::graphql::report::moment;

/// Whether two figures certainly speak of the same units.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "domain::Confidence")]
pub enum Confidence {
    /// They state the same population.
    Certain,
    /// At least one does not say which units it counts.
    Possible,
}

/// Who contradicts whom.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "domain::Relation")]
pub enum SpeakerRelation {
    /// One speaker stated both.
    SameSpeaker,
    /// Two speakers of one organisation, or one whose name is not known.
    SameOrganisation,
    /// Two organisations.
    OtherOrganisation,
}

/// Two announced figures about the same thing that cannot both be right. The register keeps both.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct Contradiction {
    /// The figure that was announced first.
    one: Figure,
    /// The other figure.
    other: Figure,
    /// Whether they certainly speak of the same units.
    confidence: Confidence,
    /// Who contradicts whom.
    relation: SpeakerRelation,
    /// Why they cannot both be right, in the language of the request (`Accept-Language`: English or Persian).
    explanation: String,
}

#[ComplexObject]
impl Contradiction {
    /// The one of the two figures that series use by decision of a national officer (`figureMark`): the one that was marked
    /// last, if both are. Null if neither is marked as used.
    async fn used(&self, ctx: &Context<'_>) -> Result<Option<&Figure>> {
        let mut marked = Vec::new();
        for figure in [&self.one, &self.other] {
            marked.extend(figure.place_of_use(ctx).await?.map(|place| (place, figure)));
        }
        Ok(marked.into_iter().max_by_key(|(place, _)| *place).map(|(_, figure)| figure))
    }
}

/// What was found, with the codes of the figures.
struct ContradictionRow {
    codes: [String; 2],
    confidence: Confidence,
    relation: SpeakerRelation,
    explanation: String,
}

/// The query of contradictions.
#[derive(Default)]
pub struct ContradictionQuery;

const NAME: &str = "contradiction";
/// By what the cursor names a pair: the codes of its figures.
const BY_CODES: Order = Order {
    columns: &[Column { sql: "one.code", cast: "text" }, Column { sql: "other.code", cast: "text" }],
    descending: false,
};

#[Object]
impl ContradictionQuery {
    /// Pairs of announced figures that cannot both be right (rule R16), ordered by metric, kind of number, scope and
    /// day. Figures of one metric under several codes are compared with each other.
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the field")]
    async fn contradictions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Returns the first *n* items (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last *n* items (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
        #[graphql(
            desc = "Compares only figures that satisfy all conditions. A metric also stands for its aliases."
        )]
        filter: Option<FigureFilter>,
        #[graphql(desc = "Only contradictions of this confidence.")] confidence: Option<Confidence>,
        #[graphql(
            desc = "The moment of knowledge, not in the future (default: now): figures that were in force then."
        )]
        known_at: Option<DateTime>,
    ) -> Result<Connection<Contradiction>> {
        let request = PageArgs { first, after, last, before }.request(NAME, &BY_CODES)?;
        let reference = ctx.reference()?;
        let vocabulary = &reference.vocabulary;
        let mut filter = filter.unwrap_or_default().stored(&reference)?;
        filter.known_at = moment(ctx, known_at).await?;
        filter.metrics = filter.metrics.map(|codes| with_aliases(&codes, vocabulary));
        let db = ctx.db()?;
        let rows = stored::matching(db, &filter).await.map_err(failure)?;
        let targets = known_targets(ctx, filter.known_at).await?;

        let statements: Vec<Statement<'_>> = rows.iter().map(statement).collect();
        let found = domain::contradictions(&statements, vocabulary, &targets);
        let found = found.iter().map(|found| ContradictionRow::new(found, ctx.language()));
        let found: Vec<ContradictionRow> =
            found.filter(|found| confidence.is_none_or(|asked| asked == found.confidence)).collect();
        let total = i64::try_from(found.len()).unwrap_or(i64::MAX);

        let page = page(found, &request);
        let rows: HashMap<&str, &stored::Figure> = rows.iter().map(|row| (&*row.figure.code, row)).collect();
        let named = page.rows.iter().flat_map(|(codes, _)| codes);
        let named: Vec<&stored::Figure> = named.filter_map(|code| rows.get(&**code).copied()).collect();
        let make = Figure::maker(reference.clone(), &named, filter.known_at);
        let figures: HashMap<&str, Figure> =
            named.iter().map(|row| (&*row.figure.code, make((*row).clone()))).collect();
        let contradiction = |(codes, found): (Key, ContradictionRow)| {
            let figure = |code: &str| figures.get(code).cloned();
            let (one, other) = (figure(&found.codes[0])?, figure(&found.codes[1])?);
            let ContradictionRow { confidence, relation, explanation, .. } = found;
            Some((codes, Contradiction { one, other, confidence, relation, explanation }))
        };
        let page = Page {
            rows: page.rows.into_iter().filter_map(contradiction).collect(),
            more_before: page.more_before,
            more_after: page.more_after,
        };
        Ok(connection(NAME, page, TotalCount::known(total), |row| row))
    }
}

impl ContradictionRow {
    fn new(found: &domain::Contradiction<'_>, language: Language) -> ContradictionRow {
        ContradictionRow {
            codes: [found.one.figure.code.clone(), found.other.figure.code.clone()],
            confidence: found.confidence.into(),
            relation: found.relation.into(),
            explanation: found.message().text(language),
        }
    }
}

fn statement(row: &stored::Figure) -> Statement<'_> {
    Statement { figure: &row.figure, source: &row.announcement.source }
}

/// The codes under which figures of some metrics are recorded.
fn with_aliases(codes: &[String], vocabulary: &Vocabulary) -> Vec<String> {
    let all = codes.iter().flat_map(|code| match vocabulary.get(code) {
        Some(metric) => metric.codes().map(str::to_owned).collect(),
        None => vec![code.clone()],
    });
    all.collect()
}

/// The page of a list in memory. A cursor names a pair that is in the list; a pair that has left it ends the page.
fn page(found: Vec<ContradictionRow>, request: &PageRequest) -> Page<ContradictionRow> {
    let place = |key: &Key| found.iter().position(|found| found.codes[..] == key[..]).unwrap_or(found.len());
    let mut from = request.after.as_ref().map_or(0, |key| (place(key) + 1).min(found.len()));
    let mut to = request.before.as_ref().map_or(found.len(), place).max(from);
    let size = request.size as usize;
    if request.from_end {
        from = from.max(to.saturating_sub(size));
    } else {
        to = to.min(from + size);
    }
    let (more_before, more_after) = (from > 0, to < found.len());
    let rows = found.into_iter().skip(from).take(to - from).map(|found| (found.codes.to_vec(), found));
    Page { rows: rows.collect(), more_before, more_after }
}
