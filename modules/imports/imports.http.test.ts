import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bindAll } from '../../entry/routes.ts';
import { openServer } from '../../platform/http/server.ts';
import { testWorld } from '../../tests/world.ts';
import { createDivision } from '../divisions/divisions.service.ts';
import { csvOf, type TypedCell } from '../../platform/documents/testing-files.ts';
import { sample } from './testing-ledgers.ts';

const world = await testWorld();
const { qingshi } = world.divisions;
const app = await openServer({ version: 'test', log: false });
bindAll(app, world.program);
beforeAll(async () => {
  for (const name of ['龙泉村', '枫树村', '杏花村', '石门村', '河口村', '松林村']) await world.as('officer', (ctx) => createDivision(ctx, { name, parentCode: qingshi.code }));
  await app.ready();
});
afterAll(() => app.close());

const headers = async (username: string) => ({ authorization: `Bearer ${await world.token(username)}` });

function multipart(bytes: Uint8Array, words: Record<string, string>, name: string) {
  const boundary = 'a-boundary-of-words';
  const fields = Object.entries(words).map(([key, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`).join('');
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  return { payload: Buffer.concat([Buffer.from(fields + head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]), type: `multipart/form-data; boundary=${boundary}` };
}

async function upload(bytes: Uint8Array, { name = '台账.xlsx', username = 'clerk.qingshi', words = { divisionCode: qingshi.code } as Record<string, string> } = {}) {
  const { payload, type } = multipart(bytes, words, name);
  const answer = await app.inject({ method: 'POST', url: '/api/imports', headers: { ...(await headers(username)), 'content-type': type }, payload });
  return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
}

async function call(method: 'GET' | 'POST' | 'PATCH', url: string, body?: object, username = 'clerk.qingshi') {
  const answer = await app.inject({ method, url: `/api${url}`, headers: await headers(username), ...(body ? { payload: body } : {}) });
  return { status: answer.statusCode, headers: answer.headers, body: String(answer.headers['content-type']).includes('json') ? answer.json() : answer.rawPayload };
}

const apply = async (id: string) => (await call('POST', `/imports/${id}/apply`, {})).body;
const counts = ({ result }: { result: { rows: number; imported: number; updated: number; unchanged: number; skipped: number } }) =>
  [result.rows, result.imported, result.updated, result.unchanged, result.skipped];

describe('the sample ledgers', () => {
  test('are read, applied, and change nothing when they come again in any form', async () => {
    const { status, body } = await upload(sample('ledger-pairing.xlsx'));
    expect(status).toBe(201);
    expect(body).toMatchObject({ status: 'ready', template: 'huangjin-pairing' });
    expect(body.problems.length).toBeGreaterThan(3);
    const first = await apply(body.id);
    expect(first.status).toBe('done');
    expect(first.result.imported).toBe(body.good);
    expect(first.result.skipped).toBe(body.held);
    const again = await apply((await upload(sample('ledger-pairing.xlsx'))).body.id);
    expect(counts(again)).toEqual([body.rows, 0, 0, body.good, body.held]);
    const csv = await apply((await upload(sample('ledger-pairing-gb18030.csv'), { name: '台账.csv' })).body.id);
    expect(csv.result.imported + csv.result.updated).toBe(0);
  });

  test('go out as a ledger that changes nothing when it comes back', async () => {
    const ledger = await call('GET', `/reports/huangjin-ledger.xlsx?division=${qingshi.code}`);
    expect(ledger.status).toBe(200);
    const back = await upload(ledger.body as Buffer);
    expect(back.body).toMatchObject({ template: 'huangjin-pairing', held: 0 });
    expect(back.body.rows).toBeGreaterThan(3);
    const applied = await apply(back.body.id);
    expect(counts(applied)).toEqual([back.body.rows, 0, 0, back.body.rows, 0]);
    const looked = await world.owner.selectFrom('record').select('householdIds').where('countyId', '=', world.countyId).where('action', '=', 'export').execute();
    expect(looked.flatMap((row) => row.householdIds).length).toBe(back.body.rows);
  });
});

const HEAD = ['户主姓名', '户籍地址', '联系电话', '居住地址', '独生子女死亡（残疾）时间', '村帮扶责任人姓名', '村帮扶责任人电话', '签约村医姓名', '签约村医电话', '备注'];
type Cells = Partial<{ name: string; address: string; phone: string; living: string; dates: string; cadre: string; cadrePhone: string; doctor: string; doctorPhone: string; remark: string }>;
const row = (one: Cells): TypedCell[] => [one.name ?? '', one.address ?? '青石镇柳湾村3组', one.phone ?? '', one.living ?? '', one.dates ?? '2009.12.4', one.cadre ?? '梁石一',
  one.cadrePhone ?? '13500000101', one.doctor ?? '卫草二', one.doctorPhone ?? '13500000102', one.remark ?? ''];
const ledger = (...rows: Cells[]) => csvOf([HEAD, ...rows.map(row)] as string[][]);
const bring = async (...rows: Cells[]) => {
  const { body } = await upload(ledger(...rows), { name: '台账.csv' });
  return { preview: body, applied: await apply(body.id) };
};
const household = async (headName: string) => world.owner.selectFrom('household').selectAll().where('countyId', '=', world.countyId).where('headName', '=', headName).execute();
const rowsOf = async (table: 'assignment' | 'event' | 'serviceSpell' | 'residenceSpell', householdId: string) =>
  world.owner.selectFrom(table).selectAll().where('countyId', '=', world.countyId).where('householdId', '=', householdId).execute() as Promise<Record<string, unknown>[]>;

describe('what a row becomes', () => {
  test('service begins today, with no past, no change of contact and no first meeting invented', async () => {
    const { applied } = await bring({ name: '申木一', phone: '13500001001' });
    expect(counts(applied)).toEqual([1, 1, 0, 0, 0]);
    const [one] = await household('申木一');
    expect(one).toMatchObject({ category: 'unknown', divisionId: world.divisions.liuwan.divisionId, groupName: '3组', version: 1 });
    expect(await rowsOf('serviceSpell', one!.householdId)).toMatchObject([{ fromDay: world.today, toDay: null }]);
    expect(await rowsOf('event', one!.householdId)).toEqual([]);
    expect((await rowsOf('assignment', one!.householdId)).map((each) => each['role']).sort()).toEqual(['villageCadre', 'villageDoctor']);
  });

  test('a corrected row changes the household it came from and settles its warning', async () => {
    await bring({ name: '申木二', phone: '1350000100', dates: '2009.13.4' });
    expect((await household('申木二'))[0]!.marks).toEqual(['date.unreadable', 'phone.length']);
    const { applied } = await bring({ name: '申木二', phone: '13500001002', dates: '2009.12.4' });
    expect(counts(applied)).toEqual([1, 0, 1, 0, 0]);
    const found = await household('申木二');
    expect(found).toHaveLength(1);
    expect(found[0]!.marks).toEqual([]);
    expect(world.keys.open(found[0]!.phoneEnc!)).toBe('13500001002');
  });

  test('two households of one head at one address stay two, in whatever order they come', async () => {
    const both: Cells[] = [{ name: '申木三', phone: '13500001003' }, { name: '申木三', phone: '13500001043' }];
    await bring(...both);
    expect(await household('申木三')).toHaveLength(2);
    expect(counts((await bring(...both.reverse())).applied)).toEqual([2, 0, 0, 2, 0]);
  });

  test('a row without any number finds its household again', async () => {
    await bring({ name: '申木四' });
    expect(counts((await bring({ name: '申木四' })).applied)).toEqual([1, 0, 0, 1, 0]);
  });

  test('a village nobody knows puts the household at the township, with a mark; away is a spell', async () => {
    const { preview } = await bring({ name: '申木五', address: '青石镇无名村2组', phone: '13500001005', remark: '现居住在成都' });
    expect(preview.problems.map((problem: { code: string }) => problem.code).sort()).toEqual(['remark.away', 'village.unknown']);
    const [one] = await household('申木五');
    expect(one).toMatchObject({ divisionId: qingshi.divisionId, marks: ['remark.away', 'village.unknown'] });
    expect(await rowsOf('residenceSpell', one!.householdId)).toMatchObject([{ kind: 'away', place: '成都', fromDay: world.today }]);
  });

  test('village doctor who is village cadre too is one worker in two roles', async () => {
    await bring({ name: '申木六', phone: '13500001006', cadre: '高山九', cadrePhone: '13500000109', doctor: '高山九', doctorPhone: '13500000109' });
    const [one] = await household('申木六');
    const held = await rowsOf('assignment', one!.householdId);
    expect(new Set(held.map((each) => each['workerId'])).size).toBe(1);
    expect(held).toHaveLength(2);
  });

  test('another contact in a later file is a handover: the one before ends and the household is to be told', async () => {
    await bring({ name: '申木七', phone: '13500001007' });
    const { applied } = await bring({ name: '申木七', phone: '13500001007', doctor: '卫草八', doctorPhone: '13500000108' });
    expect(counts(applied)).toEqual([1, 0, 1, 0, 0]);
    const [one] = await household('申木七');
    const held = (await rowsOf('assignment', one!.householdId)).filter((each) => each['role'] === 'villageDoctor');
    expect(held).toHaveLength(2);
    expect(held.filter((each) => each['toDay'] === null)).toHaveLength(1);
    expect(await rowsOf('event', one!.householdId)).toMatchObject([{ kind: 'contactChange', role: 'villageDoctor' }]);
  });

  test('an ID number that belongs to somebody else keeps the row out and names no one', async () => {
    const head = [...HEAD, '身份证号'];
    const file = (name: string, phone: string) => csvOf([head, [...row({ name, phone }), '11010519491231002X']] as string[][]);
    const first = await upload(file('申木八', '13500001008'), { name: 'a.csv' });
    expect(counts(await apply(first.body.id))).toEqual([1, 1, 0, 0, 0]);
    const second = await upload(file('申土八', '13500001048'), { name: 'b.csv' });
    const result = await apply(second.body.id);
    expect(counts(result)).toEqual([1, 0, 0, 0, 1]);
    expect(result.result.problems).toMatchObject([{ code: 'id.conflict', row: 2, severity: 'error', value: '11010519491231002X' }]);
    expect(JSON.stringify(result)).not.toContain('申木八');
  });
});

describe('decisions', () => {
  const dragged: Cells[] = ['13500002001', '13500002001', '13500002001', '13500002002', '13500002003'].map((doctorPhone, index) =>
    ({ name: `田水${'一二三四五'[index]}`, phone: `1350000300${index * 2}`, doctor: '卫火三', doctorPhone }));

  test('an accepted proposal is no problem any more, survives reading again, and leaves no mark', async () => {
    const { body } = await upload(ledger(...dragged), { name: '台账.csv' });
    const series = body.problems.filter((problem: { code: string }) => problem.code === 'phone.series');
    expect(series).toHaveLength(2);
    const accepted = await call('PATCH', `/imports/${body.id}`, { accept: series.map(({ row: at, column, code }: { row: number; column: string; code: string }) => ({ row: at, column, code })) });
    expect(accepted.body.summary).toEqual({});
    const remapped = await call('PATCH', `/imports/${body.id}`, { mapping: { fields: Object.fromEntries(body.columns.filter((one: { field: string | null }) => one.field).map((one: { field: string; index: number }) => [one.field, one.index])) } });
    expect(remapped.body.problems).toEqual([]);
    await apply(body.id);
    const [last] = await household('田水五');
    expect(last!.marks).toEqual([]);
    const [doctor] = await world.owner.selectFrom('worker').selectAll().where('countyId', '=', world.countyId).where('name', '=', '卫火三').execute();
    expect(world.keys.open(doctor!.phoneEnc!)).toBe('13500002001');
  });

  test('one name is one person until someone separates them', async () => {
    const rows: Cells[] = [{ name: '田水七', phone: '13500003017', doctor: '卫金四', doctorPhone: '13500002051' }, { name: '田水八', phone: '13500003018', doctor: '卫金四', doctorPhone: '13500002077' }];
    const { body } = await upload(ledger(...rows), { name: '台账.csv' });
    expect(body.problems.map((problem: { code: string }) => problem.code)).toEqual(['phone.conflict']);
    await call('PATCH', `/imports/${body.id}`, { separate: ['卫金四'] });
    await apply(body.id);
    const doctors = await world.owner.selectFrom('worker').selectAll().where('countyId', '=', world.countyId).where('name', '=', '卫金四').execute();
    expect(doctors.map((one) => world.keys.open(one.phoneEnc!)).sort()).toEqual(['13500002051', '13500002077']);
  });

  test('a column said to be something else is remembered for this office and heading', async () => {
    const head = ['当家人', ...HEAD.slice(1)];
    const bytes = csvOf([head, row({ name: '田水九', phone: '13500003019' })] as string[][]);
    const { body } = await upload(bytes, { name: 'x.csv' });
    expect(body.problems[0]).toMatchObject({ code: 'column.missing' });
    const fields = Object.fromEntries(body.columns.filter((one: { field: string | null }) => one.field).map((one: { field: string; index: number }) => [one.field, one.index]));
    const mapped = await call('PATCH', `/imports/${body.id}`, { mapping: { fields: { ...fields, headName: 1 } } });
    expect(mapped.body).toMatchObject({ held: 0, good: 1 });
    const again = await upload(bytes, { name: 'y.csv' });
    expect(again.body).toMatchObject({ held: 0, good: 1 });
    expect((await call('PATCH', `/imports/${body.id}`, { mapping: { fields: { headName: 1, phone: 1 } } })).body.code).toBe('import.columnTwice');
  });
});

describe('taking back', () => {
  test('all of it goes, with nothing left of the people it brought, and comes in again', async () => {
    const { preview } = await bring({ name: '白露一', phone: '13500004001', cadre: '雷云一', cadrePhone: '13500000901' });
    const undone = await call('POST', `/imports/${preview.id}/undo`);
    expect(undone.body.status).toBe('undone');
    expect(await household('白露一')).toEqual([]);
    const workers = await world.owner.selectFrom('worker').select('name').where('countyId', '=', world.countyId).where('name', '=', '雷云一').execute();
    expect(workers).toEqual([]);
    expect(counts((await bring({ name: '白露一', phone: '13500004001' })).applied)).toEqual([1, 1, 0, 0, 0]);
  });

  test('a changed household says again what it said before', async () => {
    await bring({ name: '白露二', phone: '13500004002', living: '青石镇柳湾村3组' });
    const { preview } = await bring({ name: '白露二', phone: '13500004002', living: '成都市金牛区', doctor: '卫木九', doctorPhone: '13500000209', dates: '2010.1.2' });
    expect((await call('POST', `/imports/${preview.id}/undo`)).body.status).toBe('undone');
    const [one] = await household('白露二');
    expect(one!.livingAddress).toBe('青石镇柳湾村3组');
    expect((await rowsOf('assignment', one!.householdId)).filter((each) => each['role'] === 'villageDoctor')).toMatchObject([{ toDay: null }]);
    expect(await rowsOf('event', one!.householdId)).toEqual([]);
    expect(await rowsOf('residenceSpell', one!.householdId)).toEqual([]);
  });

  test('the phone of a worker and a stay away that a file had changed are what they were', async () => {
    await bring({ name: '白露四', phone: '13500004004', living: '成都市金牛区', cadre: '雷云四', cadrePhone: '13500000904' });
    const phones = async () => (await world.owner.selectFrom('worker').select(['phoneEnc']).where('countyId', '=', world.countyId).where('name', '=', '雷云四').execute()).map((one) => world.keys.open(one.phoneEnc!));
    const { preview } = await bring({ name: '白露四', phone: '13500004004', living: '重庆市渝中区', cadre: '雷云四', cadrePhone: '13500000999' });
    const [one] = await household('白露四');
    expect(await phones()).toEqual(['13500000999']);
    expect(await rowsOf('residenceSpell', one!.householdId)).toHaveLength(2);
    expect((await call('POST', `/imports/${preview.id}/undo`)).body.status).toBe('undone');
    expect(await phones()).toEqual(['13500000904']);
    expect(await rowsOf('residenceSpell', one!.householdId)).toMatchObject([{ place: '成都市金牛区', toDay: null }]);
  });

  test('a phone that somebody has changed since stays as they left it', async () => {
    await bring({ name: '白露五', phone: '13500004005', cadre: '雷云五', cadrePhone: '13500000905' });
    const { preview } = await bring({ name: '白露五', phone: '13500004005', cadre: '雷云五', cadrePhone: '13500000995' });
    await world.owner.updateTable('worker').set({ phoneEnc: world.keys.seal('13500000955') }).where('countyId', '=', world.countyId).where('name', '=', '雷云五').execute();
    expect((await call('POST', `/imports/${preview.id}/undo`)).body.status).toBe('undone');
    const left = await world.owner.selectFrom('worker').select('phoneEnc').where('countyId', '=', world.countyId).where('name', '=', '雷云五').execute();
    expect(left.map((worker) => world.keys.open(worker.phoneEnc!))).toEqual(['13500000955']);
  });

  test('is refused once something else builds on it', async () => {
    const { preview } = await bring({ name: '白露三', phone: '13500004003' });
    const [one] = await household('白露三');
    await world.owner.updateTable('household').set({ version: 2 }).where('countyId', '=', world.countyId).where('householdId', '=', one!.householdId).execute();
    const refused = await call('POST', `/imports/${preview.id}/undo`);
    expect([refused.status, refused.body.code]).toEqual([409, 'import.builtOn']);
    expect(await household('白露三')).toHaveLength(1);
  });
});

describe('what stopped', () => {
  const stop = (id: string, step: string, status = 'failed') => world.owner.updateTable('import')
    .set({ status, failure: status === 'failed' ? JSON.stringify({ code: 'internal', text: { zh: '断电', en: 'power cut' }, step }) : null })
    .where('countyId', '=', world.countyId).where('importId', '=', id).execute();

  test('goes on with what it was doing: reading, importing, taking back', async () => {
    const { body: { id } } = await upload(ledger({ name: '黄叶八', phone: '13500005008' }), { name: 'x.csv' });
    await stop(id, 'reading');
    expect((await call('GET', `/imports/${id}`)).body).toMatchObject({ status: 'failed', failure: { step: 'reading' } });
    expect((await call('POST', `/imports/${id}/resume`)).body).toMatchObject({ status: 'ready', good: 1 });
    await apply(id);
    await stop(id, 'undoing');
    expect((await call('POST', `/imports/${id}/resume`)).body.status).toBe('undone');
    expect(await household('黄叶八')).toEqual([]);
  });

  test('an import nobody works on any more is taken up by whoever asks; one that is done stays done', async () => {
    const { body: { id } } = await upload(ledger({ name: '黄叶九', phone: '13500005009' }), { name: 'x.csv' });
    await world.owner.updateTable('import').set({ status: 'applying', appliedAt: new Date() }).where('countyId', '=', world.countyId).where('importId', '=', id).execute();
    expect((await call('POST', `/imports/${id}/resume`)).body).toMatchObject({ status: 'done', result: { imported: 1 } });
    expect((await call('POST', `/imports/${id}/resume`)).body).toMatchObject({ status: 'done', result: { imported: 1 } });
    expect(await household('黄叶九')).toHaveLength(1);
    expect((await call('POST', `/imports/${id}/resume`, undefined, 'clerk.baima')).status).toBe(404);
  });
});

describe('rights', () => {
  test('an import is for the office of that territory alone', async () => {
    expect((await upload(ledger({ name: '黄叶一' }), { username: 'cadre.liuwan' })).status).toBe(403);
    expect((await upload(ledger({ name: '黄叶一' }), { username: 'clerk.baima' })).status).toBe(403);
    const { body } = await upload(ledger({ name: '黄叶一' }), { name: 'x.csv' });
    expect((await call('GET', `/imports/${body.id}`, undefined, 'clerk.baima')).status).toBe(404);
    expect((await call('GET', '/imports', undefined, 'clerk.baima')).body.items).toEqual([]);
    expect((await call('GET', `/reports/huangjin-ledger.xlsx?division=${qingshi.code}`, undefined, 'clerk.baima')).status).toBe(403);
  });

  test('what cannot be read is refused in words, and what was held comes back as a file to correct', async () => {
    const broken = await upload(Buffer.from([0x50, 0x4b, 3, 4, 9, 9, 9]), { name: 'x.xlsx' });
    expect([broken.status, broken.body.code]).toEqual([422, 'file.broken']);
    const placeless = await upload(ledger({ name: '黄叶二' }), { words: {} });
    expect([placeless.status, placeless.body.code, placeless.body.fields[0].field]).toEqual([422, 'import.division', 'divisionCode']);
    expect((await upload(ledger({ name: '黄叶二' }), { words: { division: qingshi.code } })).body).toMatchObject({ divisionCode: qingshi.code, good: 1 });
    const { preview } = await bring({ name: '黄叶二', address: '白马乡云山村1组', phone: '13500005002' }, { name: '黄叶三', phone: '13500005003' });
    expect(preview).toMatchObject({ good: 1, held: 1 });
    const errors = await call('GET', `/imports/${preview.id}/errors.xlsx`);
    const chosen = await Promise.all((['zh', 'en'] as const).map(async (language) => (await call('GET', `/imports/${preview.id}/errors.xlsx?language=${language}`)).headers['content-disposition']));
    expect(chosen.map((said) => decodeURIComponent(String(said)))).toEqual([expect.stringMatching(/-待改\.xlsx$/), expect.stringMatching(/-to correct\.xlsx$/)]);
    const again = await upload(errors.body as Buffer);
    expect(again.body).toMatchObject({ rows: 1, held: 1 });
    const rows = await call('GET', `/imports/${preview.id}/rows?show=held`);
    expect(rows.body.items).toMatchObject([{ row: 2, held: true, problems: [{ code: 'address.outside', cell: 2 }] }]);
  });
});
