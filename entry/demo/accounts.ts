import { createHmac } from 'node:crypto';
import { hashPassword } from '../../modules/accounts/accounts.password.ts';
import type { PostKind } from '../../modules/accounts/accounts.rules.ts';
import { databaseSecret } from '../../platform/database/embedded.ts';
import type { Text } from '../../platform/problem.ts';
import type { Ground } from '../cli/ground.ts';

export interface DemoAccount {
  readonly username: string;
  readonly password: string;
  readonly post: PostKind;
  /** 12-digit code of the division of the post. */
  readonly division: string;
  readonly place: string;
  readonly title: Text;
}

const TITLES: Readonly<Record<PostKind, Text>> = {
  countyAdministrator: { zh: '县管理员', en: 'county administrator' },
  countyOfficer: { zh: '县卫健干部', en: 'county officer' },
  townshipClerk: { zh: '乡镇经办人', en: 'township clerk' },
  villageCadre: { zh: '村干部', en: 'village cadre' },
  contact: { zh: '联系人', en: 'contact' },
  reader: { zh: '查阅人员', en: 'reader' },
};

// No 0, O, 1, l or I: people copy these from a screen by hand.
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const PASSWORD_LENGTH = 10;

/**
 * A password drawn from the random secret of the data folder: nobody else can guess it, every start prints the same one, and none is stored
 * anywhere but as a digest.
 */
export function demoPassword(folder: string, username: string): string {
  const bytes = createHmac('sha256', databaseSecret(folder, 'demo')).update(username).digest();
  return [...bytes.subarray(0, PASSWORD_LENGTH)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
}

/** The accounts of a demo county with their passwords, county first. */
export async function demoAccounts({ owner, settings }: Pick<Ground, 'owner' | 'settings'>, countyId: number): Promise<DemoAccount[]> {
  const rows = await owner.selectFrom('account as a')
    .innerJoin('post as p', (join) => join.onRef('p.countyId', '=', 'a.countyId').onRef('p.accountId', '=', 'a.accountId').on('p.countyId', '=', countyId))
    .innerJoin('division as d', 'd.divisionId', 'p.divisionId')
    .select(['a.username', 'p.kind', 'd.code', 'd.name']).where('a.countyId', '=', countyId).where('a.demo', '=', true).where('a.closedAt', 'is', null)
    .orderBy('d.code').orderBy('a.username').execute();
  const order = Object.keys(TITLES);
  return rows
    .map(({ username, kind, code, name }) => ({
      username, password: demoPassword(settings.folder, username), post: kind as PostKind, division: code, place: name, title: TITLES[kind as PostKind],
    }))
    .sort((a, b) => order.indexOf(a.post) - order.indexOf(b.post));
}

/** Puts the passwords that are printed in force again, and lifts locks: whoever tries the demo must get in. */
export async function resetDemoPasswords({ owner, settings }: Pick<Ground, 'owner' | 'settings'>, countyId: number): Promise<void> {
  const accounts = await owner.selectFrom('account').select(['accountId', 'username'])
    .where('countyId', '=', countyId).where('demo', '=', true).orderBy('username').execute();
  const hashes = await Promise.all(accounts.map(({ username }) => hashPassword(demoPassword(settings.folder, username))));
  for (const [index, { accountId }] of accounts.entries()) {
    await owner.updateTable('account').set({ passwordHash: hashes[index]!, mustChangePassword: false, failures: 0, lockedUntil: null })
      .where('countyId', '=', countyId).where('accountId', '=', accountId).execute();
  }
}
