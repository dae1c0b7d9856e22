import { useState } from 'react';
import {
  Button, ChoiceField, Chip, ClauseButton, DayField, Note, Panel, PanelForm, Row, Stack, TextAreaField, api, formatDay, newId, pick, problemField, useLanguage, useText, useWrite,
} from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { incidentFormText } from './incidentForm.text.ts';
import { INCIDENT_TITLES } from './incidents.text.ts';
import { INCIDENT_KINDS } from './incidents.schema.ts';
import type { ReportedIncident } from './incidents.schema.ts';
import { AFTER_INCIDENT } from './incidents.web.ts';

export interface IncidentFormProps {
  readonly household: { readonly id: string; readonly family: string };
  readonly onClose: () => void;
}

/** Something urgent: three things to say, and then at once who does what until when. */
export function IncidentForm(props: IncidentFormProps) {
  const [reported, setReported] = useState<ReportedIncident | null>(null);
  return reported ? <Reported {...props} reported={reported} /> : <Reporting {...props} onReported={setReported} />;
}

const EMPTY = { kind: null as string | null, note: '', lateReason: '' };

function Reporting({ household, onClose, onReported }: IncidentFormProps & { onReported: (reported: ReportedIncident) => void }) {
  const t = useText(incidentFormText);
  const language = useLanguage();
  const { today } = useSession();
  const [id] = useState(newId);
  const [draft, setDraft] = useState(EMPTY);
  const [day, setDay] = useState<string | null>(today);
  const [asked, setAsked] = useState(false);
  const write = useWrite((body: object) => api.post<ReportedIncident>('/api/incidents', { body }), { refresh: AFTER_INCIDENT, saved: false, onDone: onReported });
  const { kind, note, lateReason } = draft;
  const late = write.error?.code === 'incident.lateReason' || lateReason !== '';
  const save = () => {
    setAsked(true);
    const words = { ...(note.trim() ? { note: note.trim() } : {}), ...(lateReason.trim() ? { lateReason: lateReason.trim() } : {}) };
    if (kind && day) write.mutate({ id, householdId: household.id, kind, day, ...words });
  };
  return (
    <PanelForm open title={t.title({ name: household.family })} onClose={onClose} onSubmit={save} submit={t.submit} saving={write.isPending} problem={write.error} dirty={draft !== EMPTY} note={t.first}>
      <ChoiceField
        label={t.kind} value={kind} onChange={(chosen) => setDraft({ ...draft, kind: chosen })} required error={asked && !kind ? t.kindNeeded : undefined}
        options={INCIDENT_KINDS.map((value) => ({ value, label: pick(INCIDENT_TITLES[value], language) }))}
      />
      <DayField label={t.day} value={day} onChange={setDay} max={today} required error={asked && !day ? t.dayNeeded : problemField(write.error, 'day')} />
      {late ? <TextAreaField label={t.lateReason} value={lateReason} onChange={(words) => setDraft({ ...draft, lateReason: words })} required rows={2} /> : null}
      <TextAreaField label={t.note} value={note} onChange={(words) => setDraft({ ...draft, note: words })} optional />
    </PanelForm>
  );
}

function Reported({ household, reported, onClose }: IncidentFormProps & { reported: ReportedIncident }) {
  const t = useText(incidentFormText);
  const language = useLanguage();
  return (
    <Panel open title={t.title({ name: household.family })} onClose={onClose} buttons={<Button kind="main" onClick={onClose}>{t.done}</Button>}>
      <Stack>
        <Note tone="done" title={<span role="status">{t.saved}</span>} />
        {reported.owed.length > 0 ? <h3>{t.owed}</h3> : <p>{t.noneOwed}</p>}
        {reported.owed.map(({ id, title, roleTitle, worker, last, clause }) => (
          <Row key={id} apart>
            <span>{pick(title, language)} · {pick(roleTitle, language)} {worker?.name ?? t.vacant} {clause ? <ClauseButton clause={clause} /> : null}</span>
            <Chip tone="attention">{t.before({ day: formatDay(last, language) })}</Chip>
          </Row>
        ))}
      </Stack>
    </Panel>
  );
}
