// The 31 provinces as tiles, about where they lie: a map without borders, which needs nobody's geometry. East stays on
// the right in Persian, too.

import { Link } from "../navigation.tsx";
import { useTexts } from "../text/texts.ts";

/** The rows from north to south, by the digits of the codes; a dot is no province. */
const ROWS = [
  ["04", "03", "24", "..", "..", "..", ".."],
  ["12", "19", "01", "..", "02", "27", "28"],
  ["05", "13", "26", "30", "23", "20", "09"],
  ["16", "15", "00", "25", "10", "21", "29"],
  ["..", "06", "14", "17", "07", "08", "11"],
  ["..", "..", "..", "18", "..", "22", ".."],
];

interface Value {
  province: { code: string; name: { en?: string | null; fa?: string | null } };
  value: number | null;
  text: string;
}

export function Tiles({ values, caption, year }: { values: Value[]; caption: string; year: number }) {
  const { name } = useTexts();
  const most = Math.max(...values.map(({ value }) => value ?? 0));
  const byCode = new Map(values.map((value) => [value.province.code.slice(3), value]));
  return (
    <figure class="tiles">
      <figcaption>{caption}</figcaption>
      <div class="grid">
        {ROWS.flat().map((code, index) => {
          const value = byCode.get(code);
          if (!value) return <span key={index} />;
          // Five steps; the number is written in the tile as well.
          const step = value.value === null || most === 0 ? 0 : Math.min(4, Math.floor((value.value / most) * 5));
          return (
            <Link key={code} to={{ page: "province", year, code: value.province.code }} class={`tile step-${step}`}>
              <span class="tile-name">{name(value.province.name)}</span>
              <span class="tile-value">{value.text}</span>
            </Link>
          );
        })}
      </div>
    </figure>
  );
}
