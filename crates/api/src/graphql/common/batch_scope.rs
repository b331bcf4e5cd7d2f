//! The scope of a batch: what objects that were loaded together share.

use std::sync::Arc;

use shahrak_persistence::park::{Park, ParkId};
use shahrak_persistence::reference_cache::{ProvinceId, Reference};
use shahrak_persistence::unit::Unit;
pub use shahrak_persistence::unit::View;

use crate::graphql::common::batch::Batch;

/// What objects that were loaded together share: the reference data that names provinces and parks, the view, and the
/// batches in which further fields are loaded.
pub struct BatchScope {
    /// Provinces, parks and activities in memory.
    pub reference: Arc<Reference>,
    /// The view of the units; none for today and now.
    pub view: Option<View>,
    /// Whether the units already have the states of the view. Units of today and now do.
    pub stated: bool,
    /// The provinces of the batch.
    pub provinces: Arc<Batch>,
    /// The parks of the batch.
    pub parks: Arc<Batch>,
    /// The units of the batch.
    pub units: Arc<Batch>,
}

impl BatchScope {
    /// A batch of units, with their parks and provinces.
    pub fn of_units<'a>(
        reference: Arc<Reference>,
        view: Option<View>,
        units: impl Iterator<Item = &'a Unit> + Clone,
    ) -> Arc<BatchScope> {
        let parks = units.clone().filter_map(|unit| unit.park_id);
        // A unit may be shown as it stood before its park came to lie in another province.
        let of_parks = parks.clone().filter_map(|id| Some(reference.park(id)?.province_id));
        let provinces: Vec<_> = units.clone().map(|unit| unit.province_id).chain(of_parks).collect();
        BatchScope::new(reference, view, provinces, parks, units.map(|unit| unit.id))
    }

    /// A batch of one unit whose state is that of the view, with its park and province.
    pub fn of_stated_unit(reference: Arc<Reference>, view: View, unit: &Unit) -> Arc<BatchScope> {
        let mut batch = BatchScope::of_units(reference, Some(view), std::iter::once(unit));
        if let Some(batch) = Arc::get_mut(&mut batch) {
            batch.stated = true;
        }
        batch
    }

    /// A batch of one park with the facts that it had at the time.
    pub fn of_park(reference: Arc<Reference>, park: &Park) -> Arc<BatchScope> {
        BatchScope::new(reference, None, [park.province_id], [park.id], [])
    }

    /// A batch of parks, with their provinces.
    pub fn of_parks(reference: Arc<Reference>, parks: &[ParkId]) -> Arc<BatchScope> {
        let provinces: Vec<ProvinceId> =
            parks.iter().filter_map(|id| Some(reference.park(*id)?.province_id)).collect();
        BatchScope::new(reference, None, provinces, parks.iter().copied(), [])
    }

    /// A batch of provinces.
    pub fn of_provinces(
        reference: Arc<Reference>,
        provinces: impl IntoIterator<Item = ProvinceId>,
    ) -> Arc<BatchScope> {
        BatchScope::new(reference, None, provinces, [], [])
    }

    /// A batch of provinces and parks, with the provinces of the parks.
    pub fn of_places(
        reference: Arc<Reference>,
        mut provinces: Vec<ProvinceId>,
        parks: Vec<ParkId>,
    ) -> Arc<BatchScope> {
        provinces.extend(parks.iter().filter_map(|id| Some(reference.park(*id)?.province_id)));
        BatchScope::new(reference, None, provinces, parks, [])
    }

    fn new(
        reference: Arc<Reference>,
        view: Option<View>,
        provinces: impl IntoIterator<Item = ProvinceId>,
        parks: impl IntoIterator<Item = ParkId>,
        units: impl IntoIterator<Item = i64>,
    ) -> Arc<BatchScope> {
        let provinces = Batch::new(provinces.into_iter().map(i64::from));
        let parks = Batch::new(parks.into_iter().map(i64::from));
        let units = Batch::new(units);
        Arc::new(BatchScope {
            reference,
            view,
            stated: view.is_none(),
            provinces: Arc::new(provinces),
            parks: Arc::new(parks),
            units: Arc::new(units),
        })
    }
}
