// The pages of the register: a client of its GraphQL API like any other.
import "@fontsource-variable/vazirmatn";
import "./style/page.css";

import { render } from "preact";

import { App } from "./app.tsx";
import { takeAnswers } from "./ask.ts";
import { applyTheme } from "./parts/theme.tsx";

applyTheme();
takeAnswers(document.getElementById("answers"));

const page = document.getElementById("page");
if (page) {
  // The server has written the headline figures into the page for those without JavaScript.
  page.replaceChildren();
  render(<App />, page);
}
