import { useState } from 'react';
import { Card, DivisionPicker, FileDrop, ProblemNote, Stack, api, newId, useGo, useText, useWrite } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { usePlaces } from '../divisions/divisions.web.ts';
import type { ImportPreview } from './imports.api.schema.ts';
import { importText } from './page.text.ts';

const KINDS = '.xlsx,.xls,.csv,.docx';

/** Hands a file in. The place is the office's own until another is chosen. */
export function ImportUpload() {
  const t = useText(importText);
  const go = useGo();
  const { posts } = useSession();
  const places = usePlaces().filter(({ code }) => code.endsWith('000'));
  const own = posts.find(({ kind }) => kind === 'townshipClerk') ?? posts[0];
  const [place, setPlace] = useState<string | null>(own?.division.code ?? null);
  const upload = useWrite((file: File) => api.upload<ImportPreview>('/api/imports', form(file, place!)), {
    saved: false, refresh: ['/api/imports'], onDone: ({ id }) => go('/import', { search: { id } }),
  });
  return (
    <Card>
      <Stack>
        <DivisionPicker label={t.place} hint={t.placeHint} divisions={places} value={place} onChange={setPlace} />
        <FileDrop label={upload.isPending ? t.uploading : t.drop} hint={t.dropHint} accept={KINDS} disabled={place === null || upload.isPending} onFile={(file) => upload.mutate(file)} />
        <ProblemNote problem={upload.error} />
      </Stack>
    </Card>
  );
}

function form(file: File, divisionCode: string): FormData {
  const parts = new FormData();
  parts.append('id', newId());
  parts.append('divisionCode', divisionCode);
  parts.append('file', file);
  return parts;
}
