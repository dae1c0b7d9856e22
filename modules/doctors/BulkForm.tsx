import { useState } from 'react';
import { Button, DayField, Note, Panel, PanelForm, SelectField, Stack, api, newId, pick, useLanguage, useText } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { bulkItem, fitting } from './actions.rules.ts';
import type { BulkAction } from './actions.rules.ts';
import type { BulkContractAnswer, ContractMember } from './contracts.schema.ts';
import { actionText, contractFormText } from './doctors.text.ts';
import { teamOption, useDoctorsWrite, useMyTeams, useTeams } from './doctors.web.ts';

interface BulkProps {
  readonly chosen: readonly ContractMember[];
  readonly action: BulkAction;
  readonly onClose: (done: boolean) => void;
}

/** One evening at the clinic: many are offered, sign or renew at once, and each is answered by itself. */
export function BulkForm(props: BulkProps) {
  const [answer, setAnswer] = useState<BulkContractAnswer | null>(null);
  const [ids] = useState(() => new Map(props.chosen.map(({ member }) => [member.id, newId()])));
  if (answer) return <Answered {...props} ids={ids} answer={answer} />;
  return <Asking {...props} ids={ids} onAnswer={setAnswer} />;
}

type Ids = ReadonlyMap<string, string>;

function Asking({ chosen, action, ids, onClose, onAnswer }: BulkProps & { ids: Ids; onAnswer: (answer: BulkContractAnswer) => void }) {
  const t = useText(contractFormText);
  const words = useText(actionText);
  const { today } = useSession();
  const teams = useTeams();
  const [own] = useMyTeams();
  const [team, setTeam] = useState('');
  const [day, setDay] = useState<string | null>(today);
  const [asked, setAsked] = useState(false);
  const teamId = team || (own?.id ?? '');
  const members = fitting(chosen, action, today);
  const write = useDoctorsWrite((items: readonly object[]) => api.post<BulkContractAnswer>('/api/contracts/bulk', { body: { items } }), { saved: false, onDone: onAnswer });
  const needsTeam = action !== 'renew';
  const save = () => {
    setAsked(true);
    if (day && (teamId || !needsTeam)) write.mutate(members.map((one) => bulkItem(one, action, ids.get(one.member.id)!, { teamId, day })));
  };
  return (
    <PanelForm
      open title={t.bulkTitle({ action: words[action] })} submit={t.bulkGo({ action: words[action], count: members.length })} onClose={() => onClose(false)} onSubmit={save} saving={write.isPending} problem={write.error}
      note={action === 'renew' ? t.renewNote : action === 'sign' ? t.signNote : t.offerNote}
    >
      <Note title={t.bulkWho({ count: members.length })}>
        <Stack close>
          <p>{useNames(members)}</p>
          {members.length < chosen.length ? <p>{t.bulkLeft({ count: chosen.length - members.length })}</p> : null}
        </Stack>
      </Note>
      {needsTeam ? <SelectField label={t.team} value={teamId} options={teams.map(teamOption)} required error={asked && !teamId ? t.teamNeeded : undefined} onChange={setTeam} /> : null}
      <DayField label={t.day} value={day} max={today} required error={asked && !day ? t.dayNeeded : undefined} onChange={setDay} />
    </PanelForm>
  );
}

const NAMED = 20;

/** Those it will be done for, by name, so that a tick too many is seen before and not after. */
function useNames(members: readonly ContractMember[]): string {
  const t = useText(contractFormText);
  const language = useLanguage();
  const names = members.slice(0, NAMED).map(({ member }) => member.name).join(language === 'zh' ? '、' : ', ');
  return members.length > NAMED ? t.bulkNames({ names }) : names;
}

function Answered({ chosen, action, ids, answer, onClose }: BulkProps & { ids: Ids; answer: BulkContractAnswer }) {
  const t = useText(contractFormText);
  const words = useText(actionText);
  const language = useLanguage();
  const not = answer.items.flatMap(({ id, problem }) => {
    const one = chosen.find(({ member }) => ids.get(member.id) === id);
    return problem && one ? [{ id, name: one.member.name, why: pick(problem.text, language) }] : [];
  });
  return (
    <Panel open title={t.bulkTitle({ action: words[action] })} onClose={() => onClose(true)} buttons={<Button kind="main" onClick={() => onClose(true)}>{t.close}</Button>}>
      <Stack>
        <Note tone="done" title={<span role="status">{t.bulkDone({ count: answer.items.length - not.length })}</span>} />
        {not.length ? <Note tone="attention" title={t.bulkNot({ count: not.length })}><ul>{not.map(({ id, name, why }) => <li key={id}>{name}：{why}</li>)}</ul></Note> : null}
      </Stack>
    </Panel>
  );
}
