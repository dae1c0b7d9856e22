import type { Texts } from '../../platform/ui/text.schema.ts';

/** Words of the files people take away. A ledger is a Chinese form in whatever language its reader works; English names the file only. */
export const reportsText = {
  ledger: { zh: '结对联系台账', en: 'pairing ledger' },
  /** A remark as ledgers write it, so that the file comes back to what it says here. */
  away: { zh: '外出', en: 'away' },
  awayAt: { zh: '现居住在{{place}}', en: 'now living in {{place}}' },
} as const satisfies Texts;

/** The headings of a form that goes to other offices; no word on it says what happened to a family. */
export const coverageTexts = {
  title: { zh: '联系服务情况表', en: 'coverage and fulfilment' },
  counted: { zh: '统计时段', en: 'counted' },
  place: { zh: '区划', en: 'Place' },
  served: { zh: '在服务中（户）', en: 'Households served' },
  complete: { zh: '联系人齐全（户）', en: 'Contacts complete' },
  members: { zh: '在服务人数', en: 'People served' },
  signed: { zh: '家庭医生已签（人）', en: 'Signed with a family doctor' },
  refused: { zh: '暂不愿签（人）', en: 'Do not want it now' },
  attended: { zh: '已签且有服务（人）', en: 'Signed and attended' },
  certified: { zh: '持有效证（人）', en: 'Hold a valid certificate' },
  channelHospitals: { zh: '该开绿色通道（家）', en: 'Hospitals that are to open the channel' },
  channelOpen: { zh: '已开绿色通道（家）', en: 'Hospitals with the channel open' },
  card: { zh: '联系卡在手（户）', en: 'Contact card current' },
  due: { zh: '到期应做（项）', en: 'Duties due' },
  met: { zh: '已做', en: 'Met' },
  attempted: { zh: '去过未遇', en: 'Attempted' },
  missed: { zh: '漏做', en: 'Missed' },
  vacant: { zh: '无人负责', en: 'Nobody in charge' },
  adapted: { zh: '按约定调整', en: 'Adapted' },
  excused: { zh: '免做', en: 'Excused' },
  stale: { zh: '档案待核对（户）', en: 'Files to check' },
  total: { zh: '合计', en: 'Total' },
} as const satisfies Texts;
