import type { ReactNode } from 'react';
import { Card, Chip, PageLink, formatDay, pick, useLanguage, useRead, useText } from '../../platform/ui/index.web.ts';
import type { Target, Tone } from '../../platform/ui/index.web.ts';
import type { AccommodationView } from '../accommodations/accommodations.schema.ts';
import { useRight, useSession } from '../accounts/session.web.ts';
import type { ToTell } from '../contacts/contacts.schema.ts';
import { lastDayOfWeek } from './coverage.rules.ts';
import { familyOf } from '../households/households.rules.ts';
import type { OverviewAnswer } from './coverage.schema.ts';
import { urgency } from './overview.rules.ts';
import { overviewText } from './pages.text.ts';

interface Need extends Target {
  readonly key: string;
  readonly tone: Tone;
  readonly when: string;
  readonly words: ReactNode;
}

/** What waits for the reader, the most pressing first; each line leads to where it is done. */
export function NeedsYou({ of }: { of: OverviewAnswer }) {
  const t = useText(overviewText);
  const needs = [...useTelling(of), ...useDue(of), ...useAgreements(of), ...useVacancies(of), ...useMarks(of)];
  return (
    <Card title={t.needsYou}>
      {needs.length === 0 ? <p className="coverage-none">{t.nothing}</p> : (
        <ul className="coverage-needs">
          {needs.map(({ key, tone, when, words, ...target }) => (
            <li key={key}><Chip tone={tone} sign={tone === 'wrong'}>{when}</Chip><PageLink {...target}>{words}</PageLink></li>
          ))}
        </ul>
      )}
    </Card>
  );
}

// More than a few would push everything else out of sight; the next ones come up as these are decided.
const AGREEMENTS_SHOWN = 3;

interface Some<Item> { readonly items: readonly Item[]; readonly total?: number }

/** The telling is ordered by its last day, so the first one says how pressing it is. */
function useTelling({ division: { code }, toTell }: OverviewAnswer): Need[] {
  const t = useText(overviewText);
  const language = useLanguage();
  const { today } = useSession();
  const { data } = useRead<Some<ToTell>>('/api/contacts/to-tell', { query: { division: code, limit: 1 } }, { enabled: toTell > 0 });
  const first = data?.items[0];
  if (!first) return [];
  const when = urgency(first.tellBy, today);
  const words = { late: t.late, today: t.today, coming: t.by({ day: formatDay(first.tellBy, language) }) }[when];
  return [{ key: 'tell', tone: when === 'late' ? 'wrong' : 'attention', when: words, words: t.needTell({ count: data?.total ?? toTell }), to: '/contacts', search: { division: code, tab: 'tell' } }];
}

function useDue({ division: { code }, dueThisWeek }: OverviewAnswer): Need[] {
  const t = useText(overviewText);
  const { today } = useSession();
  const search = { division: code, show: 'open', until: lastDayOfWeek(today) };
  return dueThisWeek > 0 ? [{ key: 'due', tone: 'attention', when: t.thisWeek, words: t.needDue({ count: dueThisWeek }), to: '/worklist', search }] : [];
}

function useAgreements({ division: { code } }: OverviewAnswer): Need[] {
  const t = useText(overviewText);
  const language = useLanguage();
  const may = useRight('accommodation.approve');
  const { data } = useRead<Some<AccommodationView>>('/api/accommodations', { query: { division: code, status: 'asked', limit: AGREEMENTS_SHOWN } }, { enabled: may });
  return (data?.items ?? []).map(({ id, householdId, household, title }) => ({
    key: id, tone: 'note', when: t.waiting, to: '/households/$householdId', params: { householdId },
    words: t.needAgreement({ family: familyOf(household.name), place: household.division.name, what: pick(title, language) }),
  }));
}

function useVacancies({ division: { code }, vacancies }: OverviewAnswer): Need[] {
  const t = useText(overviewText);
  const may = useRight('contact.write');
  return may && vacancies > 0 ? [{ key: 'vacant', tone: 'plain', when: t.open, words: t.needVacant({ count: vacancies }), to: '/contacts', search: { division: code, tab: 'vacancies' } }] : [];
}

function useMarks({ division: { code } }: OverviewAnswer): Need[] {
  const t = useText(overviewText);
  const may = useRight('household.write');
  const { data } = useRead<Some<unknown>>('/api/households', { query: { division: code, marks: true, limit: 1 } }, { enabled: may });
  return data?.total ? [{ key: 'marks', tone: 'plain', when: t.open, words: t.needMarks({ count: data.total }), to: '/households', search: { division: code, marks: 'true' } }] : [];
}
