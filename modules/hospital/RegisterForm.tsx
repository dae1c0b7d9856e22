import { useState } from 'react';
import { Button, Card, CheckField, ChoiceField, ClauseButton, Note, PageLink, ProblemNote, TextField, api, newId, pick, useLanguage, useText, useWrite } from '../../platform/ui/index.web.ts';
import { CARE_KINDS, RIDES } from '../policies/care.schema.ts';
import type { CareKind, Ride } from '../policies/care.schema.ts';
import { deskText } from './desk.words.text.ts';
import { amountOf, waivable } from './deskPage.rules.ts';
import type { DeskBenefit, DeskReply, EncounterView, WaiverView } from './hospital.schema.ts';
import { EMPTY_DRAFT, waiversOf, withKind, withWaiver } from './registration.rules.ts';
import type { AskedWaiver, Draft } from './registration.rules.ts';

export interface Registered {
  readonly encounter: EncounterView;
  readonly waivers: readonly WaiverView[];
}

export interface RegisterFormProps {
  readonly reply: DeskReply;
  readonly checkId: string;
  readonly onRegistered: (registered: Registered) => void;
  readonly onNext: () => void;
}

/** Registers the person just checked, with what is not charged; ids are made once, so that pressing twice registers once. */
export function RegisterForm({ reply, checkId, onRegistered, onNext }: RegisterFormProps) {
  const t = useText(deskText);
  const [draft, setDraft] = useState<Draft>(EMPTY_DRAFT);
  const [asked, setAsked] = useState(false);
  const ids = useIds();
  const write = useWrite<{ draft: Draft; waivers: readonly AskedWaiver[] }, Registered>(async ({ draft: { kind, urgent, department, companion }, waivers }) => {
    const encounter = await api.post<EncounterView>('/api/encounters', { body: { id: ids('encounter'), checkId, kind, urgent, department, companion } });
    const answers: WaiverView[] = [];
    for (const one of waivers) answers.push(await api.post<WaiverView>('/api/waivers', { body: { ...one, id: ids(one.benefitId), encounterId: encounter.id } }));
    return { encounter, waivers: answers };
  }, { saved: false, refresh: ['/api/encounters', '/api/registers/{kind}'], onDone: onRegistered });
  const submit = () => {
    setAsked(true);
    const waivers = waiversOf(draft, reply.benefits);
    if (waivers) write.mutate({ draft, waivers });
  };
  if (write.data) return <Done of={write.data} onNext={onNext} />;
  return (
    <Card title={t.register}>
      <form className="desk-register" noValidate onSubmit={(event) => { event.preventDefault(); if (!write.isPending) submit(); }}>
        <Care draft={draft} set={setDraft} benefits={reply.benefits} asked={asked} />
        <Waivers draft={draft} set={setDraft} benefits={reply.benefits} />
        <ProblemNote problem={write.error} />
        <Button kind="main" size="large" type="submit" wide busy={write.isPending}>{t.save}</Button>
      </form>
    </Card>
  );
}

function useIds(): (name: string) => string {
  const [made] = useState(() => new Map<string, string>());
  return (name) => {
    const id = made.get(name) ?? newId();
    made.set(name, id);
    return id;
  };
}

interface Part {
  readonly draft: Draft;
  readonly set: (draft: Draft) => void;
  readonly benefits: readonly DeskBenefit[];
}

function Care({ draft, set, benefits, asked }: Part & { asked: boolean }) {
  const t = useText(deskText);
  return (
    <>
      <ChoiceField
        label={t.kind} value={draft.kind} options={CARE_KINDS.map((kind) => ({ value: kind, label: t[kind] }))} required
        onChange={(kind) => set(withKind(draft, kind as CareKind, benefits))} error={asked && !draft.kind ? t.kindNeeded : undefined}
      />
      <CheckField label={t.urgentMark} checked={draft.urgent} onChange={(urgent) => set({ ...draft, urgent })} />
      <div className="desk-pair">
        <TextField label={t.department} value={draft.department} onChange={(department) => set({ ...draft, department })} maxLength={60} optional />
        <TextField label={t.companion} value={draft.companion} onChange={(companion) => set({ ...draft, companion })} maxLength={60} optional />
      </div>
    </>
  );
}

function Waivers({ draft, set, benefits }: Part) {
  const t = useText(deskText);
  const language = useLanguage();
  const possible = draft.kind === null ? [] : waivable(benefits, draft.kind);
  if (possible.length === 0) return null;
  const chosen = possible.filter(({ id }) => Object.hasOwn(draft.waivers, id));
  return (
    <fieldset className="desk-waivers">
      <legend>{t.waivers}</legend>
      {possible.map((benefit) => {
        const on = Object.hasOwn(draft.waivers, benefit.id);
        const typed = draft.waivers[benefit.id] ?? '';
        return (
          <div key={benefit.id} className="desk-waiver">
            <CheckField label={pick(benefit.title, language)} checked={on} onChange={(next) => set(withWaiver(draft, benefit.id, next))} />
            {on && benefit.fee !== null ? (
              <TextField
                label={t.amount} value={typed} inputMode="decimal" onChange={(sum) => set({ ...draft, waivers: { ...draft.waivers, [benefit.id]: sum } })}
                error={amountOf(typed) === null ? t.amountWrong : undefined}
              />
            ) : null}
          </div>
        );
      })}
      {chosen.some(({ kind, excludes }) => kind === 'ambulance' && excludes.length > 0) ? <RideField draft={draft} set={set} /> : null}
      {chosen.some(({ needs }) => needs.includes('unableToPay')) ? <CheckField label={t.unableToPay} checked={draft.unableToPay} onChange={(unableToPay) => set({ ...draft, unableToPay })} /> : null}
    </fieldset>
  );
}

const HERE = 'here';

function RideField({ draft, set }: Omit<Part, 'benefits'>) {
  const t = useText(deskText);
  const options = [{ value: HERE, label: t.rideHere }, ...RIDES.map((ride) => ({ value: ride, label: t[ride] }))];
  return <ChoiceField label={t.ride} value={draft.ride ?? HERE} options={options} onChange={(ride) => set({ ...draft, ride: ride === HERE ? null : (ride as Ride) })} />;
}

/** What was written, each waiver in its own words; then the next person, at one key. */
function Done({ of: { encounter, waivers }, onNext }: { of: Registered; onNext: () => void }) {
  const t = useText(deskText);
  const language = useLanguage();
  return (
    <Card title={<span role="status">{`✓ ${t.done}`}</span>} tone="done">
      <p className="desk-line">{t.doneLine({ name: encounter.name, kind: t[encounter.kind] })}</p>
      <ul className="desk-holds">
        {waivers.map((waiver) => (
          <li key={waiver.id}>
            <Note tone={waiver.granted ? 'done' : 'attention'} title={pick(waiver.title, language)}>
              {pick(waiver.words, language)}{waiver.amount === null ? null : ` · ${t.yuan({ amount: waiver.amount.toFixed(2) })}`} <ClauseButton clause={waiver.clause} />
            </Note>
          </li>
        ))}
      </ul>
      <p className="desk-below">{t.noSign} <PageLink to="/desk/consents" search={{ encounter: encounter.id }} className="desk-link">{t.noSignLink}</PageLink></p>
      <NextButton onNext={onNext} />
    </Card>
  );
}

/** Takes the focus: Enter is all it needs for the next person. */
function NextButton({ onNext }: { onNext: () => void }) {
  const t = useText(deskText);
  return <button type="button" className="button button-main button-large button-wide" autoFocus onClick={onNext}>{t.next}</button>;
}
