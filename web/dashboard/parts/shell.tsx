// What surrounds every page: where one can go, the language, and the foot.

import type { ComponentChildren } from "preact";

import { yearOf } from "../address.ts";
import icon from "../icon.svg";
import { Link, useNavigation } from "../navigation.tsx";
import { otherLanguage } from "../text/language.ts";
import { useTexts } from "../text/texts.ts";
import { ThemeSwitch } from "./theme.tsx";

/** The year that links lead to from a page without one: the last that was shown, or that of the front page. */
let lastYear = 1399;

export function useYear(): number {
  const year = yearOf(useNavigation().address.place);
  if (year !== undefined) lastYear = year;
  return lastYear;
}

export function Shell({ children }: { children: ComponentChildren }) {
  const { t, language } = useTexts();
  return (
    <>
      <a class="skip" href="#main">
        {t("page-skip")}
      </a>
      <header class="masthead">
        <Link to={{ page: "front" }} class="brand">
          <img src={icon} alt="" width="28" height="28" />
          {t("page-brand")}
        </Link>
        <Places />
        <div class="tools">
          <Link language={otherLanguage(language)} class="plain">
            {t("page-other-language")}
          </Link>
          <ThemeSwitch />
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <footer class="foot">
        <p>{t("page-foot")}</p>
        <p>
          <a href="/graphiql">{t("page-foot-graphiql")}</a> · <a href="/schema.graphql">{t("page-foot-schema")}</a> ·{" "}
          {/* Loaded anew: the policy of the pages for officers allows signing in with a provider. */}
          <a href={`/${language}/office`}>{t("page-foot-office")}</a>
        </p>
      </footer>
    </>
  );
}

function Places() {
  const { t } = useTexts();
  const year = useYear();
  const { page } = useNavigation().address.place;
  return (
    <nav class="places" aria-label={t("page-places")}>
      <Link to={{ page: "year", year }} current={page === "year" || page === "front"}>
        {t("page-place-year")}
      </Link>
      <Link to={{ page: "provinces", year }} current={page === "provinces" || page === "province"}>
        {t("page-place-provinces")}
      </Link>
      <Link to={{ page: "series", metric: "units_revived" }} current={page === "series"}>
        {t("page-place-series")}
      </Link>
      <Link to={{ page: "explore" }} current={page === "explore"}>
        {t("page-place-explore")}
      </Link>
      <Link to={{ page: "contradictions" }} current={page === "contradictions" || page === "findings"}>
        {t("page-place-contradictions")}
      </Link>
      <Link to={{ page: "search" }} current={page === "search"}>
        {t("page-place-search")}
      </Link>
    </nav>
  );
}
