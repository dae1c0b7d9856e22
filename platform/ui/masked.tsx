import { Modal } from 'antd';
import { useEffect, useId, useState } from 'react';
import { Button } from './buttons.tsx';
import { ChoiceField } from './fields.tsx';
import type { Option } from './fields.tsx';
import { kitText } from './kit.text.ts';
import './panels.css';
import { problemFrom } from './problem.web.ts';
import type { Problem } from './problem.web.ts';
import { ProblemNote } from './states.tsx';
import { useText } from './text.web.ts';

const shownFor = 30_000;

export interface MaskedProps {
  /** The masked value, as the server sends it. */
  readonly value: string;
  readonly label: string;
  readonly purposes: readonly Option[];
  /** Asks the server for the whole value, which records who, when and why. Left out: the reader may not. */
  readonly reveal?: ((purpose: string) => Promise<string>) | undefined;
}

/** A value that stays covered. 「看一次」 asks why, shows it once and covers it again after half a minute. */
export function Masked({ value, label, purposes, reveal }: MaskedProps) {
  const t = useText(kitText);
  const [asking, setAsking] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  useEffect(() => {
    if (shown === null) return;
    const cover = setTimeout(() => setShown(null), shownFor);
    return () => clearTimeout(cover);
  }, [shown]);
  return (
    <span className="masked">
      <span className="masked-value" translate="no">{shown ?? value}</span>
      <span role="status" className="unseen">{shown === null ? '' : t.revealed({ label })}</span>
      {reveal && shown === null ? (
        <button type="button" className="text-button" aria-haspopup="dialog" onClick={() => setAsking(true)}>
          {t.reveal}<span className="unseen"> {label}</span>
        </button>
      ) : null}
      {reveal ? <Asking open={asking} label={label} purposes={purposes} reveal={reveal} onClose={() => setAsking(false)} onShown={setShown} /> : null}
    </span>
  );
}

interface AskingProps extends Pick<MaskedProps, 'label' | 'purposes'> {
  readonly open: boolean;
  readonly reveal: (purpose: string) => Promise<string>;
  readonly onClose: () => void;
  readonly onShown: (value: string) => void;
}

function Asking({ open, label, purposes, reveal, onClose, onShown }: AskingProps) {
  const t = useText(kitText);
  const form = useId();
  const [purpose, setPurpose] = useState<string | null>(null);
  const [state, setState] = useState<{ busy: boolean; problem: Problem | null }>({ busy: false, problem: null });
  const close = () => { setPurpose(null); setState({ busy: false, problem: null }); onClose(); };
  const ask = async () => {
    if (!purpose || state.busy) return;
    setState({ busy: true, problem: null });
    try {
      onShown(await reveal(purpose));
      close();
    } catch (thrown) {
      setState({ busy: false, problem: problemFrom(thrown) });
    }
  };
  const footer = (
    <div className="panel-buttons">
      <Button onClick={close}>{t.cancel}</Button>
      <Button kind="main" type="submit" form={form} disabled={!purpose} busy={state.busy}>{t.revealGo}</Button>
    </div>
  );
  return (
    <Modal open={open} title={t.revealTitle({ label })} onCancel={close} footer={footer} closable={false} destroyOnHidden width="28rem">
      <form id={form} className="panel-form" onSubmit={(event) => { event.preventDefault(); void ask(); }}>
        <ChoiceField label={t.revealWhy} value={purpose} onChange={setPurpose} options={purposes} hint={t.revealNote} />
        <ProblemNote problem={state.problem} />
      </form>
    </Modal>
  );
}
