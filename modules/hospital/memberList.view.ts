import type { Context } from '../../platform/context.ts';
import { notFound } from '../../platform/problem.ts';
import { listHospitalNames } from './hospital.queries.ts';
import { actsForOffice, authoriseList } from './memberList.access.ts';
import {
  findMemberList, listCopies, listCountyNames, listDesignatingCounties, listMemberListRows, listOwnCopies, listOwnMemberLists, listPlaceNames, type CopyRow, type MemberListRow,
} from './memberList.queries.ts';
import { memberListState, samePerson } from './memberList.rules.ts';
import type { MemberLists, MemberListView } from './memberList.schema.ts';
import { MEMBER_LIST_WORD } from './memberList.text.ts';

// One hospital asks a few times a year; whatever lies further back is in the records.
const SHOWN = 100;

/** As shown, and where it lies: a head's list may lie in another county. */
export type KnownMemberList = MemberListView & { readonly countyId: number };

/** Requests for printed lists: an office those of its county, a head those of the hospital. @throws Problem `not-allowed` */
export async function listMemberLists(ctx: Context): Promise<MemberLists> {
  authoriseList(ctx);
  const { tx, today, actor: { countyId } } = ctx;
  if (actsForOffice(ctx)) return { items: await viewsOf(ctx, await listMemberListRows(tx, countyId, SHOWN)), counties: [], next: null };
  const counties = (await listDesignatingCounties(tx, today)).map(({ code, name }) => ({ code, name }));
  return { items: await viewsOf(ctx, await listOwnMemberLists(tx, today, SHOWN)), counties, next: null };
}

/** @throws Problem `not-found`: there is none, or it is not this reader's */
export async function getMemberList(ctx: Context, listId: string): Promise<KnownMemberList> {
  const row = actsForOffice(ctx)
    ? await findMemberList(ctx.tx, ctx.actor.countyId, listId)
    : (await listOwnMemberLists(ctx.tx, ctx.today, SHOWN)).find((one) => one.listId === listId);
  if (!row) throw notFound(MEMBER_LIST_WORD);
  return (await viewsOf(ctx, [row]))[0]!;
}

async function viewsOf(ctx: Context, rows: readonly MemberListRow[]): Promise<KnownMemberList[]> {
  if (rows.length === 0) return [];
  const { tx, today, actor } = ctx;
  const [hospitals, counties, places, copies] = [
    new Map((await listHospitalNames(tx, rows.map(({ hospitalId }) => hospitalId))).map((row) => [row.hospitalId, row.name])),
    new Map((await listCountyNames(tx, rows.map(({ countyId }) => countyId))).map((row) => [row.countyId, row])),
    new Map((await listPlaceNames(tx, rows.flatMap(({ divisionId }) => divisionId ?? []))).map((row) => [row.divisionId, row.name])),
    actsForOffice(ctx) ? await listCopies(tx, actor.countyId, rows.map(({ listId }) => listId)) : await listOwnCopies(tx, today),
  ];
  return rows.map((row) => ({
    ...viewOf(ctx, row, copies.filter(({ listId }) => listId === row.listId)),
    hospital: { id: row.hospitalId, name: hospitals.get(row.hospitalId) ?? '' },
    county: { code: counties.get(row.countyId)?.code ?? '', name: counties.get(row.countyId)?.name ?? '' },
    covers: row.divisionId === null ? null : places.get(row.divisionId) ?? null,
  }));
}

function viewOf(ctx: Context, row: MemberListRow, copies: readonly CopyRow[]): Omit<KnownMemberList, 'hospital' | 'county' | 'covers'> {
  const state = memberListState(row, ctx.today);
  const { decidedName, decidedOn, withdrawnName, withdrawnAt, withdrawReason } = row;
  return {
    id: row.listId, countyId: row.countyId, purpose: row.purpose, state, asked: { by: row.askedName, at: row.askedAt, byHospital: row.byHospital },
    decided: decidedName === null || decidedOn === null ? null : { by: decidedName, on: decidedOn },
    untilDay: row.untilDay, refusal: row.refusal,
    withdrawn: withdrawnAt === null ? null : { by: withdrawnName!, at: withdrawnAt, reason: withdrawReason! },
    copies: copies.map(({ copy, members, accountName, printedAt }) => ({ copy, members, by: accountName, at: printedAt })),
    may: {
      decide: state === 'asked' && actsForOffice(ctx) && !samePerson({ accountId: row.askedBy, workerId: row.askedWorker }, ctx.actor),
      print: state === 'approved', withdraw: state === 'asked' || state === 'approved',
    },
  };
}
