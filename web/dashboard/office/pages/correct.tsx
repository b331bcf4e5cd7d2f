// Correcting an event: what is right instead, or that it never happened; before and after; then the record.

import { useState } from "preact/hooks";

import { useNavigation, wayFrom } from "../../navigation.tsx";
import { NowherePage } from "../../pages/nowhere.tsx";
import type { Language } from "../../text/language.ts";
import { useTexts } from "../../text/texts.ts";
import { send, useAsked, useChange } from "../api.ts";
import { FACTS, FactFields, fieldsOf, mistakesOf, textOf, valueOf, type Draft } from "../facts.tsx";
import { ChoiceField, DayField, Mistakes, Sending, TextField, type Mistake } from "../fields.tsx";
import { CorrectUnitDocument, EventToCorrectDocument, type CorrectUnitMutation, type EventKind, type EventToCorrectQuery, type UnitCorrectInput } from "../gql/graphql.ts";
import { OfficeLink } from "../link.tsx";
import { Answer } from "../parts/asked.tsx";
import { Changes, Standing } from "../parts/preview.tsx";
import { UnitHead } from "../parts/unit-head.tsx";

type Event = NonNullable<EventToCorrectQuery["event"]>;
type Preview = NonNullable<CorrectUnitMutation["unitCorrect"]>;

export function CorrectPage({ unit, code }: { unit: string; code: string }) {
  const { t, language } = useTexts();
  const asked = useAsked(EventToCorrectDocument, { unit, code }, language);
  return (
    <Answer asked={asked}>
      {({ event, eventRules }) =>
        event ? (
          <article>
            <UnitHead unit={event.unit} title={t("page-office-correct-event")} />
            {event.effective ? <Form key={event.id} event={event} rules={eventRules} /> : <AlreadyCorrected event={event} />}
          </article>
        ) : (
          <NowherePage />
        )
      }
    </Answer>
  );
}

function AlreadyCorrected({ event }: { event: Event }) {
  const { t } = useTexts();
  return (
    <div class="failed" role="alert">
      <p>{t("page-office-already-corrected")}</p>
      <OfficeLink to={["units", event.unit.code]}>{t("page-office-to-unit")}</OfficeLink>
    </div>
  );
}

/** The facts of an event as a form holds them, its day in the calendar of the language. */
function draftOf(event: Event, language: Language): Draft {
  const facts: Record<string, unknown> = { ...event, ...event.recording.confidential };
  if (language === "fa") facts["occurredOn"] = event.iranianDay;
  const text = (value: unknown) => (Array.isArray(value) ? (value as string[]) : value == null ? "" : `${value}`);
  return Object.fromEntries(FACTS.map((fact) => [fact, text(facts[fact])]));
}

