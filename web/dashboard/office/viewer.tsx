// Who is signed in, by the register: name, role, provinces, and what the role allows.

import { createContext, type ComponentChildren } from "preact";
import { useContext } from "preact/hooks";

import { useNavigation } from "../navigation.tsx";
import { useTexts } from "../text/texts.ts";
import { useAsked } from "./api.ts";
import { ViewerDocument, type ViewerQuery } from "./gql/graphql.ts";
import { OfficeLink } from "./link.tsx";
import { Answer } from "./parts/asked.tsx";
import { signOut } from "./session.ts";

export type Viewer = ViewerQuery["viewer"];

const Context = createContext<Viewer | undefined>(undefined);

export function useViewer(): Viewer {
  const viewer = useContext(Context);
  if (!viewer) throw new Error("nobody is signed in around this component");
  return viewer;
}

/** Whether the role allows a mutation somewhere. */
export const useMay = () => {
  const { mutations } = useViewer();
  return (mutation: string) => mutations.includes(mutation);
};

export function ViewerProvider({ children }: { children: ComponentChildren }) {
  const { language } = useTexts();
  const asked = useAsked(ViewerDocument, {}, language);
  return (
    <Answer asked={asked}>
      {({ viewer }) => (
        <Context.Provider value={viewer}>
          <Bar />
          {children}
        </Context.Provider>
      )}
    </Answer>
  );
}

function Bar() {
  const { t, label, name, moment } = useTexts();
  const { place } = useNavigation().address;
  const viewer = useViewer();
  const may = useMay();
  const here = place.page === "office" ? (place.path[0] ?? "") : "";
  const places: [string, string, boolean][] = [
    ["units", "page-office-units", may("unitCorrect")],
    ["imports", "page-office-imports", may("importCancel")],
    ["targets", "page-office-targets", may("targetRevise")],
    ["announcements", "page-office-announce", may("announcementRecord")],
  ];
  const who = [viewer.role && label("role", viewer.role), viewer.organisation, viewer.provinces?.map((it) => name(it.name)).join(t("page-comma"))];
  return (
    <div class="office-bar">
      <nav class="places" aria-label={t("page-office")}>
        {places.map(
          ([path, key, allowed]) =>
            allowed && (
              <OfficeLink key={path} to={[path]} current={here === path}>
                {t(key)}
              </OfficeLink>
            ),
        )}
      </nav>
      <p class="who">
        <strong>
          <bdi>{viewer.name}</bdi>
        </strong>{" "}
        <span class="by">
          {who.filter(Boolean).join(" · ")}
          {viewer.expiresAt && ` · ${t("page-office-until", { moment: moment(viewer.expiresAt) })}`}
        </span>{" "}
        <button type="button" class="plain" onClick={signOut}>
          {t("page-office-sign-out")}
        </button>
      </p>
    </div>
  );
}
