import { useState } from 'react';
import {
  Button, Card, Chip, ClauseButton, ConfirmReason, EmptyState, ProblemNote, Ready, Row, Segmented, Stack, Timeline, formatDay, pick, useLanguage, useList, useText,
} from '../../platform/ui/index.web.ts';
import type { Happened } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import type { IncidentView } from '../incidents/incidents.schema.ts';
import { useIncidents } from '../incidents/incidents.web.ts';
import { VoidIncident } from '../incidents/VoidIncident.tsx';
import type { VisitView } from '../visits/visits.schema.ts';
import { useDeclineVisit, useVoidVisit } from '../visits/visits.web.ts';
import { healthText, moodText, needText } from '../visits/visits.words.text.ts';
import './file.css';
import { storyText } from './file.text.ts';
import type { TimelineItem } from './timeline.schema.ts';

interface TimelineProps {
  readonly householdId: string;
  /** The office may void what others entered. */
  readonly office: boolean;
  readonly onCorrect: (visit: VisitView) => void;
}

type Asking = { readonly visit: VisitView; readonly correct: boolean } | null;

/** What happened, newest first, each contact with what it counted for. */
export function FileTimeline({ householdId, office, onCorrect }: TimelineProps) {
  const t = useText(storyText);
  const [shown, setShown] = useState('all');
  const [asking, setAsking] = useState<Asking>(null);
  const list = useList<TimelineItem>('/api/households/{id}/timeline', { path: { id: householdId } });
  const items = list.items.filter((item) => shown === 'all' || (shown === 'visits') === (item.kind === 'visit'));
  const incidents = useIncidents(householdId, items.some((item) => item.kind === 'event')).data?.items ?? [];
  const onAsk = (visit: VisitView, correct: boolean) => setAsking({ visit, correct });
  return (
    <Card title={t.title} actions={<Segmented label={t.title} value={shown} onChange={setShown} options={[{ value: 'all', label: t.all }, { value: 'visits', label: t.visits }, { value: 'others', label: t.others }]} />}>
      <Ready of={list.query}>
        {() => (
          <Stack>
            {items.length === 0 ? <EmptyState title={t.none} hint={t.noneHint} /> : <Story items={items} incidents={incidents} office={office} onAsk={onAsk} />}
            {list.hasMore ? <Button onClick={list.more} busy={list.loadingMore}>{t.earlier}</Button> : null}
          </Stack>
        )}
      </Ready>
      {asking ? <Voiding {...asking} onClose={() => setAsking(null)} onCorrect={onCorrect} /> : null}
    </Card>
  );
}

interface StoryProps {
  readonly items: readonly TimelineItem[];
  readonly incidents: readonly IncidentView[];
  readonly office: boolean;
  readonly onAsk: (visit: VisitView, correct: boolean) => void;
}

function Story({ items, incidents, office, onAsk }: StoryProps) {
  const t = useText(storyText);
  const language = useLanguage();
  const happened = items.map((item): Happened => {
    const title = pick(item.title, language);
    const incident = incidents.find(({ id }) => id === item.id);
    const voided = item.visit?.voided ? 'duties-void' : '';
    return {
      id: item.id, day: item.at, tone: item.visit && !item.visit.voided ? 'main' : 'plain',
      head: <span className={voided}>{item.by ? t.by({ what: title, who: item.by }) : title}</span>,
      body: item.visit ? <VisitWords visit={item.visit} /> : item.text ? <div className="duties-words">{item.text}</div> : null,
      foot: item.visit ? <VisitFoot item={item} visit={item.visit} office={office} onAsk={onAsk} /> : incident ? <VoidIncident incident={incident} office={office} /> : null,
    };
  });
  const thisYear = useSession().today.slice(0, 4);
  return <Timeline label={t.title} items={happened} withYear={items.some(({ at }) => !at.startsWith(thisYear))} />;
}

