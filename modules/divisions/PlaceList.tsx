import { useState } from 'react';
import { Button, Card, Chip, ConfirmReason, DataTable, Ready, Row, Stack, api, useText } from '../../platform/ui/index.web.ts';
import type { Column } from '../../platform/ui/index.web.ts';
import { isProvisional } from './divisions.rules.ts';
import type { DivisionView } from './divisions.schema.ts';
import { useDivisions, usePlaceWrite } from './divisions.web.ts';
import { placesText } from './pages.text.ts';
import { PlaceForm } from './PlaceForm.tsx';

/** The county's townships and villages, for whoever administers them. */
export function PlaceList() {
  const t = useText(placesText);
  const read = useDivisions();
  const [editing, setEditing] = useState<DivisionView | null>(null);
  const [ending, setEnding] = useState<DivisionView | null>(null);
  const columns = useColumns(read.data?.items ?? [], { edit: setEditing, end: setEnding });
  return (
    <Stack>
      <Ready of={read}>{({ items }) => <Card><DataTable label={t.label} rows={items.filter(({ level }) => level !== 'county')} columns={columns} rowKey={({ code }) => code} /></Card>}</Ready>
      {editing ? <PlaceForm place={editing} onClose={() => setEditing(null)} /> : null}
      {ending ? <End place={ending} onClose={() => setEnding(null)} /> : null}
    </Stack>
  );
}

interface Steps {
  readonly edit: (place: DivisionView) => void;
  readonly end: (place: DivisionView) => void;
}

function useColumns(places: readonly DivisionView[], { edit, end }: Steps): Column<DivisionView>[] {
  const t = useText(placesText);
  const nameOf = (code: string | null) => places.find((place) => place.code === code)?.name ?? '';
  return [
    { key: 'name', title: t.name, primary: true, cell: ({ name, level }) => (level === 'township' ? <strong>{name}</strong> : name) },
    { key: 'level', title: t.level, cell: ({ level }) => t[level] },
    { key: 'above', title: t.above, cell: ({ parentCode }) => nameOf(parentCode) },
    { key: 'code', title: t.code, cell: ({ code }) => <Row><span>{code}</span>{isProvisional(code) ? <Chip tone="note">{t.provisional}</Chip> : null}</Row> },
    { key: 'tools', title: '', align: 'end', cell: (place) => (
      <Row>
        <Button kind="quiet" label={t.editOf({ name: place.name })} onClick={() => edit(place)}>{t.edit}</Button>
        <Button kind="quiet" label={t.endOf({ name: place.name })} onClick={() => end(place)}>{t.end}</Button>
      </Row>
    ) },
  ];
}

function End({ place, onClose }: { place: DivisionView; onClose: () => void }) {
  const t = useText(placesText);
  const write = usePlaceWrite((reason: string) => api.post('/api/divisions/{code}/end', { path: { code: place.code }, body: { reason } }), { saved: t.ended, onDone: onClose });
  return (
    <ConfirmReason
      open danger title={t.endTitle({ name: place.name })} hint={t.endHint} reasonLabel={t.reason} confirm={t.end} saving={write.isPending} problem={write.error} onCancel={onClose}
      onConfirm={(reason) => write.mutate(reason)}
    />
  );
}
