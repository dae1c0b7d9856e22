import { useState } from 'react';
import { ChoiceField, DayField, DivisionPicker, PanelForm, TextField, api, newId, problemField, useOptions, useText } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { WorkerPicker } from '../accounts/WorkerPicker.tsx';
import type { PickedWorker } from '../accounts/WorkerPicker.tsx';
import { usePlaces } from '../divisions/divisions.web.ts';
import { levelText, teamText } from './doctors.text.ts';
import { useDoctorsWrite } from './doctors.web.ts';
import type { TeamView } from './teams.schema.ts';

/** A team begins with the doctor who leads it; others of county, township and village join afterwards. */
export function TeamForm({ division, onClose }: { division: string | null; onClose: () => void }) {
  const t = useText(teamText);
  const [id] = useState(newId);
  const [name, setName] = useState('');
  const [place, setPlace] = useState(division);
  const [doctor, setDoctor] = useState<Doctor>(nobody);
  const [asked, setAsked] = useState(false);
  const write = useDoctorsWrite((body: object) => api.post<TeamView>('/api/teams', { body }), { saved: t.saved, onDone: onClose });
  const save = () => {
    setAsked(true);
    if (name.trim() && place && doctor.worker) write.mutate({ id, name: name.trim(), divisionCode: place, members: [{ workerId: doctor.worker.id, level: doctor.level, lead: true }] });
  };
  return (
    <PanelForm open title={t.title} onClose={onClose} onSubmit={save} saving={write.isPending} problem={write.error} dirty={name !== '' || doctor.worker !== null} note={t.more}>
      <TextField label={t.name} hint={t.nameHint} value={name} onChange={setName} required error={asked && !name.trim() ? t.nameNeeded : problemField(write.error, 'name')} />
      <DivisionPicker label={t.place} divisions={usePlaces()} value={place} onChange={setPlace} allLabel={t.choose} required error={asked && !place ? t.placeNeeded : undefined} />
      <DoctorFields label={t.lead} doctor={doctor} set={setDoctor} asked={asked} division={place ?? undefined} />
    </PanelForm>
  );
}

interface Doctor { readonly worker: PickedWorker | null; readonly level: string }
const nobody: Doctor = { worker: null, level: 'township' };

function DoctorFields({ label, doctor, set, asked, division }: { label: string; doctor: Doctor; set: (doctor: Doctor) => void; asked: boolean; division: string | undefined }) {
  const t = useText(teamText);
  return (
    <>
      <WorkerPicker label={label} value={doctor.worker} onChange={(worker) => set({ ...doctor, worker })} required division={division} error={asked && !doctor.worker ? t.doctorNeeded : undefined} />
      <ChoiceField label={t.level} value={doctor.level} options={useOptions(levelText)} onChange={(level) => set({ ...doctor, level })} />
    </>
  );
}

/** A doctor joins a team from a day. */
export function JoinForm({ team, onClose }: { team: TeamView; onClose: () => void }) {
  const t = useText(teamText);
  const { today } = useSession();
  const [doctor, setDoctor] = useState<Doctor>(nobody);
  const [fromDay, setFromDay] = useState<string | null>(today);
  const [asked, setAsked] = useState(false);
  const write = useDoctorsWrite((body: object) => api.post<TeamView>('/api/teams/{id}/members', { path: { id: team.id }, body }), { saved: t.saved, onDone: onClose });
  const save = () => {
    setAsked(true);
    if (doctor.worker && fromDay) write.mutate({ workerId: doctor.worker.id, level: doctor.level, fromDay });
  };
  return (
    <PanelForm open title={t.joinOf({ team: team.name })} onClose={onClose} onSubmit={save} saving={write.isPending} problem={write.error} dirty={doctor.worker !== null}>
      <DoctorFields label={t.doctor} doctor={doctor} set={setDoctor} asked={asked} division={team.division.code} />
      <DayField label={t.fromDay} value={fromDay} onChange={setFromDay} required error={asked && !fromDay ? t.dayNeeded : undefined} />
    </PanelForm>
  );
}

/** A doctor leaves after a day; contracts stay with the team. */
export function LeaveForm({ team, worker, onClose }: { team: TeamView; worker: PickedWorker; onClose: () => void }) {
  const t = useText(teamText);
  const { today } = useSession();
  const [toDay, setToDay] = useState<string | null>(today);
  const write = useDoctorsWrite((body: object) => api.post<TeamView>('/api/teams/{id}/leave', { path: { id: team.id }, body }), { saved: t.saved, onDone: onClose });
  return (
    <PanelForm open title={t.leaveOf({ name: worker.name, team: team.name })} onClose={onClose} onSubmit={() => { if (toDay) write.mutate({ workerId: worker.id, toDay }); }} saving={write.isPending} problem={write.error} note={t.leaveNote}>
      <DayField label={t.toDay} value={toDay} onChange={setToDay} required error={toDay ? undefined : t.dayNeeded} />
    </PanelForm>
  );
}

/** A team gets another name, or takes nobody new from a day on. */
export function ChangeTeamForm({ team, onClose }: { team: TeamView; onClose: () => void }) {
  const t = useText(teamText);
  const [name, setName] = useState(team.name);
  const [endedOn, setEndedOn] = useState<string | null>(team.endedOn);
  const write = useDoctorsWrite((body: object) => api.patch<TeamView>('/api/teams/{id}', { path: { id: team.id }, body }), { saved: t.saved, onDone: onClose });
  const save = () => { if (name.trim()) write.mutate({ version: team.version, name: name.trim(), ...(endedOn && { endedOn }) }); };
  return (
    <PanelForm open title={t.changeOf({ team: team.name })} onClose={onClose} onSubmit={save} saving={write.isPending} problem={write.error} dirty={name !== team.name || endedOn !== team.endedOn}>
      <TextField label={t.name} value={name} onChange={setName} required error={name.trim() ? undefined : t.nameNeeded} />
      <DayField label={t.endedOn} hint={t.endedHint} value={endedOn} onChange={setEndedOn} optional />
    </PanelForm>
  );
}
