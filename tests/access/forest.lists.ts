import { uuidv7 } from 'uuidv7';
import type { Ground } from './forest.ts';

/** A printed list asked for: open to be printed today, past its days since yesterday, or not decided yet. */
export interface GrownList {
  readonly id: string;
  readonly countyId: number;
  readonly hospitalId: string;
  /** Of the place whose members it names. */
  readonly path: string;
  readonly state: 'approved' | 'over' | 'asked';
  /** This county has named the hospital. */
  readonly designated: boolean;
}

const DECIDED = { approved: { decidedOn: '2026-11-20', untilDay: '2026-11-22' }, over: { decidedOn: '2026-11-15', untilDay: '2026-11-21' } } as const;

/** For each hospital that serves the county one of each state, whether it was designated or only was when it asked. */
export async function growLists({ owner, countyId, hospitals, places }: Ground, listed: number): Promise<GrownList[]> {
  const { divisionId, path } = places[listed % places.length]!;
  const lists = hospitals.flatMap((hospitalId, index) => (['approved', 'over', 'asked'] as const).map((state): GrownList =>
    ({ id: uuidv7(), countyId, hospitalId, path, state, designated: index === 0 })));
  for (const { id, hospitalId, state } of lists) {
    const decided = state === 'asked' ? {} : { ...DECIDED[state], decidedBy: uuidv7(), decidedName: '批的人', divisionId };
    await owner.insertInto('memberList').values({
      countyId, listId: id, hospitalId, purpose: '导医台核对', byHospital: true, askedBy: uuidv7(), askedName: '要的人', askedAt: new Date('2026-11-14T02:00:00Z'), ...decided,
    }).execute();
  }
  return lists;
}
