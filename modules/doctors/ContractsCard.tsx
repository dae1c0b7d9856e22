import { useState } from 'react';
import { Button, Card, Chip, ClauseButton, Loading, Ready, Row, Stack, formatNear, pick, useLanguage, useRead, useText } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { actionsFor } from './actions.rules.ts';
import type { ContractAction } from './actions.rules.ts';
import { ContractForm } from './ContractForm.tsx';
import type { ContractMember } from './contracts.schema.ts';
import './doctors.css';
import { actionText, careWordsText, doctorsText } from './doctors.text.ts';
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
        <Care of={member} />
        {contract?.note ? <span className="doctors-quiet doctors-words">{contract.note}</span> : null}
        <Row>
          {actionsFor(member).map((action) => <Button key={action} kind="quiet" label={`${words[action]} ${member.member.name}`} onClick={() => onDo(action)}>{words[action]}</Button>)}
          {contract?.package.clause ? <ClauseButton clause={contract.package.clause} /> : null}
        </Row>
      </Stack>
    </li>
  );
}

/** Signed is not served, and what is overdue stands beside both (C6); who may not know what was done is told neither. */
function Care({ of: { member, state, care } }: { of: ContractMember }) {
  const t = useText(careWordsText);
  if (state === 'refused') return <span className="doctors-quiet">{t.refused}</span>;
  if (!care) return null;
  return (
    <ul className="doctors-care" aria-label={t.title({ name: member.name })}>
      <li><Chip tone={care.attended ? 'done' : 'attention'} sign>{care.attended ? t.attended : t.unattended}</Chip></li>
      <li><Chip tone={care.overdue ? 'attention' : 'done'} sign>{care.overdue ? t.overdue : t.kept}</Chip></li>
    </ul>
  );
}
