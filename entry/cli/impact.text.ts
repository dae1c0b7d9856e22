import type { Impact } from '../../modules/coverage/impact.service.ts';
import type { Text } from '../../platform/problem.ts';

/** What `packs impact` says. */
export const impactText = {
  noPacks: (folder: string): Text => ({ zh: `${folder} 里没有政策包：每个政策包是一个文件夹，里面有 pack.yaml。`, en: `There are no packs in ${folder}: each is a folder with a pack.yaml in it.` }),
  which: (ids: readonly string[]): Text => ({
    zh: `文件夹里有 ${ids.length} 个新的政策包，请用 --pack 说明这里改用哪一个：${ids.join('、')}`,
    en: `The folder brings ${ids.length} new packs; say with --pack which one the division would adopt: ${ids.join(', ')}`,
  }),
  casesFailed: (failed: number): Text => ({
    zh: `注意：这些政策包有 ${failed} 个算例不符，启用前请先运行 lianxin packs check。`,
    en: `Mind: ${failed} worked cases of these packs do not hold. Run lianxin packs check before they are used.`,
  }),
};

/** The figures first, then each rule that changes with its article. */
export function impactLines({ division, from, to, adopts, duties, households, workers, contacts, rules }: Impact): Text[] {
  const head: Text = {
    zh: `${division.name}，${from} 至 ${to}${adopts === null ? '' : `，改用 ${adopts}`}：应做事项 ${duties.before} → ${duties.after}（新增 ${duties.added}，取消 ${duties.dropped}，换日子 ${duties.moved}，换做法 ${duties.changed}）`,
    en: `${division.name}, ${from} to ${to}${adopts === null ? '' : `, adopting ${adopts}`}: duties ${duties.before} → ${duties.after} (added ${duties.added}, dropped ${duties.dropped}, moved ${duties.moved}, done otherwise ${duties.changed})`,
  };
  const people: Text = {
    zh: `涉及 ${households.touched}/${households.looked} 户、${workers} 位工作人员；联系人齐全 ${contacts.before} → ${contacts.after}/${contacts.served} 户`,
    en: `${households.touched} of ${households.looked} households and ${workers} workers are touched; contacts complete ${contacts.before} → ${contacts.after} of ${contacts.served}`,
  };
  const money: Text = { zh: '政策包里现在没有金额，所以说不出要多花多少钱。', en: 'Packs hold no amounts today, so nothing can be said of money.' };
  return [head, people, money, ...rules.flatMap(ruleLines)];
}

function ruleLines({ title, packId, rule, households, added, dropped, moved, changed, clause }: Impact['rules'][number]): Text[] {
  return [{
    zh: `${title.zh}（${packId} ${rule}）  ${households} 户：+${added} −${dropped} 换日子 ${moved} 换做法 ${changed}\n  ${clause.document} ${clause.article} [${clause.mark}] ${clause.summary.zh}`,
    en: `${title.en} (${packId} ${rule})  ${households} households: +${added} −${dropped} moved ${moved} otherwise ${changed}\n  ${clause.document} ${clause.article} [${clause.mark}] ${clause.summary.en}`,
  }];
}