function Form({ event, rules }: { event: Event; rules: EventToCorrectQuery["eventRules"] }) {
  const texts = useTexts();
  const { t, label, language } = texts;
  const { address, go } = useNavigation();
  const { unit } = event;
  const [before] = useState(() => draftOf(event, language));
  const [draft, setDraft] = useState(before);
  const [never, setNever] = useState(false);
  const [reason, setReason] = useState("");
  const [mistakes, setMistakes] = useState<Mistake[]>([]);
  const [preview, setPreview] = useState<Preview>();
  const changed = () => (setPreview(undefined), setMistakes([]));
  const set = (field: string, value: string | readonly string[]) => (setDraft({ ...draft, [field]: value }), changed());
  const rule = rules.find(({ kind }) => kind === draft["kind"]);
  const check = useChange<CorrectUnitMutation>(({ unitCorrect }) => {
    setMistakes(unitCorrect?.userErrors ?? []);
    if (unitCorrect?.history) setPreview(unitCorrect);
  });
  const record = useChange<CorrectUnitMutation>(({ unitCorrect }) => {
    if (unitCorrect && unitCorrect.userErrors.length === 0)
      return go(wayFrom(address, { to: { page: "office", path: ["units", unit.code] }, ask: { recorded: "correction" } }));
    setPreview(undefined);
    setMistakes(unitCorrect?.userErrors ?? []);
  });
  const input = (): UnitCorrectInput | undefined => {
    if (never) return { unit: unit.code, void: [{ voids: event.code, note: reason }] };
    if (!rule) return undefined;
    // What is the same is left out, and stays.
    const fields = ["kind", "occurredOn", ...fieldsOf(rule)];
    const differing = fields.filter((field) => JSON.stringify(draft[field]) !== JSON.stringify(before[field]));
    const facts = Object.fromEntries(differing.map((field) => [field, valueOf(field, draft[field])]));
    const wrong = mistakesOf(texts, facts);
    if (differing.length === 0) wrong.push({ field: [], code: "EMPTY", message: t("page-office-nothing-changed") });
    if (wrong.length > 0) return void setMistakes(wrong);
    return { unit: unit.code, replace: [{ replaces: event.code, ...facts }] };
  };
  const tryIt = (submitted: { preventDefault: () => void }) => {
    submitted.preventDefault();
    changed();
    const tried = input();
    if (tried) check.run(() => send(CorrectUnitDocument, { input: { ...tried, dryRun: true } }, language));
  };
  const recordIt = () => {
    const made = input();
    if (made) record.run((key) => send(CorrectUnitDocument, { input: { ...made, idempotencyKey: key } }, language));
  };
  const conflict = mistakes.some(({ code }) => code === "ALREADY_CORRECTED");
  const own = never ? ["note"] : ["kind", "occurredOn", ...(rule ? fieldsOf(rule) : [])];
  const waiting = check.busy || record.busy || record.resend !== undefined;
  return (
    <form onSubmit={tryIt} noValidate class="act">
      <Mistakes mistakes={mistakes} fields={own} />
      {conflict && (
        <p class="failed">
          {t("page-office-changed-meanwhile")} <OfficeLink to={["units", unit.code]}>{t("page-office-to-unit")}</OfficeLink>
        </p>
      )}
      <fieldset class="all" disabled={waiting}>
        <fieldset class="field">
          <legend>{t("page-office-what-is-right")}</legend>
          <div class="boxes">
            {[false, true].map((value) => (
              <label key={`${value}`}>
                <input type="radio" name="never" checked={never === value} onChange={() => (setNever(value), changed())} />
                {t(value ? "page-office-never-happened" : "page-office-happened-otherwise")}
              </label>
            ))}
          </div>
        </fieldset>
        {never ? (
          <TextField label={t("page-office-why")} name="note" value={reason} onChange={(value) => (setReason(value), changed())} lines={3} hint={t("page-office-confidential")} mistakes={mistakes} required />
        ) : (
          <>
            <ChoiceField
              label={t("page-office-kind")}
              name="kind"
              value={textOf(draft, "kind")}
              onChange={(value) => set("kind", value)}
              options={rules.map(({ kind }: { kind: EventKind }) => ({ value: kind, label: label("event-kind", kind) }))}
              mistakes={mistakes}
            />
            <DayField label={t("page-day")} name="occurredOn" value={textOf(draft, "occurredOn")} onChange={(value) => set("occurredOn", value)} mistakes={mistakes} />
            {rule && <FactFields rule={rule} draft={draft} onChange={set} mistakes={mistakes} />}
          </>
        )}
        <button type="submit" class={preview ? "second" : ""}>
          {t("page-office-check")}
        </button>
      </fieldset>
      <Sending change={check} />
      {preview && (
        <section class="preview" aria-live="polite">
          <Changes payload={preview} />
          <Standing unit={unit} payload={preview} />
          <button type="button" disabled={record.busy || record.resend !== undefined} onClick={recordIt}>
            {t("page-office-record-correction")}
          </button>
        </section>
      )}
      <Sending change={record} discard={() => go(wayFrom(address, { to: { page: "office", path: ["units", unit.code] } }))} />
    </form>
  );
}
