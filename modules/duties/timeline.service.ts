import { duties, packOn, toNumber, type Day, type DayNumber, type Text } from '@lianxin/engine';
import { fromCursor, toCursor } from '../../platform/http/cursor.ts';
import { notFound } from '../../platform/problem.ts';
import { recordLook } from '../../platform/records/records.ts';
import { say, type Words } from '../../platform/ui/text.schema.ts';
import { accountNames } from '../accounts/accounts.names.ts';
import type { CareContext, LoadedHousehold } from '../policies/policies.context.ts';
import { roleTitle, ruleTitle } from '../policies/policies.titles.rules.ts';
import { listVisitRows, type VisitRow } from '../visits/visits.queries.ts';
import { viewVisits } from '../visits/visits.service.ts';
import { loadHouseholds } from './duties.facts.ts';
import { listHappenings, type Happenings } from './timeline.queries.ts';
import type { TimelineItem } from './timeline.schema.ts';
import { agreementText, timelineText } from './timeline.text.ts';

type Values = Readonly<Record<string, Text | string>>;

/** A text in both languages with its values in both. */
function both(words: Words, values: Values = {}): Text {
  const inLanguage = (language: 'zh' | 'en') =>
    say(words, language, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? value : value[language]])));
  return { zh: inLanguage('zh'), en: inLanguage('en') };
}

/**
 * All that happened to one household, newest first: visits with what each counted for, contacts coming and going, incidents, agreements, aways.
 * @throws Problem `not-found`
 */
export async function timelineOf(ctx: CareContext, householdId: string, query: { limit: number; after?: string | undefined }) {
  const [loaded] = await loadHouseholds(ctx, [householdId]);
  if (!loaded) throw notFound({ zh: '户家庭', en: 'household' });
  const after = fromCursor<readonly [string, string]>(query.after, 2);
  const visits = await listVisitRows(ctx.tx, ctx.actor.countyId, householdId, query.limit + 1, after);
  const others = (await otherItems(ctx, loaded)).filter((item) => item.at <= ctx.today && (after === null || isBelow(item, after)));
  const places = [...visits.map((visit) => ({ at: visit.day, id: visit.visitId })), ...others].sort(newestFirst);
  const page = places.slice(0, query.limit);
  const shown = new Map((await visitItems(ctx, loaded, visits.filter((visit) => page.some((place) => place.id === visit.visitId)))).map((item) => [item.id, item]));
  const items = page.map((place) => shown.get(place.id) ?? (place as TimelineItem));
  await recordLook(ctx, { subject: 'household.timeline', householdIds: [householdId] });
  const last = page.at(-1);
  return { items, next: places.length > query.limit && last ? toCursor([last.at, last.id]) : null };
}

interface Place {
  readonly at: string;
  readonly id: string;
}

const newestFirst = (a: Place, b: Place): number => (a.at === b.at ? (a.id < b.id ? 1 : -1) : a.at < b.at ? 1 : -1);
const isBelow = (item: Place, [at, id]: readonly [string, string]): boolean => newestFirst(item, { at, id }) > 0;

async function visitItems(ctx: CareContext, loaded: LoadedHousehold, rows: readonly VisitRow[]): Promise<TimelineItem[]> {
  if (rows.length === 0) return [];
  const credits = creditsByVisit(ctx, loaded, rows);
  return (await viewVisits(ctx, rows)).map((visit) => ({
    id: visit.id, at: visit.day, kind: 'visit', title: visit.outcome === 'reached' ? timelineText[visit.kind] : timelineText.notReached,
    text: visit.note, by: visit.participants.map((one) => one.name).join('、'), visit, credits: credits.get(visit.id) ?? [],
  }));
}

// A window that a visit credits is at most a year long; the credits of a page lie in the windows around its days.
const LONGEST_WINDOW = 400;

