import type { PaperState } from './papers.schema.ts';
import type { CardContact, SheetBenefit, WantedPaper } from './papers.content.schema.ts';
import { BENEFIT_KINDS, BENEFIT_SERVICES, type Benefit } from '../policies/care.schema.ts';

/** A paper as it was printed: what it was for, the digest of what stood on it, and what became of it. */
export interface MadePaper {
  readonly paperId: string;
  readonly kind: string;
  readonly memberId: string | null;
  readonly certificateId: string | null;
  readonly contractId: string | null;
  readonly printedDigest: Uint8Array;
  readonly madeOn: string;
  readonly deliveredOn: string | null;
}

/** Whether a printed paper is the one wanted: another certificate or contract wants a paper of its own. */
export const isFor = (wanted: Pick<WantedPaper, 'kind' | 'member' | 'certificateId' | 'contractId'>, made: Omit<MadePaper, 'printedDigest' | 'madeOn' | 'deliveredOn'>): boolean =>
  made.kind === wanted.kind && made.memberId === (wanted.member?.id ?? null) && made.certificateId === wanted.certificateId && made.contractId === wanted.contractId;

/**
 * How a paper stands: the last one printed decides, and it is outdated when what would be printed today is something else.
 * @param digest of today's content; null where what it is about is lacking
 */
export function stateOf(wanted: Pick<WantedPaper, 'handedOver'>, last: MadePaper | undefined, digest: Uint8Array | null): PaperState {
  if (digest === null) return 'lacking';
  // Handed over before this program printed anything: the family has it, and what stands on it is the certificate.
  if (!last) return wanted.handedOver === null ? 'toMake' : 'delivered';
  if (!same(last.printedDigest, digest)) return 'outdated';
  return last.deliveredOn === null && (wanted.handedOver ?? '') < last.madeOn ? 'toDeliver' : 'delivered';
}

const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, at) => byte === b[at]);

/** A new one is owed. */
export const isOwed = (state: PaperState): boolean => state === 'toMake' || state === 'outdated';

// The nearest comes first: whom one calls for a leaking roof stands above whom one calls for a decision.
const NEAREST: readonly string[] = ['villageCadre', 'carer', 'villageDoctor', 'familyDoctor', 'townshipContact', 'townshipLeader', 'countyCadre', 'special'];
const place = (role: string): number => (NEAREST.includes(role) ? NEAREST.indexOf(role) : NEAREST.length);

/** The contacts of a card, the nearest first, each person once though they serve in two roles. */
export function inOrder(contacts: readonly (CardContact & { readonly workerId: string })[]): CardContact[] {
  const sorted = [...contacts].sort((a, b) => place(a.role) - place(b.role) || (a.workerId < b.workerId ? -1 : 1));
  const first = sorted.filter((one, at) => sorted.findIndex(({ workerId }) => workerId === one.workerId) === at);
  return first.map(({ role, title, name, phone }) => ({ role, title, name, phone }));
}

// In the order in which one goes through a hospital: what comes first, then what is free, then the rest.
const step = ({ kind, service }: Benefit): number => BENEFIT_KINDS.indexOf(kind) * BENEFIT_SERVICES.length + BENEFIT_SERVICES.indexOf(service);

/** Benefits as a family reads them: those of one article that hold alike in one line. */
export function benefitLines(benefits: readonly Benefit[]): SheetBenefit[] {
  const lines = new Map<string, SheetBenefit>();
  for (const { title, fee, perYear, reach, excludes, needs, when, clause } of [...benefits].sort((a, b) => step(a) - step(b))) {
    const rest = {
      fee: fee?.zh ?? null, perYear, reach, excludes: [...excludes], needs: [...needs], flags: [...(when?.flags ?? [])], ageFrom: when?.ageFrom ?? null,
      document: clause.document, article: clause.article,
    };
    const key = JSON.stringify(rest);
    lines.set(key, { titles: [...(lines.get(key)?.titles ?? []), title.zh], ...rest });
  }
  return [...lines.values()];
}
