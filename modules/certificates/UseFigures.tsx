import { useState } from 'react';
import { Button, Card, ChoiceField, ClauseButton, DataTable, Loading, Note, PageLink, PanelForm, Ready, Stack, api, percentText, useOptions, useText } from '../../platform/ui/index.web.ts';
import type { Column } from '../../platform/ui/index.web.ts';
import { useRight } from '../accounts/session.web.ts';
import { familyOf } from '../households/households.rules.ts';
import { useCertificatesWrite, useUse, useUseMembers } from './certificates.web.ts';
import type { CertificateFigures, LackingMember, Unused, UseAsked } from './certificates.schema.ts';
import { certificatesText, unusedText } from './pages.text.ts';

/** Who holds one, has it in hand, uses it, and why not: every count opens to its members (D10). */
export function UseFigures({ division }: { division: string | undefined }) {
  const figures = useUse(division);
  const [asked, setAsked] = useState<UseAsked | null>(null);
  return (
    <Stack>
      <Ready of={figures} loading={<Card><Loading /></Card>}>{(value) => <Figures figures={value} whole={division === undefined} onAsk={(next) => setAsked(next === asked ? null : next)} />}</Ready>
      {asked ? <Members division={division} asked={asked} onClose={() => setAsked(null)} /> : null}
    </Stack>
  );
}

/** `whole`: of everywhere the reader serves, as the registers are. */
function Figures({ figures, whole, onAsk }: { figures: CertificateFigures; whole: boolean; onAsk: (asked: UseAsked) => void }) {
  const t = useText(certificatesText);
  const { members, certified, delivered, expiring, used, neverUsed } = figures;
  return (
    <Stack>
      <Card title={t.use} actions={figures.clause ? <ClauseButton clause={figures.clause} /> : null}>
        <dl className="certificates-figures">
          <div><dt>{t.members}</dt><dd>{members}</dd></div>
          <div><dt>{t.holders}</dt><dd>{figures.holders}</dd></div>
          <div><dt>{t.certified}</dt><dd>{certified} <span className="certificates-quiet">{percentText(certified, members)}</span></dd></div>
          <Figure title={t.uncertified} count={members - certified} onOpen={() => onAsk('uncertified')} />
          <Figure title={t.undelivered} count={certified - delivered} onOpen={() => onAsk('undelivered')} />
          <Figure title={t.expiring} count={expiring} onOpen={() => onAsk('expiring')} />
          <Figure title={t.used} count={used} onOpen={() => onAsk('used')} />
          <Figure title={t.neverUsed} count={neverUsed} onOpen={() => onAsk('neverUsed')} />
          <div><dt>{t.uses}</dt><dd>{t.usesCount({ count: figures.uses })}</dd></div>
          <div><dt>{t.waived}</dt><dd><Waived amount={figures.waived} from={figures.from} open={whole} /></dd></div>
        </dl>
      </Card>
      {figures.holders > 0 && certified === 0 ? <Note tone="attention">{t.noChannel}</Note> : null}
      {neverUsed > 0 ? <Why figures={figures} onAsk={onAsk} /> : null}
    </Stack>
  );
}

function Figure({ title, count, onOpen }: { title: string; count: number; onOpen: () => void }) {
  return <div><dt>{title}</dt><dd>{count > 0 ? <button type="button" className="text-button" aria-label={`${title} ${count}`} onClick={onOpen}>{count}</button> : 0}</dd></div>;
}

/** Opens the register behind the sum before those who may read it. */
function Waived({ amount, from, open }: { amount: number; from: string; open: boolean }) {
  const t = useText(certificatesText);
  const words = t.yuan({ amount: amount.toFixed(2) });
  const reads = useRight('hospital.write');
  return open && reads && amount > 0 ? <PageLink to="/hospitals" search={{ tab: 'registers', register: 'waivers', from }}>{words}</PageLink> : <>{words}</>;
}

