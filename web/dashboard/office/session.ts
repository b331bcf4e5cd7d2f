// Who is signed in. The token stays in this tab: in memory, and in its session storage so that a reload keeps it. It is
// never in an address, and signing out forgets it.

import { useEffect, useState } from "preact/hooks";

const TOKEN = "shahrak:token";

interface Session {
  token?: string | undefined;
  /** Why there is no token any more: the register's words. */
  ended?: string | undefined;
}

let session: Session = { token: sessionStorage.getItem(TOKEN) ?? undefined };
const listeners = new Set<() => void>();

export const tokenOfSession = () => session.token;

function become(next: Session) {
  session = next;
  if (next.token) sessionStorage.setItem(TOKEN, next.token);
  else sessionStorage.removeItem(TOKEN);
  for (const listener of listeners) listener();
}

export const signIn = (token: string) => become({ token });

export const signOut = () => become({});

/** The register does not accept this token any more. A newer one stays. */
export function endSession(token: string, why: string) {
  if (session.token === token) become({ ended: why });
}

export function useSession(): Session {
  const [, again] = useState(0);
  useEffect(() => {
    const listener = () => again((count) => count + 1);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
  return session;
}
