import { addDays, toDay, toNumber, type Day } from '@lianxin/engine';
import { useState } from 'react';
import { Button, Card, DataTable, formatDay, pick, useLanguage, useText } from '../../platform/ui/index.web.ts';
import type { Column } from '../../platform/ui/index.web.ts';
import { useRight, useSession } from '../accounts/session.web.ts';
import { familyOf } from '../households/households.rules.ts';
import { CertificateStep } from './CertificateStep.tsx';
import { useExpiring } from './certificates.web.ts';
import { EXPIRING_DAYS } from './certificates.rules.ts';
import type { CertificateView } from './certificates.schema.ts';
import { ListState } from './ListState.tsx';
import { certificatesText } from './pages.text.ts';

/** Certificates whose last day is near; a new one takes the place of the old at once, which is said before. */
export function ExpiringList({ division }: { division: string | undefined }) {
  const t = useText(certificatesText);
  const { today } = useSession();
  const language = useLanguage();
  const list = useExpiring(division, toDay(addDays(toNumber(today as Day), EXPIRING_DAYS)));
  const [renewing, setRenewing] = useState<CertificateView | null>(null);
  const columns = useColumns(setRenewing);
  return (
    <ListState list={list} none={t.noneExpiring} hint={t.noneExpiringHint}>
      <Card>
        <DataTable
          label={t.expiring} rows={list.items} columns={columns} rowKey={({ id }) => id}
          open={({ household }) => ({ to: '/households/$householdId', params: { householdId: household.id } })} more={{ has: list.hasMore, load: list.more, loading: list.loadingMore }}
        />
      </Card>
      {renewing ? <CertificateStep step={{ certificateId: renewing.id, name: renewing.member.name, what: pick(renewing.title, language), title: t.renew, why: 'replaced' }} onClose={() => setRenewing(null)} /> : null}
    </ListState>
  );
}

function useColumns(onRenew: (one: CertificateView) => void): Column<CertificateView>[] {
  const t = useText(certificatesText);
  const language = useLanguage();
  const mayIssue = useRight('certificate.write');
  const columns: Column<CertificateView>[] = [
    { key: 'family', title: t.family, primary: true, cell: ({ household }) => familyOf(household.name) },
    { key: 'place', title: t.place, cell: ({ household }) => [household.division.name, household.groupName].filter(Boolean).join(' ') },
    { key: 'member', title: t.member, cell: ({ member }) => member.name },
    { key: 'until', title: t.until, cell: ({ expiresOn }) => (expiresOn ? formatDay(expiresOn, language, 'long') : '—') },
  ];
  if (!mayIssue) return columns;
  return [...columns, {
    key: 'tools', title: '', align: 'end', cell: (one) => <Button label={t.renewOf({ name: one.member.name })} onClick={() => onRenew(one)}>{t.renew}</Button>,
  }];
}
