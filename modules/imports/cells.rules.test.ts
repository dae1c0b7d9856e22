import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isWithin, readAddress, readGroup } from './addresses.rules.ts';
import { readName, readPhones, readSmallNumber, saysNothing, splitContact } from './cells.rules.ts';
import { readDates } from './dates.rules.ts';
import { checkCharacter, readIdNumber } from './idNumbers.rules.ts';
import { readAway } from './remarks.rules.ts';

const today = '2026-11-22';
const places = {
  county: '云岭县',
  townships: [{ name: '青石镇', villages: ['柳湾村', '双河村', '新市村', '镇东社区', '柳湾新村', '山区村'] }],
};

describe('names', () => {
  test.each([
    ['王　芳', '王芳'],
    [' 王 小 芳 ', '王小芳'],
    ['王芳（女）', '王芳'],
    ['阿依古丽•买买提', '阿依古丽·买买提'],
    ['阿依古丽.买买提', '阿依古丽·买买提'],
    ['Rose  Li', 'Rose Li'],
    ['无', undefined],
    ['／', undefined],
    ['—', undefined],
    ['', undefined],
  ])('%s is %s', (typed, name) => expect(readName(typed)).toBe(name));
});

describe('phones', () => {
  test.each([
    ['13800000001', ['13800000001'], []],
    ['１３８００００００１１', ['13800000011'], []],
    ['138 0000 0001', ['13800000001'], []],
    ['138-0000-0001', ['13800000001'], []],
    ['+86 13800000001', ['13800000001'], []],
    ['8613800000001', ['13800000001'], []],
    ['013800000001', ['13800000001'], []],
    ['023-54230001', ['02354230001'], []],
    ['54230001', ['54230001'], []],
    ['13800000001（女儿）', ['13800000001'], []],
    ['13800000001、13900000002', ['13800000001', '13900000002'], []],
    ['13800000001 13900000002', ['13800000001', '13900000002'], []],
    ['13800000001\n023-54230001', ['13800000001', '02354230001'], []],
    ['1380000001', [], ['1380000001']],
    ['138000000012', [], ['138000000012']],
    ['12800000001', [], ['12800000001']],
    ['1.38E+10', [], ['1.38E+10']],
    ['同上', [], ['同上']],
    ['无', [], []],
  ])('%s', (typed, numbers, wrong) => expect(readPhones(typed)).toEqual({ numbers, wrong }));

  test('any mobile is found however it is spaced', () => {
    const mobile = fc.tuple(fc.integer({ min: 3, max: 9 }), fc.stringMatching(/^\d{9}$/)).map(([second, rest]) => `1${second}${rest}`);
    const spaced = fc.tuple(mobile, fc.constantFrom('', ' ', '-', '　'), fc.constantFrom('', '+86', '+86 '));
    fc.assert(
      fc.property(spaced, ([number, gap, prefix]) => {
        const typed = prefix + [number.slice(0, 3), number.slice(3, 7), number.slice(7)].join(gap);
        expect(readPhones(typed)).toEqual({ numbers: [number], wrong: [] });
      }),
    );
  });
});

test('name and phone written into one cell come apart', () => {
  expect(splitContact('王芳 13800000001')).toEqual({ name: '王芳 ', phone: '13800000001' });
  expect(splitContact('王芳（13800000001）')).toEqual({ name: '王芳', phone: '13800000001' });
  expect(splitContact('王芳')).toEqual({ name: '王芳', phone: '' });
});

test.each([
  ['四', 4],
  ['十', 10],
  ['十二', 12],
  ['二十', 20],
  ['三十五', 35],
  ['12', 12],
  ['百', undefined],
])('number %s', (typed, number) => expect(readSmallNumber(typed)).toBe(number));

