import type { ReactNode } from 'react';
import { Card, Columns, FigureCard, Loading, PageLink, Ready, pick, useAddress, useLanguage, useRead, useText } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { lastDayOfWeek } from './coverage.rules.ts';
import { DoctorsFigure, PriorityFigure } from './CareFigures.tsx';
import type { CareAnswer, KeptFigures, OverviewAnswer } from './coverage.schema.ts';
import { usePastDay } from './coverage.web.ts';
import { gapsOf, owedOf } from './overview.rules.ts';
import { overviewText } from './pages.text.ts';

/** The three coverages, each with what it lacks. The second and third are counted member by member, so that the page does not wait for them. */
export function OverviewFigures({ of }: { of: OverviewAnswer }) {
  const [{ period }] = useAddress('period');
  const on = usePastDay();
  const care = useRead<CareAnswer>('/api/coverage', { query: { division: of.division.code, ...(on ? { on } : {}), period: period ?? 'quarter', figures: 'care' } });
  const counting = <Card><Loading /></Card>;
  return (
    <Columns of="1-1-1">
      <ContactsFigure of={of} />
      <Ready of={care} loading={counting}>{(answer) => <DoctorsFigure of={answer} />}</Ready>
      <Ready of={care} loading={counting}>{(answer) => <PriorityFigure of={{ ...of, ...answer }} />}</Ready>
    </Columns>
  );
}

function ContactsFigure({ of: { contacts, division } }: { of: KeptFigures }) {
  const t = useText(overviewText);
  const language = useLanguage();
  const [{ period }] = useAddress('period');
  const on = usePastDay();
  const { served, complete } = contacts;
  const roles = gapsOf(contacts.roles).map(({ title, count }) => t.missingRole({ count, role: pick(title, language) })).join(t.comma);
  const missing = served > complete
    ? { text: t.missing({ count: served - complete, roles }), to: '/', search: { division: division.code, period, on, missing: 'all' } }
    : undefined;
  const open = on ? undefined : { to: '/households', search: { division: division.code, complete: 'true' } };
  return <FigureCard title={t.contacts} done={complete} total={served} counts={t.contactsCounts({ complete, served })} open={open} none={t.contactsNone} missing={missing} />;
}

export function DoneFigure({ of: { fulfilment, division } }: { of: KeptFigures }) {
  const t = useText(overviewText);
  const language = useLanguage();
  const past = usePastDay() !== undefined;
  const { met, overdue, open } = owedOf(fulfilment);
  const { name, from, to } = fulfilment.period;
  const shown = (show: string) => ({ to: '/worklist', search: { division: division.code, whose: 'all', show, from, until: to } });
  const parts = [{ show: 'overdue', count: overdue, words: t.overdueItemsOf({ count: overdue }) }, { show: 'open', count: open, words: t.openItemsOf({ count: open }) }].filter(({ count }) => count > 0);
  return (
    <FigureCard
      title={t.done({ period: pick(name, language) })} done={met} total={met + overdue} counts={t.doneCounts({ met, owed: met + overdue })} none={t.doneNone}
      open={past ? undefined : shown('done')}
      segments={[{ tone: 'main', count: met, label: t.metPart }, { tone: 'attention', count: overdue, label: t.overduePart }]}
      remark={parts.length === 0 ? null : (
        <span className="coverage-behind">{parts.map(({ show, words }) => (past ? <span key={show}>{words}</span> : <PageLink key={show} {...shown(show)}>{words}</PageLink>))}</span>
      )}
    />
  );
}

/** Where each number leads is part of what it says; a zero leads nowhere, and neither does a number of a day gone by: the lists are today's. */
export function RightNow({ of }: { of: KeptFigures }) {
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
        <Line label={t.card}>
          {t.ofHouseholds({ count: card.current, total: card.of })}
          {card.current < card.of && !past ? <span className="coverage-links"> · <PageLink to="/households" search={{ division, card: 'false' }}>{t.cardBehind({ count: card.of - card.current })}</PageLink></span> : null}
        </Line>
      </dl>
    </Card>
  );
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return <div className="coverage-line"><dt>{label}</dt><dd>{children}</dd></div>;
}
