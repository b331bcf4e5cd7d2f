//! The computed values for the figures of a batch, by a few statements whatever their number and their periods.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use async_graphql::{Context, Result};
use rust_decimal::Decimal;

use shahrak_domain::announcement::Figure;
use shahrak_domain::comparison::{Answer, Comparison, Obstacle, Question, QuestionDays, StatedNumber};
use shahrak_domain::day::Day;
use shahrak_domain::moment::Moment;
use shahrak_domain::money::RateKind;
use shahrak_domain::population::{Population, Scope as Named};
use shahrak_domain::report::{Days, Figures};
use shahrak_domain::vocabulary::{Only, Way};
use shahrak_persistence::construction::{self, NearlyBuilt};
use shahrak_persistence::reference_cache::Reference;
use shahrak_persistence::tally::{Area, SectorCell};

use super::ComparedFigure;
use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::report::{
    CellData, CellKey, Coverage, Rates, ReportContext, ReportPlace, Section, SectionPlan,
};

/// A question that the register can answer.
#[derive(Clone)]
struct Case {
    question: Question,
    place: ReportPlace,
}

/// What was read to answer the questions of a batch.
struct QuestionSums {
    view: Arc<ReportContext>,
    total: Arc<Section>,
    /// The sums by sector, if a question needs them.
    by_sector: Option<Arc<Section>>,
    nearly_built: HashMap<(Day, ReportPlace), NearlyBuilt>,
}

/// Compares figures, by their codes.
///
/// # Errors
/// A failure of the database.
pub(super) async fn compare(
    ctx: &Context<'_>,
    figures: &[Figure],
    as_of: Day,
    known_at: Option<Moment>,
) -> Result<HashMap<String, ComparedFigure>> {
    let mut found = HashMap::new();
    let (mut asking, mut cases) = (Vec::new(), Vec::new());
    let reference = ctx.reference()?;
    for figure in figures {
        let question = Question::of(figure, &reference.vocabulary, &reference.provinces, as_of);
        match question.and_then(|question| Case::of(question, &reference)) {
            Ok(case) => {
                asking.push(figure);
                cases.push(case);
            }
            Err(obstacle) => {
                let comparison = Comparison::NotComputable(obstacle);
                found.insert(figure.code.clone(), ComparedFigure { comparison, source: None, known_at });
            }
        }
    }
    if let Some(sums) = QuestionSums::read(ctx, &cases, known_at).await? {
        let compared: Vec<Comparison> =
            asking.iter().zip(&cases).map(|(figure, case)| sums.compare(figure, case)).collect();
        let mut sources = sums.sources(&cases, &compared);
        for (number, (figure, comparison)) in asking.iter().zip(compared).enumerate() {
            let (source, known_at) = (sources.remove(&number), Some(sums.view.known_at));
            found.insert(figure.code.clone(), ComparedFigure { comparison, source, known_at });
        }
    }
    Ok(found)
}

/// The values of questions of one population each, in their order, by the knowledge of a moment.
///
/// # Errors
/// A failure of the database.
pub async fn values(
    ctx: &Context<'_>,
    questions: Vec<Question>,
    known_at: Moment,
) -> Result<Vec<Result<Decimal, Obstacle>>> {
    let reference = ctx.reference()?;
    let cases: Vec<_> = questions.into_iter().map(|question| Case::of(question, &reference)).collect();
    let answerable: Vec<Case> = cases.iter().flatten().cloned().collect();
    let sums = QuestionSums::read(ctx, &answerable, Some(known_at)).await?;
    let value = |case: &Result<Case, Obstacle>| {
        let case = case.as_ref().map_err(|obstacle| *obstacle)?;
        let population = *case.question.populations.first().ok_or(Obstacle::Population)?;
        sums.as_ref().ok_or(Obstacle::NoRecords)?.answer(case, population)
    };
    Ok(cases.iter().map(value).collect())
}

impl Case {
    fn of(question: Question, reference: &Reference) -> Result<Case, Obstacle> {
        let place = match &question.scope {
            Named::Country => ReportPlace::Country,
            Named::Province(code) => {
                ReportPlace::Province(reference.province_id(code).ok_or(Obstacle::Scope)?)
            }
            Named::Park(_) => return Err(Obstacle::Scope),
        };
        Ok(Case { question, place })
    }

    /// The sector to which the question is limited.
    fn sector(&self) -> Option<SectorCell> {
        match self.question.only {
            Some(Only::Sector(sector)) => Some(Some(sector)),
            _ => None,
        }
    }

    /// The units in the parks of an owner, if the question is limited to them.
    fn owned(&self) -> Option<Area> {
        let Some(Only::Ownership(ownership)) = self.question.only else { return None };
        let province = if let ReportPlace::Province(id) = self.place { Some(id) } else { None };
        (self.question.computation.way() != Way::Parks).then(|| Area::owned(ownership, province))
    }
}

impl QuestionSums {
    /// Reads what the cases need; none if there is no case.
    async fn read(
        ctx: &Context<'_>,
        cases: &[Case],
        known_at: Option<Moment>,
    ) -> Result<Option<QuestionSums>> {
        if cases.is_empty() {
            return Ok(None);
        }
        let rates = Rates::read(ctx).await?;
        let total = Section::read(ctx, plan(cases, false), &rates, known_at).await?;
        let known_at = total.known_at();
        let sectors = cases.iter().any(|case| case.sector().is_some());
        let by_sector = match sectors {
            true => {
                let of_sectors = cases.iter().filter(|case| case.sector().is_some());
                Some(Section::read(ctx, plan(of_sectors, true), &rates, Some(known_at)).await?)
            }
            false => None,
        };
        let nearly_built = nearly_built(ctx, cases, known_at).await?;
        let reference = ctx.reference_at_least(total.reference_version()).await?;
        let scope = Coverage { place: ReportPlace::Country, population: Population::All };
        let view = Arc::new(ReportContext { scope, known_at, rates, reference });
        Ok(Some(QuestionSums { view, total, by_sector, nearly_built }))
    }

