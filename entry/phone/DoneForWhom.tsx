import { useState } from 'react';
import { selfCareText } from '../../modules/doctors/health.text.ts';
import { allHave, doneFor, offeringFor, sharedBy, toggleDone, withDone } from '../../modules/doctors/round.rules.ts';
import type { RoundMember } from '../../modules/doctors/round.rules.ts';
import { roundText } from '../../modules/doctors/round.text.ts';
import type { ServiceChoice } from '../../modules/doctors/services.schema.ts';
import { pick } from '../../platform/ui/text.schema.ts';
import { useLanguage, useText } from '../../platform/ui/text.web.ts';
import { useOptions } from './options.web.ts';
import { Choice, Ticks, WordsField } from './parts.tsx';
import { saidMore } from './patients.rules.ts';
import type { Round } from './patients.rules.ts';
import { useReferralHospitals } from './reading.web.ts';
import type { Draft } from './visit.rules.ts';

interface Props {
  readonly round: Round;
  readonly draft: Draft;
  readonly set: (change: Partial<Draft>) => void;
  /** Members with a prescription of which nobody said for how many weeks, once saving was tried. */
  readonly missing: readonly string[];
}

/** What a doctor did in this visit and for whom: one tap says it of one member, or of the couple. */
export function DoneForWhom({ round, draft, set, missing }: Props) {
  const t = useText(roundText);
  const options = useChoiceOptions();
  const { members, owed } = round;
  const everyone = members.map(({ member }) => member.id);
  const shared = sharedBy(members, draft.kind ?? '', owed);
  return (
    <section className="card for-whom">
      <h2>{t.title}</h2>
      {shared.length ? (
        <Ticks label={t.each} values={shared.map(({ kind }) => kind).filter((kind) => allHave(draft.done, everyone, kind))} options={options(shared)}
          onToggle={(kind) => set({ done: toggleDone(draft.done, everyone, kind) })} />
      ) : null}
      {members.map((of) => <ForOne key={of.member.id} of={of} round={round} draft={draft} set={set} missing={missing} />)}
      <p className="quiet small">{t.hint}</p>
    </section>
  );
}

function useChoiceOptions() {
  const language = useLanguage();
  return (choices: readonly ServiceChoice[]) => choices.map(({ kind, title }) => ({ value: kind, label: pick(title, language) }));
}

function ForOne({ of, round: { members, owed }, draft, set, missing }: Props & { of: RoundMember }) {
  const t = useText(roundText);
  const options = useChoiceOptions();
  const { id, name } = of.member;
  const { usual, more } = offeringFor(of, draft.kind ?? '', owed);
  const [open] = useState(() => saidMore(of, draft.done, draft.kind ?? '', owed));
  const { kinds, level, words } = doneFor(draft.done, id);
  const toggle = (kind: string) => set({ done: toggleDone(draft.done, [id], kind) });
  const part = { of, draft, set, missing };
  return (
    <>
      <Ticks label={t.forOne({ name })} values={kinds} options={options(usual)} onToggle={toggle} />
      <Weeks {...part} among={usual} />
      <Hospital {...part} among={usual} />
      <details open={open}>
        <summary>{members.length > 1 ? t.moreOf({ name }) : t.more}</summary>
        <div className="form">
          {more.length ? <Ticks label={t.other} values={kinds} options={options(more)} onToggle={toggle} /> : null}
          <Weeks {...part} among={more} />
          <Hospital {...part} among={more} />
          <div>
            <Choice label={t.level} value={level} options={useOptions(selfCareText)} onChange={(chosen) => set({ done: withDone(draft.done, id, { level: chosen }) })} />
            <p className="quiet small group-split">{t.levelHint}</p>
          </div>
          <div>
            <WordsField label={t.words} value={words} onChange={(written) => set({ done: withDone(draft.done, id, { words: written }) })} />
            <p className="quiet small group-split">{t.wordsHint}</p>
          </div>
        </div>
      </details>
    </>
  );
}

/** For how many weeks, once a prescription was tapped. */
function Weeks({ of, draft, set, missing, among }: Omit<Props, 'round'> & { of: RoundMember; among: readonly ServiceChoice[] }) {
  const t = useText(roundText);
  const language = useLanguage();
  const { id } = of.member;
  const { kinds, weeks } = doneFor(draft.done, id);
  const chosen = among.find((choice) => choice.weeks && kinds.includes(choice.kind));
  if (!chosen?.weeks) return null;
  const { from, to } = chosen.weeks;
  const counts = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  return (
    <div>
      <Choice
        label={t.weeks} value={weeks === null ? null : String(weeks)} options={counts.map((count) => ({ value: String(count), label: t.weekCount({ count }) }))}
        error={missing.includes(id) ? t.weeksNeeded : undefined} onChange={(value) => set({ done: withDone(draft.done, id, { weeks: value === null ? null : Number(value) }) })}
      />
      {chosen.note ? <p className="quiet small group-split">{pick(chosen.note, language)}</p> : null}
    </div>
  );
}

/** To which hospital, once a referral was tapped; one more tap, and never a word to type. */
function Hospital({ of, draft, set, among }: Omit<Props, 'round' | 'missing'> & { of: RoundMember; among: readonly ServiceChoice[] }) {
  const t = useText(roundText);
  const names = useReferralHospitals().data ?? [];
  const { id } = of.member;
  const { kinds, hospital } = doneFor(draft.done, id);
  if (names.length === 0 || !among.some((choice) => choice.toHospital && kinds.includes(choice.kind))) return null;
  return <Choice label={t.hospital} value={hospital} options={names.map((name) => ({ value: name, label: name }))} onChange={(chosen) => set({ done: withDone(draft.done, id, { hospital: chosen }) })} />;
}
