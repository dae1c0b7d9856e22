import { Chip, DataTable, EmptyState, Page, Ready, Row, Stack, formatTime, useAddress, useLanguage, useRead, useText } from '../../platform/ui/index.web.ts';
import type { Column } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { ImportedFile } from './ImportedFile.tsx';
import { ImportUpload } from './ImportUpload.tsx';
import './imports.css';
import type { ImportLine } from './imports.api.schema.ts';
import { importText } from './page.text.ts';

/** From a township's own file to the county's: which import is open stands in the address, so that nothing is lost on back or reload. */
export function ImportPage() {
  const [{ id }] = useAddress('id');
  return id === undefined ? <Imports /> : <ImportedFile key={id} id={id} />;
}

function Imports() {
  const t = useText(importText);
  const list = useRead<{ items: ImportLine[] }>('/api/imports', { query: { limit: 20 } });
  return (
    <Page title={t.title}>
      <Stack>
        <ImportUpload />
        <h2>{t.before}</h2>
        <Ready of={list}>{({ items }) => <Earlier items={items} />}</Ready>
      </Stack>
    </Page>
  );
}

function Earlier({ items }: { items: readonly ImportLine[] }) {
  const t = useText(importText);
  const language = useLanguage();
  const { today } = useSession();
  const columns: Column<ImportLine>[] = [
    { key: 'file', title: t.file, primary: true, cell: (line) => line.fileName },
    { key: 'place', title: t.where, cell: (line) => line.divisionName },
    { key: 'state', title: t.state, cell: (line) => <Row><Chip tone={line.status === 'failed' ? 'wrong' : line.status === 'ready' ? 'attention' : 'note'}>{t[line.status]}</Chip><span>{t.rows({ count: line.rows })}</span></Row> },
    { key: 'who', title: t.who, cell: (line) => line.by?.name ?? '' },
    { key: 'when', title: t.when, cell: (line) => formatTime(String(line.createdAt), language, today) },
  ];
  return (
    <DataTable
      label={t.before} rows={items} columns={columns} rowKey={(line) => line.id} open={(line) => ({ to: '/import', search: { id: line.id } })}
      empty={<EmptyState title={t.none} hint={t.noneHint} />}
    />
  );
}
