import { Button, ChoicesField, Chip, DivisionPicker, Row, SelectField, useOptions, useText } from '../../platform/ui/index.web.ts';
import { usePlaces } from '../divisions/divisions.web.ts';
import { useRoleOptions } from '../policies/policies.web.ts';
import { onlyFilters, switchedOn, switchTo } from './listFilters.rules.ts';
import type { Filters } from './listFilters.rules.ts';
import { flagText, listText, switchText } from './pages.text.ts';
import { SavedViews } from './SavedViews.tsx';

export interface FilterProps {
  readonly filters: Filters;
  readonly set: (change: Filters) => void;
}

/** What narrows the list. All of it lives in the address, so a link shows the same households to whoever may see them. */
export function HouseholdFilters({ filters, set }: FilterProps) {
  const t = useText(listText);
  const places = usePlaces();
  const [switches, flags] = [useOptions(switchText), useOptions(flagText)];
  const some = Object.keys(filters).length > 0;
  return (
    <>
      <div className="households-filters" role="group" aria-label={t.filters}>
        <DivisionPicker label={t.division} divisions={places} value={filters.division ?? null} onChange={(code) => set({ division: code ?? undefined })} allLabel={t.everywhere} />
        <SelectField label={t.flag} value={filters.flag ?? ''} options={flags} placeholder={t.anyFlag} onChange={(flag) => set({ flag: flag || undefined })} />
        <ChoicesField label={t.onlyThese} values={switchedOn(filters)} options={switches} onChange={(chosen) => set(switchTo(chosen))} />
      </div>
      <Row>
        <FromElsewhere filters={filters} set={set} />
        {some ? <Button kind="quiet" onClick={() => set(onlyFilters({}))}>{t.clear}</Button> : null}
        <SavedViews filters={filters} set={set} />
      </Row>
    </>
  );
}

/** Filters that other pages bring along: shown, and to be dropped one by one. */
function FromElsewhere({ filters, set }: FilterProps) {
  const t = useText(listText);
  const role = useRoleOptions().find(({ value }) => value === filters.role)?.label;
  const words = [
    ...(filters.worker ? [{ name: 'worker', label: filters.worker === 'me' ? t.contactOf : t.ofWorker }] : []),
    ...(filters.complete ? [{ name: 'complete', label: filters.complete === 'true' ? t.complete : t.incomplete }] : []),
    ...(filters.card ? [{ name: 'card', label: filters.card === 'true' ? t.cardCurrent : t.cardBehind }] : []),
    ...(filters.role ? [{ name: 'role', label: role ? t.ofRole({ role }) : t.oneRole }] : []),
    ...(filters.search ? [{ name: 'search', label: `“${filters.search}”` }] : []),
  ];
  return (
    <>
      {words.map(({ name, label }) => (
        <Chip key={name} tone="main">
          {label}
          <button type="button" className="text-button" aria-label={`${t.drop}：${label}`} onClick={() => set({ [name]: undefined })}><span aria-hidden="true">×</span></button>
        </Chip>
      ))}
    </>
  );
}
