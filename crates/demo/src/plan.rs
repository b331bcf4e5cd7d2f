//! How many of what happened in the country, period by period: the numbers to which the register is fitted.
//!
//! Most are announced figures, the others are chosen so that the stocks come near those that were announced
//! (`data/announcements.csv`). Not all announced figures can agree: some contradict each other.

use chrono::NaiveDate;
use shahrak_domain::activity::Sector;
use shahrak_domain::day::Day;

/// The number of units of a register that is fitted.
pub const UNITS: u32 = 57_500;

/// The first day of the events that are planned: 1395-01-01.
pub(crate) const FIRST: Day = day(2016, 3, 20);

/// The day on which the register was opened: what had happened before was recorded then.
pub(crate) const OPENED: Day = day(2016, 4, 16);

/// Units that were in operation before the first day, in parks and outside.
pub(crate) const OPENING: [u32; 2] = [37_661, 2_400];

/// How many of them were idle, in 1/10,000.
pub(crate) const OPENING_IDLE: u32 = 1_950;

/// Plans that were cancelled before they reached operation, in parks and outside; those that are under way at the end fill up
/// the number of units.
pub(crate) const CANCELLED: [u32; 2] = [800, 42];

/// Of those that are under way at the end, how many are outside parks.
pub(crate) const OUTSIDE_UNDER_WAY: u32 = 180;

/// The day for which the units in parks are announced by sector (a048 to a055), and the numbers.
pub(crate) const SECTORS_ON: Day = day(2019, 9, 22);
pub(crate) const SECTORS: [(Sector, u32); 8] = [
    (Sector::Metal, 11_799),
    (Sector::Chemical, 9_880),
    (Sector::Food, 7_505),
    (Sector::NonMetallicMineral, 5_162),
    (Sector::Cellulose, 3_244),
    (Sector::Services, 2_956),
    (Sector::Textile, 2_378),
    (Sector::Electrical, 1_508),
];

/// Approved parks, by day, and those in operation: the number reached on the day.
pub(crate) const PARKS_APPROVED: [(Day, u32); 7] = [
    (day(2014, 3, 20), 931),
    (day(2018, 3, 20), 976),
    (day(2019, 2, 13), 980),
    (day(2019, 3, 20), 993),
    (day(2021, 6, 20), 1_011),
    (day(2021, 8, 1), 1_011),
    (day(2022, 3, 20), 1_016),
];
pub(crate) const PARKS_OPERATING: [(Day, u32); 7] = [
    (day(2014, 3, 20), 770),
    (day(2018, 3, 20), 802),
    (day(2019, 3, 20), 811),
    (day(2019, 9, 10), 813),
    (day(2021, 6, 20), 828),
    (day(2021, 8, 1), 828),
    (day(2022, 3, 20), 834),
];

/// The land of the parks approved by 2019-02-13, in hectares (a008).
pub(crate) const LAND_ON: Day = day(2019, 2, 13);
pub(crate) const LAND: u64 = 143_000;

/// What happened in a period, in parks or outside.
#[derive(Clone, Copy)]
pub(crate) struct Flows {
    /// Commissioned units, their jobs, and their investment in billions of rials.
    pub commissioned: (u32, u32, u32),
    /// Revived units and their jobs.
    pub revived: (u32, u32),
    /// Closed units.
    pub closed: u32,
    /// Units helped to a higher capacity.
    pub raised: u32,
}

/// A period, from the day after the one before.
#[derive(Clone, Copy)]
pub(crate) struct Period {
    /// Its last day.
    pub last: Day,
    pub in_parks: Flows,
    pub outside: Flows,
    /// How many units are idle at its end, inactive or semi-active, in 1/10,000 of those that have reached operation.
    pub idle: u32,
}

