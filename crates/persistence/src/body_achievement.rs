//! Achievements of executing bodies. Stored sums do not distinguish bodies, because only revivals name one and few targets
//! need it; these are summed from the events.

use sea_orm::FromQueryResult;

use shahrak_domain::event::{Body, EventKind};
use shahrak_domain::moment::Moment;
use shahrak_domain::population::Population;
use shahrak_domain::report::Days;

use crate::db::Db;
use crate::entity::Code;
use crate::error::{Error, Result};
use crate::ledger::row::push_recorded;
use crate::reference_cache::ProvinceId;
use crate::sql::Sql;

/// The sum of the events of one kind that name a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Achievement {
    /// The province of the units.
    pub province_id: ProvinceId,
    /// The body.
    pub body: Body,
    /// The kind of event.
    pub kind: EventKind,
    /// Whether the units are outside parks.
    pub outside: bool,
    /// The number of events.
    pub events: i64,
    /// The persons that they state.
    pub jobs: i64,
    /// The rials that they state.
    pub investment: i128,
}

/// Returns the achievements of bodies by province, in one province or in all, for each period, as known at a moment.
pub async fn achievements(
    db: &Db,
    province: Option<ProvinceId>,
    periods: &[Days],
    known_at: Moment,
) -> Result<Vec<Vec<Achievement>>> {
    let mut query = Sql::new(
        "SELECT period.place, province_id, body, kind::text AS kind, park_id IS NULL AS outside, count(*) AS events,
            COALESCE(sum(jobs), 0)::bigint AS jobs, COALESCE(sum(investment_irr), 0)::text AS investment
        FROM unnest(",
    );
    query.push_bind(periods.iter().map(|days| days.from.date()).collect::<Vec<_>>()).push("::date[], ");
    query.push_bind(periods.iter().map(|days| days.to.date()).collect::<Vec<_>>());
    query.push(
        "::date[]) WITH ORDINALITY AS period (first, last, place)
        JOIN unit_event AS event ON occurred_on BETWEEN period.first AND period.last
        WHERE kind = 'revived' AND body IS NOT NULL",
    );
    if let Some(province) = province {
        query.push(" AND province_id = ").push_bind(province);
    }
    push_recorded(&mut query, "event", "<=", known_at);
    query.push(" AND NOT EXISTS (SELECT FROM unit_event AS later WHERE later.corrects = event.position");
    push_recorded(&mut query, "later", "<=", known_at);
    query.push(") GROUP BY 1, 2, 3, 4, 5");
    let rows: Vec<AchievementRow> = query.rows(&db.heavy()).await?;
    let mut achievements = vec![Vec::new(); periods.len()];
    for row in rows {
        let place = usize::try_from(row.place - 1).map_err(Error::decode)?;
        let of_period =
            achievements.get_mut(place).ok_or_else(|| Error::decode(format!("period {place}")))?;
        of_period.push(row.into_achievement()?);
    }
    Ok(achievements)
}

impl Achievement {
    /// Whether the units are of a population.
    pub fn counts_in(&self, population: Population) -> bool {
        if self.outside { population.outside_parks() } else { population.in_parks() }
    }
}

#[derive(FromQueryResult)]
struct AchievementRow {
    place: i64,
    province_id: ProvinceId,
    body: Code<Body>,
    kind: Code<EventKind>,
    outside: bool,
    events: i64,
    jobs: i64,
    investment: String,
}

impl AchievementRow {
    fn into_achievement(self) -> Result<Achievement> {
        Ok(Achievement {
            province_id: self.province_id,
            body: self.body.0,
            kind: self.kind.0,
            outside: self.outside,
            events: self.events,
            jobs: self.jobs,
            investment: self.investment.parse().map_err(Error::decode)?,
        })
    }
}