function VisitWords({ visit }: { visit: VisitView }) {
  const t = useText(storyText);
  const [health, moods, needs] = [useText(healthText), useText(moodText), useText(needText)];
  const language = useLanguage();
  const between = language === 'zh' ? '、' : ', ';
  const asked = visit.needs.filter((need) => need !== 'none').map((need) => needs[need as keyof typeof needText]);
  const learnt = [
    visit.health ? t.health({ what: health[visit.health] }) : '', visit.mood ? t.mood({ what: moods[visit.mood] }) : '',
    asked.length > 0 ? t.needs({ what: asked.join(between) }) : visit.needs.includes('none') ? t.nothingNeeded : '',
  ].filter(Boolean);
  return (
    <>
      {learnt.length > 0 ? <div>{learnt.join(language === 'zh' ? '，' : '; ')}</div> : null}
      {visit.note ? <div className="duties-words">{visit.note}</div> : null}
    </>
  );
}

function VisitFoot({ item, visit, office, onAsk }: { item: TimelineItem; visit: VisitView; office: boolean; onAsk: StoryProps['onAsk'] }) {
  const t = useText(storyText);
  const language = useLanguage();
  const { account } = useSession();
  const small = [
    visit.lateDays > 0 ? t.lateBy({ count: visit.lateDays }) : '', visit.lateReason, visit.corrects ? t.corrects : '',
    ...visit.participants.filter(({ declined }) => declined).map(({ name }) => t.declined({ name })),
    visit.participants.some(({ name }) => name === visit.recorder.name) ? '' : t.recordedBy({ name: visit.recorder.name }),
  ].filter(Boolean);
  const mayVoid = !visit.voided && (office || visit.recorder.id === account.id);
  return (
    <>
      {visit.voided ? <Chip tone="plain">{t.voided}</Chip> : null}
      {visit.voided ? <span className="duties-quiet">{t.voidedWhy({ by: visit.voided.by, reason: visit.voided.reason })}</span> : null}
      {item.credits.map(({ dutyId, title, clause }) => (
        <Row key={dutyId}><Chip tone="done" sign>{t.countedAs({ what: pick(title, language) })}</Chip><ClauseButton clause={clause} /></Row>
      ))}
      {small.length > 0 ? <span className="duties-quiet">{small.join(' · ')}</span> : null}
      <Wrong visit={visit} mayVoid={mayVoid} onAsk={onAsk} />
    </>
  );
}

/** Records are never changed: one entered by mistake is voided with a reason, and the right one is entered anew. */
function Wrong({ visit, mayVoid, onAsk }: { visit: VisitView; mayVoid: boolean; onAsk: StoryProps['onAsk'] }) {
  const t = useText(storyText);
  const { workerId } = useSession();
  const decline = useDeclineVisit();
  const wasNamed = !visit.voided && visit.participants.some((one) => one.workerId === workerId && !one.declined);
  if (!mayVoid && !wasNamed) return null;
  return (
    <details className="duties-wrong">
      <summary>{t.actions}</summary>
      <Row>
        {mayVoid ? <Button kind="quiet" onClick={() => onAsk(visit, true)}>{t.correct}</Button> : null}
        {mayVoid ? <Button kind="quiet" onClick={() => onAsk(visit, false)}>{t.void}</Button> : null}
        {wasNamed ? <Button kind="quiet" busy={decline.isPending} onClick={() => decline.mutate(visit.id)}>{t.decline}</Button> : null}
      </Row>
      <ProblemNote problem={decline.error} />
    </details>
  );
}

function Voiding({ visit, correct, onClose, onCorrect }: { visit: VisitView; correct: boolean; onClose: () => void; onCorrect: (visit: VisitView) => void }) {
  const t = useText(storyText);
  const language = useLanguage();
  const write = useVoidVisit((voided) => {
    onClose();
    if (correct) onCorrect(voided);
  });
  const hint = <>{formatDay(visit.day, language, 'long')}<br />{t.voidHint}{correct ? <><br />{t.correctHint}</> : null}</>;
  return (
    <ConfirmReason
      open danger title={t.voidTitle} hint={hint} confirm={correct ? t.correct : t.void} saving={write.isPending} problem={write.error} onCancel={onClose}
      onConfirm={(reason) => write.mutate({ id: visit.id, reason })}
    />
  );
}
