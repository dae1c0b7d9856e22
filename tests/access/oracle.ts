import { rightsOfKind, type Right } from '../../modules/accounts/accounts.rules.ts';
import { CONTRACTS } from './forest.plan.ts';
import type { GrownList } from './forest.lists.ts';
import type { GrownAccount, GrownHousehold } from './forest.ts';

/** The rules of access in plain words, over grown things alone: no query, no scope, no row policy. */

const REACHED_ONE_BY_ONE = ['contact', 'familyDoctor', 'hospitalDesk', 'hospitalHead'];
const alive = (account: GrownAccount) => account.posts.filter(({ live }) => live === 'live');

/** One live post that carries the right and covers the place. Territories alone: contacts and doctors reach households one by one, desks none. */
export const holds = (account: GrownAccount, right: Right, path: string): boolean =>
  alive(account).some((post) => !REACHED_ONE_BY_ONE.includes(post.kind) && rightsOfKind(post.kind).includes(right) && path.startsWith(post.path));

/** The right of any live post, wherever it stands. */
export const carries = (account: GrownAccount, right: Right): boolean => alive(account).some(({ kind }) => rightsOfKind(kind).includes(right));

export const standsAtDesk = (account: GrownAccount): boolean => carries(account, 'desk.use');

const assigned = ({ workerId }: GrownAccount, { contacts }: GrownHousehold): boolean => contacts.some((contact) => contact.workerId === workerId && contact.live === 'live');

/** A live post as family doctor, in the team today, and the contract opens that much. */
function teamOpens(account: GrownAccount, { contract }: GrownHousehold, what: 'file' | 'health'): boolean {
  if (contract === null || !CONTRACTS[contract.state][what]) return false;
  return alive(account).some(({ kind }) => kind === 'familyDoctor') && contract.team.doctors.some(({ workerId, live }) => workerId === account.workerId && live === 'live');
}

/**
 * Who may see a household: a live post reads the territory it lies in; or the account is a contact or a doctor today and its worker is assigned to
 * the household today; or it is under contract with a team of the doctor's.
 */
export function maySee(account: GrownAccount, household: GrownHousehold): boolean {
  if (account.countyId !== household.countyId) return false;
  if (holds(account, 'household.read', household.path)) return true;
  const oneByOne = alive(account).some(({ kind }) => kind === 'contact' || kind === 'familyDoctor');
  return (oneByOne && assigned(account, household)) || teamOpens(account, household, 'file');
}

/** Who may know of a household's health: the keeper of health files of its place, and the team while a contract is signed and not over. */
export const maySeeHealth = (account: GrownAccount, household: GrownHousehold): boolean =>
  account.countyId === household.countyId && (holds(account, 'health.read', household.path) || teamOpens(account, household, 'health'));

/** The hospital whose row it is: its desk and its head. */
export const isItsDesk = (account: GrownAccount, { care }: GrownHousehold): boolean => standsAtDesk(account) && care.hospitalId === account.hospitalId;

/** Who may see that a household was at a hospital: that hospital, the office that answers for the waivers, whoever may know of its health. */
export const maySeeCare = (account: GrownAccount, household: GrownHousehold): boolean =>
  isItsDesk(account, household) || holds(account, 'hospital.write', household.path) || maySeeHealth(account, household);

/** A bed: the same, and whoever asked for it. Why it was asked for is the hospital's alone. */
export const maySeeBed = (account: GrownAccount, household: GrownHousehold): boolean =>
  maySeeCare(account, household) || household.care.bedAskedBy === account.accountId;

/** Somebody of the county's office for hospitals; who is the head of one as well acts as the office. */
const isOffice = (account: GrownAccount, countyPath: string): boolean => holds(account, 'hospital.write', countyPath);

/** Printed lists: the county's office those of its county, the head of a hospital those of that hospital; a desk and a township none. */
export function mayHandle(account: GrownAccount, list: GrownList, countyPath: string): boolean {
  if (isOffice(account, countyPath)) return account.countyId === list.countyId;
  return carries(account, 'consent.approve') && account.hospitalId === list.hospitalId;
}

export const handlesLists = (account: GrownAccount, countyPath: string): boolean => isOffice(account, countyPath) || carries(account, 'consent.approve');

/** Whom a copy names: who lives in its place and holds a certificate, where the county has named the hospital. */
export const isListed = (household: GrownHousehold, list: GrownList): boolean =>
  list.designated && household.countyId === list.countyId && household.path.startsWith(list.path) && household.certificateId !== null;
