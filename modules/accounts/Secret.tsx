import { useState } from 'react';
import { Button, Note, Row, useText } from '../../platform/ui/index.web.ts';
import { accountText } from './pages.text.ts';

/** A password made by the program. It is in no list, no record and no address: closing what shows it loses it. */
export function Secret({ password }: { password: string }) {
  const t = useText(accountText);
  const [copied, setCopied] = useState(false);
  return (
    <div role="status">
      <Note tone="done" title={t.secretTitle}>
        <Row>
          <code className="accounts-secret" translate="no">{password}</code>
          {navigator.clipboard ? <Button onClick={() => void navigator.clipboard.writeText(password).then(() => setCopied(true), () => undefined)}>{copied ? t.copied : t.copy}</Button> : null}
        </Row>
        <p>{t.secretHint}</p>
      </Note>
    </div>
  );
}
