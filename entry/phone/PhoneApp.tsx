import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Route, Router, Switch, useLocation } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { SessionContext, useSessionQuery } from '../../modules/accounts/session.web.ts';
import type { Session } from '../../modules/accounts/session.web.ts';
import { isId } from '../../platform/http/id.rules.ts';
import { onSignedOut } from '../../platform/ui/client.web.ts';
import { problemFrom } from '../../platform/ui/problem.web.ts';
import { useText } from '../../platform/ui/text.web.ts';
import { AgreementScreen } from './AgreementScreen.tsx';
import { ContractScreen } from './ContractScreen.tsx';
import { NewPassword, SignIn } from './Door.tsx';
import { DueScreen, UrgentScreen } from './DueScreen.tsx';
import { frameText } from './frame.text.ts';
import { HouseholdScreen } from './HouseholdScreen.tsx';
import { IncidentScreen } from './IncidentScreen.tsx';
import { MineScreen } from './MineScreen.tsx';
import { outbox } from './outbox.post.web.ts';
import { OfficeScreen, OutboxScreen } from './OutboxScreen.tsx';
import { Empty, Loading, Trouble } from './parts.tsx';
import { useOnline } from './reading.web.ts';
import { RecordScreen } from './RecordScreen.tsx';
import { SavedScreen } from './SavedScreen.tsx';
import { finishLeaving, useLeaving } from './leaving.web.ts';
import { InnerScreen } from './screens.tsx';
import { AskedScreen, ContractedScreen, ReportedScreen } from './SentScreen.tsx';

/** Who is here decides what is shown: nobody the door, a given password its change, everyone else their families. */
export function PhoneApp() {
  const session = useSessionQuery();
  const leaving = useLeaving();
  useOutboxOf(leaving ? null : (session.data?.account.id ?? null));
  if (leaving) return <SignIn />;
  if (session.data === undefined) return <Waiting error={session.error} retry={() => void session.refetch()} />;
  if (session.data === null) return <SignIn />;
  if (mustChangePassword(session.data)) return <NewPassword />;
  return (
    <SessionContext value={session.data}>
      {/* oxlint-disable-next-line react/hooks -- wouter takes the kind of address as a hook, by design */}
      <Router hook={useHashLocation}><Screens /></Router>
    </SessionContext>
  );
}

function mustChangePassword({ account }: Session): boolean {
  return 'mustChangePassword' in account && account.mustChangePassword === true;
}

/** The outbox sends for whoever is signed in; what arrived changes what is owed, so everything is read again. */
function useOutboxOf(account: string | null): void {
  const cache = useQueryClient();
  useEffect(() => { void outbox.serve(account); }, [account]);
  useEffect(() => outbox.onAnswer(() => void cache.invalidateQueries()), [cache]);
  useEffect(() => onSignedOut(() => cache.setQueryData(['/api/session'], null)), [cache]);
  useEffect(() => {
    const finish = () => void finishLeaving(cache);
    finish();
    addEventListener('online', finish);
    return () => removeEventListener('online', finish);
  }, [cache]);
}

function Waiting({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useText(frameText);
  const online = useOnline();
  return (
    <div className="screen"><main className="screen-body">
      {online ? null : <Empty title={t.offlineStart} />}
      {online && error ? <Trouble problem={problemFrom(error)} onRetry={retry} /> : null}
      {online && !error ? <Loading /> : null}
    </main></div>
  );
}

// All that stands at these places of an address is ids; what cannot be one was mistyped, and the server need not be asked.
const mistyped = (path: string): boolean => path.split('/').some((part, at) => (at === 2 || at === 4) && !isId(part));

// The addresses live behind the #: which household a worker looks at never stands in a server's log.
function Screens() {
  const [path] = useLocation();
  if (mistyped(path)) return <Lost />;
  return (
    <Switch>
      <Route path="/"><DueScreen /></Route>
      <Route path="/urgent"><UrgentScreen /></Route>
      <Route path="/me"><MineScreen /></Route>
      <Route path="/outbox"><OutboxScreen /></Route>
      <Route path="/outbox/:id">{({ id }) => <OfficeScreen id={id} />}</Route>
      <Route path="/saved/:id">{({ id }) => <SavedScreen id={id} />}</Route>
      <Route path="/reported/:id">{({ id }) => <ReportedScreen id={id} />}</Route>
      <Route path="/asked/:id">{({ id }) => <AskedScreen id={id} />}</Route>
      <Route path="/contracted/:id">{({ id }) => <ContractedScreen id={id} />}</Route>
      <Route path="/households/:id">{({ id }) => <HouseholdScreen householdId={id} />}</Route>
      <Route path="/households/:id/record">{({ id }) => <RecordScreen householdId={id} />}</Route>
      <Route path="/households/:id/correct/:refused">{({ id, refused }) => <RecordScreen householdId={id} corrects={refused} />}</Route>
      <Route path="/households/:id/incident">{({ id }) => <IncidentScreen householdId={id} />}</Route>
      <Route path="/households/:id/agreement">{({ id }) => <AgreementScreen householdId={id} />}</Route>
      <Route path="/households/:id/contract">{({ id }) => <ContractScreen householdId={id} />}</Route>
      <Route><Lost /></Route>
    </Switch>
  );
}

function Lost() {
  const t = useText(frameText);
  return <InnerScreen title={t.notFound} name={t.notFound} back="/" backWords={t.toList}><Empty title={t.notFoundHint} /></InnerScreen>;
}
