import { isWithin } from './addresses.rules.ts';
import { compact, saysNothing } from './cells.rules.ts';
import type { LedgerPlaces } from './imports.schema.ts';

export type Away = { where?: string };

const denied = /(?:未|没有?|不|无)(?:曾|再|在)?(?:外出|在外)/;
const stay = '(?:打工|务工|经商|工作|居住|定居|生活|生活居住|上班|做生意|带孙|养老|帮工|住)';
const kin = '(?:儿子|女儿|儿媳|女婿|孙子|孙女|外孙|子女|亲属|亲戚|妹妹|弟弟|哥哥|姐姐|父母|侄子|侄女|儿|女|子)';

/** Each pattern catches where the family is; the first that matches counts. */
const patterns: readonly RegExp[] = [
  new RegExp(
    `(?:随|跟|同|和)${kin}?(?:一起|共同)?(?:居住|住|生活)?(?:在|到|于|去|往)(?<where>[^,。;、()]+?)(?:${stay}.*)?(?:[,。;、()]|$)`,
  ),
  new RegExp(`(?:随|跟)${kin}(?:居住|住|生活)(?<where>[^,。;、()]*)`),
  new RegExp(`(?:现|常年|长期|目前|一直|暂)?(?:居住|定居|长住|常住|暂住|租住|住)(?:在|于|地[::]?)(?<where>[^,。;、()]+)`),
  // Many leave 在 out: 长期居住成都市. 居住困难 and 常住户 are no places.
  /(?:(?:现|常年|长期|目前|一直|暂)(?:居住|定居|住)|长住|常住)(?!户|人|困难|条件|环境|房|院)(?<where>[^,。;、()]+)/,
  /(?:搬|迁)(?:迁|家|居)?(?:到|至|往)(?<where>[^,。;、()]+)/,
  new RegExp(`外出(?:到|至|去|往|在)?(?<where>[^,。;、()]*?)(?:${stay}.*)?(?:[,。;、()]|$)`),
  new RegExp(`(?:在|去|往|到|赴)(?<where>[^,。;、()]+?)${stay}`),
  /人(?:现|目前|一直|常年|长期)?在(?!世|册|职|岗|编)(?<where>[^,。;、()]+)/,
  /(?<where>外地|在外|不在家)/,
];

const nowhere = /^(?:外|外地|不在家|外面|外省|外县|在外|省外|县外|他乡|未归|多年|中|期间|人员|)$/;
const home = /^(?:家|家中|家里|本村|村里|本镇|本乡|本地|老家|原籍|原址|当地|本县|医院.*|.*(?:卫生院|医院|敬老院|养老院|福利院|养护中心))$/;

/**
 * Understands a remark that says the family lives elsewhere: 在外打工, 外出, 现居住在某市, 随女儿住成都. Answers undefined when the
 * remark says nothing of the kind, or says that they are at home.
 */
export function readAway(remark: string, places: LedgerPlaces): Away | undefined {
  const text = compact(remark);
  if (saysNothing(text) || denied.test(text)) return undefined;
  for (const pattern of patterns) {
    const match = pattern.exec(text);
    if (!match) continue;
    return toAway(match.groups?.['where'] ?? '', places);
  }
  return undefined;
}

function toAway(found: string, places: LedgerPlaces): Away | undefined {
  const where = found.replace(/^(?:外地)?(?:在|到|于)/, '').replace(new RegExp(`${stay}$`), '');
  if (home.test(where) || isWithin(where, places)) return undefined;
  return nowhere.test(where) ? {} : { where };
}

// GB/T 2260, the first two digits, as people shorten them.
const provinces = '北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门';
const inProvince = new RegExp(`^(?:${provinces})(?<rest>.*)$`);
/** 河北村, 江西组 and 上海路 are at home: villages and streets are called after provinces. */
const atHome = /^(?:[大小新老东西南北上下]{0,2}(?:村|组|社|队|街|路|巷|庄|屯|寨|坪|坝|湾|沟|镇|乡|城|大道|花园|小区|苑)|.{1,6}(?:村民小组|村|社区)(?:\d|[一二三四五六七八九十]|$))/;
const onlyCity = /^(?!.*(?:超|城|菜|夜|集)市$).{2,6}(?:市|自治州|地区|盟)$/;

/**
 * Whether a living address names a far place as people write it to each other: 广东深圳, 上海浦东, 四川成都市, 成都市. Less sure than an address in full
 * (readAddress), and therefore for a warning that somebody looks at.
 */
export function isFar(address: string, places: LedgerPlaces): boolean {
  const text = compact(address);
  if (text.includes(places.county) || isWithin(text, places)) return false;
  const rest = inProvince.exec(text)?.groups?.['rest'];
  return rest === undefined ? onlyCity.test(text) : !atHome.test(rest);
}
