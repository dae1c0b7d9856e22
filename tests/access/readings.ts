import type { GrownAccount, GrownCounty, GrownHousehold } from './forest.ts';
import type { GrownList } from './forest.lists.ts';
import { carries, handlesLists, holds, isItsDesk, mayHandle, maySee, maySeeBed, maySeeCare, maySeeHealth, standsAtDesk } from './oracle.ts';

/** One GET, what an answer to it shows, and what the plain rule allows. Refused shows as null. */
export interface Reading {
  readonly url: string;
  readonly shown: (answer: never) => unknown;
  readonly allowed: unknown;
}

interface Lines { readonly items: readonly { readonly id: string; readonly kind: string; readonly household: { readonly id: string } }[] }

const sorted = (ids: readonly string[]): string[] => [...ids].sort();
const byId = ({ items }: Lines): string[] => sorted(items.map(({ id }) => id));
const byHousehold = ({ items }: Lines): string[] => sorted([...new Set(items.map(({ household }) => household.id))]);
const yes = (): boolean => true;
const orNull = <T>(may: boolean, value: T): T | null => (may ? value : null);

const DAYS = 'from=2026-01-01&to=2026-11-22';

/** Every list of the program that names households or what hangs on them. */
export function listReadings(account: GrownAccount, county: GrownCounty, everyone: readonly GrownHousehold[], lists: readonly GrownList[]): Reading[] {
  const mine = county.households.filter((household) => maySee(account, household));
  const ids = (households: readonly GrownHousehold[]) => sorted(households.map(({ id }) => id));
  const found: Reading[] = [
    // The name of every household of a county begins with the same sign.
    { url: `/households?search=${encodeURIComponent(mine[0]?.name.slice(0, 7) ?? '3')}&limit=50`, shown: byId, allowed: ids(mine) },
    { url: '/contracts', shown: byId, allowed: sorted(mine.flatMap(({ contract }) => (contract ? [contract.id] : []))) },
    { url: '/contracts/members', shown: byHousehold, allowed: ids(mine) },
    { url: '/contracts/members', shown: ({ total }: { total: number }) => total, allowed: mine.length },
    { url: '/certificates', shown: byId, allowed: sorted(mine.flatMap(({ certificateId }) => (certificateId ? [certificateId] : []))) },
    { url: '/certificates/lacking', shown: byHousehold, allowed: ids(mine.filter(({ certificateId }) => certificateId === null)) },
    { url: '/certificates/lacking', shown: ({ total }: { total: number }) => total, allowed: mine.filter(({ certificateId }) => certificateId === null).length },
    { url: '/papers', shown: byHousehold, allowed: ids(mine) },
    { url: '/services', shown: byId, allowed: sorted(county.households.filter((one) => maySeeHealth(account, one)).map(({ care }) => care.serviceId)) },
    ...deskReadings(account, county, everyone), memberListReading(account, county, lists),
  ];
  const place = county.places.at(-1)!;
  const inside = mine.filter(({ path }) => path.startsWith(place.path));
  for (const list of ['/households', '/contracts/members', '/papers', '/duties']) {
    found.push({ url: `${list}?division=${place.code}&limit=50`, shown: list === '/households' ? byId : byHousehold, allowed: ids(inside) });
  }
  return found;
}

/** What a hospital's people read of their own hospital over all counties, and the office of its own territory. */
function deskReadings(account: GrownAccount, county: GrownCounty, everyone: readonly GrownHousehold[]): Reading[] {
  const desk = standsAtDesk(account);
  const own = everyone.filter((household) => isItsDesk(account, household));
  const office = county.households.filter(({ path }) => holds(account, 'hospital.write', path));
  const of = (households: readonly GrownHousehold[], what: 'encounterId' | 'waiverId' | 'consentId' | 'bedId' | 'lookId') => sorted(households.map(({ care }) => care[what]));
  const offices = carries(account, 'hospital.write');
  return [
    { url: '/encounters?limit=200', shown: byId, allowed: orNull(desk, of(own, 'encounterId')) },
    { url: '/beds', shown: byId, allowed: orNull(desk, of(own, 'bedId')) },
    { url: '/consents', shown: byId, allowed: orNull(desk, of(own, 'consentId')) },
    { url: '/desk', shown: yes, allowed: orNull(desk, true) },
    { url: `/registers/inpatients?${DAYS}`, shown: byId, allowed: desk ? of(own, 'encounterId') : orNull(offices, of(office, 'encounterId')) },
    { url: `/registers/outpatients?${DAYS}`, shown: byId, allowed: orNull(desk || offices, []) },
    { url: `/registers/waivers?${DAYS}`, shown: byId, allowed: desk ? of(own, 'waiverId') : orNull(offices, of(office, 'waiverId')) },
    { url: '/desk-looks', shown: byId, allowed: orNull(offices, of(office, 'lookId')) },
  ];
}

