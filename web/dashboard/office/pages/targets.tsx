// Yearly targets, and revising one: earlier revisions stay.

import { useState } from "preact/hooks";

import { useNavigation, wayFrom } from "../../navigation.tsx";
import { NowherePage } from "../../pages/nowhere.tsx";
import { Heading } from "../../parts/heading.tsx";
import { useYear } from "../../parts/shell.tsx";
import { inUnit } from "../../parts/stated.tsx";
import { ScrollTable } from "../../parts/table.tsx";
import { useTexts, type Texts } from "../../text/texts.ts";
import { send, useAsked, useChange } from "../api.ts";
import { latin } from "../digits.ts";
import { DayField, Mistakes, Sending, TextField, type Mistake } from "../fields.tsx";
import { ReviseTargetDocument, TargetDocument, TargetsOfYearDocument, type ReviseTargetMutation, type TargetOfOfficeFragment } from "../gql/graphql.ts";
import { OfficeLink } from "../link.tsx";
import { Answer } from "../parts/asked.tsx";
import { Conflict } from "../parts/conflict.tsx";
import { today } from "../today.ts";
import { useMay } from "../viewer.tsx";

type Target = TargetOfOfficeFragment;

const nameOf = ({ name, label, t }: Texts, { announcedMetric, province, body }: Target) =>
  [name(announcedMetric?.name), province ? name(province.name) : t("page-office-country"), body && label("body", body)].filter(Boolean).join(" · ");

const valueOf = (texts: Texts, target: Target, value: string | null | undefined) => inUnit(texts, value, target.announcedMetric?.unit ?? "");

export function TargetsPage() {
  const texts = useTexts();
  const { t, year: digits, day, language } = texts;
  const { address, go } = useNavigation();
  const last = useYear();
  const year = Number(address.ask["year"] ?? last) || last;
  const asked = useAsked(TargetsOfYearDocument, { year, after: address.ask["after"] ?? null }, language);
  return (
    <article>
      <Heading title={t("page-office-targets-of", { year: digits(year) })}>
        <p class="lead">{t("page-office-targets-lead")}</p>
      </Heading>
      <form
        class="controls"
        onSubmit={(event) => {
          event.preventDefault();
          go(wayFrom(address, { ask: { year: latin(`${new FormData(event.currentTarget).get("year")}`).trim() } }));
        }}
      >
        <label>
          <span>{t("page-of-year")}</span>
          <input type="text" name="year" key={year} defaultValue={`${year}`} inputMode="numeric" dir="ltr" size={6} />
        </label>
        <button type="submit">{t("page-office-show")}</button>
      </form>
      <Answer asked={asked}>
        {({ targets }) =>
          targets.nodes.length === 0 ? (
            <p role="status">{t("page-nothing-promised")}</p>
          ) : (
            <>
              <ScrollTable caption={t("page-office-targets")}>
                <thead>
                  <tr>
                    <th scope="col">{t("page-office-target")}</th>
                    <th scope="col" class="amount">
                      {t("page-office-in-force")}
                    </th>
                    <th scope="col">{t("page-office-decided-on")}</th>
                  </tr>
                </thead>
                <tbody>
                  {targets.nodes.map((target) => (
                    <tr key={target.id}>
                      <th scope="row">
                        <OfficeLink to={["targets", target.id]}>{nameOf(texts, target)}</OfficeLink>
                      </th>
                      <td class="amount">{valueOf(texts, target, target.inForce?.value)}</td>
                      <td>{day(target.inForce?.decidedOn)}</td>
                    </tr>
                  ))}
                </tbody>
              </ScrollTable>
              {targets.pageInfo.hasNextPage && (
                <a href={wayFrom(address, { ask: { year: `${year}`, after: targets.pageInfo.endCursor ?? "" } })}>{t("page-next-page")}</a>
              )}
            </>
          )
        }
      </Answer>
    </article>
  );
}

export function TargetPage({ id }: { id: string }) {
  const { t, year, language } = useTexts();
  const texts = useTexts();
  const asked = useAsked(TargetDocument, { id }, language);
  return (
    <Answer asked={asked}>
      {({ target }) =>
        target ? (
          <article>
            <p class="kind">
              <OfficeLink to={["targets"]} ask={{ year: `${target.year.number}` }}>
                {t("page-office-targets-of", { year: year(target.year.number) })}
              </OfficeLink>
            </p>
            <Heading title={nameOf(texts, target)} />
            <Revise target={target} />
          </article>
        ) : (
          <NowherePage />
        )
      }
    </Answer>
  );
}

