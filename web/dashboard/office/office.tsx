// The pages for officers: signed in, they import files, record and correct what happened to units, revise targets and
// record announcements. Everything goes through the API, in the name and with the rights of the token.

import "./office.css";

import { Shown } from "./shown.tsx";
import { SignedIn, SignInPage } from "./pages/sign-in.tsx";
import { useNavigation } from "../navigation.tsx";
import { Waiting } from "../parts/answer.tsx";
import { useSession } from "./session.ts";
import { useOfficeTexts } from "./texts.ts";
import { ViewerProvider } from "./viewer.tsx";

export function OfficePage() {
  const { place } = useNavigation().address;
  const { token } = useSession();
  const ready = useOfficeTexts();
  const path = place.page === "office" ? place.path : [];
  if (!ready) return <Waiting />;
  if (path[0] === "signed-in" && path.length === 1) return <SignedIn />;
  if (!token) return <SignInPage />;
  return (
    <ViewerProvider key={token}>
      <Shown path={path} />
    </ViewerProvider>
  );
}
