//! The facts of a park in inputs, parsed field by field.

use std::ops::Deref;

use async_graphql::{InputObject, MaybeUndefined};
use rust_decimal::Decimal as Number;

use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::edit::{Edit, pair};
use shahrak_domain::park::{self, Coordinates, Infrastructure, Land, ParkChange};
use shahrak_domain::parse;
use shahrak_domain::province::{Name, Province};
use shahrak_domain::violation::Violations;

use crate::graphql::support::enums::{InfrastructureLine, Ownership, ParkKind};
use crate::graphql::support::mutation::idempotency_key;
use crate::graphql::support::stale::StatedValue;
use crate::graphql::support::unparsed::{Date, Decimal};
use crate::graphql::support::update_field::{code, text, value};

/// A new park.
#[derive(InputObject, Clone, Debug)]
pub struct ParkRegisterInput {
    /// Code of the park: 1 to 64 Latin letters, digits and `-_./:`. It never changes.
    pub code: String,
    /// The province in which the park lies (ISO 3166-2 code of 2020, for example `IR-09`).
    pub province: String,
    /// The county in which the park lies.
    pub county: Option<String>,
    /// Name in English.
    pub name_en: String,
    /// Name in Persian.
    pub name_fa: Option<String>,
    /// The legal form of the park.
    pub kind: ParkKind,
    /// The owner of the park.
    pub ownership: Ownership,
    /// The day on which the park was approved.
    pub approved_on: Date,
    /// The first day on which land of the park was assigned.
    pub operating_since: Option<Date>,
    /// The day on which the park closed.
    pub closed_on: Option<Date>,
    /// Total area in hectares.
    pub land_total_ha: Option<Decimal>,
    /// Area with finished infrastructure, in hectares.
    pub land_operational_ha: Option<Decimal>,
    /// Area that is ready to be assigned, in hectares.
    pub land_assignable_ha: Option<Decimal>,
    /// Degrees north of the equator, −90 to 90. Requires the longitude.
    pub latitude: Option<Decimal>,
    /// Degrees east of Greenwich, −180 to 180. Requires the latitude.
    pub longitude: Option<Decimal>,
    #[doc = idempotency_key!()]
    pub idempotency_key: Option<String>,
}

/// Facts of a park to change. An omitted field stays as it is; null means that the value is not known.
#[derive(InputObject, Clone, Debug)]
pub struct ParkUpdateInput {
    /// Code of the park.
    pub code: String,
    /// The province in which the park lies (ISO 3166-2 code of 2020, for example `IR-09`). It can no longer change once
    /// a unit of the park has an event.
    pub province: MaybeUndefined<String>,
    /// The county in which the park lies.
    pub county: MaybeUndefined<String>,
    /// Name in English.
    pub name_en: MaybeUndefined<String>,
    /// Name in Persian.
    pub name_fa: MaybeUndefined<String>,
    /// The legal form of the park.
    pub kind: MaybeUndefined<ParkKind>,
    /// The owner of the park.
    pub ownership: MaybeUndefined<Ownership>,
    /// The day on which the park was approved.
    pub approved_on: MaybeUndefined<Date>,
    /// The first day on which land of the park was assigned.
    pub operating_since: MaybeUndefined<Date>,
    /// The day on which the park closed.
    pub closed_on: MaybeUndefined<Date>,
    /// Total area in hectares.
    pub land_total_ha: MaybeUndefined<Decimal>,
    /// Area with finished infrastructure, in hectares.
    pub land_operational_ha: MaybeUndefined<Decimal>,
    /// Area that is ready to be assigned, in hectares.
    pub land_assignable_ha: MaybeUndefined<Decimal>,
    /// Degrees north of the equator, −90 to 90.
    pub latitude: MaybeUndefined<Decimal>,
    /// Degrees east of Greenwich, −180 to 180.
    pub longitude: MaybeUndefined<Decimal>,
    /// The version of the park that you have read. If the park has changed since, the update is refused.
    pub expected_version: Option<i32>,
    #[doc = idempotency_key!()]
    pub idempotency_key: Option<String>,
}

