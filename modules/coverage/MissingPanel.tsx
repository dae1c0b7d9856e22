import { Chip, ClauseButton, EmptyState, PageLink, Panel, Ready, Row, Segmented, Stack, formatDay, pick, useAddress, useLanguage, useRead, useText } from '../../platform/ui/index.web.ts';
import { familyOf } from '../households/households.rules.ts';
import type { KeptFigures, MissingHousehold, OverviewAnswer } from './coverage.schema.ts';
import { usePastDay } from './coverage.web.ts';
import { gapsOf } from './overview.rules.ts';
import { overviewText } from './pages.text.ts';

// The server lists so many at once (coverage.service.ts).
const SHOWN = 500;

/** The households behind "so many to go", by role. Opened by the address, so that back closes it and a link shows the same. */
export function MissingPanel({ division, roles }: { division: KeptFigures['division']; roles: KeptFigures['contacts']['roles'] }) {
  const t = useText(overviewText);
  const language = useLanguage();
  const [{ missing }, set] = useAddress('missing');
  const on = usePastDay();
  const read = useRead<OverviewAnswer>('/api/coverage', { query: { division: division.code, ...(on ? { on } : {}), missing: true, figures: 'kept' } }, { enabled: missing !== undefined });
  const options = [{ value: 'all', label: t.missingAll }, ...gapsOf(roles).map(({ role, title, count }) => ({ value: role, label: pick(title, language), count }))];
  return (
    <Panel open={missing !== undefined} title={`${division.name} · ${t.missingTitle}`} onClose={() => set({ missing: undefined })} width="wide">
      <Stack>
        {options.length > 2 ? <Segmented label={t.missingAll} value={missing ?? 'all'} options={options} onChange={(role) => set({ missing: role })} /> : null}
        <Ready of={read}>{(answer) => <MissingList all={answer.missing ?? []} role={missing ?? 'all'} />}</Ready>
      </Stack>
    </Panel>
  );
}

function MissingList({ all, role }: { all: readonly MissingHousehold[]; role: string }) {
  const t = useText(overviewText);
  const shown = all.filter((one) => role === 'all' || one.missing.some((gap) => gap.role === role));
  if (shown.length === 0) return <EmptyState title={t.missingEmpty} />;
  return (
    <>
      <ul className="coverage-missing">{shown.map((one) => <Missing key={one.household.id} of={one} />)}</ul>
      {all.length >= SHOWN ? <p className="coverage-none">{t.missingFirst({ count: SHOWN })}</p> : null}
    </>
  );
}

function Missing({ of: { household, missing } }: { of: MissingHousehold }) {
  const t = useText(overviewText);
  const language = useLanguage();
  const place = [household.division.name, household.groupName].filter(Boolean).join(' ');
  return (
    <li>
      <div className="coverage-missing-name">
        <PageLink to="/households/$householdId" params={{ householdId: household.id }}>{familyOf(household.name)}</PageLink> <span>{place}</span>
      </div>
      {missing.map(({ role, title, since, leaderMissing, clause }) => (
        <Row key={role}>
          <Chip tone="attention" sign>{pick(title, language)}</Chip>
          <span>{leaderMissing ? t.leaderNeeded : since ? t.since({ day: formatDay(since, language, 'long') }) : t.never}</span>
          <ClauseButton clause={clause} />
        </Row>
      ))}
    </li>
  );
}
