import type { ReactNode } from 'react';
import { Button, Chip, ClauseButton, Note, Panel, Row, Stack, pick, say, useLanguage, useText } from '../../platform/ui/index.web.ts';
import type { RecordedVisit } from './visits.schema.ts';
import { uncreditedText, visitFormText } from './visits.words.text.ts';

/** What one record counted for, each with its article, and for whom it counted for nothing and why. */
export function RecordedPanel({ recorded, family, told, onClose }: { recorded: RecordedVisit; family: string; told?: ReactNode; onClose: () => void }) {
  const t = useText(visitFormText);
  const language = useLanguage();
  return (
    <Panel open title={t.title({ name: family })} onClose={onClose} buttons={<Button kind="main" onClick={onClose}>{t.done}</Button>}>
      <Stack>
        <Note tone="done" title={<span role="status">{t.saved}</span>}>{t.once}</Note>
        {recorded.credited.length > 0 ? <h3>{t.countedAs}</h3> : <p>{t.countedNothing}</p>}
        {recorded.credited.map(({ dutyId, workerId, title, clause }) => (
          <Row key={`${dutyId}${workerId}`}>
            <Chip tone="done" sign>{pick(title, language)}</Chip>
            <ClauseButton clause={clause} />
          </Row>
        ))}
        {told}
        <Uncredited recorded={recorded} />
      </Stack>
    </Panel>
  );
}

function Uncredited({ recorded: { visit, uncredited } }: { recorded: RecordedVisit }) {
  const t = useText(visitFormText);
  const language = useLanguage();
  if (uncredited.length === 0) return null;
  const nameOf = (workerId: string) => visit.participants.find((one) => one.workerId === workerId)?.name ?? t.someone;
  return (
    <details>
      <summary>{t.notCounted}</summary>
      <ul>{uncredited.map(({ workerId, reason }) => <li key={`${workerId}${reason}`}>{say(uncreditedText[reason], language, { name: nameOf(workerId) })}</li>)}</ul>
    </details>
  );
}