/// The periods end where figures were announced.
pub(crate) static PERIODS: [Period; 20] = [
    // 1395
    period(
        2017,
        3,
        20,
        2_080,
        flows(2_480, 38_100, 61_500, 1_170, 20_500, 480, 300),
        flows(62, 930, 1_700, 10, 150, 20, 8),
    ),
    // 1396
    period(
        2018,
        3,
        20,
        2_240,
        flows(2_575, 39_622, 78_000, 1_514, 24_406, 500, 350),
        flows(60, 920, 1_900, 15, 240, 20, 9),
    ),
    // 1397
    period(
        2019,
        2,
        13,
        2_340,
        flows(1_392, 21_800, 60_500, 1_450, 23_450, 640, 380),
        flows(55, 830, 2_300, 11, 170, 16, 9),
    ),
    period(
        2019,
        3,
        20,
        2_330,
        flows(1_000, 15_400, 41_200, 276, 4_350, 15, 60),
        flows(6, 90, 260, 3, 30, 2, 1),
    ),
    // 1398
    period(
        2019,
        6,
        21,
        2_350,
        flows(820, 13_050, 49_000, 230, 4_200, 60, 150),
        flows(14, 215, 800, 3, 50, 4, 3),
    ),
    period(
        2019,
        8,
        16,
        2_375,
        flows(250, 3_950, 15_400, 170, 3_100, 130, 60),
        flows(10, 150, 560, 2, 30, 3, 2),
    ),
    period(
        2019,
        9,
        22,
        2_340,
        flows(210, 3_330, 13_100, 129, 2_350, 131, 50),
        flows(7, 110, 400, 2, 30, 2, 1),
    ),
    period(
        2020,
        3,
        19,
        2_300,
        flows(820, 12_900, 56_000, 656, 11_968, 412, 330),
        flows(31, 470, 2_000, 5, 90, 9, 7),
    ),
    // 1399
    period(
        2020,
        6,
        20,
        2_230,
        flows(270, 4_700, 35_000, 211, 3_800, 10, 150),
        flows(13, 200, 1_400, 5, 85, 2, 4),
    ),
    period(
        2020,
        9,
        6,
        2_120,
        flows(290, 5_000, 36_000, 334, 6_000, 15, 200),
        flows(13, 200, 1_500, 9, 150, 2, 5),
    ),
    period(
        2020,
        10,
        21,
        2_060,
        flows(150, 2_650, 19_000, 274, 4_658, 15, 110),
        flows(8, 120, 900, 6, 100, 1, 3),
    ),
    period(2020, 11, 1, 2_040, flows(40, 700, 5_000, 21, 352, 5, 25), flows(2, 30, 250, 1, 15, 1, 1)),
    period(
        2021,
        1,
        27,
        1_870,
        flows(410, 7_290, 55_000, 330, 4_637, 30, 420),
        flows(15, 230, 1_800, 5, 80, 2, 9),
    ),
    period(
        2021,
        3,
        20,
        1_830,
        flows(340, 5_900, 47_000, 387, 7_560, 40, 160),
        flows(9, 140, 1_200, 7, 120, 2, 4),
    ),
    // 1400
    period(
        2021,
        6,
        29,
        1_790,
        flows(600, 15_840, 96_000, 211, 4_481, 15, 170),
        flows(16, 250, 2_700, 9, 170, 2, 4),
    ),
    period(2021, 7, 4, 1_788, flows(33, 904, 5_400, 9, 90, 5, 9), flows(1, 15, 160, 1, 15, 0, 0)),
    period(
        2021,
        8,
        13,
        1_740,
        flows(230, 3_900, 37_500, 180, 1_100, 20, 90),
        flows(6, 95, 1_000, 14, 270, 1, 2),
    ),
    period(
        2021,
        11,
        14,
        1_720,
        flows(737, 10_950, 121_000, 500, 9_500, 40, 190),
        flows(17, 260, 2_900, 26, 520, 2, 5),
    ),
    period(
        2022,
        1,
        23,
        1_700,
        flows(330, 5_600, 58_000, 790, 15_500, 30, 160),
        flows(9, 140, 1_600, 22, 440, 2, 4),
    ),
    period(
        2022,
        3,
        20,
        1_690,
        flows(280, 4_800, 52_000, 295, 6_900, 25, 110),
        flows(6, 95, 1_050, 10, 225, 1, 3),
    ),
];

const fn period(year: i32, month: u32, of_month: u32, idle: u32, in_parks: Flows, outside: Flows) -> Period {
    Period { last: day(year, month, of_month), in_parks, outside, idle }
}

const fn flows(
    units: u32,
    jobs: u32,
    billions: u32,
    revived: u32,
    of_revived: u32,
    closed: u32,
    raised: u32,
) -> Flows {
    Flows { commissioned: (units, jobs, billions), revived: (revived, of_revived), closed, raised }
}

/// A day of the Gregorian calendar.
pub(crate) const fn day(year: i32, month: u32, day: u32) -> Day {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => Day::new(date),
        None => Day::FIRST,
    }
}

/// The last day of the events that are planned: the end of 1400.
pub(crate) const LAST: Day = day(2022, 3, 20);

/// How the numbers of the country become those of a register of another size.
#[derive(Clone, Copy)]
pub(crate) struct Scale {
    pub units: u32,
}

impl Scale {
    /// A number of the country at this size, rounded.
    pub(crate) fn of(self, number: u32) -> u32 {
        let (number, units, all) = (u64::from(number), u64::from(self.units), u64::from(UNITS));
        ((number * units + all / 2) / all) as u32
    }
}
