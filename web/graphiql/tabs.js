// The tabs a newcomer finds: the story of the year 1399, as computed and as announced.
// GraphiQL names a tab after its operation.
import report from "./tabs/report.graphql?raw";
import announced from "./tabs/announced.graphql?raw";
import units from "./tabs/units.graphql?raw";

const tab = (query, variables) => ({ query, variables: JSON.stringify(variables, null, 2) });

export const tabs = [
  tab(report, { year: 1399 }),
  tab(announced, {
    source: "https://www.tehrantimes.com/news/457489/1-160-new-industrial-units-established-in-Iran-since-late-Mar",
  }),
  tab(units, { first: 20, filter: { province: "IR-09" } }),
];
