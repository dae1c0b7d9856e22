import { useState } from 'react';
import { Button, Card, Chip, ClauseButton, Loading, MenuButton, Ready, Row, Stack, api, formatDay, formatNear, newId, pick, useLanguage, useText } from '../../platform/ui/index.web.ts';
import type { MenuItem, Tone } from '../../platform/ui/index.web.ts';
import { useRight, useSession } from '../accounts/session.web.ts';
import './certificates.css';
import { CertificateStep, type Step } from './CertificateStep.tsx';
import { useCertificatesWrite, useHouseholdPapers } from './certificates.web.ts';
import { DeliverPanel } from './DeliverPanel.tsx';
import { HouseholdPrint } from './HouseholdPrint.tsx';
import { fourPapersText, lackingText, paperStateText } from './pages.text.ts';
import type { HouseholdPapers, PaperLine, PaperState } from './papers.schema.ts';

type Asking = { readonly kind: 'deliver' } | { readonly kind: 'print' } | { readonly kind: 'step'; readonly step: Step } | null;

/** The four papers of a household: what is there, what is to be printed, renewed or brought, and what can be done about each. */
export function FourPapersCard({ householdId }: { householdId: string }) {
  const t = useText(fourPapersText);
  const papers = useHouseholdPapers(householdId);
  return <Ready of={papers} loading={<Card title={t.title}><Loading /></Card>}>{(value) => <Papers householdId={householdId} papers={value} />}</Ready>;
}

function Papers({ householdId, papers: { items, may } }: { householdId: string; papers: HouseholdPapers }) {
  const t = useText(fourPapersText);
  const [asking, setAsking] = useState<Asking>(null);
  const waiting = items.filter(({ state }) => state === 'toDeliver');
  const printable = items.some(({ state }) => state !== 'lacking');
  const close = () => setAsking(null);
  return (
    <Card title={t.title} actions={may.print && printable ? <Button kind="quiet" onClick={() => setAsking({ kind: 'print' })}>{t.print}</Button> : null}>
      <Stack close>
        {items.length === 0 ? <p className="certificates-quiet">{t.none}</p> : null}
        <ul className="certificates-lines">
          {items.map((line) => <Line key={`${line.kind}${line.member?.id ?? ''}${line.title.zh}`} line={line} several={several(items, line)} onStep={(step) => setAsking({ kind: 'step', step })} />)}
        </ul>
        {may.deliver && waiting.length > 0 ? <div><Button onClick={() => setAsking({ kind: 'deliver' })}>{t.delivered}</Button></div> : null}
      </Stack>
      {asking?.kind === 'deliver' ? <DeliverPanel householdId={householdId} waiting={waiting} onClose={close} /> : null}
      {asking?.kind === 'print' ? <HouseholdPrint householdId={householdId} items={items} onClose={close} /> : null}
      {asking?.kind === 'step' ? <CertificateStep step={asking.step} onClose={close} /> : null}
    </Card>
  );
}

/** Of two members each has a certificate: then the name tells them apart. */
const several = (items: readonly PaperLine[], line: PaperLine): boolean => items.filter(({ kind, title }) => kind === line.kind && title.zh === line.title.zh).length > 1;

function Line({ line, several: named, onStep }: { line: PaperLine; several: boolean; onStep: (step: Step) => void }) {
  const t = useText(fourPapersText);
  const language = useLanguage();
  const what = pick(line.title, language);
  const until = line.until ? t.until({ day: formatDay(line.until, language, 'long') }) : line.certificateId ? t.forGood : '';
  return (
    <li className="certificates-line">
      <Row apart><span className="certificates-title">{what}</span><StateChip line={line} /></Row>
      <Row apart>
        <span className="certificates-quiet">{[named ? line.member?.name : '', until].filter(Boolean).join(' · ')} {line.clause ? <ClauseButton clause={line.clause} /> : null}</span>
        <Tools line={line} what={what} onStep={onStep} />
      </Row>
    </li>
  );
}

const TONES: Readonly<Record<PaperState, Tone>> = { lacking: 'attention', toMake: 'plain', outdated: 'attention', toDeliver: 'note', delivered: 'done' };

function StateChip({ line: { kind, state, deliveredOn } }: { line: PaperLine }) {
  const states = useText(paperStateText);
  const lacking = useText(lackingText);
  const language = useLanguage();
  const { today } = useSession();
  const words = state === 'lacking' ? lacking[kind] : state === 'delivered' ? states.delivered({ day: deliveredOn ? formatNear(deliveredOn, today, language) : '' }).trim() : states[state];
  return <Chip tone={TONES[state]} sign={state === 'delivered' || state === 'outdated'}>{words}</Chip>;
}

/** What the office can do about a certificate; the other papers follow from what they name. */
function Tools({ line, what, onStep }: { line: PaperLine; what: string; onStep: (step: Step) => void }) {
  const t = useText(fourPapersText);
  const mayIssue = useRight('certificate.write');
  const issue = useCertificatesWrite((kind: string) => api.post('/api/certificates', { body: { id: newId(), memberId: line.member!.id, kind } }));
  if (!mayIssue || line.kind !== 'certificate' || !line.member) return null;
  const { certificateId, certificateKind, member } = line;
  if (!certificateId) return <button type="button" className="text-button" onClick={() => { if (!issue.isPending) issue.mutate(certificateKind!); }}>{t.issue({ name: member.name, what })}</button>;
  const items: MenuItem[] = (['replaced', 'lost', 'corrected', 'cancelled'] as const).map((why) => ({
    key: why, label: t[why], onSelect: () => onStep({ certificateId, name: member.name, what, why }), ...(why === 'cancelled' ? { danger: true } : {}),
  }));
  return <MenuButton label={t.actions({ name: member.name, what })} items={items}>{t.more}</MenuButton>;
}
