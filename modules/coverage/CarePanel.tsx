import { EmptyState, PageLink, Panel, Ready, useAddress, useRead, useText } from '../../platform/ui/index.web.ts';
import { CARE_ASKED, type CareAsked, type CareMembers } from './care.schema.ts';
import { careHintText, careText, careTitleText } from './care.text.ts';
import type { KeptFigures } from './coverage.schema.ts';
import { usePastDay } from './coverage.web.ts';

/** The members behind a figure of coverage 2 or 3. Opened by the address, so that back closes it and a link shows the same. */
export function CarePanel({ division }: { division: KeptFigures['division'] }) {
  const titles = useText(careTitleText);
  const [{ members, period }, set] = useAddress('members', 'period');
  const on = usePastDay();
  const asked = CARE_ASKED.find((one) => one === members);
  const query = { division: division.code, ...(on ? { on } : {}), period: period ?? 'quarter', asked: asked ?? 'signed' };
  const read = useRead<CareMembers>('/api/coverage/members', { query }, { enabled: asked !== undefined });
  return (
    <Panel open={asked !== undefined} title={`${division.name} · ${asked ? titles[asked] : ''}`} onClose={() => set({ members: undefined })} width="wide">
      <Ready of={read}>{(answer) => <><Members of={answer} asked={asked ?? 'signed'} />{on ? null : <Onward division={division.code} asked={asked ?? 'signed'} />}</>}</Ready>
    </Panel>
  );
}

// Where it is done, and the filter of that page that shows the same people; without one, the page of the place.
const WHERE: Readonly<Record<CareAsked, { readonly to: '/doctors' | '/certificates'; readonly search: Readonly<Record<string, string>> }>> = {
  unsigned: { to: '/doctors', search: { state: 'open' } }, signed: { to: '/doctors', search: { state: 'inForce' } }, refused: { to: '/doctors', search: { state: 'refused' } },
  offered: { to: '/doctors', search: { state: 'offered' } }, lapsed: { to: '/doctors', search: { state: 'expired' } }, neverAsked: { to: '/doctors', search: { state: 'none' } },
  unattended: { to: '/doctors', search: {} }, overdue: { to: '/doctors', search: {} },
  certified: { to: '/certificates', search: { tab: 'expiring' } }, uncertified: { to: '/certificates', search: {} },
  undelivered: { to: '/certificates', search: { tab: 'deliver' } }, neverUsed: { to: '/certificates', search: { tab: 'use' } },
};

function Onward({ division, asked }: { division: string; asked: CareAsked }) {
  const t = useText(careText);
  const { to, search } = WHERE[asked];
  return <PageLink to={to} search={{ division, ...search }} className="button button-plain">{to === '/doctors' ? t.toDoctors : t.toCertificates}</PageLink>;
}

function Members({ of: { items, total }, asked }: { of: CareMembers; asked: CareAsked }) {
  const t = useText(careText);
  const hints = useText(careHintText);
  if (total === 0) return <EmptyState title={t.empty} />;
  return (
    <>
      <p className="coverage-none">{hints[asked]}</p>
      <ul className="coverage-missing">
        {items.map(({ household, member }) => (
          <li key={member.id}>
            <div className="coverage-missing-name">
              <PageLink to="/households/$householdId" params={{ householdId: household.id }}>{member.name}</PageLink> <span>{[household.division.name, household.groupName].filter(Boolean).join(' ')}</span>
            </div>
          </li>
        ))}
      </ul>
      {total > items.length ? <p className="coverage-none">{t.first({ count: items.length, total })}</p> : null}
    </>
  );
}
