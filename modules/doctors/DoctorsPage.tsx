import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, DivisionPicker, Page, Tabs, useAddress, useText } from '../../platform/ui/index.web.ts';
import { useRight } from '../accounts/session.web.ts';
import { usePlaces } from '../divisions/divisions.web.ts';
import { ContractMembers } from './ContractMembers.tsx';
import './doctors.css';
import { doctorsText, teamText } from './doctors.text.ts';
import { TeamForm } from './TeamForm.tsx';
import { TeamList } from './TeamList.tsx';

const TABS = ['members', 'teams'] as const;
type Tab = (typeof TABS)[number];

/** Who is under contract, who is to be asked, and the teams themselves (C1). */
export function DoctorsPage() {
  const t = useText(doctorsText);
  const teams = useText(teamText);
  const [{ tab, division }, set] = useAddress('tab', 'division');
  const [adding, setAdding] = useState(false);
  const office = useRight('household.write');
  const shown: Tab = TABS.find((each) => each === tab) ?? 'members';
  const lists: Readonly<Record<Tab, ReactNode>> = { members: <ContractMembers division={division} />, teams: <TeamList division={division} /> };
  return (
    <Page title={t.title} actions={office ? <Button onClick={() => setAdding(true)}>{teams.add}</Button> : null}>
      <div className="doctors-place">
        <DivisionPicker label={t.place} divisions={usePlaces()} value={division ?? null} onChange={(code) => set({ division: code ?? undefined })} allLabel={t.everywhere} />
      </div>
      <Tabs label={t.tabs} value={shown} onChange={(next) => set({ tab: next === 'members' ? undefined : next })} tabs={TABS.map((value) => ({ value, label: t[value] }))}>{lists[shown]}</Tabs>
      {adding ? <TeamForm division={division ?? null} onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}
