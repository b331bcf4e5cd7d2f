// Light or dark: as the system says, unless the reader has chosen.

import { useState } from "preact/hooks";

import { useTexts } from "../text/texts.ts";

type Theme = "light" | "dark";

const KEY = "shahrak:theme";

const chosen = (): Theme | undefined => {
  const theme = localStorage.getItem(KEY);
  return theme === "light" || theme === "dark" ? theme : undefined;
};

const shown = (): Theme => chosen() ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");

export function applyTheme() {
  const theme = chosen();
  if (theme) document.documentElement.dataset["theme"] = theme;
}

export function ThemeSwitch() {
  const { t } = useTexts();
  const [theme, setTheme] = useState(shown);
  const other: Theme = theme === "dark" ? "light" : "dark";
  const change = () => {
    localStorage.setItem(KEY, other);
    applyTheme();
    setTheme(other);
  };
  return (
    <button type="button" class="plain" onClick={change} title={t(other === "dark" ? "page-theme-dark" : "page-theme-light")}>
      <span aria-hidden="true">{other === "dark" ? "☾" : "☀"}</span>
      <span class="hidden">{t(other === "dark" ? "page-theme-dark" : "page-theme-light")}</span>
    </button>
  );
}
