// Numbers, money and days as the reader's language writes them. The server sends exact decimals as strings, which
// `Intl` formats without going through a floating-point number.

import type { Language } from "./language.ts";

/** A number as the server sends it. */
export type Amount = number | string | null | undefined;

export type Formats = ReturnType<typeof formats>;

const NONE = "–";

/** `Intl` takes decimal strings of any length; the type of its argument is narrower. */
const exact = (amount: number | string) => amount as number;

export function formats(language: Language) {
  const locale = language === "fa" ? "fa-IR" : "en-GB";
  const calendar = language === "fa" ? "fa-IR-u-ca-persian" : "en-GB-u-ca-gregory";
  const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const digits = new Intl.NumberFormat(locale, { useGrouping: false });
  const words = new Intl.NumberFormat(locale, {
    notation: "compact",
    compactDisplay: "long",
    maximumSignificantDigits: 4,
  });
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  const signed = new Intl.NumberFormat(locale, { maximumFractionDigits: 2, signDisplay: "exceptZero" });
  const longDay = new Intl.DateTimeFormat(calendar, { dateStyle: "long", timeZone: "UTC" });
  const shortDay = new Intl.DateTimeFormat(calendar, {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  // The era, which English puts behind an Iranian year, goes without saying in a register of Iran.
  const iranianParts = new Intl.DateTimeFormat("en-GB-u-ca-persian", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  const moment = new Intl.DateTimeFormat(calendar, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: "Asia/Tehran",
  });
  const at = (day: string) => new Date(`${day}T00:00:00Z`);

  return {
    language,
    /** 1,160 */
    number: (amount: Amount) => (amount == null ? NONE : plain.format(exact(amount))),
    /** +12 */
    difference: (amount: Amount) => (amount == null ? NONE : signed.format(exact(amount))),
    /** 1399: a number that is a name. */
    year: (year: number) => digits.format(year),
    /** 150 trillion */
    words: (amount: Amount) => (amount == null ? NONE : words.format(exact(amount))),
    /** 18.7 %, from a fraction. */
    share: (fraction: number | null | undefined) => (fraction == null ? NONE : percent.format(fraction)),
    /** 27 January 2021, or ۸ بهمن ۱۳۹۹ */
    day: (day: string | null | undefined) => (day == null ? NONE : longDay.format(at(day))),
    /** 27 Jan 2021 */
    shortDay: (day: string | null | undefined) => (day == null ? NONE : shortDay.format(at(day))),
    /** 8 Bahman 1399, in Latin letters; the year is the server's. */
    iranianDay: (day: string, year: number) => {
      const parts = iranianParts.formatToParts(at(day));
      const of = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
      return `${of("day")} ${of("month")} ${year}`;
    },
    /** A moment in Tehran. */
    moment: (instant: string | null | undefined) => (instant == null ? NONE : moment.format(new Date(instant))),
  };
}
