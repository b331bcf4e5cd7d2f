//! What things that were listed together have in common.

use std::sync::Arc;

use shahrak_domain::day::Day;
use shahrak_domain::moment::Moment;
use shahrak_persistence::park::{Park, ParkId};
use shahrak_persistence::snapshot::{ProvinceId, Reference};
use shahrak_persistence::unit::Unit;

use crate::graphql::together::Together;

/// A day and a moment of knowledge by which units are seen, instead of today and now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// What had happened by this day.
    pub as_of: Day,
    /// What had been recorded by this moment; by now, if none is given.
    pub known_at: Option<Moment>,
}

/// What things that were listed together have in common: the copy of provinces and parks that names them, the day
/// and the knowledge by which they are seen, and each other.
pub struct Company {
    /// Provinces, parks and activities as they are in memory.
    pub reference: Arc<Reference>,
    /// How units are seen; none for today and now.
    pub view: Option<View>,
    /// Whether the units have the states that the view shows, as they have those of today and now.
    pub stated: bool,
    /// The provinces among them.
    pub provinces: Arc<Together>,
    /// The parks among them.
    pub parks: Arc<Together>,
    /// The units among them.
    pub units: Arc<Together>,
}

impl Company {
    /// Units, and the parks and provinces that they stand in.
    pub fn of_units<'a>(
        reference: Arc<Reference>,
        view: Option<View>,
        units: impl Iterator<Item = &'a Unit> + Clone,
    ) -> Arc<Company> {
        let parks = units.clone().filter_map(|unit| unit.park_id);
        // A unit may be shown as it stood before its park came to lie in another province.
        let of_parks = parks.clone().filter_map(|id| Some(reference.park(id)?.province_id));
        let provinces: Vec<_> = units.clone().map(|unit| unit.province_id).chain(of_parks).collect();
        Company::new(reference, view, provinces, parks, units.map(|unit| unit.id))
    }

    /// A unit in the state that the view shows, and the park and the province that it stands in.
    pub fn of_stated_unit(reference: Arc<Reference>, view: View, unit: &Unit) -> Arc<Company> {
        let mut company = Company::of_units(reference, Some(view), std::iter::once(unit));
        if let Some(company) = Arc::get_mut(&mut company) {
            company.stated = true;
        }
        company
    }

    /// A park as it stood.
    pub fn of_park(reference: Arc<Reference>, park: &Park) -> Arc<Company> {
        Company::new(reference, None, [park.province_id], [park.id], [])
    }

    /// Parks, and the provinces that they lie in.
    pub fn of_parks(reference: Arc<Reference>, parks: &[ParkId]) -> Arc<Company> {
        let provinces: Vec<ProvinceId> =
            parks.iter().filter_map(|id| Some(reference.park(*id)?.province_id)).collect();
        Company::new(reference, None, provinces, parks.iter().copied(), [])
    }

    /// Provinces.
    pub fn of_provinces(
        reference: Arc<Reference>,
        provinces: impl IntoIterator<Item = ProvinceId>,
    ) -> Arc<Company> {
        Company::new(reference, None, provinces, [], [])
    }

    fn new(
        reference: Arc<Reference>,
        view: Option<View>,
        provinces: impl IntoIterator<Item = ProvinceId>,
        parks: impl IntoIterator<Item = ParkId>,
        units: impl IntoIterator<Item = i64>,
    ) -> Arc<Company> {
        let provinces = Together::new(provinces.into_iter().map(i64::from));
        let parks = Together::new(parks.into_iter().map(i64::from));
        let units = Together::new(units);
        Arc::new(Company {
            reference,
            view,
            stated: view.is_none(),
            provinces: Arc::new(provinces),
            parks: Arc::new(parks),
            units: Arc::new(units),
        })
    }
}
