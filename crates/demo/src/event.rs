//! The facts of the events, with plausible reasons, bodies and means.

use rust_decimal::Decimal;
use shahrak_domain::day::Day;
use shahrak_domain::event::{Body, EventKind, Facts, Means, Reason};
use shahrak_domain::number::{Capacity, Jobs, Progress, Rial};

use crate::random::Random;

/// Why units stand idle, and how often of a hundred; liquidity is named most, as in the reports of 1399.
const REASONS: [(Reason, u32); 9] = [
    (Reason::Liquidity, 55),
    (Reason::Market, 14),
    (Reason::RawMaterials, 8),
    (Reason::BankDebt, 7),
    (Reason::Machinery, 5),
    (Reason::Energy, 4),
    (Reason::PartnerDispute, 3),
    (Reason::Currency, 2),
    (Reason::Legal, 2),
];

const MEANS: [(Means, u32); 6] = [
    (Means::Finance, 45),
    (Means::OwnershipTransfer, 20),
    (Means::NewPartner, 11),
    (Means::Settlement, 10),
    (Means::LineChange, 8),
    (Means::Materials, 6),
];

pub(crate) fn permit_issued(on: Day, jobs: Option<u32>, billions: Option<u64>) -> Facts {
    Facts {
        jobs: jobs.and_then(persons),
        investment: billions.and_then(rials),
        ..Facts::new(EventKind::PermitIssued, on)
    }
}

pub(crate) fn land_assigned(on: Day, area: u32) -> Facts {
    Facts { area_m2: Some(area.into()), ..Facts::new(EventKind::LandAssigned, on) }
}

pub(crate) fn progress_reported(on: Day, percent: u32) -> Facts {
    let progress = Progress::new(Decimal::from(percent)).ok();
    Facts { progress, ..Facts::new(EventKind::ProgressReported, on) }
}

pub(crate) fn commissioned(on: Day, jobs: Option<u32>, billions: Option<u64>) -> Facts {
    Facts {
        jobs: jobs.and_then(persons),
        investment: billions.and_then(rials),
        ..Facts::new(EventKind::Commissioned, on)
    }
}

/// Below half of its capacity, a unit states a reason.
pub(crate) fn capacity_reported(random: &mut Random, on: Day, percent: u32) -> Facts {
    let reasons = if percent < 50 { reasons(random) } else { Vec::new() };
    Facts { capacity: capacity(percent), reasons, ..Facts::new(EventKind::CapacityReported, on) }
}

pub(crate) fn capacity_raised(on: Day, percent: u32, jobs: Option<u32>) -> Facts {
    let jobs = jobs.and_then(persons);
    Facts { capacity: capacity(percent), jobs, ..Facts::new(EventKind::CapacityRaised, on) }
}

pub(crate) fn idled(random: &mut Random, on: Day) -> Facts {
    Facts { reasons: reasons(random), ..Facts::new(EventKind::Idled, on) }
}

/// In parks, the parks companies revive most units; outside, the departments of the ministry do.
pub(crate) fn revived(random: &mut Random, on: Day, jobs: u32, outside: bool) -> Facts {
    let body = if random.percent(if outside { 10 } else { 85 }) {
        Body::ProvincialCompany
    } else {
        Body::MinistryDepartment
    };
    let means = MEANS[random.weighted(&MEANS.map(|(_, weight)| weight))].0;
    let billions = random.percent(30).then(|| u64::from(random.between(1, 60)));
    Facts {
        jobs: persons(jobs),
        investment: billions.and_then(rials),
        body: Some(body),
        means: Some(means),
        ..Facts::new(EventKind::Revived, on)
    }
}

pub(crate) fn renovated(on: Day, billions: u64) -> Facts {
    Facts { investment: rials(billions), ..Facts::new(EventKind::Renovated, on) }
}

pub(crate) fn cancelled(random: &mut Random, on: Day) -> Facts {
    let reason = if random.percent(65) { Reason::ContractCancelled } else { Reason::LandRepossessed };
    Facts { reasons: vec![reason], ..Facts::new(EventKind::Cancelled, on) }
}

/// A reason, and in one of six cases another one.
fn reasons(random: &mut Random) -> Vec<Reason> {
    let weights = REASONS.map(|(_, weight)| weight);
    let one = random.weighted(&weights);
    let other = random.weighted(&weights);
    let mut places = vec![one];
    if other != one && random.one_in(6) {
        places.push(other);
    }
    places.into_iter().map(|place| REASONS[place].0).collect()
}

fn capacity(percent: u32) -> Option<Capacity> {
    Capacity::new(Decimal::from(percent)).ok()
}

pub(crate) fn persons(number: u32) -> Option<Jobs> {
    Jobs::new(number.into()).ok()
}

/// Billions of rials.
pub(crate) fn rials(billions: u64) -> Option<Rial> {
    Rial::new(i128::from(billions) * 1_000_000_000).ok()
}
