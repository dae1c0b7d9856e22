import { useState } from 'react';
import { Button, Card, Chip, Loading, Ready, Row, Stack, formatDay, formatTime, useLanguage, useRead, useText } from '../../platform/ui/index.web.ts';
import type { HouseholdFile } from '../households/households.schema.ts';
import { BedForm } from './BedForm.tsx';
import { careCardText } from './careCard.words.text.ts';
import type { EncounterView } from './hospital.schema.ts';
import './hospitals.css';
import { registersText } from './registers.words.text.ts';
import type { BedView } from './stays.schema.ts';
import { staysText } from './stays.words.text.ts';

/** What is listed before anything is folded: a page about a household, not its history at hospitals. */
const SHOWN = 10;

/** Care at hospitals as far as the reader may know it (C5, D8): days of episodes for the office, beds asked for with their answers for whoever serves. */
export function CareCard({ file }: { file: HouseholdFile }) {
  const t = useText(careCardText);
  const beds = useRead<{ items: BedView[] }>('/api/beds', { query: { household: file.id } });
  const encounters = useRead<{ items: EncounterView[] }>('/api/encounters', { query: { household: file.id, limit: SHOWN } });
  const loading = <Card title={t.title}><Loading /></Card>;
  return <Ready of={beds} loading={loading}>{(asked) => <Ready of={encounters} loading={loading}>{(had) => <Care file={file} beds={asked.items} encounters={had.items.filter(({ voided }) => !voided)} />}</Ready>}</Ready>;
}

function Care({ file, beds, encounters }: { file: HouseholdFile; beds: readonly BedView[]; encounters: readonly EncounterView[] }) {
  const t = useText(careCardText);
  const [asking, setAsking] = useState(false);
  const nothing = beds.length === 0 && encounters.length === 0;
  if (nothing && !file.may.visit) return null;
  return (
    <Card title={t.title} actions={file.may.visit ? <Button kind="quiet" onClick={() => setAsking(true)}>{t.ask}</Button> : null}>
      <Stack close>
        {nothing ? <p className="hospitals-quiet">{t.nothing}</p> : null}
        {beds.length > 0 ? <section><h3>{t.beds}</h3><ul className="hospitals-care">{beds.map((bed) => <Bed key={bed.id} bed={bed} />)}</ul></section> : null}
        {encounters.length > 0 ? <section><h3>{t.visits}</h3><ul className="hospitals-care">{encounters.map((one) => <Episode key={one.id} one={one} />)}</ul></section> : null}
      </Stack>
      {asking ? <BedForm file={file} onClose={() => setAsking(false)} /> : null}
    </Card>
  );
}

function Bed({ bed: { name, hospital, askedAt, transport, answer, answerNote, encounterId } }: { bed: BedView }) {
  const t = useText(careCardText);
  const words = useText(staysText);
  const language = useLanguage();
  const state = encounterId ? t.admitted : answer ? words[answer] : t.waiting;
  return (
    <li>
      <Row apart><strong>{hospital.name}</strong><Chip tone={encounterId || answer === 'ready' ? 'done' : answer ? 'note' : 'plain'} sign={Boolean(encounterId ?? answer)}>{state}</Chip></Row>
      {answerNote ? <span>{answerNote}</span> : null}
      <span className="hospitals-quiet">{[name, t.askedAt({ at: formatTime(String(askedAt), language) }), transport].filter(Boolean).join(' · ')}</span>
    </li>
  );
}

function Episode({ one: { name, hospital, kind, day, admittedOn, dischargedOn } }: { one: EncounterView }) {
  const t = useText(careCardText);
  const kinds = useText(registersText);
  const language = useLanguage();
  const long = (on: string) => formatDay(on, language, 'long');
  const days = admittedOn ? [t.stay({ from: long(admittedOn) }), dischargedOn ? t.left({ to: long(dischargedOn) }) : ''] : [long(day)];
  return (
    <li>
      <Row apart><strong>{hospital.name}</strong><Chip>{kinds[kind]}</Chip></Row>
      <span className="hospitals-quiet">{[name, ...days].filter(Boolean).join(' · ')}</span>
    </li>
  );
}
