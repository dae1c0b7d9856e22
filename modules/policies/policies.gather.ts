import { day, toNumber } from '@lianxin/engine';
import type { DayNumber, Spell, Text } from '@lianxin/engine';
import { CARE_SECTIONS } from './care.schema.ts';
import type { CareSection, CareShapes } from './care.schema.ts';
import { problem } from './policies.problems.rules.ts';
import type { PackFile, PackFolder } from './policies.read.ts';
import type { CaseShape, OffShape, PackFileShape, PackProblem, RequiredShape, RoleShape, RuleShape, SettingShape } from './policies.schema.ts';

/** A value and where it stands, so that a problem found later still names the line. */
export interface Sourced<T> {
  readonly value: T;
  readonly at: (...below: PropertyKey[]) => { file: string; line: number };
}
export type Versions<T> = ReadonlyMap<string, readonly Sourced<T>[]>;

/** One region's pack, its files put together, nothing inherited yet. */
export interface Region {
  readonly id: string;
  readonly title: Text;
  readonly region: Text;
  readonly parent: string | null;
  readonly term: { readonly from: string; readonly to: string | null };
  readonly at: Sourced<unknown>['at'];
  readonly documents: NonNullable<PackFileShape['documents']>;
  readonly roles: ReadonlyMap<string, Sourced<RoleShape>>;
  readonly required: Versions<RequiredShape>;
  readonly rules: Versions<RuleShape>;
  readonly settings: Versions<SettingShape>;
  readonly off: Versions<OffShape>;
  readonly care: { readonly [S in CareSection]: Versions<CareShapes[S]> };
  readonly cases: readonly Sourced<CaseShape>[];
}

export const number = (text: string): DayNumber => toNumber(day(text));
export const spellOf = (dated: { from: string; to: string | null }): Spell =>
  ({ from: number(dated.from), to: dated.to === null ? null : number(dated.to) });

const sourced = <T>(file: PackFile, path: readonly PropertyKey[], value: T): Sourced<T> =>
  ({ value, at: (...below) => ({ file: file.path, line: file.line([...path, ...below]) }) });

type Keyed = 'roles' | 'required' | 'rules' | 'settings' | 'off' | 'documents' | CareSection;

/** A section's keys over all files; a key in two files is as wrong as a key twice in one. */
function section<S extends Keyed>(files: readonly PackFile[], name: S, problems: PackProblem[]) {
  type Value = NonNullable<NonNullable<PackFileShape[S]>[keyof NonNullable<PackFileShape[S]>]>;
  const found = new Map<string, Sourced<Value>>();
  for (const file of files) {
    for (const [key, value] of Object.entries(file.content[name] ?? {})) {
      const one = sourced(file, [name, key], value as Value);
      if (found.has(key)) problems.push(problem('key.duplicate', one.at(), { key }));
      else if (value !== undefined) found.set(key, one);
    }
  }
  return found;
}

function versions<T>(keyed: ReadonlyMap<string, Sourced<readonly T[]>>): Versions<T> {
  return new Map([...keyed].map(([key, list]) =>
    [key, list.value.map((value, index) => ({ value, at: (...below: PropertyKey[]) => list.at(index, ...below) }))]));
}

const careOf = (files: readonly PackFile[], problems: PackProblem[]): Region['care'] =>
  Object.fromEntries(CARE_SECTIONS.map((name) => [name, versions(section(files, name, problems) as ReadonlyMap<string, Sourced<readonly unknown[]>>)])) as unknown as Region['care'];

type Head = Pick<PackFileShape, 'id' | 'title' | 'region' | 'parent' | 'term'>;
const HEAD = ['id', 'title', 'region', 'parent', 'term'] as const;

function head(folder: PackFolder, problems: PackProblem[]) {
  const main = folder.files.find((file) => file.path.endsWith('/pack.yaml'))!;
  for (const file of folder.files) {
    if (file === main) continue;
    for (const key of HEAD) if (file.content[key] !== undefined) problems.push(problem('key.duplicate', { file: file.path, line: file.line([key]) }, { key }));
  }
  const { id, title, region, term, parent = null }: Head = main.content;
  for (const [key, value] of Object.entries({ id, title, region, term })) {
    if (value === undefined) problems.push(problem('field.missing', { file: main.path, line: 1 }, { key }));
  }
  if (id !== undefined && id !== folder.name) {
    problems.push(problem('pack.idMismatch', { file: main.path, line: main.line(['id']) }, { id, folder: folder.name }));
  }
  if (id === undefined || title === undefined || region === undefined || term === undefined) return null;
  return { id, title, region, parent, term, at: sourced(main, [], null).at };
}

/** Puts the files of one folder together; null when its head is not complete. */
export function gather(folder: PackFolder): { region: Region | null; problems: PackProblem[] } {
  const problems: PackProblem[] = [];
  const { files } = folder;
  const top = head(folder, problems);
  const documents = section(files, 'documents', problems);
  const body = {
    documents: Object.fromEntries([...documents].map(([key, one]) => [key, one.value])),
    roles: section(files, 'roles', problems),
    required: versions(section(files, 'required', problems)),
    rules: versions(section(files, 'rules', problems)),
    settings: versions(section(files, 'settings', problems)),
    off: versions(section(files, 'off', problems)),
    care: careOf(files, problems),
    cases: files.flatMap((file) => (file.content.cases ?? []).map((value, index) => sourced(file, ['cases', index], value))),
  };
  return { region: top === null ? null : { ...top, ...body }, problems };
}
