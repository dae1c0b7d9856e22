import { EmptyState, PageLink, Panel, Ready, useAddress, useRead, useText } from '../../platform/ui/index.web.ts';
import { CARE_ASKED, type CareAsked, type CareMembers } from './care.schema.ts';
import { careHintText, careText, careTitleText } from './care.text.ts';
import type { Figures } from './coverage.schema.ts';
import { usePastDay } from './coverage.web.ts';

/** The members behind a figure of coverage 2 or 3. Opened by the address, so that back closes it and a link shows the same. */
export function CarePanel({ division }: { division: Figures['division'] }) {
  const titles = useText(careTitleText);
  const [{ members, period }, set] = useAddress('members', 'period');
  const on = usePastDay();
  const asked = CARE_ASKED.find((one) => one === members);
  const query = { division: division.code, ...(on ? { on } : {}), period: period ?? 'quarter', asked: asked ?? 'signed' };
  const read = useRead<CareMembers>('/api/coverage/members', { query }, { enabled: asked !== undefined });
  return (
    <Panel open={asked !== undefined} title={`${division.name} · ${asked ? titles[asked] : ''}`} onClose={() => set({ members: undefined })} width="wide">
      <Ready of={read}>{(answer) => <Members of={answer} asked={asked ?? 'signed'} />}</Ready>
    </Panel>
  );
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
