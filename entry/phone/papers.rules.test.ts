import { expect, test } from 'vitest';
import { bringsCard, deliverInput, handedOver, waitingOn } from './papers.rules.ts';
import type { PaperLine } from './server.types.ts';

const line = (kind: PaperLine['kind'], changes: Partial<PaperLine> = {}): PaperLine => ({
  kind, title: { zh: kind, en: kind }, state: 'toDeliver', member: null, paperId: kind, madeOn: '2026-11-10', deliveredOn: null, certificateId: null, certificateKind: null, until: null,
  clause: null, ...changes,
});
const papers = [line('contactCard'), line('certificate', { madeOn: '2026-11-20' }), line('greenChannel', { state: 'outdated' }), line('agreement', { state: 'lacking', paperId: null, madeOn: null })];

test('what may be handed over is printed, right, and not younger than the day', () => {
  expect(waitingOn(papers, '2026-11-22').map(({ kind }) => kind)).toEqual(['contactCard', 'certificate']);
  expect(waitingOn(papers, '2026-11-15').map(({ kind }) => kind)).toEqual(['contactCard']);
});

test('a paper ticked before the day was moved back is not sent, and nothing ticked sends nothing', () => {
  const at = { id: 'i', householdId: 'h', day: '2026-11-15', visitId: 'v' };
  expect(deliverInput(handedOver(waitingOn(papers, '2026-11-15'), ['contactCard', 'certificate']), at)).toEqual({ ...at, paperIds: ['contactCard'] });
  expect(deliverInput(handedOver(waitingOn(papers, '2026-11-15'), ['certificate']), at)).toBeNull();
});

test('only a contact card makes a visit one that brought the card', () => {
  expect(bringsCard([papers[1]!])).toBe(false);
  expect(bringsCard(papers.slice(0, 2))).toBe(true);
});
