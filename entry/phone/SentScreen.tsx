import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useText } from '../../platform/ui/text.web.ts';
import { contractText } from './contract.text.ts';
import { fileText } from './file.text.ts';
import { frameText } from './frame.text.ts';
import { WhoDoesWhat } from './IncidentScreen.tsx';
import { useFate } from './outbox.use.web.ts';
import { recordText } from './record.text.ts';
import { Sign } from './SavedScreen.tsx';
import { InnerScreen } from './screens.tsx';
import type { DutyView } from './server.types.ts';

/** What became of an incident just reported. */
export function ReportedScreen({ id }: { id: string }) {
  const t = useText(fileText);
  const fate = useFate<{ owed: readonly DutyView[] }>(id);
  return (
    <Sent id={id} words={t.incidentDone}>
      {fate.state === 'answered' ? <WhoDoesWhat owed={fate.answer.owed} /> : null}
    </Sent>
  );
}

/** What became of a wish just passed on. */
export function AskedScreen({ id }: { id: string }) {
  const t = useText(fileText);
  return <Sent id={id} words={t.agreementDone} hint={t.agreementDoneHint} />;
}

/** What became of a contract just signed or refused. */
export function ContractedScreen({ id }: { id: string }) {
  return <Sent id={id} words={useText(contractText).done} />;
}

function Sent({ id, words, hint, children }: { id: string; words: string; hint?: string; children?: ReactNode }) {
  const t = useText(recordText);
  const frame = useText(frameText);
  const { state } = useFate(id);
  return (
    <InnerScreen title="" name={words} back="/" backWords={frame.toList}>
      <div role="status" className="center">
        {state === 'waiting' ? <Sign kind="wait" words={t.savedHere} hint={t.savedHereHint} /> : null}
        {state === 'refused' ? <Sign kind="no" words={t.refused} /> : null}
        {state === 'answered' || state === 'gone' ? <Sign kind="done" words={words} {...(hint ? { hint } : {})} /> : null}
      </div>
      {state === 'refused' ? <Link href="/outbox" className="button button-plain button-large">{t.look}</Link> : null}
      {children}
      <Link href="/" className="button button-main button-large">{frame.toList}</Link>
    </InnerScreen>
  );
}
