import type { Texts } from '../../platform/ui/text.schema.ts';

export const doctorsText = {
  title: { zh: '家庭医生', en: 'Family doctors' },
  tabs: { zh: '家庭医生的几张单子', en: 'Lists of family doctors' },
  members: { zh: '签约', en: 'Contracts' },
  teams: { zh: '医生团队', en: 'Teams' },
  place: { zh: '地方', en: 'Place' },
  everywhere: { zh: '我负责的全部地方', en: 'Everywhere I serve' },
  anyState: { zh: '全部成员', en: 'All members' },
  state: { zh: '签约情况', en: 'How it stands' },
  team: { zh: '团队', en: 'Team' },
  anyTeam: { zh: '不限团队', en: 'Any team' },
  member: { zh: '成员', en: 'Member' },
  family: { zh: '这一家', en: 'Household' },
  until: { zh: '到什么时候', en: 'Until' },
  next: { zh: '下一步', en: 'Next' },
  none: { zh: '这里没有人', en: 'Nobody here' },
  showAll: { zh: '看全部成员', en: 'Show all members' },
  noneHint: { zh: '换一个签约情况，或者换一个地方看看。', en: 'Try another state or another place.' },
  choose: { zh: '选中{{name}}', en: 'Choose {{name}}' },
  chooseAll: { zh: '选中这一页全部', en: 'Choose everyone shown' },
  chosenNothing: { zh: '选的成员眼下没有要谈、要签、要续的', en: 'None of them is to be offered, signed or renewed now' },
  chosen: { zh: '选了 {{count}} 位', en: { one: '{{count}} chosen', other: '{{count}} chosen' } },
  clear: { zh: '不选了', en: 'Clear' },
  askAgain: { zh: '{{day}} 再问一次', en: 'ask again on {{day}}' },
  askNow: { zh: '可以再问一次了', en: 'may be asked again now' },
  untilDay: { zh: '到 {{day}}', en: 'until {{day}}' },
  ranOut: { zh: '{{day}} 到期', en: 'ran out on {{day}}' },
  fromDay: { zh: '{{day}} 起', en: 'from {{day}}' },
  dueTitle: { zh: '{{count}} 位到了约好的日子，去看看', en: { one: '{{count}} agreed day is near', other: '{{count}} agreed days are near' } },
  dueBy: { zh: '{{day}} 前', en: 'by {{day}}' },
  renewed: { zh: '已续签', en: 'renewed' },
  endedDay: { zh: '{{day}} 结束', en: 'ended on {{day}}' },
} as const satisfies Texts;

/** How a member's contract stands. A refusal is the member's right and reads so. */
export const memberStateText = {
  none: { zh: '还没问过', en: 'Not asked yet' },
  offered: { zh: '在谈', en: 'Offered' },
  refused: { zh: '暂时不签', en: 'Declined for now' },
  coming: { zh: '签好了，还没开始', en: 'Signed, not begun' },
  signed: { zh: '已签约', en: 'Signed' },
  expiring: { zh: '快到期', en: 'Ending soon' },
  expired: { zh: '到期没续', en: 'Ran out' },
  ended: { zh: '已结束', en: 'Ended' },
} as const satisfies Texts;

/** What the list can be narrowed to besides a state. */
export const memberFilterText = {
  askAgain: { zh: '到了再问的日子', en: 'To be asked again' },
  inForce: { zh: '签着约的，含快到期', en: 'Under contract, ending soon or not' },
  open: { zh: '还没签上的，不含暂时不签', en: 'Not under contract, who may want it' },
} as const satisfies Texts;

/** Figures over the list, each with the number behind it. */
export const waitingText = {
  title: { zh: '等着去办的', en: 'Waiting for somebody' },
  askAgain: { zh: '可以再问一次', en: 'To be asked again' },
  expiring: { zh: '快到期', en: 'Ending soon' },
  expired: { zh: '到期没续', en: 'Ran out' },
} as const satisfies Texts;

/** The figures of C6 in words, for one member: signed is not served, and a refusal is theirs. */
export const careWordsText = {
  title: { zh: '{{name}}的签约服务', en: 'Care for {{name}}' },
  attended: { zh: '这个季度服务过', en: 'attended this quarter' },
  unattended: { zh: '这个季度还没服务', en: 'not attended yet this quarter' },
  overdue: { zh: '有到期没做的', en: 'something is overdue' },
  kept: { zh: '没有落下的', en: 'nothing is overdue' },
  refused: { zh: '不签是本人的选择，不算谁没做好。', en: "Not to sign is their own choice and nobody's failure." },
} as const satisfies Texts;

export const actionText = {
  sign: { zh: '签约', en: 'Sign' },
  offer: { zh: '去谈签约', en: 'Offer' },
  refuse: { zh: '暂时不签', en: 'Declines for now' },
  renew: { zh: '续签', en: 'Renew' },
  end: { zh: '提前结束', en: 'End early' },
} as const satisfies Texts;

