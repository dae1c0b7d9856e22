import { Tabs as AntTabs, Upload } from 'antd';
import { useEffect, useId, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import './fields.css';
import { kitText } from './kit.text.ts';
import { useText } from './text.web.ts';

export interface SearchBoxProps {
  readonly value: string;
  readonly onSearch: (value: string) => void;
  readonly label: string;
  readonly placeholder?: string;
  /** `/` anywhere on the page moves into this box; at most one box of a page. */
  readonly hotkey?: boolean;
}

/** Looks while one types: 300 ms after the last key, at once on Enter; Escape empties it. */
export function SearchBox({ value, onSearch, label, placeholder, hotkey }: SearchBoxProps) {
  const t = useText(kitText);
  const box = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useTyped(value, onSearch);
  useSlash(box, hotkey ?? false);
  return (
    <form className="search" role="search" onSubmit={(event) => { event.preventDefault(); onSearch(typed.trim()); }}>
      <input
        ref={box} className="box" type="search" autoComplete="off" value={typed} placeholder={placeholder ?? ''}
        aria-label={label} aria-keyshortcuts={hotkey ? '/' : undefined} title={hotkey ? t.searchKey : undefined}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => { if (event.key === 'Escape') setTyped(''); }}
      />
      <svg className="search-sign" viewBox="0 0 16 16" aria-hidden="true"><circle cx="7" cy="7" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.6" /><path d="m10.5 10.5 3.5 3.5" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" /></svg>
      {hotkey && !typed ? <kbd className="search-key" aria-hidden="true">/</kbd> : null}
    </form>
  );
}

/** What stands in the box; told on after a pause, and replaced when the address changes under it. */
function useTyped(value: string, onSearch: (value: string) => void): [string, (typed: string) => void] {
  const [typed, setTyped] = useState(value);
  const latest = useRef({ value, onSearch });
  latest.current = { value, onSearch };
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    const wait = setTimeout(() => {
      if (typed.trim() !== latest.current.value) latest.current.onSearch(typed.trim());
    }, 300);
    return () => clearTimeout(wait);
  }, [typed]);
  return [typed, setTyped];
}

function useSlash(box: { current: HTMLInputElement | null }, on: boolean): void {
  useEffect(() => {
    if (!on) return;
    const listen = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement | null;
      if (event.key !== '/' || event.ctrlKey || event.metaKey || target?.closest('input, textarea, select, [contenteditable]')) return;
      event.preventDefault();
      box.current?.focus();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [box, on]);
}

/** The filters of a list, side by side as long as there is room. */
export function FilterBar({ children, label }: { children: ReactNode; label?: string }) {
  return <div className="filters" role="group" aria-label={label}>{children}</div>;
}

interface Switch {
  readonly value: string;
  readonly label: string;
  readonly count?: number | undefined;
}

/** A few views of one list, exactly one of them on. */
export function Segmented({ label, value, onChange, options }: { label: string; value: string; onChange: (value: string) => void; options: readonly Switch[] }) {
  const id = useId();
  return (
    <fieldset className="segmented">
      <legend className="unseen">{label}</legend>
      {options.map((option) => (
        <label key={option.value} className="segment">
          <input type="radio" name={id} value={option.value} checked={option.value === value} onChange={() => onChange(option.value)} />
          <span>{option.label}{option.count === undefined ? null : ` ${option.count}`}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Parts of one page under one heading; the chosen part belongs into the address. */
export function Tabs({ label, value, onChange, tabs, children }: { label: string; value: string; onChange: (value: string) => void; tabs: readonly Switch[]; children: ReactNode }) {
  return (
    <AntTabs
      className="parts" aria-label={label} activeKey={value} onChange={onChange}
      items={tabs.map((tab) => ({
        key: tab.value,
        label: tab.count === undefined ? tab.label : `${tab.label} ${tab.count}`,
        children: tab.value === value ? children : null,
      }))}
    />
  );
}

/** A file by dragging or choosing; it stays in the browser until the page sends it. */
export function FileDrop({ label, accept, onFile, hint, disabled }: { label: string; accept: string; onFile: (file: File) => void; hint?: ReactNode; disabled?: boolean }) {
  const t = useText(kitText);
  return (
    <Upload.Dragger
      accept={accept} disabled={disabled ?? false} showUploadList={false} multiple={false}
      beforeUpload={(file) => { onFile(file); return false; }}
    >
      <p className="drop-title">{label}</p>
      <p className="drop-hint">{t.fileDrop}<span className="drop-choose">{t.fileChoose}</span></p>
      {hint ? <p className="drop-hint">{hint}</p> : null}
    </Upload.Dragger>
  );
}
