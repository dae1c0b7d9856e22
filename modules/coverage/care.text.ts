import type { Texts } from '../../platform/ui/text.schema.ts';

export const careText = {
  doctors: { zh: '家庭医生签约', en: 'Family doctors' },
  doctorsCounts: { zh: '愿签 {{of}} 人，已签 {{signed}} 人', en: '{{signed}} signed of {{of}} who may' },
  attendedPart: { zh: '已签、有服务', en: 'signed and attended' },
  unattendedPart: { zh: '已签、还没服务', en: 'signed, not yet attended' },
  unsigned: { zh: '还没签 {{count}} 人', en: '{{count}} not signed' },
  unattended: { zh: '已签还没服务 {{count}} 人', en: '{{count}} signed, not attended' },
  overdue: { zh: '该做没做 {{count}} 人', en: '{{count}} with something overdue' },
  refused: { zh: '暂不愿签 {{count}} 人', en: '{{count}} do not want it now' },
  priority: { zh: '就医绿色通道', en: 'Priority care' },
  priorityCounts: { zh: '持有效证 {{certified}} / {{members}} 人', en: '{{certified}} of {{members}} hold a valid certificate' },
  uncertified: { zh: '还没领证 {{count}} 人', en: '{{count}} without one' },
  undelivered: { zh: '证还没送到 {{count}} 人', en: '{{count}} not yet in hand' },
  neverUsed: { zh: '这段时间没用过 {{count}} 人', en: '{{count}} not used in the period' },
  channelOpen: { zh: '绿色通道已开 {{open}} / {{hospitals}} 家医院', en: 'Channel open at {{open}} of {{hospitals}} hospitals' },
  channelNone: { zh: '还没有该开绿色通道的医院，请先设定点', en: 'No hospital is to open the channel yet; designate one first' },
  channelTitle: { zh: '该开绿色通道的医院', en: 'Hospitals that are to open the channel' },
  channelHint: { zh: '有写明的窗口联系人，窗口又能当场查验证件，才算开了。缺哪一样，就补哪一样。', en: 'Open means a named person at the window and a desk that can check a certificate. What is lacking is said beside each.' },
  opened: { zh: '已开', en: 'Open' },
  notOpened: { zh: '还没开', en: 'Not open' },
  noContact: { zh: '没有窗口联系人', en: 'Nobody named at the window' },
  noDesk: { zh: '没有窗口账号，不能查验', en: 'No desk account, so nothing can be checked' },
  designated: { zh: '定点医院', en: 'designated' },
  public: { zh: '公立医疗机构', en: 'public institution' },
  toHospitals: { zh: '到“医院与就医”里补上', en: 'Put it right under Hospitals and care' },
  nobody: { zh: '这里还没有在服务的人', en: 'Nobody is served here yet' },
  complete: { zh: '都齐了', en: 'Nothing is missing' },
  empty: { zh: '没有这样的人', en: 'Nobody' },
  first: { zh: '先列出前 {{count}} 人，共 {{total}} 人。', en: 'The first {{count}} of {{total}} are listed.' },
} as const satisfies Texts;

/** Over the list behind a figure. */
export const careTitleText = {
  unsigned: { zh: '愿签还没签的', en: 'Not signed yet' },
  signed: { zh: '已签约的', en: 'Signed' },
  refused: { zh: '暂不愿签的', en: 'Do not want it now' },
  offered: { zh: '谈过、还没签的', en: 'Offered, not signed' },
  lapsed: { zh: '签约到期、没续的', en: 'Run out and not renewed' },
  neverAsked: { zh: '还没问过的', en: 'Never asked' },
  unattended: { zh: '已签、这段时间还没服务的', en: 'Signed and not attended in the period' },
  overdue: { zh: '有该做没做的', en: 'Something due was not done' },
  uncertified: { zh: '还没有有效证件的', en: 'Without a valid certificate' },
  undelivered: { zh: '证还没送到手里的', en: 'Certificate not yet in hand' },
  neverUsed: { zh: '有证、这段时间没用过的', en: 'Hold one and did not use it in the period' },
} as const satisfies Texts;

/** What to do about it, or why nothing need be done. */
export const careHintText = {
  unsigned: { zh: '请家庭医生团队上门谈一谈；不愿意的记下原因和再问的日期就好。', en: 'Ask the team to call; if somebody does not want it, write down why and when to ask again.' },
  signed: { zh: '签约在有效期内。', en: 'The contract is in force.' },
  refused: { zh: '愿不愿签由本人定，不算谁没做到；到约定的日子再问一次。', en: 'It is theirs to decide and nobody’s failure; ask again on the day agreed.' },
  offered: { zh: '谈过了，等本人定。', en: 'Offered; they are thinking about it.' },
  lapsed: { zh: '到期了还没续，请团队问一问。', en: 'Run out; ask whether they want the next one.' },
  neverAsked: { zh: '还没有人问过，请安排团队上门。', en: 'Nobody has asked yet; have the team call.' },
  unattended: { zh: '签了不等于服务了：这段时间里没有上门，也没有服务记录。', en: 'Signed is not served: nobody called and nothing was recorded in the period.' },
  overdue: { zh: '有到期的巡诊、体检或随访没做，打开家庭可以看到是哪一项、依据哪一条。', en: 'A round, check-up or follow-up fell due and was not done; open the household to see which, and by which article.' },
  uncertified: { zh: '请核对资格后发证。', en: 'Check and issue.' },
  undelivered: { zh: '证已经办好，请下次上门时带去。', en: 'Made and waiting: take it along on the next visit.' },
  neverUsed: { zh: '没生病是好事；也可能是不知道、不方便，可以问一声。', en: 'Good if nobody was ill; perhaps it is unknown or awkward to use. Worth asking.' },
} as const satisfies Texts;
