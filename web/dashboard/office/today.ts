// Today in the register's country, as the reader writes days.

import type { Language } from "../text/language.ts";

/** `2021-01-27`, or `1399-11-08` in Persian. */
export function today(language: Language): string {
  const calendar = language === "fa" ? "en-u-ca-persian-nu-latn" : "en-u-ca-gregory";
  const parts = new Intl.DateTimeFormat(calendar, { timeZone: "Asia/Tehran", year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(new Date());
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  return `${of("year")}-${of("month")}-${of("day")}`;
}
