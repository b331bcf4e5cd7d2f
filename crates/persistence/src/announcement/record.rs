//! Recording announcements and figures.

use std::collections::HashMap;

use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, QueryFilter, TryInsertResult};

use shahrak_domain::actor::Actor;
use shahrak_domain::announcement::{DateBasis, Figure, Source};
use shahrak_domain::day::Day;
use shahrak_domain::moment::Moment;

use super::AnnouncementId;
use crate::entity::{Code, announced_figure, announcement};
use crate::error::{Error, Result};
use crate::ledger::sums;
use crate::lock::Lock;
use crate::province::number_of;
use crate::tx::Tx;

/// The recorded announcement of a source, and the recorded figures with some codes.
#[derive(Clone, Debug, Default)]
pub struct RecordedSource {
    /// The announcement: its number and the basis of its day.
    announcement: Option<(AnnouncementId, DateBasis)>,
    /// The figures by code, each with its source.
    figures: HashMap<String, (Source, Figure)>,
}

impl RecordedSource {
    /// The basis of the day of the announcement, if it is recorded.
    pub fn basis(&self) -> Option<DateBasis> {
        self.announcement.map(|(_, basis)| basis)
    }

    /// The figure with a code and its source.
    pub fn figure(&self, code: &str) -> Option<(&Source, &Figure)> {
        self.figures.get(code).map(|(source, figure)| (source, figure))
    }
}

/// Finds the announcement of a source, if the source is known, and the figures with these codes.
pub async fn recorded(tx: &Tx, source: Option<&Source>, codes: &[&str]) -> Result<RecordedSource> {
    Lock::Announcements.lock_shared(tx).await?;
    let announcement = match source {
        Some(source) => find(tx, source).await?.map(|row| (row.id, row.date_basis.0)),
        None => None,
    };
    let figures =
        announced_figure::Entity::find().filter(announced_figure::Column::Code.is_in(codes.to_vec()));
    let rows = figures.find_also_related(announcement::Entity).all(tx).await?;
    let mut figures = HashMap::new();
    for (figure, announcement) in rows {
        let announcement = announcement.ok_or_else(|| Error::decode("a figure of no announcement"))?;
        figures.insert(figure.code.clone(), (announcement.into_announcement().source, figure.into_figure()));
    }
    Ok(RecordedSource { announcement, figures })
}

/// Adds figures to the announcement of a source, which is added with the first of them; its number. None if somebody else
/// has added it or a figure with one of the codes meanwhile: then the change is decided again. The figures are recorded at
/// the ledger's moment: the ledger is open from here to the end of the transaction, so this comes last.
pub async fn add(
    tx: &Tx,
    source: &Source,
    figures: Vec<&Figure>,
    recorded: &RecordedSource,
    recorder: &Actor,
) -> Result<Option<AnnouncementId>> {
    let Some(id) = announcement_of(tx, source, recorded).await? else { return Ok(None) };
    if figures.is_empty() {
        return Ok(Some(id));
    }
    let opened = sums::open(tx).await?;
    let figures = figures.into_iter().map(|figure| (id, figure)).collect();
    if !insert(tx, figures, opened.moment, recorder).await? {
        return Ok(None);
    }
    opened.close(tx, opened.last_position).await?;
    Ok(Some(id))
}

/// The number of the announcement of a source, which is added if it is not recorded. None if somebody else has added it
/// meanwhile.
pub(super) async fn announcement_of(
    tx: &Tx,
    source: &Source,
    recorded: &RecordedSource,
) -> Result<Option<AnnouncementId>> {
    match recorded.announcement {
        Some((id, _)) => Ok(Some(id)),
        None => add_announcement(tx, source).await,
    }
}

/// Adds figures of announcements; false if somebody else has added one with the same code.
pub(super) async fn insert(
    tx: &Tx,
    mut figures: Vec<(AnnouncementId, &Figure)>,
    moment: Moment,
    recorder: &Actor,
) -> Result<bool> {
    // In the order of codes: two who add the same codes cannot wait for each other.
    figures.sort_by(|(_, one), (_, other)| one.code.cmp(&other.code));
    let count = figures.len() as u64;
    let rows = figures.into_iter().map(|(id, figure)| row(id, figure, moment, recorder));
    let rows = announced_figure::Entity::insert_many(rows).on_conflict_do_nothing();
    let added = rows.exec_without_returning(tx).await?;
    Ok(matches!(added, TryInsertResult::Inserted(added) if added == count))
}

async fn find(tx: &Tx, source: &Source) -> Result<Option<announcement::Model>> {
    use announcement::{Column, Entity};

    let of_day = match source.announced_on {
        Some(day) => Column::AnnouncedOn.eq(day.date()),
        None => Column::AnnouncedOn.is_null(),
    };
    Ok(Entity::find().filter(Column::Source.eq(&*source.address)).filter(of_day).one(tx).await?)
}

async fn add_announcement(tx: &Tx, source: &Source) -> Result<Option<AnnouncementId>> {
    use announcement::{ActiveModel, Column, Entity};

    let row = ActiveModel {
        id: ActiveValue::NotSet,
        announced_on: ActiveValue::Set(source.announced_on.map(Day::date)),
        date_basis: ActiveValue::Set(Code(source.date_basis)),
        source: ActiveValue::Set(source.address.clone()),
    };
    let key = [Column::Source, Column::AnnouncedOn];
    Ok(match Entity::insert(row).on_conflict_do_nothing_on(key).exec_with_returning_many(tx).await? {
        TryInsertResult::Inserted(rows) => rows.first().map(|row| row.id),
        TryInsertResult::Conflicted | TryInsertResult::Empty => None,
    })
}

fn row(
    announcement_id: AnnouncementId,
    figure: &Figure,
    recorded_at: Moment,
    recorder: &Actor,
) -> announced_figure::ActiveModel {
    let figure = figure.clone();
    announced_figure::Model {
        code: figure.code,
        announcement_id,
        speaker: figure.speaker,
        organisation: figure.organisation,
        province_id: number_of(&figure.scope),
        population: Code(figure.population),
        metric: figure.metric,
        measure: Code(figure.measure),
        hedge: figure.hedge.map(Code),
        low: figure.low,
        high: figure.high,
        unit: figure.unit,
        period_from: figure.period_from.map(Day::date),
        period_to: figure.period_to.map(Day::date),
        quote: figure.quote,
        note: figure.note,
        recorded_at,
        recorded_by: recorder.name.clone(),
        recorder_role: Some(Code(recorder.role.name())),
        recorder_organisation: recorder.organisation.clone(),
    }
    .into()
}
