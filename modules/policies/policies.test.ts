import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { day, toDay, toNumber } from '@lianxin/engine';
import type { Clause, Pack, Rule } from '@lianxin/engine';
import { runCases } from './policies.cases.ts';
import { compile } from './policies.compile.ts';
import { packView } from './packs.schema.ts';
import { readPack } from './packs.service.ts';
import { CARE_SECTIONS } from './care.schema.ts';
import type { CareSheet } from './care.schema.ts';
import { PROBLEM_CODES } from './policies.schema.ts';
import type { PolicyBook, ProblemCode } from './policies.schema.ts';
import { checkPacks, checkText, loadBook, PackError } from './policies.service.ts';
import { showPack, showText } from './policies.show.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const BROKEN = here('./broken/');
const PACKS = here('../../packs/');
const on = (text: string) => toNumber(day(text));

const made: string[] = [];
afterAll(() => Promise.all(made.map((folder) => rm(folder, { recursive: true }))));

/** The packs with one piece of one file written differently. */
async function packsWith(file: string, from: string, to: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'packs-'));
  made.push(folder);
  await cp(PACKS, folder, { recursive: true });
  const before = await readFile(join(folder, file), 'utf8');
  expect(before, `${file} must hold what the test changes`).toContain(from);
  await writeFile(join(folder, file), before.replace(from, to));
  return folder;
}

/** Where a broken pack marks its fault with `# here`; a missing file cannot, so it is named. */
async function marked(code: ProblemCode): Promise<{ file: string; line: number }> {
  if (code === 'pack.missing') return { file: 'town/pack.yaml', line: 1 };
  for (const name of await readdir(join(BROKEN, code), { recursive: true })) {
    if (!name.endsWith('.yaml')) continue;
    const lines = (await readFile(join(BROKEN, code, name), 'utf8')).split('\n');
    const index = lines.findIndex((line) => line.includes('# here'));
    if (index >= 0) return { file: name, line: index + 1 };
  }
  throw new Error(`no mark in ${code}`);
}

interface Changed { readonly what: string; readonly packs: Record<string, Pack> }

/** What a pack adds to its parent, by the clause: an inherited value is proven by the parent's own cases. */
function own<T extends { readonly clause: Clause }>(book: PolicyBook, packId: string, of: (packId: string) => readonly T[]): T[] {
  const { parent } = book.sheets[packId]!;
  const inherited = new Set(parent === null ? [] : of(parent).map((one) => one.clause));
  return of(packId).filter((one) => !inherited.has(one.clause));
}

const changedPack = (book: PolicyBook, id: string, what: string, part: Partial<Pack>): Changed =>
  ({ what: `${id} ${what}`, packs: { ...book.packs, [id]: { ...book.packs[id]!, ...part } } });

/** A rule asked of another role, twice, for another purpose, by a channel that does not exist, or in another window. */
function otherRules(rule: Rule): [string, Rule][] {
  const windows = Object.entries(rule.window).flatMap(([field, value]): [string, Rule][] => {
    if (typeof value !== 'number') return [];
    const other = field === 'months' ? (value === 1 ? 2 : 1) : value + 1;
    return [[field, { ...rule, window: { ...rule.window, [field]: other } as Rule['window'] }]];
  });
  return [
    ['role', { ...rule, role: 'special' }], ['needed', { ...rule, needed: rule.needed + 1 }],
    ['purpose', { ...rule, purpose: 'other' }], ['kinds', { ...rule, kinds: [] }], ...windows,
  ];
}

function withOtherRules(book: PolicyBook): Changed[] {
  return Object.keys(book.packs).flatMap((id) => own(book, id, (pack) => book.packs[pack]!.rules).flatMap((rule) =>
    otherRules(rule).map(([what, other]) =>
      changedPack(book, id, `${rule.id} ${what}`, { rules: book.packs[id]!.rules.map((one) => (one === rule ? other : one)) }))));
}

function withoutRequired(book: PolicyBook): Changed[] {
  return Object.keys(book.packs).flatMap((id) => own(book, id, (pack) => book.packs[pack]!.required).map((gone) =>
    changedPack(book, id, `required ${gone.role}`, { required: book.packs[id]!.required.filter((one) => one !== gone) })));
}

function otherSettings(book: PolicyBook): Changed[] {
  return Object.keys(book.packs).flatMap((id) => own(book, id, (pack) => book.sheets[pack]!.settings).map(({ key, value, from }) => {
    const settings = book.packs[id]!.settings.map((one) => (one.from === from ? { ...one, [key]: value + 1 } : one));
    return changedPack(book, id, `${key} from ${toDay(from)}`, { settings });
  }));
}

