import type { Block, Card, Sheet } from '../../platform/papers/paper.ts';
import type { Agreement, CardContact, CertificateCard, ContactCard, GreenChannel, SheetBenefit } from './papers.content.schema.ts';
import { HELP, paperWords as w, SHORT_ROLES } from './papers.text.ts';

/** A card for the drawer: outside a greeting and whom to call, inside everybody with their number and what for (B5, E7). */
export function contactFaces(card: ContactCard): Card {
  const [nearest] = card.contacts;
  return {
    front: {
      title: w.outside.contactCard, issuer: w.issuer(card.county),
      fields: [
        { label: w.family, value: card.family, large: true }, { label: w.place, value: card.place },
        ...(nearest ? [{ label: w.call, value: withPhone(nearest), large: true }] : []),
      ],
      paragraphs: [w.hello], footer: w.keep,
    },
    back: { title: w.contacts, issuer: card.title, fields: card.contacts.map(contactField), footer: w.cardFoot },
  };
}

function contactField(contact: CardContact) {
  const help = HELP[contact.role];
  return { label: SHORT_ROLES[contact.role] ?? contact.title, value: [withPhone(contact), help].filter(Boolean).join(' · ') };
}

const withPhone = ({ name, phone }: { readonly name: string; readonly phone: string | null }): string => [name, phoneWords(phone)].filter(Boolean).join(' ');

/** 139 0000 1234: a number of eleven digits is dialled in groups. */
export const phoneWords = (phone: string | null): string => (phone === null ? '' : phone.replace(/^(1\d{2})(\d{4})(\d{4})$/, '$1 $2 $3'));

/** A card for the wallet: outside its holder, inside the kind and the code (D2, E6). @param code its text and its number in two lines */
export function certificateFaces(card: CertificateCard, code: { readonly text: string; readonly caption: string }): Card {
  return {
    front: {
      title: w.outside.certificate, issuer: w.issuer(card.county), fields: [{ label: w.holder, value: card.holder, large: true }],
      paragraphs: [card.withIdCard ? w.withIdCard : w.withoutIdCard], footer: w.found,
    },
    back: {
      title: card.title, issuer: w.issuer(card.county),
      fields: [
        { label: w.name, value: card.holder, large: true }, { label: w.issued, value: dayWords(card.issuedOn) },
        { label: w.until, value: card.expiresOn === null ? w.forGood : w.untilDay(dayWords(card.expiresOn)) },
      ],
      code,
    },
  };
}

export const dayWords = (day: string): string => `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;

/** One sheet for the wall: where to go, whom to ask for there, what it brings, with the article behind each line (D1, D3-D8, E7). */
export function greenSheet(sheet: GreenChannel): Sheet {
  const hospitals: Block = {
    kind: 'table', columns: [{ title: w.hospital, width: 2.4 }, { title: w.deskPerson }, { title: w.phone, width: 1.5 }, { title: w.window, width: 1.6 }],
    rows: sheet.hospitals.flatMap(({ name, contacts }) => (contacts.length === 0 ? [[name, '', '', '']] : contacts.map((one) => [name, one.name, phoneWords(one.phone), one.place]))),
  };
  return {
    style: 'form', issuer: w.issuer(sheet.county), title: w.greenTitle, footer: w.greenFoot,
    blocks: [
      { kind: 'paragraph', text: w.greenIntro(sheet.family), indent: false },
      { kind: 'heading', level: 1, text: w.hospitals },
      ...(sheet.hospitals.length > 0 ? [hospitals] : []),
      ...(sheet.publicOpen ? [paragraph(w.publicHospitals)] : sheet.hospitals.length === 0 ? [paragraph(w.noHospitals)] : []),
      { kind: 'heading', level: 1, text: w.benefits },
      { kind: 'table', columns: [{ title: w.benefit, width: 2 }, { title: w.note, width: 2 }, { title: w.rule, width: 1.7 }], rows: sheet.benefits.map(benefitRow) },
      { kind: 'heading', level: 1, text: w.numbers },
      { kind: 'fields', columns: 2, fields: sheet.contacts.map((one) => ({ label: SHORT_ROLES[one.role] ?? one.title, value: withPhone(one) })) },
      { kind: 'note', text: w.urgent },
    ],
  };
}

const paragraph = (text: string): Block => ({ kind: 'paragraph', text, indent: false });

function benefitRow({ titles, fee, perYear, reach, excludes, needs, flags, ageFrom, document, article }: SheetBenefit): string[] {
  const notes = [
    ...flags.map((flag) => w.flags[flag] ?? flag), ...(ageFrom === null ? [] : [w.ageFrom(ageFrom)]), ...needs.map((need) => w.needs[need]),
    ...(reach === null ? [] : [w.reach[reach]]), ...(fee === null || titles.some((title) => title.includes('免')) ? [] : [w.fee(fee)]),
    ...(perYear === null ? [] : [w.perYear(perYear)]),
    ...(excludes.length === 0 ? [] : [w.excluded(excludes.map((ride) => w.rides[ride]).join('、'))]),
  ];
  return [titles.join('、'), notes.join('，') || w.always, `${document}\n${article}`];
}

const doctorCells = ({ name, level, phone }: Agreement['doctors'][number]): string[] => [[name, w.levels[level]].filter(Boolean).join(' · '), phoneWords(phone)];

/** Two in a row: a township's team with all its village doctors leaves room for both signatures on one page. */
function pairs(cells: readonly string[][]): string[][] {
  return cells.flatMap((one, at) => (at % 2 === 0 ? [[...one, ...(cells[at + 1] ?? ['', ''])]] : []));
}

/** The agreement of a member with a team, to be signed by both (C1, E7). */
export function agreementSheet(paper: Agreement): Sheet {
  return {
    style: 'form', issuer: w.issuer(paper.county), title: w.agreementTitle, footer: w.rest(paper.document, paper.article),
    blocks: [
      { kind: 'fields', columns: 2, fields: [
        { label: w.partyA, value: paper.member }, { label: w.place, value: paper.place },
        { label: w.from, value: dayWords(paper.fromDay) }, { label: w.to, value: dayWords(paper.toDay) },
      ] },
      { kind: 'fields', columns: 1, fields: [{ label: w.team, value: paper.team }, { label: w.package, value: paper.package }] },
      { kind: 'heading', level: 1, text: w.doctors },
      { kind: 'table', columns: [w.doctor, w.phone, w.doctor, w.phone].map((title) => ({ title })), rows: pairs(paper.doctors.map(doctorCells)) },
      { kind: 'heading', level: 1, text: w.services },
      { kind: 'paragraph', text: w.listed(paper.services) },
      { kind: 'heading', level: 1, text: w.rights },
      ...w.promise.map((text): Block => ({ kind: 'paragraph', text })),
      { kind: 'signatures', signers: [{ party: w.partyA, lines: [w.sign, w.day] }, { party: w.partyB, lines: [w.sign, w.day] }] },
    ],
  };
}
