import type { MouseEvent, ReactNode } from 'react';
import { Button } from './buttons.tsx';
import { kitText } from './kit.text.ts';
import { PageLink, useGo } from './navigation.tsx';
import type { Target } from './navigation.tsx';
import { EmptyState } from './states.tsx';
import './table.css';
import { useText } from './text.web.ts';

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  readonly align?: 'start' | 'end';
  readonly width?: string;
  /** Heads the card on a phone and carries the row's link; the first column when none says so. */
  readonly primary?: boolean;
  readonly hideOnPhone?: boolean;
}

export interface DataTableProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly open?: ((row: Row) => Target | null) | undefined;
  readonly more?: { readonly has: boolean; readonly load: () => void; readonly loading: boolean };
  readonly total?: number | null;
  readonly empty?: ReactNode;
  readonly foot?: ReactNode;
}

/**
 * A plain table: sticky head, one link a row (Tab and Enter, the mouse anywhere on the row), cards on a phone.
 * The ARIA roles are written out because `display: block` on a phone would take the native ones away.
 */
export function DataTable<Row>({ label, rows, columns, rowKey, open, more, total, empty, foot }: DataTableProps<Row>) {
  if (rows.length === 0) return empty ?? <EmptyState />;
  const primary = columns.find((column) => column.primary) ?? columns[0];
  return (
    <div className="table-wrap">
      <table className="table" role="table" aria-label={label}>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th key={column.key} role="columnheader" scope="col" className={`align-${column.align ?? 'start'}`} {...(column.width ? { style: { width: column.width } } : {})}>
                {column.title || <span className="unseen">—</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => <Line key={rowKey(row)} row={row} columns={columns} primary={primary} target={open?.(row) ?? null} />)}
        </tbody>
      </table>
      <Foot count={rows.length} {...(more ? { more } : {})} total={total ?? null}>{foot}</Foot>
    </div>
  );
}

function Line<Row>({ row, columns, primary, target }: { row: Row; columns: readonly Column<Row>[]; primary: Column<Row> | undefined; target: Target | null }) {
  const go = useGo();
  const click = (event: MouseEvent<HTMLElement>) => {
    // Links and buttons inside a row keep their own meaning, and marking text is not a click.
    if (!target || (event.target as HTMLElement).closest('a, button, input, select, label, [role="dialog"]') || getSelection()?.toString()) return;
    go(target.to, target);
  };
  return (
    <tr role="row" className={target ? 'row-opens' : ''} onClick={click}>
      {columns.map((column) => (
        <td
          key={column.key} role="cell" data-label={column.title}
          className={`align-${column.align ?? 'start'}${column === primary ? ' cell-primary' : ''}${column.hideOnPhone ? ' cell-wide' : ''}`}
        >
          {column === primary && target ? <PageLink {...target} className="row-link">{column.cell(row)}</PageLink> : column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

function Foot({ count, more, total, children }: { count: number; more?: NonNullable<DataTableProps<never>['more']>; total: number | null; children?: ReactNode }) {
  const t = useText(kitText);
  const said = total === null || total === count ? t.shown({ count }) : t.shownOf({ count, total });
  return (
    <div className="table-foot">
      {children}
      {more || total !== null ? <span className="table-count" role="status">{said}</span> : null}
      {more?.has ? <Button onClick={more.load} busy={more.loading}>{t.more}</Button> : null}
    </div>
  );
}