/** Every value about care with one field said otherwise, a case that then says the wrong thing must fail. */
function withOtherCare(book: PolicyBook): { what: string; sheets: PolicyBook['sheets'] }[] {
  return Object.keys(book.sheets).flatMap((id) => CARE_SECTIONS.flatMap((section) => own<CareSheet[typeof section][number]>(book, id, (pack) => book.sheets[pack]!.care[section]).flatMap((value) =>
    otherFields({ ...value }).map(([field, other]) => {
      const care = { ...book.sheets[id]!.care, [section]: book.sheets[id]!.care[section].map((one) => (one === value ? { ...value, [field]: other } : one)) };
      return { what: `${id} ${section}.${value.id} ${field}`, sheets: { ...book.sheets, [id]: { ...book.sheets[id]!, care } } };
    }))));
}

const WORDS = ['id', 'title', 'short', 'note', 'clause', 'from', 'to'];

function otherFields(value: Record<string, unknown>): [string, unknown][] {
  return Object.entries(value).filter(([field]) => !WORDS.includes(field)).map(([field, before]) => {
    if (typeof before === 'number') return [field, before + 1];
    if (typeof before === 'boolean') return [field, !before];
    if (Array.isArray(before)) return [field, [...before, 'other']];
    if (field === 'when') return [field, { flags: ['other'] }];
    if (field === 'certificates') return [field, ['other']];
    return [field, 'another'];
  });
}

describe('broken packs', () => {
  test('there is one for each code and none besides', async () => {
    expect((await readdir(BROKEN)).sort()).toEqual([...PROBLEM_CODES].sort());
  });

  test.each(PROBLEM_CODES)('%s is the one problem found, at its file and line, in Chinese and English', async (code) => {
    const result = await checkPacks(join(BROKEN, code));
    const problems = [...result.problems, ...result.cases.failed];
    expect(result.ok).toBe(false);
    expect(problems.map((one) => one.code)).toEqual([code]);
    expect({ file: problems[0]!.file, line: problems[0]!.line }).toEqual(await marked(code));
    expect(problems[0]!.message.zh).toMatch(/[一-鿿].*[。]$/u);
    expect(problems[0]!.message.en).toMatch(/^[A-Z"][^一-鿿]*\.$|示例|别的|lanterns/u);
    expect(`${problems[0]!.message.zh}${problems[0]!.message.en}`).not.toContain('undefined');
  });

  test('a folder that is not there, and one without packs, are told and not taken for an empty book', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'packs-'));
    made.push(empty);
    for (const folder of [join(BROKEN, 'nowhere'), empty]) {
      const { problems } = await checkPacks(folder);
      expect(problems.map(({ code, file }) => ({ code, file }))).toEqual([{ code: 'pack.missing', file: folder }]);
    }
  });

  test('a wrong clause that several values point at is told once, with what is written there', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'packs-'));
    made.push(folder);
    await cp(join(PACKS, 'huangjin'), join(folder, 'huangjin'), { recursive: true });
    const file = join(folder, 'huangjin', 'required.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replace('mark: A', 'mark: Q'));
    const { problems } = await checkPacks(folder, PACKS);
    expect(problems.map(({ code, line, message }) => ({ code, line, message: message.zh })))
      .toEqual([{ code: 'value.invalid', line: 11, message: expect.stringContaining('“Q”') }]);
  });

  test('no office runs on a broken pack: loading the book says what is wrong and where', async () => {
    const loading = loadBook(join(BROKEN, 'role.unknown'));
    await expect(loading).rejects.toThrow(PackError);
    await expect(loading).rejects.toThrow('town/pack.yaml:12 role.unknown 没有“villageCader”');
  });
});

