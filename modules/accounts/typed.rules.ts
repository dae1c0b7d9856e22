/** A phone as it is stored and looked up: digits only. */
const MOBILE = /^1[3-9]\d{9}$/;
const WITH_AREA = /^0[1-9]\d{9,10}$/;
const LOCAL = /^[2-8]\d{6,7}$/;

/**
 * The digits of a number that can be dialled: a mobile (11 digits from 13 to 19) or a landline with or without its area code.
 * Full-width digits, spaces, dashes, brackets and +86 are taken away. Null for anything else.
 */
export function readPhone(text: string): string | null {
  const plain = text.normalize('NFKC').trim();
  if (/[^\d\s()+\-–—.]/.test(plain)) return null;
  const digits = plain.replace(/\D/g, '').replace(/^(?:0086|86)(?=1\d{10}$)/, '').replace(/^0(?=1[3-9]\d{9}$)/, '');
  return [MOBILE, WITH_AREA, LOCAL].some((shape) => shape.test(digits)) ? digits : null;
}

/** Letters as a name is stored by: `Lü Xiu` is looked for as `lvxiu`. Null when the text is not letters alone. */
export function readLetters(text: string): string | null {
  const letters = text.normalize('NFKC').toLowerCase().replace(/[\s'-]/g, '').replace(/ü/g, 'v');
  return /^[a-z]+$/.test(letters) ? letters : null;
}
