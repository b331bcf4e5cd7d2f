// Recording what was announced, and seeing at once what the register says of it.

import { useId, useState } from "preact/hooks";

import { Heading } from "../../parts/heading.tsx";
import { statedNumber, VerdictMark } from "../../parts/stated.tsx";
import { Link } from "../../navigation.tsx";
import { useTexts } from "../../text/texts.ts";
import { send, useAsked, useChange } from "../api.ts";
import { ChoiceField, DayField, fieldOf, Mistakes, Sending, TextField, type Mistake } from "../fields.tsx";
import {
  AnnouncingDocument,
  RecordAnnouncementDocument,
  type AnnouncementRecordInput,
  type AnnouncingQuery,
  type RecordAnnouncementMutation,
} from "../gql/graphql.ts";
import { Answer } from "../parts/asked.tsx";

type Recorded = NonNullable<NonNullable<RecordAnnouncementMutation["announcementRecord"]>["announcement"]>;

export function AnnouncePage() {
  const { t, language } = useTexts();
  const asked = useAsked(AnnouncingDocument, {}, language);
  return (
    <article>
      <Heading title={t("page-office-announce")}>
        <p class="lead">{t("page-office-announce-lead")}</p>
      </Heading>
      <Answer asked={asked}>{(known) => <Form known={known} />}</Answer>
    </article>
  );
}

const OF_ANNOUNCEMENT = ["announcedOn", "dateBasis", "source"] as const;
const OF_FIGURE = ["code", "metric", "measure", "low", "high", "hedge", "unit", "scope", "population", "periodFrom", "periodTo", "speaker", "organisation", "quote", "note"] as const;
type FigureField = (typeof OF_FIGURE)[number];
type Figure = Record<FigureField, string>;

const BASES = ["STATED", "ESTIMATED", "UNKNOWN"];
const MEASURES = ["FLOW", "STOCK", "TARGET", "SHARE", "RATIO"];
const HEDGES = ["ABOUT", "OVER", "NEARLY", "UP_TO", "RANGE"];
const POPULATIONS = ["IN_PARKS", "IN_AND_OUTSIDE_PARKS", "NATIONWIDE", "SMES", "UNSPECIFIED"];

const kebab = (code: string) => code.toLowerCase().replaceAll("_", "-");

/** A figure with nothing in it but what is usual, and what the one before it says. */
const emptyFigure = (like?: Figure): Figure => ({
  ...(Object.fromEntries(OF_FIGURE.map((field) => [field, ""])) as Figure),
  scope: like?.scope ?? "IR",
  population: like?.population ?? "UNSPECIFIED",
  speaker: like?.speaker ?? "",
  organisation: like?.organisation ?? "",
  periodFrom: like?.periodFrom ?? "",
  periodTo: like?.periodTo ?? "",
});

function Form({ known }: { known: AnnouncingQuery }) {
  const { t, language } = useTexts();
  const id = useId();
  const [announcement, setAnnouncement] = useState({ announcedOn: "", dateBasis: "STATED", source: "" });
  const [figures, setFigures] = useState<Figure[]>(() => [emptyFigure()]);
  const [mistakes, setMistakes] = useState<Mistake[]>([]);
  const [recorded, setRecorded] = useState<Recorded>();
  const change = useChange<RecordAnnouncementMutation>(({ announcementRecord }) => {
    setMistakes(announcementRecord?.userErrors ?? []);
    setRecorded(announcementRecord?.announcement ?? undefined);
  });
  const another = () => (change.reset(), setRecorded(undefined), setFigures([emptyFigure(figures.at(-1))]));
  const submit = (event: Event) => {
    event.preventDefault();
    const stated = (values: Record<string, string>) => Object.fromEntries(Object.entries(values).flatMap(([field, value]) => (value.trim() ? [[field, value.trim()]] : [])));
    // What the register requires is always sent, so that it says itself what is missing.
    const figureOf = (figure: Figure) => ({ ...stated(figure), code: figure.code.trim(), metric: figure.metric, scope: figure.scope, population: figure.population, measure: figure.measure || "FLOW", low: figure.low.trim(), unit: figure.unit.trim() });
    const input = { ...stated(announcement), dateBasis: announcement.dateBasis, source: announcement.source.trim(), figures: figures.map(figureOf) } as unknown as AnnouncementRecordInput;
    change.run((key) => send(RecordAnnouncementDocument, { input: { ...input, idempotencyKey: key } }, language));
  };
  if (recorded) return <Verdicts recorded={recorded} another={another} />;
  const set = (field: (typeof OF_ANNOUNCEMENT)[number]) => (value: string) => setAnnouncement({ ...announcement, [field]: value });
  const ofFigure = (place: number) => mistakes.filter(({ field }) => field.includes("figures") && field.includes(`${place}`));
  return (
    <form onSubmit={submit} noValidate class="act">
      <Mistakes mistakes={mistakes} fields={[...OF_ANNOUNCEMENT, ...OF_FIGURE]} />
      <fieldset class="all" disabled={change.busy || change.resend !== undefined}>
        <TextField label={t("page-office-source")} name="source" value={announcement.source} onChange={set("source")} hint={t("page-office-source-hint")} mistakes={mistakes} ltr required />
        <DayField label={t("page-office-announced-on")} name="announcedOn" value={announcement.announcedOn} onChange={set("announcedOn")} mistakes={mistakes} />
        <ChoiceField
          label={t("page-office-date-basis")}
          name="dateBasis"
          value={announcement.dateBasis}
          onChange={set("dateBasis")}
          options={BASES.map((value) => ({ value, label: t(`page-office-basis-${kebab(value)}`) }))}
          mistakes={mistakes}
          required
        />
        {figures.map((figure, place) => (
          <fieldset key={place} class="figure" aria-labelledby={`${id}-${place}`}>
            <h2 id={`${id}-${place}`}>{t("page-office-figure", { number: place + 1 })}</h2>
            <FigureFields known={known} figure={figure} mistakes={ofFigure(place)} onChange={(next) => setFigures(figures.map((other, at) => (at === place ? next : other)))} />
            {figures.length > 1 && (
              <button type="button" class="second" onClick={() => setFigures(figures.filter((_, at) => at !== place))}>
                {t("page-office-remove-figure")}
              </button>
            )}
          </fieldset>
        ))}
        <div class="buttons">
          <button type="button" class="second" onClick={() => setFigures([...figures, emptyFigure(figures.at(-1))])}>
            {t("page-office-add-figure")}
          </button>
          <button type="submit">{t("page-office-record-announcement")}</button>
        </div>
      </fieldset>
      <Sending change={change} discard={change.reset} />
    </form>
  );
}

