// Recording what happened to a unit: the day, what of it the unit allows, its facts, what it would change, and the record.

import { useEffect, useState } from "preact/hooks";

import { useNavigation, wayFrom } from "../../navigation.tsx";
import { NowherePage } from "../../pages/nowhere.tsx";
import { Status } from "../../parts/units.tsx";
import { useTexts } from "../../text/texts.ts";
import { documentOf } from "../acts.ts";
import { send, useAsked, useChange } from "../api.ts";
import { FactFields, fieldsOf, mistakesOf, valueOf, type Draft } from "../facts.tsx";
import { at, DayField, Mistakes, Sending, type Mistake } from "../fields.tsx";
import { CorrectUnitDocument, NextEventsDocument, OfficeUnitDocument, type CorrectUnitMutation, type EventKind, type OfficeUnitQuery } from "../gql/graphql.ts";
import { Answer } from "../parts/asked.tsx";
import { Meanwhile, Standing } from "../parts/preview.tsx";
import { UnitHead } from "../parts/unit-head.tsx";
import { today } from "../today.ts";

type Unit = NonNullable<OfficeUnitQuery["unit"]>;
type Preview = NonNullable<CorrectUnitMutation["unitCorrect"]>;

export function ActPage({ code }: { code: string }) {
  const { t, language } = useTexts();
  const asked = useAsked(OfficeUnitDocument, { code }, language);
  return (
    <Answer asked={asked}>
      {({ unit, eventRules }) =>
        unit ? (
          <article>
            <UnitHead unit={unit} title={t("page-office-record")} />
            <Form unit={unit} rules={eventRules} again={asked.again} />
          </article>
        ) : (
          <NowherePage />
        )
      }
    </Answer>
  );
}

interface Props {
  /** As it stands now. */
  unit: Unit;
  rules: OfficeUnitQuery["eventRules"];
  /** Asks for it again. */
  again: () => void;
}

