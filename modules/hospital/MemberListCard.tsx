import { useState } from 'react';
import { Button, Card, Chip, ConfirmReason, Facts, Note, ProblemNote, Row, Stack, api, formatDay, formatTime, useLanguage, useText } from '../../platform/ui/index.web.ts';
import type { Tone } from '../../platform/ui/index.web.ts';
import { ApproveListForm } from './MemberListForms.tsx';
import type { MemberListState, MemberListView } from './memberList.schema.ts';
import { useCopy, useMemberListWrite } from './memberList.web.ts';
import type { Copying } from './memberList.web.ts';
import { memberListText } from './memberList.words.text.ts';

const TONES: Readonly<Record<MemberListState, Exclude<Tone, 'main'>>> = { asked: 'attention', approved: 'done', over: 'plain', refused: 'plain', withdrawn: 'plain' };

/** One request for a printed list, and what may be done with it now. */
export function MemberListCard({ list, head }: { list: MemberListView; head: boolean }) {
  const t = useText(memberListText);
  return (
    <Card as="article" title={head ? list.county.name : list.hospital.name} actions={<Chip tone={TONES[list.state]} sign>{t[list.state]}</Chip>}>
      <Stack close>
        <Facts of={useFacts(list)} />
        <Steps list={list} />
      </Stack>
    </Card>
  );
}

function useFacts({ purpose, asked, decided, covers, untilDay, refusal, withdrawn, copies, state }: MemberListView) {
  const t = useText(memberListText);
  const language = useLanguage();
  const time = (at: string | Date) => formatTime(String(at), language);
  const day = (on: string) => formatDay(on, language, 'long');
  const printed = copies.length === 0 ? t.noCopies : copies.map(({ copy, members, by, at }) => <div key={copy}>{t.copy({ copy, members, name: by, at: time(at) })}</div>);
  return [
    { label: t.purpose, value: purpose },
    { label: t.askedBy, value: (asked.byHospital ? t.byHospital : t.byOffice)({ name: asked.by, at: time(asked.at) }) },
    ...(decided ? [{ label: t.decidedBy, value: t.nameAt({ name: decided.by, at: day(decided.on) }) }] : []),
    ...(covers ? [{ label: t.covers, value: covers }] : []),
    ...(untilDay && state !== 'withdrawn' ? [{ label: t.until, value: day(untilDay) }] : []),
    ...(refusal ? [{ label: t.why, value: refusal }] : []),
    ...(withdrawn ? [{ label: t.withdrawn, value: t.nameAt({ name: withdrawn.by, at: time(withdrawn.at) }) }, { label: t.why, value: withdrawn.reason }] : []),
    ...(untilDay ? [{ label: t.copies, value: printed }] : []),
  ];
}

type Doing = 'approve' | 'refuse' | 'withdraw' | null;

function Steps({ list }: { list: MemberListView }) {
  const t = useText(memberListText);
  const [doing, setDoing] = useState<Doing>(null);
  const close = () => setDoing(null);
  const { may, hospital: { name: hospital } } = list;
  const copying = useCopy(list.id);
  if (!may.decide && !may.print && !may.withdraw && !copying.copy && !copying.problem) return null;
  return (
    <>
      <Row>
        {may.decide ? <Button kind="main" label={t.approveOf({ hospital })} onClick={() => setDoing('approve')}>{t.approve}</Button> : null}
        {may.decide ? <Button label={t.refuseOf({ hospital })} onClick={() => setDoing('refuse')}>{t.refuse}</Button> : null}
        {may.print ? <Button kind="main" busy={copying.busy} label={t.printOf({ hospital })} onClick={copying.take}>{t.print}</Button> : null}
        {may.withdraw ? <Button label={t.withdrawOf({ hospital })} onClick={() => setDoing('withdraw')}>{t.withdraw}</Button> : null}
      </Row>
      <Copy of={copying} />
      {doing === 'approve' ? <ApproveListForm list={list} onClose={close} /> : null}
      <WithReason list={list} step="refuse" open={doing === 'refuse'} onClose={close} />
      <WithReason list={list} step="withdraw" open={doing === 'withdraw'} onClose={close} />
    </>
  );
}

function WithReason({ list, step, open, onClose }: { list: MemberListView; step: 'refuse' | 'withdraw'; open: boolean; onClose: () => void }) {
  const t = useText(memberListText);
  const write = useMemberListWrite((reason: string) => api.post(`/api/member-lists/{id}/${step}`, { path: { id: list.id }, body: { reason } }), { onDone: onClose });
  return (
    <ConfirmReason
      open={open} title={t[`${step}Of`]({ hospital: list.hospital.name })} hint={t[`${step}Hint`]} confirm={t[step]} onCancel={onClose} onConfirm={write.mutate} saving={write.isPending}
      problem={write.error} danger={step === 'withdraw'}
    />
  );
}

function Copy({ of: { copy, problem } }: { of: Copying }) {
  const t = useText(memberListText);
  return (
    <>
      <div aria-live="polite">
        {copy ? <Note tone="done">{t.ready({ copy: copy.copy, count: copy.pages })} <a href={copy.url} target="_blank" rel="noreferrer">{t.open({ copy: copy.copy })}</a></Note> : null}
      </div>
      <ProblemNote problem={problem} />
    </>
  );
}
