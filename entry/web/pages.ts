import { lazy } from 'react';
import type { ComponentType } from 'react';
import type { Right } from '../../modules/accounts/session.web.ts';
import type { shellText } from './shell.text.ts';

export interface PageRow {
  readonly path: string;
  readonly file: string;
  /** The word in the navigation; a page without one is reached from another. */
  readonly nav?: keyof typeof shellText;
  readonly place?: 'work' | 'office';
  readonly right?: Right;
}

/** Every page inside the shell, in the order of the navigation. */
export const pageTable: readonly PageRow[] = [
  { path: '/', file: 'coverage/OverviewPage', nav: 'overview', place: 'work', right: 'household.read' },
  { path: '/households', file: 'households/HouseholdsPage', nav: 'households', place: 'work', right: 'household.read' },
  { path: '/households/$householdId', file: 'duties/HouseholdPage', right: 'household.read' },
  { path: '/worklist', file: 'duties/WorklistPage', nav: 'worklist', place: 'work', right: 'household.read' },
  { path: '/contacts', file: 'contacts/ContactsPage', nav: 'contacts', place: 'work', right: 'household.read' },
  { path: '/doctors', file: 'doctors/DoctorsPage', nav: 'doctors', place: 'work', right: 'household.read' },
  { path: '/certificates', file: 'certificates/CertificatesPage', nav: 'certificates', place: 'work', right: 'household.read' },
  { path: '/import', file: 'imports/ImportPage', nav: 'import', place: 'work', right: 'import.write' },
  { path: '/desk', file: 'hospital/DeskPage', nav: 'desk', place: 'work', right: 'desk.use' },
  { path: '/desk/stays', file: 'hospital/StaysPage', nav: 'stays', place: 'work', right: 'desk.use' },
  { path: '/desk/consents', file: 'hospital/ConsentsPage', nav: 'consents', place: 'work', right: 'desk.use' },
  { path: '/desk/registers', file: 'hospital/RegistersPage', nav: 'registers', place: 'work', right: 'desk.use' },
  { path: '/desk/lists', file: 'hospital/MemberListPage', nav: 'lists', place: 'work', right: 'consent.approve' },
  { path: '/hospitals', file: 'hospital/HospitalsPage', nav: 'hospitals', place: 'work', right: 'hospital.write' },
  { path: '/policies', file: 'policies/PoliciesPage', nav: 'policies', place: 'office', right: 'household.read' },
  { path: '/records', file: 'households/RecordsPage', nav: 'records', place: 'office', right: 'records.read' },
  { path: '/accounts', file: 'accounts/AccountsPage', nav: 'accounts', place: 'office', right: 'account.write' },
  { path: '/me', file: 'accounts/MePage' },
];

// The door is not a page behind the door; the router names it itself.
const files = import.meta.glob<Record<string, ComponentType>>(['../../modules/*/*Page.tsx', '!../../modules/accounts/SignInPage.tsx']);

/** The pages this build really has, each loaded when it is first opened. */
export const pages = pageTable.flatMap((row) => {
  const load = files[`../../modules/${row.file}.tsx`];
  return load ? [{ ...row, Page: lazyPage(load, row.file) }] : [];
});

export function hasPage(path: string): boolean {
  return pages.some((page) => page.path === path);
}

function lazyPage(load: () => Promise<Record<string, ComponentType>>, file: string): ComponentType {
  const name = file.slice(file.indexOf('/') + 1);
  return lazy(async () => {
    const Page = (await load())[name];
    if (!Page) throw new Error(`modules/${file}.tsx does not export ${name}.`);
    return { default: Page };
  });
}
