import type { Duty, Rule } from '@lianxin/engine';
import type { EntryProblem } from '../visits/visits.rules.ts';
import type { IncidentProblem } from './incidents.schema.ts';

/** A major event is entered under the same rule of days as a visit (duties.md, Credit); only the words differ. */
export const asIncident = {
  'visit.future': 'incident.future',
  'visit.late': 'incident.late',
  'visit.lateReason': 'incident.lateReason',
  'visit.notServed': 'incident.notServed',
} as const satisfies Record<EntryProblem, IncidentProblem>;

/** Whether a duty is owed because of an event of that kind on that day: its window begins with the event. */
export function arisesFrom(duty: Pick<Duty, 'first'>, rule: Pick<Rule, 'window'> | null, event: { readonly kind: string; readonly day: number }): boolean {
  return duty.first === event.day && rule?.window.kind === 'event' && rule.window.events.includes(event.kind);
}
