// What the scalars of the schema are in TypeScript.
export const scalars = {
  // A calendar day: "2021-01-27", or "1399-11-08" in the Iranian calendar.
  Date: "string",
  // A moment, by RFC 3339: "2021-01-27T12:00:00Z".
  DateTime: "string",
  // Whole rials; a JavaScript number cannot hold them all.
  Rial: "string",
  Persons: "number",
  // An exact decimal: "18.7".
  Decimal: "string",
  // What stood in a row before and after a change.
  JSON: "unknown",
};
