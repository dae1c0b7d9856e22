import { useEffect, useId, useImperativeHandle, useRef, useState } from 'react';
import type { Ref } from 'react';
import { scanCamera, ScanError, scanImage } from '../../platform/codes/scan.web.ts';
import type { ScanErrorCode } from '../../platform/codes/scan.web.ts';
import { scanTexts } from '../../platform/codes/scan.text.ts';
import { Button, Note, Panel, useText } from '../../platform/ui/index.web.ts';
import { deskText } from './desk.words.text.ts';

export interface DeskBox {
  /** Empties the box and waits in it for the next person. */
  start(): void;
}

/** The one box. A hand scanner is a keyboard that ends with Enter; keys pressed anywhere on the page go into it. */
export function DeskQuestion({ ref, busy, onAsk, onClear }: { ref: Ref<DeskBox>; busy: boolean; onAsk: (typed: string) => void; onClear: () => void }) {
  const t = useText(deskText);
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<ScanErrorCode | null>(null);
  const [camera, setCamera] = useState(false);
  useImperativeHandle(ref, () => ({ start: () => { setTyped(''); setFault(null); box.current?.focus(); } }), []);
  useKeysIntoBox(box);
  const found = (text: string) => { setFault(null); setTyped(text); onAsk(text); };
  return (
    <div className="desk-question">
      <form className="desk-box" onSubmit={(event) => { event.preventDefault(); if (typed.trim()) { box.current?.select(); onAsk(typed); } }}>
        <label className="unseen" htmlFor={id}>{t.box}</label>
        <input
          ref={box} id={id} className="box" autoFocus autoComplete="off" spellCheck={false} maxLength={400} value={typed} placeholder={t.box} aria-describedby={`${id}-hint`}
          onChange={(event) => setTyped(event.target.value)} onKeyDown={(event) => { if (event.key === 'Escape') onClear(); }}
        />
        <Button kind="main" size="large" type="submit" busy={busy}>{busy ? t.checking : t.check}</Button>
      </form>
      <div className="row">
        <span id={`${id}-hint`} className="desk-hint">{t.boxHint}</span>
        <Button onClick={() => setCamera(true)}>{t.camera}</Button>
        <PictureButton onText={found} onFault={setFault} />
      </div>
      <Fault code={fault} />
      {camera ? <Camera onText={(text) => { setCamera(false); found(text); }} onFault={(code) => { setCamera(false); setFault(code); }} onClose={() => setCamera(false)} /> : null}
    </div>
  );
}

function Fault({ code }: { code: ScanErrorCode | null }) {
  const t = useText(scanTexts);
  return <div role="alert">{code ? <Note tone="attention" title={t[code]} /> : null}</div>;
}

/** A key pressed outside of every box was meant for this one: scanners do not look where the focus is. */
function useKeysIntoBox(box: { readonly current: HTMLInputElement | null }): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement | null;
      if (event.key.length !== 1 || event.key === ' ' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (target?.closest('input, textarea, select, [role="dialog"]')) return;
      box.current?.focus();
      box.current?.select();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [box]);
}

function PictureButton({ onText, onFault }: { onText: (text: string) => void; onFault: (code: ScanErrorCode) => void }) {
  const t = useText(deskText);
  const input = useRef<HTMLInputElement>(null);
  const read = async (file: File | undefined) => {
    if (!file) return;
    try {
      onText(await scanImage(file));
    } catch (thrown) {
      onFault(thrown instanceof ScanError ? thrown.code : 'scan.nothing');
    }
  };
  return (
    <>
      <input
        ref={input} type="file" accept="image/*" hidden aria-label={t.picture}
        onChange={(event) => { const [file] = event.target.files ?? []; event.target.value = ''; void read(file); }}
      />
      <Button onClick={() => input.current?.click()}>{t.picture}</Button>
    </>
  );
}

/** Reads until a code is found or the sheet is closed; the picture goes nowhere. */
function Camera({ onText, onFault, onClose }: { onText: (text: string) => void; onFault: (code: ScanErrorCode) => void; onClose: () => void }) {
  const t = useText(deskText);
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const latest = useRef({ onText, onFault });
  latest.current = { onText, onFault };
  useEffect(() => {
    if (!video) return;
    const end = new AbortController();
    scanCamera(video, end.signal).then((text) => latest.current.onText(text), (thrown: unknown) => {
      if (thrown instanceof ScanError) latest.current.onFault(thrown.code);
    });
    return () => end.abort();
  }, [video]);
  return <Panel open title={t.cameraTitle} onClose={onClose}><video ref={setVideo} className="desk-camera" muted playsInline aria-label={t.cameraView} /></Panel>;
}
