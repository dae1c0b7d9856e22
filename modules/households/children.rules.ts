import { z } from 'zod';
import { childInput } from './households.schema.ts';

export type ChildEventKind = z.output<typeof childInput>['events'][number]['kind'];

/** The revealed children as one line of words; what cannot be read is left out rather than shown raw. */
export function childrenWords(value: unknown, event: (kind: ChildEventKind) => string, day: (day: string) => string): string {
  const children = z.array(childInput).catch([]).parse(value);
  return children.map(({ name, birthDay, events }) => {
    const happened = events.map((one) => [one.day ? day(one.day) : '', event(one.kind)].filter(Boolean).join(' '));
    return [name ?? '', birthDay ? day(birthDay) : '', ...happened].filter(Boolean).join(' · ');
  }).join('; ');
}
