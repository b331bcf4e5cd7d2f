// An announced figure as it was stated, and what the register says of it.

import type { ComparedFragment, StatedFragment } from "../gql/graphql.ts";
import { Link } from "../navigation.tsx";
import { useTexts, type Texts } from "../text/texts.ts";

/** The number with its hedge, such as “over 20,000 jobs”. */
export function statedNumber(texts: Texts, figure: Pick<StatedFragment, "low" | "high" | "hedge" | "unit">): string {
  const { t } = texts;
  const [low, high] = [figure.low, figure.high].map((amount) => inUnit(texts, amount, figure.unit));
  const number = low === high ? (low ?? "") : t("page-stated-range", { low: low ?? "", high: high ?? "" });
  switch (figure.hedge) {
    case "ABOUT":
      return t("page-stated-about", { number });
    case "OVER":
      return t("page-stated-over", { number });
    case "NEARLY":
      return t("page-stated-nearly", { number });
    case "UP_TO":
      return t("page-stated-up-to", { number });
    default:
      return number;
  }
}

/** An amount in a unit of measurement of the vocabulary. Units and persons go without saying. */
export function inUnit({ t, number, words }: Texts, amount: string | null | undefined, unit: string): string {
  if (amount == null) return "–";
  switch (unit) {
    case "IRR":
      return t("page-rials", { amount: words(amount) });
    case "USD":
      return t("page-dollars", { amount: words(amount) });
    case "percent":
      return t("page-percent", { amount: number(amount) });
    default:
      return number(amount);
  }
}

/** Who said it, when, and of which days. */
export function StatedBy({ figure }: { figure: StatedFragment }) {
  const { t, shortDay, name } = useTexts();
  const who = figure.speaker ?? figure.organisation;
  const { announcedOn } = figure.announcement;
  return (
    <span class="by">
      {who ? <bdi>{who}</bdi> : t("page-speaker-unknown")}
      {announcedOn && `${t("page-comma")}${shortDay(announcedOn)}`}
      {figure.periodTo && <> · {periodOf({ t, shortDay }, figure)}</>}
      {figure.province && <> · {name(figure.province.name)}</>}
      {" · "}
      {t(`page-announced-${figure.population.toLowerCase().replaceAll("_", "-")}`)}
    </span>
  );
}

function periodOf({ t, shortDay }: Pick<Texts, "t" | "shortDay">, { measure, periodFrom, periodTo }: StatedFragment) {
  const flow = measure === "FLOW" || measure === "TARGET";
  if (!flow || !periodFrom) return t("page-on-day", { day: shortDay(periodTo) });
  return t("page-from-to", { from: shortDay(periodFrom), to: shortDay(periodTo) });
}

/** What the figure counts. */
export function Metric({ figure }: { figure: StatedFragment }) {
  const { name } = useTexts();
  return <span class="metric">{figure.announcedMetric ? name(figure.announcedMetric.name) : figure.metric}: </span>;
}

/** The number as a link to the figure's own page. */
export function StatedLink({ figure }: { figure: StatedFragment }) {
  const texts = useTexts();
  return (
    <Link to={{ page: "figure", code: figure.code }} class="number">
      {statedNumber(texts, figure)}
    </Link>
  );
}

const MARKS = { AGREES: "✓", DIFFERS: "≠", NOT_COMPUTABLE: "?" } as const;

/** What the register says of a figure; the sign carries the meaning as well as the colour. */
export function VerdictMark({ compared, unit }: { compared: ComparedFragment; unit: string }) {
  const texts = useTexts();
  const { t } = texts;
  const { verdict, reason } = compared;
  return (
    <span class={`verdict ${verdict.toLowerCase().replace("_", "-")}`}>
      <span class="mark" aria-hidden="true">
        {MARKS[verdict]}
      </span>{" "}
      {verdict === "NOT_COMPUTABLE"
        ? t(`page-not-computable-${(reason ?? "METRIC").toLowerCase().replace("_", "-")}`)
        : t(verdict === "AGREES" ? "page-agrees" : "page-differs", { computed: inUnit(texts, compared.computed, unit) })}
    </span>
  );
}

/** The host of a source, as a link to it. */
export function Source({ address }: { address: string }) {
  if (!/^https?:/.test(address)) return <bdi>{address}</bdi>;
  return (
    <a href={address} rel="noreferrer" class="source">
      <bdi>{new URL(address).hostname.replace(/^www\./, "")}</bdi>
    </a>
  );
}
