//! Corrections of figures: records that put others out of effect.

use std::collections::HashMap;

use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};

use shahrak_domain::actor::Actor;
use shahrak_domain::announcement::{self, FigureStanding, Source};

use super::mark::{self, FigureMark};
use super::record::{announcement_of, insert, recorded};
use super::row::FigureRow;
use super::{AnnouncementId, Figure, Recording};
use crate::db::Db;
use crate::entity::{Code, announced_figure, announcement as entity, figure_correction};
use crate::error::{Error, Result};
use crate::ledger::sums;
use crate::lock::Lock;
use crate::tx::Tx;

/// A record that puts a figure out of effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureCorrection {
    /// The code of the figure.
    pub figure: String,
    /// The code of the record that replaces it; none if it is void.
    pub replaced_by: Option<String>,
    /// Why.
    pub reason: String,
    /// When and by whom it was recorded.
    pub recording: Recording,
}

/// A figure, locked against other corrections and marks until the end of the transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockedFigure {
    /// The figure.
    pub figure: Figure,
    /// Whether it is in force.
    pub standing: FigureStanding,
}

/// A correction that is to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCorrection<'a> {
    /// The code of the figure.
    pub figure: &'a str,
    /// The new record, with its source; none to void the figure.
    pub replacement: Option<(&'a Source, &'a announcement::Figure)>,
    /// Why.
    pub reason: &'a str,
}

/// The corrections of the figures with these codes, and those that these figures make.
pub async fn corrections_of(db: &Db, codes: &[String]) -> Result<Vec<FigureCorrection>> {
    use figure_correction::Column;

    let of = Column::FigureCode.is_in(codes.to_vec()).or(Column::ReplacedBy.is_in(codes.to_vec()));
    let rows = figure_correction::Entity::find().filter(of).order_by_asc(Column::FigureCode).all(db).await?;
    Ok(rows.into_iter().map(figure_correction::Model::into_correction).collect())
}

/// Locks the figures with these codes, by code.
pub async fn lock(tx: &Tx, codes: &[&str]) -> Result<HashMap<String, LockedFigure>> {
    use announced_figure::Column;

    Lock::Announcements.lock_shared(tx).await?;
    let figures = announced_figure::Entity::find().filter(Column::Code.is_in(codes.to_vec()));
    let figures = figures.order_by_asc(Column::Code).lock_exclusive().all(tx).await?;
    let announcements = announcements_of(tx, &figures).await?;
    // Only now, so that corrections by others that were waited for are seen.
    let standings = standings(tx, codes).await?;
    let locked = |figure: announced_figure::Model| {
        let announcement = announcements.get(&figure.announcement_id).cloned();
        let announcement = announcement.ok_or_else(|| Error::decode("a figure of no announcement"))?;
        let standing = standings.get(&figure.code).cloned().unwrap_or(FigureStanding::InForce);
        let figure = FigureRow { figure, announcement }.into_figure();
        Ok((figure.figure.code.clone(), LockedFigure { figure, standing }))
    };
    figures.into_iter().map(locked).collect()
}

async fn announcements_of(
    tx: &Tx,
    figures: &[announced_figure::Model],
) -> Result<HashMap<AnnouncementId, entity::Model>> {
    let ids = figures.iter().map(|figure| figure.announcement_id);
    let rows = entity::Entity::find().filter(entity::Column::Id.is_in(ids)).all(tx).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The standings of figures that are not in force.
async fn standings(tx: &Tx, codes: &[&str]) -> Result<HashMap<String, FigureStanding>> {
    use figure_correction::Column;

    let of = Column::FigureCode.is_in(codes.to_vec());
    let rows = figure_correction::Entity::find().filter(of).all(tx).await?;
    let standing = |row: figure_correction::Model| {
        (row.figure_code, row.replaced_by.map_or(FigureStanding::Void, FigureStanding::Replaced))
    };
    Ok(rows.into_iter().map(standing).collect())
}

impl LockedFigure {
    /// Its marks, the earliest first.
    pub async fn marks(&self, tx: &Tx) -> Result<Vec<FigureMark>> {
        mark::read(tx, vec![self.figure.figure.code.clone()]).await
    }
}

/// Records corrections of figures that are [locked](lock). False if somebody else has recorded an announcement or a code
/// meanwhile: then the corrections are decided again. They are recorded at the ledger's moment: the ledger is open from here
/// to the end of the transaction, so this comes last.
pub async fn correct(tx: &Tx, corrections: &[NewCorrection<'_>], recorder: &Actor) -> Result<bool> {
    let mut figures = Vec::new();
    for (source, figure) in corrections.iter().filter_map(|correction| correction.replacement) {
        let there = recorded(tx, Some(source), &[]).await?;
        let Some(id) = announcement_of(tx, source, &there).await? else { return Ok(false) };
        figures.push((id, figure));
    }
    let opened = sums::open(tx).await?;
    if !figures.is_empty() && !insert(tx, figures, opened.moment, recorder).await? {
        return Ok(false);
    }
    let row = |correction: &NewCorrection<'_>| figure_correction::ActiveModel {
        figure_code: ActiveValue::Set(correction.figure.to_owned()),
        replaced_by: ActiveValue::Set(correction.replacement.map(|(_, figure)| figure.code.clone())),
        reason: ActiveValue::Set(correction.reason.to_owned()),
        recorded_at: ActiveValue::Set(opened.moment),
        recorded_by: ActiveValue::Set(recorder.name.clone()),
        recorder_role: ActiveValue::Set(Some(Code(recorder.role.name()))),
        recorder_organisation: ActiveValue::Set(recorder.organisation.clone()),
    };
    figure_correction::Entity::insert_many(corrections.iter().map(row)).exec_without_returning(tx).await?;
    opened.close(tx, opened.last_position).await?;
    Ok(true)
}

impl figure_correction::Model {
    fn into_correction(self) -> FigureCorrection {
        FigureCorrection {
            figure: self.figure_code,
            replaced_by: self.replaced_by,
            reason: self.reason,
            recording: Recording {
                at: self.recorded_at,
                by: self.recorded_by,
                role: self.recorder_role.map(|role| role.0),
                organisation: self.recorder_organisation,
            },
        }
    }
}
