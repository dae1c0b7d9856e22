import { useState } from 'react';
import { Button, Card, ClauseButton, Loading, Ready, Row, Stack, formatNear, pick, useLanguage, useRead, useText } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { actionsFor } from './actions.rules.ts';
import type { ContractAction } from './actions.rules.ts';
import { ContractForm } from './ContractForm.tsx';
import type { ContractMember } from './contracts.schema.ts';
import './doctors.css';
import { actionText, doctorsText } from './doctors.text.ts';
import { MemberState, untilWords } from './MemberState.tsx';

/** On a household's page: each member's contract, with whom and until when, and the next step. */
export function ContractsCard({ householdId }: { householdId: string }) {
  const t = useText(doctorsText);
  const members = useRead<{ items: ContractMember[] }>('/api/contracts/members', { query: { household: householdId } });
  const [doing, setDoing] = useState<{ member: ContractMember; action: ContractAction } | null>(null);
  return (
    <Ready of={members} loading={<Card><Loading /></Card>}>
      {({ items }) => (items.length === 0 ? null : (
        <Card title={t.title}>
          <ul className="doctors-list">{items.map((member) => <Line key={member.member.id} member={member} onDo={(action) => setDoing({ member, action })} />)}</ul>
          {doing ? <ContractForm {...doing} onClose={() => setDoing(null)} /> : null}
        </Card>
      ))}
    </Ready>
  );
}

function Line({ member, onDo }: { member: ContractMember; onDo: (action: ContractAction) => void }) {
  const t = useText(doctorsText);
  const words = useText(actionText);
  const language = useLanguage();
  const { today } = useSession();
  const { contract } = member;
  const until = untilWords(member, t, today, (day) => formatNear(day, today, language));
  return (
    <li>
      <Stack close>
        <Row apart><strong>{member.member.name}</strong><MemberState of={member} /></Row>
        {contract ? <span className="doctors-quiet">{[contract.team.name, pick(contract.package.title, language), until].filter(Boolean).join(' · ')}</span> : null}
        {contract?.note ? <span className="doctors-quiet doctors-words">{contract.note}</span> : null}
        <Row>
          {actionsFor(member).map((action) => <Button key={action} kind="quiet" label={`${words[action]} ${member.member.name}`} onClick={() => onDo(action)}>{words[action]}</Button>)}
          {contract?.package.clause ? <ClauseButton clause={contract.package.clause} /> : null}
        </Row>
      </Stack>
    </li>
  );
}
