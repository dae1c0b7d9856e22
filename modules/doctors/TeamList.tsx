import { useState } from 'react';
import { Card, Chip, EmptyState, Loading, PageLink, Ready, Row, Stack, formatDay, useLanguage, useRead, useText } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { keepsTeams } from './actions.rules.ts';
import { doctorsText, levelText, teamText } from './doctors.text.ts';
import { ChangeTeamForm, JoinForm, LeaveForm } from './TeamForm.tsx';
import type { TeamView } from './teams.schema.ts';

type Asking = { readonly kind: 'join' | 'change'; readonly team: TeamView } | { readonly kind: 'leave'; readonly team: TeamView; readonly worker: { id: string; name: string } } | null;

/** Who is in which team, level by level; those one keeps stand first. */
export function TeamList({ division }: { division: string | undefined }) {
  const t = useText(teamText);
  const teams = useRead<{ items: TeamView[] }>('/api/teams', { query: { division, ended: true } });
  const [asking, setAsking] = useState<Asking>(null);
  const close = () => setAsking(null);
  const { posts } = useSession();
  const keeps = (team: TeamView) => Number(keepsTeams(posts, team.division.code));
  return (
    <Stack>
      <Ready of={teams} loading={<Loading lines={6} />}>
        {({ items }) => (items.length === 0 ? <EmptyState title={t.none} hint={t.noneHint} /> : <Stack>{[...items].sort((a, b) => keeps(b) - keeps(a)).map((team) => <Team key={team.id} team={team} onAsk={setAsking} />)}</Stack>)}
      </Ready>
      {asking?.kind === 'join' ? <JoinForm team={asking.team} onClose={close} /> : null}
      {asking?.kind === 'change' ? <ChangeTeamForm team={asking.team} onClose={close} /> : null}
      {asking?.kind === 'leave' ? <LeaveForm team={asking.team} worker={asking.worker} onClose={close} /> : null}
    </Stack>
  );
}

function Team({ team, onAsk }: { team: TeamView; onAsk: (asking: Asking) => void }) {
  const t = useText(teamText);
  const language = useLanguage();
  const office = keepsTeams(useSession().posts, team.division.code);
  return (
    <Card title={team.name} note={team.division.name} actions={team.endedOn ? <Chip tone="note">{t.ended({ day: formatDay(team.endedOn, language, 'long') })}</Chip> : null}>
      <Stack close>
        <ul className="doctors-people" aria-label={t.doctors}>{team.members.map((one) => <Doctor key={`${one.worker.id} ${one.fromDay}`} team={team} one={one} office={office} onAsk={onAsk} />)}</ul>
        <Row>
          <PageLink to="/doctors" search={{ team: team.id }} label={t.membersOf({ team: team.name })}>{t.members}</PageLink>
          {office ? <button type="button" className="text-button" aria-label={t.joinOf({ team: team.name })} onClick={() => onAsk({ kind: 'join', team })}>{t.join}</button> : null}
          {office ? <button type="button" className="text-button" aria-label={t.changeOf({ team: team.name })} onClick={() => onAsk({ kind: 'change', team })}>{t.change}</button> : null}
        </Row>
      </Stack>
    </Card>
  );
}

function Doctor({ team, one, office, onAsk }: { team: TeamView; one: TeamView['members'][number]; office: boolean; onAsk: (asking: Asking) => void }) {
  const t = useText(teamText);
  const d = useText(doctorsText);
  const levels = useText(levelText);
  const language = useLanguage();
  const { today } = useSession();
  const days = one.toDay ? d.untilDay({ day: formatDay(one.toDay, language, 'long') }) : one.fromDay > today ? d.fromDay({ day: formatDay(one.fromDay, language, 'long') }) : '';
  return (
    <li>
      <Row apart>
        <span><span className="doctors-name">{one.worker.name}</span> <span className="doctors-quiet">{[levels[one.level], one.lead ? t.leads : '', days].filter(Boolean).join(' · ')}</span></span>
        {office && !one.toDay ? <button type="button" className="text-button" aria-label={t.leaveOf({ name: one.worker.name, team: team.name })} onClick={() => onAsk({ kind: 'leave', team, worker: one.worker })}>{t.leave}</button> : null}
      </Row>
    </li>
  );
}
