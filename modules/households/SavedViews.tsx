import { useState } from 'react';
import { Button, PanelForm, TextField, api, newId, useRead, useText, useWrite } from '../../platform/ui/index.web.ts';
import type { FilterProps } from './HouseholdFilters.tsx';
import { onlyFilters, setFilters } from './listFilters.rules.ts';
import { viewsText } from './pages.text.ts';

interface View {
  readonly id: string;
  readonly name: string;
  readonly query: Readonly<Record<string, unknown>>;
}

const PATH = '/api/views';

/** Filters a person keeps for themselves. */
export function SavedViews({ filters, set }: FilterProps) {
  const t = useText(viewsText);
  const { data } = useRead<{ items: View[] }>(PATH);
  const [naming, setNaming] = useState(false);
  const views = data?.items ?? [];
  return (
    <div className="households-views" role="group" aria-label={t.label}>
      {views.map((view) => <Saved key={view.id} view={view} onOpen={() => set(onlyFilters(setFilters(view.query)))} />)}
      {Object.keys(filters).length > 0 ? <Button kind="quiet" onClick={() => setNaming(true)}>{t.save}</Button> : null}
      {naming ? <Naming filters={filters} onClose={() => setNaming(false)} /> : null}
    </div>
  );
}

function Saved({ view, onOpen }: { view: View; onOpen: () => void }) {
  const t = useText(viewsText);
  const forget = useWrite((id: string) => api.delete('/api/views/{id}', { path: { id } }), { refresh: [PATH], saved: t.forgotten });
  return (
    <span className="households-view">
      <button type="button" onClick={onOpen}>{view.name}</button>
      <button type="button" aria-label={t.forget({ name: view.name })} onClick={() => forget.mutate(view.id)}><span aria-hidden="true">×</span></button>
    </span>
  );
}

function Naming({ filters, onClose }: Pick<FilterProps, 'filters'> & { onClose: () => void }) {
  const t = useText(viewsText);
  const [name, setName] = useState('');
  const [asked, setAsked] = useState(false);
  const [id] = useState(newId);
  const write = useWrite((body: object) => api.post(PATH, { body }), { refresh: [PATH], saved: t.kept, onDone: onClose });
  const save = () => {
    setAsked(true);
    if (name.trim()) write.mutate({ id, name: name.trim(), query: filters });
  };
  return (
    <PanelForm open title={t.title} onClose={onClose} onSubmit={save} saving={write.isPending} problem={write.error}>
      <TextField label={t.name} hint={t.nameHint} value={name} onChange={setName} maxLength={40} required error={asked && !name.trim() ? t.nameNeeded : undefined} />
    </PanelForm>
  );
}
