import { useState } from 'react';
import { Button, Card, Chip, ConfirmReason, Row, Stack, api, formatDay, pick, useLanguage, useList, useRead, useText } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { useDoctorsWrite } from './doctors.web.ts';
import { HealthForm, ServiceForm } from './HealthForms.tsx';
import type { HealthEntryView, HealthFile } from './health.schema.ts';
import { groupText, healthKindText, healthText, selfCareText, specialText } from './health.text.ts';
import type { ServiceView } from './services.schema.ts';

type OfMember = HealthFile['members'][number];
type Doing = { readonly kind: 'entry'; readonly of: OfMember; readonly replaces: HealthEntryView | null } | { readonly kind: 'service'; readonly of: OfMember } | { readonly kind: 'end'; readonly entry: HealthEntryView } | null;

/** The health files of a household's members; for everybody else the page has no such part. */
export function HealthCard({ householdId }: { householdId: string }) {
  const t = useText(healthText);
  const file = useRead<HealthFile>('/api/health-files', { query: { household: householdId } });
  const [doing, setDoing] = useState<Doing>(null);
  const close = () => setDoing(null);
  if (!file.data?.sees) return null;
  return (
    <Card title={t.title}>
      <Stack close>
        <p className="doctors-quiet">{t.who}</p>
        {file.data.members.map((of) => <MemberFile key={of.member.id} of={of} householdId={householdId} onDo={setDoing} />)}
      </Stack>
      {doing?.kind === 'entry' ? <HealthForm member={doing.of.member} replaces={doing.replaces} onClose={close} /> : null}
      {doing?.kind === 'service' ? <ServiceForm householdId={householdId} member={doing.of.member} onClose={close} /> : null}
      {doing?.kind === 'end' ? <Ending entry={doing.entry} onClose={close} /> : null}
    </Card>
  );
}

function MemberFile({ of, householdId, onDo }: { of: OfMember; householdId: string; onDo: (doing: Doing) => void }) {
  const t = useText(healthText);
  const holding = of.entries.filter(({ endedOn }) => endedOn === null);
  const earlier = of.entries.filter(({ endedOn }) => endedOn !== null);
  return (
    <section>
      <Row apart>
        <h3>{of.member.name}</h3>
        {of.mayWrite ? (
          <Row>
            <Button kind="quiet" label={t.serveOf({ name: of.member.name })} onClick={() => onDo({ kind: 'service', of })}>{t.serve}</Button>
            <Button kind="quiet" label={t.addOf({ name: of.member.name })} onClick={() => onDo({ kind: 'entry', of, replaces: null })}>{t.add}</Button>
          </Row>
        ) : null}
      </Row>
      {holding.length ? <ul className="doctors-list">{holding.map((entry) => <Entry key={entry.id} entry={entry} of={of} onDo={onDo} />)}</ul> : <p className="doctors-quiet">{t.none}</p>}
      {earlier.length ? <details><summary>{t.earlier({ count: earlier.length })}</summary><ul className="doctors-list">{earlier.map((entry) => <Entry key={entry.id} entry={entry} of={of} onDo={null} />)}</ul></details> : null}
      <Services householdId={householdId} memberId={of.member.id} mayWrite={of.mayWrite} />
    </section>
  );
}

function Entry({ entry, of, onDo }: { entry: HealthEntryView; of: OfMember; onDo: ((doing: Doing) => void) | null }) {
  const t = useText(healthText);
  const language = useLanguage();
  const words = { kind: useText(healthKindText), group: useText(groupText), level: useText(selfCareText), special: useText(specialText) };
  const chosen = entry.group ? words.group[entry.group] : entry.level ? words.level[entry.level] : entry.special ? words.special[entry.special] : '';
  return (
    <li>
      <Row><strong>{words.kind[entry.kind]}</strong>{chosen ? <Chip>{chosen}</Chip> : null}</Row>
      {entry.words ? <span className="doctors-words">{entry.words}</span> : null}
      <span className="doctors-quiet">{t.by({ day: formatDay(entry.day, language, 'long'), name: entry.author.name })}</span>
      {entry.endedOn ? <span className="doctors-quiet">{t.ended({ day: formatDay(entry.endedOn, language, 'long'), reason: entry.endReason === 'replaced' ? t.replace : (entry.endReason ?? '') })}</span> : null}
      {onDo && of.mayWrite ? (
        <Row>
          <button type="button" className="text-button" onClick={() => onDo({ kind: 'entry', of, replaces: entry })}>{t.replace}</button>
          <button type="button" className="text-button" onClick={() => onDo({ kind: 'end', entry })}>{t.end}</button>
        </Row>
      ) : null}
    </li>
  );
}

function Ending({ entry, onClose }: { entry: HealthEntryView; onClose: () => void }) {
  const t = useText(healthText);
  const { today } = useSession();
  const write = useDoctorsWrite((reason: string) => api.post<HealthEntryView>('/api/health-files/{id}/end', { path: { id: entry.id }, body: { day: today, reason } }), { saved: t.saved, onDone: onClose });
  return <ConfirmReason open title={t.endTitle} hint={t.endHint} confirm={t.end} saving={write.isPending} problem={write.error} onCancel={onClose} onConfirm={(reason) => write.mutate(reason)} />;
}

function Services({ householdId, memberId, mayWrite }: { householdId: string; memberId: string; mayWrite: boolean }) {
  const t = useText(healthText);
  const language = useLanguage();
  const { today } = useSession();
  const list = useList<ServiceView>('/api/services', { query: { household: householdId, member: memberId, limit: 10 } });
  const settle = useDoctorsWrite((id: string) => api.post<ServiceView>('/api/services/{id}/settle', { path: { id } }), { saved: t.saved });
  if (list.items.length === 0) return null;
  return (
    <>
      <h4>{t.services}</h4>
      <ul className="doctors-list">
        {list.items.map((one) => {
          const due = mayWrite && !one.voided && one.doneOn === null && one.remindOn !== null && one.remindOn <= today;
          const said = [formatDay(one.day, language, 'long'), one.worker.name, one.untilDay ? t.until({ day: formatDay(one.untilDay, language, 'long') }) : '', one.voided ? t.voided : ''];
          return (
            <li key={one.id}>
              <Row apart>
                <strong>{pick(one.title, language)}</strong>
                {due ? <Button kind="quiet" label={t.settleOf({ name: one.member.name, what: pick(one.title, language) })} onClick={() => settle.mutate(one.id)}>{t.settle}</Button> : null}
              </Row>
              {one.content ? <span className="doctors-words">{one.content}</span> : null}
              <span className="doctors-quiet">{said.filter(Boolean).join(' · ')}</span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
