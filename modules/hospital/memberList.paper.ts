import type { Papers } from '../../platform/papers/paper.ts';
import type { PrintedList } from './memberList.print.ts';
import { memberListPaper as words } from './memberList.text.ts';

// Swedish writes a day and a time as the list's other days stand on it: 2026-11-22 23:35.
const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });

/** One copy on A4: who may be served first, and on every page which copy it is, who printed it and what for (D9). */
export function memberListPapers({ list, copy, printedBy, at, people }: PrintedList): Papers {
  const when = clock.format(at);
  return {
    template: 'a4', name: words.file,
    pages: [{
      style: 'form', issuer: list.county.name, title: words.title, footer: words.foot(list.hospital.name, copy, printedBy, when, list.purpose), mark: words.mark(list.hospital.name, copy, printedBy, when),
      blocks: [
        { kind: 'fields', columns: 2, fields: [
          { label: words.hospital, value: list.hospital.name }, { label: words.covers, value: list.covers ?? '' },
          { label: words.copy, value: words.copyNumber(copy) }, { label: words.count, value: words.people(people.length) },
          { label: words.purpose, value: list.purpose }, { label: words.approved, value: words.approvedBy(list.decided?.by ?? '', list.untilDay ?? '') },
        ] },
        { kind: 'note', text: words.rule },
        {
          kind: 'table',
          columns: [{ title: words.number, width: 0.5, align: 'center' }, { title: words.name }, { title: words.idNumber, align: 'center' }, { title: words.certificate, width: 1.6 }, { title: words.doctor, width: 1.8 }],
          rows: people.map(({ name, lastFour, certificates, doctor }, index) => [String(index + 1), name, lastFour, certificates.filter(Boolean).join('\n'), doctor]),
        },
        { kind: 'paragraph', text: words.basis, indent: false },
      ],
    }],
  };
}
