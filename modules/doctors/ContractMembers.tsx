import { useState } from 'react';
import { Button, Card, DataTable, EmptyState, FilterBar, Loading, ProblemNote, Row, SelectField, Stack, formatNear, useAddress, useLanguage, useList, useOptions, useText } from '../../platform/ui/index.web.ts';
import type { Column, Listed } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { familyOf } from '../households/households.rules.ts';
import { BULK_ACTIONS, fitting, nextStep } from './actions.rules.ts';
import type { BulkAction, ContractAction } from './actions.rules.ts';
import { BulkForm } from './BulkForm.tsx';
import { ContractForm } from './ContractForm.tsx';
import type { ContractMember } from './contracts.schema.ts';
import { DueNote } from './DueNote.tsx';
import { actionText, doctorsText, memberFilterText, memberStateText, waitingText } from './doctors.text.ts';
import { teamOption, useContractFigures, useTeams } from './doctors.web.ts';
import { MemberState, untilWords } from './MemberState.tsx';

/** Members by how their contract stands, those nobody asked among them; by place, so that nobody is ranked. */
export function ContractMembers({ division }: { division: string | undefined }) {
  const t = useText(doctorsText);
  const [{ state, team }, set] = useAddress('state', 'team');
  const states = useOptions({ ...memberStateText, ...memberFilterText });
  const teams = useTeams();
  const list = useList<ContractMember>('/api/contracts/members', { query: { division, state, team } });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [doing, setDoing] = useState<{ member: ContractMember; action: ContractAction } | null>(null);
  const [bulk, setBulk] = useState<BulkAction | null>(null);
  const members = list.items.filter(({ member }) => chosen.has(member.id));
  const toggle = (id: string) => setChosen((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]));
  return (
    <Stack>
      <DueNote />
      <FilterBar label={t.members}>
        <SelectField label={t.state} value={state ?? ''} options={states} placeholder={t.anyState} onChange={(next) => { set({ state: next || undefined }); setChosen(new Set()); }} />
        <SelectField label={t.team} value={team ?? ''} options={teams.map(teamOption)} placeholder={t.anyTeam} onChange={(next) => set({ team: next || undefined })} />
      </FilterBar>
      <Row apart>
        <Waiting division={division} team={team} state={state} onState={(next) => { set({ state: next }); setChosen(new Set()); }} />
        {members.length ? null : <All list={list} onAll={setChosen} />}
      </Row>
      <Lines list={list} chosen={chosen} onToggle={toggle} onDo={setDoing} onAll={state || team ? () => set({ state: undefined, team: undefined }) : null} />
      {members.length ? <Chosen members={members} onBulk={setBulk} onClear={() => setChosen(new Set())} /> : null}
      {doing ? <ContractForm {...doing} onClose={() => setDoing(null)} /> : null}
      {bulk ? <BulkForm chosen={members} action={bulk} onClose={(done) => { setBulk(null); if (done) setChosen(new Set()); }} /> : null}
    </Stack>
  );
}

/** The figures of those somebody should go to; each opens its list, pressed again it shows everybody. Nothing is said of a zero. */
function Waiting({ division, team, state, onState }: { division: string | undefined; team: string | undefined; state: string | undefined; onState: (state: string | undefined) => void }) {
  const t = useText(waitingText);
  const { data } = useContractFigures({ division, team });
  const some = data ? WAITING.filter((kind) => data[kind] > 0) : [];
  if (!data || some.length === 0) return null;
  return (
    <ul className="doctors-waiting" aria-label={t.title}>
      {some.map((kind) => <li key={kind}><button type="button" className="doctors-figure" aria-pressed={state === kind} onClick={() => onState(state === kind ? undefined : kind)}>{t[kind]} <b>{data[kind]}</b></button></li>)}
    </ul>
  );
}

const WAITING = ['askAgain', 'expiring', 'expired'] as const;

interface LinesProps {
  readonly list: Listed<ContractMember>;
  readonly chosen: ReadonlySet<string>;
  readonly onToggle: (memberId: string) => void;
  readonly onDo: (doing: { member: ContractMember; action: ContractAction }) => void;
  /** Takes the filters away; null: there are none. */
  readonly onAll: (() => void) | null;
}

