import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { Field, useList, useText } from '../../platform/ui/index.web.ts';
import { workerPickerText } from './workerPicker.text.ts';
import type { WorkerView } from './workers.schema.ts';

export interface PickedWorker {
  readonly id: string;
  readonly name: string;
}

export interface WorkerPickerProps {
  readonly label: string;
  readonly value: PickedWorker | null;
  readonly onChange: (worker: PickedWorker | null) => void;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly required?: boolean;
  readonly optional?: boolean;
  /** Shown first while nothing is typed: those of this place and below. */
  readonly division?: string | undefined;
  readonly leadersOnly?: boolean;
}

/** One worker of the county, found by name or its first letters. Two of one name are told apart by where they work. */
export function WorkerPicker({ value, onChange, division, leadersOnly, ...words }: WorkerPickerProps) {
  const t = useText(workerPickerText);
  const [typed, setTyped] = useState('');
  const search = useSettled(typed.trim());
  const { items, query } = useList<WorkerView>('/api/workers', { query: { limit: 50, ...(search ? { search } : division ? { division } : {}) } });
  const offered = items.filter((worker) => !leadersOnly || worker.leader);
  const options = offered.map((worker) => ({ value: worker.id, label: worker.name, place: [worker.divisionName, worker.leader ? t.leader : ''].filter(Boolean).join(' · ') }));
  const shown = value && !options.some((option) => option.value === value.id) ? [{ value: value.id, label: value.name, place: '' }, ...options] : options;
  return (
    <Field {...words}>
      {(id, describedBy) => (
        <Select
          id={id} aria-describedby={describedBy} className="place-picker" allowClear showSearch={{ filterOption: false, onSearch: setTyped }} placeholder={t.choose}
          value={value?.id ?? null} options={shown} loading={query.isFetching} notFoundContent={query.isFetching ? t.looking : t.nobody}
          optionRender={({ data }) => <span>{data.label}{data.place ? <small className="worker-place"> {data.place}</small> : null}</span>}
          onChange={(chosen: string | null | undefined) => onChange(pickedFrom(shown, chosen))}
          getPopupContainer={(trigger: HTMLElement) => trigger.closest<HTMLElement>('[role="dialog"]') ?? document.body}
        />
      )}
    </Field>
  );
}

function pickedFrom(options: readonly { value: string; label: string }[], chosen: string | null | undefined): PickedWorker | null {
  const found = options.find((option) => option.value === chosen);
  return found ? { id: found.value, name: found.label } : null;
}

const PAUSE_MS = 250;

function useSettled(typed: string): string {
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const wait = setTimeout(() => setSettled(typed), PAUSE_MS);
    return () => clearTimeout(wait);
  }, [typed]);
  return settled;
}
