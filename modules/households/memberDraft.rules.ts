import type { HouseholdFile } from './households.schema.ts';

type Member = HouseholdFile['members'][number];

export interface MemberDraft {
  readonly name: string;
  readonly relation: string;
  readonly sex: string | null;
  readonly birthDay: string | null;
  readonly deathDay: string | null;
  readonly phone: string;
  readonly idNumber: string;
  readonly dropPhone: boolean;
  readonly dropIdNumber: boolean;
  readonly reason: string;
}

export function memberDraft(member: Member | null): MemberDraft {
  return {
    name: member?.name ?? '', relation: member?.relation ?? '', sex: member && member.sex !== '0' ? member.sex : null, birthDay: member?.birthDay ?? null, deathDay: member?.deathDay ?? null,
    phone: '', idNumber: '', dropPhone: false, dropIdNumber: false, reason: '',
  };
}

/** The body to send: of a new member all that was filled in, of a known one only what differs, with the reason. */
export function memberBody(member: Member | null, draft: MemberDraft): Record<string, unknown> {
  const numbers = { ...numberOf('phone', draft.phone, draft.dropPhone), ...numberOf('idNumber', draft.idNumber, draft.dropIdNumber) };
  const plain = { name: draft.name.trim(), ...(draft.relation ? { relation: draft.relation } : {}), ...(draft.sex ? { sex: draft.sex } : {}) };
  if (!member) return { ...plain, ...(draft.birthDay ? { birthDay: draft.birthDay } : {}), ...numbers };
  const wanted = { ...plain, birthDay: draft.birthDay, deathDay: draft.deathDay };
  const differing = Object.entries(wanted).filter(([key, value]) => value !== member[key as keyof Member]);
  return { reason: draft.reason.trim(), changes: { ...Object.fromEntries(differing), ...numbers } };
}

const numberOf = (key: string, typed: string, drop: boolean): Record<string, string | null> =>
  drop ? { [key]: null } : typed.trim() ? { [key]: typed.trim() } : {};
