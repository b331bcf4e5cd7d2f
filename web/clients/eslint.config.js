// graphql-eslint on the published schema and on our example operations: its recommended rules,
// the rules of Relay, and reasons on deprecations. Every exception says why.
import graphql from "@graphql-eslint/eslint-plugin";

const rulesOf = (name) => graphql.configs[`flat/${name}`].rules;
const at = (files, rules) => ({
  files,
  languageOptions: {
    parser: graphql.parser,
    parserOptions: { graphQLConfig: { schema, documents: "operations/*.graphql" } },
  },
  plugins: { "@graphql-eslint": graphql },
  rules,
});
const schema = "generated/schema.graphql";

// What has no identity of its own: values, and rows of an answer that is computed when asked.
// A connection, an edge and page info are named by Relay, which gives them no id either; a payload is the answer
// to one change.
const withoutId = {
  types: [
    "Activity",
    "AnnouncedMetric",
    "BudgetLine",
    "CapacityAggregate",
    "Comparison",
    "Contradiction",
    "EventAggregate",
    "EventAggregateKeys",
    "EventFacts",
    "EventVoid",
    "FigureChange",
    "Finding",
    "Flow",
    "ImportFile",
    "ImportProgress",
    "ImportRefusal",
    "ImportSender",
    "ImportWarning",
    "Infrastructure",
    "Investment",
    "InvestmentAggregate",
    "InvestmentFlow",
    "IsicDivision",
    "JobsAggregate",
    "JobsAndInvestmentFlow",
    "JobsFlow",
    "Land",
    "LandFigures",
    "LandSum",
    "LedgerRecord",
    "Methodology",
    "MissingRate",
    "Month",
    "MonthFlows",
    "Motto",
    "Name",
    "PageInfo",
    "ParkFigures",
    "PeriodFlows",
    "Position",
    "ProvinceFacet",
    "ProvinceFigures",
    "Quarter",
    "Rate",
    "RecordedRevision",
    "Recording",
    "RecordingConfidential",
    "Report",
    "ReportChanges",
    "ReportScope",
    "SectorFacet",
    "SectorFigures",
    "StatusFacet",
    "Stock",
    "TargetFractions",
    "TargetMet",
    "TargetProgress",
    "TargetRevision",
    "Transition",
    "UnitAggregate",
    "UnitAggregateKeys",
    "UnitEventChange",
    "UnitFacets",
    "UnitHistoryStep",
    "UserError",
    "Viewer",
  ],
  suffixes: ["Connection", "Edge", "Payload"],
};

export default [
  at([schema], {
    ...rulesOf("schema-recommended"),
    ...rulesOf("schema-relay"),
    // A deprecation says what to use instead. @deprecated has no argument for a date: the changelog announces removals.
    "@graphql-eslint/require-deprecation-reason": "error",
    "@graphql-eslint/strict-id-in-types": ["error", { exceptions: withoutId }],
    // A list that can grow is a connection; a short one, such as the figures of one announcement,
    // is a list, and a connection offers its nodes without edges too.
    // What has no identity can be listed as well.
    "@graphql-eslint/relay-edge-types": ["error", { listTypeCanWrapOnlyEdgeType: false, shouldImplementNode: false }],
    // The feed and the refusals of an import are read forwards alone.
    "@graphql-eslint/relay-arguments": ["error", { includeBoth: false }],
  }),
  at(["operations/*.graphql"], {
    ...rulesOf("operations-recommended"),
    // Ids serve caches; some examples are for reading, and show what a person asks for.
    "@graphql-eslint/require-selections": "off",
  }),
];
