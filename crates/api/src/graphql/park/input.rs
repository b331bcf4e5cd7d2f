//! The facts of a park in inputs, parsed field by field.

use std::ops::Deref;

use async_graphql::InputObject;
use async_graphql::MaybeUndefined::{self, Value};
use rust_decimal::Decimal as Number;

use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::edit::{Edit, pair};
use shahrak_domain::park::{self, Coordinates, Infrastructure, Land};
use shahrak_domain::parse;
use shahrak_domain::province::{Name, Province};
use shahrak_domain::violation::Violations;

use crate::graphql::common::enums::{InfrastructureLine, Ownership, ParkKind};
use crate::graphql::common::mutation::idempotency_key;
use crate::graphql::common::stale::StatedValue;
use crate::graphql::common::unparsed::{Date, Decimal};
use crate::graphql::common::update_field::{code, name, stated, text, value};

/// A new park.
#[derive(InputObject, Clone, Debug)]
pub struct ParkRegisterInput {
    /// Code of the park: 1 to 64 Latin letters, digits and `-_./:`. It never changes.
    pub code: String,
    /// The province in which the park lies (ISO 3166-2 code of 2020, for example `IR-09`).
    pub province: String,
    /// The county in which the park lies.
    pub county: Option<String>,
    /// Name in English. At least one of the two names must be given.
    pub name_en: Option<String>,
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
        let code = refused.required("code", &self.code, parse::code).unwrap_or_default();
        let facts = ParkUpdateInput::from(self.clone());
        park::Park { code, ..facts.read(provinces, None, refused) }
    }
}

/// A change that states all facts of a new park.
impl From<ParkRegisterInput> for ParkUpdateInput {
    fn from(park: ParkRegisterInput) -> ParkUpdateInput {
        ParkUpdateInput {
            code: park.code,
            province: Value(park.province),
            county: stated(park.county),
            name_en: stated(park.name_en),
            name_fa: stated(park.name_fa),
            kind: Value(park.kind),
            ownership: Value(park.ownership),
            approved_on: Value(park.approved_on),
            operating_since: stated(park.operating_since),
            closed_on: stated(park.closed_on),
            land_total_ha: stated(park.land_total_ha),
            land_operational_ha: stated(park.land_operational_ha),
            land_assignable_ha: stated(park.land_assignable_ha),
            latitude: stated(park.latitude),
            longitude: stated(park.longitude),
            expected_version: None,
            idempotency_key: park.idempotency_key,
        }
    }
}

impl ParkUpdateInput {
    /// The park after the change; `recorded` is none if it does not exist. A value that is refused stays unchanged.
    pub fn read(
        &self,
        provinces: &[Province],
        recorded: Option<&park::Park>,
        refused: &mut Violations,
    ) -> park::Park {
        // If the park is unknown, half of a position is not reported as incomplete.
        let degrees = match recorded {
            Some(park) => park.position.map(|it| (it.latitude, it.longitude)),
            None => Some(ANYWHERE),
        };
        let park = recorded.cloned().unwrap_or_else(park::Park::placeholder);
        let day = parse::register_day;
        let hectares = Land::hectares;
        let province = |text| parse::province(text, provinces);
        park::Park {
            province: text(&self.province).required(refused, "province", province).or(park.province),
            county: text(&self.county).optional(refused, "county", parse::name).or(park.county),
            name: Name {
                en: name(refused, "name_en", text(&self.name_en)).or(park.name.en),
                fa: name(refused, "name_fa", text(&self.name_fa)).or(park.name.fa),
            },
            kind: value(&self.kind).filled(refused, "kind").or(park.kind),
            ownership: value(&self.ownership).filled(refused, "ownership").or(park.ownership),
            approved_on: text(&self.approved_on).required(refused, "approved_on", day).or(park.approved_on),
            operating_since: text(&self.operating_since)
                .optional(refused, "operating_since", day)
                .or(park.operating_since),
            closed_on: text(&self.closed_on).optional(refused, "closed_on", day).or(park.closed_on),
            land: Land {
                total_ha: text(&self.land_total_ha)
                    .optional(refused, "land_total_ha", hectares)
                    .or(park.land.total_ha),
                operational_ha: text(&self.land_operational_ha)
                    .optional(refused, "land_operational_ha", hectares)
                    .or(park.land.operational_ha),
                assignable_ha: text(&self.land_assignable_ha)
                    .optional(refused, "land_assignable_ha", hectares)
                    .or(park.land.assignable_ha),
            },
            position: position(refused, (text(&self.latitude), text(&self.longitude)), degrees)
                .or(park.position),
            code: park.code,
        }
    }

    /// The stated values, next to the recorded ones.
    pub fn stated<'a>(&'a self, park: &park::Park) -> [StatedValue<'a>; 14] {
        fn new<T: Deref<Target = str>>(field: &MaybeUndefined<T>) -> Option<&str> {
            text(field).stated().copied()
        }
        let day = |day: Option<Day>| day.map(|day| day.to_string());
        let number = |number: Option<Number>| number.map(|number| number.to_string());
        let (land, position) = (park.land, park.position);
        [
            ("province", new(&self.province), Some(park.province.clone())),
            ("county", new(&self.county), park.county.clone()),
            ("name_en", new(&self.name_en), park.name.en.clone()),
            ("name_fa", new(&self.name_fa), park.name.fa.clone()),
            ("kind", code::<park::ParkKind>(value(&self.kind)), Some(park.kind.code().to_owned())),
            (
                "ownership",
                code::<park::Ownership>(value(&self.ownership)),
                Some(park.ownership.code().to_owned()),
            ),
            ("approved_on", new(&self.approved_on), day(Some(park.approved_on))),
            ("operating_since", new(&self.operating_since), day(park.operating_since)),
            ("closed_on", new(&self.closed_on), day(park.closed_on)),
            ("land_total_ha", new(&self.land_total_ha), number(land.total_ha)),
            ("land_operational_ha", new(&self.land_operational_ha), number(land.operational_ha)),
            ("land_assignable_ha", new(&self.land_assignable_ha), number(land.assignable_ha)),
            ("latitude", new(&self.latitude), number(position.map(|it| it.latitude))),
            ("longitude", new(&self.longitude), number(position.map(|it| it.longitude))),
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
