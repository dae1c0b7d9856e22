import type { Block, Papers } from '../../platform/papers/paper.ts';
import type { ConsentView } from './consent.schema.ts';
import { CONSENT_PAPER as words, consentText } from './consent.words.text.ts';

const clock = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', year: 'numeric', month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const time = (at: Date | string): string => clock.format(new Date(at));

/** The record on A4: what was proposed, who was tried to be reached, who approved, and the article (D7). Small enough that the signatures stand under what they sign. */
export function consentPaper(one: ConsentView): Papers {
  const attempts = one.attempts.map(({ at, whom, how, result }): string[] => [time(at), whom, how ?? '', result]);
  return {
    template: 'a4', name: words.file,
    pages: [{
      style: 'letter', issuer: one.hospital, title: words.title,
      blocks: [
        { kind: 'fields', columns: 2, fields: [
          { label: words.patient, value: one.name }, { label: words.patientHand, value: '' },
          { label: words.procedure, value: consentText[one.procedure].zh }, { label: words.urgent, value: one.urgent ? words.yes : words.no },
        ] },
        { kind: 'heading', level: 1, text: words.first },
        { kind: 'paragraph', text: one.proposal },
        { kind: 'paragraph', text: words.proposed(one.proposer, time(one.proposedAt)) },
        { kind: 'heading', level: 1, text: words.second },
        attempts.length === 0 ? { kind: 'paragraph', text: words.noAttempts } : tableOf(attempts),
        { kind: 'heading', level: 1, text: words.third },
        ...decisions(one).map((text) => ({ kind: 'paragraph', text }) as const),
        { kind: 'heading', level: 1, text: words.fourth },
        { kind: 'paragraph', text: one.rule ? `《${one.rule.clause.document}》${one.rule.clause.article}：${one.rule.clause.summary.zh}。` : words.own },
        { kind: 'signatures', signers: [{ party: words.doctor, lines: [words.sign, words.day] }, { party: words.head, lines: [words.sign, words.day] }] },
      ],
    }],
  };
}

const tableOf = (rows: readonly (readonly string[])[]): Block =>
  ({ kind: 'table', columns: [{ title: words.at, width: 2.3 }, { title: words.whom }, { title: words.how }, { title: words.result, width: 1.6 }], rows });

function decisions({ phone, approval, declined }: ConsentView): string[] {
  const said = [
    ...(phone ? [words.phone(phone.approver, time(phone.at))] : []),
    ...(approval ? [words.approved(approval.approver, time(approval.at))] : []),
    ...(declined ? [words.declined(declined.reason, time(declined.at))] : []),
  ];
  return said.length === 0 ? [words.open] : said;
}
