import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, useId, useState } from 'react';
import type { ReactNode } from 'react';
import type { Clause } from '@lianxin/engine';
import { formatDay } from '../../platform/ui/day.rules.ts';
import { kitText } from '../../platform/ui/kit.text.ts';
import { problemFrom } from '../../platform/ui/problem.web.ts';
import type { Problem } from '../../platform/ui/problem.web.ts';
import { pick } from '../../platform/ui/text.schema.ts';
import { useLanguage, useText } from '../../platform/ui/text.web.ts';
import '../../platform/ui/buttons.css';
import { frameText } from './frame.text.ts';

interface ButtonProps {
  readonly children: ReactNode;
  readonly kind?: 'main' | 'plain' | 'quiet' | 'danger';
  readonly large?: boolean;
  readonly type?: 'button' | 'submit';
  readonly busy?: boolean;
  readonly label?: string;
  readonly onClick?: () => void;
}

/** While busy it keeps its words and its focus, and does nothing when pressed again. */
export function Button({ children, kind = 'plain', large, type = 'button', busy, label, onClick }: ButtonProps) {
  return (
    <button
      type={type} className={`button button-${kind}${large ? ' button-large' : ''}`} aria-busy={busy || undefined} aria-disabled={busy || undefined} aria-label={label}
      onClick={(event) => {
        if (!busy) return onClick?.();
        event.preventDefault();
      }}
    >
      {busy ? <span className="button-spin" aria-hidden="true" /> : null}
      {children}
    </button>
  );
}

export interface Option<Value extends string> { readonly value: Value; readonly label: string }

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value | null;
  readonly options: readonly Option<Value>[];
  readonly onChange: (value: Value | null) => void;
  readonly required?: boolean;
  readonly error?: string | undefined;
}

