import { FigureCard, PageLink, useAddress, useText } from '../../platform/ui/index.web.ts';
import type { Target } from '../../platform/ui/index.web.ts';
import type { CareAsked } from './care.schema.ts';
import { careText } from './care.text.ts';
import { ChannelLine } from './ChannelPanel.tsx';
import type { CareAnswer, Figures } from './coverage.schema.ts';
import { usePastDay } from './coverage.web.ts';

/** Family doctors: signed of those who want it; what is not kept and who does not want it stand beside, each with its members (C6). */
export function DoctorsFigure({ of: { doctors, division } }: { of: CareAnswer }) {
  const t = useText(careText);
  const { signed, of, refused, overdue, attended } = doctors;
  const unattended = signed - attended;
  return (
    <FigureCard
      title={t.doctors} done={signed} total={of} counts={t.doctorsCounts({ signed, of })} none={t.nobody} clause={doctors.clause ?? undefined} open={useMembers(division.code, 'signed')}
      segments={[{ tone: 'main', count: attended, label: t.attendedPart }, { tone: 'attention', count: unattended, label: t.unattendedPart }]}
      remark={<Behind division={division.code} of={[
        { asked: 'unsigned', count: of - signed, words: t.unsigned({ count: of - signed }) },
        { asked: 'unattended', count: unattended, words: t.unattended({ count: unattended }) },
        { asked: 'overdue', count: overdue, words: t.overdue({ count: overdue }) },
        { asked: 'refused', count: refused, words: t.refused({ count: refused }) },
      ]} />}
    />
  );
}

/** Priority care: a valid certificate where a hospital opens the channel; whether it was ever used, and at how many hospitals the channel is open, stand beside (D10). */
export function PriorityFigure({ of }: { of: Figures }) {
  const t = useText(careText);
  const { priority, division } = of;
  const { members, certified, delivered, neverUsed } = priority;
  return (
    <FigureCard
      title={t.priority} done={certified} total={members} counts={t.priorityCounts({ certified, members })} none={t.nobody} clause={priority.clause ?? undefined} open={useMembers(division.code, 'certified')}
      remark={(
        <span className="coverage-behind">
          <Behind division={division.code} of={[
            { asked: 'uncertified', count: members - certified, words: t.uncertified({ count: members - certified }) },
            { asked: 'undelivered', count: certified - delivered, words: t.undelivered({ count: certified - delivered }) },
            { asked: 'neverUsed', count: neverUsed, words: t.neverUsed({ count: neverUsed }) },
          ]} />
          <ChannelLine of={of} />
        </span>
      )}
    />
  );
}

/** The list of members behind a figure, on the day and in the period one is looking at. */
function useMembers(division: string, members: CareAsked): Target {
  const [{ period }] = useAddress('period');
  return { to: '/', search: { division, period, on: usePastDay(), members } };
}

/** What stands beside a figure, each number leading to its members; nothing is said of a zero. */
function Behind({ division, of }: { division: string; of: readonly { asked: CareAsked; count: number; words: string }[] }) {
  const t = useText(careText);
  const [{ period }] = useAddress('period');
  const on = usePastDay();
  const some = of.filter(({ count }) => count > 0);
  if (some.length === 0) return <>{t.complete}</>;
  return (
    <span className="coverage-behind">
      {some.map(({ asked, words }) => <PageLink key={asked} to="/" search={{ division, period, on, members: asked }}>{words}</PageLink>)}
    </span>
  );
}
