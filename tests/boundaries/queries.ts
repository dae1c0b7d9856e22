import ts from 'typescript';

import { type Finding, finding, isCode, sideOf, type Source, walk } from './sources.ts';

/** Where the schema itself is made: names there cannot be parameters, and no one's input comes near. */
const MAKES_SCHEMA = /^platform\/database\/(embedded|migrate|testing|supervisor)/;
const READS = new Set(['selectFrom', 'updateTable', 'deleteFrom', 'innerJoin', 'leftJoin', 'rightJoin', 'fullJoin', 'using']);
const BUILT = new Set(['raw', 'lit']);

/** SQL put together from strings: row security guards against our mistakes, not against injection. */
export function handBuiltSql(source: Source): Finding[] {
  if (!isCode(source.path) || sideOf(source.path) === 'test' || MAKES_SCHEMA.test(source.path)) return [];
  const found: Finding[] = [];
  walk(source, (node) => {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return;
    const { name, expression } = node.expression;
    const first = node.arguments[0];
    if (expression.getText() === 'sql' && BUILT.has(name.text)) found.push(finding(source, node, `sql.${name.text}: pass values as parameters`));
    if (expression.getText() === 'CompiledQuery' && name.text === 'raw') found.push(finding(source, node, 'CompiledQuery.raw: write the query with kysely'));
    if (name.text === 'query' && first && isBuilt(first)) found.push(finding(source, node, 'SQL built by hand: pass values as parameters'));
  });
  return found;
}

const isBuilt = (node: ts.Expression): boolean =>
  ts.isTemplateExpression(node) || (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken);

/**
 * Tables sharded by county, named as in the code: those the generated row types give a countyId, without
 * the reference tables, which every server holds whole.
 */
export function countyTables(rowTypes: string, reference: ReadonlySet<string>): Set<string> {
  const bodies = new Map([...rowTypes.matchAll(/^export interface (\w+) \{\n([^]*?)^\}/gm)].map(([, name, body]) => [name, body ?? '']));
  const tables = [...(bodies.get('DB') ?? '').matchAll(/^ {2}(\w+): (\w+);/gm)].map(([, table, type]) => [table ?? '', bodies.get(type) ?? ''] as const);
  return new Set(tables.filter(([table, body]) => /^ {2}countyId:/m.test(body) && !reference.has(snakeCase(table))).map(([table]) => table));
}

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * Queries of a county's table that do not name the county: they would visit every shard of a province, and
 * lean on row security alone. One condition on county_id is asked for each such table in a statement.
 */
export function withoutCounty(tables: ReadonlySet<string>): (source: Source) => Finding[] {
  const snake = new Set([...tables].map(snakeCase));
  return (source) => {
    if (!isCode(source.path) || sideOf(source.path) !== 'server' || MAKES_SCHEMA.test(source.path)) return [];
    const found = new Set<Finding>();
    walk(source, (node) => {
      const table = builderTable(node) ?? null;
      if (table !== null && tables.has(table)) {
        const chain = outermost(node);
        if (conditions(chain.getText()) < builderTables(chain, tables)) found.add(finding(source, chain, `query of ${table} without county_id`));
      }
      if (ts.isTaggedTemplateExpression(node) && node.tag.getText().startsWith('sql')) {
        const text = node.template.getText();
        const named = [...text.matchAll(/\b(?:from|join|update|into)\s+(?:app\.)?(\w+)/gi)].map((match) => match[1] ?? '').filter((name) => snake.has(name));
        const inserts = [...text.matchAll(/\binsert\s+into\s+(?:app\.)?(\w+)/gi)].length;
        if (named.length - inserts > conditions(text)) found.add(finding(source, node, `SQL on ${named.join(', ')} without county_id`));
      }
    });
    return [...found];
  };
}

function builderTable(node: ts.Node): string | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const first = node.arguments[0];
  return READS.has(node.expression.name.text) && first && ts.isStringLiteral(first) ? first.text.split(/\s+as\s+/)[0] : undefined;
}

/** The whole builder expression a call is part of: from the first selectFrom to execute(). */
function outermost(node: ts.Node): ts.Node {
  let at = node;
  while (ts.isPropertyAccessExpression(at.parent) || (ts.isCallExpression(at.parent) && at.parent.expression === at)) at = at.parent;
  return at;
}

function builderTables(chain: ts.Node, tables: ReadonlySet<string>): number {
  let count = 0;
  const down = (node: ts.Node): void => {
    if (tables.has(builderTable(node) ?? '')) count += 1;
    ts.forEachChild(node, down);
  };
  down(chain);
  return count;
}

const conditions = (text: string): number =>
  [...text.matchAll(/['"](?:\w+\.)?county_?[iI]d['"]\s*,\s*['"](?:=|in)['"]/g)].length +
  // Kysely's join shorthand innerJoin('visit', 'visit.countyId', 'household.countyId').
  [...text.matchAll(/Join\(\s*['"][\w ]+['"]\s*,\s*['"](?:\w+\.)?countyId['"]/g)].length +
  [...text.matchAll(/(?:\w+\.)?county_id\s*(?:=|in\b)/gi)].length;
