import { addDays, toDay, toNumber, type Day } from '@lianxin/engine';
import type { ContractState } from './contracts.schema.ts';

/** A contract as it is stored: what was said and signed, with its days. */
export interface ContractDays {
  readonly state: string;
  readonly signedOn: string | null;
  readonly fromDay: string | null;
  readonly toDay: string | null;
  readonly endedOn: string | null;
}

/** The last day on which it binds; null: it was never signed. */
export function lastDay({ signedOn, toDay: until, endedOn }: ContractDays): string | null {
  if (signedOn === null || until === null) return null;
  return endedOn !== null && endedOn < until ? endedOn : until;
}

/** Whether the member is under contract that day: what coverage 2 counts. */
export function inForce(contract: ContractDays, day: string): boolean {
  const last = lastDay(contract);
  return last !== null && contract.fromDay !== null && contract.fromDay <= day && day <= last;
}

/**
 * How it stands on a day. One that runs out within `expiringDays` (a number of the pack's package) is expiring; one that was followed by another or ended
 * early is ended after its last day; one simply left to run out is expired.
 */
export function stateOn(contract: ContractDays, day: string, expiringDays: number): ContractState {
  if (contract.state === 'offered' || contract.state === 'refused') return contract.state;
  if (contract.signedOn === null || contract.fromDay === null) return 'ended';
  const last = lastDay(contract)!;
  if (day > last) return contract.endedOn === null ? 'expired' : 'ended';
  if (day < contract.fromDay) return 'coming';
  return contract.endedOn === null && day > toDay(addDays(toNumber(last as Day), -expiringDays)) ? 'expiring' : 'signed';
}

/** Where the next one begins: the day after the present one's last, or the day it is signed where that one has run out already. */
export function renewalDay(contract: ContractDays, signedOn: Day): Day {
  const last = lastDay(contract);
  return last === null || last < signedOn ? signedOn : toDay(addDays(toNumber(last as Day), 1));
}
