import { useState } from 'react';
import { Button, Card, Chip, EmptyState, Page, Ready, Row, Stack, api, formatDay, formatTime, useLanguage, useRead, useText, useWrite } from '../../platform/ui/index.web.ts';
import type { EncounterView } from './hospital.schema.ts';
import './hospitals.css';
import { AnswerForm, DischargeForm, StayForm } from './StayForms.tsx';
import type { BedView } from './stays.schema.ts';
import { staysText } from './stays.words.text.ts';

const STAYS = { query: { kind: 'inpatient', limit: 200 } } as const;

/** Beds asked for, who is in the hospital, who went home (C5, D8). */
export function StaysPage() {
  const t = useText(staysText);
  const beds = useRead<{ items: BedView[] }>('/api/beds');
  const stays = useRead<{ items: EncounterView[] }>('/api/encounters', STAYS);
  return (
    <Page title={t.title}>
      <Ready of={stays}>
        {({ items }) => {
          const known = items.filter(({ voided }) => !voided);
          const inside = known.filter(({ dischargedOn }) => dischargedOn === null);
          const over = known.filter(({ dischargedOn }) => dischargedOn !== null);
          return (
            <Stack>
              <Ready of={beds}>{(asked) => <Beds beds={asked.items} inside={inside} />}</Ready>
              <Card title={t.stays}>
                {inside.length === 0 ? <EmptyState title={t.staysNone} hint={t.staysHint} /> : <ul className="hospitals-lines">{inside.map((stay) => <Stay key={stay.id} stay={stay} />)}</ul>}
              </Card>
              {over.length > 0 ? <Card title={t.over}><ul className="hospitals-lines">{over.map((stay) => <Stay key={stay.id} stay={stay} />)}</ul></Card> : null}
            </Stack>
          );
        }}
      </Ready>
    </Page>
  );
}

function Beds({ beds, inside }: { beds: readonly BedView[]; inside: readonly EncounterView[] }) {
  const t = useText(staysText);
  const language = useLanguage();
  const [answering, setAnswering] = useState<BedView | null>(null);
  const join = useWrite(({ id, encounterId }: { id: string; encounterId: string }) => api.post('/api/beds/{id}/join', { path: { id }, body: { encounterId } }), { refresh: ['/api/beds'] });
  return (
    <Card title={t.beds}>
      {beds.length === 0 ? <p className="hospitals-quiet">{t.bedsNone}</p> : (
        <ul className="hospitals-lines">
          {beds.map((bed) => (
            <li key={bed.id}>
              <div>
                <b>{bed.name}</b> <span className="hospitals-quiet">{t.asked({ at: formatTime(String(bed.askedAt), language) })}</span> {bed.answer ? <Chip tone={bed.answer === 'ready' ? 'done' : 'note'} sign>{t[bed.answer]}</Chip> : null}
                {bed.reason ? <div>{bed.reason}</div> : null}
                {bed.transport ? <div>{t.transport({ words: bed.transport })}</div> : null}
                {bed.answerNote ? <div>{t.answered({ words: bed.answerNote })}</div> : null}
              </div>
              <Row>
                <Button label={t.answerOf({ name: bed.name })} onClick={() => setAnswering(bed)}>{t.answer}</Button>
                {inside.filter(({ name }) => name === bed.name).map((stay) => (
                  <Button key={stay.id} busy={join.isPending} onClick={() => join.mutate({ id: bed.id, encounterId: stay.id })}>{t.joinTo({ name: stay.name })}</Button>
                ))}
              </Row>
            </li>
          ))}
        </ul>
      )}
      {answering ? <AnswerForm bed={answering} onClose={() => setAnswering(null)} /> : null}
    </Card>
  );
}

function Stay({ stay }: { stay: EncounterView }) {
  const t = useText(staysText);
  const language = useLanguage();
  const [open, setOpen] = useState<'write' | 'discharge' | null>(null);
  const day = (one: string) => formatDay(one, language, 'long');
  const close = () => setOpen(null);
  return (
    <li>
      <div>
        <b>{stay.name}</b> {stay.department ? `· ${stay.department} ` : null}
        <span className="hospitals-quiet">{stay.admittedOn ? t.admitted({ day: day(stay.admittedOn) }) : null}{stay.dischargedOn ? ` · ${t.discharged({ day: day(stay.dischargedOn) })}` : null}</span>
      </div>
      {stay.dischargedOn === null ? (
        <Row>
          <Button label={t.writeOf({ name: stay.name })} onClick={() => setOpen('write')}>{t.write}</Button>
          <Button label={t.dischargeOf({ name: stay.name })} onClick={() => setOpen('discharge')}>{t.discharge}</Button>
        </Row>
      ) : <Chip tone="done" sign>{t.saved}</Chip>}
      {open === 'write' ? <StayForm stay={stay} onClose={close} /> : null}
      {open === 'discharge' ? <DischargeForm stay={stay} onClose={close} /> : null}
    </li>
  );
}
