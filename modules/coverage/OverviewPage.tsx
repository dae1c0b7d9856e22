import {
  Columns, EmptyState, Loading, Page, PageLink, Ready, Segmented, formatDay, useAddress, useLanguage, useRead, useText,
} from '../../platform/ui/index.web.ts';
import { coversTerritory } from '../accounts/accounts.rules.ts';
import { useSession } from '../accounts/session.web.ts';
import { usePlaces } from '../divisions/divisions.web.ts';
import { CarePanel } from './CarePanel.tsx';
import { ChannelPanel } from './ChannelPanel.tsx';
import { HowCounted } from './HowCounted.tsx';
import { MissingPanel } from './MissingPanel.tsx';
import { NeedsYou } from './NeedsYou.tsx';
import { DoneFigure, OverviewFigures, RightNow } from './OverviewFigures.tsx';
import { DayChoice, PastNote } from './PastDay.tsx';
import { PlacesBelow } from './PlacesBelow.tsx';
import { RolesCard } from './RolesCard.tsx';
import type { OverviewAnswer } from './coverage.schema.ts';
import { usePastDay } from './coverage.web.ts';
import { wayDown } from './overview.rules.ts';
import './overview.css';
import { overviewText } from './pages.text.ts';

const PERIODS = ['month', 'quarter', 'year'] as const;

/** A place at a glance: who is missing, what was owed and done, and what waits for the reader. Every number opens to its households. */
export function OverviewPage() {
  const t = useText(overviewText);
  const { posts } = useSession();
  if (!posts.some(coversTerritory)) {
    return (
      <Page title={t.title}>
        <EmptyState title={t.noPlace} hint={t.noPlaceHint} action={<PageLink to="/worklist" className="button button-main">{t.goWorklist}</PageLink>} />
      </Page>
    );
  }
  return <PlaceOverview />;
}

function PlaceOverview() {
  const t = useText(overviewText);
  const [{ division, period }] = useAddress('division', 'period');
  const on = usePastDay();
  const coverage = useRead<OverviewAnswer>('/api/coverage', { query: { ...(division ? { division } : {}), ...(on ? { on } : {}), period: period ?? 'quarter', children: true, figures: 'kept' } });
  const place = coverage.data?.division;
  return (
    <Page title={place ? t.titleOf({ place: place.name }) : t.title} subtitle={coverage.data ? <Subtitle of={coverage.data} /> : null} actions={<><DayChoice /><PeriodChoice /></>}>
      {place ? <Way code={place.code} /> : null}
      <PastNote />
      <Ready of={coverage} loading={<Loading lines={8} />}>{(answer) => <Figures of={answer} />}</Ready>
    </Page>
  );
}

function Figures({ of }: { of: OverviewAnswer }) {
  const past = usePastDay() !== undefined;
  return (
    <>
      <OverviewFigures of={of} />
      <Columns of="2-1">
        <div className="coverage-side">
          <DoneFigure of={of} />
          <PlacesBelow of={of} />
        </div>
        <div className="coverage-side">
          {past ? null : <NeedsYou of={of} />}
          <RightNow of={of} />
          <RolesCard of={of} />
          <HowCounted />
        </div>
      </Columns>
      <MissingPanel division={of.division} roles={of.contacts.roles} />
      <CarePanel division={of.division} />
      <ChannelPanel division={of.division} />
    </>
  );
}

function Subtitle({ of }: { of: OverviewAnswer }) {
  const t = useText(overviewText);
  const language = useLanguage();
  const { code } = of.division;
  if (usePastDay() !== undefined) {
    const counts = [t.households({ count: of.households }), of.away > 0 ? t.away({ count: of.away }) : '', of.keyHouseholds > 0 ? t.key({ count: of.keyHouseholds }) : ''];
    return <>{[formatDay(of.on, language, 'long'), ...counts].filter(Boolean).join(' · ')}</>;
  }
  return (
    <span className="coverage-links">
      {formatDay(of.on, language, 'long')} · <PageLink to="/households" search={{ division: code }}>{t.households({ count: of.households })}</PageLink>
      {of.away > 0 ? <> · <PageLink to="/households" search={{ division: code, away: 'true' }}>{t.away({ count: of.away })}</PageLink></> : null}
      {of.keyHouseholds > 0 ? <> · <PageLink to="/households" search={{ division: code, flag: 'key' }}>{t.key({ count: of.keyHouseholds })}</PageLink></> : null}
    </span>
  );
}

function PeriodChoice() {
  const t = useText(overviewText);
  const [{ period }, set] = useAddress('period');
  const then = usePastDay() !== undefined;
  const options = PERIODS.map((value) => ({ value, label: then ? t[`${value}Then`] : t[value] }));
  return <Segmented label={t.period} value={period ?? 'quarter'} options={options} onChange={(value) => set({ period: value === 'quarter' ? undefined : value })} />;
}

/** From the widest place of the reader down to this one; nothing where there is nowhere to go back to. */
function Way({ code }: { code: string }) {
  const t = useText(overviewText);
  const [{ period }] = useAddress('period');
  const on = usePastDay();
  const { posts } = useSession();
  const way = wayDown(usePlaces(), code, posts.filter(coversTerritory).map((post) => post.division.code));
  if (way.length < 2) return null;
  return (
    <nav aria-label={t.way} className="coverage-way">
      <ol>
        {way.map((place) => (
          <li key={place.code}>
            {place.code === code
              ? <span aria-current="page">{place.name}</span>
              : <PageLink to="/" search={{ division: place.code, period, on }}>{place.name}</PageLink>}
          </li>
        ))}
      </ol>
    </nav>
  );
}
