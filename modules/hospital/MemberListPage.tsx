import { useState } from 'react';
import { Button, EmptyState, Note, Page, Ready, Row, Stack, useText } from '../../platform/ui/index.web.ts';
import './hospitals.css';
import { useCountyOffice } from './hospitals.web.ts';
import { MemberListCard } from './MemberListCard.tsx';
import { AskCountyForm, AskForHospitalForm } from './MemberListForms.tsx';
import type { MemberLists } from './memberList.schema.ts';
import { useMemberLists } from './memberList.web.ts';
import { memberListText } from './memberList.words.text.ts';

/** For the head of a hospital: printed lists asked of the counties (D9). */
export function MemberListPage() {
  const t = useText(memberListText);
  const [asking, setAsking] = useState(false);
  const lists = useMemberLists();
  const counties = lists.data?.counties ?? [];
  return (
    <Page title={t.title} actions={counties.length > 0 ? <Button kind="main" onClick={() => setAsking(true)}>{t.ask}</Button> : null}>
      <Ready of={lists}>{(answer) => <Stack>{answer.counties.length === 0 ? <Note tone="attention">{t.noCounty}</Note> : null}<Lists of={answer} head /></Stack>}</Ready>
      {asking ? <AskCountyForm counties={counties} onClose={() => setAsking(false)} /> : null}
    </Page>
  );
}

/** For the county's office: what waits for a decision first, as it was asked last. */
export function MemberListOffice() {
  const t = useText(memberListText);
  const [asking, setAsking] = useState(false);
  const office = useCountyOffice();
  const lists = useMemberLists();
  return (
    <Stack>
      {office ? <Row><Button onClick={() => setAsking(true)}>{t.askFor}</Button></Row> : null}
      <Ready of={lists}>{(answer) => <Lists of={answer} head={false} />}</Ready>
      {asking ? <AskForHospitalForm onClose={() => setAsking(false)} /> : null}
    </Stack>
  );
}

function Lists({ of: { items }, head }: { of: MemberLists; head: boolean }) {
  const t = useText(memberListText);
  const sorted = [...items].sort((a, b) => Number(b.state === 'asked') - Number(a.state === 'asked'));
  return (
    <Stack>
      <Note><Stack close><p>{t.rule}</p><p>{t.keep}</p></Stack></Note>
      {sorted.length === 0 ? <EmptyState title={t.none} hint={t.noneHint} /> : sorted.map((list) => <MemberListCard key={list.id} list={list} head={head} />)}
    </Stack>
  );
}
