import { useState } from 'react';
import { ChoicesField, DayField, PanelForm, api, newId, pick, useLanguage, useText } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { useCertificatesWrite } from './certificates.web.ts';
import { fourPapersText } from './pages.text.ts';
import type { PaperLine } from './papers.schema.ts';

/** Which papers reached the family, and when; all of them unless somebody says otherwise. */
export function DeliverPanel({ householdId, waiting, onClose }: { householdId: string; waiting: readonly PaperLine[]; onClose: () => void }) {
  const t = useText(fourPapersText);
  const language = useLanguage();
  const { today } = useSession();
  const [id] = useState(newId);
  const [paperIds, setPaperIds] = useState<readonly string[]>(waiting.flatMap(({ paperId }) => paperId ?? []));
  const [day, setDay] = useState<string | null>(today);
  const [asked, setAsked] = useState(false);
  const write = useCertificatesWrite((body: object) => api.post('/api/papers/deliver', { body }), { onDone: onClose });
  const save = () => {
    setAsked(true);
    if (day && paperIds.length > 0) write.mutate({ id, householdId, paperIds, day });
  };
  const options = waiting.map(({ paperId, title, member }) => ({ value: paperId!, label: [pick(title, language), member?.name].filter(Boolean).join(' · ') }));
  const earliest = waiting.filter(({ paperId }) => paperIds.includes(paperId!)).map(({ madeOn }) => madeOn!).sort().at(-1);
  return (
    <PanelForm open title={t.deliverTitle} onClose={onClose} onSubmit={save} saving={write.isPending} problem={write.error}>
      <ChoicesField label={t.what} values={paperIds} options={options} onChange={setPaperIds} required error={asked && paperIds.length === 0 ? t.whatNeeded : undefined} />
      <DayField label={t.day} value={day} onChange={setDay} min={earliest} max={today} required error={asked && !day ? t.dayNeeded : undefined} />
      {waiting.some(({ kind, paperId }) => kind === 'contactCard' && paperIds.includes(paperId!)) ? <p className="certificates-quiet">{t.cardHint}</p> : null}
    </PanelForm>
  );
}
