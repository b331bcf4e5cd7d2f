//! Totals, divided among many.

use crate::random::Random;

/// Divides a total among so many, in random parts of at least 1 each that add up to it. Small parts are more frequent than
/// large ones, as with the sizes of firms.
pub(crate) fn divide(random: &mut Random, total: u64, among: u32) -> Vec<u64> {
    let weights: Vec<u64> = (0..among).map(|_| weight(random)).collect();
    let sum: u64 = weights.iter().sum();
    let spare = total.saturating_sub(among.into());
    let part = |weight: u64| 1 + (u128::from(spare) * u128::from(weight) / u128::from(sum.max(1))) as u64;
    let mut parts: Vec<u64> = weights.into_iter().map(part).collect();
    // Divisions were rounded down: the rest goes to the first ones, one each.
    let rest = total.saturating_sub(parts.iter().sum());
    for part in parts.iter_mut().take(rest as usize) {
        *part += 1;
    }
    random.shuffle(&mut parts);
    parts
}

/// From 10 to 1000; half of all are below 100.
fn weight(random: &mut Random) -> u64 {
    match random.below(100) {
        0..50 => random.between(10, 100),
        50..85 => random.between(100, 250),
        85..97 => random.between(250, 500),
        _ => random.between(500, 1_000),
    }
    .into()
}

/// Divides a number by weights, so that the parts add up to it.
pub(crate) fn by_weight(total: u32, weights: &[u32]) -> Vec<u32> {
    let sum: u64 = weights.iter().copied().map(u64::from).sum::<u64>().max(1);
    let mut given = 0;
    let mut reached = 0;
    let part = |weight: &u32| {
        reached += u64::from(*weight);
        let until = (u64::from(total) * reached / sum) as u32;
        let part = until - given;
        given = until;
        part
    };
    weights.iter().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Purpose;

    #[test]
    fn parts_add_up_to_their_total() {
        let mut random = Random::new(1, Purpose::Lives);
        for (total, among) in [(0, 0), (5, 5), (20_340, 1_160), (1_000_000, 7)] {
            let parts = divide(&mut random, total, among);
            assert_eq!(parts.len(), among as usize);
            assert_eq!(parts.iter().sum::<u64>(), total);
            assert!(parts.iter().all(|part| *part > 0));
        }
        assert_eq!(by_weight(10, &[1, 0, 3]), [2, 0, 8]);
        assert_eq!(by_weight(1_011, &[7, 5, 9]).iter().sum::<u32>(), 1_011);
    }
}
