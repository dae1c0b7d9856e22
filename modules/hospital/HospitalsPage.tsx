import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Page, Tabs, useAddress, useText } from '../../platform/ui/index.web.ts';
import { HospitalForm } from './HospitalForms.tsx';
import { HospitalList } from './HospitalList.tsx';
import './hospitals.css';
import { useCountyOffice } from './hospitals.web.ts';
import { MemberListOffice } from './MemberListPage.tsx';
import { OpenLooks } from './OpenLooks.tsx';
import { Registers } from './Registers.tsx';
import { hospitalsText } from './hospitals.words.text.ts';

const TABS = ['hospitals', 'registers', 'looks', 'lists'] as const;
type Tab = (typeof TABS)[number];

/** Hospitals and whom to ask for there, what they registered, who was looked up without it, and lists that left. */
export function HospitalsPage() {
  const t = useText(hospitalsText);
  const [{ tab }, set] = useAddress('tab');
  const [adding, setAdding] = useState(false);
  const office = useCountyOffice();
  const shown: Tab = TABS.find((each) => each === tab && (office || each !== 'lists')) ?? 'hospitals';
  const parts: Readonly<Record<Tab, ReactNode>> = { hospitals: <HospitalList />, registers: <Registers />, looks: <OpenLooks />, lists: <MemberListOffice /> };
  return (
    <Page title={t.title} actions={office && shown === 'hospitals' ? <Button onClick={() => setAdding(true)}>{t.add}</Button> : null}>
      <Tabs label={t.tabs} value={shown} onChange={(next) => set({ tab: next === 'hospitals' ? undefined : next })} tabs={TABS.filter((each) => office || each !== 'lists').map((value) => ({ value, label: t[value] }))}>{parts[shown]}</Tabs>
      {adding ? <HospitalForm onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}
