// The frame of all pages, and the page in it. Each page but the first is loaded when it is first shown.

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

import type { Place } from "./address.ts";
import { LiveProvider } from "./live.tsx";
import { NavigationProvider, useNavigation } from "./navigation.tsx";
import { FrontPage, YearPage } from "./pages/year.tsx";
import { Shell } from "./parts/shell.tsx";
import { Waiting } from "./parts/answer.tsx";
import { directionOf } from "./text/language.ts";
import { loadTexts, TextsProvider, type Texts } from "./text/texts.ts";

type Page = ComponentType;

const NowherePage: () => Promise<Page> = async () => (await import("./pages/nowhere.tsx")).NowherePage;

const LATER: Record<Exclude<Place["page"], "front" | "year">, () => Promise<Page>> = {
  flow: async () => (await import("./pages/behind.tsx")).FlowPage,
  stock: async () => (await import("./pages/behind.tsx")).StockPage,
  provinces: async () => (await import("./pages/provinces.tsx")).ProvincesPage,
  province: async () => (await import("./pages/province.tsx")).ProvincePage,
  park: async () => (await import("./pages/park.tsx")).ParkPage,
  unit: async () => (await import("./pages/unit.tsx")).UnitPage,
  series: async () => (await import("./pages/series.tsx")).SeriesPage,
  contradictions: async () => (await import("./pages/contradictions.tsx")).ContradictionsPage,
  findings: async () => (await import("./pages/findings.tsx")).FindingsPage,
  figure: async () => (await import("./pages/figure.tsx")).FigurePage,
  explore: async () => (await import("./pages/explore.tsx")).ExplorePage,
  search: async () => (await import("./pages/search.tsx")).SearchPage,
  office: async () => (await import("./office/office.tsx")).OfficePage,
  nowhere: NowherePage,
};

export function App() {
  return (
    <NavigationProvider>
      <InLanguage />
    </NavigationProvider>
  );
}

function InLanguage() {
  const { language } = useNavigation().address;
  const [texts, setTexts] = useState<Texts>();
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = directionOf(language);
    void loadTexts(language).then(setTexts);
  }, [language]);
  if (texts?.language !== language) return null;
  return (
    <TextsProvider value={texts}>
      <LiveProvider>
        <Shell>
          <Shown />
        </Shell>
      </LiveProvider>
    </TextsProvider>
  );
}

function Shown() {
  const { place } = useNavigation().address;
  const [loaded, setLoaded] = useState<{ page: string; Page: Page }>();
  const first = place.page === "front" ? FrontPage : place.page === "year" ? YearPage : undefined;
  useEffect(() => {
    if (place.page === "front" || place.page === "year") return;
    const { page } = place;
    void LATER[page]().then((Page) => setLoaded({ page, Page }));
  }, [place.page]);
  if (first) {
    const First = first;
    return <First />;
  }
  if (loaded?.page !== place.page) return <Waiting />;
  return <loaded.Page />;
}