function Why({ figures, onAsk }: { figures: CertificateFigures; onAsk: (asked: UseAsked) => void }) {
  const t = useText(certificatesText);
  const words = useText(unusedText);
  return (
    <Card title={t.why} note={t.whyHint}>
      <dl className="certificates-figures">
        {figures.why.map(({ why, members }) => (
          <Figure key={why ?? ''} title={why ? words[why] : t.unasked} count={members} onOpen={() => onAsk(why ? `neverUsed.${why}` : 'neverUsedUnasked')} />
        ))}
      </dl>
    </Card>
  );
}

// They come all at once; hundreds of rows on a phone are a page nobody gets to the end of.
const SHOWN = 50;

interface Holder { readonly household: LackingMember['household']; readonly member: LackingMember['member']; readonly certificateId: string | null }

function Members({ division, asked, onClose }: { division: string | undefined; asked: UseAsked; onClose: () => void }) {
  const t = useText(certificatesText);
  const members = useUseMembers(division, asked);
  const [noting, setNoting] = useState<Holder | null>(null);
  const [shown, setShown] = useState(SHOWN);
  const columns = useColumns(asked, setNoting);
  return (
    <Card title={members.data ? t.people({ count: members.data.total }) : t.member} actions={<Button kind="quiet" onClick={onClose}>{t.closeList}</Button>}>
      <Ready of={members} loading={<Loading />}>
        {({ items, total }) => (
          <DataTable
            label={t.member} rows={items.slice(0, shown)} columns={columns} rowKey={({ member }) => member.id} total={total}
            open={({ household }) => ({ to: '/households/$householdId', params: { householdId: household.id } })}
            more={{ has: shown < items.length, load: () => setShown(shown + SHOWN), loading: false }}
            foot={total > items.length && shown >= items.length ? t.firstShown({ count: items.length }) : undefined}
          />
        )}
      </Ready>
      {noting ? <WhyForm member={noting} onClose={() => setNoting(null)} /> : null}
    </Card>
  );
}

function useColumns(asked: UseAsked, note: (row: Holder) => void): Column<Holder>[] {
  const t = useText(certificatesText);
  const mayNote = useRight('certificate.write');
  const columns: Column<Holder>[] = [
    { key: 'family', title: t.family, primary: true, cell: ({ household }) => familyOf(household.name) },
    { key: 'place', title: t.place, cell: ({ household }) => [household.division.name, household.groupName].filter(Boolean).join(' ') },
    { key: 'member', title: t.member, cell: ({ member }) => member.name },
  ];
  if (!mayNote || !asked.startsWith('neverUsed')) return columns;
  return [...columns, {
    key: 'tools', title: '', align: 'end',
    cell: (row) => (row.certificateId ? <Button label={t.askWhyOf({ name: row.member.name })} onClick={() => note(row)}>{t.askWhy}</Button> : null),
  }];
}

function WhyForm({ member: { member, certificateId }, onClose }: { member: Holder; onClose: () => void }) {
  const t = useText(certificatesText);
  const options = useOptions(unusedText);
  const [why, setWhy] = useState<Unused | null>(null);
  const [asked, setAsked] = useState(false);
  const write = useCertificatesWrite((said: Unused) => api.post('/api/certificates/{id}/unused', { path: { id: certificateId! }, body: { why: said } }), { onDone: onClose });
  const save = () => {
    setAsked(true);
    if (why) write.mutate(why);
  };
  return (
    <PanelForm open title={t.askWhyOf({ name: member.name })} onClose={onClose} onSubmit={save} saving={write.isPending} problem={write.error} dirty={why !== null}>
      <p className="certificates-quiet">{t.whyHint}</p>
      <ChoiceField label={t.why} value={why} options={options} onChange={(next) => setWhy(next as Unused)} required error={asked && !why ? t.whyNeeded : undefined} />
    </PanelForm>
  );
}
