//! Counties of the provinces with their towns, which give parks their names and positions.

/// A province: its number in the ISO code, the weight of its industry, and some of its counties.
#[derive(Clone, Copy)]
pub(crate) struct Province {
    pub number: u8,
    pub weight: u32,
    pub counties: &'static [County],
}

/// A county: its names, and the position of its town in hundredths of a degree.
#[derive(Clone, Copy)]
pub(crate) struct County {
    pub en: &'static str,
    pub fa: &'static str,
    pub latitude: i64,
    pub longitude: i64,
}

impl Province {
    /// The ISO code.
    pub(crate) fn code(&self) -> String {
        format!("IR-{:02}", self.number)
    }
}

const fn county(en: &'static str, fa: &'static str, latitude: i64, longitude: i64) -> County {
    County { en, fa, latitude, longitude }
}

/// The provinces by code. The weights are rough: what is known of the provinces is in no table.
pub(crate) static PROVINCES: [Province; 31] = [
    Province {
        number: 0,
        weight: 45,
        counties: &[
            county("Arak", "اراک", 3_409, 4_970),
            county("Saveh", "ساوه", 3_502, 5_036),
            county("Khomein", "خمین", 3_364, 5_008),
            county("Mahallat", "محلات", 3_391, 5_045),
            county("Delijan", "دلیجان", 3_399, 5_068),
            county("Zarandieh", "زرندیه", 3_531, 5_049),
        ],
    },
    Province {
        number: 1,
        weight: 34,
        counties: &[
            county("Rasht", "رشت", 3_728, 4_958),
            county("Lahijan", "لاهیجان", 3_720, 5_000),
            county("Bandar-e Anzali", "بندر انزلی", 3_747, 4_946),
            county("Rudbar", "رودبار", 3_682, 4_943),
            county("Talesh", "تالش", 3_780, 4_891),
            county("Sowme'eh Sara", "صومعه‌سرا", 3_731, 4_932),
        ],
    },
    Province {
        number: 2,
        weight: 40,
        counties: &[
            county("Sari", "ساری", 3_656, 5_306),
            county("Amol", "آمل", 3_647, 5_235),
            county("Babol", "بابل", 3_654, 5_268),
            county("Qaem Shahr", "قائم‌شهر", 3_646, 5_286),
            county("Behshahr", "بهشهر", 3_669, 5_355),
            county("Nowshahr", "نوشهر", 3_665, 5_150),
        ],
    },
    Province {
        number: 3,
        weight: 60,
        counties: &[
            county("Tabriz", "تبریز", 3_808, 4_629),
            county("Maragheh", "مراغه", 3_739, 4_624),
            county("Marand", "مرند", 3_843, 4_577),
            county("Mianeh", "میانه", 3_742, 4_771),
            county("Ahar", "اهر", 3_847, 4_707),
            county("Bonab", "بناب", 3_734, 4_606),
            county("Osku", "اسکو", 3_792, 4_612),
        ],
    },
    Province {
        number: 4,
        weight: 35,
        counties: &[
            county("Urmia", "ارومیه", 3_755, 4_508),
            county("Khoy", "خوی", 3_855, 4_495),
            county("Mahabad", "مهاباد", 3_676, 4_572),
            county("Miandoab", "میاندوآب", 3_697, 4_610),
            county("Salmas", "سلماس", 3_820, 4_477),
            county("Bukan", "بوکان", 3_652, 4_621),
        ],
    },
    Province {
        number: 5,
        weight: 21,
        counties: &[
            county("Kermanshah", "کرمانشاه", 3_431, 4_707),
            county("Eslamabad-e Gharb", "اسلام‌آباد غرب", 3_411, 4_653),
            county("Kangavar", "کنگاور", 3_450, 4_796),
            county("Sonqor", "سنقر", 3_478, 4_760),
            county("Harsin", "هرسین", 3_427, 4_759),
        ],
    },
    Province {
        number: 6,
        weight: 36,
        counties: &[
            county("Ahvaz", "اهواز", 3_132, 4_867),
            county("Dezful", "دزفول", 3_238, 4_840),
            county("Abadan", "آبادان", 3_035, 4_829),
            county("Shushtar", "شوشتر", 3_205, 4_886),
            county("Behbahan", "بهبهان", 3_060, 5_024),
            county("Mahshahr", "ماهشهر", 3_056, 4_919),
        ],
    },
    Province {
        number: 7,
        weight: 50,
        counties: &[
            county("Shiraz", "شیراز", 2_961, 5_254),
            county("Marvdasht", "مرودشت", 2_987, 5_280),
            county("Jahrom", "جهرم", 2_850, 5_356),
            county("Fasa", "فسا", 2_894, 5_365),
            county("Kazerun", "کازرون", 2_962, 5_165),
            county("Lar", "لار", 2_768, 5_434),
            county("Abadeh", "آباده", 3_116, 5_265),
        ],
    },
    Province {
        number: 8,
        weight: 31,
        counties: &[
            county("Kerman", "کرمان", 3_028, 5_708),
            county("Sirjan", "سیرجان", 2_945, 5_568),
            county("Rafsanjan", "رفسنجان", 3_041, 5_599),
            county("Bam", "بم", 2_911, 5_836),
            county("Jiroft", "جیرفت", 2_868, 5_774),
            county("Zarand", "زرند", 3_081, 5_656),
        ],
    },
    Province {
        number: 9,
        weight: 78,
        counties: &[
            county("Mashhad", "مشهد", 3_630, 5_960),
            county("Neyshabur", "نیشابور", 3_621, 5_880),
            county("Sabzevar", "سبزوار", 3_621, 5_768),
            county("Torbat-e Heydarieh", "تربت حیدریه", 3_527, 5_922),
            county("Kashmar", "کاشمر", 3_524, 5_847),
            county("Quchan", "قوچان", 3_711, 5_851),
            county("Chenaran", "چناران", 3_665, 5_912),
            county("Fariman", "فریمان", 3_571, 5_985),
        ],
    },
    Province {
        number: 10,
        weight: 98,
        counties: &[
            county("Isfahan", "اصفهان", 3_265, 5_167),
            county("Kashan", "کاشان", 3_398, 5_144),
            county("Najafabad", "نجف‌آباد", 3_263, 5_137),
            county("Shahreza", "شهرضا", 3_203, 5_188),
            county("Khomeyni Shahr", "خمینی‌شهر", 3_269, 5_153),
            county("Shahin Shahr", "شاهین‌شهر", 3_286, 5_155),
            county("Golpayegan", "گلپایگان", 3_345, 5_029),
            county("Ardestan", "اردستان", 3_338, 5_237),
        ],
    },
    Province {
        number: 11,
        weight: 19,
        counties: &[
            county("Zahedan", "زاهدان", 2_950, 6_086),
            county("Zabol", "زابل", 3_103, 6_150),
            county("Iranshahr", "ایرانشهر", 2_720, 6_069),
            county("Chabahar", "چابهار", 2_531, 6_064),
            county("Khash", "خاش", 2_822, 6_121),
        ],
    },
    Province {
        number: 12,
        weight: 17,
        counties: &[
            county("Sanandaj", "سنندج", 3_531, 4_699),
            county("Saqqez", "سقز", 3_625, 4_627),
            county("Marivan", "مریوان", 3_552, 4_618),
            county("Bijar", "بیجار", 3_587, 4_760),
            county("Qorveh", "قروه", 3_517, 4_780),
        ],
    },
    Province {
        number: 13,
        weight: 26,
        counties: &[
            county("Hamadan", "همدان", 3_480, 4_851),
            county("Malayer", "ملایر", 3_430, 4_882),
            county("Nahavand", "نهاوند", 3_419, 4_837),
            county("Tuyserkan", "تویسرکان", 3_455, 4_845),
            county("Razan", "رزن", 3_539, 4_903),
            county("Asadabad", "اسدآباد", 3_478, 4_812),
        ],
    },
    Province {
        number: 14,
        weight: 18,
        counties: &[
            county("Shahrekord", "شهرکرد", 3_233, 5_086),
            county("Borujen", "بروجن", 3_197, 5_129),
            county("Farsan", "فارسان", 3_226, 5_057),
            county("Lordegan", "لردگان", 3_151, 5_083),
            county("Saman", "سامان", 3_245, 5_091),
        ],
    },
    Province {
        number: 15,
        weight: 23,
        counties: &[
            county("Khorramabad", "خرم‌آباد", 3_349, 4_836),
            county("Borujerd", "بروجرد", 3_390, 4_875),
            county("Aligudarz", "الیگودرز", 3_340, 4_969),
            county("Dorud", "دورود", 3_350, 4_906),
            county("Azna", "ازنا", 3_346, 4_946),
        ],
    },
    Province {
        number: 16,
        weight: 10,
        counties: &[
            county("Ilam", "ایلام", 3_364, 4_642),
            county("Dehloran", "دهلران", 3_269, 4_727),
            county("Mehran", "مهران", 3_312, 4_616),
            county("Ivan", "ایوان", 3_383, 4_631),
            county("Darreh Shahr", "دره‌شهر", 3_314, 4_738),
        ],
    },
    Province {
        number: 17,
        weight: 11,
        counties: &[
            county("Yasuj", "یاسوج", 3_067, 5_159),
            county("Gachsaran", "گچساران", 3_036, 5_080),
            county("Dehdasht", "دهدشت", 3_079, 5_056),
            county("Sisakht", "سی‌سخت", 3_086, 5_146),
        ],
    },
    Province {
        number: 18,
        weight: 16,
        counties: &[
            county("Bushehr", "بوشهر", 2_897, 5_084),
            county("Borazjan", "برازجان", 2_927, 5_121),
            county("Ganaveh", "گناوه", 2_958, 5_052),
            county("Kangan", "کنگان", 2_784, 5_206),
            county("Deylam", "دیلم", 3_006, 5_016),
        ],
    },
    Province {
        number: 19,
        weight: 23,
        counties: &[
            county("Zanjan", "زنجان", 3_667, 4_848),
            county("Abhar", "ابهر", 3_615, 4_922),
            county("Khorramdarreh", "خرمدره", 3_621, 4_919),
            county("Qeydar", "قیدار", 3_612, 4_859),
            county("Mahneshan", "ماه‌نشان", 3_674, 4_767),
        ],
    },
    Province {
        number: 20,
        weight: 46,
        counties: &[
            county("Semnan", "سمنان", 3_557, 5_340),
            county("Shahrud", "شاهرود", 3_642, 5_498),
            county("Damghan", "دامغان", 3_617, 5_435),
            county("Garmsar", "گرمسار", 3_522, 5_234),
            county("Mahdishahr", "مهدی‌شهر", 3_571, 5_335),
        ],
    },
    Province {
        number: 21,
        weight: 41,
        counties: &[
            county("Yazd", "یزد", 3_190, 5_437),
            county("Ardakan", "اردکان", 3_231, 5_402),
            county("Meybod", "میبد", 3_225, 5_402),
            county("Taft", "تفت", 3_175, 5_421),
            county("Bafq", "بافق", 3_161, 5_541),
            county("Mehriz", "مهریز", 3_159, 5_443),
        ],
    },
    Province {
        number: 22,
        weight: 19,
        counties: &[
            county("Bandar Abbas", "بندرعباس", 2_719, 5_628),
            county("Minab", "میناب", 2_715, 5_708),
            county("Bandar Lengeh", "بندر لنگه", 2_656, 5_488),
            county("Rudan", "رودان", 2_744, 5_719),
            county("Hajjiabad", "حاجی‌آباد", 2_831, 5_590),
        ],
    },
    Province {
        number: 23,
        weight: 92,
        counties: &[
            county("Tehran", "تهران", 3_570, 5_142),
            county("Rey", "ری", 3_559, 5_144),
            county("Eslamshahr", "اسلامشهر", 3_555, 5_123),
            county("Pakdasht", "پاکدشت", 3_548, 5_168),
            county("Varamin", "ورامین", 3_532, 5_165),
            county("Malard", "ملارد", 3_567, 5_098),
            county("Shahriar", "شهریار", 3_566, 5_106),
            county("Damavand", "دماوند", 3_572, 5_206),
        ],
    },
    Province {
        number: 24,
        weight: 21,
        counties: &[
            county("Ardabil", "اردبیل", 3_825, 4_829),
            county("Meshgin Shahr", "مشگین‌شهر", 3_840, 4_768),
            county("Parsabad", "پارس‌آباد", 3_965, 4_792),
            county("Khalkhal", "خلخال", 3_762, 4_853),
            county("Germi", "گرمی", 3_905, 4_806),
        ],
    },
    Province {
        number: 25,
        weight: 34,
        counties: &[
            county("Qom", "قم", 3_464, 5_088),
            county("Salafchegan", "سلفچگان", 3_448, 5_046),
            county("Jafarieh", "جعفریه", 3_477, 5_051),
        ],
    },
    Province {
        number: 26,
        weight: 42,
        counties: &[
            county("Qazvin", "قزوین", 3_627, 5_000),
            county("Takestan", "تاکستان", 3_607, 4_970),
            county("Buin Zahra", "بوئین‌زهرا", 3_577, 5_006),
            county("Abyek", "آبیک", 3_604, 5_053),
            county("Alborz", "البرز", 3_620, 5_008),
        ],
    },
    Province {
        number: 27,
        weight: 24,
        counties: &[
            county("Gorgan", "گرگان", 3_684, 5_443),
            county("Gonbad-e Kavus", "گنبد کاووس", 3_725, 5_517),
            county("Aqqala", "آق‌قلا", 3_701, 5_446),
            county("Bandar-e Torkaman", "بندر ترکمن", 3_690, 5_407),
            county("Aliabad", "علی‌آباد", 3_691, 5_487),
        ],
    },
    Province {
        number: 28,
        weight: 12,
        counties: &[
            county("Bojnord", "بجنورد", 3_747, 5_733),
            county("Shirvan", "شیروان", 3_740, 5_793),
            county("Esfarayen", "اسفراین", 3_708, 5_751),
            county("Jajarm", "جاجرم", 3_695, 5_638),
        ],
    },
    Province {
        number: 29,
        weight: 15,
        counties: &[
            county("Birjand", "بیرجند", 3_287, 5_922),
            county("Qaen", "قائن", 3_373, 5_918),
            county("Ferdows", "فردوس", 3_402, 5_817),
            county("Tabas", "طبس", 3_360, 5_692),
            county("Nehbandan", "نهبندان", 3_154, 6_004),
        ],
    },
    Province {
        number: 30,
        weight: 38,
        counties: &[
            county("Karaj", "کرج", 3_584, 5_094),
            county("Nazarabad", "نظرآباد", 3_595, 5_061),
            county("Hashtgerd", "هشتگرد", 3_596, 5_068),
            county("Eshtehard", "اشتهارد", 3_572, 5_037),
        ],
    },
];
