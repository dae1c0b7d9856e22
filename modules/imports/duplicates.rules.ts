/** Households written twice in one file, and ID numbers given to two people. Holds one short key a row. */

export type HouseholdMark = {
  row: number;
  headName: string;
  householdKey?: string | undefined;
  village?: string | undefined;
  phone?: string | undefined;
  idNumber?: string | undefined;
};

export type DuplicateFinding =
  { kind: 'duplicate'; row: number; otherRow: number } | { kind: 'idConflict'; row: number; otherRow: number; otherName: string };

export type HouseholdTally = { add(mark: HouseholdMark): void; findings(): DuplicateFinding[] };

/**
 * The same hidden key, the same ID number under one name, or the same head, village and phone, is one household: the later row is a duplicate. The
 * same ID number under two names is a conflict of every row that has it, because nobody can tell here whose it is.
 */
export function createHouseholdTally(): HouseholdTally {
  const byId = new Map<string, { row: number; headName: string; conflict: boolean }>();
  const byKey = new Map<string, number>();
  const byPhone = new Map<string, { row: number; idNumber: string | undefined }>();
  const findings: DuplicateFinding[] = [];

  function addId(mark: HouseholdMark, idNumber: string): boolean {
    const first = byId.get(idNumber);
    if (!first) byId.set(idNumber, { row: mark.row, headName: mark.headName, conflict: false });
    if (!first) return false;
    if (first.headName === mark.headName) {
      findings.push({ kind: 'duplicate', row: mark.row, otherRow: first.row });
      return true;
    }
    if (!first.conflict) findings.push({ kind: 'idConflict', row: first.row, otherRow: mark.row, otherName: mark.headName });
    findings.push({ kind: 'idConflict', row: mark.row, otherRow: first.row, otherName: first.headName });
    first.conflict = true;
    return true;
  }

  function addKey({ row, householdKey }: HouseholdMark): boolean {
    if (householdKey === undefined) return false;
    const otherRow = byKey.get(householdKey);
    if (otherRow === undefined) byKey.set(householdKey, row);
    else findings.push({ kind: 'duplicate', row, otherRow });
    return otherRow !== undefined;
  }

  function addPhone(mark: HouseholdMark): void {
    if (mark.phone === undefined) return;
    const key = `${mark.headName}|${mark.village ?? ''}|${mark.phone}`;
    const first = byPhone.get(key);
    if (!first) byPhone.set(key, { row: mark.row, idNumber: mark.idNumber });
    else if (!differ(first.idNumber, mark.idNumber)) findings.push({ kind: 'duplicate', row: mark.row, otherRow: first.row });
  }

  return {
    add(mark) {
      const told = addKey(mark) || (mark.idNumber !== undefined && addId(mark, mark.idNumber));
      if (!told) addPhone(mark);
    },
    findings: () => findings,
  };
}

const differ = (a: string | undefined, b: string | undefined) => a !== undefined && b !== undefined && a !== b;
