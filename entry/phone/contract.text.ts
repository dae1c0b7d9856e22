import type { Texts } from '../../platform/ui/text.schema.ts';

export const contractText = {
  title: { zh: '家庭医生签约', en: 'Family-doctor contract' },
  titleOf: { zh: '{{name}} · 家庭医生签约', en: '{{name}} · family-doctor contract' },
  open: { zh: '家庭医生签约', en: 'Family-doctor contract' },
  sign: { zh: '签约', en: 'Sign' },
  signGo: { zh: '本人签好了', en: 'They have signed' },
  signHint: { zh: '从今天起算，按服务包的期限到期；到期前会提醒。', en: 'It holds from today for the term of the package; a reminder comes before its end.' },
  refuse: { zh: '暂时不签', en: 'Declines' },
  refuseGo: { zh: '记下来', en: 'Note it' },
  not: { zh: '先不记', en: 'Leave it' },
  team: { zh: '签给哪个团队', en: 'With which team' },
  askingTeam: { zh: '哪个团队去问的', en: 'Which team asked' },
  teamNeeded: { zh: '选一个团队；您还不在团队里的话，请镇里先加上。', en: 'Choose a team; if you are in none, ask the township to add you.' },
  why: { zh: '为什么', en: 'Why' },
  whyNeeded: { zh: '点一下原因，说不清就选“其他”。', en: 'Tap a reason, or "Other".' },
  words: { zh: '原话（可不填）', en: 'What they said (optional)' },
  askAgainOn: { zh: '什么时候再问（可不填）', en: 'When to ask again (optional)' },
  askAgainHint: { zh: '不签是本人的选择，到时候再问一句就好。', en: 'It is their choice; just ask again then.' },
  until: { zh: '到 {{day}}', en: 'until {{day}}' },
  done: { zh: '签约情况记好了', en: 'Noted' },
} as const satisfies Texts;
