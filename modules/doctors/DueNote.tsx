import { Note, PageLink, formatNear, useLanguage, useList, useText } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { familyOf } from '../households/households.rules.ts';
import { doctorsText } from './doctors.text.ts';
import type { ServiceView } from './services.schema.ts';

/** Whose agreed day is near: a doctor goes there. What it is about stands on the household's page, since this one may be read by others. */
export function DueNote() {
  const t = useText(doctorsText);
  const language = useLanguage();
  const { today } = useSession();
  const { items } = useList<ServiceView>('/api/services', { query: { due: true, limit: 50 } });
  if (items.length === 0) return null;
  return (
    <Note tone="attention" title={t.dueTitle({ count: items.length })}>
      <ul>
        {items.map(({ id, household, member, untilDay }) => (
          <li key={id}>
            <PageLink to="/households/$householdId" params={{ householdId: household.id }}>{[familyOf(household.name), member.name].join(' · ')}</PageLink>
            {untilDay ? ` ${t.dueBy({ day: formatNear(untilDay, today, language) })}` : ''}
          </li>
        ))}
      </ul>
    </Note>
  );
}
