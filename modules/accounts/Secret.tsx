import { Note, Row, useText } from '../../platform/ui/index.web.ts';
import { CopyButton } from './CopyButton.tsx';
import { accountText } from './pages.text.ts';

/** A password or a token made by the program. It is in no list, no record and no address: closing what shows it loses it. */
export function Secret({ secret, title, hint }: { secret: string; title: string; hint: string }) {
  const t = useText(accountText);
  return (
    <div role="status">
      <Note tone="done" title={title}>
        <div className="accounts-once">
          <Row><code className="accounts-secret accounts-long" translate="no">{secret}</code><CopyButton text={secret} words={t.copy} copied={t.copied} /></Row>
          <p>{hint}</p>
        </div>
      </Note>
    </div>
  );
}

export function NewPassword({ password }: { password: string }) {
  const t = useText(accountText);
  return <Secret secret={password} title={t.secretTitle} hint={t.secretHint} />;
}
