// Which page of the office an address shows.

import { NowherePage } from "../pages/nowhere.tsx";
import { AnnouncePage } from "./pages/announce.tsx";
import { CorrectPage } from "./pages/correct.tsx";
import { HomePage } from "./pages/home.tsx";
import { ImportPage } from "./pages/import.tsx";
import { ImportsPage } from "./pages/imports.tsx";
import { ActPage } from "./pages/act.tsx";
import { FactsPage } from "./pages/facts.tsx";
import { TargetPage, TargetsPage } from "./pages/targets.tsx";
import { UnitPage } from "./pages/unit.tsx";
import { UnitsPage } from "./pages/units.tsx";

export function Shown({ path }: { path: string[] }) {
  const [first, code, what, event, ...rest] = path;
  const none = <NowherePage />;
  if (rest.length > 0) return none;
  if (first === undefined) return <HomePage />;
  if (first === "announcements" && code === undefined) return <AnnouncePage />;
  if (first === "imports" && what === undefined) return code ? <ImportPage key={code} id={code} /> : <ImportsPage />;
  if (first === "targets" && what === undefined) return code ? <TargetPage key={code} id={code} /> : <TargetsPage />;
  if (first !== "units") return none;
  if (code === undefined) return <UnitsPage />;
  if (what === undefined) return <UnitPage key={code} code={code} />;
  if (what === "events" && event) return <CorrectPage key={`${code}/${event}`} unit={code} code={event} />;
  if (event !== undefined) return none;
  if (what === "record") return <ActPage key={code} code={code} />;
  if (what === "facts") return <FactsPage key={code} code={code} />;
  return none;
}
