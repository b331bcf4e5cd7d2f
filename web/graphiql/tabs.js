// The tabs a newcomer finds: the story of the year 1399. What was announced ships with the program, so that the first
// tab has an answer before anything is imported; the others have figures afterwards.
// GraphiQL names a tab after its operation.
import announced from "./tabs/announced.graphql?raw";
import report from "./tabs/report.graphql?raw";
import units from "./tabs/units.graphql?raw";

const tab = (query, variables) => ({ query, variables: JSON.stringify(variables, null, 2) });

export const tabs = [
  tab(announced, {
    source: "https://www.tehrantimes.com/news/457489/1-160-new-industrial-units-established-in-Iran-since-late-Mar",
  }),
  tab(report, { year: 1399 }),
  tab(units, { first: 20, filter: { province: "IR-09" } }),
];