/// One kind of infrastructure of a park, with all its values. It replaces what is recorded for that kind.
#[derive(InputObject, Clone, Debug)]
pub struct ParkRecordInfrastructureInput {
    /// Code of the park.
    pub park: String,
    /// The kind of infrastructure.
    pub line: InfrastructureLine,
    /// Capacity, in the unit given in `unit`.
    pub capacity: Decimal,
    /// Unit of the capacity in English, for example `megawatts`.
    pub unit: String,
    /// First day of service; omit it if it is not known.
    pub in_service_since: Option<Date>,
    #[doc = idempotency_key!()]
    pub idempotency_key: Option<String>,
}

impl ParkRegisterInput {
    /// The park, with placeholders for values that are refused.
    pub fn read(&self, provinces: &[Province], refused: &mut Violations) -> park::Park {
        let code = refused.required("code", &self.code, parse::code);
        let province = refused.required("province", &self.province, |text| parse::province(text, provinces));
        let county = refused.optional("county", self.county.as_deref(), parse::name);
        let name_en = refused.required("name_en", &self.name_en, parse::name);
        let name_fa = refused.optional("name_fa", self.name_fa.as_deref(), parse::name);
        let approved_on = refused.required("approved_on", &self.approved_on, parse::register_day);
        let since = self.operating_since.as_deref();
        let operating_since = refused.optional("operating_since", since, parse::register_day);
        let closed_on = refused.optional("closed_on", self.closed_on.as_deref(), parse::register_day);
        let mut hectares =
            |field, text: &Option<Decimal>| refused.optional(field, text.as_deref(), Land::hectares);
        let land = Land {
            total_ha: hectares("land_total_ha", &self.land_total_ha),
            operational_ha: hectares("land_operational_ha", &self.land_operational_ha),
            assignable_ha: hectares("land_assignable_ha", &self.land_assignable_ha),
        };
        let [latitude, longitude] =
            [&self.latitude, &self.longitude].map(|degrees| Edit::To(degrees.as_deref().unwrap_or_default()));
        let position = position(refused, (latitude, longitude), None).or(None);
        park::Park {
            code: code.unwrap_or_default(),
            province: province.unwrap_or_default(),
            county,
            name: Name { en: name_en.unwrap_or_default(), fa: name_fa },
            kind: self.kind.into(),
            ownership: self.ownership.into(),
            approved_on: approved_on.unwrap_or(Day::FIRST),
            operating_since,
            closed_on,
            land,
            position,
        }
    }
}

impl ParkUpdateInput {
    /// The change of a park; `recorded` is none if the park does not exist. A required value that is refused stays
    /// unchanged.
    pub fn read(
        &self,
        provinces: &[Province],
        recorded: Option<&park::Park>,
        refused: &mut Violations,
    ) -> ParkChange {
        let province =
            text(&self.province).required(refused, "province", |text| parse::province(text, provinces));
        let county = text(&self.county).optional(refused, "county", parse::name);
        let name_en = text(&self.name_en).required(refused, "name_en", parse::name);
        let name_fa = text(&self.name_fa).optional(refused, "name_fa", parse::name);
        let kind = value(&self.kind).filled(refused, "kind");
        let ownership = value(&self.ownership).filled(refused, "ownership");
        let approved_on = text(&self.approved_on).required(refused, "approved_on", parse::register_day);
        let mut day =
            |field, said: &MaybeUndefined<Date>| text(said).optional(refused, field, parse::register_day);
        let operating_since = day("operating_since", &self.operating_since);
        let closed_on = day("closed_on", &self.closed_on);
        let mut hectares =
            |field, said: &MaybeUndefined<Decimal>| text(said).optional(refused, field, Land::hectares);
        let total_ha = hectares("land_total_ha", &self.land_total_ha);
        let operational_ha = hectares("land_operational_ha", &self.land_operational_ha);
        let assignable_ha = hectares("land_assignable_ha", &self.land_assignable_ha);
        // If the park is unknown, half of a position is not reported as incomplete.
        let recorded = match recorded {
            Some(park) => park.position.map(|it| (it.latitude, it.longitude)),
            None => Some(ANYWHERE),
        };
        let position = position(refused, (text(&self.latitude), text(&self.longitude)), recorded);
        ParkChange {
            province,
            county,
            name_en,
            name_fa,
            kind,
            ownership,
            approved_on,
            operating_since,
            closed_on,
            total_ha,
            operational_ha,
            assignable_ha,
            position,
        }
    }

