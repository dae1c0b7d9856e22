import { useState } from 'react';
import { useSession } from '../../modules/accounts/session.web.ts';
import { newId } from '../../platform/ui/client.web.ts';
import { pick } from '../../platform/ui/text.schema.ts';
import { useLanguage, useText } from '../../platform/ui/text.web.ts';
import { commandOf, outbox } from './outbox.post.web.ts';
import { useFate } from './outbox.use.web.ts';
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
  const [sent, setSent] = useState<{ readonly id: string; readonly lines: readonly PaperLine[] } | null>(null);
  const fate = useFate(sent?.id ?? '');
  const papers = usePapers(householdId).data;
  const waiting = papers?.may.deliver ? waitingOn(papers.items, today) : [];
  // Once it has arrived nothing waits any more; what was handed over stays to be read, or the tap would end in nothing.
  if (sent && fate.state !== 'refused') return <Handed lines={sent.lines} words={fate.state === 'waiting' ? t.kept : t.arrived} />;
  if (waiting.length === 0) return null;
  const deliver = async (): Promise<void> => {
    const input = deliverInput(waiting, { id: newId(), householdId, day: today });
    if (!input) return;
    await outbox.add(commandOf(account.id, 'papers.deliver', input));
    setSent({ id: input.id, lines: waiting });
  };
  return (
    <section className="card">
      <h2>{t.title}</h2>
      <ul className="rows">{waiting.map((line) => <li key={line.paperId}>{words(line)}</li>)}</ul>
      <p className="quiet">{t.hint}</p>
      <Button onClick={() => void deliver()}>{t.all}</Button>
    </section>
  );
}

function Handed({ lines, words }: { lines: readonly PaperLine[]; words: string }) {
  const t = useText(papersText);
  const nameOf = usePaperWords();
  return (
    <section className="card">
      <h2>{t.handed}</h2>
      <ul className="rows">{lines.map((line) => <li key={line.paperId}>{nameOf(line)}</li>)}</ul>
      <p role="status" className="note note-main">{words}</p>
    </section>
  );
}

/** What a paper is called, with whose it is. */
export function usePaperWords(): (line: PaperLine) => string {
  const language = useLanguage();
  return ({ title, member }) => [pick(title, language), member?.name].filter(Boolean).join(' · ');
}
