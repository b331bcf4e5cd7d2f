// Changing the facts of a unit: its names, sector, activity, licence and owner.

import { useState } from "preact/hooks";

import { useNavigation, wayFrom } from "../../navigation.tsx";
import { NowherePage } from "../../pages/nowhere.tsx";
import { useTexts } from "../../text/texts.ts";
import { send, useAsked, useChange } from "../api.ts";
import { ChoiceField, Mistakes, Sending, TextField, type Mistake } from "../fields.tsx";
import { OfficeUnitDocument, UpdateUnitDocument, type UnitOfOfficeFragment, type UpdateUnitMutation } from "../gql/graphql.ts";
import { Answer } from "../parts/asked.tsx";
import { Conflict } from "../parts/conflict.tsx";
import { UnitHead } from "../parts/unit-head.tsx";

const SECTORS = ["FOOD", "TEXTILE", "CELLULOSE", "CHEMICAL", "NON_METALLIC_MINERAL", "METAL", "ELECTRICAL", "SERVICES"];

const FIELDS = ["nameFa", "nameEn", "sector", "isicCode", "licence", "owner"] as const;
type FieldName = (typeof FIELDS)[number];
type Values = Record<FieldName, string>;

const LABELS: Record<FieldName, string> = {
  nameFa: "page-office-name-fa",
  nameEn: "page-office-name-en",
  sector: "page-sector",
  isicCode: "page-office-isic",
  licence: "page-licence",
  owner: "page-owner",
};

const valuesOf = (unit: UnitOfOfficeFragment): Values => ({
  nameFa: unit.name.fa ?? "",
  nameEn: unit.name.en ?? "",
  sector: unit.sector ?? "",
  isicCode: unit.activity?.code ?? "",
  licence: unit.licence ?? "",
  owner: unit.owner ?? "",
});

export function FactsPage({ code }: { code: string }) {
  const { t, language } = useTexts();
  const asked = useAsked(OfficeUnitDocument, { code }, language);
  return (
    <Answer asked={asked}>
      {({ unit }) =>
        unit ? (
          <article>
            <UnitHead unit={unit} title={t("page-office-change-facts")} />
            <Form unit={unit} />
          </article>
        ) : (
          <NowherePage />
        )
      }
    </Answer>
  );
}

function Form({ unit }: { unit: UnitOfOfficeFragment }) {
  const { t, label, language } = useTexts();
  const { address, go } = useNavigation();
  const [read, setRead] = useState(unit);
  const [values, setValues] = useState(() => valuesOf(unit));
  const [mistakes, setMistakes] = useState<Mistake[]>([]);
  const [theirs, setTheirs] = useState<UnitOfOfficeFragment>();
  const opened = valuesOf(read);
  const change = useChange<UpdateUnitMutation>(({ unitUpdate }) => {
    const wrong = unitUpdate?.userErrors ?? [];
    if (wrong.length === 0) return go(wayFrom(address, { to: { page: "office", path: ["units", unit.code] }, ask: { recorded: "facts" } }));
    // The payload of a stale version is what is recorded now.
    const stale = wrong.some((mistake) => mistake.code === "STALE_VERSION");
    setTheirs(stale ? (unitUpdate?.unit ?? undefined) : undefined);
    setMistakes(stale ? [] : wrong);
  });
  const update = (version: number) => {
    setMistakes([]);
    const differing = FIELDS.filter((field) => values[field].trim() !== opened[field]);
    if (differing.length === 0) return setMistakes([{ field: [], code: "EMPTY", message: t("page-office-nothing-changed") }]);
    const facts = Object.fromEntries(differing.map((field) => [field, values[field].trim() || null]));
    if (differing.includes("isicCode")) facts["isicRevision"] = values.isicCode.trim() ? (read.activity?.revision ?? "REV_4") : null;
    change.run((key) => send(UpdateUnitDocument, { input: { code: unit.code, ...facts, expectedVersion: version, idempotencyKey: key } }, language));
  };
  const set = (field: FieldName) => (value: string) => setValues({ ...values, [field]: value });
  const shown = (field: FieldName, value: string) => (field === "sector" && value ? label("sector", value) : value);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        update(read.version);
      }}
      noValidate
      class="act"
    >
      <Mistakes mistakes={mistakes} fields={FIELDS} />
      {theirs && (
        <Conflict
          rows={FIELDS.map((field) => ({
            name: t(LABELS[field]),
            opened: shown(field, opened[field]),
            now: shown(field, valuesOf(theirs)[field]),
            mine: shown(field, values[field]),
          }))}
          takeTheirs={() => (setRead(theirs), setValues(valuesOf(theirs)), setTheirs(undefined), change.reset())}
          sendMine={() => update(theirs.version)}
          busy={change.busy}
        />
      )}
      <fieldset class="all" disabled={change.busy || change.resend !== undefined || theirs !== undefined}>
        {FIELDS.map((field) =>
          field === "sector" ? (
            <ChoiceField
              key={field}
              label={t(LABELS[field])}
              name={field}
              value={values[field]}
              onChange={set(field)}
              none={t("page-unknown")}
              options={SECTORS.map((value) => ({ value, label: label("sector", value) }))}
              mistakes={mistakes}
            />
          ) : (
            <TextField key={field} label={t(LABELS[field])} name={field} value={values[field]} onChange={set(field)} ltr={field === "isicCode" || field === "licence"} mistakes={mistakes} />
          ),
        )}
        <button type="submit">{t("page-office-record-facts")}</button>
      </fieldset>
      <Sending change={change} discard={() => go(wayFrom(address, { to: { page: "office", path: ["units", unit.code] } }))} />
    </form>
  );
}