function Form({ unit, rules, again }: Props) {
  const texts = useTexts();
  const { t, label, language } = texts;
  const { address, go } = useNavigation();
  const [day, setDay] = useState(() => today(language));
  const [kind, setKind] = useState<EventKind>();
  const [draft, setDraft] = useState<Draft>({});
  const [mistakes, setMistakes] = useState<Mistake[]>([]);
  const [preview, setPreview] = useState<Preview>();
  const [opened, setOpened] = useState<Unit>();
  const next = useNext(unit.code, day);
  const allowed = next.kinds;
  const rule = rules.find((one) => one.kind === kind && allowed.includes(one.kind));
  const changed = () => (setPreview(undefined), setMistakes([]));
  const check = useChange<CorrectUnitMutation>(({ unitCorrect }) => {
    setMistakes(unitCorrect?.userErrors ?? []);
    if (unitCorrect?.history) setPreview(unitCorrect);
  });
  const record = useChange<{ act?: { userErrors: Mistake[] } | null }>(({ act }) => {
    if (act && act.userErrors.length === 0) return go(wayFrom(address, { to: { page: "office", path: ["units", unit.code] }, ask: { recorded: "act" } }));
    setPreview(undefined);
    setMistakes(act?.userErrors ?? []);
    // What was allowed when it was tried is so no more: somebody has recorded something else.
    if (act?.userErrors.some(({ code }) => code === "EVENT_NOT_ALLOWED")) {
      setOpened(unit);
      again();
      next.again();
    }
  });
  // Whether it was recorded is seen there; a change with a new key could be recorded twice.
  const toUnit = () => go(wayFrom(address, { to: { page: "office", path: ["units", unit.code] } }));
  const facts = (): Record<string, unknown> | undefined => {
    if (!rule) {
      setMistakes([{ field: ["kind"], code: "EMPTY", message: t("page-office-choose-kind") }]);
      return undefined;
    }
    const stated = fieldsOf(rule).map((field) => [field, valueOf(field, draft[field])] as const);
    const input = Object.fromEntries([["occurredOn", day.trim()], ...stated].filter(([, value]) => value !== null));
    const wrong = mistakesOf(texts, input);
    if (wrong.length > 0) setMistakes(wrong);
    return wrong.length > 0 ? undefined : input;
  };
  const tryIt = (event: Event) => {
    event.preventDefault();
    changed();
    const input = facts();
    if (!input || !rule) return;
    const tried = { unit: unit.code, dryRun: true, record: [{ kind: rule.kind, ...input } as { kind: EventKind; occurredOn: string }] };
    check.run(() => send(CorrectUnitDocument, { input: tried }, language));
  };
  const recordIt = () => {
    const input = facts();
    if (!input || !rule) return;
    const { reasons, ...others } = input;
    // The input of a cancellation has one reason.
    const reason = rule.kind === "CANCELLED" ? { reason: (reasons as string[] | undefined)?.[0] ?? null } : reasons ? { reasons } : {};
    record.run((key) => send(documentOf(rule.kind), { input: { unit: unit.code, ...others, ...reason, idempotencyKey: key } }, language));
  };
  const waiting = check.busy || record.busy || record.resend !== undefined;
  const own = ["occurredOn", "kind", ...(rule ? fieldsOf(rule) : []), "reason"];
  return (
    <form onSubmit={tryIt} noValidate class="act">
      <Mistakes mistakes={mistakes} fields={own} />
      {opened && <Meanwhile opened={opened} now={unit} />}
      <fieldset class="all" disabled={waiting}>
        <DayField label={t("page-day")} name="occurredOn" value={day} onChange={(value) => (setDay(value), changed())} mistakes={[...mistakes, ...next.mistakes]} required />
        <fieldset class={at(mistakes, "kind").length > 0 ? "field wrong" : "field"}>
          <legend>{t("page-office-what-happened")}</legend>
          <p class="hint" role="status">
            {next.status === undefined ? t("page-office-day-first") : <>{t("page-office-on-that-day")} <Status status={next.status} /></>}
          </p>
          <div class="boxes">
            {allowed.map((one) => (
              <label key={one}>
                <input type="radio" name="kind" checked={kind === one} onChange={() => (setKind(one), changed())} />
                {label("event-kind", one)}
              </label>
            ))}
          </div>
          {next.status !== undefined && allowed.length === 0 && <p>{t("page-office-nothing-allowed")}</p>}
          {at(mistakes, "kind").map(({ message }) => (
            <p key={message} class="wrongs">
              {message}
            </p>
          ))}
        </fieldset>
        {rule && <FactFields rule={rule} draft={draft} onChange={(field, value) => (setDraft({ ...draft, [field]: value }), changed())} mistakes={mistakes} />}
        <button type="submit" class={preview ? "second" : ""}>
          {t("page-office-check")}
        </button>
      </fieldset>
      <Sending change={check} />
      {preview && (
        <section class="preview" aria-live="polite">
          <Recorded payload={preview} />
          <Standing unit={unit} payload={preview} />
          <button type="button" disabled={record.busy || record.resend !== undefined} onClick={recordIt}>
            {t("page-office-record-it")}
          </button>
        </section>
      )}
      <Sending change={record} discard={toUnit} />
    </form>
  );
}

/** The event and its day in words, in which a wrong day is seen more easily. */
function Recorded({ payload }: { payload: Preview }) {
  const { label, day } = useTexts();
  const event = payload.changes?.[0]?.after;
  if (!event) return null;
  return (
    <p>
      <strong>{label("event-kind", event.kind)}</strong> <time dateTime={event.occurredOn}>{day(event.occurredOn)}</time>
    </p>
  );
}

/** What may come next after everything that happened by a day. */
function useNext(code: string, day: string): Next {
  const { language } = useTexts();
  const [written, setWritten] = useState(day);
  useEffect(() => {
    // While a day is being written, it is none yet.
    const timer = setTimeout(() => setWritten(day), 300);
    return () => clearTimeout(timer);
  }, [day]);
  const whole = /^\D*[0-9۰-۹٠-٩]{4}[-/][0-9۰-۹٠-٩]{1,2}[-/][0-9۰-۹٠-٩]{1,2}\D*$/.test(written);
  const asked = useAsked(whole ? NextEventsDocument : undefined, { code, asOf: written.trim() }, language);
  const mistakes = asked.state === "failed" ? [{ field: ["occurredOn"], code: "BAD_DAY", message: asked.error.message }] : [];
  const unit = asked.data?.unit;
  return { status: unit ? (unit.status ?? null) : undefined, kinds: unit?.nextEvents.map(({ kind }) => kind) ?? [], mistakes, again: asked.again };
}

interface Next {
  /** The status after that day; undefined without a day. */
  status: Unit["status"] | undefined;
  kinds: EventKind[];
  /** What is wrong with the day. */
  mistakes: Mistake[];
  again: () => void;
}
