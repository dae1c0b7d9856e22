import { addDays, toDay, toNumber, type Day } from '@lianxin/engine';
import { Button, Card, DataTable, api, formatDay, newId, pick, useLanguage, useText } from '../../platform/ui/index.web.ts';
import type { Column } from '../../platform/ui/index.web.ts';
import { useRight, useSession } from '../accounts/session.web.ts';
import { familyOf } from '../households/households.rules.ts';
import { useCertificatesWrite, useExpiring } from './certificates.web.ts';
import { EXPIRING_DAYS } from './certificates.rules.ts';
import type { CertificateView } from './certificates.schema.ts';
import { ListState } from './ListState.tsx';
import { certificatesText } from './pages.text.ts';

/** Certificates whose last day is near; a new one takes the place of the old at once. */
export function ExpiringList({ division }: { division: string | undefined }) {
  const t = useText(certificatesText);
  const { today } = useSession();
  const list = useExpiring(division, toDay(addDays(toNumber(today as Day), EXPIRING_DAYS)));
  const columns = useColumns();
  return (
    <ListState list={list} none={t.noneExpiring} hint={t.noneExpiringHint}>
      <Card>
        <DataTable
          label={t.expiring} rows={list.items} columns={columns} rowKey={({ id }) => id}
          open={({ household }) => ({ to: '/households/$householdId', params: { householdId: household.id } })} more={{ has: list.hasMore, load: list.more, loading: list.loadingMore }}
        />
      </Card>
    </ListState>
  );
}

function useColumns(): Column<CertificateView>[] {
  const t = useText(certificatesText);
  const language = useLanguage();
  const mayIssue = useRight('certificate.write');
  const renew = useCertificatesWrite(({ id }: CertificateView) => api.post('/api/certificates/{id}/follow', { path: { id }, body: { id: newId(), why: 'replaced', reason: t.renewReason } }));
  const columns: Column<CertificateView>[] = [
    { key: 'family', title: t.family, primary: true, cell: ({ household }) => familyOf(household.name) },
    { key: 'place', title: t.place, cell: ({ household }) => [household.division.name, household.groupName].filter(Boolean).join(' ') },
    { key: 'member', title: t.member, cell: ({ member }) => member.name },
    { key: 'kind', title: t.certificate, hideOnPhone: true, cell: ({ title }) => pick(title, language) },
    { key: 'until', title: t.until, cell: ({ expiresOn }) => (expiresOn ? formatDay(expiresOn, language, 'long') : '—') },
  ];
  if (!mayIssue) return columns;
  return [...columns, {
    key: 'tools', title: '', align: 'end', cell: (one) => <Button label={t.renewOf({ name: one.member.name })} busy={renew.isPending && renew.variables?.id === one.id} onClick={() => renew.mutate(one)}>{t.renew}</Button>,
  }];
}