function Lines({ list, onAll, ...rest }: LinesProps) {
  const t = useText(doctorsText);
  const columns = useColumns(rest, list.items.some(({ mayWrite }) => mayWrite));
  if (list.query.isPending) return <Loading lines={8} />;
  if (list.query.error && list.items.length === 0) return <ProblemNote problem={list.query.error} onRetry={() => void list.query.refetch()} />;
  if (list.items.length === 0) return <EmptyState title={t.none} hint={t.noneHint} action={onAll ? <Button onClick={onAll}>{t.showAll}</Button> : null} />;
  return (
    <Card>
      <DataTable
        label={t.members} rows={list.items} columns={columns} rowKey={({ member }) => member.id} total={list.total}
        open={({ household }) => ({ to: '/households/$householdId', params: { householdId: household.id } })} more={{ has: list.hasMore, load: list.more, loading: list.loadingMore }}
      />
    </Card>
  );
}

/** `writes`: somebody of those shown may be ticked; who only reads has no empty column for it. */
function useColumns({ chosen, onToggle, onDo }: Omit<LinesProps, 'list' | 'onAll'>, writes: boolean): Column<ContractMember>[] {
  const t = useText(doctorsText);
  const words = useText(actionText);
  const language = useLanguage();
  const { today } = useSession();
  return [
    ...(writes ? [{ key: 'pick', title: '', width: '3rem', cell: ({ member, mayWrite }: ContractMember) => (mayWrite ? (
      <label className="doctors-pick"><input type="checkbox" aria-label={t.choose({ name: member.name })} checked={chosen.has(member.id)} onChange={() => onToggle(member.id)} /></label>
    ) : null) }] : []),
    { key: 'member', title: t.member, primary: true, width: '14%', cell: ({ member }) => <span className="doctors-name">{member.name}</span> },
    { key: 'family', title: t.family, cell: ({ household }) => [familyOf(household.name), household.division.name, household.groupName].filter(Boolean).join(' · ') },
    { key: 'state', title: t.state, cell: (one) => <Row><MemberState of={one} /></Row> },
    { key: 'until', title: t.until, cell: (one) => untilWords(one, t, today, (day) => formatNear(day, today, language)) || <span className="doctors-quiet">—</span> },
    { key: 'team', title: t.team, hideOnPhone: true, cell: ({ contract }) => contract?.team.name ?? <span className="doctors-quiet">—</span> },
    { key: 'tools', title: '', align: 'end', cell: (member) => {
      const action = nextStep(member, today);
      return action ? <Button kind="quiet" label={`${words[action]} ${member.member.name}`} onClick={() => onDo({ member, action })}>{words[action]}</Button> : null;
    } },
  ];
}

function All({ list, onAll }: { list: Listed<ContractMember>; onAll: (chosen: ReadonlySet<string>) => void }) {
  const t = useText(doctorsText);
  const may = list.items.filter(({ mayWrite }) => mayWrite);
  if (may.length < 2) return null;
  return <Button kind="quiet" onClick={() => onAll(new Set(may.slice(0, 200).map(({ member }) => member.id)))}>{t.chooseAll}</Button>;
}

/** What can be done with those chosen; an action that fits nobody is not there. */
function Chosen({ members, onBulk, onClear }: { members: readonly ContractMember[]; onBulk: (action: BulkAction) => void; onClear: () => void }) {
  const t = useText(doctorsText);
  const words = useText(actionText);
  const { today } = useSession();
  const actions = BULK_ACTIONS.filter((action) => fitting(members, action, today).length > 0);
  return (
    <div className="doctors-chosen">
      <Row apart>
        <span role="status">{t.chosen({ count: members.length })}</span>
        <Row>
          {actions.length === 0 ? <span className="doctors-quiet">{t.chosenNothing}</span> : null}
          {actions.map((action) => (
            <Button key={action} kind={action === 'offer' ? 'plain' : 'main'} onClick={() => onBulk(action)}>{words[action]} {fitting(members, action, today).length}</Button>
          ))}
          <Button kind="quiet" onClick={onClear}>{t.clear}</Button>
        </Row>
      </Row>
    </div>
  );
}
