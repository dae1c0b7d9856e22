import { addDays, toDay, type Book, type DayNumber } from '@lianxin/engine';
import type { Insertable } from 'kysely';
import { digestOf, wantedPapers } from '../../modules/certificates/papers.facts.ts';
import type { WantedPaper } from '../../modules/certificates/papers.content.schema.ts';
import { listPaperHouseholds, type HouseholdRow } from '../../modules/certificates/papers.queries.ts';
import { expiryOf } from '../../modules/certificates/certificates.rules.ts';
import { certificateKindsOn } from '../../modules/policies/care.rules.ts';
import { policyBook } from '../../modules/policies/policies.context.ts';
import { makeCode } from '../../platform/codes/codes.ts';
import type { Context } from '../../platform/context.ts';
import type { Keys } from '../../platform/crypto/keys.ts';
import { insertAll } from '../../platform/database/insert-all.ts';
import type { Tx } from '../../platform/database/pool.ts';
import type { DB } from '../../platform/database/schema.ts';
import { Chance } from './chance.ts';
import { COUNTY } from './places.ts';

export interface CertificatePlace {
  readonly countyId: number;
  readonly divisionIds: readonly number[];
  readonly keys: Keys;
  readonly book: Book;
  readonly seed: number;
  readonly today: DayNumber;
  /** The account that issued them all. */
  readonly officer: string;
}

// Streams of families count upwards from one; this one is far from all of them.
const STREAM = 0x7ffe0000;
const HOUSEHOLDS_AT_ONCE = 500;
// Papers of so many households are twenty thousand rows; a larger county is there to be measured, and shows certificates alone.
const MOST_WITH_PAPERS = 5_000;

/**
 * Certificates and the four papers as an office has them after a year: most are in the families' hands, some are printed and wait, some name somebody
 * who has gone, some members hold none yet. Last of all that is laid, because a paper says what everything else says.
 */
export async function layCertificates(tx: Tx, place: CertificatePlace): Promise<void> {
  const chance = new Chance(place.seed, STREAM);
  const today = toDay(place.today);
  const runId = chance.id(addDays(place.today, -PRINTED_DAYS));
  const papers = new Papers(tx, place, { chance, runId });
  let after: readonly [number, string] | null = null;
  for (let done = 0; ; done += HOUSEHOLDS_AT_ONCE) {
    const households: HouseholdRow[] = await listPaperHouseholds(tx, place.countyId, place.divisionIds, today, { limit: HOUSEHOLDS_AT_ONCE, after });
    await issueAll(tx, place, chance, households);
    if (done < MOST_WITH_PAPERS) await papers.lay(households);
    const last = households.at(-1);
    if (households.length < HOUSEHOLDS_AT_ONCE || !last) return;
    after = [last.divisionId, last.householdId];
  }
}

// In thousandths of the members: issued; of those, in the holder's hands.
const ISSUED = 930;
const IN_HAND = 960;
const YEAR_AND_A_HALF = 540;

async function issueAll(tx: Tx, { countyId, keys, book, today, officer }: CertificatePlace, chance: Chance, households: readonly HouseholdRow[]): Promise<void> {
  if (households.length === 0) return;
  const packs = new Map(households.map(({ householdId, packId }) => [householdId, packId]));
  const members = await tx.selectFrom('member').select(['memberId', 'householdId', 'divisionId']).where('countyId', '=', countyId)
    .where('householdId', 'in', [...packs.keys()]).where('deathDay', 'is', null).orderBy('memberId').execute();
  const rows: Insertable<DB['certificate']>[] = members.flatMap((member) => {
    const packId = packs.get(member.householdId);
    const kinds = packId ? certificateKindsOn(policyBook({ book }), packId, today).filter(({ required, handledBy }) => required && handledBy === 'office') : [];
    return kinds.filter(() => chance.perMille(ISSUED)).map(({ id: kind, months }) => {
      const on = addDays(today, -chance.int(20, YEAR_AND_A_HALF));
      const issuedOn = toDay(on);
      const code = makeCode(keys, COUNTY.code);
      return {
        countyId, certificateId: chance.id(on), ...member, kind, issuedOn, expiresOn: expiryOf(issuedOn, months), issuedBy: officer, printedOn: issuedOn,
        deliveredOn: chance.perMille(IN_HAND) ? toDay(addDays(on, chance.int(1, 15))) : null, codeEnc: keys.seal(code.text), codeIndex: code.index, replaces: null,
      };
    });
  });
  await insertAll(tx, 'certificate', rows);
  await insertAll(tx, 'certificateCode', rows.map(({ certificateId, codeIndex }) => ({ codeIndex: codeIndex!, countyId, certificateId })));
}

// The last round of printing; whoever changed since stands on the wrong cards.
const PRINTED_DAYS = 25;
// In a hundred papers.
const PRINTED = [['inHand', 82], ['waiting', 6], ['outdated', 5], ['never', 7]] as const;

/** The papers of an invented round of printing, each with the digest of what stands on it today, or of something that no longer does. */
class Papers {
  private readonly tx: Tx;
  private readonly place: CertificatePlace;
  private readonly round: { readonly chance: Chance; readonly runId: string };

  constructor(tx: Tx, place: CertificatePlace, round: { readonly chance: Chance; readonly runId: string }) {
    this.tx = tx;
    this.place = place;
    this.round = round;
  }

  async lay(households: readonly HouseholdRow[]): Promise<void> {
    const { countyId, keys, book, today } = this.place;
    // The papers' facts ask a context for no more than these.
    const ctx = { tx: this.tx, actor: { countyId }, today: toDay(today), keys, book } as unknown as Context;
    const found = await wantedPapers(ctx, households);
    await insertAll(this.tx, 'paper', found.flatMap(({ household, wanted }) => wanted.flatMap((one) => this.made(ctx, household, one))));
  }

  private made(ctx: Context, { householdId, divisionId }: HouseholdRow, wanted: WantedPaper): Insertable<DB['paper']>[] {
    const { chance, runId } = this.round;
    const fate = chance.weighed(PRINTED);
    if (wanted.content === null || fate === 'never') return [];
    const on = addDays(this.place.today, -PRINTED_DAYS);
    const digest = digestOf(ctx, fate === 'outdated' ? { ...wanted.content, county: '' } : wanted.content);
    const inHand = fate !== 'waiting';
    return [{
      countyId: this.place.countyId, paperId: chance.id(on), householdId, divisionId, memberId: wanted.member?.id ?? null, kind: wanted.kind, certificateId: wanted.certificateId,
      contractId: wanted.contractId, runId, madeAt: chance.time(on), madeOn: toDay(on), printedDigest: digest,
      deliveredOn: inHand ? toDay(addDays(on, chance.int(0, 18))) : null, deliveredBy: inHand ? this.place.officer : null,
    }];
  }
}
