import { useState } from 'react';
import { Button, ProblemNote, Row, SelectField, Stack, api, pick, useLanguage, useText, useWrite } from '../../platform/ui/index.web.ts';
import type { ImportPreview } from './imports.api.schema.ts';
import { importText } from './page.text.ts';
import { columnNumber, quietly } from './quiet.rules.ts';

/** Which column is which: open by itself only where something is missing. */
export function ImportColumns({ file }: { file: ImportPreview }) {
  const t = useText(importText);
  const language = useLanguage();
  const read = Object.fromEntries(file.columns.map(({ index, field }) => [index, field ?? '']));
  const [chosen, setChosen] = useState<Record<number, string>>(read);
  const save = useWrite(() => api.patch('/api/imports/{id}', { path: { id: file.id }, body: { mapping: { fields: fieldsOf(chosen) } } }), {
    saved: t.decided, refresh: ['/api/imports/{id}', '/api/imports/{id}/rows'],
  });
  const options = file.fields.map(({ key, title }) => ({ value: key, label: pick(title, language) }));
  const labelOf = (letter: string, heading: string): string => {
    const number = columnNumber(letter);
    return number === null ? t.column({ letter, heading }) : t.columnOfTable({ number, heading });
  };
  const changed = file.columns.some(({ index }) => chosen[index] !== read[index]);
  return (
    <details className="card" open={file.problems.some(({ code }) => code === 'column.missing')}>
      <summary>{t.columns}</summary>
      <Stack>
        <p>{t.columnsHint}</p>
        <div className="imports-columns">
          {file.columns.map(({ index, letter, heading, sample, field }) => (
            <SelectField
              key={index} label={quietly(labelOf(letter, heading), file, t.childDates)} placeholder={t.notUsed}
              options={optionsWith(options, field)} value={chosen[index] ?? ''} onChange={(value) => setChosen({ ...chosen, [index]: value })}
              {...(sample[0] && field !== 'childDates' ? { hint: t.example({ text: sample[0] }) } : {})}
            />
          ))}
        </div>
        <Row><Button busy={save.isPending} disabled={!changed} onClick={() => save.mutate(undefined)}>{t.saveColumns}</Button></Row>
        <ProblemNote problem={save.error} />
      </Stack>
    </details>
  );
}

/** Columns of our own making (the hidden key, the problems beside the rows) stay what they are. */
function optionsWith(options: readonly { value: string; label: string }[], field: string | null) {
  return field === null || options.some(({ value }) => value === field) ? options : [...options, { value: field, label: field }];
}

const fieldsOf = (chosen: Readonly<Record<number, string>>): Record<string, number> =>
  Object.fromEntries(Object.entries(chosen).filter(([, field]) => field !== '').map(([column, field]) => [field, Number(column)]));
