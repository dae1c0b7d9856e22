import { App, Drawer, Modal } from 'antd';
import { useEffect, useId, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from './buttons.tsx';
import { TextAreaField } from './fields.tsx';
import { kitText } from './kit.text.ts';
import './panels.css';
import type { Problem } from './problem.web.ts';
import { ProblemNote } from './states.tsx';
import type { Texts } from './text.schema.ts';
import { useText } from './text.web.ts';

export interface PanelProps {
  readonly open: boolean;
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly width?: 'normal' | 'wide';
  readonly footer?: ReactNode;
  /** What stands below alone, as {@link Button}s; a footer says more than that. */
  readonly buttons?: ReactNode;
}

/** A sheet from the right, the whole screen on a phone. Escape closes it and the focus goes back to where it was. */
export function Panel({ open, title, onClose, children, width = 'normal', buttons, footer = buttons ? <div className="panel-buttons">{buttons}</div> : null }: PanelProps) {
  const t = useText(kitText);
  return (
    <Drawer
      open={open} onClose={onClose} title={title} destroyOnHidden footer={footer} rootClassName={`panel panel-${width}`}
      size="var(--panel)" closable={{ placement: 'end', 'aria-label': t.close }}
    >
      {children}
    </Drawer>
  );
}

export interface PanelFormProps extends Omit<PanelProps, 'footer' | 'buttons'> {
  readonly onSubmit: () => void;
  readonly submit?: string;
  readonly saving?: boolean;
  readonly problem?: Problem | null;
  readonly problemTexts?: Texts;
  /** Something was typed: closing asks first. */
  readonly dirty?: boolean;
  /** A quiet line above the buttons, as what will follow from saving. */
  readonly note?: ReactNode;
}

export function PanelForm({ onSubmit, submit, saving, problem, problemTexts, dirty, note, children, onClose, ...panel }: PanelFormProps) {
  const t = useText(kitText);
  const form = useId();
  const close = useGuardedClose(onClose, dirty ?? false);
  const submitted = useFirstError();
  const footer = (
    <div className="panel-foot">
      {note}
      <div className="panel-buttons">
        <Button onClick={close}>{t.cancel}</Button>
        <Button kind="main" type="submit" form={form} busy={saving ?? false}>{submit ?? t.save}</Button>
      </div>
    </div>
  );
  return (
    <Panel {...panel} onClose={close} footer={footer}>
      <form id={form} className="panel-form" noValidate onSubmit={(event) => { event.preventDefault(); if (!saving) { onSubmit(); submitted(event.currentTarget); } }}>
        {children}
        <ProblemNote problem={problem} {...(problemTexts ? { texts: problemTexts } : {})} />
      </form>
    </Panel>
  );
}

/** What is missing may stand above what is seen of a long form: after sending, the first such field comes into sight and has the focus. */
function useFirstError(): (form: HTMLFormElement) => void {
  const [sent, setSent] = useState<{ readonly form: HTMLFormElement } | null>(null);
  useEffect(() => {
    const field = sent?.form.querySelector('.field-error')?.closest<HTMLElement>('.field');
    field?.scrollIntoView({ block: 'nearest' });
    field?.querySelector<HTMLElement>('input, select, textarea')?.focus({ preventScroll: true });
  }, [sent]);
  return (form) => setSent({ form });
}

/** Closes at once when nothing was typed, and asks when something was. */
function useGuardedClose(onClose: () => void, dirty: boolean): () => void {
  const t = useText(kitText);
  const { modal } = App.useApp();
  useEffect(() => {
    if (!dirty) return;
    const hold = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', hold);
    return () => removeEventListener('beforeunload', hold);
  }, [dirty]);
  if (!dirty) return onClose;
  return () => void modal.confirm({
    title: t.unsavedTitle, content: t.unsavedHint, okText: t.unsavedLeave, cancelText: t.unsavedStay, focusable: { autoFocusButton: 'cancel' }, onOk: onClose, icon: null,
  });
}

export interface ConfirmReasonProps {
  readonly open: boolean;
  readonly title: string;
  readonly onCancel: () => void;
  readonly onConfirm: (reason: string) => void;
  readonly confirm: string;
  readonly hint?: ReactNode;
  readonly reasonLabel?: string;
  readonly danger?: boolean;
  readonly saving?: boolean;
  readonly problem?: Problem | null;
}

/** A step that cannot simply be taken back: says what follows and asks for one sentence why. */
export function ConfirmReason({ open, title, onCancel, onConfirm, confirm, hint, reasonLabel, danger, saving, problem }: ConfirmReasonProps) {
  const t = useText(kitText);
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const form = useId();
  const wasOpen = useRef(open);
  if (wasOpen.current !== open) {
    wasOpen.current = open;
    if (open && reason) setReason('');
    if (open && asked) setAsked(false);
  }
  const go = () => (reason.trim() ? onConfirm(reason.trim()) : setAsked(true));
  const footer = (
    <div className="panel-buttons">
      <Button onClick={onCancel}>{t.cancel}</Button>
      <Button kind={danger ? 'danger' : 'main'} type="submit" form={form} busy={saving ?? false}>{confirm}</Button>
    </div>
  );
  return (
    <Modal open={open} title={title} onCancel={onCancel} footer={footer} destroyOnHidden closable={false} width="28rem" rootClassName="confirm">
      <form id={form} className="panel-form" noValidate onSubmit={(event) => { event.preventDefault(); if (!saving) go(); }}>
        {hint ? <div>{hint}</div> : null}
        <TextAreaField label={reasonLabel ?? t.reason} value={reason} onChange={setReason} required autoFocus error={asked && !reason.trim() ? t.reasonNeeded : undefined} />
        <ProblemNote problem={problem} />
      </form>
    </Modal>
  );
}
