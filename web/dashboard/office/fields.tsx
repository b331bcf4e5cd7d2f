// Fields of forms. What the register says is wrong stands at its field; what belongs to none stands above the form.

import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

import { useTexts } from "../text/texts.ts";
import { Lost, type Change } from "./api.ts";
import { latin } from "./digits.ts";

export interface Mistake {
  field: string[];
  message: string;
  code: string;
}

/** The last name in the path of a mistake: `["input", "record", "0", "jobs"]` is of the field `jobs`. */
export const fieldOf = ({ field }: Mistake) => field.at(-1) ?? "";

export const at = (mistakes: readonly Mistake[], name: string) => mistakes.filter((mistake) => fieldOf(mistake) === name);

interface FieldProps {
  label: string;
  name: string;
  hint?: ComponentChildren;
  required?: boolean | undefined;
  mistakes?: readonly Mistake[];
}

interface Attributes {
  id: string;
  name: string;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: "true" | undefined;
  "aria-required"?: "true" | undefined;
}

/** A field with its label, its hint and what is wrong with it. */
export function Field({ label, name, hint, required, mistakes = [], children }: FieldProps & { children: (of: Attributes) => ComponentChildren }) {
  const { t } = useTexts();
  const id = useId();
  const here = at(mistakes, name);
  const described = [hint && `${id}-hint`, here.length > 0 && `${id}-wrong`].filter(Boolean).join(" ");
  return (
    <div class={here.length > 0 ? "field wrong" : "field"}>
      <label for={id}>
        {label}
        {required && <span class="required"> {t("page-office-required")}</span>}
      </label>
      {children({
        id,
        name,
        "aria-describedby": described || undefined,
        "aria-invalid": here.length > 0 ? "true" : undefined,
        "aria-required": required ? "true" : undefined,
      })}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <Wrong id={`${id}-wrong`} mistakes={here} />
    </div>
  );
}

function Wrong({ id, mistakes }: { id: string; mistakes: Mistake[] }) {
  if (mistakes.length === 0) return null;
  return (
    <ul class="wrongs" id={id}>
      {mistakes.map(({ message }) => (
        <li key={message}>{message}</li>
      ))}
    </ul>
  );
}

interface TextProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  /** Numbers and codes are read from the left in Persian, too. */
  ltr?: boolean;
  lines?: number;
  list?: string[];
  /** Not shown while it is written. */
  secret?: boolean;
}

export function TextField({ value, onChange, ltr, lines, list, secret, ...field }: TextProps) {
  const change = (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value);
  const direction = ltr ? "ltr" : "auto";
  return (
    <Field {...field}>
      {(of) =>
        lines ? (
          <textarea {...of} rows={lines} value={value} onInput={change} dir={direction} />
        ) : (
          <>
            <input {...of} type={secret ? "password" : "text"} value={value} onInput={change} dir={direction} autocomplete="off" list={list && `${of.id}-list`} />
            {list && (
              <datalist id={`${of.id}-list`}>
                {list.map((item) => (
                  <option key={item} value={item} />
                ))}
              </datalist>
            )}
          </>
        )
      }
    </Field>
  );
}

/** A day in either calendar, and in words once it is one. */
export function DayField({ value, onChange, hint, ...field }: TextProps) {
  const { t, day } = useTexts();
  const written = latin(value).replaceAll("/", "-").trim();
  const gregorian = /^(19|20)\d\d-\d\d-\d\d$/.test(written) && !Number.isNaN(Date.parse(written));
  return (
    <TextField
      {...field}
      value={value}
      onChange={onChange}
      ltr
      hint={
        <>
          {hint} {gregorian ? day(written) : t("page-office-day-hint")}
        </>
      }
    />
  );
}

interface ChoiceProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  options: readonly { value: string; label: string }[];
  /** The first option, which stands for nothing chosen. */
  none?: string | undefined;
}

export function ChoiceField({ value, onChange, options, none, ...field }: ChoiceProps) {
  return (
    <Field {...field}>
      {(of) => (
        <select {...of} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          {none !== undefined && <option value="">{none}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface SeveralProps extends FieldProps {
  values: readonly string[];
  onChange: (values: string[]) => void;
  options: readonly { value: string; label: string }[];
  /** Whether only one may be chosen. */
  one?: boolean;
}

/** Boxes to tick. */
export function SeveralField({ label, name, required, mistakes = [], values, onChange, options, one = false }: SeveralProps) {
  const { t } = useTexts();
  const id = useId();
  const here = at(mistakes, name);
  const toggle = (value: string) => {
    if (one) return onChange([value]);
    onChange(values.includes(value) ? values.filter((other) => other !== value) : [...values, value]);
  };
  return (
    <fieldset class={here.length > 0 ? "field wrong" : "field"} aria-describedby={here.length > 0 ? `${id}-wrong` : undefined}>
      <legend>
        {label}
        {required && <span class="required"> {t("page-office-required")}</span>}
      </legend>
      <div class="boxes">
        {options.map((option) => (
          <label key={option.value}>
            <input
              type={one ? "radio" : "checkbox"}
              name={`${id}-${name}`}
              checked={values.includes(option.value)}
              onChange={() => toggle(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
      <Wrong id={`${id}-wrong`} mistakes={here} />
    </fieldset>
  );
}

/** What is wrong with a form besides its fields. It gets the focus, so that it is read and not missed. */
export function Mistakes({ mistakes, fields }: { mistakes: readonly Mistake[]; fields: readonly string[] }) {
  const { t, number } = useTexts();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (mistakes.length > 0) box.current?.focus();
  }, [mistakes]);
  if (mistakes.length === 0) return null;
  const elsewhere = mistakes.filter((mistake) => !fields.includes(fieldOf(mistake)));
  return (
    <div class="failed" role="alert" tabIndex={-1} ref={box}>
      <p>{t("page-office-mistakes", { count: mistakes.length, number: number(mistakes.length) })}</p>
      {elsewhere.length > 0 && (
        <ul>
          {elsewhere.map(({ message }) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** What became of sending a change: lost, or refused as a whole. */
export function Sending<Data>({ change, discard }: { change: Change<Data>; discard?: () => void }) {
  const { t } = useTexts();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (change.error) box.current?.focus();
  }, [change.error]);
  if (!change.error) return null;
  return (
    <div class="failed" role="alert" tabIndex={-1} ref={box}>
      {change.error instanceof Lost ? (
        <>
          <p>{t("page-office-lost")}</p>
          <div class="buttons">
            <button type="button" onClick={change.resend}>
              {t("page-office-resend")}
            </button>
            {discard && (
              <button type="button" class="second" onClick={discard}>
                {t("page-office-discard")}
              </button>
            )}
          </div>
        </>
      ) : (
        <p>{change.error.message}</p>
      )}
    </div>
  );
}
