import { selfCareText } from '../../modules/doctors/health.text.ts';
import { doneFor, doneOf } from '../../modules/doctors/round.rules.ts';
import { roundText } from '../../modules/doctors/round.text.ts';
import { pick } from '../../platform/ui/text.schema.ts';
import { useLanguage, useText } from '../../platform/ui/text.web.ts';
import type { Kept } from './outbox.rules.ts';
import { patientsOf } from './patients.rules.ts';
import { usePatients } from './reading.web.ts';
import { recordText } from './record.text.ts';
import type { RoundInput } from './server.types.ts';

/** What was done for whom, in words, of a round that was not sent; names come from the list, because the outbox holds none. */
export function useRoundRows(entry: Kept): [string, string][] {
  const t = useText(roundText);
  const and = useText(recordText).and;
  const levels = useText(selfCareText);
  const language = useLanguage();
  const patients = usePatients().data;
  if (entry.command !== 'rounds.record') return [];
  const round = entry.input as RoundInput;
  const known = patients ? patientsOf(patients, round.visit.householdId) : [];
  const done = doneOf(round);
  return Object.keys(done).map((id) => {
    const { kinds, weeks, hospital, level, words } = doneFor(done, id);
    const of = known.find(({ member }) => member.id === id);
    const titles = kinds.map((kind) => pick(of?.choices.find((choice) => choice.kind === kind)?.title ?? { zh: kind, en: kind }, language));
    return [of?.member.name ?? t.someone, [...titles, weeks === null ? '' : t.weekCount({ count: weeks }), hospital ?? '', level ? levels[level] : '', words].filter(Boolean).join(and)];
  });
}