function creditsByVisit(ctx: CareContext, { facts }: LoadedHousehold, rows: readonly VisitRow[]): Map<string, TimelineItem['credits']> {
  const days = rows.map((row) => toNumber(row.day as Day));
  const period = { from: (Math.min(...days) - LONGEST_WINDOW) as DayNumber, to: (Math.max(...days) + LONGEST_WINDOW) as DayNumber };
  const found = new Map<string, TimelineItem['credits']>();
  for (const duty of duties(facts, ctx.book, period, toNumber(ctx.today)).duties) {
    for (const { visitId } of duty.credits) {
      const credit = { dutyId: duty.id, title: ruleTitle(ctx.book, duty.packId, duty.rule), clause: duty.clause };
      found.set(visitId, [...(found.get(visitId) ?? []), credit]);
    }
  }
  return found;
}

async function otherItems(ctx: CareContext, loaded: LoadedHousehold): Promise<TimelineItem[]> {
  const { countyId } = ctx.actor;
  const happened = await listHappenings(ctx.tx, countyId, loaded.facts.id);
  const names = await accountNames(ctx, happened.events.flatMap((event) => event.recorderId ?? []));
  return [
    ...contactItems(ctx, loaded, happened.assignments), ...eventItems(ctx, happened.events, names), ...agreementItems(ctx, happened.accommodations),
    ...happened.aways.flatMap(awayItems), ...happened.services.flatMap(serviceItems),
  ];
}

function item(id: string, at: string, kind: TimelineItem['kind'], title: Text, more: { text?: string | null; by?: string | null } = {}): TimelineItem {
  return { id, at, kind, title, text: more.text ?? null, by: more.by ?? null, visit: null, credits: [] };
}

function contactItems(ctx: CareContext, { facts }: LoadedHousehold, assignments: Happenings['assignments']): TimelineItem[] {
  return assignments.flatMap(({ id, role, name, fromDay, toDay }) => {
    const title = roleTitle(ctx.book, packOn(facts, ctx.book, toNumber(fromDay as Day))?.id ?? null, role);
    const began = item(`${id}.began`, fromDay, 'contact', both(timelineText.began, { name, role: title }));
    return toDay === null ? [began] : [began, item(`${id}.ended`, toDay, 'contact', both(timelineText.ended, { name, role: title }))];
  });
}

function eventItems(ctx: CareContext, events: Happenings['events'], names: ReadonlyMap<string, string>): TimelineItem[] {
  // The start of service stands there already as the spell that began.
  return events.filter((event) => event.kind !== 'serviceStart').map((event) => item(event.id, event.day, 'event', both((timelineText as Record<string, Words>)[event.kind] ?? { zh: event.kind, en: event.kind }), {
    text: event.noteEnc ? ctx.keys.open(event.noteEnc) : null, by: names.get(event.recorderId ?? '') ?? null,
  }));
}

function agreementItems(ctx: CareContext, accommodations: Happenings['accommodations']): TimelineItem[] {
  return accommodations.map((agreed) => item(agreed.id, agreed.fromDay, 'accommodation',
    both(timelineText.agreed, { what: (agreementText as Record<string, Text>)[agreed.kind] ?? agreed.kind }), { text: agreed.wordsEnc ? ctx.keys.open(agreed.wordsEnc) : null, by: agreed.agreedBy }));
}

function awayItems({ id, place, fromDay, toDay }: Happenings['aways'][number]): TimelineItem[] {
  const left = item(`${id}.left`, fromDay, 'away', place ? both(timelineText.left, { place }) : timelineText.leftUnknown);
  return toDay === null ? [left] : [left, item(`${id}.returned`, toDay, 'away', timelineText.returned)];
}

function serviceItems({ id, fromDay, toDay, endReason }: Happenings['services'][number]): TimelineItem[] {
  const began = item(`${id}.began`, fromDay, 'service', timelineText.serviceBegan);
  return toDay === null ? [began] : [began, item(`${id}.ended`, toDay, 'service', timelineText.serviceEnded, { text: endReason })];
}
