import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import type { Dayjs } from 'dayjs';
import type { KeyboardEvent } from 'react';
import { Field } from './fields.tsx';
import type { FieldWords } from './fields.tsx';
import { kitText } from './kit.text.ts';
import { useText } from './text.web.ts';

const form = 'YYYY-MM-DD';

interface Range {
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  readonly disabled?: boolean;
}

export interface DayPickerProps extends Range {
  readonly value: string | null;
  readonly onChange: (day: string | null) => void;
  readonly label?: string;
  readonly id?: string;
  readonly describedBy?: string | undefined;
  readonly invalid?: boolean;
}

/**
 * A civil day as `YYYY-MM-DD`; may be typed as well as chosen. Days outside `min..max` cannot be chosen.
 * No button for today: the computer's clock is not the day of the office.
 */
export function DayPicker({ value, onChange, min, max, label, id, describedBy, invalid, disabled }: DayPickerProps) {
  const t = useText(kitText);
  return (
    <DatePicker
      value={value ? dayjs(value) : null} onChange={(day: Dayjs | null) => onChange(day ? day.format(form) : null)}
      format={form} placeholder={t.dayHint} showNow={false} disabled={disabled ?? false} {...(invalid ? { status: 'error' } : {})}
      {...(id ? { id } : {})} aria-label={label} aria-describedby={describedBy} className="day-picker"
      {...bounds({ min, max })} getPopupContainer={container} onKeyDown={keepForm}
    />
  );
}

function bounds({ min, max }: Range) {
  return { ...(min ? { minDate: dayjs(min) } : {}), ...(max ? { maxDate: dayjs(max) } : {}) };
}

/** Enter takes the day that was typed; it does not send a form somebody is still filling in. */
function keepForm(event: KeyboardEvent): void {
  if (event.key === 'Enter') event.preventDefault();
}

/** Inside a panel the calendar belongs to the panel, or the panel's focus trap would shut it out. */
function container(trigger: HTMLElement): HTMLElement {
  return trigger.closest<HTMLElement>('[role="dialog"]') ?? document.body;
}

export function DayField({ value, onChange, min, max, disabled, ...words }: FieldWords & Range & { value: string | null; onChange: (day: string | null) => void }) {
  return (
    <Field {...words}>
      {(id, describedBy) => (
        <DayPicker id={id} describedBy={describedBy} value={value} onChange={onChange} min={min} max={max} invalid={Boolean(words.error)} disabled={disabled ?? false} />
      )}
    </Field>
  );
}

/** From one day to another, both included. */
export function DayRangePicker({ from, to, onChange, label, min, max }: Range & { from: string | null; to: string | null; label: string; onChange: (from: string | null, to: string | null) => void }) {
  const t = useText(kitText);
  return (
    <fieldset className="segmented day-range">
      <legend className="unseen">{label}</legend>
      <DayPicker label={`${label} ${t.from}`} value={from} min={min} max={to ?? max} onChange={(day) => onChange(day, to)} />
      <span aria-hidden="true">—</span>
      <DayPicker label={`${label} ${t.until}`} value={to} min={from ?? min} max={max} onChange={(day) => onChange(from, day)} />
    </fieldset>
  );
}