describe('dates', () => {
  const read = (text: string) => readDates({ text }, today);
  test.each([
    ['2009.12.4', ['2009-12-04']],
    ['2009年12月4日', ['2009-12-04']],
    ['2009 年 12 月 4 日', ['2009-12-04']],
    ['２００９．１２．４', ['2009-12-04']],
    ['2009-12-04', ['2009-12-04']],
    ['2009/12/4', ['2009-12-04']],
    ['20091204', ['2009-12-04']],
    ['2009-12', ['2009-12']],
    ['2009.12', ['2009-12']],
    ['2009年12月', ['2009-12']],
    ['200912', ['2009-12']],
    ['2009年', ['2009']],
    ['2009', ['2009']],
    ['2009-12-04 00:00:00', ['2009-12-04']],
    ['2003.2.1\n1996.6.21', ['2003-02-01', '1996-06-21']],
    ['2003.2.1、1996.6.21', ['2003-02-01', '1996-06-21']],
    ['2003.2.1 1996.6.21', ['2003-02-01', '1996-06-21']],
    ['2003年2月1日，1996年6月21日', ['2003-02-01', '1996-06-21']],
    ['长女2003.2.1；次子1996年', ['2003-02-01', '1996']],
    ['2024.2.29', ['2024-02-29']],
    ['2026.11', ['2026-11']],
    ['2026', ['2026']],
    ['无', []],
    ['', []],
  ])('%s', (typed, days) => expect(read(typed)).toEqual({ days, unreadable: false, implausible: false }));

  test.each(['不清楚', '09.12.4', '2009.13.4', '2009.2.30', '2023.2.29', '去年', '2009.12.4.5', '2009.12.4和96年'])(
    '%s is not guessed at',
    (typed) => expect(read(typed).unreadable).toBe(true),
  );

  test.each(['2026.11.23', '2027', '2026.12', '1899.1.1', '1939-12-31'])('%s cannot be', (typed) =>
    expect(read(typed).implausible).toBe(true),
  );

  test('today can be, and the first day of 1940', () => {
    expect([read('2026.11.22'), read('1940.1.1')].map((reading) => reading.implausible)).toEqual([false, false]);
  });

  test('2009.1 stored as a number may have been October, 2009.12 cannot', () => {
    expect(readDates({ text: '2009.1', number: 2009.1 }, today)).toMatchObject({ days: [], unreadable: true, lostZero: true });
    expect(readDates({ text: '2009.12', number: 2009.12 }, today)).toMatchObject({ days: ['2009-12'], unreadable: false });
  });

  test('a day count that lost its format is the day it was', () => {
    expect(readDates({ text: '40151', number: 40151 }, today).days).toEqual(['2009-12-04']);
  });

  test('every real day is read back in every way of writing it', () => {
    const day = fc.date({ min: new Date('1940-01-01'), max: new Date('2026-11-21'), noInvalidDate: true });
    const form = fc.constantFrom('y.m.d', 'y-m-d', 'y/m/d', 'y年m月d日', ' y . m . d ');
    fc.assert(
      fc.property(day, form, (date, pattern) => {
        const iso = date.toISOString().slice(0, 10);
        const [y, m, d] = iso.split('-').map(Number);
        const typed = pattern.replace('y', String(y)).replace('m', String(m)).replace('d', String(d));
        expect(read(typed)).toEqual({ days: [iso], unreadable: false, implausible: false });
      }),
    );
  });
});

describe('ID numbers', () => {
  const valid = '11010519491231002X';
  test.each([
    [valid, { idNumber: valid }],
    ['11010519491231002x', { idNumber: valid }],
    ['１１０１０５１９４９１２３１００２Ｘ', { idNumber: valid }],
    [' 110105 19491231 002X ', { idNumber: valid }],
    ['110105491231002', { idNumber: valid }],
    ['110105194912310021', { wrong: true }],
    ['11010519491331002X', { wrong: true }],
    ['1101051949123100', { wrong: true }],
    ['', {}],
    ['无', {}],
  ])('%s', (typed, reading) => expect(readIdNumber({ text: typed })).toEqual(reading));

  test('a number kept with 15 digits of precision is known to have lost its end', () => {
    expect(readIdNumber({ text: '110105194912310000', number: 110105194912310000 })).toEqual({ wrong: true, digitsLost: true });
  });

  test('any single wrong digit is noticed', () => {
    const number = fc.stringMatching(/^[1-9]\d{5}19[5-9]\d(?:0[1-9]|1[0-2])(?:0[1-9]|1\d|2[0-8])\d{3}$/);
    fc.assert(
      fc.property(number, fc.nat(16), fc.integer({ min: 1, max: 9 }), (first17, at, add) => {
        const full = first17 + checkCharacter(first17);
        const changed = full.slice(0, at) + ((Number(full[at]) + add) % 10) + full.slice(at + 1);
        expect(readIdNumber({ text: full })).toEqual({ idNumber: full });
        expect(readIdNumber({ text: changed })).toEqual({ wrong: true });
      }),
    );
  });
});