    fn compare(&self, figure: &Figure, case: &Case) -> Comparison {
        let answer = |population: &Population| Answer {
            population: *population,
            value: self.answer(case, *population),
        };
        let answers: Vec<Answer> = case.question.populations.iter().map(answer).collect();
        Comparison::of(&StatedNumber::of(figure), &answers)
    }

    fn answer(&self, case: &Case, population: Population) -> Result<Decimal, Obstacle> {
        let Case { question, .. } = case;
        if question.computation.way() == Way::Parks {
            let parks = self.view.reference.parks().map(|park| &park.park);
            let parks = parks.filter(|park| match &question.scope {
                Named::Province(code) => park.province == *code,
                _ => true,
            });
            return question.answer_by_parks(parks).unwrap_or(Err(Obstacle::Metric));
        }
        if !self.has_records(case) {
            return Err(Obstacle::NoRecords);
        }
        if question.computation.way() == Way::Progress {
            let key = (question.asked.last(), case.place);
            let counted = self.nearly_built.get(&key).copied().unwrap_or_default();
            let in_parks = if population.in_parks() { counted.in_parks } else { 0 };
            let outside = if population.outside_parks() { counted.outside } else { 0 };
            return Ok((in_parks + outside).into());
        }
        let figures = self.figures(case, population);
        let official = self.view.rates.of(RateKind::Official);
        question.answer(&figures, official).unwrap_or(Err(Obstacle::Metric))
    }

    /// Whether the register has an event in the scope and the days of the question, of any population.
    fn has_records(&self, case: &Case) -> bool {
        let days = case.question.asked.days();
        let all = self.total.figures(Coverage { place: case.place, population: Population::All }, None);
        all.0.iter().any(|sum| days.hold(&sum.days))
    }

    fn figures(&self, case: &Case, population: Population) -> Figures {
        if let Some(owned) = case.owned() {
            return self.total.figures_of(Some(owned).filter(|_| population.in_parks()), None);
        }
        let scope = Coverage { place: case.place, population };
        self.section(case).figures(scope, case.sector())
    }

    fn section(&self, case: &Case) -> &Arc<Section> {
        self.by_sector.as_ref().filter(|_| case.sector().is_some()).unwrap_or(&self.total)
    }

    /// The cells of the computed values, by the place of the case. Cases of one way are one batch, so that their events
    /// are listed by one statement.
    fn sources(&self, cases: &[Case], compared: &[Comparison]) -> HashMap<usize, (Way, CellData)> {
        let mut batches: BTreeMap<String, Vec<(usize, CellKey)>> = BTreeMap::new();
        for (number, (case, comparison)) in cases.iter().zip(compared).enumerate() {
            let Comparison::Computed { population, .. } = *comparison else { continue };
            // No list is limited to the parks of an owner.
            if case.owned().is_some() {
                continue;
            }
            let key = CellKey {
                scope: Coverage { place: case.place, population },
                sector: case.sector(),
                period: case.question.asked.days(),
                as_of: case.question.asked.last(),
            };
            let batch = format!("{:?} {}", case.question.computation.way(), key.sector.is_some());
            batches.entry(batch).or_default().push((number, key));
        }
        let mut sources = HashMap::new();
        for batch in batches.into_values() {
            let (numbers, keys): (Vec<_>, Vec<_>) = batch.into_iter().unzip();
            let Some(first) = numbers.first() else { continue };
            let cells = self.section(&cases[*first]).cells(&self.view, keys);
            let way = cases[*first].question.computation.way();
            sources.extend(numbers.into_iter().zip(cells).map(|(number, cell)| (number, (way, cell))));
        }
        sources
    }
}

/// A plan for all areas and days of some cases.
fn plan<'a>(cases: impl IntoIterator<Item = &'a Case>, by_sector: bool) -> SectionPlan {
    let (mut areas, mut periods, mut stocks) = (Vec::new(), Vec::new(), false);
    for case in cases {
        // All events of the place tell whether there are records at all.
        let needed = case.place.areas().into_iter().chain(case.owned());
        areas.extend(needed.filter(|area| !areas.contains(area)).collect::<Vec<_>>());
        let period = match case.question.asked {
            QuestionDays::Over(days) => days,
            QuestionDays::On(day) => {
                stocks = true;
                Days { from: day, to: day }
            }
        };
        if !periods.contains(&period) {
            periods.push(period);
        }
    }
    SectionPlan { areas, periods, stocks, by_sector }
}

/// The units over 60 % progress, for the cases that ask for them.
async fn nearly_built(
    ctx: &Context<'_>,
    cases: &[Case],
    known_at: Moment,
) -> Result<HashMap<(Day, ReportPlace), NearlyBuilt>> {
    let mut asked = Vec::new();
    for case in cases.iter().filter(|case| case.question.computation.way() == Way::Progress) {
        let key = (case.question.asked.last(), case.place);
        if !asked.contains(&key) {
            asked.push(key);
        }
    }
    let province = |place| if let ReportPlace::Province(id) = place { Some(id) } else { None };
    let places: Vec<_> = asked.iter().map(|(day, place)| (*day, province(*place))).collect();
    let counted = construction::nearly_built(ctx.db()?, &places, known_at).await.map_err(failure)?;
    Ok(asked.into_iter().zip(counted).collect())
}
