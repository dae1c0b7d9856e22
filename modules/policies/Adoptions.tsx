import { useState } from 'react';
import {
  Button, Card, Chip, DataTable, DayField, DivisionPicker, EmptyState, PanelForm, Row, SelectField, api, formatDay, newId, pick, problemField, useLanguage, useText, useWrite,
} from '../../platform/ui/index.web.ts';
import { useRight, useSession } from '../accounts/session.web.ts';
import { usePlaces } from '../divisions/divisions.web.ts';
import type { AdoptionView } from './adoptions.schema.ts';
import type { PackLine } from './packs.schema.ts';
import { policiesText } from './pages.text.ts';

interface Known {
  readonly packs: readonly PackLine[];
}

/** Where which policy is, was and will be in force; the nearest place upwards decides. */
export function Adoptions({ adopted, packs }: Known & { adopted: readonly AdoptionView[] }) {
  const t = useText(policiesText);
  const language = useLanguage();
  const mayAdopt = useRight('account.write');
  const [adopting, setAdopting] = useState(false);
  const titleOf = (id: string) => pick(packs.find((pack) => pack.id === id)?.title ?? { zh: id, en: id }, language);
  return (
    <Card title={t.where} note={t.whereNote} actions={mayAdopt ? <Button onClick={() => setAdopting(true)}>{t.adopt}</Button> : null}>
      <DataTable
        label={t.where} rows={adopted} rowKey={(one) => one.id} empty={<EmptyState title={t.nowhere} hint={t.nowhereHint} />}
        open={({ packId }) => ({ to: '/policies', search: { pack: packId } })}
        columns={[
          { key: 'place', title: t.place, primary: true, cell: ({ divisionName }) => divisionName },
          { key: 'policy', title: t.policy, cell: ({ packId }) => titleOf(packId) },
          { key: 'days', title: t.days, cell: (one) => <When of={one} /> },
        ]}
      />
      {adopting ? <AdoptForm packs={packs} onClose={() => setAdopting(false)} /> : null}
    </Card>
  );
}

function When({ of: { fromDay, toDay } }: { of: AdoptionView }) {
  const t = useText(policiesText);
  const language = useLanguage();
  const { today } = useSession();
  const [from, to] = [formatDay(fromDay, language, 'long'), toDay === null ? null : formatDay(toDay, language, 'long')];
  const state = fromDay > today ? <Chip tone="note">{t.coming}</Chip> : toDay !== null && toDay < today ? <Chip>{t.past}</Chip> : <Chip tone="done">{t.now}</Chip>;
  return <Row><span>{to === null ? t.since({ from }) : t.span({ from, to })}</span>{state}</Row>;
}

function AdoptForm({ packs, onClose }: Known & { onClose: () => void }) {
  const t = useText(policiesText);
  const language = useLanguage();
  const { today } = useSession();
  const [id] = useState(newId);
  const [form, setForm] = useState<{ divisionCode: string | null; packId: string; fromDay: string | null }>({ divisionCode: null, packId: '', fromDay: today });
  const [asked, setAsked] = useState(false);
  const write = useWrite(() => api.post<AdoptionView>('/api/adoptions', { body: { id, ...form } }), {
    refresh: ['/api/adoptions', '/api/divisions', '/api/coverage', '/api/duties', '/api/households'], saved: t.adopted, onDone: onClose,
  });
  const submit = () => {
    setAsked(true);
    if (form.divisionCode && form.packId && form.fromDay) write.mutate(undefined);
  };
  return (
    <PanelForm open title={t.adoptTitle} onClose={onClose} onSubmit={submit} saving={write.isPending} problem={write.error} note={t.adoptEffect} dirty={form.packId !== ''}>
      <DivisionPicker
        label={t.place} divisions={usePlaces()} value={form.divisionCode} onChange={(divisionCode) => setForm({ ...form, divisionCode })} allLabel={t.choose} required
        error={asked && !form.divisionCode ? t.needed : problemField(write.error, 'divisionCode')}
      />
      <SelectField
        label={t.policy} value={form.packId} onChange={(packId) => setForm({ ...form, packId })} options={packs.map((pack) => ({ value: pack.id, label: pick(pack.title, language) }))} required
        error={asked && !form.packId ? t.needed : problemField(write.error, 'packId')}
      />
      <DayField label={t.adoptFrom} value={form.fromDay} onChange={(fromDay) => setForm({ ...form, fromDay })} required error={asked && !form.fromDay ? t.needed : problemField(write.error, 'fromDay')} />
    </PanelForm>
  );
}
