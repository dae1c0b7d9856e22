import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Card, Note, PanelForm, ProblemNote, TextField, api, formatTime, newId, problemFrom, useLanguage, useSaved, useText, useWrite } from '../../platform/ui/index.web.ts';
import type { Problem } from '../../platform/ui/index.web.ts';
import { sendUrgent } from './desk.web.ts';
import { deskText } from './desk.words.text.ts';
import type { EncounterView } from './hospital.schema.ts';
import type { UrgentView } from './urgent.schema.ts';

/** Two boxes that may both stay empty: somebody is being treated meanwhile. */
export function UrgentForm({ onClose }: { onClose: () => void }) {
  const t = useText(deskText);
  const saved = useSaved();
  const [one, set] = useState(() => ({ id: newId(), patient: '', note: '', arrivedAt: new Date().toISOString() }));
  const [state, setState] = useState<{ busy: boolean; problem: Problem | null }>({ busy: false, problem: null });
  const cache = useQueryClient();
  // Not one of the kit's commands: those wait for the network, and this one must be off the clerk's hands without it.
  const submit = async () => {
    setState({ busy: true, problem: null });
    try {
      if (await sendUrgent(one)) saved(t.urgentDone);
      void cache.invalidateQueries({ queryKey: ['/api/desk'] });
      onClose();
    } catch (thrown) {
      setState({ busy: false, problem: problemFrom(thrown) });
    }
  };
  return (
    <PanelForm open title={t.urgent} submit={t.save} onClose={onClose} onSubmit={() => void submit()} saving={state.busy} problem={state.problem}>
      <Note tone="attention">{t.urgentHint}</Note>
      <TextField label={t.patient} value={one.patient} onChange={(patient) => set({ ...one, patient })} maxLength={200} autoFocus optional />
      <TextField label={t.note} value={one.note} onChange={(note) => set({ ...one, note })} maxLength={500} optional />
    </PanelForm>
  );
}

/** Those treated before anybody was asked, until it is known who they were. */
export function UrgentOpen({ urgent, registered }: { urgent: readonly UrgentView[]; registered: EncounterView | null }) {
  const t = useText(deskText);
  const language = useLanguage();
  const write = useWrite(({ id, encounterId }: { id: string; encounterId: string }) => api.post('/api/desk/urgent/{id}/join', { path: { id }, body: { encounterId } }), { refresh: ['/api/desk'] });
  if (urgent.length === 0) return null;
  return (
    <Card title={t.urgentOpen} note={t.urgentOpenHint}>
      <ul className="desk-urgent">
        {urgent.map(({ id, patient, note, arrivedAt }) => (
          <li key={id}>
            <span>{formatTime(String(arrivedAt), language)} · <b>{patient || t.unnamed}</b>{note ? ` · ${note}` : null}</span>
            {registered ? (
              <Button busy={write.isPending && write.variables.id === id} label={t.joinOf({ patient: patient || t.unnamed })} onClick={() => write.mutate({ id, encounterId: registered.id })}>{t.join}</Button>
            ) : null}
          </li>
        ))}
      </ul>
      <ProblemNote problem={write.error} />
    </Card>
  );
}
