import { uuidv7 } from 'uuidv7';
import { checkCharacter } from '../modules/households/idNumber.rules.ts';
import { makeCode, type NewCode } from '../platform/codes/codes.ts';
import type { DivisionName, World } from './world.ts';

/** A hospital of the world's county, designated since 2020 unless said otherwise. */
export async function addHospital(world: World, name: string, { designated = true, code = '519900', isPublic = true }: { designated?: boolean; code?: string; isPublic?: boolean } = {}): Promise<string> {
  const hospitalId = uuidv7();
  await world.owner.insertInto('hospital').values({ hospitalId, countyId: world.countyId, code, name, level: 'county', public: isPublic }).execute();
  if (designated) await world.owner.insertInto('designation').values({ countyId: world.countyId, designationId: uuidv7(), hospitalId, fromDay: '2020-09-09' }).execute();
  return hospitalId;
}

export interface Holder {
  readonly householdId: string;
  readonly memberId: string;
  readonly certificateId: string;
  readonly code: NewCode;
  readonly idNumber: string;
}

export const invented = (first17: string): string => first17 + checkCharacter(first17);

/** A member with a certificate, delivered. `first17` makes the ID number. */
export async function addHolder(world: World, name: string, first17: string, { kind = 'specialSupport', division = 'yunshan' as DivisionName, householdId = '' } = {}): Promise<Holder> {
  const idNumber = invented(first17);
  const household = householdId || (await world.addHousehold({ name, division }));
  const memberId = uuidv7();
  const certificateId = uuidv7();
  const row = { countyId: world.countyId, householdId: household, divisionId: world.divisions[division].divisionId, memberId };
  const idNumberIndex = world.keys.blindIndex('idNumber', idNumber);
  const birthDay = `${first17.slice(6, 10)}-${first17.slice(10, 12)}-${first17.slice(12, 14)}`;
  await world.owner.insertInto('member').values({ ...row, name, idNumberEnc: world.keys.seal(idNumber), idNumberIndex, birthDay }).execute();
  await world.owner.insertInto('identity').values({ idNumberIndex, countyId: world.countyId, memberId }).execute();
  const code = makeCode(world.keys, world.divisions.county.code.slice(0, 6));
  await world.owner.insertInto('certificate').values({
    ...row, certificateId, kind, codeEnc: world.keys.seal(code.text), codeIndex: code.index, issuedOn: '2026-01-01', issuedBy: uuidv7(), deliveredOn: '2026-01-02',
  }).execute();
  await world.owner.insertInto('certificateCode').values({ codeIndex: code.index, countyId: world.countyId, certificateId }).execute();
  return { householdId: household, memberId, certificateId, code, idNumber };
}
