import type { ReactNode } from 'react';
import { Card, Columns, FigureCard, PageLink, pick, useAddress, useLanguage, useText } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { lastDayOfWeek } from './coverage.rules.ts';
import { DoctorsFigure, PriorityFigure } from './CareFigures.tsx';
import type { CoverageAnswer, Figures } from './coverage.schema.ts';
import { usePastDay } from './coverage.web.ts';
import { gapsOf, owedOf } from './overview.rules.ts';
import { overviewText } from './pages.text.ts';

/** The three coverages, each with what it lacks. */
export function OverviewFigures({ of }: { of: CoverageAnswer }) {
  return (
    <Columns of="1-1-1">
      <ContactsFigure of={of} />
      <DoctorsFigure of={of} />
      <PriorityFigure of={of} />
    </Columns>
  );
}

function ContactsFigure({ of: { contacts, division } }: { of: Figures }) {
  const t = useText(overviewText);
  const language = useLanguage();
  const [{ period }] = useAddress('period');
  const on = usePastDay();
  const { served, complete } = contacts;
  const roles = gapsOf(contacts.roles).map(({ title, count }) => t.missingRole({ count, role: pick(title, language) })).join(t.comma);
  const missing = served > complete
    ? { text: t.missing({ count: served - complete, roles }), to: '/', search: { division: division.code, period, on, missing: 'all' } }
    : undefined;
  return <FigureCard title={t.contacts} done={complete} total={served} counts={t.contactsCounts({ complete, served })} none={t.contactsNone} missing={missing} />;
}

export function DoneFigure({ of: { fulfilment, division } }: { of: Figures }) {
  const t = useText(overviewText);
  const language = useLanguage();
  const past = usePastDay() !== undefined;
  const { met, overdue, open } = owedOf(fulfilment);
  const words = overdue + open > 0 ? t.overdueOpen({ overdue, open }) : null;
  const { name, from, to } = fulfilment.period;
  const search = { division: division.code, show: overdue > 0 ? 'overdue' : 'open', from, until: to };
  return (
    <FigureCard
      title={t.done({ period: pick(name, language) })} done={met} total={met + overdue} counts={t.doneCounts({ met, owed: met + overdue })} none={t.doneNone}
      segments={[{ tone: 'main', count: met, label: t.metPart }, { tone: 'attention', count: overdue, label: t.overduePart }]}
      remark={past ? words : null} missing={words && !past ? { text: words, to: '/worklist', search } : undefined}
    />
  );
}

/** Where each number leads is part of what it says; a zero leads nowhere, and neither does a number of a day gone by: the lists are today's. */
export function RightNow({ of }: { of: Figures }) {
  const t = useText(overviewText);
  const { today } = useSession();
  const past = usePastDay() !== undefined;
  const { division: { code: division }, contacts: { card } } = of;
  const lines: readonly { label: string; count: number; words: string; to: string; search: Record<string, string> }[] = [
    { label: past ? t.dueThatWeek : t.dueThisWeek, count: of.dueThisWeek, words: t.items({ count: of.dueThisWeek }), to: '/worklist', search: { division, show: 'open', until: lastDayOfWeek(today) } },
    { label: t.vacancies, count: of.vacancies, words: t.posts({ count: of.vacancies }), to: '/contacts', search: { division, tab: 'vacancies' } },
    { label: t.toTell, count: of.toTell, words: t.items({ count: of.toTell }), to: '/contacts', search: { division, tab: 'tell' } },
    { label: t.stale, count: of.stale, words: t.households({ count: of.stale }), to: '/households', search: { division, stale: 'true' } },
  ];
  return (
    <Card title={past ? t.lookAfterThen : t.lookAfter}>
      <dl className="coverage-lines">
        {lines.map(({ label, count, words, to, search }) => <Line key={label} label={label}>{count > 0 && !past ? <PageLink to={to} search={search}>{words}</PageLink> : words}</Line>)}
        <Line label={t.card}>{t.ofHouseholds({ count: card.current, total: card.of })}</Line>
      </dl>
    </Card>
  );
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return <div className="coverage-line"><dt>{label}</dt><dd>{children}</dd></div>;
}
