import { ChoiceField, ChoicesField, Note, Stack, TextAreaField, pick, useLanguage, useOptions, useText } from '../../platform/ui/index.web.ts';
import type { SelfCare } from './health.schema.ts';
import { selfCareText } from './health.text.ts';
import { allHave, doneFor, offeringFor, sharedBy, toggleDone, withDone } from './round.rules.ts';
import type { Done, RoundIn, RoundMember } from './round.rules.ts';
import { roundText } from './round.text.ts';
import { useReferralHospitals } from './doctors.web.ts';
import type { ServiceChoice } from './services.schema.ts';

interface Props {
  readonly round: RoundIn;
  /** Members with a prescription of which nobody said for how many weeks, once saving was tried. */
  readonly missing: readonly string[];
  readonly onChange: (done: Done) => void;
}

/** What was done for each member, and for all of them at once what is usual for all. */
export function ForWhom({ round, missing, onChange }: Props) {
  const t = useText(roundText);
  const { members, done, way, owed } = round;
  const everyone = members.map(({ member }) => member.id);
  const shared = sharedBy(members, way, owed);
  return (
    <section>
      <Stack>
        <h3>{t.title}</h3>
        <p className="doctors-quiet">{t.hint}</p>
        {shared.length ? <Services label={t.each} among={shared} chosen={shared.map(({ kind }) => kind).filter((kind) => allHave(done, everyone, kind))} onToggle={(kind) => onChange(toggleDone(done, everyone, kind))} /> : null}
        {members.map((of) => <ForOne key={of.member.id} of={of} round={round} missing={missing} onChange={onChange} />)}
      </Stack>
    </section>
  );
}

function Services({ label, among, chosen, onToggle }: { label: string; among: readonly ServiceChoice[]; chosen: readonly string[]; onToggle: (kind: string) => void }) {
  const language = useLanguage();
  const toggled = (values: readonly string[]) => among.map(({ kind }) => kind).find((kind) => values.includes(kind) !== chosen.includes(kind));
  return (
    <ChoicesField
      label={label} values={chosen.filter((kind) => among.some((one) => one.kind === kind))} optional options={among.map(({ kind, title }) => ({ value: kind, label: pick(title, language) }))}
      onChange={(values) => {
        const kind = toggled(values);
        if (kind !== undefined) onToggle(kind);
      }}
    />
  );
}

function ForOne({ of, round, missing, onChange }: Props & { of: RoundMember }) {
  const t = useText(roundText);
  const { done, way, owed } = round;
  const { id, name } = of.member;
  const { kinds, level, words } = doneFor(done, id);
  const { usual, more } = offeringFor(of, way, owed);
  const toggle = (kind: string) => onChange(toggleDone(done, [id], kind));
  return (
    <>
      <Services label={t.forOne({ name })} among={usual} chosen={kinds} onToggle={toggle} />
      <Weeks of={of} among={usual} round={round} missing={missing} onChange={onChange} />
      <Hospital of={of} among={usual} done={done} onChange={onChange} />
      <details>
        <summary>{t.moreOf({ name })}</summary>
        <Stack>
          {more.length ? <Services label={t.other} among={more} chosen={kinds} onToggle={toggle} /> : null}
          <Weeks of={of} among={more} round={round} missing={missing} onChange={onChange} />
          <Hospital of={of} among={more} done={done} onChange={onChange} />
          <ChoiceField label={t.level} value={level} options={useOptions(selfCareText)} optional hint={t.levelHint} onChange={(chosen) => onChange(withDone(done, id, { level: chosen === level ? null : chosen as SelfCare }))} />
          <TextAreaField label={t.words} value={words} optional rows={2} hint={t.wordsHint} maxLength={4000} onChange={(written) => onChange(withDone(done, id, { words: written }))} />
        </Stack>
      </details>
    </>
  );
}

function Weeks({ of, among, round: { done }, missing, onChange }: Props & { of: RoundMember; among: readonly ServiceChoice[] }) {
  const t = useText(roundText);
  const language = useLanguage();
  const { id } = of.member;
  const { kinds, weeks } = doneFor(done, id);
  const chosen = among.find((choice) => choice.weeks && kinds.includes(choice.kind));
  if (!chosen?.weeks) return null;
  const { from, to } = chosen.weeks;
  return (
    <>
      <ChoiceField
        label={t.weeks} value={weeks === null ? null : String(weeks)} required error={missing.includes(id) ? t.weeksNeeded : undefined}
        options={Array.from({ length: to - from + 1 }, (_, index) => from + index).map((count) => ({ value: String(count), label: t.weekCount({ count }) }))}
        onChange={(value) => onChange(withDone(done, id, { weeks: Number(value) }))}
      />
      {chosen.note ? <Note tone="note">{pick(chosen.note, language)}</Note> : null}
    </>
  );
}

/** To which hospital, once a referral was tapped; not asked where the county has named none. */
function Hospital({ of: { member: { id } }, among, done, onChange }: { of: RoundMember; among: readonly ServiceChoice[]; done: Done; onChange: (done: Done) => void }) {
  const t = useText(roundText);
  const names = useReferralHospitals();
  const { kinds, hospital } = doneFor(done, id);
  if (names.length === 0 || !among.some((choice) => choice.toHospital && kinds.includes(choice.kind))) return null;
  return <ChoiceField label={t.hospital} value={hospital} optional options={names.map((name) => ({ value: name, label: name }))} onChange={(chosen) => onChange(withDone(done, id, { hospital: chosen === hospital ? null : chosen }))} />;
}
