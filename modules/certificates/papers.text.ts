import { Problem, type Text } from '../../platform/problem.ts';
import type { PaperProblem } from './papers.schema.ts';

const PROBLEMS: Readonly<Record<PaperProblem, { readonly status: number; readonly text: Text }>> = {
  'papers.where': { status: 422, text: { zh: '请选一个村、一个乡镇或者一户来打印，只能选一样。', en: 'Choose one village, one township or one household to print for.' } },
  'papers.mixed': { status: 422, text: { zh: '卡片和 A4 纸要分两次打印，请分开选。', en: 'Cards and A4 sheets are printed separately; choose one of them at a time.' } },
  'papers.none': { status: 409, text: { zh: '这里没有要打印的，手里的都是新的。', en: 'Nothing is to be printed here; what the families hold is right.' } },
  'papers.large': { status: 422, text: { zh: '这里的家庭太多，一次打不完，请按村打印。', en: 'Too many households for one run. Print village by village.' } },
  'papers.day': { status: 422, text: { zh: '送到的日子不能早于打印那天，也不能晚于今天。', en: 'The day it was handed over lies before it was printed, or has not come yet.' } },
  'papers.notThese': { status: 404, text: { zh: '没有找到这几张卡证，可能已经换了新的。请刷新后再记。', en: 'These papers were not found; newer ones may have been printed. Reload and try again.' } },
};

export const paperProblem = (code: PaperProblem): Problem => new Problem(PROBLEMS[code].status, code, PROBLEMS[code].text);

export const HOUSEHOLD_WORD: Text = { zh: '户家庭', en: 'household' };

/**
 * What stands on the papers themselves. They are for families, clerks and desks in Chinese counties and carry no English. The outside of a card says
 * neither what the family has gone through nor what kind of certificate it is.
 */
export const paperWords = {
  outside: { contactCard: '连心卡', certificate: '便民就医卡' },
  issuer: (county: string) => `${county}卫生健康局`,
  family: '家庭', holder: '持卡人', place: '住处', call: '有事找',
  keep: '请收好。有变动会换新卡。', hello: '身体、生活、办事，有难处就说一声，我们一起想办法。',
  found: '拾到请交村（居）委会或卫生院。',
  contacts: '有事找我们',
  cardFoot: '打电话、捎话都行，号码变了会送新卡来。',
  kind: '证件', name: '姓名', issued: '发证', until: '有效期', forGood: '长期', untilDay: (day: string) => `至 ${day}`,
  withIdCard: '看病时和身份证一起出示，挂号前先给窗口看。', withoutIdCard: '看病时请先给窗口看这张卡。',
  greenTitle: '看病就医服务单', greenIntro: (family: string) => `${family}家：去下面的医院看病，请带上身份证和证件，到窗口说一声，或者先打电话给联系人。`,
  hospitals: '一、可以去的医院', hospital: '医院', deskPerson: '联系人', phone: '电话', window: '窗口',
  publicHospitals: '凭证件到公立医疗机构都可以，窗口会核对。', noHospitals: '定点医院还在确定，定了会送新单来。先请拨打家庭医生或村干部的电话。',
  benefits: '二、到了医院有这些方便', benefit: '方便', note: '说明', rule: '依据', perYear: (count: number) => `每年 ${count} 次`, fee: (fee: string) => `免${fee}`,
  reach: { county: '在本县范围内', city: '在本市范围内', province: '在本省范围内' },
  excluded: (rides: string) => `${rides}不算`, rides: { homeGoing: '出院回家', otherCity: '送外市', otherProvince: '送外省' },
  needs: { urgent: '急病急救时', unableToPay: '一时付不起钱时' }, ageFrom: (age: number) => `满 ${age} 岁`,
  flags: { registeredPoor: '建档立卡户', hardship: '困难户', povertyRegister: '防返贫监测户', livingAlone: '独自居住', key: '重点家庭', selfCareNone: '失能', selfCarePartial: '半失能' } as Readonly<Record<string, string>>,
  always: '出示证件就有', greenFoot: '医院和号码有变动，会送新单来。',
  urgent: '急病先看病，别的事以后再办。120 随时可以打。', numbers: '三、不知道找谁，就打这些电话',
  agreementTitle: '家庭医生签约服务协议书', partyA: '签约人', partyB: '家庭医生团队', team: '团队', from: '起始', to: '截止', package: '服务包',
  doctors: '一、团队里的医生', doctor: '医生', services: '二、提供的服务', listed: (services: readonly string[]) => `${services.join('；')}。`, rights: '三、约定',
  promise: [
    '（一）团队按上面所列的服务定期联系、上门或接听咨询；来之前先打招呼。', '（二）签约人有不舒服或者住处、电话变了，请告诉团队。',
    '（三）了解到的身体情况只用于看病和照护，不告诉无关的人。', '（四）签约出于自愿，随时可以提出更换团队或者不再续签，不影响其他照顾。',
  ],
  sign: '签字', day: '日期', rest: (document: string, article: string) => `依据：${document} ${article}`,
  levels: { village: '村', township: '乡镇', county: '县' } as Readonly<Record<string, string>>,
  cards: '卡片', sheets: '服务单',
} as const;

/** A role on a card, where the full title of a pack has no room; others stand with their title. */
export const SHORT_ROLES: Readonly<Record<string, string>> = {
  villageCadre: '村干部', carer: '照护人', villageDoctor: '村医', familyDoctor: '家庭医生', townshipContact: '镇联系人', townshipLeader: '乡镇领导', countyCadre: '县里干部', special: '结对人',
};

/** What a family may call each of its contacts for, as it stands on the card (SC: a list of help is handed over with the numbers). */
export const HELP: Readonly<Record<string, string>> = {
  townshipLeader: '难事、急事', townshipContact: '政策、手续', villageCadre: '日常事、跑腿代办', carer: '生活照料、做伴', villageDoctor: '头疼脑热、量血压',
  familyDoctor: '看病、用药、转诊', countyCadre: '县里的事', special: '结对帮忙', office: '政策、补助',
};
