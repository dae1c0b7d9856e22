/** Reading what people type into cells: widths, spaces, dashes for "nothing", names, phones. */

/** ASCII without spaces, and the common Chinese characters: nothing to tidy, and nearly all cells are of this kind. */
const tidyAlready = /^[\x21-\x7e\u4e00-\u9fff]*$/;

/** Full-width digits, letters and brackets become the usual ones; odd spaces become spaces; ends are trimmed. */
export function tidy(text: string): string {
  if (tidyAlready.test(text)) return text;
  return text
    .normalize('NFKC')
    .replace(/[\u200b-\u200d\ufeff]/g, '')
    .trim();
}

/** As tidy, without any white space: for addresses, headings and names, where a space never carries meaning. */
export function compact(text: string): string {
  if (tidyAlready.test(text)) return text;
  return tidy(text).replace(/\s+/g, '');
}

const nothing = /^(?:无|没有|暂无|空|待定|不详|未知|[-—–_/\\.、]+|nan|null|n\/a|#n\/a)$/i;

/** True for an empty cell and for the marks people put into a cell to say that there is nothing. */
export function saysNothing(text: string): boolean {
  const plain = compact(text);
  return plain === '' || nothing.test(plain);
}

/**
 * A person's name: `王　芳` and `王 芳` are 王芳; `王芳（女）` and `王芳（支书）` are 王芳; the dot within names of several
 * parts becomes `·`. Answers undefined for an empty cell.
 */
export function readName(text: string): string | undefined {
  if (saysNothing(text)) return undefined;
  const plain = tidy(text)
    .replace(/\(.*?\)/g, '')
    .replace(/[•・‧∙.]/g, '·');
  const latin = /^[\p{Script=Latin}\s·'-]+$/u.test(plain);
  const name = latin ? plain.replace(/\s+/g, ' ').trim() : plain.replace(/\s+/g, '');
  return name === '' ? undefined : name;
}

export type PhoneReading = { numbers: string[]; wrong: string[] };

/**
 * Phones in a cell: mobiles (11 digits from 13 to 19), landlines with or without area code, `+86`, spaces and dashes within.
 * `wrong` holds what has digits but is no number that can be dialled.
 */
export function readPhones(text: string): PhoneReading {
  if (saysNothing(text)) return { numbers: [], wrong: [] };
  const reading: PhoneReading = { numbers: [], wrong: [] };
  for (const part of phoneParts(tidy(text))) {
    const number = toPhone(part);
    if (number) reading.numbers.push(number);
    else reading.wrong.push(part);
  }
  return reading;
}

/** Cuts at signs that separate numbers; a space separates only if both sides are long enough to be numbers of their own. */
function phoneParts(text: string): string[] {
  const parts = text.split(/[、,;/\n]|或/).flatMap((part) => {
    const pieces = part.trim().split(/\s+/);
    return pieces.every((piece) => piece.replace(/\D/g, '').length >= 7) ? pieces : [part];
  });
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function toPhone(part: string): string | undefined {
  const bare = part.replace(/\(.*?[^\d\s()-].*?\)/g, '').replace(/^(?:手机|电话|tel)[::]?/i, '');
  if (/[^\d\s()+\-—–.]/.test(bare)) return undefined;
  const digits = bare
    .replace(/\D/g, '')
    .replace(/^(?:0086|86)(?=1\d{10}$)/, '')
    .replace(/^0(?=1[3-9]\d{9}$)/, '');
  if (/^1[3-9]\d{9}$/.test(digits)) return digits;
  if (/^0[1-9]\d{9,10}$/.test(digits)) return digits;
  return /^[2-8]\d{6,7}$/.test(digits) ? digits : undefined;
}

/** `王芳13800000000` or `王芳 138 0000 0000`: name and phone written into one cell. */
export function splitContact(text: string): { name: string; phone: string } {
  const plain = tidy(text);
  const at = plain.search(/[\d+]/);
  return at < 0
    ? { name: plain, phone: '' }
    : { name: plain.slice(0, at).replace(/[::,、(]\s*$/, ''), phone: plain.slice(at).replace(/\)$/, '') };
}

const digitsOf: Record<string, number> = { 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };

/** 四 is 4, 十二 is 12, 二十 is 20; villages have fewer than a hundred groups. Digits answer themselves. */
export function readSmallNumber(text: string): number | undefined {
  if (/^\d{1,3}$/.test(text)) return Number(text);
  const tens = /^([一二三四五六七八九]?)十([一二三四五六七八九]?)$/.exec(text);
  if (tens) return (digitsOf[tens[1]!] ?? 1) * 10 + (digitsOf[tens[2]!] ?? 0);
  return digitsOf[text];
}