describe('the packs of this program', () => {
  test('have no problem, and every worked case holds', async () => {
    const result = await checkPacks();
    expect(checkText(result).en).toBe(`7 packs, 0 problems, ${result.cases.passed} cases hold, 0 do not`);
    expect(result.ok).toBe(true);
    expect(result.cases.passed).toBeGreaterThan(500);
  });

  test.each([
    ['sixian/rules.yaml', 'months: 3', 'months: 6', 'rules.townshipLeader.homeVisit'],
    ['sixian/handover.yaml', 'events: [contactChange], days: 10', 'events: [contactChange], days: 9', 'rules.carer.contactChange'],
    ['huangjin/rules.yaml', 'months: 2', 'months: 1', 'rules.villageCadre.contact'],
    ['huangjin/rules.yaml', 'before: 15, after: 15', 'before: 15, after: 14', 'rules.springFestival.greeting'],
    ['huangjin/required.yaml', 'leader: true', 'leader: false', 'required.townshipContact.key'],
    ['national/settings.yaml', 'value: 180', 'value: 181', 'settings.fileStaleDays'],
    ['sixian/care.yaml', 'perYear: 2', 'perYear: 3', 'benefits.ambulance'],
    ['sixian/care.yaml', 'weeksTo: 8', 'weeksTo: 12', 'services.longPrescription'],
    ['hubei/care.yaml', 'needs: [urgent, unableToPay]', 'needs: [urgent]', 'benefits.ambulance'],
    ['yanan/care.yaml', 'handledBy: other', 'handledBy: office', 'certificates.rewardCertificate'],
  ])('a changed number in %s (%s, now %s) is caught by a case of %s', async (file, from, to, key) => {
    const { problems, cases } = await checkPacks(await packsWith(file, from, to));
    expect(problems).toEqual([]);
    expect(cases.failed.map((one) => one.fields['key'])).toContain(key);
  });

  test('no window, role, purpose or count, no required role and no setting can change without a case noticing', async () => {
    const book = await loadBook();
    const { cases } = await compile(PACKS);
    const changed = [...withOtherRules(book), ...withoutRequired(book), ...otherSettings(book)];
    expect(changed.length).toBeGreaterThan(120);
    for (const { what, packs } of changed) {
      const ofPack = cases.filter((one) => what.startsWith(`${one.packId} `));
      expect(runCases(ofPack, { ...book, packs }).failed, what).not.toEqual([]);
    }
  });

  test('nothing that is said of care can change without a case noticing: no field of a certificate, benefit, contract or paper', async () => {
    const book = await loadBook();
    const { cases } = await compile(PACKS);
    const changed = withOtherCare(book);
    expect(changed.length).toBeGreaterThan(700);
    for (const { what, sheets } of changed) {
      const [id, of] = what.split(' ');
      const about = cases.filter((one) => one.packId === id && one.of.includes(of!));
      expect(runCases(about, { ...book, sheets }).failed, what).not.toEqual([]);
    }
  });

  test('a value moved by one day needs its case moved too', async () => {
    const { problems } = await checkPacks(await packsWith('sixian/settings.yaml', 'from: 2020-09-09', 'from: 2020-09-10'));
    expect(problems.map((one) => one.code).sort()).toEqual(['case.missing', 'case.unknown']);
  });

  test('a region lives under its parent until its own document begins', async () => {
    const book = await loadBook();
    const required = (packId: string, text: string) => showPack(book, packId, on(text))!.required.map((one) => one.role);
    expect(required('huangjin', '2021-10-07')).toEqual(['townshipLeader', 'villageCadre']);
    expect(required('huangjin', '2021-10-08').sort())
      .toEqual(['countyCadre', 'familyDoctor', 'townshipContact', 'townshipContact', 'villageCadre', 'villageDoctor']);
    expect(required('sixian', '2020-09-09').sort()).toEqual(['carer', 'familyDoctor', 'townshipLeader', 'villageCadre']);
  });

  test('settings are whole on every day, each number from the pack that set it', async () => {
    const { packs } = await loadBook();
    expect(packs['sixian']!.settings).toEqual([
      { from: on('2008-01-01'), to: on('2020-09-08'), ownedShare: 0.5, attemptsNeeded: 3, lateEntryDays: 31, fileStaleDays: 180 },
      { from: on('2020-09-09'), to: null, ownedShare: 0.5, attemptsNeeded: 3, lateEntryDays: 31, fileStaleDays: 90 },
    ]);
  });

  test('a clause is one object wherever it is used, across packs too, and nobody can change it', async () => {
    const { packs } = await loadBook();
    const review = (packId: string) => packs[packId]!.rules.find((rule) => rule.id === 'accommodation.review')!.clause;
    expect(review('sixian')).toBe(review('huangjin'));
    const posts = packs['sixian']!.required.filter((one) => one.from === on('2020-09-09')).map((one) => one.clause);
    expect(new Set(posts).size).toBe(1);
    expect(Object.isFrozen(posts[0])).toBe(true);
  });

  test('compiling twice gives equal packs, rules in the order of their ids', async () => {
    const [one, two] = await Promise.all([compile(PACKS), compile(PACKS)]);
    expect(one).toEqual(two);
    const ids = one.packs['sixian']!.rules.map((rule) => rule.id);
    expect(ids).toEqual([...ids].sort());
  });

  test('one role, one title a region: the village cadre of Huangjin is the village contact', async () => {
    const { packs } = await loadBook();
    const title = (packId: string) => packs[packId]!.roles.find((role) => role.id === 'villageCadre')!.title.zh;
    expect([title('national'), title('huangjin')]).toEqual(['村（居）干部', '村（居）联系人']);
  });
});

