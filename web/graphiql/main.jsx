// The GraphiQL page: the editor, its workers, and the tabs a newcomer finds.
import "graphiql/setup-workers/vite";
import "graphiql/style.css";
import "@graphiql/plugin-explorer/style.css";
import "./page.css";

import { explorerPlugin } from "@graphiql/plugin-explorer";
import { GraphiQL, HISTORY_PLUGIN } from "graphiql";
import { createRoot } from "react-dom/client";

import { fetcher } from "./fetcher.js";
import { tabs } from "./tabs.js";

const plugins = [HISTORY_PLUGIN, explorerPlugin({ showAttribution: false })];

// A link from elsewhere brings its question behind the `#`: /graphiql#query=…&variables=….
const brought = new URLSearchParams(window.location.hash.slice(1));

// GraphiQL fills the editors of the first tab from `initial…`, not from `defaultTabs`.
// On later visits it restores what the visitor had, and an initial value adds a tab.
const firstVisit = localStorage.getItem("graphiql:tabState") === null;
const first = brought.has("query")
  ? { query: brought.get("query"), variables: brought.get("variables") ?? "" }
  : firstVisit && tabs[0];
const initial = first ? { initialQuery: first.query, initialVariables: first.variables } : {};

createRoot(document.getElementById("graphiql")).render(
  <GraphiQL
    {...initial}
    defaultEditorToolsVisibility="variables"
    defaultTabs={tabs}
    fetcher={fetcher}
    inputValueDeprecation
    plugins={plugins}
    schemaDescription
  >
    <GraphiQL.Logo>Shahrak</GraphiQL.Logo>
  </GraphiQL>,
);
