import { dirname, posix } from 'node:path';

import ts from 'typescript';

import { type Finding, finding, isCode, sideOf, type Source, walk } from './sources.ts';

/** The one order of the modules: each may import those before it. */
export const MODULES = [
  'divisions', 'accounts', 'policies', 'households', 'contacts', 'visits',
  'incidents', 'accommodations', 'doctors', 'certificates', 'hospital', 'duties', 'coverage', 'imports', 'reports',
] as const;

const LAYERS = ['engine', 'platform', 'modules', 'entry'];
const ENGINE = '@lianxin/engine';
/** Component libraries would eat the phone's whole budget of 150 kB. */
const TOO_HEAVY_FOR_PHONE = /^(antd|@ant-design|echarts)/;

/** `erased`: only types are taken, nothing of it runs. */
type Import = { node: ts.Node; target: string; erased: boolean };

/** Imports that go upwards, sideways against the order of modules, or to the wrong side of the network. */
export function wrongDirections(source: Source): Finding[] {
  if (!isCode(source.path)) return [];
  return importsOf(source).flatMap(({ node, target, erased }) => {
    const wrong = target.startsWith('.') ? wrongRelative(source.path, target, erased) : wrongPackage(source.path, target);
    return wrong === null ? [] : [finding(source, node, `imports ${target}: ${wrong}`)];
  });
}

function importsOf(source: Source): Import[] {
  const found: Import[] = [];
  walk(source, (node) => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      found.push({ node, target: node.moduleSpecifier.text, erased: isErased(node) });
    }
    const first = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword ? node.arguments[0] : undefined;
    if (first && ts.isStringLiteral(first)) found.push({ node, target: first.text, erased: false });
  });
  return found;
}

const isErased = (node: ts.ImportDeclaration | ts.ExportDeclaration): boolean =>
  ts.isImportDeclaration(node) ? node.importClause?.isTypeOnly === true : node.isTypeOnly;

function wrongRelative(path: string, specifier: string, erased: boolean): string | null {
  if (!/\.(ts|tsx|css|json|mjs|svg)(\?\w+)?$/.test(specifier)) return 'a relative import carries its extension';
  const target = posix.normalize(posix.join(dirname(path), specifier));
  if (target.startsWith('engine/') && !path.startsWith('engine/')) return `the engine is imported as ${ENGINE}`;
  if (sideOf(path) === 'test') return null;
  if (layerOf(target) > layerOf(path)) return `${LAYERS[layerOf(path)] ?? path} may not know what stands above it`;
  return wrongModule(path, target) ?? wrongSide(path, target, erased);
}

const layerOf = (path: string): number => LAYERS.indexOf(path.split('/')[0] ?? '');

function wrongModule(path: string, target: string): string | null {
  if (!path.startsWith('modules/') || !target.startsWith('modules/')) return null;
  const [own, other] = [path, target].map((each) => (MODULES as readonly string[]).indexOf(each.split('/')[1] ?? ''));
  return (other ?? 0) > (own ?? 0) ? 'that module comes later in the order' : null;
}

function wrongSide(path: string, target: string, erased: boolean): string | null {
  if (!isCode(target)) return null;
  const [own, other] = [sideOf(path), sideOf(target)];
  if (other === 'test') return 'the program may not need its tests';
  if (own === 'shared' && other !== 'shared' && !erased) return `code of both sides may not need ${other} code`;
  if (own === 'browser' && other === 'server') return 'the browser cannot run server code';
  if (own === 'server' && other === 'browser') return 'the server cannot run browser code';
  return null;
}

function wrongPackage(path: string, name: string): string | null {
  const side = sideOf(path);
  if (path.startsWith('engine/src/')) return 'the engine depends on nothing';
  if (name.startsWith('node:') && (side === 'browser' || side === 'shared')) return `${side} code runs without Node`;
  if (path.startsWith('entry/phone/') && TOO_HEAVY_FOR_PHONE.test(name)) return 'too heavy for the phone';
  return null;
}

/** Modules nobody put into the order. */
export function unlistedModules(sources: readonly Source[]): Finding[] {
  const names = new Set(sources.filter(({ path }) => path.startsWith('modules/')).map(({ path }) => path.split('/')[1] ?? ''));
  return [...names].filter((name) => !(MODULES as readonly string[]).includes(name)).map((name) => `modules/${name} is missing in the order of modules`);
}
