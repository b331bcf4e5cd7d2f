// Signing in: by pasting a token, or with the organisation's provider where the register has one.

import { useEffect, useRef, useState } from "preact/hooks";

import { useNavigation, wayFrom } from "../../navigation.tsx";
import { Waiting } from "../../parts/answer.tsx";
import { Heading } from "../../parts/heading.tsx";
import { useTexts } from "../../text/texts.ts";
import { Lost, Refused } from "../api.ts";
import { TextField, type Mistake } from "../fields.tsx";
import { begin, finish, providerOf, Unfinished, type Provider } from "../provider.ts";
import { signIn, useSession } from "../session.ts";
import { whoIs } from "../who-is.ts";

export function SignInPage() {
  const { t, language } = useTexts();
  const { address } = useNavigation();
  const { ended } = useSession();
  const [token, setToken] = useState("");
  const [mistakes, setMistakes] = useState<Mistake[]>([]);
  const [busy, setBusy] = useState(false);
  const [provider, setProvider] = useState<Provider>();
  useEffect(() => void providerOf().then(setProvider, () => undefined), []);
  const wrong = (message: string) => setMistakes([{ field: ["token"], message, code: "UNAUTHENTICATED" }]);
  const submit = async (event: Event) => {
    event.preventDefault();
    const pasted = token.trim();
    if (!pasted) return wrong(t("page-office-token-missing"));
    if (!/^[\x21-\x7e]+$/.test(pasted)) return wrong(t("page-office-token-letters"));
    setBusy(true);
    try {
      await whoIs(pasted, language);
      setToken("");
      signIn(pasted);
    } catch (error) {
      wrong(error instanceof Lost ? t("page-office-no-connection") : error instanceof Refused ? error.message : `${error}`);
    } finally {
      setBusy(false);
    }
  };
  const leave = async (to: Provider) => {
    try {
      await begin(to, language, wayFrom(address, {}));
    } catch {
      wrong(t("page-office-provider-silent", { provider: new URL(to.issuer).host }));
    }
  };
  return (
    <article class="narrow">
      <Heading title={t("page-office-sign-in")}>
        <p class="lead">{t("page-office-sign-in-lead")}</p>
      </Heading>
      {ended && (
        <div class="failed" role="alert">
          <p>{t("page-office-ended")}</p>
          <p>{ended}</p>
        </div>
      )}
      {provider && (
        <section>
          <button type="button" onClick={() => void leave(provider)}>
            {t("page-office-sign-in-with", { provider: new URL(provider.issuer).host })}
          </button>
          <p class="hint">{t("page-office-sign-in-or")}</p>
        </section>
      )}
      <form class="sign-in" onSubmit={(event) => void submit(event)} noValidate>
        <TextField
          label={t("page-office-token")}
          name="token"
          value={token}
          onChange={setToken}
          mistakes={mistakes}
          hint={t("page-office-token-hint")}
          ltr
          secret
          required
        />
        <button type="submit" disabled={busy}>
          {t("page-office-sign-in")}
        </button>
      </form>
    </article>
  );
}

/** The page to which the provider sends the browser back. */
export function SignedIn() {
  const { t, language } = useTexts();
  const { go } = useNavigation();
  const [wrong, setWrong] = useState<string>();
  const once = useRef(false);
  useEffect(() => {
    if (once.current) return;
    once.current = true;
    const answer = new URLSearchParams(location.search);
    // The code serves once; it need not stay in the history of the browser.
    history.replaceState(null, "", location.pathname);
    finish(answer)
      .then(async ({ token, back }) => {
        await whoIs(token, language);
        signIn(token);
        go(back);
      })
      .catch((error: Error) => {
        const key = error instanceof Unfinished ? error.key : error instanceof Lost ? "page-office-no-connection" : undefined;
        setWrong(key ? t(key) : error.message);
      });
  }, []);
  if (wrong === undefined) return <Waiting />;
  return (
    <article class="narrow">
      <Heading title={t("page-office-not-signed-in")} />
      <p class="failed" role="alert">
        {wrong}
      </p>
      <p>
        <a href={`/${language}/office`}>{t("page-office-sign-in-again")}</a>
      </p>
    </article>
  );
}
