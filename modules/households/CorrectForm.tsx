import { useState } from 'react';
import {
  CheckField, DivisionPicker, Note, PanelForm, SelectField, TextAreaField, TextField, api, problemField, useOptions, useText,
} from '../../platform/ui/index.web.ts';
import type { Problem } from '../../platform/ui/index.web.ts';
import { usePlaces } from '../divisions/divisions.web.ts';
import { changesOf, crossed, emptyCorrection, valueIn } from './correction.rules.ts';
import type { Correctable, CorrectionDraft } from './correction.rules.ts';
import { categoryText, familyText, formText } from './fileWords.text.ts';
import type { HouseholdFile, HouseholdPatch } from './households.schema.ts';
import { useFileWrite } from './households.web.ts';

interface Part {
  readonly file: HouseholdFile;
  readonly draft: CorrectionDraft;
  readonly set: (change: Partial<CorrectionDraft>) => void;
  readonly problem: Problem | null;
}

/**
 * Corrects a file, with a reason. When somebody else changed it meanwhile, the latest comes in under what was typed: nothing typed is lost and
 * nothing of theirs is overwritten unseen.
 */
export function CorrectForm({ file, latest, onClose }: { file: HouseholdFile; latest: () => Promise<unknown>; onClose: () => void }) {
  const t = useText(formText);
  const [opened] = useState(file);
  const [draft, setDraft] = useState(emptyCorrection);
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const write = useFileWrite((body: HouseholdPatch) => api.patch<HouseholdFile>('/api/households/{id}', { path: { id: file.id }, body }), { onDone: onClose });
  const changes = changesOf(file, draft);
  const conflict = write.error?.code === 'version.changed';
  const save = () => {
    setAsked(true);
    if (reason.trim().length < 2 || Object.keys(changes).length === 0) return;
    write.mutate({ version: file.version, reason: reason.trim(), changes }, { onError: (problem) => { if (problem.code === 'version.changed') void latest(); } });
  };
  const part = { file, draft, problem: write.error, set: (change: Partial<CorrectionDraft>) => setDraft({ ...draft, ...change }) };
  return (
    <PanelForm
      open title={t.correctTitle({ name: file.family })} onClose={onClose} onSubmit={save} saving={write.isPending} problem={conflict ? null : write.error}
      dirty={draft !== emptyCorrection} note={asked && Object.keys(changes).length === 0 ? t.nothing : null}
    >
      {conflict ? <Conflict opened={opened} {...part} /> : null}
      <Names {...part} />
      <Numbers {...part} />
      <SituationFields {...part} />
      <TextAreaField label={t.reason} hint={t.reasonHint} value={reason} onChange={setReason} required rows={2} error={asked && reason.trim().length < 2 ? t.reasonNeeded : undefined} />
    </PanelForm>
  );
}

function Conflict({ opened, file, draft }: Part & { opened: HouseholdFile }) {
  const t = useText(formText);
  const labels: Readonly<Record<Correctable, string>> = {
    headName: t.headName, divisionCode: t.division, groupName: t.group, registeredAddress: t.registered, livingAddress: t.living, category: t.category,
  };
  const fields = crossed(opened, file, draft);
  return (
    <div role="alert">
      <Note tone="attention" title={t.conflict}>
        {fields.length > 0 ? <ul>{fields.map((field) => <li key={field}>{t.conflictNow({ field: labels[field], value: field === 'divisionCode' ? file.division.name : valueIn(file, field) })}</li>)}</ul> : null}
      </Note>
    </div>
  );
}

function Names({ file, draft, set, problem }: Part) {
  const t = useText(formText);
  const places = usePlaces();
  const box = (field: Correctable) => ({
    value: draft.values[field] ?? valueIn(file, field), error: problemField(problem, `changes.${field}`) ?? problemField(problem, field),
    onChange: (value: string) => set({ values: { ...draft.values, [field]: value } }),
  });
  const division = box('divisionCode');
  const moved = division.value !== file.division.code;
  return (
    <>
      <TextField label={t.headName} required {...box('headName')} />
      <DivisionPicker label={t.division} divisions={places} {...division} onChange={(code) => division.onChange(code ?? file.division.code)} {...(moved ? { hint: t.movedHint } : {})} />
      <TextField label={t.group} {...box('groupName')} />
      <TextField label={t.registered} {...box('registeredAddress')} />
      <TextField label={t.living} hint={t.livingHint} {...box('livingAddress')} />
    </>
  );
}

function Numbers({ file, draft, set, problem }: Part) {
  const t = useText(formText);
  const categories = useOptions(categoryText);
  const [shown, setShown] = useState(false);
  return (
    <>
      <TextField
        label={t.phone} inputMode="tel" value={draft.phone} disabled={draft.dropPhone} onChange={(phone) => set({ phone })} error={problemField(problem, 'changes.phone')}
        {...(file.phone ? { hint: t.phoneNow({ masked: file.phone.masked }) } : {})}
      />
      {file.phone ? <CheckField label={t.takeAway({ what: t.phone })} checked={draft.dropPhone} onChange={(dropPhone) => set({ dropPhone })} /> : null}
      <details onToggle={(event) => setShown(event.currentTarget.open)}>
        <summary>{t.category}</summary>
        {shown ? (
          <SelectField
            label={t.category} hint={t.categoryHint} value={draft.values.category ?? file.category} options={categories}
            onChange={(category) => set({ values: { ...draft.values, category: category || 'unknown' } })}
          />
        ) : null}
      </details>
    </>
  );
}

function SituationFields({ file, draft, set }: Part) {
  const t = useText(formText);
  const words = useText(familyText);
  const labels = { living: words.livingWords, difficulties: words.difficulties, requests: words.requests } as const;
  return (
    <details>
      <summary>{t.situation}</summary>
      {(['living', 'difficulties', 'requests'] as const).map((key) => (
        <TextAreaField
          key={key} label={labels[key]} optional rows={3} maxLength={4000} value={draft.situation[key] ?? file.situation?.[key] ?? ''}
          onChange={(value) => set({ situation: { ...draft.situation, [key]: value } })}
        />
      ))}
    </details>
  );
}
