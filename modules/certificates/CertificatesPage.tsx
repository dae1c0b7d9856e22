import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, DivisionPicker, Page, Tabs, useAddress, useText } from '../../platform/ui/index.web.ts';
import { useRight } from '../accounts/session.web.ts';
import { usePlaces } from '../divisions/divisions.web.ts';
import './certificates.css';
import { ExpiringList } from './ExpiringList.tsx';
import { LackingList } from './LackingList.tsx';
import { certificatesText } from './pages.text.ts';
import { PapersTodo } from './PapersTodo.tsx';
import { PrintPanel } from './PrintPanel.tsx';
import { UseFigures } from './UseFigures.tsx';

const TABS = ['lacking', 'make', 'deliver', 'expiring', 'use'] as const;
type Tab = (typeof TABS)[number];

/** Who lacks a certificate, which papers are to be printed and brought, what runs out, and how certificates are used. */
export function CertificatesPage() {
  const t = useText(certificatesText);
  const [{ tab, division }, set] = useAddress('tab', 'division');
  const [printing, setPrinting] = useState(false);
  const mayPrint = [useRight('certificate.write'), useRight('reveal')].every(Boolean);
  const shown: Tab = TABS.find((each) => each === tab) ?? 'lacking';
  const lists: Readonly<Record<Tab, ReactNode>> = {
    lacking: <LackingList key={division ?? ''} division={division} />, make: <PapersTodo key="make" division={division} state="make" />,
    deliver: <PapersTodo key="deliver" division={division} state="deliver" />, expiring: <ExpiringList division={division} />, use: <UseFigures key={division ?? ''} division={division} />,
  };
  return (
    <Page title={t.title} actions={mayPrint ? <Button kind={shown === 'make' ? 'main' : 'plain'} onClick={() => setPrinting(true)}>{t.print}</Button> : null}>
      <div className="certificates-place">
        <DivisionPicker label={t.place} divisions={usePlaces()} value={division ?? null} onChange={(code) => set({ division: code ?? undefined })} allLabel={t.everywhere} />
      </div>
      <Tabs label={t.tabs} value={shown} onChange={(next) => set({ tab: next === 'lacking' ? undefined : next })} tabs={TABS.map((value) => ({ value, label: t[value] }))}>{lists[shown]}</Tabs>
      {printing ? <PrintPanel division={division ?? null} onClose={() => setPrinting(false)} /> : null}
    </Page>
  );
}
