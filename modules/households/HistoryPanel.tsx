import { useState } from 'react';
import { Button, EmptyState, Panel, Ready, Segmented, Stack, formatTime, useLanguage, useList, useText } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { Changed, Deed, Why } from './RecordWords.tsx';
import { recordsText } from './recordWords.text.ts';
import type { RecordEntry } from './records.schema.ts';

/** Who changed and who looked at one household, newest first. */
export function HistoryPanel({ householdId, family, onClose }: { householdId: string; family: string; onClose: () => void }) {
  const t = useText(recordsText);
  const [kind, setKind] = useState('change');
  const list = useList<RecordEntry>('/api/households/{id}/history', { path: { id: householdId }, query: { kind: kind === 'all' ? undefined : kind } });
  return (
    <Panel open width="wide" title={t.history({ name: family })} onClose={onClose}>
      <Stack>
        <p className="households-quiet">{t.historyHint}</p>
        <Segmented label={t.kinds} value={kind} onChange={setKind} options={[{ value: 'change', label: t.change }, { value: 'read', label: t.read }, { value: 'all', label: t.all }]} />
        <Ready of={list.query}>
          {() => (list.items.length === 0 ? <EmptyState title={t.none} /> : <ol className="households-people">{list.items.map((record) => <Entry key={record.id} record={record} />)}</ol>)}
        </Ready>
        {list.hasMore ? <Button onClick={list.more} busy={list.loadingMore}>{t.more}</Button> : null}
      </Stack>
    </Panel>
  );
}

function Entry({ record }: { record: RecordEntry }) {
  const t = useText(recordsText);
  const language = useLanguage();
  const { today } = useSession();
  const why = record.reason || record.purpose;
  return (
    <li>
      <span className="households-person">
        <time className="households-quiet" dateTime={record.at}>{formatTime(record.at, language, today)}</time>
        <strong>{record.actor?.name ?? t.program}</strong>
        <span><Deed record={record} /></span>
      </span>
      {why ? <span className="households-words">{t.why}：<Why record={record} /></span> : null}
      <Changed record={record} />
    </li>
  );
}
