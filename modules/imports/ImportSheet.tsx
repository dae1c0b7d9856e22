import { Button, Card, Loading, PageLink, ProblemNote, Segmented, Stack, pick, useAddress, useLanguage, useList, useText } from '../../platform/ui/index.web.ts';
import type { ImportPreview, ImportRowView } from './imports.api.schema.ts';
import { importText } from './page.text.ts';
import { childColumn, quietly } from './quiet.rules.ts';

/** The file as the person knows it: its own columns and row numbers, and what is wrong written into the cell it stands in. */
export function ImportSheet({ file }: { file: ImportPreview }) {
  const t = useText(importText);
  const [address, set] = useAddress('show');
  const show = address.show ?? (file.problemCount > 0 ? 'problems' : 'all');
  const list = useList<ImportRowView>('/api/imports/{id}/rows', { path: { id: file.id }, query: { show, limit: 50 } });
  const options = [{ value: 'problems', label: t.showProblems }, { value: 'held', label: t.showHeld }, { value: 'all', label: t.showAll }];
  return (
    <Card title={t.sheet}>
      <Stack>
        <Segmented label={t.show} value={show} onChange={(value) => set({ show: value })} options={options} />
        {list.query.isPending ? <Loading lines={6} /> : null}
        <ProblemNote problem={list.query.error} />
        {list.query.isSuccess && list.items.length === 0 ? <p>{t.noRows}</p> : null}
        {list.items.length > 0 ? <Sheet file={file} rows={list.items} /> : null}
        {list.hasMore ? <Button busy={list.loadingMore} onClick={list.more}>{t.more}</Button> : null}
      </Stack>
    </Card>
  );
}

function Sheet({ file, rows }: { file: ImportPreview; rows: readonly ImportRowView[] }) {
  const t = useText(importText);
  const columns = file.columns.filter(({ field }) => field !== 'householdKey' && field !== 'problems');
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a wide table scrolls by itself, so it must be reachable by keyboard
    <section className="imports-sheet" aria-label={t.sheet} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t.number}</th>
            {columns.map(({ index, letter, heading }) => <th key={index} scope="col">{letter} {quietly(heading, file, t.childDates)}</th>)}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => <Line key={row.row} row={row} file={file} columns={columns.map(({ index }) => index)} />)}
        </tbody>
      </table>
    </section>
  );
}

function Line({ row, file, columns }: { row: ImportRowView; file: ImportPreview; columns: readonly number[] }) {
  const t = useText(importText);
  return (
    <tr>
      <th scope="row">
        {row.row}
        {row.result ? <span className="imports-said">{t[row.result]}</span> : null}
        {row.householdId ? <PageLink to="/households/$householdId" params={{ householdId: row.householdId }}>{t.open}</PageLink> : null}
      </th>
      {columns.map((index) => <Box key={index} index={index} row={row} file={file} />)}
    </tr>
  );
}

function Box({ index, row, file }: { index: number; row: ImportRowView; file: ImportPreview }) {
  const t = useText(importText);
  const language = useLanguage();
  const here = row.problems.filter(({ cell }) => cell === index);
  const tone = here.some(({ severity }) => severity === 'error') ? 'imports-wrong' : here.length > 0 ? 'imports-check' : undefined;
  // Dates about the child are shown only where somebody has to look at them.
  const text = index === childColumn(file) && here.length === 0 ? '' : (row.cells[index - 1] ?? '');
  return (
    <td className={tone}>
      {text}
      {here.map((problem) => <span key={problem.code + problem.value} className="imports-said">! {quietly(pick(problem.message, language), file, t.childDates)}</span>)}
    </td>
  );
}
