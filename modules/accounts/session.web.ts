import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, use } from 'react';
import { api } from '../../platform/ui/client.web.ts';
import { problemFrom } from '../../platform/ui/problem.web.ts';
import { browserLanguage, preferences, setPreferences } from '../../platform/ui/preferences.web.ts';
import type { Preferences } from '../../platform/ui/preferences.web.ts';
import type { Language } from '../../platform/ui/text.schema.ts';
import type { Right } from './accounts.rules.ts';
import type { SessionView } from './accounts.session.schema.ts';
import { languageAfter } from './language.rules.ts';

export type { Right } from './accounts.rules.ts';
/** Who is signed in, for which county, with which posts and rights, and what day it is there. */
export type Session = SessionView;

const key = ['/api/session'] as const;

export const SessionContext = createContext<Session | null>(null);

/** The session of the reader; every page inside the shell has one. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('useSession outside the signed-in part of the program.');
  return session;
}

export function useRight(right: Right): boolean {
  return useSession().rights.includes(right);
}

/** Asks the server who is signed in; null when nobody is. */
export function useSessionQuery() {
  return useQuery({ queryKey: key, queryFn: readSession, staleTime: 60_000, retry: false });
}

async function readSession(): Promise<Session | null> {
  try {
    return await api.get<Session>('/api/session');
  } catch (thrown) {
    if (problemFrom(thrown).status === 401) return null;
    throw thrown;
  }
}

export interface Credentials {
  readonly username: string;
  readonly password: string;
  /** A one-time or recovery code, once the door has asked for it. */
  readonly otp?: string;
}

/** Signs in and takes over what the account knows of its owner's wishes. Rejects with `sign-in.wrong`, `sign-in.locked`, `otp.needed`, `otp.wrong`, `demo.remote` or `rate.limited`. */
export function useSignIn(): (credentials: Credentials) => Promise<void> {
  const cache = useQueryClient();
  return async (credentials) => {
    await api.post('/api/session', { body: credentials });
    // Nothing the last reader saw stays; the session itself is replaced and not removed, since the phone watches it from behind its door.
    cache.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== key[0] });
    const session = await readSession();
    cache.setQueryData(key, session);
    if (session) takeOver(session);
  };
}

let chosenAtDoor: Language | null = null;

/** Another language before anybody has signed in; it goes with whoever does. */
export function chooseAtDoor(language: Language): void {
  chosenAtDoor = language;
  setPreferences({ language });
}

function takeOver({ account }: Session): void {
  const language = languageAfter({ chosen: chosenAtDoor, account: account.language, shown: preferences().language, browser: browserLanguage() });
  if (chosenAtDoor && chosenAtDoor !== account.language) keep({ language });
  chosenAtDoor = null;
  setPreferences({ language, textSize: account.textSize });
}

// The choice holds in this browser already; a lost connection only keeps it from the other machines.
const keep = (body: object): void => void api.patch('/api/account', { body }).catch(() => undefined);

/** Ends the session here and on the server, and forgets everything that was read. */
export function useSignOut(): () => Promise<void> {
  const cache = useQueryClient();
  return async () => {
    // Offline, or ended already: the pages are emptied all the same, and the server's own limit ends the rest.
    await api.delete('/api/session').catch(() => undefined);
    cache.clear();
  };
}

/** Changes how the program looks, here at once and for the account on every machine. */
export function usePreferenceChange(): (change: Partial<Preferences>) => void {
  return (change) => {
    setPreferences(change);
    const { language, textSize } = change;
    if (language || textSize) keep({ ...(language ? { language } : {}), ...(textSize ? { textSize } : {}) });
  };
}
