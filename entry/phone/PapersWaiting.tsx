import { useState } from 'react';
import { useSession } from '../../modules/accounts/session.web.ts';
import { newId } from '../../platform/ui/client.web.ts';
import { pick } from '../../platform/ui/text.schema.ts';
import { useLanguage, useText } from '../../platform/ui/text.web.ts';
import { commandOf, outbox } from './outbox.post.web.ts';
import { deliverInput, waitingOn } from './papers.rules.ts';
import { papersText } from './papers.text.ts';
import { Button } from './parts.tsx';
import { usePapers, useToday } from './reading.web.ts';
import type { PaperLine } from './server.types.ts';

/** What lies printed for this family, in the worker's bag perhaps; one tap when it is in their hands. */
export function PapersWaiting({ householdId }: { householdId: string }) {
  const t = useText(papersText);
  const words = usePaperWords();
  const today = useToday();
  const { account } = useSession();
  const [kept, setKept] = useState(false);
  const papers = usePapers(householdId).data;
  const waiting = papers?.may.deliver ? waitingOn(papers.items, today) : [];
  if (waiting.length === 0) return null;
  const deliver = async (): Promise<void> => {
    const input = deliverInput(waiting, { id: newId(), householdId, day: today });
    if (input) await outbox.add(commandOf(account.id, 'papers.deliver', input));
    setKept(true);
  };
  return (
    <section className="card">
      <h2>{t.title}</h2>
      <ul className="rows">{waiting.map((line) => <li key={line.paperId}>{words(line)}</li>)}</ul>
      {kept ? <p role="status" className="note note-main">{t.kept}</p> : <><p className="quiet">{t.hint}</p><Button onClick={() => void deliver()}>{t.all}</Button></>}
    </section>
  );
}

/** What a paper is called, with whose it is. */
export function usePaperWords(): (line: PaperLine) => string {
  const language = useLanguage();
  return ({ title, member }) => [pick(title, language), member?.name].filter(Boolean).join(' · ');
}
