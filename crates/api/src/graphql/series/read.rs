//! What a series needs, read by a few statements whatever its length: figures, marks, targets, and the computed values of
//! all years and months together.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use async_graphql::{Context, Result};
use rust_decimal::Decimal;

use shahrak_domain::announcement::Measure;
use shahrak_domain::code::Coded;
use shahrak_domain::comparison::{Obstacle, Question};
use shahrak_domain::report::Days;
use shahrak_domain::series::{Candidate, Point, announced_populations, point, used};
use shahrak_domain::year::{IranianMonth, IranianYear};
use shahrak_domain::yearly_target::{Revision, Target};
use shahrak_messages::message;
use shahrak_persistence::announcement::{self as stored, FigureFilter, FigureMark, FigureScope};
use shahrak_persistence::reference_cache::Reference;
use shahrak_persistence::yearly_target;

use super::{Computed, Points, Series, SeriesChoice, SeriesFigure, SeriesMonth, SeriesQuestion, SeriesYear};
use crate::graphql::announcement::Figure;
use crate::graphql::common::context::{ContextExt, bad_input, failure};
use crate::graphql::comparison::values;

/// The maximum number of figures of a series.
const MOST_FIGURES: u32 = 1_000;

/// Reads a series.
///
/// # Errors
/// `BAD_USER_INPUT` if it has too many figures; a failure of the database.
pub(super) async fn series(
    ctx: &Context<'_>,
    reference: Arc<Reference>,
    asked: SeriesQuestion,
) -> Result<Series> {
    let figures = figures(ctx, &reference, &asked).await?;
    let marks = marks(ctx, &asked, &figures).await?;
    let targets = targets(ctx, &reference, &asked).await?;

    let shown = Figure::of_batch(reference.clone(), &figures, Some(asked.known_at));
    let (mut of_years, mut of_months) = (Points::new(), Points::new());
    let mut years: HashMap<(IranianYear, Measure), Vec<usize>> = HashMap::new();
    let mut months: HashMap<(IranianMonth, Measure), Vec<usize>> = HashMap::new();
    for (index, row) in figures.iter().enumerate() {
        let measure = row.figure.measure;
        let (year, month) = match point(&row.figure) {
            Some(Point::Year(year)) => (Some(year), None),
            // A target for a month is not compared with anything by month.
            Some(Point::Month(month)) if measure == Measure::Target => (Some(month.year), None),
            Some(Point::Month(month)) => (None, Some(month)),
            Some(Point::Both(month)) => (Some(month.year), Some(month)),
            None => (None, None),
        };
        if let Some(year) = year {
            years.entry((year, measure)).or_default().push(index);
        }
        if let Some(month) = month {
            months.entry((month, measure)).or_default().push(index);
        }
    }
    let in_force = |year: IranianYear| {
        let day = asked.as_of.min(year.ends_on());
        let decided = targets.get(&year)?.iter().rev().find(|revision| revision.decided_on <= day);
        decided.map(|revision| revision.value)
    };
    choose(years, &figures, &shown, &marks, in_force, &mut of_years);
    choose(months, &figures, &shown, &marks, |month| in_force(month.year), &mut of_months);
    let measure = asked.metric.measure;
    let mut with_figures: Vec<IranianMonth> =
        of_months.keys().filter(|(_, of)| *of == measure).map(|(month, _)| *month).collect();
    if asked.every_month {
        let begun = |month: &IranianMonth| month.starts_on() <= asked.as_of;
        with_figures.extend(asked.years.iter().flat_map(|year| year.months()).filter(begun));
    }
    with_figures.sort_unstable_by_key(|month| (month.year, month.number));
    with_figures.dedup();

    let mut computed = computed(ctx, &asked, &with_figures).await?.into_iter();
    let of_year: Vec<Computed> = computed.by_ref().take(asked.years.len()).collect();
    let mut with_values: Vec<(IranianMonth, Computed)> = with_figures.into_iter().zip(computed).collect();
    let years = asked.years.iter().zip(of_year).map(|(year, computed)| {
        let rest = with_values.split_off(with_values.partition_point(|(month, _)| month.year <= *year));
        let own = std::mem::replace(&mut with_values, rest);
        let month = |(month, computed): (IranianMonth, Computed)| SeriesMonth {
            number: i32::from(month.number),
            announced: of_months.remove(&(month, measure)).unwrap_or_default(),
            computed,
        };
        SeriesYear {
            reference: reference.clone(),
            year: *year,
            announced: of_years.remove(&(*year, measure)).unwrap_or_default(),
            promised: of_years.remove(&(*year, Measure::Target)).unwrap_or_default(),
            revisions: targets.get(year).cloned().unwrap_or_default(),
            as_of: asked.as_of,
            computed,
            months: own.into_iter().map(month).collect(),
        }
    });
    let years = years.collect();
    Ok(Series { asked, reference, years })
}

