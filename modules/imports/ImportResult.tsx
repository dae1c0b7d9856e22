import { useState } from 'react';
import { Button, Card, Facts, Note, ProblemNote, Row, Stack, api, useLanguage, useText, useWrite } from '../../platform/ui/index.web.ts';
import type { ImportPreview } from './imports.api.schema.ts';
import { importText } from './page.text.ts';

/** What came of it, what stayed out, and the way back. */
export function ImportResult({ file }: { file: ImportPreview }) {
  const t = useText(importText);
  const language = useLanguage();
  const { result } = file;
  if (!result) return null;
  return (
    <Card title={t.result} tone="done">
      <Stack>
        <Facts of={(['imported', 'updated', 'unchanged', 'skipped'] as const).map((key) => ({ label: t[key], value: t.rows({ count: result[key] }) }))} />
        {result.skipped > 0
          ? <p><a className="button button-main" href={`/api/imports/${file.id}/errors.xlsx?language=${language}`} download>{t.errors}</a> {t.errorsHint}</p>
          : null}
        <Undo id={file.id} />
      </Stack>
    </Card>
  );
}

function Undo({ id }: { id: string }) {
  const t = useText(importText);
  const [asked, setAsked] = useState(false);
  const undo = useWrite<void>(() => api.post('/api/imports/{id}/undo', { path: { id } }), {
    saved: false, refresh: ['/api/imports/{id}', '/api/imports/{id}/rows', '/api/imports', '/api/households'],
  });
  if (!asked) return <Row><Button kind="quiet" onClick={() => setAsked(true)}>{t.undo}</Button></Row>;
  return (
    <Note tone="attention" title={t.undoTitle}>
      <Stack>
        <p>{t.undoHint}</p>
        <Row><Button kind="danger" busy={undo.isPending} onClick={() => undo.mutate()}>{t.undoYes}</Button><Button onClick={() => setAsked(false)}>{t.undoNo}</Button></Row>
        <ProblemNote problem={undo.error} />
      </Stack>
    </Note>
  );
}