interface FigureProps {
  known: AnnouncingQuery;
  figure: Figure;
  mistakes: Mistake[];
  onChange: (figure: Figure) => void;
}

function FigureFields({ known, figure, mistakes, onChange }: FigureProps) {
  const { t, name } = useTexts();
  const of = (field: FigureField) => ({
    name: field,
    label: t(`page-office-figure-${kebab(field.replace(/[A-Z]/g, (letter) => `_${letter}`))}`),
    value: figure[field],
    onChange: (value: string) => onChange({ ...figure, [field]: value }),
    mistakes: mistakes.filter((mistake) => fieldOf(mistake) === field),
  });
  const chooseMetric = (code: string) => {
    const metric = known.metrics.find((one) => one.code === code);
    onChange({ ...figure, metric: code, ...(metric ? { unit: metric.unit, measure: figure.measure || metric.measure } : {}) });
  };
  const places = [{ value: "IR", label: t("page-office-country") }, ...known.provinces.map(({ code, name: names }) => ({ value: code, label: name(names) }))];
  return (
    <div class="figure-fields">
      <TextField {...of("code")} hint={t("page-office-figure-code-hint")} ltr required />
      <ChoiceField {...of("metric")} onChange={chooseMetric} none={t("page-office-choose")} options={known.metrics.map(({ code, name: names }) => ({ value: code, label: name(names) }))} required />
      <ChoiceField {...of("measure")} none={t("page-office-choose")} options={MEASURES.map((value) => ({ value, label: t(`page-office-measure-${kebab(value)}`) }))} required />
      <TextField {...of("low")} ltr required />
      <TextField {...of("high")} hint={t("page-office-figure-high-hint")} ltr />
      <ChoiceField {...of("hedge")} none={t("page-office-no-hedge")} options={HEDGES.map((value) => ({ value, label: t(`page-office-hedge-${kebab(value)}`) }))} />
      <TextField {...of("unit")} list={["units", "persons", "IRR", "USD", "percent"]} ltr required />
      <ChoiceField {...of("scope")} options={places} required />
      <ChoiceField {...of("population")} options={POPULATIONS.map((value) => ({ value, label: t(`page-announced-${kebab(value)}`) }))} required />
      <DayField {...of("periodFrom")} />
      <DayField {...of("periodTo")} />
      <TextField {...of("speaker")} />
      <TextField {...of("organisation")} />
      <TextField {...of("quote")} lines={2} />
      <TextField {...of("note")} lines={2} />
    </div>
  );
}

function Verdicts({ recorded, another }: { recorded: Recorded; another: () => void }) {
  const texts = useTexts();
  const { t, name } = texts;
  return (
    <section>
      <p class="done" role="status">
        {t("page-office-announcement-recorded")}
      </p>
      <ul class="pairs">
        {recorded.figures.map((figure) => (
          <li key={figure.code}>
            <p>
              {name(figure.announcedMetric?.name)}:{" "}
              <Link to={{ page: "figure", code: figure.code }} class="number">
                {statedNumber(texts, figure)}
              </Link>
            </p>
            <VerdictMark compared={figure.comparison} unit={figure.unit} />
          </li>
        ))}
      </ul>
      <button type="button" onClick={another}>
        {t("page-office-announce-another")}
      </button>
    </section>
  );
}