describe('addresses', () => {
  const inside = (village: string, group?: string) => ({ township: '青石镇', village, ...(group ? { group } : {}) });
  test.each([
    ['某某市云岭县青石镇柳湾村5组3号', inside('柳湾村', '5组')],
    ['云岭县青石镇柳湾村四组', inside('柳湾村', '4组')],
    ['青石镇柳湾村第十二村民小组', inside('柳湾村', '12组')],
    ['青石镇 柳湾村 ５ 组', inside('柳湾村', '5组')],
    ['柳湾村3社', inside('柳湾村', '3组')],
    ['柳湾5组', inside('柳湾村', '5组')],
    ['青石镇柳湾', inside('柳湾村')],
    ['青石镇柳湾新村1组', inside('柳湾新村', '1组')],
    ['新市村2组', inside('新市村', '2组')],
    ['镇东社区2组', inside('镇东社区', '2组')],
    ['山区村1组', inside('山区村', '1组')],
    ['青石镇新市村', inside('新市村')],
    ['某某省某某市云岭县青石镇双河村', inside('双河村')],
  ])('%s', (typed, place) => {
    const reading = readAddress(typed, places);
    expect(reading).toEqual({ place: { text: typed.normalize('NFKC').replace(/\s/g, ''), ...place } });
  });

  test.each([
    ['云岭县白水镇柳湾村5组', '白水镇'],
    ['白水镇东河村5组', '白水镇'],
    ['红花乡东河村', '红花乡'],
    ['某某市高山县青石镇柳湾村5组', '某某市高山县'],
    ['某某省某某市城关区学府街道3号', '某某省某某市城关区'],
    ['城关街道学府社区', '城关街道'],
  ])('%s is outside: %s', (typed, outside) => expect(readAddress(typed, places).outside).toBe(outside));

  test.each([
    ['青石镇桃花村3组', '桃花村'],
    ['桃花村3组', '桃花村'],
    ['青石镇', ''],
  ])('%s names no village of the list', (typed, village) => {
    expect(readAddress(typed, places)).toMatchObject({ unknownVillage: village, place: { township: '青石镇' } });
  });

  test('a township whose villages are not known here is not checked', () => {
    const bare = { county: '云岭县', townships: [{ name: '青石镇', villages: [] }] };
    expect(readAddress('青石镇桃花村3组', bare)).toEqual({
      place: { text: '青石镇桃花村3组', township: '青石镇', village: '桃花村', group: '3组' },
    });
  });

  test('a county file knows each of its townships', () => {
    const county = { county: '云岭县', townships: [...places.townships, { name: '白水镇', villages: ['东河村'] }] };
    expect(readAddress('白水镇东河村5组', county).place).toMatchObject({ township: '白水镇', village: '东河村', group: '5组' });
    expect(readAddress('东河村5组', county).place).toMatchObject({ township: '白水镇', village: '东河村' });
  });

  test('groups and places at home', () => {
    expect(readGroup('二队')).toEqual({ group: '2组' });
    expect(readGroup('东街3号')).toEqual({});
    expect([isWithin('青石镇街上', places), isWithin('某某市万山区', places)]).toEqual([true, false]);
  });
});

describe('remarks', () => {
  test.each([
    ['在外打工', {}],
    ['外出', {}],
    ['外出务工', {}],
    ['常年在外', {}],
    ['夫妻在外地务工', {}],
    ['外出广东打工', { where: '广东' }],
    ['在浙江务工', { where: '浙江' }],
    ['常年在浙江省义乌市打工', { where: '浙江省义乌市' }],
    ['现居住在某某市万山区', { where: '某某市万山区' }],
    ['居住在县城', { where: '县城' }],
    ['随女儿住成都', { where: '成都' }],
    ['随女儿在成都居住', { where: '成都' }],
    ['跟儿子到深圳生活', { where: '深圳' }],
    ['随女儿居住', {}],
    ['搬至万山区', { where: '万山区' }],
    ['低保户，现住在广东', { where: '广东' }],
    ['长期居住成都市', { where: '成都市' }],
    ['常住西安', { where: '西安' }],
    ['不在家，人在浙江义乌', { where: '浙江义乌' }],
    ['长期不在家', {}],
  ])('%s', (typed, away) => expect(readAway(typed, places)).toEqual(away));

  test.each(['', '无', '低保户', '未外出', '在家务农', '独居', '住院', '现居住在柳湾村', '住在敬老院', '居住在老家', '低保', '居住困难', '长期居住困难', '常住户', '常住人口2人', '老人在世', '本人在家', '现居住柳湾村', '现住院'])(
    '%s says nothing of being away',
    (typed) => expect(readAway(typed, places)).toBeUndefined(),
  );
});

test('marks for nothing', () => {
  expect(['', ' ', '无', '/', '——', '暂无', '待定', '赵'].map(saysNothing)).toEqual([true, true, true, true, true, true, true, false]);
});
