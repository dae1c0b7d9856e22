import { useState } from 'react';
import { ChoiceField, DayField, PanelForm, SelectField, TextAreaField, api, newId, pick, problemField, useLanguage, useOptions, useRead, useText } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { useDoctorsWrite } from './doctors.web.ts';
import { choiceOf, healthBody, missingInHealth } from './health.rules.ts';
import type { HealthDraft } from './health.rules.ts';
import type { HealthEntryView, HealthFile } from './health.schema.ts';
import { groupText, healthKindText, healthText, selfCareText, specialText } from './health.text.ts';
import type { ServiceChoice, ServiceView } from './services.schema.ts';

type Member = HealthFile['members'][number]['member'];

/** A dated, signed entry; of a kind and member already there it takes the old one's place. */
export function HealthForm({ member, replaces, onClose }: { member: Member; replaces: HealthEntryView | null; onClose: () => void }) {
  const t = useText(healthText);
  const { today } = useSession();
  const [id] = useState(newId);
  const [draft, setDraft] = useState<HealthDraft>({ kind: replaces?.kind ?? '', choice: replaces?.group ?? replaces?.level ?? replaces?.special ?? '', words: replaces?.words ?? '', day: today });
  const [asked, setAsked] = useState(false);
  const kinds = useOptions(healthKindText);
  const missing = missingInHealth(draft);
  const write = useDoctorsWrite((body: object) => api.post<HealthEntryView>('/api/health-files', { body }), { saved: t.saved, onDone: onClose });
  const save = () => {
    setAsked(true);
    if (missing.length === 0) write.mutate(healthBody(draft, { id, memberId: member.id, replaces: replaces?.id ?? null }));
  };
  const error = (field: 'kind' | 'choice' | 'words' | 'day', words: string) => (asked && missing.includes(field) ? words : problemField(write.error, field));
  return (
    <PanelForm open title={(replaces ? t.replaceOf : t.addOf)({ name: member.name })} onClose={onClose} onSubmit={save} saving={write.isPending} problem={write.error} dirty={draft.words !== (replaces?.words ?? '')} note={t.note}>
      {replaces ? null : <ChoiceField label={t.kind} value={draft.kind || null} options={kinds} required error={error('kind', t.kindNeeded)} onChange={(kind) => setDraft({ ...draft, kind: kind as HealthDraft['kind'], choice: '' })} />}
      <Choice draft={draft} onChange={(choice) => setDraft({ ...draft, choice })} error={error('choice', t.chooseNeeded)} />
      <TextAreaField label={t.words} value={draft.words} rows={4} {...wordsAre(draft.kind)} error={error('words', t.wordsNeeded)} onChange={(words) => setDraft({ ...draft, words })} />
      <DayField label={t.day} value={draft.day} max={today} required error={error('day', t.dayNeeded)} onChange={(day) => setDraft({ ...draft, day })} />
    </PanelForm>
  );
}

/** Where a kind is told by a choice, words only add to it. */
const wordsAre = (kind: HealthDraft['kind']) => (kind === '' ? {} : choiceOf(kind) === null ? { required: true } : { optional: true });

function Choice({ draft: { kind, choice }, onChange, error }: { draft: HealthDraft; onChange: (choice: string) => void; error: string | undefined }) {
  const t = useText(healthText);
  const options = { group: useOptions(groupText), level: useOptions(selfCareText), special: useOptions(specialText) };
  const of = choiceOf(kind);
  if (of === null) return null;
  return <ChoiceField label={t[of]} value={choice || null} options={options[of]} required error={error} onChange={onChange} {...(of === 'level' ? { hint: t.levelHint } : {})} />;
}

/** What was done at the clinic: only what the member's package names and needs no visit. */
export function ServiceForm({ householdId, member, onClose }: { householdId: string; member: Member; onClose: () => void }) {
  const t = useText(healthText);
  const language = useLanguage();
  const { today } = useSession();
  const [id] = useState(newId);
  const [draft, setDraft] = useState({ kind: '', weeks: '', content: '', day: today as string | null });
  const [asked, setAsked] = useState(false);
  const choices = useRead<{ items: { member: Member; choices: ServiceChoice[] }[] }>('/api/services/choices', { query: { household: householdId } });
  const offered = choices.data?.items.find((one) => one.member.id === member.id)?.choices.filter(({ atClinic }) => atClinic) ?? [];
  const chosen = offered.find(({ kind }) => kind === draft.kind);
  const weeks = chosen?.weeks ? Array.from({ length: chosen.weeks.to - chosen.weeks.from + 1 }, (_, index) => chosen.weeks!.from + index) : [];
  const write = useDoctorsWrite((body: object) => api.post<ServiceView>('/api/services', { body }), { saved: t.saved, onDone: onClose });
  const save = () => {
    setAsked(true);
    if (!chosen || !draft.day || (chosen.weeks && !draft.weeks)) return;
    const content = draft.content.trim();
    write.mutate({ id, memberId: member.id, kind: chosen.kind, day: draft.day, ...(chosen.weeks && { weeks: Number(draft.weeks) }), ...(content && { content }) });
  };
  return (
    <PanelForm open title={t.serveOf({ name: member.name })} onClose={onClose} onSubmit={save} saving={write.isPending} problem={write.error} dirty={draft.content !== ''}>
      <SelectField label={t.serveKind} value={draft.kind} options={offered.map(({ kind, title }) => ({ value: kind, label: pick(title, language) }))} required error={asked && !chosen ? t.chooseNeeded : problemField(write.error, 'kind')} onChange={(kind) => setDraft({ ...draft, kind, weeks: '' })} {...(chosen?.note ? { hint: pick(chosen.note, language) } : {})} />
      {weeks.length ? <ChoiceField label={t.weeks} value={draft.weeks || null} options={weeks.map((count) => ({ value: String(count), label: t.weekCount({ count }) }))} required error={asked && !draft.weeks ? t.chooseNeeded : undefined} onChange={(next) => setDraft({ ...draft, weeks: next })} /> : null}
      <TextAreaField label={t.content} value={draft.content} optional onChange={(content) => setDraft({ ...draft, content })} />
      <DayField label={t.day} value={draft.day} max={today} required error={asked && !draft.day ? t.dayNeeded : problemField(write.error, 'day')} onChange={(day) => setDraft({ ...draft, day })} />
    </PanelForm>
  );
}
