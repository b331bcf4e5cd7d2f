//! Units.

use shahrak_domain::code::Coded;
use shahrak_exchange::row::UnitRow;

use super::park::cell_text;
use crate::import::copy::Line;
use crate::import::plan::Plan;
use crate::import::staged::Staged;
use crate::unit_sector::sector_number;

impl Staged for UnitRow {
    const TABLE: &'static str = "staged_unit";
    const COLUMNS: &'static [(&'static str, &'static str)] = &[
        ("code", "text"),
        ("park", "text"),
        ("province", "text"),
        ("name_en", "text"),
        ("name_fa", "text"),
        ("isic_revision", "text"),
        ("isic_code", "text"),
        ("sector", "smallint"),
        ("licence", "text"),
        ("owner", "text"),
        // The columns that the file has.
        ("present", "text[]"),
        ("park_id", "integer"),
        ("province_id", "smallint"),
    ];
    const PLACES: &'static [&'static str] = &[
        "SELECT s.file, s.line, 'code', s.code, format('unit %s stands', s.code), t.province_id
         FROM staged_unit AS s JOIN unit AS t ON t.code = s.code",
        "SELECT s.file, s.line, CASE WHEN s.park IS NULL THEN 'province' ELSE 'park' END, COALESCE(s.park, s.province),
            format('unit %s would stand', s.code), s.province_id
         FROM staged_unit AS s LEFT JOIN unit AS t ON t.code = s.code
         WHERE t.province_id IS DISTINCT FROM s.province_id",
    ];

    fn fill(&self, line: &mut Line) {
        let activity = self.activity.filled();
        let present: Vec<&str> = [
            ("park", self.park.present()),
            ("province", self.province.present()),
            ("name_fa", self.name_fa.present()),
            ("isic_revision", self.activity.present()),
            ("isic_code", self.activity.present()),
            ("sector", self.sector.present()),
            ("licence", self.licence.present()),
            ("owner", self.owner.present()),
        ]
        .into_iter()
        .filter_map(|(name, present)| present.then_some(name))
        .collect();
        line.text(&self.code)
            .maybe_text(cell_text(&self.park))
            .maybe_text(cell_text(&self.province))
            .text(&self.name_en)
            .maybe_text(cell_text(&self.name_fa))
            .maybe(activity.map(|activity| activity.revision.code()))
            .maybe(activity.map(|activity| activity.code()))
            .maybe(self.sector.filled().map(|sector| sector_number(*sector)))
            .maybe_text(cell_text(&self.licence))
            .maybe_text(cell_text(&self.owner))
            .array(&present)
            .maybe(None::<i32>)
            .maybe(None::<i16>);
    }
}

/// How units land.
pub(in crate::import) const UNITS: Plan = Plan {
    table: "unit",
    resolve: &[
        "UPDATE staged_unit AS s SET park = p.code FROM unit AS t JOIN park AS p ON p.id = t.park_id
         WHERE t.code = s.code AND NOT 'park' = ANY(s.present)",
        "UPDATE staged_unit AS s SET park_id = p.id, province_id = p.province_id FROM park AS p WHERE p.code = s.park",
        "UPDATE staged_unit AS s SET province_id = p.id FROM province AS p WHERE s.park IS NULL AND p.code = s.province",
        "UPDATE staged_unit AS s SET province_id = t.province_id FROM unit AS t
         WHERE t.code = s.code AND s.park IS NULL AND s.province IS NULL AND NOT 'province' = ANY(s.present)",
    ],
    keep: &["name_fa", "isic_revision", "isic_code", "sector", "licence", "owner"],
    checks: &[
        "SELECT s.file, s.line, 'province', 'EMPTY', NULL,
            'a unit stands in a park or, outside parks, in a province; fill one of the two'
        FROM staged_unit AS s
        WHERE s.park IS NULL AND s.province_id IS NULL AND NOT s.present @> '{park,province}'",
        "SELECT s.file, s.line, 'park', 'UNKNOWN_PARK', s.park, CASE WHEN EXISTS (
                SELECT FROM refused_code AS r WHERE r.kind = 'park' AND r.code = s.park)
            THEN 'the line that registers this park is refused; put that one right'
            ELSE 'no park has this code; register it first, or import parks.csv in the same call' END
        FROM staged_unit AS s WHERE s.park IS NOT NULL AND s.park_id IS NULL",
        "SELECT s.file, s.line, 'province', 'CONFLICTING_PLACE', s.province,
            format('park %s lies in %s; leave the province empty or give that one', s.park, p.code)
        FROM staged_unit AS s JOIN province AS p ON p.id = s.province_id
        WHERE s.park_id IS NOT NULL AND s.province IS NOT NULL AND p.code <> s.province",
        "SELECT s.file, s.line,
            CASE WHEN s.park IS NULL AND 'province' = ANY(s.present) THEN 'province' ELSE 'park' END, 'PLACE_FIXED',
            COALESCE(s.park, s.province),
            format('unit %s has events and stays where it is (%s); a plant that moves is closed there and registered anew',
                s.code, COALESCE(k.code, p.code))
        FROM staged_unit AS s JOIN unit AS t ON t.code = s.code JOIN province AS p ON p.id = t.province_id
            LEFT JOIN park AS k ON k.id = t.park_id
        WHERE (t.park_id, t.province_id) IS DISTINCT FROM (s.park_id, s.province_id)
            AND (s.province_id IS NOT NULL OR s.park IS NOT NULL)
            AND EXISTS (SELECT FROM unit_event AS e WHERE e.unit_id = t.id)",
    ],
    key: &["code"],
    nullable_key: false,
    said: "code",
    facts: &[
        "park_id",
        "province_id",
        "name_en",
        "name_fa",
        "isic_revision",
        "isic_code",
        "sector",
        "licence",
        "owner",
    ],
};
