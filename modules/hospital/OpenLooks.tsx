import { Card, DataTable, EmptyState, Ready, formatTime, useLanguage, useRead, useText } from '../../platform/ui/index.web.ts';
import type { Column } from '../../platform/ui/index.web.ts';
import { familyOf } from '../households/households.rules.ts';
import type { OpenLook } from './registers.schema.ts';
import { registersText } from './registers.words.text.ts';

/** Checked at a desk and nothing registered a day later, with who looked. */
export function OpenLooks() {
  const t = useText(registersText);
  const language = useLanguage();
  const list = useRead<{ items: OpenLook[] }>('/api/desk-looks', { query: { open: true } });
  const columns: Column<OpenLook>[] = [
    { key: 'family', title: t.family, primary: true, cell: ({ household }) => familyOf(household.name) },
    { key: 'place', title: t.place, cell: ({ division }) => division.name },
    { key: 'at', title: t.at, cell: ({ at }) => formatTime(String(at), language) },
    { key: 'hospital', title: t.hospital, cell: ({ hospital }) => hospital },
    { key: 'account', title: t.account, cell: ({ account }) => account },
    { key: 'by', title: t.foundBy, cell: ({ foundBy }) => t[foundBy] },
  ];
  return (
    <Ready of={list}>
      {({ items }) => (
        <Card>
          <p className="hospitals-quiet hospitals-gap">{t.looksHint}</p>
          <DataTable
            label={t.looks} rows={items} columns={columns} rowKey={({ id }) => id} total={items.length} empty={<EmptyState title={t.looksNone} />}
            open={({ household }) => ({ to: '/households/$householdId', params: { householdId: household.id } })}
          />
        </Card>
      )}
    </Ready>
  );
}
