import { toDay, toNumber, type DayNumber } from '@lianxin/engine';
import type { Day } from '@lianxin/engine';
import { checkCharacter } from '../../modules/households/idNumber.rules.ts';
import type { Chance } from './chance.ts';

const SURNAMES = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛范彭鲁韦昌马苗凤方俞任袁柳史唐费廉岑薛雷贺倪汤'];
// Numerals, heavenly stems and words of nature: names that nobody's parents chose.
const GIVEN = [...'甲乙丙丁戊己庚辛一二三四五六七八九十东南西北春夏秋冬山水云月星木石安宁顺和文武'];

/** An invented name that shows it is one. */
export function inventedName(chance: Chance, surname = chance.of(SURNAMES)): string {
  return surname + chance.of(GIVEN) + (chance.perMille(850) ? chance.of(GIVEN) : '');
}

// As far as we know no operator gives out 160, so that a number of the demo rings at nobody's.
const PHONE_BEGINNING = '1600';

export const inventedPhone = (chance: Chance): string => PHONE_BEGINNING + String(chance.int(0, 9_999_999)).padStart(7, '0');

// No place has this area code, so no number made with it belongs to anyone.
const AREA = '519900';

/**
 * A number with a right check character.
 * @param serial of people born on one day, 0 to 499
 */
export function inventedIdNumber(birthDay: DayNumber, sex: '1' | '2', serial: number): string {
  const order = serial * 2 + (sex === '1' ? 1 : 0);
  const first17 = `${AREA}${toDay(birthDay).replaceAll('-', '')}${String(order).padStart(3, '0')}`;
  return first17 + checkCharacter(first17);
}

/** Hands out serials so that no two people of the county share a number; several hundred thousand fit before a day is full. */
export class IdNumbers {
  private readonly taken = new Map<string, number>();

  next(birthDay: DayNumber, sex: '1' | '2'): string {
    const key = `${birthDay}${sex}`;
    const serial = this.taken.get(key) ?? 0;
    this.taken.set(key, serial + 1);
    return inventedIdNumber(birthDay, sex, serial % 500);
  }
}

const dayOf = (year: number, month: number, date: number): DayNumber =>
  toNumber(`${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}` as Day);

export const anyDayOf = (chance: Chance, from: number, to: number): DayNumber => dayOf(chance.int(from, to), chance.int(1, 12), chance.int(1, 28));
