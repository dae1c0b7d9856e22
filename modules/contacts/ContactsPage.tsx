import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, DivisionPicker, Page, Tabs, useAddress, useText } from '../../platform/ui/index.web.ts';
import { useRight } from '../accounts/session.web.ts';
import { usePlaces } from '../divisions/divisions.web.ts';
import './contacts.css';
import { contactsText } from './pages.text.ts';
import { TerritoryForm } from './TerritoryForm.tsx';
import { TerritoryList } from './TerritoryList.tsx';
import { ToTellList } from './ToTellList.tsx';
import { VacancyList } from './VacancyList.tsx';
import { WhoServes } from './WhoServes.tsx';
import { WorkerForm } from './WorkerForm.tsx';
import { WorkerList } from './WorkerList.tsx';

const TABS = ['who', 'vacancies', 'tell', 'places', 'people'] as const;
type Tab = (typeof TABS)[number];

/** Who serves whom, what is vacant, who is still to be told, who serves whole places, and the people themselves. */
export function ContactsPage() {
  const t = useText(contactsText);
  const [{ tab, division }, set] = useAddress('tab', 'division');
  const [adding, setAdding] = useState(false);
  const close = () => setAdding(false);
  const mayWrite = useRight('contact.write');
  const shown: Tab = TABS.find((each) => each === tab) ?? 'who';
  const lists: Readonly<Record<Tab, ReactNode>> = {
    who: <WhoServes division={division} />, vacancies: <VacancyList division={division} />, tell: <ToTellList division={division} />, places: <TerritoryList division={division} />, people: <WorkerList division={division} />,
  };
  return (
    <Page title={t.title} actions={mayWrite ? <Button onClick={() => setAdding(true)}>{shown === 'places' ? t.addTerritory : t.add}</Button> : null}>
      <div className="contacts-place">
        <DivisionPicker label={t.place} divisions={usePlaces()} value={division ?? null} onChange={(code) => set({ division: code ?? undefined })} allLabel={t.everywhere} />
      </div>
      <Tabs label={t.tabs} value={shown} onChange={(next) => set({ tab: next === 'who' ? undefined : next })} tabs={TABS.map((value) => ({ value, label: t[value] }))}>{lists[shown]}</Tabs>
      {adding ? shown === 'places' ? <TerritoryForm division={division ?? null} onClose={close} /> : <WorkerForm onClose={close} /> : null}
    </Page>
  );
}
