import { Button, Chip, DayRangePicker, DivisionPicker, Row, Segmented, SelectField, useAddress, useText } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { usePlaces } from '../divisions/divisions.web.ts';
import { useRoleOptions } from '../policies/policies.web.ts';
import { worklistText } from './pages.text.ts';
import { daysFor, SHOWN, shownOf } from './worklist.rules.ts';
import type { Shown } from './worklist.rules.ts';

/** Names in the address; links of other pages use them too. */
export const WORKLIST_FILTERS = ['whose', 'show', 'division', 'role', 'from', 'until', 'worker'] as const;

const NONE = { whose: undefined, show: undefined, division: undefined, role: undefined, from: undefined, until: undefined, worker: undefined };

export function WorklistFilters({ mine }: { mine: boolean }) {
  const t = useText(worklistText);
  const { workerId, today } = useSession();
  const [filters, set] = useAddress(...WORKLIST_FILTERS);
  const some = Object.values(filters).some((value) => value !== undefined);
  return (
    <>
      <Row>
        {workerId ? (
          <Segmented label={t.whose} value={mine ? 'mine' : 'all'} options={[{ value: 'mine', label: t.mine }, { value: 'all', label: t.all }]} onChange={(whose) => set({ whose })} />
        ) : null}
        <Segmented
          label={t.show} value={shownOf(filters.show)} options={(Object.keys(SHOWN) as Shown[]).map((value) => ({ value, label: t[value] }))}
          onChange={(show) => set({ show: show === 'open' ? undefined : show, ...daysFor(shownOf(show), today) })}
        />
      </Row>
      <div className="worklist-filters" role="group" aria-label={t.show}>
        <DivisionPicker label={t.place} divisions={usePlaces()} value={filters.division ?? null} onChange={(code) => set({ division: code ?? undefined })} allLabel={t.everywhere} />
        <SelectField label={t.role} value={filters.role ?? ''} options={useRoleOptions()} placeholder={t.anyRole} onChange={(role) => set({ role: role || undefined })} />
        <div className="field">
          <span className="field-label" aria-hidden="true">{t.days}</span>
          <DayRangePicker label={t.days} from={filters.from ?? null} to={filters.until ?? null} onChange={(from, until) => set({ from: from ?? undefined, until: until ?? undefined })} />
        </div>
      </div>
      {some ? (
        <Row>
          {filters.worker ? <Chip tone="main">{t.ofWorker}<button type="button" className="text-button" aria-label={t.drop} onClick={() => set({ worker: undefined })}>×</button></Chip> : null}
          <Button kind="quiet" onClick={() => set(NONE)}>{t.clear}</Button>
        </Row>
      ) : null}
    </>
  );
}
