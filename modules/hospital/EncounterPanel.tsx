import { useState } from 'react';
import { Button, Card, Chip, ClauseButton, ConfirmReason, Facts, Panel, PageLink, Ready, Row, Stack, api, formatDay, pick, useLanguage, useRead, useText, useWrite } from '../../platform/ui/index.web.ts';
import type { EncounterView, WaiverView } from './hospital.schema.ts';
import { WaiverSum } from './WaiverSum.tsx';
import { registersText } from './registers.words.text.ts';
import type { StayView } from './stays.schema.ts';
import { staysText } from './stays.words.text.ts';

/** One line of a hospital's own register in full: what was registered, what was waived, how the stay went (D8). */
export function EncounterPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useText(registersText);
  const one = useRead<EncounterView>('/api/encounters/{id}', { path: { id } });
  return (
    <Panel open title={one.data ? t.entryOf({ name: one.data.name }) : t.entry} onClose={onClose}>
      <Ready of={one}>{(encounter) => <Stack><Registered of={encounter} />{encounter.admittedOn === null ? null : <Stayed of={encounter} />}<Waived of={encounter} /><VoidRegistration of={encounter} /></Stack>}</Ready>
    </Panel>
  );
}

interface Voiding {
  /** What is voided, as its page reads. */
  readonly what: string;
  readonly hint: string;
  readonly send: (reason: string) => Promise<unknown>;
  readonly onClose: () => void;
}

/** Nothing here is changed or deleted: what was entered by mistake is voided with a reason, and entered anew. */
function VoidForm({ what, hint, send, onClose }: Voiding) {
  const t = useText(registersText);
  const write = useWrite(send, { saved: t.voided, refresh: ['/api/encounters', '/api/encounters/{id}', '/api/registers/{kind}'], onDone: onClose });
  return <ConfirmReason open title={t.voidOf({ what })} hint={hint} confirm={t.void} danger saving={write.isPending} problem={write.error} onCancel={onClose} onConfirm={write.mutate} />;
}

function VoidRegistration({ of: { id, name, kind, voided } }: { of: EncounterView }) {
  const t = useText(registersText);
  const [open, setOpen] = useState(false);
  if (voided) return null;
  const send = (reason: string) => api.post('/api/encounters/{id}/void', { path: { id }, body: { reason } });
  return (
    <>
      <div><Button onClick={() => setOpen(true)}>{t.voidEntry}</Button></div>
      {open ? <VoidForm what={`${name} · ${t[kind]}`} hint={t.voidEntryHint} send={send} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function Registered({ of: { kind, day, department, urgent, companion, hospital, voided } }: { of: EncounterView }) {
  const t = useText(registersText);
  const language = useLanguage();
  return (
    <Stack close>
      {voided ? <div><Chip tone="attention" sign>{t.voided}</Chip></div> : null}
      <Facts of={written([[t.day, formatDay(day, language, 'long')], [t.kind, t[kind]], [t.hospital, hospital.name], [t.department, department], [t.urgent, urgent ? t.yes : ''], [t.companion, companion]])} />
    </Stack>
  );
}

function Stayed({ of: { id, admittedOn, dischargedOn, voided } }: { of: EncounterView }) {
  const t = useText(registersText);
  const words = useText(staysText);
  const language = useLanguage();
  const stay = useRead<StayView>('/api/encounters/{id}/stay', { path: { id } });
  const day = (one: string | null) => (one === null ? '' : formatDay(one, language, 'long'));
  return (
    <Card title={t.inpatient}>
      <Ready of={stay}>
        {({ bed, care, told, summary }) => (
          <Stack>
            <Facts of={written([[t.admittedOn, day(admittedOn)], [t.dischargedOn, day(dischargedOn)], [words.bed, bed], [words.care, care], [words.told, told], [words.summary, summary ?? '']])} />
            {dischargedOn === null && !voided ? <Row><PageLink to="/desk/stays" className="button button-plain">{t.toStays}</PageLink></Row> : null}
          </Stack>
        )}
      </Ready>
    </Card>
  );
}

function Waived({ of: { waivers } }: { of: EncounterView }) {
  const t = useText(registersText);
  const [voiding, setVoiding] = useState<WaiverView | null>(null);
  const [summing, setSumming] = useState<WaiverView | null>(null);
  const language = useLanguage();
  const standing = waivers.filter(({ voided }) => !voided);
  if (standing.length === 0) return null;
  return (
    <Card title={t.waived}>
      <ul className="hospitals-lines">{standing.map((one) => <Waiver key={one.id} of={one} onSum={() => setSumming(one)} onVoid={() => setVoiding(one)} />)}</ul>
      {summing ? <WaiverSum of={summing} onClose={() => setSumming(null)} /> : null}
      {voiding ? (
        <VoidForm
          what={pick(voiding.title, language)} hint={t.voidWaiverHint} onClose={() => setVoiding(null)}
          send={(reason) => api.post('/api/encounters/{id}/waivers/{waiverId}/void', { path: { id: voiding.encounterId, waiverId: voiding.id }, body: { reason } })}
        />
      ) : null}
    </Card>
  );
}

function Waiver({ of: { title, granted, refusal, amount, clause }, onSum, onVoid }: { of: WaiverView; onSum: () => void; onVoid: () => void }) {
  const t = useText(registersText);
  const language = useLanguage();
  const what = pick(title, language);
  return (
    <li>
      <span>{what}{amount === null ? null : ` · ${t.yuan({ amount: amount.toFixed(2) })}`}</span>
      <Row>
        <Chip tone={granted ? 'done' : 'note'} sign={granted}>{granted ? t.grantedYes : t[refusal ?? 'notHere']}</Chip>
        <ClauseButton clause={clause} />
        {granted ? <Button kind="quiet" label={(amount === null ? t.enterSumOf : t.correctSumOf)({ what })} onClick={onSum}>{amount === null ? t.enterSum : t.correctSum}</Button> : null}
        <Button kind="quiet" label={t.voidOf({ what })} onClick={onVoid}>{t.void}</Button>
      </Row>
    </li>
  );
}

/** What nobody wrote down takes no line. */
const written = (lines: readonly (readonly [label: string, value: string])[]) => lines.filter(([, value]) => value !== '').map(([label, value]) => ({ label, value }));
