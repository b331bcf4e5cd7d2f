// The chart of a series: ticks for promises, bars, arrows and diamonds for announcements, dots for what is computed.
// Years run in the direction of reading.

import { scaleLinear, scalePoint } from "d3-scale";
import { line } from "d3-shape";

import type { Series, SeriesYear } from "../pages/series.tsx";
import { useTexts } from "../text/texts.ts";

const WIDTH = 640;
const HEIGHT = 360;
const MARGIN = { top: 16, bottom: 32, start: 64, end: 16 };

export function SeriesChart({ series }: { series: Series }) {
  const texts = useTexts();
  const { t, direction, year, words, name } = texts;
  const rtl = direction === "rtl";
  const { years } = series;
  const said = years.flatMap(({ announced }) => announced.map(({ figure }) => Number(figure.high)));
  const others = years.flatMap((row) => [row.computed, row.originalTarget?.value, row.targetInForce?.value].map(Number));
  const most = Math.max(...said, ...others.filter(Number.isFinite), 0);
  const [left, right] = rtl ? [MARGIN.end, WIDTH - MARGIN.start] : [MARGIN.start, WIDTH - MARGIN.end];
  const x = scalePoint(
    years.map((row) => row.year.number),
    rtl ? [right, left] : [left, right],
  ).padding(0.5);
  const y = scaleLinear([0, most || 1], [HEIGHT - MARGIN.bottom, MARGIN.top]).nice(5);
  const at = (row: SeriesYear) => x(row.year.number) ?? 0;
  const computed = years.filter((row) => row.computed != null);
  const path = line<SeriesYear>(at, (row) => y(Number(row.computed)));
  return (
    <figure class="chart">
      <figcaption>
        {t("page-series-of", { metric: name(series.metric.name) })}
        <Legend />
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t("page-chart-says", { metric: name(series.metric.name) })}>
        {y.ticks(5).map((tick) => (
          <g key={tick}>
            <line class="grid-line" x1={left} x2={right} y1={y(tick)} y2={y(tick)} />
            <text class="tick" x={rtl ? right + 8 : left - 8} y={y(tick)} dy="0.32em" text-anchor="end">
              {words(tick)}
            </text>
          </g>
        ))}
        {years.map((row) => (
          <text key={row.year.number} class="tick" x={at(row)} y={HEIGHT - 10} text-anchor="middle">
            {year(row.year.number)}
          </text>
        ))}
        <path class="computed-line" d={path(computed) ?? ""} />
        {years.map((row) => (
          <Marks key={row.year.number} row={row} x={at(row)} y={y} />
        ))}
      </svg>
    </figure>
  );
}

function Marks({ row, x, y }: { row: SeriesYear; x: number; y: (value: number) => number }) {
  const promises = [...new Set([row.originalTarget?.value, row.targetInForce?.value].filter((value) => value != null))];
  return (
    <>
      {promises.map((value) => (
        <path key={value} class="promised" d={`M${x - 14} ${y(Number(value))}h28`} />
      ))}
      {row.announced.map(({ figure, used }) => (
        <path key={figure.code} class={used ? "announced" : "announced other"} d={announcedShape(figure, x, y)} />
      ))}
      {row.computed != null && <circle class="computed" cx={x} cy={y(Number(row.computed))} r="5" />}
    </>
  );
}

/** A bar for a range, an arrow upwards for “over” and downwards for “nearly” and “up to”, otherwise a diamond. */
function announcedShape({ low, high, hedge }: { low: string; high: string; hedge?: string | null }, x: number, y: (value: number) => number) {
  const [bottom, top] = [y(Number(low)), y(Number(high))];
  if (low !== high) return `M${x - 5} ${bottom}H${x + 5}V${top}H${x - 5}z`;
  if (hedge === "OVER") return `M${x - 6} ${bottom}H${x + 6}L${x} ${bottom - 12}z`;
  if (hedge === "NEARLY" || hedge === "UP_TO") return `M${x - 6} ${bottom}H${x + 6}L${x} ${bottom + 12}z`;
  return `M${x} ${bottom - 6}l6 6l-6 6l-6 -6z`;
}

function Legend() {
  const { t } = useTexts();
  return (
    <span class="legend">
      <svg viewBox="0 0 24 16" aria-hidden="true">
        <path class="promised" d="M2 8h20" />
      </svg>
      {t("page-promised")}
      <svg viewBox="0 0 24 16" aria-hidden="true">
        <path class="announced" d="M12 2l6 6l-6 6l-6 -6z" />
      </svg>
      {t("page-announced")}
      <svg viewBox="0 0 24 16" aria-hidden="true">
        <circle class="computed" cx="12" cy="8" r="5" />
      </svg>
      {t("page-computed")}
    </span>
  );
}
