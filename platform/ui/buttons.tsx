import { Dropdown } from 'antd';
import type { ReactNode } from 'react';
import './buttons.css';

export interface ButtonProps {
  readonly children: ReactNode;
  readonly kind?: 'main' | 'plain' | 'quiet' | 'danger';
  readonly size?: 'normal' | 'large';
  readonly type?: 'button' | 'submit';
  readonly busy?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly icon?: ReactNode;
  readonly label?: string | undefined;
  readonly wide?: boolean;
  readonly form?: string;
  readonly onClick?: (() => void) | undefined;
}

/** A button; while busy it keeps its words and its focus, and does nothing when pressed again. */
export function Button({ children, kind = 'plain', size = 'normal', type = 'button', busy, disabled, icon, label, wide, form, onClick }: ButtonProps) {
  return (
    <button
      type={type} disabled={disabled ?? false} aria-disabled={busy || undefined} aria-busy={busy || undefined} aria-label={label}
      className={`button button-${kind} button-${size}${wide ? ' button-wide' : ''}`}
      {...(form ? { form } : {})}
      onClick={(event) => {
        if (!busy) return onClick?.();
        event.preventDefault();
      }}
    >
      {busy ? <span className="button-spin" aria-hidden="true" /> : icon}
      {children}
    </button>
  );
}

export interface MenuItem {
  readonly key: string;
  readonly label: ReactNode;
  readonly onSelect: () => void;
  readonly danger?: boolean;
  readonly checked?: boolean;
}

/** A button that opens a list of actions. */
export function MenuButton({ label, items, children }: { label: string; items: readonly MenuItem[]; children?: ReactNode }) {
  const entries = items.map(({ key, label: words, danger, onSelect, checked }) => ({
    key, danger: danger ?? false, onClick: onSelect,
    label: <span className="menu-item">{words}{checked ? <span aria-hidden="true">✓</span> : null}</span>,
  }));
  return (
    <Dropdown menu={{ items: entries }} trigger={['click']} placement="bottomRight">
      <button type="button" className="button button-plain button-normal" aria-haspopup="menu" {...(children ? { 'aria-label': label } : {})}>
        {children ?? label}<Caret />
      </button>
    </Dropdown>
  );
}

export function Caret() {
  return <svg className="caret" viewBox="0 0 12 12" aria-hidden="true"><path d="M2.5 4.5 6 8l3.5-3.5" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" /></svg>;
}
