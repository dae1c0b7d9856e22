import type { PaperLine } from './server.types.ts';

/** Papers that lie printed and may have been handed over on that day: not before they were made. */
export const waitingOn = (papers: readonly PaperLine[], day: string): PaperLine[] =>
  papers.filter(({ state, paperId, madeOn }) => state === 'toDeliver' && paperId !== null && madeOn !== null && madeOn <= day);

/** Of the papers ticked, those that can be handed over; a day changed afterwards takes others off. */
export const handedOver = (waiting: readonly PaperLine[], ticked: readonly string[]): PaperLine[] => waiting.filter(({ paperId }) => ticked.includes(paperId!));

/** What the server is told beside the visit; null: nothing was handed over. */
export function deliverInput(handed: readonly PaperLine[], at: { readonly id: string; readonly householdId: string; readonly day: string; readonly visitId?: string }) {
  if (handed.length === 0) return null;
  return { ...at, paperIds: handed.map(({ paperId }) => paperId!) };
}

/** A contact card among them makes the visit one that handed the card over (B5). */
export const bringsCard = (handed: readonly PaperLine[]): boolean => handed.some(({ kind }) => kind === 'contactCard');