/** One of a few. Nothing is chosen beforehand, and tapping the chosen one again takes it back: "not asked" must stay possible. */
export function Choice<Value extends string>({ label, value, options, onChange, required, error }: ChoiceProps<Value>) {
  const name = useId();
  return (
    <fieldset className="group" aria-describedby={error ? `${name}-error` : undefined}>
      <legend>{label}</legend>
      <div className="choices">
        {options.map((option) => (
          <label key={option.value} className="choice">
            <input
              type="radio" name={name} value={option.value} checked={value === option.value} required={required}
              onChange={() => onChange(option.value)}
              onClick={() => { if (value === option.value && !required) onChange(null); }}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      {error ? <p className="error" id={`${name}-error`} role="alert">{error}</p> : null}
    </fieldset>
  );
}

/** Any of a few. */
export function Ticks<Value extends string>({ label, values, options, onToggle, error }: {
  label: string; values: readonly Value[]; options: readonly Option<Value>[]; onToggle: (value: Value) => void; error?: string | undefined;
}) {
  const name = useId();
  return (
    <fieldset className="group" aria-describedby={error ? `${name}-error` : undefined}>
      <legend>{label}</legend>
      <div className="choices">
        {options.map((option) => (
          <label key={option.value} className="choice">
            <input type="checkbox" checked={values.includes(option.value)} onChange={() => onToggle(option.value)} />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      {error ? <p className="error" id={`${name}-error`} role="alert">{error}</p> : null}
    </fieldset>
  );
}

/** A form. Once sent, what is missing, which may stand far above the button, comes into sight and has the focus. */
export function Form({ onSubmit, children }: { onSubmit: () => void; children: ReactNode }) {
  const [sent, setSent] = useState<{ readonly form: HTMLFormElement } | null>(null);
  useEffect(() => {
    const part = sent?.form.querySelector('.error')?.closest('.group, .field');
    part?.scrollIntoView({ block: 'center' });
    part?.querySelector<HTMLElement>('input, textarea')?.focus({ preventScroll: true });
  }, [sent]);
  return <form className="form" noValidate onSubmit={(event) => { event.preventDefault(); setSent({ form: event.currentTarget }); onSubmit(); }}>{children}</form>;
}

/** A label over one control, with its hint and what is wrong with it. */
export function Field({ label, hint, error, children }: { label: string; hint?: string; error?: string | undefined; children: (id: string, describedBy: string | undefined) => ReactNode }) {
  const id = useId();
  const describedBy = hint || error ? `${id}-more` : undefined;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children(id, describedBy)}
      {describedBy ? <p id={describedBy} className={error ? 'error' : 'quiet small'} role={error ? 'alert' : undefined}>{error ?? hint}</p> : null}
    </div>
  );
}

/** The phone's own picker for days: it is the one its owner knows. */
export function DayField({ label, value, min, max, hint, error, onChange }: {
  label: string; value: string | null; min?: string; max?: string; hint?: string; error?: string | undefined; onChange: (day: string | null) => void;
}) {
  return (
    <Field label={label} error={error} {...(hint ? { hint } : {})}>
      {(id, describedBy) => (
        <input id={id} type="date" value={value ?? ''} min={min} max={max} aria-describedby={describedBy} aria-invalid={error ? true : undefined} onChange={(event) => onChange(event.target.value || null)} />
      )}
    </Field>
  );
}

export function WordsField({ label, value, hint, error, onChange }: { label: string; value: string; hint?: string; error?: string | undefined; onChange: (words: string) => void }) {
  return (
    <Field label={label} error={error}>
      {(id, describedBy) => <textarea id={id} value={value} maxLength={2000} placeholder={hint} aria-describedby={describedBy} aria-invalid={error ? true : undefined} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  );
}

/** The article a duty rests on, opened on demand. */
export function ClauseDetails({ clause }: { clause: Clause | null }) {
  const t = useText(frameText);
  const kit = useText(kitText);
  const language = useLanguage();
  if (!clause) return null;
  const mark = { A: kit.markA, B: kit.markB, C: kit.markC, X: kit.markX }[clause.mark];
  return (
    <details>
      <summary>{t.clause}</summary>
      <div className="clause-text">
        <strong>{clause.document} {clause.article}</strong>
        <p>{pick(clause.summary, language)}</p>
        {clause.remark ? <p className="quiet small">{pick(clause.remark, language)}</p> : null}
        <p className="quiet small">{mark} · {t.checked({ day: formatDay(clause.checkedOn, language, 'long') })}</p>
      </div>
    </details>
  );
}

/** What went wrong and what to do; the server's own words where it has some. */
export function Trouble({ problem, onRetry }: { problem: Problem; onRetry?: () => void }) {
  const t = useText(frameText);
  const kit = useText(kitText);
  // A field without words carries only its code, which is for programs; one that repeats the title has nothing to add.
  const told = [...new Set(problem.fields.filter(({ code, message }) => message !== code && message !== problem.title).map(({ message }) => message))];
  const general = problem.status === 0 ? kit.offlineTitle : problem.status >= 500 ? kit.serverTitle : kit.refusedTitle;
  return (
    <div className="note note-wrong" role="alert">
      <div className="note-title">{problem.title || general}</div>
      {told.length ? <ul>{told.map((message) => <li key={message}>{message}</li>)}</ul> : null}
      {onRetry ? <Button onClick={onRetry}>{t.retry}</Button> : null}
    </div>
  );
}

/** What a query has: its content, what went wrong, or the shape of what is coming. */
export function Ready<T>({ of, children }: { of: UseQueryResult<T, Problem>; children: (value: T) => ReactNode }) {
  if (of.data !== undefined) return children(of.data);
  if (of.error) return <Trouble problem={problemFrom(of.error)} onRetry={() => void of.refetch()} />;
  return <Loading />;
}

export function Loading() {
  const t = useText(frameText);
  return (
    <div className="loading" role="status">
      <span className="unseen">{t.loading}</span>
      <span className="loading-card" aria-hidden="true" /><span className="loading-card" aria-hidden="true" /><span className="loading-card" aria-hidden="true" />
    </div>
  );
}

export function Empty({ title, hint }: { title: string; hint?: string }) {
  return <div className="empty"><p className="empty-title">{title}</p>{hint ? <p>{hint}</p> : null}</div>;
}
