import { Chip, useText } from '../../platform/ui/index.web.ts';
import type { Tone } from '../../platform/ui/index.web.ts';
import type { Spoken } from '../../platform/ui/text.schema.ts';
import type { ContractMember } from './contracts.schema.ts';
import type { doctorsText } from './doctors.text.ts';
import { memberStateText } from './doctors.text.ts';

// A refusal is nobody's failure (C6), so it has the colour of a note; what wants somebody to go there has the colour of attention.
const TONES: Readonly<Record<ContractMember['state'], Tone>> = {
  none: 'attention', offered: 'note', refused: 'note', coming: 'done', signed: 'done', expiring: 'attention', expired: 'attention', ended: 'plain',
};

export function MemberState({ of: { state } }: { of: Pick<ContractMember, 'state'> }) {
  const words = useText(memberStateText);
  return <Chip tone={TONES[state]} sign={TONES[state] === 'done' || TONES[state] === 'attention'}>{words[state]}</Chip>;
}

/** What comes next of it, in a few words with its day. */
export function untilWords({ state, contract }: Pick<ContractMember, 'state' | 'contract'>, t: Spoken<typeof doctorsText>, today: string, near: (day: string) => string): string {
  if (!contract) return '';
  const { fromDay, toDay, endedOn, endReason, askAgainOn } = contract;
  if (state === 'refused') return askAgainOn ? (askAgainOn <= today ? t.askNow : t.askAgain({ day: near(askAgainOn) })) : '';
  if (state === 'coming') return fromDay ? t.fromDay({ day: near(fromDay) }) : '';
  if (state === 'ended') return endedOn ? t.endedDay({ day: near(endedOn) }) : '';
  if (!toDay) return '';
  if (state === 'expired') return t.ranOut({ day: near(toDay) });
  return [t.untilDay({ day: near(toDay) }), endReason === 'renewed' ? t.renewed : ''].filter(Boolean).join(' · ');
}
