/** A foreign key from one table to another. */
export interface Reference {
  readonly from: string;
  readonly to: string;
}

/**
 * Tables so that each stands after those it refers to: rows can then be laid in with every constraint on, by an owner who is no superuser.
 * A table that refers to itself is no matter, its rows come in one statement. By name where nothing else decides.
 * @throws RangeError when tables refer to one another in a circle
 */
export function inOrderOfReferences(tables: readonly string[], references: readonly Reference[]): string[] {
  const left = new Set([...tables].sort());
  const ordered: string[] = [];
  while (left.size > 0) {
    const next = [...left].find((table) => !references.some(({ from, to }) => from === table && to !== table && left.has(to)));
    if (next === undefined) throw new RangeError(`tables refer to one another in a circle: ${[...left].join(', ')}`);
    left.delete(next);
    ordered.push(next);
  }
  return ordered;
}
