import { Columns, DayField, Page, Ready, SelectField, Stack, pick, useAddress, useLanguage, useRead, useText } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { Adoptions } from './Adoptions.tsx';
import type { AdoptionView } from './adoptions.schema.ts';
import { PackCards } from './PackCards.tsx';
import type { PackLine, PackShown } from './packs.schema.ts';
import { policiesText } from './pages.text.ts';
import { usePacks } from './policies.web.ts';
import './policies.css';

/** What the rules ask, in words and with their articles, and where each policy is in force. */
export function PoliciesPage() {
  const t = useText(policiesText);
  const packs = usePacks();
  const adoptions = useRead<{ items: AdoptionView[] }>('/api/adoptions');
  return (
    <Page title={t.title}>
      <Ready of={packs}>
        {({ items }) => (
          <Ready of={adoptions}>
            {({ items: adopted }) => (
              <>
                <Adoptions adopted={adopted} packs={items} />
                <Chosen packs={items} adopted={adopted} />
              </>
            )}
          </Ready>
        )}
      </Ready>
    </Page>
  );
}

/** The policy of the county is shown until another is chosen, as of today until another day is. */
function Chosen({ packs, adopted }: { packs: readonly PackLine[]; adopted: readonly AdoptionView[] }) {
  const t = useText(policiesText);
  const language = useLanguage();
  const { today } = useSession();
  const [{ pack, on }, set] = useAddress('pack', 'on');
  const inForce = adopted.find((one) => one.fromDay <= today && (one.toDay === null || one.toDay >= today));
  const id = pack ?? inForce?.packId ?? packs[0]?.id;
  const read = useRead<PackShown>('/api/packs/{id}', { path: { id: id ?? '' }, query: { on } }, { enabled: id !== undefined });
  return (
    <Stack>
      <div className="policies-choice">
        <SelectField label={t.which} value={id ?? ''} options={packs.map((one) => ({ value: one.id, label: pick(one.title, language) }))} onChange={(chosen) => set({ pack: chosen || undefined })} />
        <DayField label={t.on} value={on ?? today} onChange={(day) => set({ on: day && day !== today ? day : undefined })} />
      </div>
      <Ready of={read}>{(shown) => <Columns of="2-1"><PackCards shown={shown} packs={packs} /></Columns>}</Ready>
    </Stack>
  );
}
