import ts from 'typescript';

import { type Finding, finding, type Source, walk } from './sources.ts';

const AMBIENT = new Set(['performance', 'crypto', 'process', 'setTimeout', 'setInterval', 'fetch', 'localStorage', 'globalThis']);
const CALLS = new Set(['Date.now', 'Math.random']);

/** Clock, randomness and the world outside, where the same facts must always give the same answer. */
export function impurities(source: Source): Finding[] {
  const pure = source.path.startsWith('engine/src/') || source.path.endsWith('.rules.ts');
  if (!pure) return [];
  const found: Finding[] = [];
  walk(source, (node) => {
    const what = impurity(node);
    if (what) found.push(finding(source, node, `${what}: a pure file takes the day and the rest as arguments`));
  });
  return found;
}

function impurity(node: ts.Node): string | null {
  if (ts.isPropertyAccessExpression(node) && CALLS.has(node.getText())) return node.getText();
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) return 'new Date()';
  if (ts.isCallExpression(node) && node.expression.getText() === 'Date') return 'Date()';
  if (ts.isIdentifier(node) && AMBIENT.has(node.text) && isFreeName(node)) return node.text;
  return null;
}

/** A property, a parameter or a field may well be called `process`; only the ambient thing is meant. */
function isFreeName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  return ts.isCallExpression(parent) && parent.expression === node;
}