    /// The stated values, next to the recorded ones.
    pub fn stated<'a>(&'a self, park: &park::Park) -> [StatedValue<'a>; 14] {
        fn said<T: Deref<Target = str>>(field: &MaybeUndefined<T>) -> Option<&str> {
            text(field).stated().copied()
        }
        let day = |day: Option<Day>| day.map(|day| day.to_string());
        let number = |number: Option<Number>| number.map(|number| number.to_string());
        let (land, position) = (park.land, park.position);
        [
            ("province", said(&self.province), Some(park.province.clone())),
            ("county", said(&self.county), park.county.clone()),
            ("name_en", said(&self.name_en), Some(park.name.en.clone())),
            ("name_fa", said(&self.name_fa), park.name.fa.clone()),
            ("kind", code::<park::ParkKind>(value(&self.kind)), Some(park.kind.code().to_owned())),
            (
                "ownership",
                code::<park::Ownership>(value(&self.ownership)),
                Some(park.ownership.code().to_owned()),
            ),
            ("approved_on", said(&self.approved_on), day(Some(park.approved_on))),
            ("operating_since", said(&self.operating_since), day(park.operating_since)),
            ("closed_on", said(&self.closed_on), day(park.closed_on)),
            ("land_total_ha", said(&self.land_total_ha), number(land.total_ha)),
            ("land_operational_ha", said(&self.land_operational_ha), number(land.operational_ha)),
            ("land_assignable_ha", said(&self.land_assignable_ha), number(land.assignable_ha)),
            ("latitude", said(&self.latitude), number(position.map(|it| it.latitude))),
            ("longitude", said(&self.longitude), number(position.map(|it| it.longitude))),
        ]
    }
}

impl ParkRecordInfrastructureInput {
    /// The infrastructure; none if it cannot be parsed.
    pub fn read(&self, refused: &mut Violations) -> Option<Infrastructure> {
        let capacity = refused.required("capacity", &self.capacity, Infrastructure::capacity);
        let unit = refused.required("unit", &self.unit, parse::name);
        let since = self.in_service_since.as_deref();
        let in_service_since = refused.optional("in_service_since", since, parse::register_day);
        Some(Infrastructure { line: self.line.into(), capacity: capacity?, unit: unit?, in_service_since })
    }
}

/// A placeholder for degrees.
const ANYWHERE: (Number, Number) = (Number::ZERO, Number::ZERO);

fn position(
    refused: &mut Violations,
    (latitude, longitude): (Edit<&str>, Edit<&str>),
    recorded: Option<(Number, Number)>,
) -> Edit<Option<Coordinates>> {
    let latitude = latitude.optional(refused, "latitude", Coordinates::latitude);
    let latitude = latitude.or_any(refused, "latitude", ANYWHERE.0);
    let longitude = longitude.optional(refused, "longitude", Coordinates::longitude);
    let longitude = longitude.or_any(refused, "longitude", ANYWHERE.1);
    let pair = pair(refused, ["latitude", "longitude"], (latitude, longitude), recorded);
    pair.map(|pair| pair.map(|(latitude, longitude)| Coordinates { latitude, longitude }))
}
