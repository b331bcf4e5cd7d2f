// What can be done here, by the role of who is signed in.

import { Heading } from "../../parts/heading.tsx";
import { useTexts } from "../../text/texts.ts";
import { OfficeLink } from "../link.tsx";
import { useMay } from "../viewer.tsx";

export function HomePage() {
  const { t } = useTexts();
  const may = useMay();
  const tasks: [string, string, string, boolean][] = [
    ["units", "page-office-units", "page-office-units-lead", may("unitCorrect")],
    ["imports", "page-office-imports", "page-office-imports-lead", may("importCancel")],
    ["targets", "page-office-targets", "page-office-targets-lead", may("targetRevise")],
    ["announcements", "page-office-announce", "page-office-announce-lead", may("announcementRecord")],
  ];
  const allowed = tasks.filter(([, , , allowed]) => allowed);
  return (
    <article>
      <Heading title={t("page-office")} />
      {allowed.length === 0 && <p class="lead">{t("page-office-reads-only")}</p>}
      <ul class="tasks">
        {allowed.map(([path, title, lead]) => (
          <li key={path}>
            <h2>
              <OfficeLink to={[path]}>{t(title)}</OfficeLink>
            </h2>
            <p>{t(lead)}</p>
          </li>
        ))}
      </ul>
    </article>
  );
}