/// The figures of the series, in the order in which they are listed.
async fn figures(
    ctx: &Context<'_>,
    reference: &Reference,
    asked: &SeriesQuestion,
) -> Result<Vec<stored::Figure>> {
    let (Some(first), Some(last)) = (asked.years.first(), asked.years.last()) else { return Ok(Vec::new()) };
    let filter = FigureFilter {
        metrics: Some(asked.metric.codes().map(str::to_owned).collect()),
        measures: Some(vec![asked.metric.measure, Measure::Target]),
        populations: Some(announced_populations(asked.population)),
        scope: Some(match reference.province_id(asked.scope.code()) {
            Some(id) => FigureScope::Province(id),
            None => FigureScope::Country,
        }),
        unit: Some(asked.metric.unit.clone()),
        ends_in: Some((first.starts_on(), last.ends_on())),
        known_at: Some(asked.known_at),
        ..FigureFilter::default()
    };
    let mut rows = stored::first(ctx.db()?, &filter, MOST_FIGURES + 1).await.map_err(failure)?;
    if rows.len() > MOST_FIGURES as usize {
        return Err(bad_input("to", message!("series-figures", most = MOST_FIGURES)));
    }
    rows.retain(|row| row.announcement.source.announced_on.is_none_or(|day| day <= asked.as_of));
    rows.sort_by_key(|row| (row.figure.period_to, row.announcement.source.announced_on));
    Ok(rows)
}

/// The marks in force, by the code of the figure.
async fn marks(
    ctx: &Context<'_>,
    asked: &SeriesQuestion,
    figures: &[stored::Figure],
) -> Result<HashMap<String, FigureMark>> {
    if figures.is_empty() {
        return Ok(HashMap::new());
    }
    let codes = figures.iter().map(|row| row.figure.code.clone()).collect();
    let marks = stored::marks_of(ctx.db()?, codes).await.map_err(failure)?;
    let known = marks.into_iter().filter(|mark| mark.recording.at <= asked.known_at);
    Ok(known.map(|mark| (mark.figure.clone(), mark)).collect())
}

/// The revisions of the targets of all bodies, by year.
async fn targets(
    ctx: &Context<'_>,
    reference: &Reference,
    asked: &SeriesQuestion,
) -> Result<HashMap<IranianYear, Vec<Revision>>> {
    let province = reference.province_id(asked.scope.code());
    let targets =
        yearly_target::of_scope(ctx.db()?, &asked.years, province, asked.known_at).await.map_err(failure)?;
    let counts = |target: &Target| {
        target.metric.code() == asked.metric.code
            && target.population == asked.population
            && target.body.is_none()
    };
    let targets = targets.into_iter().map(|stored| stored.target).filter(counts);
    let decided = |target: Target| {
        let revisions = target.revisions.into_iter().filter(|revision| revision.decided_on <= asked.as_of);
        (target.year, revisions.collect())
    };
    Ok(targets.map(decided).collect())
}

/// Lists the figures of each point, and says which of them the series uses.
fn choose<K: Eq + Hash + Copy>(
    points: HashMap<(K, Measure), Vec<usize>>,
    rows: &[stored::Figure],
    shown: &[Figure],
    marks: &HashMap<String, FigureMark>,
    in_force: impl Fn(K) -> Option<Decimal>,
    of: &mut Points<K>,
) {
    for (key, indices) in points {
        let candidate = |index: &usize| {
            let row = rows.get(*index)?;
            let mark = marks.get(&row.figure.code).map(|mark| (mark.place, &mark.mark));
            let announced_on = row.announcement.source.announced_on;
            Some(Candidate { figure: &row.figure, announced_on, mark })
        };
        let candidates: Vec<Candidate<'_>> = indices.iter().filter_map(candidate).collect();
        let chosen = used(&candidates, in_force(key.0)).map(|figure| figure.code.clone());
        let figure = |(candidate, index): (&Candidate<'_>, &usize)| {
            let choice = if candidate.is_marked(true) { SeriesChoice::Marked } else { SeriesChoice::Rule };
            let is_used = chosen.as_ref() == Some(&candidate.figure.code);
            Some(SeriesFigure { figure: shown.get(*index)?.clone(), used: is_used.then_some(choice) })
        };
        of.insert(key, candidates.iter().zip(&indices).filter_map(figure).collect());
    }
}

/// The computed values of the years, then of the months.
async fn computed(
    ctx: &Context<'_>,
    asked: &SeriesQuestion,
    months: &[IranianMonth],
) -> Result<Vec<Computed>> {
    let years = asked.years.iter().map(|year| Days { from: year.starts_on(), to: year.ends_on() });
    let months = months.iter().map(|month| Days { from: month.starts_on(), to: month.ends_on() });
    let mut all: Vec<Computed> = Vec::new();
    let (mut questions, mut places) = (Vec::new(), Vec::new());
    for (place, days) in years.chain(months).enumerate() {
        let to = days.to.min(asked.as_of);
        let begun = days.from <= asked.as_of;
        let days = Days { from: days.from, to };
        let question = Question::of_series(&asked.metric, &asked.scope, asked.population, days);
        let obstacle = if question.is_none() { Obstacle::Metric } else { Obstacle::Period };
        all.push(Computed { value: Err(obstacle), to: if begun { to } else { days.from } });
        if let Some(question) = question.filter(|_| begun) {
            questions.push(question);
            places.push(place);
        }
    }
    let values = values(ctx, questions, asked.known_at).await?;
    for (place, value) in places.into_iter().zip(values) {
        if let Some(computed) = all.get_mut(place) {
            computed.value = value;
        }
    }
    Ok(all)
}
