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
  familyDoctor: { zh: '家庭医生', en: 'family doctor' },
  healthOfficer: { zh: '健康档案专管员', en: 'keeper of health files' },
  hospitalDesk: { zh: '医院绿色通道窗口', en: 'hospital desk' },
  hospitalHead: { zh: '医疗机构负责人', en: 'head of a hospital' },
  reader: { zh: '查阅人员', en: 'reader' },
};

// No 0, O, 1, l or I: people copy these from a screen by hand.
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const PASSWORD_LENGTH = 10;

/**
 * A password drawn from a random secret of the data folder: nobody else can guess it, none is stored but as a digest, and what `demo` printed
 * still opens the door after `serve` was started on the same folder.
 */
function demoPassword(folder: string, username: string): string {
  const bytes = createHmac('sha256', databaseSecret(folder, 'demo')).update(username).digest();
  return [...bytes.subarray(0, PASSWORD_LENGTH)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
}

/**
 * Puts the password of every account of a demo county in force again and lifts locks: whoever tries the demo must get in, and nobody else.
 * @returns county first
 */
export async function openDemoAccounts({ owner, settings }: Pick<Ground, 'owner' | 'settings'>, countyId: number): Promise<DemoAccount[]> {
  const rows = await owner.selectFrom('account as a')
    .innerJoin('post as p', (join) => join.onRef('p.countyId', '=', 'a.countyId').onRef('p.accountId', '=', 'a.accountId').on('p.countyId', '=', countyId))
    .innerJoin('division as d', 'd.divisionId', 'p.divisionId')
    .select(['a.accountId', 'a.username', 'p.kind', 'd.code', 'd.name']).where('a.countyId', '=', countyId).where('a.demo', '=', true).where('a.closedAt', 'is', null)
    .orderBy('d.code').orderBy('a.username').execute();
  const passwords = new Map(rows.map(({ accountId, username }) => [accountId, demoPassword(settings.folder, username)]));
  await setPasswords(owner, countyId, passwords);
  const order = Object.keys(TITLES);
  return rows
    .map(({ accountId, username, kind, code, name }) => ({
      username, password: passwords.get(accountId)!, post: kind as PostKind, division: code, place: name, title: TITLES[kind as PostKind],
    }))
    .sort((a, b) => order.indexOf(a.post) - order.indexOf(b.post));
}

async function setPasswords(owner: Ground['owner'], countyId: number, passwords: ReadonlyMap<string, string>): Promise<void> {
  const hashed = await Promise.all([...passwords].map(async ([accountId, password]) => ({ accountId, hash: await hashPassword(password) })));
  for (const { accountId, hash } of hashed) {
    await owner.updateTable('account').set({ passwordHash: hash, mustChangePassword: false, failures: 0, lockedUntil: null })
      .where('countyId', '=', countyId).where('accountId', '=', accountId).execute();
  }
}
