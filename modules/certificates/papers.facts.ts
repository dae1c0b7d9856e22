import { toNumber, type Day } from '@lianxin/engine';
import type { Context } from '../../platform/context.ts';
import { stable } from '../../platform/database/once.ts';
import { admitsOn, benefitsOn, certificateKindsOn, packagesOn, papersOn, servicesOn } from '../policies/care.rules.ts';
import type { Paper } from '../policies/care.schema.ts';
import { policyBook } from '../policies/policies.context.ts';
import { roleTitle, ruleTitle } from '../policies/policies.titles.rules.ts';
import type { CardContact, PaperContent, WantedPaper } from './papers.content.schema.ts';
import {
  findCounty, listCardContacts, listPaperCertificates, listPaperContracts, listPaperDoctors, listPaperHospitals, listPaperMembers, type ContactRow, type HouseholdRow,
  type PaperCertificateRow, type PaperContractRow, type PersonRow,
} from './papers.queries.ts';
import { benefitLines, inOrder } from './papers.rules.ts';

/** Everything that can stand on the papers of some households, read once for all of them. */
interface Ground {
  readonly county: string;
  readonly contacts: ReadonlyMap<string, readonly ContactRow[]>;
  readonly members: ReadonlyMap<string, readonly PersonRow[]>;
  readonly certificates: ReadonlyMap<string, readonly PaperCertificateRow[]>;
  readonly contracts: ReadonlyMap<string, readonly PaperContractRow[]>;
  readonly doctors: ReadonlyMap<string, readonly DoctorRow[]>;
  readonly hospitals: Awaited<ReturnType<typeof listPaperHospitals>>;
}
type DoctorRow = Awaited<ReturnType<typeof listPaperDoctors>>[number];

/** The papers each household ought to hold today, with what stands on them. In the order of the households. */
export async function wantedPapers(ctx: Context, households: readonly HouseholdRow[]): Promise<{ readonly household: HouseholdRow; readonly wanted: WantedPaper[] }[]> {
  if (households.length === 0) return [];
  const ground = await loadGround(ctx, households);
  return households.map((household) => ({ household, wanted: new Wanted(ctx, household, ground).all() }));
}

async function loadGround({ tx, actor: { countyId }, today }: Context, households: readonly HouseholdRow[]): Promise<Ground> {
  const ids = households.map(({ householdId }) => householdId);
  const contracts = await listPaperContracts(tx, countyId, ids, today);
  return {
    county: (await findCounty(tx, countyId)).name,
    contacts: by(await listCardContacts(tx, countyId, ids, today), ({ householdId }) => householdId),
    members: by(await listPaperMembers(tx, countyId, ids, today), ({ householdId }) => householdId),
    certificates: by(await listPaperCertificates(tx, countyId, ids, today), ({ memberId }) => memberId),
    contracts: by(contracts, ({ memberId }) => memberId),
    doctors: by(await listPaperDoctors(tx, countyId, [...new Set(contracts.map(({ teamId }) => teamId))], today), ({ teamId }) => teamId),
    hospitals: await listPaperHospitals(tx, countyId, today),
  };
}

