import { Button, Card, Loading, PageLink, ProblemNote, Segmented, Stack, pick, useAddress, useLanguage, useList, useText } from '../../platform/ui/index.web.ts';
import type { ImportPreview, ImportRowView } from './imports.api.schema.ts';
import { importText } from './page.text.ts';
import { childColumn, columnWord, quietly } from './quiet.rules.ts';

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
            {columns.map(({ index, letter, heading }) => <th key={index} scope="col">{columnWord(letter, t.columnNumber)} {quietly(heading, file, t.childDates)}</th>)}
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
        <Places row={row} file={file} />
        {row.result ? <span className="imports-said">{t[row.result]}</span> : null}
        {row.householdId ? <PageLink to="/households/$householdId" params={{ householdId: row.householdId }}>{t.open}</PageLink> : null}
      </th>
      {columns.map((index) => <Box key={index} index={index} row={row} file={file} />)}
    </tr>
  );
}

/** A wide table shows its first columns: the number of a row leads to the cells of it that want looking at, and says what belongs to no cell. */
function Places({ row, file }: { row: ImportRowView; file: ImportPreview }) {
  const t = useText(importText);
  const language = useLanguage();
  const cells = file.columns.filter(({ index }) => row.problems.some(({ cell }) => cell === index));
  return (
    <>
      {cells.map(({ index, letter }) => (
        <button key={index} type="button" className="text-button imports-place" aria-label={t.toColumn({ row: row.row, column: columnWord(letter, t.columnNumber) })} onClick={(event) => showCell(event.currentTarget, index)}>
          ! {columnWord(letter, t.columnNumber)}
        </button>
      ))}
      {row.problems.filter(({ cell }) => cell === null).map((problem) => <span key={problem.code + problem.value} className="imports-said">! {quietly(pick(problem.message, language), file, t.childDates)}</span>)}
    </>
  );
}

function showCell(from: HTMLElement, column: number): void {
  from.closest('tr')?.querySelector(`[data-column="${column}"]`)?.scrollIntoView({ block: 'nearest', inline: 'center' });
}

function Box({ index, row, file }: { index: number; row: ImportRowView; file: ImportPreview }) {
  const t = useText(importText);
  const language = useLanguage();
  const here = row.problems.filter(({ cell }) => cell === index);
  const tone = here.some(({ severity }) => severity === 'error') ? 'imports-wrong' : here.length > 0 ? 'imports-check' : undefined;
  // Dates about the child are shown only where somebody has to look at them.
  const text = index === childColumn(file) && here.length === 0 ? '' : (row.cells[index - 1] ?? '');
  return (
    <td className={tone} data-column={index}>
      {text}
      {here.map((problem) => <span key={problem.code + problem.value} className="imports-said">! {quietly(pick(problem.message, language), file, t.childDates)}</span>)}
    </td>
  );
}
