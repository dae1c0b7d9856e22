import { useId } from 'react';
import type { HTMLInputTypeAttribute, ReactNode } from 'react';
import './fields.css';
import { kitText } from './kit.text.ts';
import { useText } from './text.web.ts';

export interface FieldWords {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly required?: boolean;
  readonly optional?: boolean;
}

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
  readonly disabled?: boolean;
}

/** A label, a hint and what is wrong, tied to the box inside for those who listen to the page. */
export function Field({ children, ...words }: FieldWords & { children: (id: string, describedBy: string | undefined) => ReactNode }) {
  const id = useId();
  const about = `${id}-about`;
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}><FieldLabel {...words} /></label>
      {children(id, words.hint || words.error ? about : undefined)}
      <FieldAbout id={about} {...words} />
    </div>
  );
}

function FieldLabel({ label, optional, required }: FieldWords) {
  const t = useText(kitText);
  return <>{label}{optional ? <span className="field-optional">{t.optional}</span> : null}{required ? <span aria-hidden="true" className="field-required"> *</span> : null}</>;
}

function FieldAbout({ id, hint, error }: FieldWords & { id: string }) {
  if (!hint && !error) return null;
  return (
    <div id={id}>
      {hint ? <div className="field-hint">{hint}</div> : null}
      {error ? <div className="field-error"><span aria-hidden="true">! </span>{error}</div> : null}
    </div>
  );
}

interface Box extends FieldWords {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly disabled?: boolean;
  readonly autoFocus?: boolean;
  readonly maxLength?: number;
}

function boxProps({ value, onChange, error, required, placeholder, disabled, maxLength }: Box, id: string, describedBy: string | undefined) {
  return {
    id, value, placeholder, disabled: disabled ?? false, required: required ?? false, maxLength,
    'aria-describedby': describedBy, 'aria-invalid': error ? true : undefined,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  } as const;
}

export interface TextFieldProps extends Box {
  readonly type?: HTMLInputTypeAttribute;
  readonly autoComplete?: string;
  readonly inputMode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'search';
  readonly name?: string;
}

export function TextField(props: TextFieldProps) {
  const { type = 'text', autoComplete = 'off', inputMode, name, autoFocus } = props;
  return (
    <Field {...props}>
      {(id, describedBy) => (
        <input
          className="box" type={type} autoComplete={autoComplete} autoFocus={autoFocus ?? false}
          {...(inputMode ? { inputMode } : {})} {...(name ? { name } : {})} {...boxProps(props, id, describedBy)}
        />
      )}
    </Field>
  );
}

export function TextAreaField(props: Box & { rows?: number }) {
  return <Field {...props}>{(id, describedBy) => <textarea className="box" rows={props.rows ?? 3} {...boxProps(props, id, describedBy)} />}</Field>;
}

export function SelectField(props: Box & { options: readonly Option[] }) {
  const t = useText(kitText);
  return (
    <Field {...props}>
      {(id, describedBy) => (
        <select className="box box-select" {...boxProps(props, id, describedBy)}>
          <option value="">{props.placeholder ?? t.choose}</option>
          {props.options.map(({ value, label, disabled }) => <option key={value} value={value} disabled={disabled ?? false}>{label}</option>)}
        </select>
      )}
    </Field>
  );
}

export function CheckField({ label, hint, checked, onChange, disabled }: FieldWords & { checked: boolean; onChange: (checked: boolean) => void; disabled?: boolean }) {
  const id = useId();
  return (
    <div className="field">
      <label className="check">
        <input type="checkbox" checked={checked} disabled={disabled ?? false} aria-describedby={hint ? id : undefined} onChange={(event) => onChange(event.target.checked)} />
        <span>{label}</span>
      </label>
      {hint ? <div id={id} className="field-hint check-hint">{hint}</div> : null}
    </div>
  );
}

interface Choices extends FieldWords {
  readonly options: readonly Option[];
  readonly kind: 'radio' | 'checkbox';
  readonly chosen: (value: string) => boolean;
  readonly toggle: (value: string, on: boolean) => void;
}

function ChipGroup({ options, kind, chosen, toggle, ...words }: Choices) {
  const id = useId();
  const about = `${id}-about`;
  return (
    <fieldset className="field choices" aria-describedby={words.hint || words.error ? about : undefined} aria-invalid={words.error ? true : undefined}>
      <legend className="field-label"><FieldLabel {...words} /></legend>
      <div className="choices-row">
        {options.map(({ value, label, hint, disabled }) => (
          <label key={value} className="choice">
            <input type={kind} name={id} value={value} checked={chosen(value)} disabled={disabled ?? false} onChange={(event) => toggle(value, event.target.checked)} />
            <span>{label}{hint ? <small>{hint}</small> : null}</span>
          </label>
        ))}
      </div>
      <FieldAbout id={about} {...words} />
    </fieldset>
  );
}

/** One of a few, as large targets; nothing is chosen until somebody chooses. */
export function ChoiceField({ value, onChange, ...rest }: FieldWords & { value: string | null; onChange: (value: string) => void; options: readonly Option[] }) {
  return <ChipGroup {...rest} kind="radio" chosen={(each) => each === value} toggle={(each) => onChange(each)} />;
}

/** Several of a few. */
export function ChoicesField({ values, onChange, ...rest }: FieldWords & { values: readonly string[]; onChange: (values: string[]) => void; options: readonly Option[] }) {
  const toggle = (value: string, on: boolean) => onChange(on ? [...values, value] : values.filter((each) => each !== value));
  return <ChipGroup {...rest} kind="checkbox" chosen={(each) => values.includes(each)} toggle={toggle} />;
}
