//! Units: where they are, what they are called and what they make.

use shahrak_domain::activity::{Activity, IsicRevision, Sector};
use shahrak_domain::day::Day;
use shahrak_domain::park::Park;
use shahrak_domain::province::Name;
use shahrak_domain::unit::{Site, Unit};

use crate::life::Life;
use crate::name::{BRANDS, FAMILIES, GIVEN, products};
use crate::place::{County, PROVINCES};
use crate::plan::FIRST;
use crate::random::{Purpose, Random};

/// The parks of a province that are in operation, the oldest first, and since when.
type Operating<'a> = Vec<(Day, &'a Park)>;

/// The units of the lives, in their order.
pub(crate) fn units<'a>(seed: u32, parks: &'a [Park], lives: &'a [Life]) -> impl Iterator<Item = Unit> + 'a {
    let mut random = Random::new(seed, Purpose::Units);
    let operating = operating(parks);
    let weights = PROVINCES.map(|province| province.weight);
    lives.iter().enumerate().map(move |(number, life)| {
        let at = random.weighted(&weights);
        let province = &PROVINCES[at];
        let begun = life.events.first().map_or(FIRST, |facts| facts.occurred_on);
        let park = if life.outside { None } else { choose(&mut random, &operating[at], begun) };
        let county = match park {
            Some(park) => province.counties.iter().find(|county| park.county.as_deref() == Some(county.en)),
            None => province.counties.get(random.below(province.counties.len() as u32) as usize),
        };
        let code = format!("U{:02}-{:06}", province.number, number + 1);
        unit(
            &mut random,
            code,
            site(park, province.code()),
            county.unwrap_or(&province.counties[0]),
            life.sector,
        )
    })
}

fn operating(parks: &[Park]) -> Vec<Operating<'_>> {
    let of_province = |code: String| {
        let of_it = parks.iter().filter(|park| park.province == code);
        let mut operating: Operating<'_> =
            of_it.filter_map(|park| Some((park.operating_since?, park))).collect();
        operating.sort_by_key(|(since, _)| *since);
        operating
    };
    PROVINCES.iter().map(|province| of_province(province.code())).collect()
}

/// A park that is in operation when the unit begins, or the oldest one. Old parks are larger.
fn choose<'a>(random: &mut Random, operating: &Operating<'a>, begun: Day) -> Option<&'a Park> {
    let there = operating.partition_point(|(since, _)| *since <= begun).max(1) as u32;
    let place = random.below(there).min(random.below(there + there / 2 + 1));
    operating.get(place as usize).map(|(_, park)| *park)
}

/// A unit outside parks, or of a province without a park that is in operation, has only the province.
fn site(park: Option<&Park>, province: String) -> Site {
    match park {
        Some(park) => Site::Park { park: park.code.clone(), province },
        None => Site::Province(province),
    }
}

fn unit(random: &mut Random, code: String, site: Site, county: &County, sector: Sector) -> Unit {
    let (brand, brand_fa) = random.pick(&BRANDS);
    let ((product, product_fa), isic) = random.pick(products(sector));
    let licence = random.percent(92).then(|| format!("{}/{}", &code[1..3], random.between(10_000, 999_999)));
    let owner = random.percent(85).then(|| format!("{} {}", random.pick(&GIVEN), random.pick(&FAMILIES)));
    Unit {
        code,
        site,
        name: Name::english(
            format!("{brand} {product} {}", county.en),
            Some(format!("{product_fa} {brand_fa} {}", county.fa)),
        ),
        activity: Activity::new(IsicRevision::Rev4, isic).ok(),
        sector: Some(sector),
        licence,
        owner,
    }
}
