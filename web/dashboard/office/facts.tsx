// The facts of an event: their fields in a form, and how they are written.

import { inUnit } from "../parts/stated.tsx";
import { useTexts, type Texts } from "../text/texts.ts";
import { latin } from "./digits.ts";
import { ChoiceField, SeveralField, TextField, type Mistake } from "./fields.tsx";
import type { FactsOfEventFragment, RuleOfEventFragment } from "./gql/graphql.ts";

/** What stands in a form. */
export type Draft = Record<string, string | readonly string[]>;

export const textOf = (draft: Draft, field: string) => (typeof draft[field] === "string" ? draft[field] : "");
const listOf = (draft: Draft, field: string) => (Array.isArray(draft[field]) ? draft[field] : []);

const BODIES = ["PROVINCIAL_COMPANY", "MINISTRY_DEPARTMENT"];
const MEANS = ["FINANCE", "OWNERSHIP_TRANSFER", "NEW_PARTNER", "LINE_CHANGE", "SETTLEMENT", "MATERIALS"];

/** A cancellation has exactly one reason. */
const oneReason = (rule: RuleOfEventFragment) => rule.kind === "CANCELLED";

const LABELS: Record<string, string> = {
  investmentIrr: "page-office-investment",
  jobs: "page-jobs",
  capacityPercent: "page-capacity",
  progressPercent: "page-progress-built",
  areaM2: "page-office-area",
  reasons: "page-office-reasons",
  body: "page-office-body",
  means: "page-office-means",
  note: "page-office-note",
  evidence: "page-office-evidence",
  kind: "page-office-kind",
  occurredOn: "page-day",
};

export const factLabel = ({ t }: Pick<Texts, "t">, field: string) => (LABELS[field] ? t(LABELS[field]) : field);

/** All fields of facts besides the kind and the day. */
export const fieldsOf = (rule: RuleOfEventFragment) => [...rule.required, ...rule.optional, "note", "evidence"];

interface Props {
  rule: RuleOfEventFragment;
  draft: Draft;
  onChange: (field: string, value: string | readonly string[]) => void;
  mistakes: readonly Mistake[];
}

/** A field for each fact that the kind of event states, the required ones first. */
export function FactFields({ rule, draft, onChange, mistakes }: Props) {
  const texts = useTexts();
  const { t, label } = texts;
  return (
    <>
      {fieldsOf(rule).map((field) => {
        const required = rule.required.includes(field) || (field === "reasons" && oneReason(rule));
        const common = { name: field, label: factLabel(texts, field), required, mistakes };
        const set = (value: string | readonly string[]) => onChange(field, value);
        switch (field) {
          case "reasons":
            return (
              <SeveralField
                key={field}
                {...common}
                one={oneReason(rule)}
                // The mutation of a cancellation names its field in the singular.
                mistakes={mistakes.map((mistake) => (mistake.field.at(-1) === "reason" ? { ...mistake, field: ["reasons"] } : mistake))}
                values={listOf(draft, field)}
                onChange={set}
                options={rule.reasons.map((value) => ({ value, label: label("reason", value) }))}
              />
            );
          case "body":
          case "means":
            return (
              <ChoiceField
                key={field}
                {...common}
                value={textOf(draft, field)}
                onChange={set}
                none={t("page-office-not-stated")}
                options={(field === "body" ? BODIES : MEANS).map((value) => ({ value, label: label(field, value) }))}
              />
            );
          case "note":
            return <TextField key={field} {...common} value={textOf(draft, field)} onChange={set} lines={3} hint={t("page-office-confidential")} />;
          case "evidence":
            return <TextField key={field} {...common} value={textOf(draft, field)} onChange={set} hint={t("page-office-confidential")} />;
          default:
            return <TextField key={field} {...common} value={textOf(draft, field)} onChange={set} ltr />;
        }
      })}
    </>
  );
}

/** A fact as the API takes it. Null for one that is not stated. */
export function valueOf(field: string, value: string | readonly string[] | undefined): unknown {
  if (value === undefined || typeof value !== "string") return value?.length ? value : null;
  const text = value.trim();
  if (text === "") return null;
  if (field !== "jobs") return text;
  const digits = latin(text).replace(/[,٬\s]/g, "");
  return /^-?\d{1,9}$/.test(digits) ? Number(digits) : text;
}

/** Numbers that the schema takes as such: what is none is refused here, at its field. */
export function mistakesOf({ t }: Texts, input: Record<string, unknown>): Mistake[] {
  return typeof input["jobs"] === "string" ? [{ field: ["jobs"], code: "BAD_NUMBER", message: t("page-office-not-whole") }] : [];
}

/** A fact in words. */
export function factText(texts: Texts, field: string, value: unknown): string {
  const { t, number, day, label } = texts;
  if (value == null || (Array.isArray(value) && value.length === 0)) return "–";
  switch (field) {
    case "kind":
      return label("event-kind", value as string);
    case "occurredOn":
      return day(value as string);
    case "investmentIrr":
      return inUnit(texts, value as string, "IRR");
    case "capacityPercent":
    case "progressPercent":
      return t("page-percent", { amount: number(value as string) });
    case "jobs":
    case "areaM2":
      return number(value as string);
    case "reasons":
      return (value as string[]).map((reason) => label("reason", reason)).join(t("page-comma"));
    case "body":
    case "means":
      return label(field, value as string);
    default:
      return value as string;
  }
}

/** The facts in the order in which they are shown. */
export const FACTS = ["kind", "occurredOn", "investmentIrr", "jobs", "capacityPercent", "progressPercent", "areaM2", "reasons", "body", "means", "note", "evidence"] as const satisfies readonly (keyof FactsOfEventFragment)[];
