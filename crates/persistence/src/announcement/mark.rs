//! Marks of figures: whether series use them.

use sea_orm::{ActiveModelTrait, ActiveValue, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use shahrak_domain::actor::Actor;
use shahrak_domain::announcement::Mark;

use super::Recording;
use crate::db::Db;
use crate::entity::{Code, figure_mark};
use crate::error::Result;
use crate::ledger::sums;
use crate::tx::Tx;

/// A mark of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureMark {
    /// The code of the figure.
    pub figure: String,
    /// Its place among all marks: a later one is greater.
    pub place: i32,
    /// What it says.
    pub mark: Mark,
    /// When and by whom it was recorded.
    pub recording: Recording,
}

/// All marks of the figures with these codes, the earliest first.
pub async fn marks_of(db: &Db, codes: Vec<String>) -> Result<Vec<FigureMark>> {
    read(db, codes).await
}

pub(super) async fn read(db: &impl ConnectionTrait, codes: Vec<String>) -> Result<Vec<FigureMark>> {
    use figure_mark::COLUMN;

    let marks = figure_mark::Entity::find().filter(COLUMN.figure_code.eq_any(codes));
    let marks = marks.order_by_asc(COLUMN.place).all(db).await?;
    Ok(marks.into_iter().map(figure_mark::Model::into_mark).collect())
}

/// Marks a figure that is [locked](super::lock). The mark is recorded at the ledger's moment: the ledger is open from here
/// to the end of the transaction, so this comes last.
pub async fn mark(tx: &Tx, code: &str, used: bool, reason: &str, recorder: &Actor) -> Result<()> {
    let opened = sums::open(tx).await?;
    let row = figure_mark::ActiveModel {
        figure_code: ActiveValue::Set(code.to_owned()),
        place: ActiveValue::NotSet,
        used: ActiveValue::Set(used),
        reason: ActiveValue::Set(reason.to_owned()),
        recorded_at: ActiveValue::Set(opened.moment),
        recorded_by: ActiveValue::Set(recorder.name.clone()),
        recorder_role: ActiveValue::Set(Some(Code(recorder.role.name()))),
        recorder_organisation: ActiveValue::Set(recorder.organisation.clone()),
    };
    row.insert(tx).await?;
    opened.close(tx, opened.last_position).await
}

impl figure_mark::Model {
    fn into_mark(self) -> FigureMark {
        FigureMark {
            figure: self.figure_code,
            place: self.place,
            mark: Mark { used: self.used, reason: self.reason, recorded_at: self.recorded_at },
            recording: Recording {
                at: self.recorded_at,
                by: self.recorded_by,
                role: self.recorder_role.map(|role| role.0),
                organisation: self.recorder_organisation,
            },
        }
    }
}
