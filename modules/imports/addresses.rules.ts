import { compact, readSmallNumber } from './cells.rules.ts';
import type { LedgerPlaces, Place } from './imports.schema.ts';

/** `outside` names the other township or county; `unknownVillage` the village that is not on the township's list. */
export type AddressReading = { place: Place; outside?: string; unknownVillage?: string };

type Township = LedgerPlaces['townships'][number];

/**
 * Takes an address apart: 某某市云岭县青石镇柳湾村5组3号, 青石镇柳湾村四组, 柳湾村 are all read. Known names are looked for first;
 * forms (…县, …镇, …村) only tell what an unknown name is, because villages are called 新市村 and 镇东社区, too.
 */
export function readAddress(text: string, places: LedgerPlaces): AddressReading {
  const whole = compact(text);
  const county = afterCounty(whole, places);
  if (county.outside) return { place: { text: whole }, outside: county.outside };
  const found = findTownship(county.rest, places);
  if (found.outside) return { place: { text: whole }, outside: found.outside };
  return readVillage(whole, found.rest, found.township);
}

function afterCounty(whole: string, places: LedgerPlaces): { rest: string; outside?: string } {
  const at = whole.indexOf(places.county);
  if (at >= 0) return { rest: whole.slice(at + places.county.length) };
  if (places.townships.some((township) => startOf(township, whole) !== undefined)) return { rest: whole };
  // 旗 is a county of Inner Mongolia (鄂托克旗) and also the flag in 红旗超市, 红旗路, 国旗广场, as 区 is one and also ends 小区.
  const named = /^(?:.{2,8}?(?:省|自治区))?(?:.{2,9}?(?:市|自治州|地区|盟))?.{1,9}?(?:自治县|县|(?<![社小园校厂库景])区|(?<![红国军战彩])旗)/.exec(whole);
  if (named) return { rest: '', outside: named[0] };
  const province = /^.{2,8}?(?:省|自治区)(?:.{2,9}?(?:市|自治州|地区|盟))?/.exec(whole);
  if (province && !places.townships.some((township) => whole.includes(township.name))) return { rest: '', outside: province[0] };
  return { rest: whole };
}

type FoundTownship = { rest: string; township?: Township; outside?: string };

function findTownship(text: string, places: LedgerPlaces): FoundTownship {
  for (const township of places.townships) {
    const rest = startOf(township, text);
    if (rest !== undefined) return { rest, township };
  }
  const inside = places.townships.find((township) => text.includes(township.name));
  if (inside) return { rest: text.slice(text.indexOf(inside.name) + inside.name.length), township: inside };
  const other = /^.{1,8}?(?:街道办事处|街道|民族乡|镇|乡|苏木)(?!村|社区|街|组)/.exec(text);
  if (other) return { rest: '', outside: other[0] };
  const only = places.townships.length === 1 ? places.townships[0] : undefined;
  return only ? { rest: text, township: only } : { rest: text };
}

/** What follows the township, if the text begins with it, or begins with one of its villages; else undefined. */
function startOf(township: Township, text: string): string | undefined {
  if (text.startsWith(township.name)) return text.slice(township.name.length).replace(/^办事处/, '');
  return knownVillage(township, text) ? text : undefined;
}

const bareName = (village: string) => village.replace(/(?:村委会|居委会|社区|村|居)$/, '');

/** Longest village of the list that the text begins with; 柳湾5组 finds 柳湾村, because people leave the 村 out. */
function knownVillage(township: Township, text: string): { village: string; length: number } | undefined {
  let best: { village: string; length: number } | undefined;
  for (const village of township.villages) {
    const bare = bareName(village);
    const loose =
      bare.length >= 2 && text.startsWith(bare) && /^(?:村|社区|居|$|第?[\d一二三四五六七八九十]+[组社队号])/.test(text.slice(bare.length));
    const length = text.startsWith(village) ? village.length : loose ? bare.length : 0;
    if (length > (best?.length ?? 0)) best = { village, length };
  }
  return best;
}

function readVillage(whole: string, rest: string, township: Township | undefined): AddressReading {
  const place: Place = { text: whole, ...(township ? { township: township.name } : {}) };
  const known = township && knownVillage(township, rest);
  if (known) return { place: { ...place, village: known.village, ...readGroup(rest.slice(known.length)) } };
  const named = /^.{1,10}?(?:村委会|居委会|社区|村|嘎查)/.exec(rest)?.[0];
  const after = readGroup(named ? rest.slice(named.length) : rest);
  if (!township || township.villages.length === 0) return { place: { ...place, ...(named ? { village: named } : {}), ...after } };
  return { place: { ...place, ...after }, unknownVillage: named ?? rest };
}

/** 5组, 四组, 第十二村民小组, 3社, 二队 → `5组` …; the house number behind it stays in the text. */
export function readGroup(text: string): { group?: string } {
  const match = /^(?:村委会|村|社区|居委会|居)?第?(\d{1,3}|[一二三四五六七八九十两]{1,3})(?:村民小组|居民小组|小组|组|社|队)/.exec(
    compact(text),
  );
  const number = match && readSmallNumber(match[1]!);
  return number ? { group: `${number}组` } : {};
}

/** True when an address lies in one of the places: tells a family living at home from one living elsewhere. */
export function isWithin(text: string, places: LedgerPlaces): boolean {
  const plain = compact(text);
  return places.townships.some((township) => plain.includes(township.name) || knownVillage(township, plain) !== undefined);
}
