//! A cache of small data that changes rarely (provinces, years, activities, parks): a list of units names its parks and
//! provinces without another statement.
//!
//! `LISTEN` keeps it up to date. Every list also returns the version in the database, so that no answer is built from an
//! older copy ([`ReferenceCache::at_least`]).

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use metrics::counter;
use sea_orm::EntityTrait;
use tokio::sync::Mutex;

use shahrak_domain::activity::IsicRevision;
use shahrak_domain::province::Province;
use shahrak_domain::vocabulary::Vocabulary;

use crate::db::{self, Db};
use crate::entity::{iranian_year, isic_division};
use crate::error::Result;
use crate::list::VERSION;
use crate::metric;
use crate::park::{self, Park, ParkId};
use crate::province;
use crate::sql::Sql;

pub use crate::province::ProvinceId;

/// One version of the cached data.
#[derive(Debug)]
pub struct Reference {
    /// The version in the database that this is a copy of.
    pub version: i64,
    /// The provinces by code, which is also the order of their ids.
    pub provinces: Vec<Province>,
    /// Mottos by year; years without a row have none.
    pub mottos: BTreeMap<i32, Motto>,
    /// Names of ISIC divisions, revision 4, by their two digits.
    pub divisions: BTreeMap<String, String>,
    /// The metrics of announced figures.
    pub vocabulary: Vocabulary,
    parks: HashMap<ParkId, Arc<Park>>,
    park_ids: HashMap<String, ParkId>,
}

/// The motto of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Motto {
    /// In English.
    pub en: Option<String>,
    /// In Persian.
    pub fa: Option<String>,
}

/// The copy in memory.
#[derive(Clone)]
pub struct ReferenceCache {
    db: Db,
    current: Arc<ArcSwap<Reference>>,
    /// One reload at a time; the others wait for it.
    reloading: Arc<Mutex<()>>,
}

impl Reference {
    /// The province with this number.
    pub fn province(&self, id: ProvinceId) -> Option<&Province> {
        self.provinces.get(usize::try_from(id).ok()?.checked_sub(1)?)
    }

    /// The number of the province with this ISO code.
    pub fn province_id(&self, code: &str) -> Option<ProvinceId> {
        let place = self.provinces.iter().position(|province| province.code == code)?;
        ProvinceId::try_from(place + 1).ok()
    }

    /// The park with this number.
    pub fn park(&self, id: ParkId) -> Option<&Arc<Park>> {
        self.parks.get(&id)
    }

    /// All parks, in no order.
    pub fn parks(&self) -> impl Iterator<Item = &Arc<Park>> {
        self.parks.values()
    }

    /// The number of the park with this code.
    pub fn park_id(&self, code: &str) -> Option<ParkId> {
        self.park_ids.get(code).copied()
    }

    /// The name of the division of an activity. Only revision 4 is known by name.
    pub fn division(&self, revision: IsicRevision, division: &str) -> Option<&str> {
        if revision != IsicRevision::Rev4 {
            return None;
        }
        self.divisions.get(division).map(String::as_str)
    }
}

impl ReferenceCache {
    /// Reads the copy.
    pub async fn load(db: Db) -> Result<ReferenceCache> {
        let db = db.control();
        let reference = read(&db).await?;
        Ok(ReferenceCache {
            db,
            current: Arc::new(ArcSwap::from_pointee(reference)),
            reloading: Arc::new(Mutex::new(())),
        })
    }

    /// The copy as it is.
    pub fn current(&self) -> Arc<Reference> {
        self.current.load_full()
    }

    /// A copy of this version or a later one.
    pub async fn at_least(&self, version: i64) -> Result<Arc<Reference>> {
        let current = self.current();
        if current.version >= version {
            return Ok(current);
        }
        let _one_at_a_time = self.reloading.lock().await;
        if self.current().version < version {
            self.current.store(Arc::new(read(&self.db).await?));
            counter!("shahrak_reference_reloads_total").increment(1);
        }
        Ok(self.current())
    }

    /// A copy that is as new as the database.
    pub async fn fresh(&self) -> Result<Arc<Reference>> {
        let version = version(&self.db).await?;
        self.at_least(version).await
    }

    /// Follows the database until the process ends, and reconnects after a lost connection.
    pub async fn follow(self) {
        loop {
            // A connection to a database that is away may stay silent for ever.
            let listened = tokio::select! {
                listened = self.listen() => listened,
                () = self.db.gone() => Ok(()),
            };
            if let Err(error) = listened {
                tracing::warn!(error = %error, "lost the notifications about parks and provinces; trying again");
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
            self.db.back().await;
        }
    }

    async fn listen(&self) -> Result<()> {
        let mut listener = db::listen(self.db.url(), "reference_changed").await?;
        loop {
            // Read the copy after LISTEN: earlier changes send no notification.
            self.fresh().await?;
            // `try_recv` ends with None when the connection was lost.
            if listener.try_recv().await?.is_none() {
                return Ok(());
            }
        }
    }
}

async fn read(db: &Db) -> Result<Reference> {
    // The version comes first: if the rest is newer, the next check only causes one more read.
    let version = version(db).await?;
    let parks = park::all(db).await?;
    Ok(Reference {
        version,
        provinces: province::all(db).await?,
        mottos: mottos(db).await?,
        divisions: divisions(db).await?,
        vocabulary: metric::all(db).await?,
        park_ids: parks.iter().map(|park| (park.park.code.clone(), park.id)).collect(),
        parks: parks.into_iter().map(|park| (park.id, Arc::new(park))).collect(),
    })
}

async fn version(db: &Db) -> Result<i64> {
    Sql::new(format!("SELECT {VERSION}")).value(db).await
}

async fn mottos(db: &Db) -> Result<BTreeMap<i32, Motto>> {
    let rows = iranian_year::Entity::find().all(db).await?;
    let motto = |row: iranian_year::Model| (row.number.into(), Motto { en: row.motto_en, fa: row.motto_fa });
    Ok(rows.into_iter().map(motto).collect())
}

async fn divisions(db: &Db) -> Result<BTreeMap<String, String>> {
    let rows = isic_division::Entity::find().all(db).await?;
    Ok(rows.into_iter().map(|row| (row.code, row.name)).collect())
}
