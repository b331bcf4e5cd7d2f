//! Plausible names of parks and units, in English and Persian.

use fastrand::Rng;

type Pair = (&'static str, &'static str);

const PLACES: &[Pair] = &[
    ("Alborz", "البرز"),
    ("Alvand", "الوند"),
    ("Aras", "ارس"),
    ("Arvand", "اروند"),
    ("Atrak", "اترک"),
    ("Bisotun", "بیستون"),
    ("Damavand", "دماوند"),
    ("Dena", "دنا"),
    ("Hirmand", "هیرمند"),
    ("Karkheh", "کرخه"),
    ("Karun", "کارون"),
    ("Kavir", "کویر"),
    ("Khavaran", "خاوران"),
    ("Mahan", "ماهان"),
    ("Oxin", "اکسین"),
    ("Parsian", "پارسیان"),
    ("Sabalan", "سبلان"),
    ("Sahand", "سهند"),
    ("Taftan", "تفتان"),
    ("Tous", "طوس"),
    ("Zagros", "زاگرس"),
    ("Zayandeh Rud", "زاینده‌رود"),
];

/// Products: name, ISIC code of revision 4, sector.
const PRODUCTS: &[(Pair, &str, &str)] = &[
    (("Cheese", "پنیر"), "1050", "food"),
    (("Flour", "آرد"), "1061", "food"),
    (("Sweets", "شیرینی"), "1073", "food"),
    (("Carpet", "فرش"), "1393", "textile"),
    (("Yarn", "نخ"), "1311", "textile"),
    (("Leather", "چرم"), "1511", "textile"),
    (("Carton", "کارتن"), "1702", "cellulose"),
    (("Paints", "رنگ"), "2022", "chemical"),
    (("Plastics", "پلاستیک"), "2220", "chemical"),
    (("Tile", "کاشی"), "2392", "non_metallic_mineral"),
    (("Cement", "سیمان"), "2394", "non_metallic_mineral"),
    (("Foundry", "ریخته‌گری"), "2431", "metal"),
    (("Tools", "ابزار"), "2593", "metal"),
    (("Cable", "کابل"), "2732", "electrical"),
    (("Lighting", "روشنایی"), "2740", "electrical"),
    (("Repair", "تعمیرات"), "3312", "services"),
];

/// English and Persian name of a park.
pub fn park(rng: &mut Rng) -> (String, String) {
    let (english, persian) = pick(rng, PLACES);
    let number = rng.u32(1..200);
    (format!("{english} Park {number}"), format!("شهرک صنعتی {persian} {number}"))
}

/// English and Persian name of a unit, and its activity: revision, code and sector. One in ten has an unknown sector.
pub fn unit(rng: &mut Rng) -> ((String, String), String) {
    let (place, place_fa) = pick(rng, PLACES);
    let ((product, product_fa), isic, sector) = pick(rng, PRODUCTS);
    let number = rng.u32(1..5_000);
    let sector = if rng.u8(0..10) == 0 { "" } else { sector };
    let names = (format!("{place} {product} {number}"), format!("{product_fa} {place_fa} {number}"));
    (names, format!("4,{isic},{sector}"))
}

fn pick<T: Copy>(rng: &mut Rng, from: &[T]) -> T {
    from[rng.usize(..from.len())]
}
