import { useState } from 'react';
import { ConfirmReason, Note, Row, api, say, useLanguage, useText } from '../../platform/ui/index.web.ts';
import { familyText, markText } from './fileWords.text.ts';
import type { HouseholdFile } from './households.schema.ts';
import { useFileWrite } from './households.web.ts';

/** What an import was not sure of, each to be looked into once. */
export function MarksNote({ file }: { file: HouseholdFile }) {
  const t = useText(familyText);
  const language = useLanguage();
  const [asking, setAsking] = useState<string | null>(null);
  const write = useFileWrite(
    ({ code, reason }: { code: string; reason: string }) => api.post<HouseholdFile>('/api/households/{id}/marks/{code}/resolve', { path: { id: file.id, code }, body: { reason } }),
    { onDone: () => setAsking(null) },
  );
  if (file.marks.length === 0) return null;
  const words = (code: string) => (code in markText ? say(markText[code as keyof typeof markText], language) : code);
  return (
    <Note tone="attention" title={t.checkTitle}>
      {file.marks.map((code) => (
        <Row key={code} apart>
          <span>{words(code)}</span>
          {file.may.write ? <button type="button" className="text-button" aria-label={t.checkedTitle({ what: words(code) })} onClick={() => setAsking(code)}>{t.checked}</button> : null}
        </Row>
      ))}
      <ConfirmReason
        open={asking !== null} title={t.checkedTitle({ what: asking === null ? '' : words(asking) })} hint={t.checkedHint} confirm={t.checked} saving={write.isPending} problem={write.error}
        onCancel={() => setAsking(null)} onConfirm={(reason) => { if (asking) write.mutate({ code: asking, reason }); }}
      />
    </Note>
  );
}