interface MemberLists { readonly items: readonly { readonly id: string; readonly state: string; readonly may: { readonly print: boolean } }[] }

/** Requests for printed lists, of any county, each with how it stands and whether this reader may take a copy today. */
function memberListReading(account: GrownAccount, { places: [whole] }: GrownCounty, lists: readonly GrownList[]): Reading {
  const mine = lists.filter((list) => mayHandle(account, list, whole!.path)).map(({ id, state }) => ({ id, state, print: state === 'approved' }));
  return {
    url: '/member-lists', allowed: orNull(handlesLists(account, whole!.path), mine.sort(byIdOf)),
    shown: ({ items }: MemberLists) => items.map(({ id, state, may: { print } }) => ({ id, state, print })).sort(byIdOf),
  };
}

const byIdOf = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);

/** Every way to ask for one household, and for one thing of it. */
export function detailReadings(account: GrownAccount, household: GrownHousehold): Reading[] {
  const { id, name, care } = household;
  const [file, health, atHospital] = [maySee(account, household), maySeeHealth(account, household), maySeeCare(account, household)];
  const words = (of: string) => (answer: unknown) => JSON.stringify(answer).includes(of);
  return [
    ...['', '/contacts', '/duties?from=2026-11-01&to=2026-11-30', '/timeline'].map((part) => ({ url: `/households/${id}${part}`, shown: yes, allowed: orNull(file, true) })),
    { url: `/households/${id}/history`, shown: yes, allowed: orNull(holds(account, 'records.read', household.path), true) },
    { url: `/households/${id}/papers`, shown: words('contactCard'), allowed: file },
    { url: `/suggest?q=${encodeURIComponent(name)}`, shown: ({ items }: Lines) => items.filter(({ kind }) => kind === 'household').map((one) => one.id), allowed: file ? [id] : [] },
    { url: `/households?search=${encodeURIComponent(name)}`, shown: byId, allowed: file ? [id] : [] },
    { url: `/health-files?household=${id}`, shown: words(care.healthWords), allowed: health },
    { url: `/services?household=${id}`, shown: byId, allowed: health ? [care.serviceId] : [] },
    { url: `/encounters?household=${id}`, shown: byId, allowed: orNull(file, atHospital ? [care.encounterId] : []) },
    { url: `/encounters/${care.encounterId}`, shown: yes, allowed: orNull(atHospital, true) },
    { url: `/encounters/${care.encounterId}/stay`, shown: words(care.summary), allowed: orNull(atHospital, isItsDesk(account, household) || health) },
    { url: `/beds?household=${id}`, shown: byId, allowed: orNull(file, maySeeBed(account, household) ? [care.bedId] : []) },
    { url: `/beds?household=${id}`, shown: words(care.bedReason), allowed: orNull(file, isItsDesk(account, household)) },
    { url: `/consents/${care.consentId}`, shown: words(care.summary), allowed: orNull(isItsDesk(account, household), true) },
  ];
}

/** Figures of one place: whoever reads the whole of it gets all of it. */
export function figureReadings(account: GrownAccount, county: GrownCounty, place: GrownCounty['places'][number]): Reading[] {
  const reads = holds(account, 'household.read', place.path);
  const inside = county.households.filter(({ path }) => path.startsWith(place.path));
  const seen = inside.filter(({ path }) => holds(account, 'household.read', path));
  const holders = (households: readonly GrownHousehold[]) => households.filter(({ certificateId }) => certificateId !== null).length;
  return [
    { url: `/coverage?division=${place.code}`, shown: ({ contacts }: { contacts: { served: number } }) => contacts.served, allowed: orNull(reads, inside.length) },
    { url: `/coverage?division=${place.code}`, shown: ({ priority }: { priority: { members: number } }) => priority.members, allowed: orNull(reads, inside.length) },
    { url: `/certificates/figures?division=${place.code}`, shown: ({ members, holders: held }: { members: number; holders: number }) => [members, held], allowed: [seen.length, holders(seen)] },
    { url: `/contracts/members?division=${place.code}`, shown: ({ total }: { total: number }) => total, allowed: inside.filter((household) => maySee(account, household)).length },
  ];
}
