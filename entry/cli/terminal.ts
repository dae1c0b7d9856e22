import type { Text } from '../../platform/problem.ts';

/** How a command speaks: results on stdout, the rest on stderr, in the language asked for. */
export interface Terminal {
  readonly language: keyof Text;
  /** A result for people. */
  print(text: Text | string): void;
  /** A result for programs. */
  json(value: unknown): void;
  /** Progress, warnings, failures. */
  say(text: Text | string): void;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Chinese unless `--lang en` or the terminal itself is English. */
export function languageOf(asked: string | undefined, environment: Environment): keyof Text {
  if (asked) return asked === 'en' ? 'en' : 'zh';
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  return /^en/i.test(locale) ? 'en' : 'zh';
}

export function terminalIn(language: keyof Text): Terminal {
  const said = (text: Text | string): string => (typeof text === 'string' ? text : text[language]);
  return {
    language,
    print: (text) => void process.stdout.write(`${said(text)}\n`),
    json: (value) => void process.stdout.write(`${JSON.stringify(value)}\n`),
    say: (text) => void process.stderr.write(`${said(text)}\n`),
  };
}