const FIELDS = ["value", "decidedOn", "reason", "source"];

function Revise({ target }: { target: Target }) {
  const texts = useTexts();
  const { t, day, language } = texts;
  const may = useMay();
  const empty = () => ({ value: "", decidedOn: today(language), reason: "", source: "" });
  const [read, setRead] = useState(target);
  const [values, setValues] = useState(empty);
  const [mistakes, setMistakes] = useState<Mistake[]>([]);
  const [theirs, setTheirs] = useState<Target>();
  const [done, setDone] = useState(false);
  const change = useChange<ReviseTargetMutation>(({ targetRevise }) => {
    const wrong = targetRevise?.userErrors ?? [];
    const now = targetRevise?.target;
    if (wrong.length === 0 && now) {
      setRead(now);
      setValues(empty());
      setTheirs(undefined);
      setDone(true);
      return change.reset();
    }
    const stale = wrong.some((mistake) => mistake.code === "STALE_VERSION");
    setTheirs(stale ? (now ?? undefined) : undefined);
    setMistakes(stale ? [] : wrong);
  });
  const revise = (version: number) => {
    setMistakes([]);
    setDone(false);
    const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ""));
    const input = { ...given, value: values.value.trim(), decidedOn: values.decidedOn.trim(), target: read.id, expectedVersion: version };
    change.run((key) => send(ReviseTargetDocument, { input: { ...input, idempotencyKey: key } }, language));
  };
  const set = (field: string) => (value: string) => setValues({ ...values, [field]: value });
  const inForce = (of: Target) => of.revisions.at(-1);
  const form = (
    <>
      <h2>{t("page-office-revise")}</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          revise(read.version);
        }}
        noValidate
        class="act"
      >
        <Mistakes mistakes={mistakes} fields={FIELDS} />
        {theirs && (
          <Conflict
            rows={[
              {
                name: t("page-office-value-of-target"),
                opened: valueOf(texts, read, inForce(read)?.value),
                now: valueOf(texts, theirs, inForce(theirs)?.value),
                mine: values.value,
              },
              { name: t("page-office-decided-on"), opened: day(inForce(read)?.decidedOn), now: day(inForce(theirs)?.decidedOn), mine: values.decidedOn },
              { name: t("page-office-reason"), opened: inForce(read)?.reason ?? "", now: inForce(theirs)?.reason ?? "", mine: values.reason },
            ]}
            takeTheirs={() => (setRead(theirs), setTheirs(undefined), change.reset())}
            sendMine={() => (setRead(theirs), revise(theirs.version))}
            busy={change.busy}
          />
        )}
        <fieldset class="all" disabled={change.busy || change.resend !== undefined || theirs !== undefined}>
          <TextField label={t("page-office-new-value")} name="value" value={values.value} onChange={set("value")} mistakes={mistakes} ltr required />
          <DayField label={t("page-office-decided-on")} name="decidedOn" value={values.decidedOn} onChange={set("decidedOn")} mistakes={mistakes} required />
          <TextField label={t("page-office-reason")} name="reason" value={values.reason} onChange={set("reason")} mistakes={mistakes} />
          <TextField label={t("page-office-source")} name="source" value={values.source} onChange={set("source")} mistakes={mistakes} />
          <button type="submit">{t("page-office-record-revision")}</button>
        </fieldset>
        <Sending change={change} discard={change.reset} />
      </form>
    </>
  );
  return (
    <>
      {done && (
        <p class="done" role="status">
          {t("page-office-revision-recorded")}
        </p>
      )}
      <ScrollTable caption={t("page-office-revisions")}>
        <thead>
          <tr>
            <th scope="col">{t("page-office-decided-on")}</th>
            <th scope="col" class="amount">
              {t("page-office-value-of-target")}
            </th>
            <th scope="col">{t("page-office-reason")}</th>
            <th scope="col">{t("page-office-source")}</th>
          </tr>
        </thead>
        <tbody>
          {read.revisions.map((revision) => (
            <tr key={revision.decidedOn}>
              <th scope="row">{day(revision.decidedOn)}</th>
              <td class="amount">{valueOf(texts, read, revision.value)}</td>
              <td>{revision.reason && <bdi>{revision.reason}</bdi>}</td>
              <td>{revision.source && <bdi class="long">{revision.source}</bdi>}</td>
            </tr>
          ))}
        </tbody>
      </ScrollTable>
      {may("targetRevise") && form}
    </>
  );
}
