import { formatDay } from '../../platform/ui/day.rules.ts';
import { Chip } from '../../platform/ui/marks.tsx';
import { useLanguage, useText } from '../../platform/ui/text.web.ts';
import { fileText } from './file.text.ts';
import { frameText } from './frame.text.ts';
import { useToday } from './reading.web.ts';
import type { DutyView } from './server.types.ts';
import { until } from './today.rules.ts';

/** By when a duty is to be done, as one says it. */
export function ByWhen({ duty }: { duty: Pick<DutyView, 'state' | 'first' | 'last'> }) {
  const t = useText(fileText);
  const frame = useText(frameText);
  const language = useLanguage();
  const found = until(duty.last, useToday());
  if (duty.state === 'upcoming') return <Chip>{t.comingUp({ day: formatDay(duty.first, language) })}</Chip>;
  if (found.kind === 'over') return <Chip tone="wrong" sign>{frame.over({ count: found.days })}</Chip>;
  if (found.kind === 'day') return <Chip>{frame.byDay({ day: formatDay(found.day, language) })}</Chip>;
  return <Chip tone="attention">{frame[found.kind]}</Chip>;
}
