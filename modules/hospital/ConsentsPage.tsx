import { useState } from 'react';
import { Button, Card, Chip, ClauseButton, EmptyState, Facts, Page, Ready, Row, Stack, formatTime, useAddress, useLanguage, useRead, useText } from '../../platform/ui/index.web.ts';
import type { Tone } from '../../platform/ui/index.web.ts';
import { useRight } from '../accounts/session.web.ts';
import { ApproveForm, AttemptForm, DeclineForm, PhoneForm, ProposalForm } from './ConsentForms.tsx';
import type { ConsentState, ConsentView } from './consent.schema.ts';
import { consentText } from './consent.words.text.ts';
import './hospitals.css';

const TONES: Readonly<Record<ConsentState, Tone>> = { proposed: 'attention', phoneApproved: 'note', approved: 'done', declined: 'plain' };

/** When no one can sign (D7): proposals, who was tried to be reached, who approved. Nothing on it holds care up. */
export function ConsentsPage() {
  const t = useText(consentText);
  const [{ encounter }, set] = useAddress('encounter');
  const [open, setOpen] = useState(false);
  const list = useRead<{ items: ConsentView[] }>('/api/consents');
  const close = () => { setOpen(false); set({ encounter: undefined }); };
  return (
    <Page title={t.title} subtitle={t.subtitle} actions={<Button kind="main" onClick={() => setOpen(true)}>{t.propose}</Button>}>
      <Ready of={list}>
        {({ items }) => (items.length === 0 ? <EmptyState title={t.none} hint={t.noneHint} /> : <Stack>{items.map((one) => <ConsentCard key={one.id} one={one} />)}</Stack>)}
      </Ready>
      {open || encounter ? <ProposalForm encounterId={encounter ?? ''} onClose={close} /> : null}
    </Page>
  );
}

const FORMS = { attempt: AttemptForm, phone: PhoneForm, approve: ApproveForm, decline: DeclineForm };
type Doing = keyof typeof FORMS;

function ConsentCard({ one }: { one: ConsentView }) {
  const t = useText(consentText);
  const language = useLanguage();
  const [doing, setDoing] = useState<Doing | null>(null);
  const Form = doing ? FORMS[doing] : null;
  const at = (moment: string | Date) => formatTime(String(moment), language);
  return (
    <Card as="article" title={`${one.name} · ${t[one.procedure]}`} actions={<Chip tone={TONES[one.state]} sign>{t[one.state]}</Chip>}>
      <Facts of={[
        { label: t.proposal, value: one.proposal },
        { label: t.proposer, value: t.by({ name: one.proposer, at: at(one.proposedAt) }) },
        ...(one.phone ? [{ label: t.byPhone, value: t.by({ name: one.phone.approver, at: at(one.phone.at) }) }] : []),
        ...(one.approval ? [{ label: t.approved, value: t.by({ name: one.approval.approver, at: at(one.approval.at) }) }] : []),
        ...(one.declined ? [{ label: t.declined, value: t.by({ name: one.declined.reason, at: at(one.declined.at) }) }] : []),
        { label: t.attempts, value: one.attempts.length === 0 ? t.noAttempts : one.attempts.map((each) => <div key={each.at + each.whom}>{[at(each.at), each.whom, each.how, each.result].filter(Boolean).join(' · ')}</div>) },
      ]} />
      <p className="hospitals-quiet hospitals-basis">{one.rule ? <ClauseButton clause={one.rule.clause} /> : t.ruleNone}</p>
      <Doings one={one} onDo={setDoing} />
      {Form ? <Form consent={one} onClose={() => setDoing(null)} /> : null}
    </Card>
  );
}

function Doings({ one, onDo }: { one: ConsentView; onDo: (doing: Doing) => void }) {
  const t = useText(consentText);
  const head = useRight('consent.approve');
  const open = one.state === 'proposed' || one.state === 'phoneApproved';
  return (
    <Row>
      {open && head ? <Button kind="main" label={t.approveOf({ name: one.name })} onClick={() => onDo('approve')}>{t.approve}</Button> : null}
      {open && one.urgent && one.phone === null ? <Button label={t.phoneOf({ name: one.name })} onClick={() => onDo('phone')}>{t.phone}</Button> : null}
      <Button label={t.addAttemptOf({ name: one.name })} onClick={() => onDo('attempt')}>{t.addAttempt}</Button>
      {open && head ? <Button label={t.declineOf({ name: one.name })} onClick={() => onDo('decline')}>{t.decline}</Button> : null}
      <a className="button button-plain" href={`/api/consents/${one.id}/record.pdf`} target="_blank" rel="noreferrer" aria-label={t.printOf({ name: one.name })}>{t.print}</a>
    </Row>
  );
}
