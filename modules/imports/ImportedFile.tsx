import { useEffect, useState, type ReactNode } from 'react';
import {
  Button, Card, Chip, Note, Page, ProblemNote, ProgressNote, Ready, Row, Stack, api, pick, useLanguage, useRead, useText, useWrite,
} from '../../platform/ui/index.web.ts';
import { ImportColumns } from './ImportColumns.tsx';
import { ImportDecisions } from './ImportDecisions.tsx';
import { ImportResult } from './ImportResult.tsx';
import { ImportSheet } from './ImportSheet.tsx';
import type { ImportPreview } from './imports.api.schema.ts';
import { importText } from './page.text.ts';

const WORKING = new Set(['reading', 'applying', 'undoing']);
// Often enough to see it move, seldom enough for an old office network.
const LOOK_AGAIN_MS = 2_000;
// A step takes a second or two; only the first pass through a very large file shows nothing for half a minute.
const STILL_AFTER_MS = 60_000;

/** One file, from what was read of it to what became of it; looked at again by itself while the program works on it. */
export function ImportedFile({ id }: { id: string }) {
  const t = useText(importText);
  const read = useRead<ImportPreview>('/api/imports/{id}', { path: { id } });
  const working = WORKING.has(read.data?.status ?? '');
  const { refetch } = read;
  useEffect(() => {
    if (!working) return undefined;
    const timer = setInterval(() => void refetch(), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [working, refetch]);
  const file = read.data;
  return (
    <Page
      title={file?.fileName ?? t.title} name={t.title} back={{ to: '/import', label: t.all }}
      subtitle={file ? `${file.divisionName} · ${t.rows({ count: file.rows })}` : null} tags={file ? <Chip tone={file.status === 'failed' ? 'wrong' : 'note'}>{t[file.status]}</Chip> : null}
    >
      <Ready of={read}>{(one) => <Stack><Step file={one} />{one.status === 'reading' ? null : <ImportSheet file={one} />}</Stack>}</Ready>
    </Page>
  );
}

function Step({ file }: { file: ImportPreview }) {
  const t = useText(importText);
  if (WORKING.has(file.status)) return <Working file={file} />;
  if (file.status === 'ready') return <Ripe file={file} />;
  if (file.status === 'failed') return <Failed file={file} />;
  if (file.status === 'undone') return <Note tone="done">{t.undoneNote}</Note>;
  return <ImportResult file={file} />;
}

/** How far it is. A program that was switched off goes on by itself; if it cannot, whoever looks may tell it to. */
function Working({ file }: { file: ImportPreview }) {
  const t = useText(importText);
  const { done, total } = file.progress;
  return (
    <Card title={t[file.status]}>
      <Stack>
        <ProgressNote label={t[file.status]} done={done} total={total} />
        <p>{t.canLeave}</p>
        <WhenStill key={`${file.status} ${done}`}><Note tone="attention" title={t.still}><GoOn id={file.id} /></Note></WhenStill>
      </Stack>
    </Card>
  );
}

/** Shows what is in it after a while, unless something moves before: whoever gives it another key starts the while anew. */
function WhenStill({ children }: { children: ReactNode }) {
  const [still, setStill] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setStill(true), STILL_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return still ? children : null;
}

function GoOn({ id }: { id: string }) {
  const t = useText(importText);
  const resume = useWrite<void>(() => api.post('/api/imports/{id}/resume', { path: { id } }), { saved: false, refresh: AFTER_A_STEP });
  return <Stack><Row><Button busy={resume.isPending} onClick={() => resume.mutate()}>{t.resume}</Button></Row><ProblemNote problem={resume.error} /></Stack>;
}

function Failed({ file }: { file: ImportPreview }) {
  const t = useText(importText);
  const language = useLanguage();
  return (
    <Stack>
      <Note tone="wrong" title={t.failed}>{file.failure ? pick(file.failure.text, language) : null}</Note>
      <GoOn id={file.id} />
    </Stack>
  );
}

/** Apart from the import itself its rows are read anew: they say what became of each. */
const AFTER_A_STEP = ['/api/imports/{id}', '/api/imports/{id}/rows', '/api/imports', '/api/households'] as const;

function Ripe({ file }: { file: ImportPreview }) {
  const t = useText(importText);
  const apply = useWrite<void>(() => api.post('/api/imports/{id}/apply', { path: { id: file.id }, body: {} }), { saved: false, refresh: AFTER_A_STEP });
  return (
    <>
      <Card>
        <Stack>
          <div className="imports-figures">
            <Chip tone="done" sign>{t.good} {file.good}</Chip>
            {file.held > 0 ? <Chip tone="wrong" sign>{t.held} {file.held}</Chip> : null}
            {file.problemCount > 0 ? <Chip tone="attention" sign>{t.toCheck} {file.problemCount}</Chip> : null}
          </div>
          {file.good > 0
            ? <Row><Button kind="main" size="large" busy={apply.isPending} onClick={() => apply.mutate()}>{t.apply({ count: file.good })}</Button></Row>
            : <Note tone="attention">{t.nothing}</Note>}
          <ProblemNote problem={apply.error} />
        </Stack>
      </Card>
      <ImportDecisions file={file} />
      <ImportColumns key={file.columns.map(({ field }) => field).join()} file={file} />
    </>
  );
}
