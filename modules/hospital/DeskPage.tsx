import { useEffect, useRef, useState } from 'react';
import { Button, Loading, Note, Page, Ready, useText } from '../../platform/ui/index.web.ts';
import { DeskAnswer } from './DeskAnswer.tsx';
import { DeskQuestion } from './DeskQuestion.tsx';
import type { DeskBox } from './DeskQuestion.tsx';
import { RegisterForm } from './RegisterForm.tsx';
import type { Registered } from './RegisterForm.tsx';
import { UrgentForm, UrgentOpen } from './Urgent.tsx';
import './desk.css';
import { askDesk, useDesk, useWaitingUrgent } from './desk.web.ts';
import type { Answer } from './desk.web.ts';
import { deskText } from './desk.words.text.ts';
import { leftAfter } from './deskPage.rules.ts';
import type { DeskHome } from './urgent.schema.ts';

/** The desk: one box, one answer, then the registration. Urgent care is never behind any of it. */
export function DeskPage() {
  const t = useText(deskText);
  const home = useDesk();
  return (
    <Ready of={home} loading={<Page title={t.title}><Loading /></Page>}>
      {(desk) => <Desk desk={desk} />}
    </Ready>
  );
}

// A clerk with a queue has waited long by then; the page says that nobody needs to.
const SLOW_MS = 2_000;

interface Asking {
  readonly busy: boolean;
  readonly slow: boolean;
  readonly answer: Answer | null;
}

function useAsking(keys: readonly string[]) {
  const [state, set] = useState<Asking>({ busy: false, slow: false, answer: null });
  const turn = useRef(0);
  const ask = async (typed: string) => {
    const own = (turn.current += 1);
    set({ busy: true, slow: false, answer: null });
    const timer = setTimeout(() => { if (own === turn.current) set({ busy: true, slow: true, answer: null }); }, SLOW_MS);
    const answer = await askDesk(typed, keys);
    clearTimeout(timer);
    // The person before has gone: an answer that comes late is nobody's.
    if (own === turn.current) set({ busy: false, slow: false, answer });
  };
  const clear = () => {
    turn.current += 1;
    set({ busy: false, slow: false, answer: null });
  };
  return { ...state, ask, clear };
}

function Desk({ desk }: { desk: DeskHome }) {
  const t = useText(deskText);
  const box = useRef<DeskBox>(null);
  const { busy, slow, answer, ask, clear } = useAsking(desk.keys);
  const [urgent, setUrgent] = useState(false);
  const [registered, setRegistered] = useState<Registered | null>(null);
  const next = () => { clear(); setRegistered(null); box.current?.start(); };
  useUrgentKey(() => setUrgent(true));
  const reply = answer?.state === 'answered' && answer.reply.status === 'valid' ? answer.reply : null;
  const checkId = reply?.checkId ?? null;
  // Found is found: the number does not stay where the queue can read it, and the box is free for the next card.
  useEffect(() => { if (checkId) box.current?.start(); }, [checkId]);
  return (
    <div className="desk">
      <Page
        title={`${t.title} · ${desk.hospital.name}`} name={t.title} subtitle={t.recorded}
        actions={<Button kind="danger" size="large" onClick={() => setUrgent(true)}>{t.urgent}<span className="desk-key">{' (F2)'}</span></Button>}
      >
        <DeskQuestion ref={box} busy={busy} onAsk={(typed) => { setRegistered(null); void ask(typed); }} onClear={next} />
        <Waiting />
        <div className="desk-columns">
          <div aria-live="polite">
            {slow ? <Note tone="attention" title={t.slow} /> : null}
            {answer ? <DeskAnswer answer={afterwards(answer, registered)} /> : null}
          </div>
          {reply && checkId ? <RegisterForm key={checkId} reply={reply} checkId={checkId} onRegistered={setRegistered} onNext={next} /> : null}
        </div>
        <UrgentOpen urgent={desk.urgent} registered={registered?.encounter ?? null} />
        {urgent ? <UrgentForm onClose={() => { setUrgent(false); box.current?.start(); }} /> : null}
      </Page>
    </div>
  );
}

const afterwards = (answer: Answer, registered: Registered | null): Answer =>
  (answer.state === 'answered' && registered ? { ...answer, reply: { ...answer.reply, benefits: leftAfter(answer.reply.benefits, registered.waivers) } } : answer);

function Waiting() {
  const t = useText(deskText);
  const { length: count } = useWaitingUrgent();
  return <div role="status">{count === 0 ? null : <Note tone="attention" title={t.urgentWaiting({ count })} />}</div>;
}

function useUrgentKey(open: () => void): void {
  const latest = useRef(open);
  latest.current = open;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== 'F2') return;
      event.preventDefault();
      latest.current();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
}
