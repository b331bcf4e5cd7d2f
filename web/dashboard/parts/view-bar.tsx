// As of which day, known at which moment, which units: shown on each page of figures, and changed there.

import { useEffect, useState } from "preact/hooks";

import { POPULATIONS, type PopulationName } from "../address.ts";
import { LiveState } from "../live.tsx";
import { Link, useNavigation, wayFrom } from "../navigation.tsx";
import { useTexts } from "../text/texts.ts";

interface Props {
  year: { number: number; startsOn: string; endsOn: string };
  asOf: string;
  knownAt: string;
}

const DAY = 86_400_000;
const dayAfter = (day: string, days: number) => new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / DAY);

/** Which day, which knowledge and which units a page shows, its address for ever, and whether it follows the register. */
export function ViewSays({ asOf, knownAt }: Pick<Props, "asOf" | "knownAt">) {
  const { t, day, moment } = useTexts();
  const { population } = useNavigation().address.view;
  return (
    <p>
      {t("page-view-says", { asOf: day(asOf), knownAt: moment(knownAt), units: t(populationKey(population)) })}{" "}
      <Link view={{ asOf, knownAt }}>{t("page-permalink")}</Link> <LiveState />
    </p>
  );
}

export function ViewBar({ year, asOf, knownAt }: Props) {
  const { t } = useTexts();
  const { address, go } = useNavigation();
  const { population } = address.view;
  return (
    <section class="view" aria-label={t("page-view")}>
      <ViewSays asOf={asOf} knownAt={knownAt} />
      <details>
        <summary>{t("page-view-change")}</summary>
        <div class="controls">
          <AsOf key={asOf} from={year.startsOn} to={lastOf(year)} asOf={asOf} />
          <label>
            <span>{t("page-known-at")}</span>
            <input
              type="datetime-local"
              step="1"
              value={localTime(knownAt)}
              onChange={({ currentTarget }) => {
                const known = new Date(currentTarget.value);
                if (!Number.isNaN(known.valueOf())) go(wayFrom(address, { view: { knownAt: known.toISOString() } }));
              }}
            />
          </label>
          <label>
            <span>{t("page-population")}</span>
            <select
              value={population}
              onChange={({ currentTarget }) =>
                go(wayFrom(address, { view: { population: currentTarget.value as PopulationName } }))
              }
            >
              {POPULATIONS.map((name) => (
                <option key={name} value={name}>
                  {t(populationKey(name))}
                </option>
              ))}
            </select>
          </label>
          <button type="button" onClick={() => go(wayFrom({ ...address, view: { population: "IN_PARKS" } }, {}))}>
            {t("page-view-present")}
          </button>
        </div>
      </details>
    </section>
  );
}

/** The last day for the slider: today, or the last of the year. */
function lastOf({ endsOn }: Props["year"]) {
  const today = new Date().toISOString().slice(0, 10);
  return endsOn < today ? endsOn : today;
}

/** A day, by a slider: the day of the answer until the reader has let go. */
export function AsOf({ from, to, asOf }: { from: string; to: string; asOf: string }) {
  const { t, day } = useTexts();
  const { address, go } = useNavigation();
  const [chosen, setChosen] = useState(asOf);
  useEffect(() => setChosen(asOf), [asOf]);
  return (
    <label>
      <span>
        {t("page-as-of")} <output>{day(chosen)}</output>
      </span>
      <input
        type="range"
        min="0"
        max={daysBetween(from, to)}
        value={daysBetween(from, chosen)}
        aria-valuetext={day(chosen)}
        onInput={({ currentTarget }) => setChosen(dayAfter(from, Number(currentTarget.value)))}
        onChange={({ currentTarget }) => go(wayFrom(address, { view: { asOf: dayAfter(from, Number(currentTarget.value)) } }))}
      />
    </label>
  );
}

/** The moment as an input of the browser writes it, in the reader's time zone. */
function localTime(moment: string) {
  const at = new Date(moment);
  return new Date(at.valueOf() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

export const populationKey = (population: PopulationName) =>
  ({ IN_PARKS: "page-population-in-parks", OUTSIDE_PARKS: "page-population-outside-parks", ALL: "page-population-all" })[
    population
  ];