test('the region of the how-to, typed off the page, is a pack without a problem', async () => {
  const page = await readFile(here('../../docs/how-to/add-a-region.md'), 'utf8');
  const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1]!.replaceAll(/^ {3}/gm, ''));
  const [pack, rules, , cases] = blocks;
  const folder = await mkdtemp(join(tmpdir(), 'packs-'));
  made.push(folder);
  await mkdir(join(folder, 'example'));
  await Promise.all(Object.entries({ pack, rules, cases }).map(([name, text]) => writeFile(join(folder, 'example', `${name}.yaml`), text!)));
  // The parent is taken from the packs of the program; the folder of the one region will do as well.
  const [result, alone] = [await checkPacks(folder, PACKS), await checkPacks(join(folder, 'example'), PACKS)];
  expect(alone).toEqual(result);
  expect((await checkPacks(folder)).problems.map(({ code }) => code)).toEqual(['parent.missing']);
  expect({ ok: result.ok, said: checkText(result).en }).toEqual({ ok: true, said: expect.stringMatching(/^2 packs, 0 problems, \d+ cases hold, 0 do not$/) });
});

describe('showing a pack', () => {
  test('says in words what a desk grants, with its limits and its article', async () => {
    const book = await loadBook();
    const { zh, en } = showText(showPack(book, 'sixian', on('2026-11-22'))!);
    expect(zh).toContain('看病时的优先和减免  救护车免使用费和出诊费  定点医院 · 本县范围内 · 不收救护车使用费和出诊费 · 每年 2 次 · 不含出院回家、送外市、送外省');
    expect(zh).toContain('证件  计划生育家庭特别扶助证  定点医院 · 每位成员都要有 · 和身份证一起出示 · 没有写有效期');
    expect(zh).toContain('签约后的服务  长期处方  上门 · 病情稳定、能按医嘱用药的慢病患者 · 4 到 8 周，到期前 7 天提醒');
    expect(en).toContain('Priorities and waivers in hospitals  Health policy for registered-poor households  designated hospitals · only for households on the poverty file');
    expect(en).toContain('Papers to be handed over  Support certificate  one a member');
    expect(en).toContain('When nobody can sign  Operation  proposed by the attending doctor');
  });

  test('as the page gets it, passes its own shape and names what a contract and a benefit name', async () => {
    const book = await loadBook();
    for (const id of Object.keys(book.packs)) {
      const shown = await readPack({ book, today: day('2026-11-22') }, id, undefined);
      expect(packView.parse(shown), id).toMatchObject({ pack: { id } });
      const named = [...shown.care.packages.flatMap((one) => one.services), ...shown.care.benefits.flatMap((one) => one.certificates)];
      for (const one of named) expect(one.title.zh, `${id} ${one.id}`).toMatch(/[一-鿿]/);
    }
    const { off } = await readPack({ book, today: day('2026-11-22') }, 'huangjin', undefined);
    expect(off.map(({ title }) => title.zh)).toEqual(['乡镇领导干部']);
  });

  test('gives each rule in force that day with its clause, and nothing of other days', async () => {
    const book = await loadBook();
    const before = showPack(book, 'sixian', on('2020-09-08'))!;
    const after = showPack(book, 'sixian', on('2020-09-09'))!;
    expect(before.rules.map((rule) => rule.id)).toEqual(['accommodation.review']);
    expect(after.rules).toHaveLength(19);
    for (const rule of after.rules) expect(rule.clause.document, rule.id).not.toBe('');
    expect(showText(after).zh).toContain('泗县“三个全覆盖”实施方案 二（一）3 [A] 乡镇领导每季度');
    expect(after.pack.documents).toHaveProperty('国卫办人口函〔2020〕549号');
  });

  test('tells what a region switched off and why, and that a pack does not exist', async () => {
    const book = await loadBook();
    expect(showPack(book, 'huangjin', on('2022-01-01'))!.off.map((one) => one.key)).toEqual(['required.townshipLeader']);
    expect(showPack(book, 'huangjin', on('2021-10-07'))!.off).toEqual([]);
    expect(showPack(book, 'toString', on('2022-01-01'))).toBeNull();
  });
});