function by<T>(rows: readonly T[], key: (row: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return groups;
}

/** Keyed, so that a stored digest does not tell who serves a family to somebody with a list of guesses. */
export const digestOf = (ctx: Pick<Context, 'keys'>, content: PaperContent): Buffer => ctx.keys.digest(`paper\n${stable(content)}`);

/** The papers of one household. */
class Wanted {
  private readonly ctx: Context;
  private readonly household: HouseholdRow;
  private readonly ground: Ground;
  private readonly packId: string;

  constructor(ctx: Context, household: HouseholdRow, ground: Ground) {
    this.ctx = ctx;
    this.household = household;
    this.ground = ground;
    this.packId = household.packId ?? '';
  }

  all(): WantedPaper[] {
    const papers = papersOn(policyBook(this.ctx), this.packId, this.dayNumber);
    const certificates = papers.find(({ id }) => id === 'certificate');
    return [
      ...papers.filter(({ id }) => id === 'contactCard').flatMap((paper) => this.shared(paper, this.contactCard(paper))),
      // A region may ask for a certificate without naming it among its papers; whoever holds one still has to get it in hand.
      ...this.certificates(certificates),
      ...papers.filter(({ id }) => id === 'greenChannel').flatMap((paper) => this.shared(paper, this.greenChannel(paper))),
      ...papers.filter(({ id }) => id === 'agreement').flatMap((paper) => this.members.map((member) => this.agreement(paper, member))),
    ];
  }

  private get dayNumber() {
    return toNumber(this.ctx.today);
  }

  private get members(): readonly PersonRow[] {
    return this.ground.members.get(this.household.householdId) ?? [];
  }

  private get place(): string {
    const { townshipName, divisionName, groupName } = this.household;
    return [townshipName === divisionName ? '' : townshipName, divisionName, groupName].filter(Boolean).join(' ');
  }

  /** One for the household, or the same for each member where the pack says so. */
  private shared(paper: Paper, content: PaperContent | null): WantedPaper[] {
    const one = { kind: paper.id, title: paper.title, certificateId: null, certificateKind: null, contractId: null, until: null, handedOver: null, clause: paper.clause, content };
    return paper.per === 'household' ? [{ ...one, member: null }] : this.members.map(({ memberId, name }) => ({ ...one, member: { id: memberId, name } }));
  }

  private phone(sealed: Buffer | null): string | null {
    return sealed === null ? null : this.ctx.keys.open(sealed);
  }

  /** Everybody who serves the household; the leader of the team it is under contract with, where no doctor is among them. */
  private contacts(): CardContact[] {
    const rows = this.ground.contacts.get(this.household.householdId) ?? [];
    const title = (role: string) => roleTitle(this.ctx.book, this.packId, role).zh;
    const own = rows.map(({ role, workerId, name, phoneEnc }) => ({ role, title: title(role), workerId, name, phone: this.phone(phoneEnc) }));
    if (own.some(({ role }) => role === 'familyDoctor' || role === 'villageDoctor')) return inOrder(own);
    const doctors = this.members.flatMap(({ memberId }) => this.ground.contracts.get(memberId) ?? []).flatMap(({ teamId }) => this.ground.doctors.get(teamId)?.slice(0, 1) ?? []);
    return inOrder([...own, ...doctors.map(({ workerId, name, phoneEnc }) => ({ role: 'familyDoctor', title: title('familyDoctor'), workerId, name, phone: this.phone(phoneEnc) }))]);
  }

  private contactCard(paper: Paper): PaperContent | null {
    const contacts = this.contacts();
    if (contacts.length === 0) return null;
    return { kind: 'contactCard', title: paper.title.zh, county: this.ground.county, place: this.place, family: this.household.headName, contacts };
  }

  private greenChannel(paper: Paper): PaperContent {
    const book = policyBook(this.ctx);
    return {
      kind: 'greenChannel', title: paper.title.zh, county: this.ground.county, family: this.household.headName,
      hospitals: this.ground.hospitals.map(({ name, contacts }) => ({ name, contacts: contacts.map((one) => ({ name: one.name, phone: this.phone(one.phoneEnc), place: one.place })) })),
      publicOpen: admitsOn(book, this.packId, this.dayNumber).some(({ at }) => at === 'public'),
      benefits: benefitLines(benefitsOn(book, this.packId, this.dayNumber)), contacts: this.contacts(),
    };
  }

  private certificates(paper: Paper | undefined): WantedPaper[] {
    const kinds = certificateKindsOn(policyBook(this.ctx), this.packId, this.dayNumber).filter(({ handledBy }) => handledBy === 'office');
    return this.members.flatMap((member) => kinds.flatMap((kind): WantedPaper[] => {
      const held = this.ground.certificates.get(member.memberId)?.find((one) => one.kind === kind.id);
      if (!held && !kind.required) return [];
      const one = { kind: 'certificate' as const, certificateKind: kind.id, title: kind.short, member: { id: member.memberId, name: member.name }, contractId: null, clause: paper?.clause ?? kind.clause };
      if (!held) return [{ ...one, certificateId: null, until: null, handedOver: null, content: null }];
      const { certificateId, issuedOn, expiresOn, deliveredOn } = held;
      const content: PaperContent = {
        kind: 'certificate', title: kind.short.zh, county: this.ground.county, holder: member.name, certificateId, issuedOn, expiresOn, withIdCard: kind.withIdCard,
      };
      return [{ ...one, certificateId, until: expiresOn, handedOver: deliveredOn, content }];
    }));
  }

  private agreement(paper: Paper, { memberId, name }: PersonRow): WantedPaper {
    const contract = this.ground.contracts.get(memberId)?.[0];
    const one = { kind: 'agreement' as const, title: paper.title, member: { id: memberId, name }, certificateId: null, certificateKind: null, handedOver: null, clause: paper.clause };
    if (!contract) return { ...one, contractId: null, until: null, content: null };
    const { contractId, toDay } = contract;
    return { ...one, contractId, until: toDay, content: this.agreed(paper, contract, name) };
  }

  private agreed(paper: Paper, { contractId, packageId, offeredOn, fromDay, toDay, teamId, teamName }: PaperContractRow, member: string): PaperContent {
    const book = policyBook(this.ctx);
    const signed = packagesOn(book, this.packId, toNumber(offeredOn as Day)).find(({ id }) => id === packageId);
    const known = servicesOn(book, this.packId, toNumber(offeredOn as Day));
    const clause = signed?.clause ?? paper.clause;
    return {
      kind: 'agreement', title: paper.title.zh, county: this.ground.county, contractId, member, place: this.place, team: teamName,
      doctors: (this.ground.doctors.get(teamId) ?? []).map((one) => ({ name: one.name, phone: this.phone(one.phoneEnc), level: one.level })),
      package: signed?.title.zh ?? packageId,
      services: (signed?.services ?? []).map((id) => known.find((service) => service.id === id)?.title.zh ?? ruleTitle(book, this.packId, id).zh),
      fromDay: fromDay!, toDay: toDay!, document: clause.document, article: clause.article,
    };
  }
}
