import {
  Card, CheckField, Chip, DataTable, DivisionPicker, EmptyState, FilterBar, Ready, Row, Stack, useAddress, useRead, useText,
} from '../../platform/ui/index.web.ts';
import type { Column } from '../../platform/ui/index.web.ts';
import { usePlaces } from '../divisions/divisions.web.ts';
import { AccountPanel } from './AccountPanel.tsx';
import type { AccountView } from './accounts.schema.ts';
import { accountsText, accountText, postKindText } from './pages.text.ts';
import { useSession } from './session.web.ts';

export function AccountList() {
  const t = useText(accountsText);
  const [{ division, closed, account }, set] = useAddress('division', 'closed', 'account');
  const read = useRead<{ items: AccountView[] }>('/api/accounts', { query: { division } });
  const columns = useColumns();
  return (
    <Stack>
      <FilterBar label={t.accounts}>
        <div className="accounts-place">
          <DivisionPicker label={t.place} divisions={usePlaces()} value={division ?? null} onChange={(code) => set({ division: code ?? undefined })} allLabel={t.everywhere} />
        </div>
        <CheckField label={t.withClosed} checked={closed === 'true'} onChange={(checked) => set({ closed: checked ? 'true' : undefined })} />
      </FilterBar>
      <Ready of={read}>
        {({ items }) => {
          const opened = items.find((one) => one.id === account);
          return (
            <Card>
              <DataTable
                label={t.accounts} rows={items.filter((one) => !one.closed || closed === 'true')} columns={columns} rowKey={(one) => one.id}
                open={({ id }) => ({ to: '/accounts', search: { division, closed, account: id } })} empty={<EmptyState title={t.none} hint={t.noneHint} />}
              />
              {opened ? <AccountPanel account={opened} onClose={() => set({ account: undefined })} /> : null}
            </Card>
          );
        }}
      </Ready>
    </Stack>
  );
}

function useColumns(): Column<AccountView>[] {
  const t = useText(accountsText);
  return [
    { key: 'name', title: t.name, primary: true, cell: ({ name }) => name },
    { key: 'username', title: t.username, cell: ({ username }) => username },
    { key: 'posts', title: t.posts, cell: (account) => <Posts of={account} /> },
    { key: 'state', title: t.state, cell: (account) => <State of={account} /> },
  ];
}

function Posts({ of: { posts } }: { of: AccountView }) {
  const t = useText(accountsText);
  const words = useText(accountText);
  const kinds = useText(postKindText);
  const { today } = useSession();
  const held = posts.filter((post) => post.toDay === null || post.toDay >= today);
  if (held.length === 0) return <span className="accounts-quiet">{t.noPosts}</span>;
  return <>{held.map(({ kind, division }) => words.post({ kind: kinds[kind], place: division.name })).join('；')}</>;
}

function State({ of: { closed, locked, mustChangePassword } }: { of: AccountView }) {
  const t = useText(accountsText);
  if (closed) return <Chip tone="note">{t.closed}</Chip>;
  return <Row>{locked ? <Chip tone="wrong" sign>{t.locked}</Chip> : null}{mustChangePassword ? <Chip>{t.mustChange}</Chip> : null}</Row>;
}
