import pg from 'pg';

import { SCHEMA } from './migrate.ts';
import { columns, constraints, extensions, others, schemaGrants, tableExtras } from './migrate-catalogue.ts';

type Line = { owner: string; text: string };

/**
 * The whole schema as text, for people to read and for a test to compare: identical on every supported
 * PostgreSQL, which no pg_dump promises (and the embedded server ships none).
 */
export async function dumpSchema(ownerUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    // Our own schema's names go unqualified in every expression the server prints.
    await client.query(`set search_path = ${SCHEMA}`);
    const ask = async (sql: string): Promise<Line[]> => (await client.query<Line>(sql, [SCHEMA])).rows;
    const head = [...(await ask(extensions)), { owner: '', text: `create schema ${SCHEMA};` }, ...(await ask(schemaGrants))].map((line) => line.text);
    const tables = tablesOf(await ask(columns), await ask(constraints), await ask(tableExtras));
    const rest = (await ask(others)).map((line) => line.text.replace(/[ \t]+$/gm, '').trim());
    return `${[HEADING, head.join('\n'), ...tables, ...rest].join('\n\n')}\n`;
  } finally {
    await client.end();
  }
}

const HEADING = '-- What the migrations add up to. Written by `npm run check -- --write`; never by hand.';

function tablesOf(columnLines: Line[], constraintLines: Line[], extraLines: Line[]): string[] {
  const bodies = group([...columnLines, ...constraintLines]);
  const extras = group(extraLines);
  const named = [...bodies].map(([name, lines]) => {
    const split = extras.get(name)?.find((text) => text.startsWith('partition by'));
    const after = (extras.get(name) ?? []).filter((text) => text !== split);
    return [`create table ${name} (\n${lines.join(',\n')}\n)${split ? ` ${split}` : ';'}`, ...after].join('\n');
  });
  const partitionsOnly = [...extras].filter(([name]) => !bodies.has(name)).map(([name, lines]) => `-- partition ${name}\n${lines.join('\n')}`);
  return [...named, ...partitionsOnly];
}

function group(lines: Line[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { owner, text } of lines) found.set(owner, [...(found.get(owner) ?? []), text]);
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}
