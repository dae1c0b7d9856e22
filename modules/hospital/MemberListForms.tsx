import { useState } from 'react';
import { DivisionPicker, Note, PanelForm, SelectField, TextAreaField, api, newId, useRead, useText } from '../../platform/ui/index.web.ts';
import { usePlaces } from '../divisions/divisions.web.ts';
import { USUAL_DAYS } from './memberList.schema.ts';
import type { MemberLists, MemberListView } from './memberList.schema.ts';
import { useMemberListWrite } from './memberList.web.ts';
import { memberListText } from './memberList.words.text.ts';
import type { HospitalView } from './places.schema.ts';

interface Asking {
  readonly label: string;
  readonly needed: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly body: (chosen: string) => object;
  readonly onClose: () => void;
}

/** The head of a hospital asks one of the counties that have designated it. */
export function AskCountyForm({ counties, onClose }: { counties: MemberLists['counties']; onClose: () => void }) {
  const t = useText(memberListText);
  const options = counties.map(({ code, name }) => ({ value: code, label: name }));
  return <AskForm label={t.county} needed={t.countyNeeded} options={options} body={(countyCode) => ({ countyCode })} onClose={onClose} />;
}

/** The office asks for a hospital that has no head's account here. */
export function AskForHospitalForm({ onClose }: { onClose: () => void }) {
  const t = useText(memberListText);
  const { data } = useRead<{ items: HospitalView[] }>('/api/hospitals');
  const options = (data?.items ?? []).filter(({ designated }) => designated).map(({ id, name }) => ({ value: id, label: name }));
  return <AskForm label={t.hospital} needed={t.hospitalNeeded} options={options} body={(hospitalId) => ({ hospitalId })} onClose={onClose} />;
}

function AskForm({ label, needed, options, body, onClose }: Asking) {
  const t = useText(memberListText);
  const [id] = useState(newId);
  const [picked, pick] = useState('');
  const [purpose, setPurpose] = useState('');
  const [asked, setAsked] = useState(false);
  // With one to choose from there is nothing to choose.
  const chosen = picked || (options.length === 1 ? options[0]!.value : '');
  const write = useMemberListWrite(() => api.post('/api/member-lists', { body: { id, purpose, ...body(chosen) } }), { onDone: onClose });
  const short = purpose.trim().length < 4;
  const submit = () => {
    setAsked(true);
    if (chosen && !short) write.mutate(undefined);
  };
  return (
    <PanelForm open title={t.askTitle} submit={t.send} onClose={onClose} onSubmit={submit} saving={write.isPending} problem={write.error} dirty={purpose !== ''} note={t.askNote}>
      <Note>{t.rule}</Note>
      <SelectField label={label} value={chosen} options={options} onChange={pick} required error={asked && !chosen ? needed : undefined} />
      <TextAreaField label={t.purpose} hint={t.purposeHint} value={purpose} onChange={setPurpose} maxLength={200} rows={3} required error={asked && short ? t.purposeNeeded : undefined} />
    </PanelForm>
  );
}

const DAYS = [1, 3, 7, 14, 30] as const;

export function ApproveListForm({ list, onClose }: { list: MemberListView; onClose: () => void }) {
  const t = useText(memberListText);
  const places = usePlaces();
  const [place, setPlace] = useState<string | null>(null);
  const [days, setDays] = useState(String(USUAL_DAYS));
  const write = useMemberListWrite(
    () => api.post('/api/member-lists/{id}/approve', { path: { id: list.id }, body: { days: Number(days), ...(place ? { divisionCode: place } : {}) } }), { onDone: onClose });
  return (
    <PanelForm open title={t.approveTitle({ hospital: list.hospital.name })} submit={t.approve} onClose={onClose} onSubmit={() => write.mutate(undefined)} saving={write.isPending} problem={write.error}>
      <Note>{t.approveHint}</Note>
      <DivisionPicker label={t.place} hint={t.placeHint} divisions={places} value={place} onChange={setPlace} allLabel={t.wholeCounty} />
      <SelectField label={t.days} hint={t.daysHint} value={days} options={DAYS.map((day) => ({ value: String(day), label: t[`day${day}`] }))} onChange={setDays} required />
    </PanelForm>
  );
}
