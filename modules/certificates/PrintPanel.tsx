import { useState } from 'react';
import { Button, ChoiceField, ChoicesField, DivisionPicker, Note, Panel, ProblemNote, ProgressNote, Stack, problemFrom, useOptions, useText } from '../../platform/ui/index.web.ts';
import type { Problem } from '../../platform/ui/index.web.ts';
import { usePlaces } from '../divisions/divisions.web.ts';
import { PAPER_KINDS, type PaperKind } from '../policies/care.schema.ts';
import { openFile, printPapers, useRefreshCertificates, type PrintedFile } from './certificates.web.ts';
import { certificatesText, paperKindText } from './pages.text.ts';
import type { PrintInput } from './papers.schema.ts';
import { printSteps, type PrintStep } from './print.rules.ts';

interface Done { readonly step: PrintStep; readonly file: PrintedFile | null }
interface Run { readonly total: number; readonly done: readonly Done[]; readonly running: boolean; readonly problem: Problem | null }

/** One run for a village, a township or the whole county: what is owed, as one file of cards and one of sheets for each place. */
export function PrintPanel({ division, onClose }: { division: string | null; onClose: () => void }) {
  const t = useText(certificatesText);
  const places = usePlaces();
  const [place, setPlace] = useState(division);
  const [kinds, setKinds] = useState<readonly PaperKind[]>(PAPER_KINDS);
  const [which, setWhich] = useState<PrintInput['which']>('owed');
  const [sheet, setSheet] = useState<PrintInput['sheet']>('a4');
  const [asked, setAsked] = useState(false);
  const { run, start } = usePrinting();
  const kindOptions = useOptions(paperKindText);
  const go = () => {
    setAsked(true);
    if (place && kinds.length > 0) start(printSteps(places, place, { kinds, which, sheet }));
  };
  return (
    <Panel open title={t.printTitle} onClose={onClose} buttons={<Button kind="main" busy={run?.running ?? false} onClick={() => { if (!run?.running) go(); }}>{t.printGo}</Button>}>
      <Stack>
        <DivisionPicker label={t.printPlace} divisions={places} value={place} onChange={setPlace} allLabel={t.printPlaceChoose} required error={asked && !place ? t.printPlaceNeeded : undefined} />
        <ChoicesField label={t.printKinds} values={kinds} options={kindOptions} onChange={(next) => setKinds(next as PaperKind[])} error={asked && kinds.length === 0 ? t.printKindsNeeded : undefined} />
        <ChoiceField label={t.printWhich} value={which} options={[{ value: 'owed', label: t.owed }, { value: 'all', label: t.all }]} onChange={(next) => setWhich(next as PrintInput['which'])} />
        <ChoiceField label={t.sheet} value={sheet} options={[{ value: 'a4', label: t.a4 }, { value: 'each', label: t.each }]} onChange={(next) => setSheet(next as PrintInput['sheet'])} />
        <p className="certificates-quiet">{t.printNote}</p>
        {run ? <Running run={run} /> : null}
      </Stack>
    </Panel>
  );
}

function Running({ run: { total, done, running, problem } }: { run: Run }) {
  const t = useText(certificatesText);
  const missing = [...new Set(done.flatMap(({ file }) => [...(file?.missing ?? '')]))];
  return (
    <Stack close>
      {running ? <ProgressNote label={t.printing} done={done.length} total={total} /> : null}
      <ul className="certificates-files" aria-live="polite">{done.map((one) => <File key={one.step.place.code + one.step.form} {...one} />)}</ul>
      {missing.length > 0 ? <MissingSigns signs={missing.join(' ')} /> : null}
      <ProblemNote problem={problem} />
      {!running && !problem && done.some(({ file }) => file) ? <Note tone="done">{t.printDone}</Note> : null}
    </Stack>
  );
}

/** Characters that came out as 〓: the pile must not leave the office before they are put right. */
export function MissingSigns({ signs }: { signs: string }) {
  const t = useText(certificatesText);
  return <Note tone="wrong">{t.missing({ signs: signs.replace(/[\p{Co}]/gu, (sign) => `U+${sign.codePointAt(0)!.toString(16).toUpperCase()}`) })}</Note>;
}

function File({ step, file }: Done) {
  const t = useText(certificatesText);
  const words = { place: step.place.name, what: t[step.form] };
  if (!file) return <li className="certificates-quiet">{t.nothing(words)}</li>;
  return (
    <li>
      <span>{t.printed({ ...words, papers: file.papers, pages: file.pages })}</span>
      <Button onClick={() => openFile(file.url, `${words.place} ${words.what}.pdf`)}>{t.open}</Button>
    </li>
  );
}

function usePrinting(): { run: Run | null; start: (steps: readonly PrintStep[]) => void } {
  const refresh = useRefreshCertificates();
  const [run, setRun] = useState<Run | null>(null);
  const start = async (steps: readonly PrintStep[]): Promise<void> => {
    let now: Run = { total: steps.length, done: [], running: true, problem: null };
    setRun(now);
    try {
      for (const step of steps) {
        const file = await printPapers(step.order);
        now = { ...now, done: [...now.done, { step, file }] };
        setRun(now);
      }
      setRun({ ...now, running: false });
    } catch (thrown) {
      setRun({ ...now, running: false, problem: problemFrom(thrown) });
    }
    await refresh();
  };
  return { run, start: (steps) => void start(steps) };
}
