import { useState } from 'react';
import { Button, Card, ProblemNote, Row, Stack, api, pick, useLanguage, useText, useWrite } from '../../platform/ui/index.web.ts';
import type { ImportPreview } from './imports.api.schema.ts';
import { importText } from './page.text.ts';
import { quietly } from './quiet.rules.ts';

/** What the program would change, one decision at a time; whatever is left as written is kept and marked. */
export function ImportDecisions({ file }: { file: ImportPreview }) {
  const t = useText(importText);
  const language = useLanguage();
  const [at, setAt] = useState(0);
  const open = file.problems.filter((problem) => problem.proposal !== undefined || problem.name !== undefined);
  const decide = useWrite((body: object) => api.patch('/api/imports/{id}', { path: { id: file.id }, body }), {
    saved: t.decided, refresh: ['/api/imports/{id}', '/api/imports/{id}/rows'],
  });
  const problem = open[Math.min(at, open.length - 1)];
  if (!problem) return null;
  const { row, column, code } = problem;
  const position = open.indexOf(problem);
  return (
    <Card title={t.decide({ at: position + 1, of: open.length })} tone="attention">
      <Stack>
        <p aria-live="polite">{quietly(pick(problem.message, language), file, t.childDates)}</p>
        <Row>
          {problem.proposal === undefined ? null : <Button kind="main" busy={decide.isPending} onClick={() => decide.mutate({ accept: [{ row, column, code }] })}>{t.accept({ value: problem.proposal })}</Button>}
          {problem.name === undefined ? null : <Button busy={decide.isPending} onClick={() => decide.mutate({ separate: [problem.name] })}>{t.separate}</Button>}
          {position < open.length - 1 ? <Button onClick={() => setAt(position + 1)}>{t.keep}</Button> : null}
          {position > 0 ? <Button kind="quiet" onClick={() => setAt(position - 1)}>{t.previous}</Button> : null}
        </Row>
        <ProblemNote problem={decide.error} />
      </Stack>
    </Card>
  );
}
