import ts from 'typescript';

import { type Finding, finding, isCode, sideOf, type Source, walk } from './sources.ts';

const MOST_LINES = 400;
const DERIVED = new Set(['platform/database/schema.ts', 'db/schema.sql']);
const EMPTY_NAMES = new Set(['util', 'utils', 'common', 'helper', 'helpers', 'manager', 'data', 'misc', 'stuff']);
const PROMISES = /\b(TODO|FIXME)\b|coming soon|not (?:yet )?implemented|敬请期待|即将上线|暂未开放|功能开发中/i;
const MACHINES = /(^|[\s"'`(])\/(work|tmp\/brief)\//;
const HAN = /\p{Script=Han}/u;

/** Files too long to hold in one's head. */
export function tooLong({ path, text }: Source): Finding[] {
  if (DERIVED.has(path) || !/\.(tsx?|mjs|css)$/.test(path)) return [];
  const lines = text.trimEnd().split('\n').length;
  return lines > MOST_LINES ? [`${path}:${MOST_LINES} has ${lines} lines, more than ${MOST_LINES}`] : [];
}

/** Names that say nothing, in folders, files and what files export. */
export function emptyNames(source: Source): Finding[] {
  if (!/\.(tsx?|mjs|css)$/.test(source.path)) return [];
  const found = source.path.split('/').flatMap((part) => {
    const empty = partsOf(part).find((word) => EMPTY_NAMES.has(word));
    return empty ? [`${source.path}:1 "${empty}" says nothing about what is inside`] : [];
  });
  return [...found, ...emptyExports(source)];
}

const partsOf = (name: string): string[] => name.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase().split(/[.\-_]/);

function emptyExports(source: Source): Finding[] {
  if (!isCode(source.path)) return [];
  const found: Finding[] = [];
  walk(source, (node) => {
    if (!(ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node))) return;
    const name = node.name?.text ?? '';
    const last = partsOf(name).at(-1) ?? '';
    if (EMPTY_NAMES.has(last) && last !== 'data') found.push(finding(source, node, `${name}: "${last}" says nothing`));
  });
  return found;
}

/** Promises to people or to ourselves in place of the thing. */
export function promises({ path, text }: Source): Finding[] {
  return linesWith(path, text, PROMISES, 'promises something that is not there');
}

/** Paths of the machine somebody happened to work on. */
export function machinePaths({ path, text }: Source): Finding[] {
  return linesWith(path, text, MACHINES, 'names a folder of one machine');
}

function linesWith(path: string, text: string, pattern: RegExp, what: string): Finding[] {
  // This folder has to spell out what it looks for.
  if (path.startsWith('tests/boundaries/')) return [];
  return text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1} ${what}: ${line.trim().slice(0, 80)}`] : []));
}

/** The product's name and a language's own name are the same in both languages. */
const NAMES = /连心|中文/g;

/** Chinese words in a page: they belong into a *.text.ts, where the type demands the English beside them. */
export function wordsInPages(source: Source): Finding[] {
  if (sideOf(source.path) !== 'browser' || !isCode(source.path)) return [];
  const found: Finding[] = [];
  walk(source, (node) => {
    const spoken = ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isJsxText(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
    if (spoken && HAN.test(node.text.replace(NAMES, ''))) found.push(finding(source, node, `words outside a *.text.ts file: ${node.text.trim().slice(0, 30)}`));
  });
  return found;
}

/** Text files whose languages no type compares. */
export function uncheckedTexts({ path, text }: Source): Finding[] {
  if (!path.endsWith('.text.ts')) return [];
  return /(?::|satisfies|=>|new)[^=;]*\b(Texts?|Words|Problem)\b/.test(text) ? [] : [`${path}:1 its texts are not checked: \`as const satisfies Texts\`, or a type that wants both`];
}
