import { useState } from 'react';
import { Button, ChoiceField, ChoicesField, Note, Panel, ProblemNote, Stack, problemFrom, useOptions, useText } from '../../platform/ui/index.web.ts';
import type { Problem } from '../../platform/ui/index.web.ts';
import type { PaperKind } from '../policies/care.schema.ts';
import { openFile, printPapers, useRefreshCertificates, type PrintedFile } from './certificates.web.ts';
import { certificatesText, fourPapersText, paperKindText } from './pages.text.ts';
import type { PaperLine, PrintInput } from './papers.schema.ts';
import { formsOf } from './print.rules.ts';
import { MissingSigns } from './PrintPanel.tsx';

interface Order { readonly kinds: readonly PaperKind[]; readonly which: PrintInput['which']; readonly sheet: PrintInput['sheet'] }
interface Made { readonly form: 'cards' | 'sheets'; readonly file: PrintedFile }

/**
 * The papers of one household: what is owed stands chosen; anything that can be made may be made again. Where something is owed that alone is made, so that
 * one new certificate does not send the other, long in their hands, out a second time.
 */
export function HouseholdPrint({ householdId, items, onClose }: { householdId: string; items: readonly PaperLine[]; onClose: () => void }) {
  const t = useText(certificatesText);
  const kindsOf = (wanted: (line: PaperLine) => boolean): PaperKind[] => [...new Set(items.filter(wanted).map(({ kind }) => kind))];
  const [owed] = useState(() => kindsOf(({ state }) => state === 'toMake' || state === 'outdated'));
  const [kinds, setKinds] = useState<readonly PaperKind[]>(owed);
  const [which, setWhich] = useState<PrintInput['which']>(owed.length > 0 ? 'owed' : 'all');
  const [sheet, setSheet] = useState<PrintInput['sheet']>('a4');
  const { made, problem, busy, start } = usePrint(householdId);
  const possible = which === 'owed' ? owed : kindsOf(({ state }) => state !== 'lacking');
  const options = useOptions(paperKindText).filter(({ value }) => possible.includes(value as PaperKind));
  return (
    <Panel open title={t.printTitle} onClose={onClose} buttons={<Button kind="main" busy={busy} disabled={kinds.length === 0} onClick={() => { if (!busy) start({ kinds, which, sheet }); }}>{t.printGo}</Button>}>
      <Stack>
        {owed.length > 0 ? (
          <ChoiceField label={t.printWhich} value={which} options={[{ value: 'owed', label: t.owed }, { value: 'all', label: t.all }]} onChange={(next) => { setWhich(next as PrintInput['which']); setKinds(owed); }} />
        ) : null}
        <ChoicesField label={t.printKinds} values={kinds} options={options} onChange={(next) => setKinds(next as PaperKind[])} />
        <ChoiceField label={t.sheet} value={sheet} options={[{ value: 'a4', label: t.a4 }, { value: 'each', label: t.each }]} onChange={(next) => setSheet(next as PrintInput['sheet'])} />
        <p className="certificates-quiet">{t.printNote}</p>
        <Files made={made} />
        <ProblemNote problem={problem} />
      </Stack>
    </Panel>
  );
}

function Files({ made }: { made: readonly Made[] }) {
  const t = useText(certificatesText);
  const four = useText(fourPapersText);
  const missing = [...new Set(made.flatMap(({ file }) => [...file.missing]))];
  if (made.length === 0) return null;
  return (
    <Stack close>
      <ul className="certificates-files">
        {made.map(({ form, file }) => <li key={form}><span>{t[form]}</span><Button onClick={() => openFile(file.url, `${four.title} ${t[form]}.pdf`)}>{t.open}</Button></li>)}
      </ul>
      {missing.length > 0 ? <MissingSigns signs={missing.join(' ')} /> : <Note tone="done">{t.printDone}</Note>}
    </Stack>
  );
}

function usePrint(householdId: string) {
  const refresh = useRefreshCertificates();
  const [made, setMade] = useState<readonly Made[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const start = async ({ kinds, which, sheet }: Order): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const files: Made[] = [];
      for (const { form, kinds: alike } of formsOf(kinds)) {
        const file = await printPapers({ householdId, kinds: alike, which, sheet });
        if (file) files.push({ form, file });
      }
      setMade(files);
    } catch (thrown) {
      setProblem(problemFrom(thrown));
    }
    setBusy(false);
    await refresh();
  };
  return { made, problem, busy, start: (order: Order) => void start(order) };
}
