import { toNumber, day } from '@lianxin/engine';
import { describe, expect, test } from 'vitest';
import { benefitsOn, certificateKindsOn } from '../policies/care.rules.ts';
import { loadBook } from '../policies/policies.service.ts';
import { agreementSheet, certificateFaces, contactFaces, greenSheet, phoneWords } from './papers.faces.rules.ts';
import { benefitLines, inOrder, stateOf, type MadePaper } from './papers.rules.ts';

const book = await loadBook();
const today = toNumber(day('2026-11-22'));
const digest = new Uint8Array([1, 2]);
const other = new Uint8Array([1, 3]);
const made = (changes: Partial<MadePaper> = {}): MadePaper => ({
  paperId: 'p', kind: 'contactCard', memberId: null, certificateId: null, contractId: null, printedDigest: digest, madeOn: '2026-11-01', deliveredOn: null, ...changes,
});

describe('a paper is', () => {
  test.each([
    ['lacking, where what it is about does not exist', 'lacking', null, undefined, null],
    ['to make, where it was never printed', 'toMake', digest, undefined, null],
    ['in hand, where it was handed over before anything was printed here', 'delivered', digest, undefined, '2026-01-01'],
    ['to deliver, where it was printed as it is today', 'toDeliver', digest, made(), null],
    ['to deliver, where only the one before was handed over', 'toDeliver', digest, made(), '2026-10-31'],
    ['in hand, where it was printed so and handed over', 'delivered', digest, made({ deliveredOn: '2026-11-02' }), null],
    ['in hand, where its certificate was handed over since', 'delivered', digest, made(), '2026-11-01'],
    ['outdated, where it says something else, handed over or not', 'outdated', other, made({ deliveredOn: '2026-11-02' }), null],
  ] as const)('%s', (_name, state, now, last, handedOver) => expect(stateOf({ handedOver }, last, now)).toBe(state));
});

test('on a card the nearest come first, and who serves in two roles stands there once', () => {
  const person = (role: string, workerId: string) => ({ role, title: role, workerId, name: workerId, phone: null });
  const card = inOrder([person('countyCadre', 'c'), person('townshipLeader', 'b'), person('villageCadre', 'a'), person('townshipContact', 'b')]);
  expect(card.map(({ role, name }) => `${role} ${name}`)).toEqual(['villageCadre a', 'townshipContact b', 'countyCadre c']);
});

describe('of the outside of a card', () => {
  const GRIEF = /特扶|特殊|失独|独生|伤残|残疾|死亡|去世|计划生育|扶助|bereav/;
  const outside = (face: object): string => JSON.stringify(face);

  test('no kind of certificate of any region is read, nor what a family has gone through', () => {
    for (const packId of Object.keys(book.sheets)) {
      for (const kind of certificateKindsOn(book, packId, today)) {
        const { front, back } = certificateFaces(
          { kind: 'certificate', title: kind.short.zh, county: '云岭县', holder: '潘大山', certificateId: 'x', issuedOn: '2026-01-05', expiresOn: '2027-01-04', withIdCard: kind.withIdCard },
          { text: 'LX1.ABC', caption: '7K2M' },
        );
        expect(outside(front)).not.toMatch(GRIEF);
        expect(outside(front)).not.toContain(kind.short.zh);
        expect(outside(front)).not.toContain('LX1');
        expect(back?.code?.text).toBe('LX1.ABC');
      }
    }
  });

  test('of contacts, the family, the place and one to call are read and nothing else', () => {
    const { front, back } = contactFaces({
      kind: 'contactCard', title: '联系知情卡', county: '云岭县', place: '白马乡 云山村 二组', family: '潘大山',
      contacts: [{ role: 'villageCadre', title: '村（居）委会干部', name: '张康二', phone: '13500000890' }, { role: 'familyDoctor', title: '家庭医生', name: '袁水木', phone: null }],
    });
    expect(outside(front)).not.toMatch(GRIEF);
    expect(front.fields.map(({ value }) => value)).toEqual(['潘大山', '白马乡 云山村 二组', '张康二 135 0000 0890']);
    expect(back!.fields.map(({ label, value }) => [label, value])).toEqual([['村干部', '张康二 135 0000 0890 · 日常事、跑腿代办'], ['家庭医生', '袁水木 · 看病、用药、转诊']]);
  });
});

test('priorities that rest on one article stand in one line, a ride with its quota in its own', () => {
  const lines = benefitLines(benefitsOn(book, 'sixian', today));
  expect(lines[0]!.titles).toEqual(['优先挂号', '优先就诊', '优先转诊', '优先取药', '优先收费', '优先综合诊疗']);
  expect(lines.find(({ perYear }) => perYear === 2)).toMatchObject({ titles: ['救护车免使用费和出诊费'], reach: 'county', excludes: ['homeGoing', 'otherCity', 'otherProvince'] });
  const sheet = greenSheet({ kind: 'greenChannel', title: '单', county: '云岭县', family: '潘大山', hospitals: [], publicOpen: false, benefits: lines, contacts: [] });
  const rows = sheet.blocks.flatMap((block) => (block.kind === 'table' ? block.rows : []));
  expect(rows.find(([title]) => title === '救护车免使用费和出诊费')?.[1]).toBe('在本县范围内，每年 2 次，出院回家、送外市、送外省不算');
  for (const row of rows) expect(row[2]).toMatch(/^泗县.+\n二（三）/);
});

test('an agreement names both sides, every service and the article', () => {
  const sheet = agreementSheet({
    kind: 'agreement', title: '家庭医生签约书', county: '云岭县', contractId: 'x', member: '潘大山', place: '白马乡 云山村', team: '一队', package: '基本包',
    doctors: [{ name: '袁水木', phone: '13500000890', level: 'township' }], services: ['每月上门巡诊', '健康档案'], fromDay: '2026-11-22', toDay: '2027-11-21', document: '某方案', article: '二（二）',
  });
  const text = JSON.stringify(sheet);
  for (const part of ['潘大山', '一队', '每月上门巡诊；健康档案。', '2027年11月21日', '135 0000 0890', '某方案 二（二）']) expect(text).toContain(part);
});

test.each([['13500000890', '135 0000 0890'], ['0557-7022345', '0557-7022345'], [null, '']])('the number %s is written %s', (phone, words) => expect(phoneWords(phone)).toBe(words));