export const contractFormText = {
  titleSign: { zh: '签约：{{name}}', en: 'Sign: {{name}}' },
  titleOffer: { zh: '去谈签约：{{name}}', en: 'Offer a contract: {{name}}' },
  titleRefuse: { zh: '暂时不签：{{name}}', en: 'Declines for now: {{name}}' },
  titleRenew: { zh: '续签：{{name}}', en: 'Renew: {{name}}' },
  titleEnd: { zh: '提前结束签约：{{name}}', en: 'End the contract early: {{name}}' },
  team: { zh: '签给哪个团队', en: 'With which team' },
  askingTeam: { zh: '哪个团队去问的', en: 'Which team asked' },
  teamNeeded: { zh: '请选一个团队。', en: 'Choose a team.' },
  noTeams: { zh: '还没有医生团队。先到“医生团队”里建一个。', en: 'There is no team yet. Make one under "Teams" first.' },
  package: { zh: '服务包', en: 'Package' },
  day: { zh: '哪天办的', en: 'On which day' },
  dayNeeded: { zh: '请填日期。', en: 'Give the day.' },
  lastDay: { zh: '到哪天为止（含这天）', en: 'Last day, included' },
  why: { zh: '为什么', en: 'Why' },
  whyNeeded: { zh: '请选一个原因，或者选“其他”。', en: 'Choose a reason, or "Other".' },
  words: { zh: '原话', en: 'What they said' },
  wordsHint: { zh: '只有能办签约的人看得到。', en: 'Seen only by those who handle contracts.' },
  askAgainOn: { zh: '什么时候再问一次', en: 'When to ask again' },
  askAgainHint: { zh: '到了这一天，团队会看到提醒。不签是本人的选择，不算谁没做好。', en: "The team is reminded on that day. Not to sign is their own choice and nobody's failure." },
  reason: { zh: '为什么结束', en: 'Why it ends' },
  reasonNeeded: { zh: '请写一句原因。', en: 'Give the reason in a sentence.' },
  signNote: { zh: '从签的这天起算，按服务包的期限到期；到期前会提醒续签。', en: 'It holds from the day of signing for the term of the package; a reminder comes before its end.' },
  renewNote: { zh: '从上一份到期的第二天接上，中间不断。', en: 'The next one begins the day after the present one ends, without a gap.' },
  offerNote: { zh: '先记下来正在谈；签好或不签，再来记一笔。', en: 'It is noted as offered; come back when they sign or say no.' },
  done: { zh: '记好了', en: 'Recorded' },

  bulkTitle: { zh: '一起办：{{action}}', en: 'For many: {{action}}' },
  bulkWho: { zh: '办 {{count}} 位成员', en: { one: '{{count}} member', other: '{{count}} members' } },
  bulkNames: { zh: '{{names}} 等', en: '{{names}} and others' },
  bulkGo: { zh: '{{action}} {{count}} 位', en: '{{action}}: {{count}}' },
  bulkLeft: { zh: '另外 {{count}} 位现在不能这样办，不会动。', en: { one: '{{count}} other cannot be handled this way now and is left as it is.', other: '{{count}} others cannot be handled this way now and are left as they are.' } },
  bulkDone: { zh: '办好 {{count}} 位', en: { one: '{{count}} done', other: '{{count}} done' } },
  bulkNot: { zh: '{{count}} 位没有办成', en: { one: '{{count}} not done', other: '{{count}} not done' } },
  close: { zh: '好', en: 'Done' },
} as const satisfies Texts;

export const teamText = {
  add: { zh: '建一个团队', en: 'Put a team together' },
  title: { zh: '建一个团队', en: 'Put a team together' },
  name: { zh: '团队名称', en: 'Name of the team' },
  nameHint: { zh: '如：白马乡卫生院家庭医生一队', en: 'For example: Baima clinic, first team' },
  nameNeeded: { zh: '请写团队名称。', en: 'Give the name.' },
  place: { zh: '服务哪里', en: 'Where it works' },
  placeNeeded: { zh: '请选地方。', en: 'Choose the place.' },
  choose: { zh: '请选择', en: 'Choose' },
  lead: { zh: '牵头医生', en: 'Leading doctor' },
  doctor: { zh: '医生', en: 'Doctor' },
  doctorNeeded: { zh: '请选一位医生。', en: 'Choose a doctor.' },
  level: { zh: '这位医生是哪一级的', en: 'Where this doctor works' },
  fromDay: { zh: '从哪天起', en: 'From' },
  toDay: { zh: '到哪天为止（含这天）', en: 'Last day, included' },
  dayNeeded: { zh: '请填日期。', en: 'Give the day.' },
  more: { zh: '县、乡、村三级的医生都可以加进来，建好后再加。', en: 'Doctors of county, township and village may join once it is there.' },
  doctors: { zh: '医生', en: 'Doctors' },
  join: { zh: '加一位医生', en: 'Add a doctor' },
  joinOf: { zh: '给{{team}}加一位医生', en: 'Add a doctor to {{team}}' },
  leave: { zh: '离开', en: 'Leaves' },
  leaveOf: { zh: '{{name}}离开{{team}}', en: '{{name}} leaves {{team}}' },
  leaveNote: { zh: '签约仍在团队名下，不用重签。', en: 'Contracts stay with the team; nobody signs again.' },
  leads: { zh: '牵头', en: 'leads' },
  change: { zh: '改名或停用', en: 'Rename or end' },
  changeOf: { zh: '改名或停用：{{team}}', en: 'Rename or end: {{team}}' },
  endedOn: { zh: '停用日期', en: 'Ends on' },
  endedHint: { zh: '停用后不再签新的；在用的签约不变，请换团队续签。', en: 'It takes nobody new from then on; present contracts stay as they are and are renewed with another team.' },
  ended: { zh: '{{day}} 停用', en: 'ended on {{day}}' },
  members: { zh: '看看签了谁', en: 'Whose team it is' },
  membersOf: { zh: '看看签了谁：{{team}}', en: 'Whose team it is: {{team}}' },
  none: { zh: '还没有医生团队', en: 'There is no team yet' },
  noneHint: { zh: '先把医生登记为工作人员，再建团队。', en: 'Enter the doctors as workers first, then put a team together.' },
  saved: { zh: '记好了', en: 'Recorded' },
} as const satisfies Texts;

export const levelText = {
  county: { zh: '县级', en: 'County' },
  township: { zh: '乡镇', en: 'Township' },
  village: { zh: '村', en: 'Village' },
} as const satisfies Texts;
