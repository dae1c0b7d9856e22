export type PasswordFault = 'password.short' | 'password.plain' | 'password.username' | 'password.common' | 'password.same';

const SHORTEST = 8;
const KINDS_NEEDED = 3;
// What guessers try first, here and everywhere; compared without case and with the usual swaps undone, so that P@ssw0rd1 is one of them.
const GUESSED_FIRST = [
  'password', 'passw0rd', 'qwerty', 'qwertyuiop', 'asdfgh', 'zxcvbn', 'abc123', 'abcd1234', 'admin', 'administrator', 'root', 'welcome', 'letmein', 'iloveyou',
  '123456', '12345678', '123456789', '111111', '888888', '666666', '123123', '5201314', '1qaz2wsx', 'qazwsx', 'woaini', 'weijian', 'jiankang', 'lianxin', 'jisheng',
];

const plain = (text: string): string => text.toLowerCase().replace(/@/g, 'a').replace(/\$/g, 's').replace(/[!1]/g, 'i').replace(/0/g, 'o').replace(/3/g, 'e');
const GUESSED_PLAIN = GUESSED_FIRST.map((word) => plain(word));

/** A common word with at most four characters around it is still that word: Admin@123, Lianxin1! */
const SPARE = 4;

/** What is wrong with a password somebody chose; empty: nothing. `current` is the one it replaces, where it is known. */
export function passwordFaults(password: string, username: string, current?: string): PasswordFault[] {
  const kinds = [/[A-Z]/, /[a-z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(password)).length;
  const name = username.toLowerCase();
  return [
    ...([...password].length < SHORTEST ? ['password.short' as const] : []),
    ...(kinds < KINDS_NEEDED ? ['password.plain' as const] : []),
    ...(name.length >= 3 && password.toLowerCase().includes(name) ? ['password.username' as const] : []),
    ...(isGuessable(password) ? ['password.common' as const] : []),
    ...(password === current ? ['password.same' as const] : []),
  ];
}

function isGuessable(password: string): boolean {
  const word = plain(password);
  return GUESSED_PLAIN.some((common) => word.includes(common) && word.length - common.length <= SPARE) || /^(.)\1+$/.test(password);
}

// Without l 1 I O 0 and what is read as one of them aloud: these are written on paper and typed by somebody else.
const SMALL = 'abcdefghijkmnpqrstuvwxyz';
const CAPITAL = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const DIGITS = '23456789';
const GROUPS = 3;
const GROUP_LENGTH = 4;
export const GENERATED_LENGTH = GROUPS * GROUP_LENGTH;

/**
 * A password that can be read out: three groups of four as `Kmzt-4rhw-Xq7n`, some 65 bits.
 * @param draw an even choice of `0 .. below - 1`, from a source nobody can predict
 */
export function readablePassword(draw: (below: number) => number): string {
  const pick = (from: string): string => from[draw(from.length)]!;
  const signs = Array.from({ length: GENERATED_LENGTH }, () => pick(SMALL + CAPITAL + DIGITS));
  // One of each kind at places of their own, so that it always passes the rule it comes under.
  [CAPITAL, SMALL, DIGITS].forEach((kind, group) => { signs[group * GROUP_LENGTH + draw(GROUP_LENGTH)] = pick(kind); });
  return Array.from({ length: GROUPS }, (_, group) => signs.slice(group * GROUP_LENGTH, (group + 1) * GROUP_LENGTH).join('')).join('-');
}
