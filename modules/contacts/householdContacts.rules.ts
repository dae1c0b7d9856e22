import type { HouseholdContacts } from './contacts.schema.ts';

type Item = HouseholdContacts['items'][number];
type Required = HouseholdContacts['required'][number];
type Busy = HouseholdContacts['busy'][number];

/** One contact role of a household as it stands on its file: what is asked, and who holds it now or is about to. */
export interface RoleLine {
  readonly role: string;
  readonly title: Required['title'];
  readonly required: Required | null;
  /** Nobody must hold it, and whoever does has something to do here. */
  readonly busy: Busy | null;
  readonly holders: readonly Item[];
}

/** Required roles first, in the order of the pack; then roles with something to do here; then those that somebody holds besides. */
export function roleLines({ items, required, busy }: HouseholdContacts): RoleLine[] {
  const holders = (role: string) => items.filter((item) => item.role === role);
  const asked = [
    ...required.map((one) => ({ role: one.role, title: one.title, required: one, busy: null, holders: holders(one.role) })),
    ...busy.map((one) => ({ role: one.role, title: one.title, required: null, busy: one, holders: holders(one.role) })),
  ];
  const others = [...new Set(items.map(({ role }) => role))].filter((role) => !asked.some((one) => one.role === role));
  return [...asked, ...others.map((role) => ({ role, title: holders(role)[0]!.title, required: null, busy: null, holders: holders(role) }))];
}

/** What naming somebody for this household ends: whoever was named for it before, and nobody who serves the whole place. */
export function heldAs({ holders }: Pick<RoleLine, 'holders'>): 'nobody' | 'household' | 'place' {
  if (holders.length === 0) return 'nobody';
  return holders.every(({ territory }) => territory) ? 'place' : 'household';
}

export interface ServingPerson {
  readonly id: string;
  readonly name: string;
  readonly titles: readonly Required['title'][];
}

/** Those who serve the household on a day, each once, with all their roles. */
export function servingPeople({ items }: HouseholdContacts, today: string): ServingPerson[] {
  const people = new Map<string, ServingPerson>();
  for (const { worker, title } of items.filter((item) => item.fromDay <= today)) {
    const known = people.get(worker.id);
    people.set(worker.id, { id: worker.id, name: worker.name, titles: [...(known?.titles ?? []), title] });
  }
  return [...people.values()];
}
